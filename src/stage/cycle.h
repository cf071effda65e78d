/* cycle.h - who waits for whom: the wait-for graph of a moment, and the circle in it that nobody can leave. */
#ifndef LUNCHRUSH_STAGE_CYCLE_H
#define LUNCHRUSH_STAGE_CYCLE_H

#include "stage/stage.h"

#define CYCLE_MAX 64 /* workers in a circle that are told of */

/* One worker waits for what another holds, or for its end. */
struct wait_edge {
	uint32_t waiter, holder;
	uint16_t object; /* 0: for the holder's end */
};

/* For whom the worker waits now, as far as one alone can end it: the holder of a lock, the only one that has a semaphore's places, a worker that is joined. False when it
 * does not wait, or nobody in particular can end it. */
bool stage_waits_for(const struct stage *stage, uint32_t worker, struct wait_edge *edge);

/* The circle: each waits for the next, the last for the first. Returns how many are in it, 0 when there is none (or it is longer than CYCLE_MAX). */
uint32_t stage_cycle(const struct stage *stage, struct wait_edge edges[CYCLE_MAX]);

/* "A waits for the lock safe, which B holds, and B waits for the lock till, which A holds: nobody can let go first." into to[size]; "" when there is no
 * circle. Returns to. */
char *stage_cycle_words(const struct stage *stage, char *to, size_t size);

#endif
