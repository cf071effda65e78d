/* history_schedule.h - which steps a run took: so that it can be taken again under control.
 *
 * A run under control tells its steps. Of a free run they follow from what happened: each visible action was one step of its worker (on the loop: each
 * time it was given control). This is exact as far as the events are: objects number theirs, but reads and writes of cells in a free run are not ordered between
 * workers, and where a hot cell told of many at once, the order is not known at all. */
#ifndef LUNCHRUSH_STAGE_HISTORY_SCHEDULE_H
#define LUNCHRUSH_STAGE_HISTORY_SCHEDULE_H

#include "stage/history.h"
#include "trace/error.h"

#define HISTORY_STEPS_MAX 20000u

/* The workers that took a step each among the first `position` events, in order; to be freed by the caller. NULL with words for a person when they are
 * not known: too many (more than HISTORY_STEPS_MAX), or a hot cell told of many reads or writes at once. No steps at all is an array of length 0. */
uint32_t *history_steps(const struct history *history, size_t position, size_t *count, struct error *error);

#endif
