/* served_log.h - how many were served in each stretch of kitchen time, for a small curve. */
#ifndef LUNCHRUSH_TUI_SERVED_LOG_H
#define LUNCHRUSH_TUI_SERVED_LOG_H

#include "tui/follow.h"
#include "tui/pace_log.h"

#define SERVED_STRETCHES 128

/* Zero-initialised before use. */
struct served_log {
	struct follow follow;
	double stretch_s; /* kitchen seconds of a stretch, 0 before anyone was served */
	uint32_t served[SERVED_STRETCHES];
};

/* Take in what the history has got since the last call; `pace` has been read as far. */
void served_log_read(struct served_log *log, const struct history *history, const struct pace_log *pace);

#endif
