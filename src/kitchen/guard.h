/* guard.h - the mutex of an object in the arena: process-shared and robust, held for a few instructions.
 *
 * Rule: never wait, never run Lua, never take a second guard while holding one (but heap's and texts', which take none
 * themselves). A worker killed while holding one leaves it to the next taker, who finds the object as the last complete store
 * left it: every object's code changes its state so that this is sound.
 *
 * A guard is one futex word with its holder's thread id, so taking and giving it back cost one atomic operation each: a third of a robust
 * mutex of the C library. That word also tells a taker who waited long whether the holder still lives. */
#ifndef LUNCHRUSH_KITCHEN_GUARD_H
#define LUNCHRUSH_KITCHEN_GUARD_H

#include "engine/futex.h"

#define GUARD_AWAITED 0x80000000u /* thread ids are smaller */

struct guard {
	_Atomic uint32_t holder; /* thread id, 0 free; with GUARD_AWAITED when somebody may sleep on it; acquire to take, release to give */
};

/* The calling thread's id once it has taken a guard, 0 before. */
extern _Thread_local uint32_t guard_self;

/* The slow way: the thread's first guard, or one that is taken. */
void guard_wait(struct guard *guard);

static inline void guard_init(struct guard *guard)
{
	atomic_store_explicit(&guard->holder, 0, memory_order_relaxed);
}

static inline void guard_take(struct guard *guard)
{
	uint32_t nobody = 0, self = guard_self;
	if (__builtin_expect(!self || !atomic_compare_exchange_strong_explicit(&guard->holder, &nobody, self, memory_order_acquire, memory_order_relaxed), 0))
		guard_wait(guard);
	futex_hold();
}

static inline void guard_give(struct guard *guard)
{
	if (__builtin_expect(atomic_exchange_explicit(&guard->holder, 0, memory_order_release) & GUARD_AWAITED, 0))
		futex_wake(&guard->holder, 1);
	futex_let_go();
}

#endif
