/* guard.h - the mutex of an object in the arena: process-shared and robust, held for a few instructions.
 *
 * Rule: never wait, never run Lua, never take a second guard while holding one (but heap's and texts', which take none
 * themselves). A worker killed while holding one leaves it to the next taker, who finds the object as the last complete store
 * left it: every object's code changes its state so that this is sound. */
#ifndef LUNCHRUSH_KITCHEN_GUARD_H
#define LUNCHRUSH_KITCHEN_GUARD_H

#include "engine/futex.h"

#include <errno.h>
#include <pthread.h>

struct guard {
	pthread_mutex_t mutex;
};

static inline void guard_init(struct guard *guard)
{
	pthread_mutexattr_t attr;
	pthread_mutexattr_init(&attr);
	pthread_mutexattr_setpshared(&attr, PTHREAD_PROCESS_SHARED);
	pthread_mutexattr_setrobust(&attr, PTHREAD_MUTEX_ROBUST);
	pthread_mutex_init(&guard->mutex, &attr);
	pthread_mutexattr_destroy(&attr);
}

/* Held so shortly that trying again beats sleeping: a contended sleep costs some 40 µs across cores. */
static inline void guard_take(struct guard *guard)
{
	int r = pthread_mutex_trylock(&guard->mutex);
	for (int i = 0; r == EBUSY && i < 64; i++) {
		futex_pause();
		r = pthread_mutex_trylock(&guard->mutex);
	}
	if (r == EBUSY)
		r = pthread_mutex_lock(&guard->mutex);
	if (r == EOWNERDEAD)
		pthread_mutex_consistent(&guard->mutex);
}

static inline void guard_give(struct guard *guard)
{
	pthread_mutex_unlock(&guard->mutex);
}

#endif
