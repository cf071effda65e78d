/* gate.c - holding everybody, and letting them go on. */
#include "kitchen/gate.h"

#include "engine/futex.h"

#include "kitchen/news.h"

#include <limits.h>

void gate_wait(void)
{
	uint32_t bits;
	if (arena->instance)
		news_flush();
	while ((bits = atomic_load_explicit(&arena->gate, memory_order_acquire)) & GATE_HELD)
		futex_wait(&arena->gate, bits, 0);
}

void gate_hold(void)
{
	atomic_fetch_or(&arena->gate, GATE_HELD);
}

void gate_go(void)
{
	atomic_fetch_and(&arena->gate, ~(uint32_t)GATE_HELD);
	futex_wake(&arena->gate, INT_MAX);
}
