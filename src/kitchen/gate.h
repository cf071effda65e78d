/* gate.h - every action of a worker comes by here first: free, or held.
 *
 * In a free run it is one load of a word that hardly ever changes. While the kitchen is held the worker waits here. */
#ifndef LUNCHRUSH_KITCHEN_GATE_H
#define LUNCHRUSH_KITCHEN_GATE_H

#include "kitchen/arena.h"

/* Wait until the kitchen is not held; in an instance tell what is to be told. */
void gate_wait(void);

static inline void gate_pass(void)
{
	if (__builtin_expect(atomic_load_explicit(&arena->gate, memory_order_acquire) != 0, 0))
		gate_wait();
}

/* Kitchen process only. */
void gate_hold(void);
void gate_go(void);

#endif
