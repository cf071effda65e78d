/* pool.c - see pool.h.
 *
 * Waking costs a system call, and a worker that was woken takes some microseconds to come. So at most one is on its way: whoever takes a call and sees that
 * more wait wakes the next. Short calls given in a row are thus done by few workers, which hardly sleep, and long ones soon keep all of them busy.
 *
 * What always holds: a call waits only while every worker is at one or one is on its way; `undone` calls of all pools are counted in arena->alive. */
#include "kitchen/pool.h"

#include "engine/futex.h"
#include "kitchen/gil.h"
#include "kitchen/parcel.h"
#include "kitchen/pool_inner.h"
#include "kitchen/probe.h"
#include "kitchen/texts.h"
#include "kitchen/wait.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/eventfd.h>

struct pool *pool_new(uint32_t name)
{
	return (struct pool *)object_new(sizeof(struct pool), OBJECT_POOL, name);
}

static void tell(struct pool *pool, const struct worker *worker, enum kind kind, uint32_t item, uint64_t value)
{
	probe(worker, kind, pool->object.id, ++pool->object.seq, item, value);
}

int pool_code(struct pool *pool, struct packed *code)
{
	int found = -1;
	guard_take(&pool->object.guard);
	for (int i = 0; i < pool->code_count && found < 0; i++)
		if (pool->code[i].length == code->length && memcmp(pool->code[i].bytes, code->bytes, code->length) == 0)
			found = i;
	bool known = found >= 0;
	if (!known && pool->code_count < POOL_CODES) {
		found = pool->code_count;
		pool->code[pool->code_count++] = *code;
	}
	guard_give(&pool->object.guard);
	if (known)
		packed_free(code);
	return found;
}

/* ---- giving ---- */

/* Somebody idle comes for what waits, unless one is on the way. Guard held. */
static void wake_one(struct pool *pool, const struct worker *worker)
{
	if (pool->first && !pool->waking)
		pool->waking = wait_end(&pool->idle, worker, pool->object.id, &pool->object.seq) != NULL;
}

void pool_line_push(struct pool *pool, struct future *future)
{
	future->next = NULL;
	if (pool->first)
		pool->last->next = future;
	else
		pool->first = future;
	pool->last = future;
	pool->waiting_count++;
}

struct future *pool_line_pop(struct pool *pool)
{
	struct future *future = pool->first;
	if (future) {
		pool->first = future->next;
		pool->waiting_count--;
	}
	return future;
}

/* A free place; NULL: there are none here. Guard held. */
static struct future *place_take(struct pool *pool)
{
	struct future *future = pool->free;
	if (future)
		pool->free = future->next;
	return future;
}

/* The same with no guard held; with it held at the end. */
struct future *pool_place_get(struct pool *pool)
{
	guard_take(&pool->object.guard);
	while (!pool->free) {
		guard_give(&pool->object.guard);
		struct future *more = future_more(pool->object.id), *last = more;
		guard_take(&pool->object.guard);
		if (!more)
			break;
		while (last->next)
			last = last->next;
		last->next = pool->free;
		pool->free = more;
	}
	return place_take(pool);
}

struct future *pool_submit(struct pool *pool, struct worker *worker, int kept_code, struct packed code, struct packed arguments)
{
	struct future *future = pool_place_get(pool);
	if (future && !pool->closed) {
		future->state = FUTURE_WAITS;
		future->code = code;
		future->kept_code = (int16_t)kept_code;
		future->arguments = arguments;
		future->result = (struct packed){ 0 };
		future->number = ++pool->given;
		future->giver = worker->id;
		future->by = 0;
		future->references = 1;
		pool->undone++;
		atomic_fetch_add_explicit(&arena->alive, 1, memory_order_relaxed);
		pool_line_push(pool, future);
		tell(pool, worker, KIND_SUBMIT, future->number, arguments.length);
		wake_one(pool, worker);
	} else if (future) {
		future->next = pool->free;
		pool->free = future;
		future = NULL;
	}
	guard_give(&pool->object.guard);
	return future;
}

/* ---- working ---- */

enum pool_result pool_take(struct pool *pool, struct worker *worker, struct future **taken)
{
	enum pool_result result = POOL_OK;
	guard_take(&pool->object.guard);
	struct future *future = *taken = pool_line_pop(pool);
	pool->waking = false;
	if (future) {
		future->state = FUTURE_RUNS;
		future->by = worker->id;
		tell(pool, worker, KIND_CALL, future->number, future->giver);
		wake_one(pool, worker);
	} else if (pool->closed) {
		tell(pool, worker, KIND_CLOSED, 0, 0);
		result = POOL_CLOSED;
	} else {
		wait_begin(worker, &pool->idle, REASON_CALL, pool->object.id, ++pool->object.seq, 0);
		result = POOL_WAIT;
	}
	guard_give(&pool->object.guard);
	return result;
}

/* One call less keeps the run going. */
void pool_count_down(struct worker *worker)
{
	if (turn_controlled(&arena->turn) && atomic_load(&arena->alive) == 1) {
		turn_end();
		gil_leave(worker, false); /* nothing is told any more once the run is over */
	}
	if (atomic_fetch_sub_explicit(&arena->alive, 1, memory_order_release) != 1)
		return;
	futex_wake(&arena->alive, INT_MAX);
	eventfd_write(arena->floor.eventfd, 1); /* a loop waits there */
}

/* It has its result, and who waits for that goes on. Guard held. */
static void settle(struct pool *pool, const struct worker *worker, struct future *future, struct packed result, bool raised)
{
	future->result = result;
	future->state = raised ? FUTURE_RAISED : FUTURE_DONE;
	wait_end_all(&future->waiters, worker, pool->object.id, &pool->object.seq);
	if (--pool->undone == 0)
		wait_end_all(&pool->joiners, worker, pool->object.id, &pool->object.seq);
}

/* Guard held. */
static void tell_settled(struct pool *pool, const struct worker *worker, struct future *future, struct packed result, uint32_t words)
{
	tell(pool, worker, words ? KIND_RAISED : KIND_RETURN, future->number, words ? words : result.length);
	settle(pool, worker, future, result, words != 0);
}

/* A place that nobody needs any more. Guard held; what it held is the caller's to free. */
static struct future place_give(struct pool *pool, struct future *future)
{
	struct future held = *future;
	future->result = future->arguments = future->code = (struct packed){ 0 };
	future->state = FUTURE_FREE;
	future->next = pool->free;
	pool->free = future;
	return held;
}

static void free_held(struct future *held)
{
	if (held->code.bytes)
		packed_free(&held->code);
	if (held->arguments.bytes)
		packed_free(&held->arguments);
	if (held->result.bytes)
		packed_free(&held->result);
}

/* The place, or what of it is not needed once the call is over. Guard held. */
static struct future leave_place(struct pool *pool, struct future *future)
{
	struct future held = { 0 };
	if (future->references == 0)
		return place_give(pool, future);
	held.arguments = future->arguments;
	held.code = future->code;
	future->arguments = future->code = (struct packed){ 0 };
	return held;
}

void pool_over(struct pool *pool, struct worker *worker, struct future *future, struct packed result, bool error)
{
	guard_take(&pool->object.guard);
	settle(pool, worker, future, result, error);
	struct future held = leave_place(pool, future);
	guard_give(&pool->object.guard);
	free_held(&held);
}

void pool_finish(struct pool *pool, struct worker *worker, struct future *future, struct packed result, uint32_t words)
{
	guard_take(&pool->object.guard);
	tell_settled(pool, worker, future, result, words);
	struct future held = leave_place(pool, future);
	guard_give(&pool->object.guard);
	free_held(&held);
	pool_count_down(worker);
}

/* ---- the result ---- */

enum pool_result pool_wait(struct pool *pool, struct worker *worker, struct future *future)
{
	enum pool_result result = POOL_OK;
	guard_take(&pool->object.guard);
	if (future_over(future)) {
		tell(pool, worker, KIND_RESULT, future->number, future->state == FUTURE_RAISED);
	} else {
		wait_begin_at(worker, &future->waiters, REASON_FUTURE, pool->object.id, ++pool->object.seq, future->by, future->number);
		result = POOL_WAIT;
	}
	guard_give(&pool->object.guard);
	return result;
}

bool pool_is_done(struct pool *pool, struct worker *worker, struct future *future)
{
	guard_take(&pool->object.guard);
	bool done = future_over(future);
	tell(pool, worker, KIND_IS_DONE, future->number, done);
	guard_give(&pool->object.guard);
	return done;
}

void pool_hold(struct pool *pool, struct future *future)
{
	guard_take(&pool->object.guard);
	future->references++;
	guard_give(&pool->object.guard);
}

void pool_keep(struct pool *pool, struct future *future)
{
	guard_take(&pool->object.guard);
	future->references |= FUTURE_KEPT;
	guard_give(&pool->object.guard);
}

/* Under control places are not used again: when Lua collects a handle is no part of a schedule. */
void pool_drop(struct pool *pool, struct future *future)
{
	struct future held = { 0 };
	if (turn_controlled(&arena->turn))
		return;
	guard_take(&pool->object.guard);
	if (--future->references == 0 && future_over(future))
		held = place_give(pool, future);
	guard_give(&pool->object.guard);
	free_held(&held);
}

/* ---- the end ---- */

void pool_close(struct pool *pool, struct worker *worker)
{
	guard_take(&pool->object.guard);
	pool->closed = true;
	tell(pool, worker, KIND_CLOSE, 0, 0);
	wait_end_all(&pool->idle, worker, pool->object.id, &pool->object.seq);
	guard_give(&pool->object.guard);
}

enum pool_result pool_join(struct pool *pool, struct worker *worker)
{
	enum pool_result result = POOL_OK;
	guard_take(&pool->object.guard);
	if (pool->undone) {
		wait_begin(worker, &pool->joiners, REASON_POOL, pool->object.id, ++pool->object.seq, 0);
		result = POOL_WAIT;
	} else {
		tell(pool, worker, KIND_ALL_DONE, 0, 0);
	}
	guard_give(&pool->object.guard);
	return result;
}

bool pool_can_take(struct pool *pool)
{
	guard_take(&pool->object.guard);
	bool can = pool->first || pool->closed;
	guard_give(&pool->object.guard);
	return can;
}

bool pool_can_join(struct pool *pool)
{
	guard_take(&pool->object.guard);
	bool can = pool->undone == 0;
	guard_give(&pool->object.guard);
	return can;
}

bool pool_can_result(struct pool *pool, const struct future *future)
{
	guard_take(&pool->object.guard);
	bool can = future_over(future);
	guard_give(&pool->object.guard);
	return can;
}

/* ---- mending ---- */

/* An error as a parcel: a text. */
static struct packed words_parcel(const char *words)
{
	uint32_t length = (uint32_t)strlen(words);
	unsigned char *bytes = arena_alloc(length + PARCEL_TEXT_HEAD);
	if (!bytes)
		return (struct packed){ 0 };
	parcel_text_head(bytes, length);
	memcpy(bytes + PARCEL_TEXT_HEAD, words, length);
	return (struct packed){ bytes, length + PARCEL_TEXT_HEAD };
}

static void lose(struct pool *pool, struct worker *dead, struct future *future)
{
	char words[200];
	snprintf(words, sizeof words, "call %u of %s has no result: %s, which %s, was killed", future->number, texts_get(pool->object.name, NULL),
		 texts_get(dead->name, NULL), future->by ? "worked on it" : "was the last who could have begun it");
	tell_settled(pool, dead, future, words_parcel(words), texts_of(words));
	atomic_fetch_sub(&arena->alive, 1);
}

static bool works_here(const struct pool *pool, const struct worker *worker)
{
	return worker->pool == pool->object.id;
}

void pool_mend(struct pool *pool, struct worker *dead)
{
	struct future *future;
	uint32_t chunks = atomic_load_explicit(&arena->future_chunks, memory_order_acquire);
	guard_take(&pool->object.guard);
	waiters_remove(&pool->idle, dead);
	waiters_remove(&pool->joiners, dead);
	bool works = works_here(pool, dead);
	pool->dead += works;
	for (uint32_t i = 0; i < chunks * ARENA_FUTURES_CHUNK; i++) {
		future = future_at(i);
		if (future->pool != pool->object.id || future->state == FUTURE_FREE)
			continue;
		waiters_remove(&future->waiters, dead);
		if (works && future->state == FUTURE_RUNS && future->by == dead->id)
			lose(pool, dead, future);
	}
	bool none_left = works && pool->dead == pool->workers;
	pool->closed |= none_left;
	while (none_left && (future = pool_line_pop(pool)))
		lose(pool, dead, future);
	pool->waking = false;
	wake_one(pool, dead);
	guard_give(&pool->object.guard);
}
