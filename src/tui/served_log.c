/* served_log.c - how many were served in each stretch of kitchen time.
 *
 * The storage is fixed: when a run outgrows it, two stretches are made one and all become twice as long. */
#include "tui/served_log.h"

#include <string.h>

#define FIRST_STRETCH_S 0.5

static void widen(struct served_log *log)
{
	for (size_t i = 0; i < SERVED_STRETCHES / 2; i++)
		log->served[i] = log->served[2 * i] + log->served[2 * i + 1];
	memset(&log->served[SERVED_STRETCHES / 2], 0, sizeof log->served / 2);
	log->stretch_s *= 2;
}

static void served_add(struct served_log *log, double at_s)
{
	if (log->stretch_s <= 0)
		log->stretch_s = FIRST_STRETCH_S;
	while (at_s >= log->stretch_s * SERVED_STRETCHES)
		widen(log);
	log->served[(size_t)(at_s / log->stretch_s)]++;
}

void served_log_read(struct served_log *log, const struct history *history, const struct pace_log *pace)
{
	if (!follow_run(&log->follow, history))
		*log = (struct served_log){ 0 };
	const struct event *event;
	while ((event = follow_next(&log->follow, history)))
		if (event->kind == KIND_SERVE)
			served_add(log, pace_log_kitchen_s(pace, event->time_ns));
}
