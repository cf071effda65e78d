/* pool_inner.h - what a cloud needs of the pool that it is. */
#ifndef LUNCHRUSH_KITCHEN_POOL_INNER_H
#define LUNCHRUSH_KITCHEN_POOL_INNER_H

#include "kitchen/pool.h"

/* A free place, NULL when memory is out. No guard held before, the pool's guard held after. */
struct future *pool_place_get(struct pool *pool);
/* The line of waiting calls. Guard held. */
void pool_line_push(struct pool *pool, struct future *future);
struct future *pool_line_pop(struct pool *pool);
/* The call is over, told already: takes the result, lets go who waits for it, and the place when nobody has a handle. No guard held. */
void pool_over(struct pool *pool, struct worker *worker, struct future *future, struct packed result, bool error);
/* One call less keeps the run going. */
void pool_count_down(struct worker *worker);

#endif
