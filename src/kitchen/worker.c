/* worker.c - workers' slots and their waiting lists. */
#include "kitchen/worker.h"

struct worker *worker_new(uint32_t name, enum role role, struct worker *parent)
{
	guard_take(&arena->guard_workers);
	uint32_t id = atomic_load_explicit(&arena->worker_count, memory_order_relaxed);
	struct worker *worker = id < ARENA_WORKERS ? worker_at(id) : NULL;
	if (worker) {
		worker->id = id;
		worker->name = name;
		worker->role = (uint8_t)role;
		worker->parent = parent ? parent->id : 0;
		atomic_store_explicit(&arena->worker_count, id + 1, memory_order_release);
		if (role != ROLE_OF_DEVICE && role != ROLE_OF_POOL && role != ROLE_OF_INSTANCE)
			atomic_fetch_add_explicit(&arena->alive, 1, memory_order_relaxed);
		if (role != ROLE_OF_DEVICE && role != ROLE_OF_INSTANCE)
			atomic_fetch_add_explicit(&arena->awake, 1, memory_order_relaxed);
	}
	guard_give(&arena->guard_workers);
	return worker;
}

bool worker_is_process(const struct worker *worker)
{
	return worker->role != ROLE_OF_DEVICE && (worker->apart == APART_NOT ? arena->engine && arena->engine->forks : worker->apart == APART_PROCESS);
}

void waiters_push(struct waiters *waiters, struct worker *worker)
{
	worker->next = NULL;
	if (waiters->first) {
		waiters->last->next = worker;
		waiters->last = worker;
	} else { /* in this order: a worker killed in between leaves a list that is empty */
		waiters->last = worker;
		atomic_signal_fence(memory_order_release);
		waiters->first = worker;
	}
}

void waiters_remove(struct waiters *waiters, const struct worker *worker)
{
	struct worker *before = NULL, *at = waiters->first;
	while (at && at != worker) {
		before = at;
		at = at->next;
	}
	if (!at)
		return;
	if (before)
		before->next = at->next;
	else
		waiters->first = at->next;
	if (!at->next)
		waiters->last = before;
	at->next = NULL;
}

struct worker *waiters_pop(struct waiters *waiters)
{
	struct worker *worker = waiters->first;
	if (worker) {
		waiters->first = worker->next;
		worker->next = NULL;
	}
	return worker;
}
