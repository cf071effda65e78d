/* step_log.h - the steps of a run under control: who took each, where its events begin, and what had happened by then, as one number. */
#ifndef LUNCHRUSH_TUI_STEP_LOG_H
#define LUNCHRUSH_TUI_STEP_LOG_H

#include "stage/history.h"

/* One step that was taken. */
struct step {
	uint64_t hash;   /* of all that happened before it (trace/hash.h) */
	size_t position; /* of its STEP event: its own events follow, up to the next step's */
	uint32_t worker;
};

/* Zero-initialised before use. */
struct step_log {
	struct step *steps; /* step n of the run is steps[n - 1] */
	size_t count, size;
	size_t read;        /* events of the history read so far */
	size_t asks;        /* how often somebody was to choose */
	size_t strays;      /* position after the last STRAY event, 0 none */
	uint64_t hash;      /* of all that happened so far */
};

void step_log_release(struct step_log *log);
/* Read what is new. The history must be the one read before: for another, release first. */
void step_log_read(struct step_log *log, const struct history *history);
/* How many steps were begun among the first `position` events. */
size_t step_log_at(const struct step_log *log, size_t position);
/* The position just after all that the first `steps` steps did, as far as it has happened. */
size_t step_log_position(const struct step_log *log, size_t steps);
/* The schedule string of steps `from` (from 0) up to `to`; to be freed. NULL when memory is out. */
char *step_log_schedule(const struct step_log *log, size_t from, size_t to);
/* Two runs of the same steps: the first step of `again`, from 1, whose events were not those of `before`; 0 when they agree as far as both go. What
 * came before any step counts as step 1's. */
size_t step_log_drift(const struct step_log *before, const struct step_log *again);

#endif
