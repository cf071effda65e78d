/* semaphore.c - see semaphore.h. */
#include "kitchen/semaphore.h"

#include "kitchen/probe.h"
#include "kitchen/wait.h"

#include <string.h>

struct semaphore *semaphore_new(uint32_t name, uint32_t places)
{
	struct semaphore *semaphore = (struct semaphore *)object_new(sizeof *semaphore, OBJECT_SEMAPHORE, name);
	if (semaphore)
		semaphore->places = semaphore->made_with = places;
	return semaphore;
}

static void tell(struct semaphore *semaphore, const struct worker *worker, enum kind kind)
{
	probe(worker, kind, semaphore->object.id, ++semaphore->object.seq, 0, kind == KIND_REFUSED ? 0 : semaphore->places);
}

/* ---- who has places ---- */

/* Who took first stands first; who has none any more makes room: at most as many entries as workers have places. */
static struct semaphore_hold *hold_of(struct semaphore *semaphore, uint32_t worker)
{
	for (uint32_t i = 0; i < semaphore->hold_count; i++)
		if (semaphore->holds[i].worker == worker)
			return &semaphore->holds[i];
	return NULL;
}

static struct semaphore_hold *hold_new(struct semaphore *semaphore, uint32_t worker)
{
	if (semaphore->hold_count == semaphore->hold_size) {
		uint32_t size = semaphore->hold_size ? semaphore->hold_size * 2 : 8;
		struct semaphore_hold *holds = arena_alloc(size * sizeof *holds);
		if (!holds)
			return NULL;
		if (semaphore->hold_count)
			memcpy(holds, semaphore->holds, semaphore->hold_count * sizeof *holds);
		arena_free(semaphore->holds, semaphore->hold_size * sizeof *holds);
		semaphore->holds = holds;
		semaphore->hold_size = size;
	}
	semaphore->holds[semaphore->hold_count] = (struct semaphore_hold){ worker, 0 };
	return &semaphore->holds[semaphore->hold_count++];
}

static void hold_drop(struct semaphore *semaphore, struct semaphore_hold *hold)
{
	memmove(hold, hold + 1, (size_t)(&semaphore->holds[--semaphore->hold_count] - hold) * sizeof *hold);
}

static void takes(struct semaphore *semaphore, const struct worker *worker)
{
	struct semaphore_hold *hold = arena->mends ? hold_of(semaphore, worker->id) : NULL;
	if (arena->mends && !hold)
		hold = hold_new(semaphore, worker->id);
	if (hold)
		hold->places++;
}

/* Who has none gives back that of whoever has had one longest. */
static void gives(struct semaphore *semaphore, const struct worker *worker)
{
	struct semaphore_hold *hold = hold_of(semaphore, worker->id);
	if (!hold && semaphore->hold_count)
		hold = &semaphore->holds[0];
	if (hold && --hold->places == 0)
		hold_drop(semaphore, hold);
}

/* ---- acquire, release ---- */

static enum semaphore_result acquire_guarded(struct semaphore *semaphore, struct worker *worker, bool wait)
{
	if (semaphore->places) {
		takes(semaphore, worker);
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
	gives(semaphore, worker);
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

/* What the dead had comes back, but no more than are missing: places that were given back beforehand, as news is, were nobody's. */
static void give_back(struct semaphore *semaphore, const struct worker *dead)
{
	struct semaphore_hold *hold = hold_of(semaphore, dead->id);
	uint32_t missing = semaphore->made_with > semaphore->places ? semaphore->made_with - semaphore->places : 0;
	if (!hold)
		return;
	uint32_t count = hold->places < missing ? hold->places : missing;
	hold_drop(semaphore, hold);
	semaphore->places += count;
	if (count)
		probe(dead, KIND_MENDED, semaphore->object.id, ++semaphore->object.seq, count, semaphore->places);
}

void semaphore_mend(struct semaphore *semaphore, struct worker *dead)
{
	guard_take(&semaphore->object.guard);
	waiters_remove(&semaphore->waiters, dead);
	give_back(semaphore, dead);
	for (uint32_t i = 0; i < semaphore->places; i++)
		if (!wait_end(&semaphore->waiters, dead, semaphore->object.id, &semaphore->object.seq))
			break;
	guard_give(&semaphore->object.guard);
}
