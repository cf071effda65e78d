/* explore.c - see explore.h.
 *
 * What makes two states the same. A worker is deterministic: what it will do follows from its function and arguments and from all that its actions have
 * given it so far. So its part of a state is a hash of that (`seen`), of where it stands and of what it is about to do; a worker's first
 * hash is made from its maker's, which decided its function and arguments. To this come the objects as they are now. Two states with equal keys
 * then have equal futures, but for collisions of 128 bits. It is coarser than it might be: workers that have seen different
 * things which no longer matter are kept apart.
 *
 * There is no clock: a sleeper can always go on, and devices are always due. now() is refused for the same reason. */
#include "kitchen/explore.h"

#include "kitchen/api.h"
#include "kitchen/arrivals.h"
#include "kitchen/barrier.h"
#include "kitchen/cell.h"
#include "kitchen/condition.h"
#include "kitchen/event_flag.h"
#include "kitchen/array.h"
#include "kitchen/grill.h"
#include "kitchen/list.h"
#include "kitchen/lock.h"
#include "kitchen/parcel.h"
#include "kitchen/report.h"
#include "kitchen/sandbox.h"
#include "kitchen/semaphore.h"
#include "kitchen/task.h"
#include "kitchen/texts.h"
#include "kitchen/wait.h"
#include "schedule/explorer.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#define STATES_MAX 1500000 /* some 300 MB with their counts */

static struct explorer *explorer;
static bool cut;

/* ---- hashing: two multiply-and-shift mixes with different constants ---- */

static void mix(struct explorer_key *key, uint64_t x)
{
	key->a = (key->a ^ x) * UINT64_C(0xbf58476d1ce4e5b9);
	key->a ^= key->a >> 29;
	key->b = (key->b + x) * UINT64_C(0x94d049bb133111eb);
	key->b ^= key->b >> 32;
}

static void mix_bytes(struct explorer_key *key, const void *bytes, size_t length)
{
	const unsigned char *at = bytes;
	mix(key, length);
	for (; length >= 8; length -= 8, at += 8) {
		uint64_t piece;
		memcpy(&piece, at, 8);
		mix(key, piece);
	}
	while (length--)
		mix(key, *at++);
}

static void mix_cargo(struct explorer_key *key, const struct cargo *cargo)
{
	mix(key, cargo->value);
	if (cargo->packed.bytes)
		mix_bytes(key, cargo->packed.bytes, cargo->packed.length);
}

/* ---- objects as they are ---- */

static void mix_queue(struct explorer_key *key, const struct queue *queue)
{
	mix(key, queue->length | (uint64_t)queue->unfinished << 31 | (uint64_t)queue->closed << 63);
	for (uint32_t i = 0; i < queue->length; i++)
		mix_cargo(key, &queue->slots[(queue->head + i) & (queue->size - 1)]);
	if (queue->object.type == OBJECT_ARRIVALS)
		mix(key, ((const struct arrivals *)queue)->came);
}

static void mix_grill(struct explorer_key *key, const struct grill *grill)
{
	for (uint32_t i = 0; i < grill->slots; i++) {
		mix(key, grill->slot[i].state);
		if (grill->slot[i].state != GRILL_FREE)
			mix_cargo(key, &grill->slot[i].cargo);
	}
}

static void mix_object(struct explorer_key *key, struct object *object)
{
	switch (object->type) {
	case OBJECT_QUEUE:
	case OBJECT_ARRIVALS: mix_queue(key, (struct queue *)object); break;
	case OBJECT_GRILL: mix_grill(key, (struct grill *)object); break;
	case OBJECT_CELL:
	case OBJECT_SHARED: mix(key, cell_read((struct cell *)object)); break;
	case OBJECT_LIST: mix_bytes(key, ((struct list *)object)->elements, ((struct list *)object)->length * sizeof(uint64_t)); break;
	case OBJECT_ARRAY: mix_bytes(key, ((struct array *)object)->elements, ((struct array *)object)->length * sizeof(uint64_t)); break;
	case OBJECT_LOCK: mix(key, ((struct lock *)object)->holder | (uint64_t)((struct lock *)object)->depth << 32); break;
	case OBJECT_SEMAPHORE: mix(key, ((struct semaphore *)object)->places); break;
	case OBJECT_EVENT: mix(key, ((struct event_flag *)object)->set); break;
	case OBJECT_CONDITION: mix(key, ((struct condition *)object)->tickets | (uint64_t)((struct condition *)object)->notified << 32); break;
	case OBJECT_BARRIER: mix(key, ((struct barrier *)object)->arrived | (uint64_t)((struct barrier *)object)->round << 32); break;
	}
}

static struct explorer_key state_key(void)
{
	struct explorer_key key = { 1, 2 };
	for (uint32_t id = 1; id < atomic_load(&arena->worker_count); id++) {
		const struct worker *worker = worker_at(id);
		const struct turn_stand *stand = &worker->stand;
		mix(&key, worker->seen[0]);
		mix(&key, worker->seen[1]);
		mix(&key, stand->place | (uint64_t)stand->action.verb << 8 | (uint64_t)stand->yielded << 16 | (uint64_t)stand->action.object << 24 |
			      (uint64_t)worker->ticket << 40);
		mix(&key, atomic_load(&worker->state));
	}
	for (uint32_t id = 1; id < atomic_load(&arena->object_count); id++)
		mix_object(&key, object_at(id));
	return key;
}

/* ---- what tasks see ---- */

void explore_saw(lua_State *L, struct worker *worker, int count)
{
	struct explorer_key key = { worker->seen[0], worker->seen[1] };
	mix(&key, (uint64_t)count);
	for (int i = lua_gettop(L) - count + 1; i <= lua_gettop(L); i++) {
		uint64_t bits;
		struct buffer bytes = { 0 };
		struct error error;
		if (api_word(L, i, &bits))
			mix(&key, bits);
		else if (parcel_pack(L, i, i, "what a task sees", &bytes, &error) == 0)
			mix_bytes(&key, bytes.bytes, bytes.length);
		buffer_release(&bytes);
	}
	worker->seen[0] = key.a;
	worker->seen[1] = key.b;
}

uint32_t explore_choose(const uint32_t *able, uint32_t count)
{
	uint32_t chosen = explorer_choose(explorer, state_key(), able, count);
	cut = chosen == 0;
	return chosen;
}

/* ---- one run ---- */

/* Everything as it was before any run: `heap` is where the arena's heap stood. */
static void reset(size_t heap)
{
	uint32_t workers = atomic_load(&arena->worker_count);
	for (uint32_t id = 1; id < workers; id++)
		task_forget(worker_at(id));
	memset(arena->workers, 0, workers * sizeof *arena->workers);
	memset(arena->global_of_text, 0, sizeof *arena->global_of_text * atomic_load(&arena->text_count));
	memset(arena->heap_free, 0, sizeof arena->heap_free);
	memset(arena->heap + heap, 0, arena->heap_used - heap); /* what is handed out anew is taken to be zero */
	arena->heap_used = heap;
	atomic_store(&arena->worker_count, 1);
	atomic_store(&arena->object_count, 1);
	atomic_store(&arena->setting_count, 0);
	atomic_store(&arena->alive, 0);
	atomic_store(&arena->awake, 0);
	atomic_store(&arena->failed, 0);
	atomic_store(&arena->failure_whole, 0);
	atomic_store(&arena->ended, 0);
	atomic_store(&arena->served, 0);
	atomic_store(&arena->arrived, 0);
	atomic_store(&arena->serial, 0);
	arena->violation_count = 0;
	arena->outcome = OUTCOME_RUNNING;
	arena->turn = (struct turn){ .controlled = true, .cooperative = arena->turn.cooperative, .exploring = true };
	api_expectations_forget();
}

static char *outcome_text(void)
{
	json_t *outcome = json_object();
	json_object_set_new(outcome, "globals", report_globals());
	if (atomic_load(&arena->failed))
		json_object_set_new(outcome, "error", json_string(arena->failure.text));
	char *text = json_dumps(outcome, JSON_COMPACT | JSON_SORT_KEYS);
	json_decref(outcome);
	return text;
}

static void end_run(lua_State *L)
{
	bool deadlock = arena->outcome == OUTCOME_DEADLOCK, failed = atomic_load(&arena->failed);
	if (!deadlock && !failed)
		api_expectations_check(L);
	char *text = outcome_text();
	explorer_end(explorer, text, !deadlock && !failed && arena->violation_count == 0, deadlock);
	free(text);
}

static int run_once(const struct launch *launch, const struct buffer *source, struct error *error)
{
	lua_State *L = task_state_new();
	if (!L)
		return error_set(error, "no memory for Lua");
	api_open(L);
	int r = sandbox_load(L, source->bytes, source->length, launch->file, error);
	if (r == 0) {
		lua_pushglobaltable(L);
		lua_setupvalue(L, -2, 1);
		task_open(L);
		struct worker *main = task_main(error);
		r = main ? 0 : -1;
		cut = false;
		explorer_begin(explorer);
		if (main)
			wait_engine->run(&main->runner);
		if (cut)
			explorer_cut(explorer);
		else if (main)
			end_run(L);
	}
	sandbox_close(L);
	return r;
}

/* ---- the answer ---- */

static json_t *decimal(explorer_count count)
{
	char to[40];
	return json_string(explorer_decimal(count, to));
}

static json_t *outcomes(const struct explorer_share *shares, size_t count)
{
	json_t *all = json_array();
	for (size_t i = 0; i < count; i++) {
		bool ok, deadlock;
		json_t *one = json_loads(explorer_outcome(explorer, shares[i].outcome, &ok, &deadlock), 0, NULL);
		json_object_set_new(one, "schedules", decimal(shares[i].schedules));
		json_object_set_new(one, "ok", json_boolean(ok));
		json_object_set_new(one, "deadlock", json_boolean(deadlock));
		json_array_append_new(all, one);
	}
	return all;
}

struct sums {
	explorer_count all, failing, deadlocking, at_most[EXPLORER_PREEMPTIONS], failing_at_most[EXPLORER_PREEMPTIONS];
	double chance;
};

static struct sums sum_up(const struct explorer_share *shares, size_t count)
{
	struct sums sums = { 0 };
	for (size_t i = 0; i < count; i++) {
		bool ok, deadlock;
		explorer_outcome(explorer, shares[i].outcome, &ok, &deadlock);
		sums.all += shares[i].schedules;
		sums.failing += ok ? 0 : shares[i].schedules;
		sums.deadlocking += deadlock ? shares[i].schedules : 0;
		sums.chance += ok ? 0 : shares[i].chance;
		for (int k = 0; k < EXPLORER_PREEMPTIONS; k++) {
			sums.at_most[k] += shares[i].at_most[k];
			sums.failing_at_most[k] += ok ? 0 : shares[i].at_most[k];
		}
	}
	return sums;
}

static json_t *preemptions(const struct sums *sums)
{
	json_t *all = json_array();
	for (int k = 0; k < EXPLORER_PREEMPTIONS; k++)
		json_array_append_new(all, json_pack("{s:i,s:o,s:o}", "at_most", k, "failing", decimal(sums->failing_at_most[k]), "of", decimal(sums->at_most[k])));
	return all;
}

static json_t *witness(void)
{
	size_t count;
	uint32_t switches, *workers = explorer_witness(explorer, &count, &switches);
	if (!workers)
		return json_null();
	char *schedule = schedule_write(workers, count);
	json_t *answer = json_pack("{s:s,s:i,s:s}", "schedule", schedule ? schedule : "", "preemptions", (int)switches, "why",
				   "the fewest preemptions, then the fewest steps, of all that fail");
	free(schedule);
	free(workers);
	return answer;
}

static void post_answer(const struct launch *launch, double elapsed_s)
{
	size_t count;
	const struct explorer_share *shares = explorer_shares(explorer, &count);
	struct sums sums = sum_up(shares, count);
	json_t *answer = json_object();
	json_object_set_new(answer, "recipe", json_string(launch->recipe));
	json_object_set_new(answer, "engine", json_string(arena->turn.cooperative ? "loop" : "threads"));
	json_object_set_new(answer, "complete", json_boolean(explorer_complete(explorer)));
	json_object_set_new(answer, "endless", json_boolean(explorer_endless(explorer)));
	json_object_set_new(answer, "schedules", decimal(sums.all));
	json_object_set_new(answer, "failing", decimal(sums.failing));
	json_object_set_new(answer, "deadlocking", decimal(sums.deadlocking));
	json_object_set_new(answer, "chance", json_real(sums.chance));
	json_object_set_new(answer, "preemptions", preemptions(&sums));
	json_object_set_new(answer, "outcomes", outcomes(shares, count));
	json_object_set_new(answer, "states", json_integer((json_int_t)explorer_states(explorer)));
	json_object_set_new(answer, "steps", json_integer((json_int_t)explorer_steps(explorer)));
	json_object_set_new(answer, "witness", witness());
	json_object_set_new(answer, "elapsed_s", json_real(elapsed_s));
	char *text = json_dumps(answer, JSON_COMPACT | JSON_REAL_PRECISION(9));
	arena->turn.exploring = false; /* from here on the arena is as ever */
	if (text)
		arena_post('Z', text, strlen(text));
	free(text);
	json_decref(answer);
}

int explore_run(const struct launch *launch, const struct buffer *source, struct error *error)
{
	size_t heap = arena->heap_used;
	uint64_t start = clock_gettime_ns();
	int r = 0;
	explorer = explorer_new(STATES_MAX, launch->max_steps);
	arena->turn.exploring = true;
	while (r == 0 && explorer_more(explorer)) {
		reset(heap);
		r = run_once(launch, source, error);
	}
	if (r == 0) {
		reset(heap);
		post_answer(launch, (double)(clock_gettime_ns() - start) / 1e9);
	}
	explorer_free(explorer);
	return r;
}
