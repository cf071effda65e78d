/* wait.c - see wait.h. The count of workers awake is kept here: when it is 0 nobody can ever go on. */
#include "kitchen/wait.h"

#include "engine/futex.h"
#include "kitchen/gate.h"
#include "kitchen/gil.h"
#include "kitchen/probe.h"

const struct engine *wait_engine;
const struct engine_host *wait_host;
bool wait_in_floor;
_Thread_local bool wait_apart;

void wait_begin(struct worker *worker, struct waiters *list, enum reason reason, uint16_t object, uint32_t seq, uint32_t peer)
{
	wait_begin_at(worker, list, reason, object, seq, peer, 0);
}

void wait_begin_at(struct worker *worker, struct waiters *list, enum reason reason, uint16_t object, uint32_t seq, uint32_t peer, uint32_t number)
{
	worker->reason = (uint8_t)reason;
	worker->object = object;
	worker->peer = peer;
	waiters_push(list, worker);
	probe(worker, KIND_WAIT, object, seq, reason, peer | (uint64_t)number << 32);
	atomic_store_explicit(&worker->state, WORKER_WAITS, memory_order_relaxed); /* beside the count: see mend.c */
	atomic_fetch_sub_explicit(&arena->awake, 1, memory_order_relaxed);
}

static void unpark(struct worker *worker)
{
	if (turn_controlled(&arena->turn)) {
		turn_woken(worker);
		return;
	}
	if (worker->role == ROLE_OF_DEVICE)
		inbox_push(&arena->devices, &worker->runner);
	else if (worker->apart)
		wait_engine_of(worker)->unpark(&worker->runner);
	else if (wait_in_floor && !wait_apart)
		wait_engine->unpark(&worker->runner);
	else
		arena->engine->unpark_outside(&worker->runner, &arena->floor);
}

struct worker *wait_end(struct waiters *list, const struct worker *waker, uint16_t object, uint32_t *seq)
{
	struct worker *worker = waiters_pop(list);
	if (!worker)
		return NULL;
	worker->reason = REASON_NONE;
	worker->peer = 0;
	atomic_store_explicit(&worker->state, WORKER_RUNS, memory_order_relaxed);
	atomic_fetch_add_explicit(&arena->awake, 1, memory_order_relaxed);
	atomic_fetch_add_explicit(&arena->progress, 1, memory_order_relaxed);
	probe(waker, KIND_WAKE, object, seq ? ++*seq : 0, 0, worker->id);
	unpark(worker);
	return worker;
}

void wait_end_all(struct waiters *list, const struct worker *waker, uint16_t object, uint32_t *seq)
{
	while (wait_end(list, waker, object, seq))
		;
}

void wait_park(struct worker *worker)
{
	if (turn_controlled(&arena->turn)) {
		turn_park(worker);
		return;
	}
	gil_leave(worker, false);
	wait_engine_of(worker)->park(&worker->runner);
	gil_enter(worker);
}

static void sleep_until(uint64_t due_kitchen_ns)
{
	for (;;) {
		uint32_t epoch = atomic_load_explicit(&arena->clock.epoch, memory_order_acquire);
		uint64_t due = clock_due_real_ns(&arena->clock, due_kitchen_ns);
		if (due <= clock_real_ns())
			return;
		futex_wait(&arena->clock.epoch, epoch, due == UINT64_MAX ? 0 : due);
		gate_pass();
	}
}

void wait_sleep(struct worker *worker, uint64_t due_kitchen_ns)
{
	gil_leave(worker, false);
	sleep_until(due_kitchen_ns);
	gil_enter(worker);
}
