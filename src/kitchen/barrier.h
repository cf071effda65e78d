/* barrier.h - a barrier: workers wait here until so many have arrived, then all go on, and the next round begins.
 *
 * Waiting is two steps: `barrier_arrive`, which is counted, and `barrier_pass`. With more workers than parties some begin a round that the others may never
 * complete. Any worker of any process. */
#ifndef LUNCHRUSH_KITCHEN_BARRIER_H
#define LUNCHRUSH_KITCHEN_BARRIER_H

#include "kitchen/object.h"

struct barrier {
	struct object object;
	uint32_t parties;
	uint32_t arrived; /* in this round */
	uint32_t round;   /* from 0; the one in which a worker has arrived is its `ticket` (worker.h) */
	struct waiters waiters;
};

/* NULL when there are too many objects. */
struct barrier *barrier_new(uint32_t name, uint32_t parties);
/* The last of a round opens it. */
void barrier_arrive(struct barrier *barrier, struct worker *worker);
/* True: all of the worker's round have arrived, go on. False: the worker is on the waiting list; park, and try again. */
bool barrier_pass(struct barrier *barrier, struct worker *worker);
/* Whether pass would go on now without waiting. */
bool barrier_can_pass(struct barrier *barrier, const struct worker *worker);

/* The worker is dead: if it had arrived, it has not (MENDED): the others wait for one more. Kitchen process. */
void barrier_mend(struct barrier *barrier, struct worker *dead);

#endif
