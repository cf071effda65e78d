/* future.h - a call that was given to a pool, and the place where its result will be.
 *
 * A future lies in the arena, so that any worker of any process can wait for it. It belongs to its pool, whose guard guards all of it; what it was
 * given and its result do not change once they are there. Handles in Lua count as references: when none is left and the call is done its place is
 * used again. One that travelled is kept to the end of the run, since nobody can tell how many have it. */
#ifndef LUNCHRUSH_KITCHEN_FUTURE_H
#define LUNCHRUSH_KITCHEN_FUTURE_H

#include "kitchen/packed.h"
#include "kitchen/worker.h"

enum future_state { FUTURE_FREE, FUTURE_WAITS, FUTURE_RUNS, FUTURE_DONE, FUTURE_RAISED };

struct future {
	struct future *next;     /* in its pool's line of waiting calls, or among the free */
	struct packed code;      /* its function, unless the pool keeps that */
	struct packed arguments; /* no bytes: none */
	struct packed result;    /* of a call that raised: the error's value */
	struct waiters waiters;  /* for the result */
	uint32_t index;          /* of this place, for ever; see future_at */
	uint32_t number;         /* of the call in its pool, from 1 */
	uint32_t giver;          /* who gave the call */
	uint32_t by;             /* who runs it or has run it; 0 nobody yet */
	uint32_t thing;          /* a cloud's request: what it is about, 0 nothing */
	uint64_t given_ns;       /* a cloud's request: real time at which it was given */
	uint32_t references;     /* handles in Lua; + FUTURE_KEPT */
	int16_t kept_code;       /* the pool keeps its function under this number; -1 it does not */
	uint16_t pool;           /* object id */
	uint8_t state;           /* enum future_state */
	bool posted;             /* a cloud's request: nobody waits for the answer */
};

#define FUTURE_KEPT 0x40000000u /* in references: not to be used again */

/* More places, chained by `next`, for one pool; NULL when there are too many or the arena is full. Any worker, no guard held. */
struct future *future_more(uint16_t pool);
/* By index; NULL where there was never one. */
struct future *future_at(uint32_t index);

static inline bool future_over(const struct future *future) { return future->state >= FUTURE_DONE; }

#endif
