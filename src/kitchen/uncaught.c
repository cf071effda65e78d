/* uncaught.c - see uncaught.h.
 *
 * Who has taken something from a queue and not told that it is dealt with (task_done) is noted at the queue, in worker->took: the last one only, which is
 * what a worker is at. With an end before that, queue:join() waits for ever, and the report can say for whom. */
#include "kitchen/uncaught.h"

#include "kitchen/hands.h"
#include "kitchen/texts.h"

#include <stdio.h>

#define FAILURES_TOLD 64

void uncaught_note(struct worker *worker, uint32_t text)
{
	uint32_t none = 0;
	worker->error = text;
	atomic_compare_exchange_strong(&arena->uncaught, &none, text);
	hands_lose(worker);
}

json_t *uncaught_report(void)
{
	json_t *all = json_array();
	uint32_t count = atomic_load(&arena->worker_count);
	for (uint32_t id = 1; id < count && json_array_size(all) < FAILURES_TOLD; id++) {
		const struct worker *worker = worker_at(id);
		if (worker->error)
			json_array_append_new(all, json_pack("{s:s,s:s}", "worker", texts_get(worker->name, NULL), "error", texts_get(worker->error, NULL)));
	}
	return all;
}

static bool owes(const struct worker *worker, uint16_t queue)
{
	enum worker_state state = atomic_load(&worker->state);
	return worker->took == queue && (state == WORKER_FAILED || state == WORKER_KILLED);
}

uint32_t uncaught_taker(uint16_t queue)
{
	uint32_t count = atomic_load(&arena->worker_count);
	for (uint32_t id = 1; queue && id < count; id++)
		if (owes(worker_at(id), queue))
			return id;
	return 0;
}

const char *uncaught_cause(uint16_t queue, char *to, size_t size)
{
	uint32_t first = uncaught_taker(queue), all = 0, killed = 0, count = atomic_load(&arena->worker_count);
	if (!first)
		return NULL;
	for (uint32_t id = first; id < count; id++) {
		all += owes(worker_at(id), queue);
		killed += owes(worker_at(id), queue) && atomic_load(&worker_at(id)->state) == WORKER_KILLED;
	}
	const char *name = texts_get(worker_at(first)->name, NULL);
	if (all == 1)
		snprintf(to, size, "%.100s, who took one, %s", name, killed ? "was killed" : "has failed");
	else
		snprintf(to, size, "%.100s and %u more, who took one each, %s", name, all - 1, killed == all ? "were killed" : killed ? "are gone" : "have failed");
	return to;
}

static bool is_missed(const struct worker *worker, uint16_t object)
{
	enum worker_state state = atomic_load(&worker->state);
	if (state != WORKER_KILLED && state != WORKER_FAILED)
		return false;
	for (int i = 0; i < WORKER_KNOWS && object; i++)
		if (worker->knows[i] == object)
			return true;
	return false;
}

const char *uncaught_missing(uint16_t object, unsigned reason, char *to, size_t size)
{
	const struct worker *first = NULL;
	uint32_t all = 0, count = atomic_load(&arena->worker_count);
	for (uint32_t id = 1; id < count; id++)
		if (is_missed(worker_at(id), object) && all++ == 0)
			first = worker_at(id);
	if (!first)
		return NULL;
	const char *name = texts_get(first->name, NULL), *was = reason == REASON_BARRIER ? "to come" : "to work with it";
	if (all == 1)
		snprintf(to, size, "%.100s, who was %s, %s", name, was, atomic_load(&first->state) == WORKER_KILLED ? "was killed" : "has failed");
	else
		snprintf(to, size, "%.100s and %u more, who were %s, are gone", name, all - 1, was);
	return to;
}
