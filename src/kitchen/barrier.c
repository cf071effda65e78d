/* barrier.c - see barrier.h. */
#include "kitchen/barrier.h"

#include "kitchen/probe.h"
#include "kitchen/wait.h"

struct barrier *barrier_new(uint32_t name, uint32_t parties)
{
	struct barrier *barrier = (struct barrier *)object_new(sizeof *barrier, OBJECT_BARRIER, name);
	if (barrier)
		barrier->parties = parties;
	return barrier;
}

static void tell(struct barrier *barrier, const struct worker *worker, enum kind kind, uint32_t item, uint64_t value)
{
	probe(worker, kind, barrier->object.id, ++barrier->object.seq, item, value);
}

void barrier_arrive(struct barrier *barrier, struct worker *worker)
{
	guard_take(&barrier->object.guard);
	worker->ticket = barrier->round;
	worker->in_line = barrier->object.id;
	tell(barrier, worker, KIND_BARRIER_ARRIVE, ++barrier->arrived, barrier->round);
	if (barrier->arrived == barrier->parties) {
		barrier->arrived = 0;
		barrier->round++;
		wait_end_all(&barrier->waiters, worker, barrier->object.id, &barrier->object.seq);
	}
	guard_give(&barrier->object.guard);
}

bool barrier_pass(struct barrier *barrier, struct worker *worker)
{
	guard_take(&barrier->object.guard);
	bool open = worker->ticket != barrier->round;
	if (open)
		worker->in_line = 0;
	if (open)
		tell(barrier, worker, KIND_PASS, 0, worker->ticket);
	else
		wait_begin(worker, &barrier->waiters, REASON_BARRIER, barrier->object.id, ++barrier->object.seq, 0);
	guard_give(&barrier->object.guard);
	return open;
}

bool barrier_can_pass(struct barrier *barrier, const struct worker *worker)
{
	guard_take(&barrier->object.guard);
	bool can = worker->ticket != barrier->round;
	guard_give(&barrier->object.guard);
	return can;
}

void barrier_mend(struct barrier *barrier, struct worker *dead)
{
	guard_take(&barrier->object.guard);
	waiters_remove(&barrier->waiters, dead);
	if (dead->in_line == barrier->object.id && dead->ticket == barrier->round)
		tell(barrier, dead, KIND_MENDED, 1, --barrier->arrived);
	if (dead->in_line == barrier->object.id)
		dead->in_line = 0;
	guard_give(&barrier->object.guard);
}
