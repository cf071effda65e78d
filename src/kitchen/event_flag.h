/* event_flag.h - an event: a flag for which workers wait until it is set. It stays set, and lets everybody pass, until it is cleared.
 *
 * Who was woken tries again: if the flag was cleared before it did, it waits again. Any worker of any process. */
#ifndef LUNCHRUSH_KITCHEN_EVENT_FLAG_H
#define LUNCHRUSH_KITCHEN_EVENT_FLAG_H

#include "kitchen/object.h"

struct event_flag {
	struct object object;
	bool set;
	struct waiters waiters;
};

/* NULL when there are too many objects. */
struct event_flag *event_flag_new(uint32_t name);
void event_flag_set(struct event_flag *flag, struct worker *worker);
void event_flag_clear(struct event_flag *flag, struct worker *worker);
bool event_flag_is_set(struct event_flag *flag, struct worker *worker);
/* True: it is set, go on. False: the worker is on the waiting list; park, and try again. */
bool event_flag_pass(struct event_flag *flag, struct worker *worker);
/* Whether pass would go on now without waiting. */
bool event_flag_can_pass(struct event_flag *flag, const struct worker *worker);

/* The worker is dead: it waits no more. Kitchen process. */
void event_flag_mend(struct event_flag *flag, struct worker *dead);

#endif
