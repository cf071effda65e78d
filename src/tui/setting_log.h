/* setting_log.h - what each setting was at any moment of a run. */
#ifndef LUNCHRUSH_TUI_SETTING_LOG_H
#define LUNCHRUSH_TUI_SETTING_LOG_H

#include "stage/info.h"
#include "tui/follow.h"

struct setting_change {
	size_t position; /* events before it and with it */
	uint32_t name;   /* text */
	uint64_t value;  /* word */
};

/* Zero-initialised before use. */
struct setting_log {
	struct follow follow;
	struct setting_change *changes; /* by position */
	size_t count, size;
};

void setting_log_release(struct setting_log *log);
/* Take in what the history has got since the last call. */
void setting_log_read(struct setting_log *log, const struct history *history);
/* A setting's value as people read it, after the first `position` events, into to[size]; returns to. */
char *setting_log_value(const struct setting_log *log, const struct stage *stage, const struct setting *setting, size_t position,
	char *to, size_t size);

#endif
