/* report.c - see report.h; the keys are those of the command line's contract. */
#include "kitchen/report.h"

#include "kitchen/cell.h"
#include "kitchen/footprint.h"
#include "kitchen/lock.h"
#include "kitchen/platform.h"
#include "kitchen/texts.h"
#include "kitchen/uncaught.h"
#include "kitchen/wait.h"

#include <inttypes.h>
#include <jansson.h>
#include <math.h>
#include <stdlib.h>

static json_t *json_word(uint64_t bits)
{
	switch (word_type(bits)) {
	case WORD_BOOLEAN: return json_boolean(word_as_boolean(bits));
	case WORD_INTEGER: return json_integer(word_as_integer(bits));
	case WORD_NUMBER: return isfinite(word_as_number(bits)) ? json_real(word_as_number(bits)) : json_null();
	case WORD_TEXT: return json_string(texts_get(word_as_text(bits), NULL));
	default: return json_null();
	}
}

static json_t *ledger(void)
{
	uint32_t served = arena->served, lost = arena->lost, out = served + lost;
	uint32_t arrived = arena->arrived > out ? arena->arrived : out; /* what is served without having come in came in then */
	return json_pack("{s:i,s:i,s:i,s:i,s:I}", "arrived", (int)arrived, "served", (int)served, "lost", (int)lost, "retried", (int)arena->retried,
			 "in_flight", (json_int_t)arrived - served - lost);
}

/* What crossed and was more than a word. */
static json_t *parcels(void)
{
	return json_pack("{s:I,s:I,s:f}", "count", (json_int_t)arena->parcels, "bytes", (json_int_t)arena->parcel_bytes, "pack_s", (double)arena->parcel_ns / 1e9);
}

/* Requests made; errors: no answer, or a status from 400 on; connections that were opened for them. */
static json_t *fetches(void)
{
	return json_pack("{s:I,s:I,s:I,s:I}", "connections", (json_int_t)arena->fetch_connections, "count", (json_int_t)arena->fetches, "errors", (json_int_t)arena->fetch_errors, "bytes", (json_int_t)arena->fetch_bytes);
}

json_t *report_globals(void)
{
	json_t *all = json_object();
	uint32_t count = atomic_load(&arena->object_count);
	for (uint32_t id = 1; id < count; id++) {
		struct object *object = object_at(id);
		if (object->type != OBJECT_CELL || arena->global_of_text[object->name] != id)
			continue;
		uint64_t bits = cell_told((struct cell *)object);
		if (word_type(bits) != WORD_OTHER)
			json_object_set_new(all, texts_get(object->name, NULL), json_word(bits));
	}
	return all;
}

/* What the run's services heard; null where there was none. */
static json_t *services(void)
{
	if (!arena->service_count)
		return json_null();
	return json_pack("{s:i,s:i,s:i}", "requests", (int)arena->service_requests, "errors", (int)arena->service_errors, "refused", (int)arena->service_refused);
}

static json_t *params(void)
{
	json_t *all = json_object();
	uint32_t count = atomic_load(&arena->setting_count);
	for (uint32_t i = 0; i < count; i++)
		json_object_set_new(all, texts_get(arena->settings[i].name, NULL), json_word(atomic_load(&arena->settings[i].value)));
	return all;
}

static const char *engine_name(const struct worker *worker)
{
	return worker->role == ROLE_OF_INSTANCE ? "instances" : worker->apart ? wait_engine_of(worker)->name : arena->engine->name;
}

static json_t *one_worker(const struct worker *worker)
{
	return json_pack("{s:s,s:s,s:i,s:i,s:f,s:f,s:{s:I,s:I}}", "name", texts_get(worker->name, NULL), "engine", engine_name(worker), "pid",
			 atomic_load(&worker->pid), "tid", atomic_load(&worker->tid), "cpu_s", (double)atomic_load(&worker->cpu_ns) / 1e9, "wait_s",
			 (double)atomic_load(&worker->wait_ns) / 1e9, "switches", "voluntary", (json_int_t)atomic_load(&worker->voluntary), "involuntary",
			 (json_int_t)atomic_load(&worker->involuntary));
}

static json_t *workers(void)
{
	json_t *all = json_array();
	uint32_t count = atomic_load(&arena->worker_count);
	for (uint32_t id = 1; id < count; id++)
		if (worker_at(id)->role != ROLE_OF_DEVICE)
			json_array_append_new(all, one_worker(worker_at(id)));
	return all;
}

static const char *const reasons[REASON_COUNT] = {
	[REASON_NONE] = "nothing",
	[REASON_QUEUE_FULL] = "room in ",
	[REASON_QUEUE_EMPTY] = "something in ",
	[REASON_QUEUE_JOIN] = "all of ",
	[REASON_WORKER_JOIN] = "the end of ",
	[REASON_LOCK] = "the lock ",
	[REASON_SEMAPHORE] = "a place of ",
	[REASON_CONDITION] = "a notify of ",
	[REASON_EVENT] = "the event ",
	[REASON_BARRIER] = "all to arrive at ",
	[REASON_FUTURE] = "the result of a call of ",
	[REASON_CALL] = "a call of ",
	[REASON_POOL] = "all calls of ",
	[REASON_PIPE_FULL] = "room in the pipe ",
	[REASON_PIPE_EMPTY] = "something in the pipe ",
	[REASON_ANSWER] = "an answer",
	[REASON_REQUEST] = "a request of ",
	[REASON_PERMISSION] = "a person's permission",
	[REASON_PROGRAM] = "a program to end",
};

const char *report_reason(enum reason reason)
{
	return reasons[reason];
}

/* What a worker waits for, in words: "room in orders". */
static json_t *waits_for(const struct worker *worker)
{
	const struct object *object = object_at(worker->object);
	const char *what = worker->reason == REASON_WORKER_JOIN ? texts_get(worker_at(worker->peer)->name, NULL) : object ? texts_get(object->name, NULL) : "";
	return json_sprintf("%s%s", reasons[worker->reason], what);
}

/* Who must do something before the worker can go on, where that is one worker: 0 none. A lock may have changed hands since the wait began; for all
 * of a queue one waits for whoever failed with something from it. */
static uint32_t waits_for_whom(const struct worker *worker)
{
	const struct object *object = object_at(worker->object);
	if (worker->reason == REASON_QUEUE_JOIN)
		return uncaught_taker(worker->object);
	return worker->reason == REASON_LOCK && object ? ((const struct lock *)object)->holder : worker->peer;
}

/* Who should have ended the wait and is dead; NULL where nobody is known. */
static const char *why_for_ever(const struct worker *worker, char *to, size_t size)
{
	switch (worker->reason) {
	case REASON_QUEUE_JOIN: return uncaught_cause(worker->object, to, size);
	case REASON_QUEUE_EMPTY:
	case REASON_QUEUE_FULL:
	case REASON_SEMAPHORE:
	case REASON_CONDITION:
	case REASON_EVENT:
	case REASON_BARRIER:
	case REASON_PIPE_EMPTY:
	case REASON_PIPE_FULL: return uncaught_missing(worker->object, worker->reason, to, size);
	default: return NULL;
	}
}

json_t *report_waiting(void)
{
	json_t *all = json_array();
	uint32_t count = atomic_load(&arena->worker_count);
	for (uint32_t id = 1; id < count; id++) {
		const struct worker *worker = worker_at(id);
		if (atomic_load(&worker->state) != WORKER_WAITS || worker->reason == REASON_NONE || worker->reason == REASON_CALL)
			continue;
		uint32_t peer = waits_for_whom(worker);
		json_t *holder = peer ? json_string(texts_get(worker_at(peer)->name, NULL)) : json_null();
		json_t *wait = json_pack("{s:s,s:o,s:o}", "worker", texts_get(worker->name, NULL), "for", waits_for(worker), "holder", holder);
		char words[192];
		const char *cause = why_for_ever(worker, words, sizeof words);
		if (cause)
			json_object_set_new(wait, "cause", json_string(cause));
		json_array_append_new(all, wait);
	}
	return all;
}

json_t *report_violations(void)
{
	json_t *all = json_array();
	for (uint32_t i = 0; i < arena->violation_count; i++)
		json_array_append_new(all, json_string(texts_get(arena->violations[i], NULL)));
	return all;
}

static uint64_t stalls(void)
{
	uint64_t sum = 0;
	for (uint32_t i = 0; i < atomic_load(&arena->ring_count); i++)
		sum += arena->rings[i]->stalls;
	return sum;
}

char *report_make(const struct launch *launch, uint64_t events, uint64_t hash)
{
	enum outcome outcome = arena->outcome;
	json_t *report = json_object();
	json_object_set_new(report, "recipe", json_string(launch->recipe));
	json_object_set_new(report, "engine", json_string(arena->engine ? arena->engine->name : launch->engine));
	json_object_set_new(report, "mode", json_string(arena->turn.controlled ? "scheduled" : "free"));
	json_object_set_new(report, "gil", json_boolean(arena->gil_at_start));
	json_object_set_new(report, "elapsed_s", json_real((double)arena->elapsed_ns / 1e9));
	json_object_set_new(report, "events", json_integer((json_int_t)events));
	json_object_set_new(report, "stalls", json_integer((json_int_t)stalls()));
	json_object_set_new(report, "outcome", json_string(outcome_name(outcome)));
	char *schedule = turn_schedule();
	json_object_set_new(report, "schedule", schedule ? json_string(schedule) : json_null());
	free(schedule);
	if (arena->turn.controlled && arena->traced)
		json_object_set_new(report, "hash", json_sprintf("%016" PRIx64, hash));
	json_object_set_new(report, "ledger", ledger());
	json_object_set_new(report, "parcels", parcels());
	json_object_set_new(report, "fetches", fetches());
	json_object_set_new(report, "commands", json_pack("{s:I,s:I}", "count", (json_int_t)arena->commands, "failed", (json_int_t)arena->command_failures));
	json_object_set_new(report, "service", services());
	json_object_set_new(report, "cloud", platform_report());
	json_object_set_new(report, "globals", report_globals());
	json_object_set_new(report, "workers", workers());
	json_object_set_new(report, "violations", report_violations());
	json_object_set_new(report, "error", outcome == OUTCOME_FAILED ? json_string(arena->failure.text) : json_null());
	if (atomic_load(&arena->uncaught))
		json_object_set_new(report, "failures", uncaught_report());
	if (launch->measure)
		json_object_set_new(report, "cost", footprint_report());
	if (arena->alone)
		json_object_set_new(report, "alone", json_true());
	if (arena->late)
		json_object_set_new(report, "late", json_true());
	if (arena->misuse)
		json_object_set_new(report, "misuse", json_true());
	json_object_set_new(report, "waiting", outcome == OUTCOME_DEADLOCK ? report_waiting() : json_array());
	json_object_set_new(report, "seed", json_integer((json_int_t)launch->seed));
	json_object_set_new(report, "params", params());
	char *text = json_dumps(report, JSON_COMPACT | JSON_REAL_PRECISION(9));
	json_decref(report);
	return text;
}
