/* lock.c - see lock.h.
 *
 * What always holds: a lock that is free and waited for has somebody on the way to it. Giving it back wakes the first waiter unless one is on the way;
 * whoever was on the way clears that when it tries, and either takes the lock, so that giving it back wakes the next, or waits for
 * one who has it. */
#include "kitchen/lock.h"

#include "kitchen/probe.h"
#include "kitchen/wait.h"

struct lock *lock_new(uint32_t name, bool reentrant)
{
	struct lock *lock = (struct lock *)object_new(sizeof *lock, OBJECT_LOCK, name);
	if (lock)
		lock->reentrant = reentrant;
	return lock;
}

static void tell(struct lock *lock, const struct worker *worker, enum kind kind, uint32_t item, uint64_t value)
{
	probe(worker, kind, lock->object.id, ++lock->object.seq, item, value);
}

enum lock_result lock_take_guarded(struct lock *lock, struct worker *worker, uint32_t depth)
{
	if (lock->on_way == worker->id)
		lock->on_way = 0;
	if (lock->holder) {
		wait_begin(worker, &lock->waiters, REASON_LOCK, lock->object.id, ++lock->object.seq, lock->holder);
		return LOCK_WAIT;
	}
	lock->holder = worker->id;
	lock->depth = depth;
	return LOCK_OK;
}

static enum lock_result acquire_guarded(struct lock *lock, struct worker *worker, bool wait)
{
	bool mine = lock->holder == worker->id;
	if (mine && lock->reentrant) {
		tell(lock, worker, KIND_ACQUIRE, ++lock->depth, 0);
		return LOCK_OK;
	}
	if (mine && wait)
		return LOCK_MINE;
	if (lock->holder && !wait) {
		tell(lock, worker, KIND_REFUSED, 0, lock->holder);
		return LOCK_TAKEN;
	}
	if (lock_take_guarded(lock, worker, 1) == LOCK_WAIT)
		return LOCK_WAIT;
	tell(lock, worker, KIND_ACQUIRE, 1, 0);
	return LOCK_OK;
}

enum lock_result lock_acquire(struct lock *lock, struct worker *worker, bool wait)
{
	guard_take(&lock->object.guard);
	enum lock_result result = acquire_guarded(lock, worker, wait);
	guard_give(&lock->object.guard);
	return result;
}

void lock_drop_guarded(struct lock *lock, const struct worker *worker)
{
	lock->holder = 0;
	lock->depth = 0;
	if (lock->on_way)
		return;
	struct worker *next = wait_end(&lock->waiters, worker, lock->object.id, &lock->object.seq);
	lock->on_way = next ? next->id : 0;
}

static enum lock_result release_guarded(struct lock *lock, struct worker *worker)
{
	if (lock->holder != worker->id)
		return LOCK_NOT_MINE;
	tell(lock, worker, KIND_RELEASE, lock->depth - 1, 0);
	if (lock->depth > 1)
		lock->depth--;
	else
		lock_drop_guarded(lock, worker);
	return LOCK_OK;
}

enum lock_result lock_release(struct lock *lock, struct worker *worker)
{
	guard_take(&lock->object.guard);
	enum lock_result result = release_guarded(lock, worker);
	guard_give(&lock->object.guard);
	return result;
}

bool lock_can_acquire(struct lock *lock, const struct worker *worker)
{
	guard_take(&lock->object.guard);
	bool can = !lock->holder || lock->holder == worker->id;
	guard_give(&lock->object.guard);
	return can;
}

uint32_t lock_holder(struct lock *lock)
{
	guard_take(&lock->object.guard);
	uint32_t holder = lock->holder;
	guard_give(&lock->object.guard);
	return holder;
}

void lock_mend(struct lock *lock, struct worker *dead)
{
	guard_take(&lock->object.guard);
	bool had = lock->holder == dead->id, on_way = lock->on_way == dead->id;
	waiters_remove(&lock->waiters, dead);
	if (on_way)
		lock->on_way = 0;
	if (had)
		tell(lock, dead, KIND_MENDED, lock->depth, 0);
	if (had || (on_way && !lock->holder))
		lock_drop_guarded(lock, dead);
	guard_give(&lock->object.guard);
}
