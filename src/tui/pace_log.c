/* pace_log.c - kitchen seconds at any moment of a run.
 *
 * Kitchen time is the sum over stretches of constant pace; at unlimited pace it goes as the run's clock does (as in the stage). Changes
 * are sorted because the stream's times never go back, so a moment is found by halving. */
#include "tui/pace_log.h"

#include <stdlib.h>

void pace_log_release(struct pace_log *log)
{
	free(log->changes);
	*log = (struct pace_log){ 0 };
}

static const struct pace_change *change_at(const struct pace_log *log, uint64_t at_ns)
{
	static const struct pace_change none = { .rate = 1 };
	size_t low = 0, high = log->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (log->changes[middle].at_ns <= at_ns)
			low = middle + 1;
		else
			high = middle;
	}
	return low ? &log->changes[low - 1] : &none;
}

double pace_log_kitchen_s(const struct pace_log *log, uint64_t at_ns)
{
	const struct pace_change *change = change_at(log, at_ns);
	return (change->kitchen_ns + (double)(at_ns - change->at_ns) * change->rate) / 1e9;
}

double pace_log_rate(const struct pace_log *log, uint64_t at_ns)
{
	bool before = log->count && at_ns < log->changes[0].at_ns; /* the pace at which it will begin */
	return before ? log->changes[0].rate : change_at(log, at_ns)->rate;
}

static void change_add(struct pace_log *log, const struct event *event)
{
	if (log->count == log->size) {
		size_t size = log->size ? log->size * 2 : 8;
		struct pace_change *changes = realloc(log->changes, size * sizeof *changes);
		if (!changes)
			abort();
		log->changes = changes;
		log->size = size;
	}
	double kitchen_ns = pace_log_kitchen_s(log, event->time_ns) * 1e9;
	double rate = event->value ? (double)event->value / 1e6 : 1;
	log->changes[log->count++] = (struct pace_change){ event->time_ns, kitchen_ns, rate };
}

void pace_log_read(struct pace_log *log, const struct history *history)
{
	if (!follow_run(&log->follow, history))
		log->count = 0;
	const struct event *event;
	while ((event = follow_next(&log->follow, history)))
		if (event->kind == KIND_PACE)
			change_add(log, event);
}
