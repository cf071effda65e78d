/* pace_log.h - kitchen seconds at any moment of a run, also of long ago.
 *
 * A stage knows kitchen time at its own moment only; story and timeline name moments all over the run. The changes of pace are
 * few, so they are kept. */
#ifndef LUNCHRUSH_TUI_PACE_LOG_H
#define LUNCHRUSH_TUI_PACE_LOG_H

#include "tui/follow.h"

struct pace_change {
	uint64_t at_ns;      /* run clock */
	double kitchen_ns;   /* kitchen time there */
	double rate;         /* kitchen ns per ns of the run's clock from there on */
};

/* Zero-initialised before use. */
struct pace_log {
	struct follow follow;
	struct pace_change *changes; /* by time */
	size_t count, size;
};

void pace_log_release(struct pace_log *log);
/* Take in what the history has got since the last call. */
void pace_log_read(struct pace_log *log, const struct history *history);
/* Kitchen seconds at the run's `at_ns`. */
double pace_log_kitchen_s(const struct pace_log *log, uint64_t at_ns);
/* Kitchen seconds per second of the run's clock at that moment. */
double pace_log_rate(const struct pace_log *log, uint64_t at_ns);

#endif
