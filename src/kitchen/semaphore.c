/* semaphore.c - see semaphore.h. */
#include "kitchen/semaphore.h"

#include "kitchen/probe.h"
#include "kitchen/wait.h"

struct semaphore *semaphore_new(uint32_t name, uint32_t places)
{
	struct semaphore *semaphore = (struct semaphore *)object_new(sizeof *semaphore, OBJECT_SEMAPHORE, name);
	if (semaphore)
		semaphore->places = places;
	return semaphore;
}

static void tell(struct semaphore *semaphore, const struct worker *worker, enum kind kind)
{
	probe(worker, kind, semaphore->object.id, ++semaphore->object.seq, 0, kind == KIND_REFUSED ? 0 : semaphore->places);
}

static enum semaphore_result acquire_guarded(struct semaphore *semaphore, struct worker *worker, bool wait)
{
	if (semaphore->places) {
		semaphore->places--;
		tell(semaphore, worker, KIND_ACQUIRE);
		return SEMAPHORE_OK;
	}
	if (wait) {
		wait_begin(worker, &semaphore->waiters, REASON_SEMAPHORE, semaphore->object.id, ++semaphore->object.seq, 0);
		return SEMAPHORE_WAIT;
	}
	tell(semaphore, worker, KIND_REFUSED);
	return SEMAPHORE_NONE;
}

enum semaphore_result semaphore_acquire(struct semaphore *semaphore, struct worker *worker, bool wait)
{
	guard_take(&semaphore->object.guard);
	enum semaphore_result result = acquire_guarded(semaphore, worker, wait);
	guard_give(&semaphore->object.guard);
	return result;
}

void semaphore_release(struct semaphore *semaphore, struct worker *worker)
{
	guard_take(&semaphore->object.guard);
	semaphore->places++;
	tell(semaphore, worker, KIND_RELEASE);
	wait_end(&semaphore->waiters, worker, semaphore->object.id, &semaphore->object.seq);
	guard_give(&semaphore->object.guard);
}

bool semaphore_can_acquire(struct semaphore *semaphore, const struct worker *worker)
{
	(void)worker;
	guard_take(&semaphore->object.guard);
	bool can = semaphore->places > 0;
	guard_give(&semaphore->object.guard);
	return can;
}
