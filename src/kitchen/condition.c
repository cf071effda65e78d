/* condition.c - see condition.h.
 *
 * The line is a count of tickets: who queues up takes the next one, and notifying moves the mark below which all were told. So the order is that of queueing up,
 * whatever the order in which the workers then come to be parked. A ticket counts round after 2^32; what is compared is the difference, and no
 * more than 2^20 workers can be in line. */
#include "kitchen/condition.h"

#include "kitchen/probe.h"
#include "kitchen/wait.h"

struct condition *condition_new(uint32_t name, struct lock *lock)
{
	struct condition *condition = (struct condition *)object_new(sizeof *condition, OBJECT_CONDITION, name);
	if (condition)
		condition->lock = lock;
	return condition;
}

static void tell(struct condition *condition, const struct worker *worker, enum kind kind, uint32_t item, uint64_t value)
{
	probe(worker, kind, condition->object.id, ++condition->object.seq, item, value);
}

static bool is_told(const struct condition *condition, const struct worker *worker)
{
	return (int32_t)(worker->ticket - condition->notified) < 0;
}

enum lock_result condition_wait(struct condition *condition, struct worker *worker, uint32_t *depth)
{
	struct lock *lock = condition->lock;
	enum lock_result result = LOCK_NOT_MINE;
	guard_take(&lock->object.guard);
	if (lock->holder == worker->id) {
		*depth = lock->depth;
		worker->ticket = condition->tickets++;
		worker->in_line = condition->object.id;
		tell(condition, worker, KIND_COND_WAIT, 0, lock->object.id);
		lock_drop_guarded(lock, worker);
		result = LOCK_OK;
	}
	guard_give(&lock->object.guard);
	return result;
}

static enum lock_result reacquire_guarded(struct condition *condition, struct worker *worker, uint32_t depth)
{
	if (!is_told(condition, worker)) {
		wait_begin(worker, &condition->waiters, REASON_CONDITION, condition->object.id, ++condition->object.seq, 0);
		return LOCK_WAIT;
	}
	if (lock_take_guarded(condition->lock, worker, depth) == LOCK_WAIT)
		return LOCK_WAIT;
	worker->in_line = 0;
	tell(condition, worker, KIND_COND_BACK, depth, condition->lock->object.id);
	return LOCK_OK;
}

enum lock_result condition_reacquire(struct condition *condition, struct worker *worker, uint32_t depth)
{
	guard_take(&condition->lock->object.guard);
	enum lock_result result = reacquire_guarded(condition, worker, depth);
	guard_give(&condition->lock->object.guard);
	return result;
}

/* Let those go on who are parked and were told. */
static void wake_told(struct condition *condition, const struct worker *worker)
{
	struct waiters parked = condition->waiters, told = { NULL, NULL };
	struct worker *one;
	condition->waiters = (struct waiters){ NULL, NULL };
	while ((one = waiters_pop(&parked)))
		waiters_push(is_told(condition, one) ? &told : &condition->waiters, one);
	wait_end_all(&told, worker, condition->object.id, &condition->object.seq);
}

enum lock_result condition_notify(struct condition *condition, struct worker *worker, uint32_t count)
{
	enum lock_result result = LOCK_NOT_MINE;
	guard_take(&condition->lock->object.guard);
	if (condition->lock->holder == worker->id) {
		uint32_t in_line = condition->tickets - condition->notified, told = count < in_line ? count : in_line;
		condition->notified += told;
		tell(condition, worker, KIND_NOTIFY, told, in_line);
		wake_told(condition, worker);
		result = LOCK_OK;
	}
	guard_give(&condition->lock->object.guard);
	return result;
}

bool condition_can_reacquire(struct condition *condition, const struct worker *worker)
{
	guard_take(&condition->lock->object.guard);
	bool can = is_told(condition, worker) && !condition->lock->holder;
	guard_give(&condition->lock->object.guard);
	return can;
}

/* Who stood behind it in line moves up, so that a notify is not for somebody who is gone. */
static void close_up(struct condition *condition, const struct worker *dead)
{
	uint32_t count = atomic_load_explicit(&arena->worker_count, memory_order_acquire);
	for (uint32_t id = 1; id < count; id++) {
		struct worker *worker = worker_at(id);
		if (worker->in_line == condition->object.id && (int32_t)(worker->ticket - dead->ticket) > 0)
			worker->ticket--;
	}
	condition->tickets--;
}

void condition_mend(struct condition *condition, struct worker *dead)
{
	guard_take(&condition->lock->object.guard);
	waiters_remove(&condition->waiters, dead);
	if (dead->in_line == condition->object.id) {
		dead->in_line = 0;
		if (!is_told(condition, dead))
			close_up(condition, dead);
		tell(condition, dead, KIND_MENDED, 1, condition->tickets - condition->notified);
	}
	guard_give(&condition->lock->object.guard);
}
