/* possible.h - whether an action would go on now without waiting. */
#ifndef LUNCHRUSH_KITCHEN_POSSIBLE_H
#define LUNCHRUSH_KITCHEN_POSSIBLE_H

#include "kitchen/action.h"
#include "kitchen/worker.h"

/* True for actions that never wait. The object's guard is taken inside. */
bool action_possible(const struct action *action, const struct worker *worker);
/* Why it is not possible, and whom the worker waits for (its id, or 0), as WAIT tells it. */
enum reason action_reason(const struct action *action, const struct worker *worker, uint32_t *peer);

#endif
