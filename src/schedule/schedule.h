/* schedule.h - schedule strings: who takes how many steps, one after another, short enough to type and to say aloud.
 *
 * `A` is one step of worker A, `A3` three, `A*` steps until A waits or ends; workers are A … Z in order of creation, then `(27)`; the main task is `@`.
 * Spaces may stand between items. Lower-case letters are reserved. Knows no worker and no engine. */
#ifndef LUNCHRUSH_SCHEDULE_SCHEDULE_H
#define LUNCHRUSH_SCHEDULE_SCHEDULE_H

#include "trace/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SCHEDULE_STEPS_MAX 1000000000u

struct schedule_item {
	uint32_t worker; /* its id: 1 is `@`, 2 is `A` … */
	uint32_t steps;  /* 0: until it waits or ends */
};

struct schedule {
	struct schedule_item *items; /* owned */
	size_t count;
};

/* Read a string into a schedule, which is initialised here. -1 with words that name the place. */
int schedule_read(struct schedule *schedule, const char *text, struct error *error);
void schedule_release(struct schedule *schedule);

/* Whether a run that failed with that error did so because its schedule could not be taken: a worker that is not there, or cannot go on. */
bool schedule_blamed(const char *error);

/* The string of steps taken by these workers (ids), runs of one worker in one item; to be freed by the caller. NULL when memory is out. */
char *schedule_write(const uint32_t *workers, size_t count);

#endif
