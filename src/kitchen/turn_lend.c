/* turn_lend.c - a loop under control whose pool has processes.
 *
 * On the loop one thread chooses, and nobody else: the loop's. When it has chosen a process it lends the turn to it and waits until that stops, as it waits for a coroutine
 * to give control back. So a process of a pool takes its stretches in line with the loop's own. One that dies with the turn gives it back through the
 * kitchen process, which sees it die. */
#include "kitchen/turn_inner.h"

#include "engine/futex.h"
#include "kitchen/probe.h"
#include "kitchen/wait.h"

void lend_await(void)
{
	while (atomic_load_explicit(&turn()->lent, memory_order_acquire))
		futex_wait(&turn()->lent, 1, 0);
}

void lend_turn(struct worker *worker)
{
	atomic_store_explicit(&turn()->lent, 1, memory_order_relaxed);
	atomic_store_explicit(&arena->running, worker->id, memory_order_relaxed);
	wait_engine_of(worker)->unpark(&worker->runner);
	lend_await();
	atomic_store_explicit(&arena->running, 0, memory_order_relaxed);
}

bool lend_borrows(void)
{
	return turn()->cooperative && !wait_engine->yields;
}

void lend_back(void)
{
	atomic_store_explicit(&turn()->lent, 0, memory_order_release);
	futex_wake(&turn()->lent, 1);
}

void turn_begun(const struct worker *worker)
{
	if (turn_controlled(turn()) && lend_borrows())
		probe(worker, KIND_RESUME, 0, 0, 0, 0);
}
