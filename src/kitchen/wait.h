/* wait.h - park and unpark: all that lies between objects and engines.
 *
 * An operation that cannot go on calls wait_begin under its object's guard, lets the guard go, and then waits (threads:
 * wait_park; loop: gives control back). Whoever makes it possible calls wait_end under the same guard; the
 * woken worker tries its operation again (another may have been quicker: then it waits again). */
#ifndef LUNCHRUSH_KITCHEN_WAIT_H
#define LUNCHRUSH_KITCHEN_WAIT_H

#include "kitchen/worker.h"

/* The engine of the run, in the floor. In a process of a pool: processes. NULL in the kitchen process, which is no worker's: what it runs asks arena->engine, for it may be
 * called upon in the very moment in which the run begins. */
extern const struct engine *wait_engine;
/* What the engine was opened with; in the floor. */
extern const struct engine_host *wait_host;
/* True in the floor process. */
extern bool wait_in_floor;
/* True where a pool's worker runs beside the engine of the run, as a thread of the floor or a process. */
extern _Thread_local bool wait_apart;
/* What runs this worker: the engine of the run, or what its pool has beside it. */
static inline const struct engine *wait_engine_of(const struct worker *worker)
{
	if (__builtin_expect(worker->apart == APART_NOT, 1))
		return wait_engine;
	return worker->apart == APART_THREAD ? &engine_threads : &engine_processes;
}

/* `worker` cannot go on: onto the list, told. Guard held. */
void wait_begin(struct worker *worker, struct waiters *list, enum reason reason, uint16_t object, uint32_t seq, uint32_t peer);
/* The same, for the thing of that number at the object. */
void wait_begin_at(struct worker *worker, struct waiters *list, enum reason reason, uint16_t object, uint32_t seq, uint32_t peer, uint32_t number);

/* Let the first on the list go on; NULL when there is none. `waker` does it. Guard held. *seq is counted up when the event is told. */
struct worker *wait_end(struct waiters *list, const struct worker *waker, uint16_t object, uint32_t *seq);

/* All on the list. */
void wait_end_all(struct waiters *list, const struct worker *waker, uint16_t object, uint32_t *seq);

/* Threads: wait in the calling thread until let go on; without the GIL meanwhile. No guard held. */
void wait_park(struct worker *worker);

/* Sleep in the calling thread until the kitchen clock shows `due`, following its pace and holds; without the GIL meanwhile. No guard held. */
void wait_sleep(struct worker *worker, uint64_t due_kitchen_ns);

#endif
