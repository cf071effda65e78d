/* step_log.c - see step_log.h. */
#include "tui/step_log.h"

#include "schedule/schedule.h"
#include "trace/hash.h"

#include <stdlib.h>

void step_log_release(struct step_log *log)
{
	free(log->steps);
	*log = (struct step_log){ 0 };
}

static void step_add(struct step_log *log, const struct event *event)
{
	if (log->count == log->size) {
		log->size = log->size ? log->size * 2 : 256;
		log->steps = realloc(log->steps, log->size * sizeof *log->steps);
		if (!log->steps)
			abort();
	}
	log->steps[log->count++] = (struct step){ .hash = log->hash, .position = log->read, .worker = event->worker };
}

static const char *text_of(void *data, uint32_t id)
{
	return stage_text_get(data, id);
}

void step_log_read(struct step_log *log, const struct history *history)
{
	const struct event *event;
	for (; (event = history_event(history, log->read)); log->read++) {
		if (event->kind == KIND_STEP)
			step_add(log, event);
		log->asks += event->kind == KIND_ASK && !event->item;
		if (event->kind == KIND_STRAY)
			log->strays = log->read + 1;
		log->hash = event_hash(log->hash, event, text_of, (void *)history_texts(history));
	}
}

size_t step_log_at(const struct step_log *log, size_t position)
{
	size_t low = 0, high = log->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (log->steps[middle].position < position)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

size_t step_log_position(const struct step_log *log, size_t steps)
{
	return steps < log->count ? log->steps[steps].position : log->read;
}

char *step_log_schedule(const struct step_log *log, size_t from, size_t to)
{
	size_t count = to > from && from < log->count ? (to < log->count ? to : log->count) - from : 0;
	uint32_t *workers = malloc((count + 1) * sizeof *workers);
	if (!workers)
		return NULL;
	for (size_t i = 0; i < count; i++)
		workers[i] = log->steps[from + i].worker;
	char *text = schedule_write(workers, count);
	free(workers);
	return text;
}

/* What had happened once the first `steps` steps were over. */
static uint64_t hash_after(const struct step_log *log, size_t steps)
{
	return steps < log->count ? log->steps[steps].hash : log->hash;
}

size_t step_log_drift(const struct step_log *before, const struct step_log *again)
{
	size_t most = before->count < again->count ? before->count : again->count;
	for (size_t i = 0; i < most; i++)
		if (hash_after(before, i + 1) != hash_after(again, i + 1) || before->steps[i].worker != again->steps[i].worker)
			return i + 1;
	return 0;
}
