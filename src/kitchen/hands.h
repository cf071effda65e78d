/* hands.h - the orders that a worker has in its hands, so that it is known what is lost when it is killed.
 *
 * An order is a thing that came in through arrivals. It is in a worker's hands from the moment the worker takes it out of a queue or off a grill until
 * it puts it down or serves it. Kept only where workers can be killed (arena->mends) or fail alone (arena->lone). */
#ifndef LUNCHRUSH_KITCHEN_HANDS_H
#define LUNCHRUSH_KITCHEN_HANDS_H

#include "kitchen/object.h"

#define HANDS_MAX 64 /* orders in one worker's hands; of more the oldest are forgotten */

struct hand {
	struct cargo cargo; /* with a copy of its own of what is packed */
	uint16_t queue;     /* object id: where it was taken from; 0 not from a queue */
};

struct hands {
	uint32_t count;
	struct hand hands[HANDS_MAX];
};

/* The worker takes it, puts it down. By the worker itself; do nothing for what is no order. */
void hands_take(struct worker *worker, const struct cargo *cargo, uint16_t queue);
void hands_give(struct worker *worker, uint32_t thing);

/* The worker ends: what it had is lost. By itself. */
void hands_lose(struct worker *worker);

/* The worker is dead: what it had is lost, or, where the recipe wants that, put back to where it came from. Kitchen process. */
void hands_mend(struct worker *dead);

#endif
