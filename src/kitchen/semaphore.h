/* semaphore.h - a number of places: who acquires one waits until there is one, and anybody may give one back.
 *
 * Nothing bounds how often places are given back: a semaphore released once too often has one place more than it was made with, as it would
 * anywhere. Who gives one back lets the first of those who wait go on, who may still come too late. Any worker of any process. */
#ifndef LUNCHRUSH_KITCHEN_SEMAPHORE_H
#define LUNCHRUSH_KITCHEN_SEMAPHORE_H

#include "kitchen/object.h"

enum semaphore_result { SEMAPHORE_OK, SEMAPHORE_WAIT, SEMAPHORE_NONE };

/* What one worker has acquired and nobody has given back. Places are not told apart: who gives back one without having any gives back that of the worker who
 * has had one longest. */
struct semaphore_hold {
	uint32_t worker, places;
};

struct semaphore {
	struct object object;
	uint32_t places;    /* free now */
	uint32_t made_with; /* free at first */
	struct waiters waiters;
	struct semaphore_hold *holds; /* where workers can be killed: who has how many; in the arena */
	uint32_t hold_count, hold_size;
};

/* NULL when there are too many objects. */
struct semaphore *semaphore_new(uint32_t name, uint32_t places);
/* With `wait` false SEMAPHORE_NONE instead of SEMAPHORE_WAIT (the worker is on the waiting list: park, and try again). */
enum semaphore_result semaphore_acquire(struct semaphore *semaphore, struct worker *worker, bool wait);
void semaphore_release(struct semaphore *semaphore, struct worker *worker);
/* The worker is dead: the places it had are given back (MENDED), but no more than are missing of those it was made with, and it waits no more. Kitchen process. */
void semaphore_mend(struct semaphore *semaphore, struct worker *dead);
/* Whether acquire would go on now without waiting. */
bool semaphore_can_acquire(struct semaphore *semaphore, const struct worker *worker);

#endif
