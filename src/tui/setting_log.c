/* setting_log.c - what each setting was at any moment of a run: its declared value, until a PARAM event says another. */
#include "tui/setting_log.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void setting_log_release(struct setting_log *log)
{
	free(log->changes);
	*log = (struct setting_log){ 0 };
}

static void change_add(struct setting_log *log, const struct event *event)
{
	if (log->count == log->size) {
		size_t size = log->size ? log->size * 2 : 16;
		struct setting_change *changes = realloc(log->changes, size * sizeof *changes);
		if (!changes)
			abort();
		log->changes = changes;
		log->size = size;
	}
	log->changes[log->count++] = (struct setting_change){ log->follow.next, event->item, event->value };
}

void setting_log_read(struct setting_log *log, const struct history *history)
{
	if (!follow_run(&log->follow, history))
		log->count = 0;
	const struct event *event;
	while ((event = follow_next(&log->follow, history)))
		if (event->kind == KIND_PARAM)
			change_add(log, event);
}

char *setting_log_value(const struct setting_log *log, const struct stage *stage, const struct setting *setting, size_t position,
	char *to, size_t size)
{
	for (size_t i = log->count; i > 0; i--) {
		const struct setting_change *change = &log->changes[i - 1];
		if (change->position <= position && strcmp(stage_text_get(stage->text, change->name), setting->name) == 0)
			return stage_word_text(stage, change->value, to, size);
	}
	snprintf(to, size, "%s", setting->value);
	return to;
}
