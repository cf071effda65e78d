/* pool.h - workers that live on calls which others give them: a line of waiting calls, and futures for their results.
 *
 * A pool's workers are made with it, begin calls as they come, and are not counted among those alive: a call that is not done is, so a run ends when its
 * tasks have ended and all calls are done, and workers who wait for a call never make a deadlock. Any worker of any process may give calls.
 *
 * Waiting calls result in POOL_WAIT as queue.h has it: the worker is on a waiting list, parks, and tries again. */
#ifndef LUNCHRUSH_KITCHEN_POOL_H
#define LUNCHRUSH_KITCHEN_POOL_H

#include "kitchen/future.h"
#include "kitchen/object.h"

#define POOL_CODES 256 /* functions that a pool keeps; calls of more carry their own */

enum pool_result { POOL_OK, POOL_WAIT, POOL_CLOSED };

struct pool {
	struct object object;
	uint32_t workers;               /* how many are made, … */
	uint32_t dead;                  /* … and how many of them were killed */
	uint32_t given;                 /* calls so far */
	uint32_t waiting_count, undone; /* calls that nobody has begun; that are not done */
	struct future *first, *last;    /* the line of waiting calls */
	struct future *free;            /* places */
	struct waiters idle, joiners;   /* for a call; for all to be done */
	bool closed;
	bool waking;                    /* one who was idle is on its way to the line, and will wake the next if there is more to do */
	uint16_t code_count;
	struct packed code[POOL_CODES]; /* functions met so far: each worker unpacks one once. Fixed once counted, release by the guard */
};

/* NULL when there are too many objects. Its workers are the caller's to make. */
struct pool *pool_new(uint32_t name);

/* The number under which the pool keeps a function that packs to these bytes, which it takes or frees; -1 when it keeps too many: the bytes are then still the caller's. */
int pool_code(struct pool *pool, struct packed *code);

/* Give a call: takes code (no bytes: it is kept_code) and arguments over. NULL when the pool is closed or memory is out. The future has one reference. */
struct future *pool_submit(struct pool *pool, struct worker *worker, int kept_code, struct packed code, struct packed arguments);
/* A worker of the pool: the next call, begun. POOL_CLOSED: none will come. */
enum pool_result pool_take(struct pool *pool, struct worker *worker, struct future **future);
/* The call is over; takes the result. `words`: text of the error of one that raised, else 0. */
void pool_finish(struct pool *pool, struct worker *worker, struct future *future, struct packed result, uint32_t words);
/* Wait for the result: POOL_OK when it is there. */
enum pool_result pool_wait(struct pool *pool, struct worker *worker, struct future *future);
/* Look. */
bool pool_is_done(struct pool *pool, struct worker *worker, struct future *future);
/* No more calls come; those that were given are done. Idle workers go home. */
void pool_close(struct pool *pool, struct worker *worker);
/* Wait until all calls are done. */
enum pool_result pool_join(struct pool *pool, struct worker *worker);

/* A handle more, or less, in some Lua state. */
void pool_hold(struct pool *pool, struct future *future);
void pool_drop(struct pool *pool, struct future *future);

/* It travels: its place is not used again. */
void pool_keep(struct pool *pool, struct future *future);

/* Whether take, the result, join would go on now without waiting. */
bool pool_can_take(struct pool *pool);
bool pool_can_join(struct pool *pool);
bool pool_can_result(struct pool *pool, const struct future *future);

/* The worker is dead: the call that it was at has failed, and with the last worker all that wait have. Kitchen process. */
void pool_mend(struct pool *pool, struct worker *dead);

static inline struct pool *pool_of(const struct future *future) { return (struct pool *)object_at(future->pool); }

#endif
