/* holds.c - reads a saved run through the program's own source and history. */
#include "holds.h"

#include "source/source.h"

#include <check.h>

static void holds_count(struct holds *holds, const struct history *history)
{
	size_t hold = 0;
	for (size_t i = 0; i < history_count(history); i++) {
		const struct event *event = history_event(history, i);
		if (event->kind == KIND_HOLD) {
			hold = i;
			holds->count++;
		}
		if (event->kind != KIND_GO || (int64_t)(event->value / 1000000) < holds->longest_ms)
			continue;
		holds->longest_ms = (int64_t)(event->value / 1000000);
		holds->clock_ms = (int64_t)((event->time_ns - history_event(history, hold)->time_ns) / 1000000);
		holds->events = (int)(i - hold - 1);
	}
}

struct holds holds_of(const char *path)
{
	struct error error;
	struct holds holds = { 0 };
	struct info info;
	struct history *history = history_new();
	struct source *source = source_file(path, &error);
	ck_assert_ptr_nonnull(source);
	info_init(&info);
	while (source_pump(source, history, &info, 0) == SOURCE_OPEN)
		continue;
	holds_count(&holds, history);
	source_free(source);
	info_release(&info);
	history_free(history);
	return holds;
}
