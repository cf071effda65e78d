/* mend.c - see mend.h.
 *
 * First the guards: a process may have died within the few instructions in which it held one. The kitchen takes it over, and where the dead had
 * counted an event of that object and not told it, tells one in its place, for the collector waits for that number. Then each object lets go
 * of the dead by its own rules (lock_mend, queue_mend …), for only it knows what being held, waited for or arrived at means. Each wakes somebody where the
 * dead may have been woken for something and never came to take it: waking one too many does no harm, since whoever is woken looks again.
 *
 * The dead may have been killed between any two instructions. Its waiting is judged by its state, which changes right beside the count of those
 * awake (wait.c): a death between these two would leave the count wrong by one, and a deadlock unseen. */
#include "kitchen/mend.h"

#include "engine/futex.h"
#include "kitchen/barrier.h"
#include "kitchen/condition.h"
#include "kitchen/event_flag.h"
#include "kitchen/hands.h"
#include "kitchen/lock.h"
#include "kitchen/pipe.h"
#include "kitchen/pool.h"
#include "kitchen/probe.h"
#include "kitchen/queue.h"
#include "kitchen/semaphore.h"
#include "kitchen/texts.h"
#include "kitchen/wait.h"

#include <limits.h>

/* ---- guards and rings ---- */

/* Take a guard over from the dead; false when it did not have it. */
static bool seize(struct guard *guard, uint32_t tid)
{
	uint32_t holder = atomic_load_explicit(&guard->holder, memory_order_relaxed);
	return (holder & ~GUARD_AWAITED) == tid &&
	       atomic_compare_exchange_strong_explicit(&guard->holder, &holder, guard_self | GUARD_AWAITED, memory_order_acquire, memory_order_relaxed);
}

static struct ring *ring_of(uint32_t tid)
{
	uint32_t count = atomic_load_explicit(&arena->ring_count, memory_order_acquire);
	for (uint32_t i = 0; i < count; i++)
		if (atomic_load(&arena->rings[i]->taken) == tid)
			return arena->rings[i];
	return NULL;
}

/* Whether the last event of that object in the dead's ring is its latest. Only the dead has told of it since it took the guard. */
static bool was_told(const struct ring *ring, const struct object *object)
{
	uint32_t head = atomic_load(&ring->head);
	for (uint32_t i = 1; i <= RING_EVENTS && i <= head; i++) {
		const struct event *event = &ring->events[(head - i) & (RING_EVENTS - 1)];
		if (event->object == object->id && event->seq)
			return event->seq == object->seq;
	}
	return false;
}

/* The dead held the object's guard: an event that it counted and did not tell is told in its place. */
static void fill_gap(const struct worker *dead, const struct ring *ring, const struct object *object)
{
	if (ring && object->seq && !was_told(ring, object))
		probe(dead, KIND_MENDED, object->id, object->seq, 0, 0);
}

/* A condition is guarded by its lock. */
static void fill_gaps_of_conditions(const struct worker *dead, const struct ring *ring, const struct object *lock)
{
	uint32_t count = atomic_load_explicit(&arena->object_count, memory_order_acquire);
	for (uint32_t id = 1; lock->type == OBJECT_LOCK && id < count; id++) {
		const struct object *object = object_at(id);
		if (object->type == OBJECT_CONDITION && &((const struct condition *)object)->lock->object == lock)
			fill_gap(dead, ring, object);
	}
}

static void take_over_guards(const struct worker *dead, uint32_t tid)
{
	struct ring *ring = ring_of(tid);
	uint32_t count = atomic_load_explicit(&arena->object_count, memory_order_acquire);
	for (uint32_t id = 1; id < count; id++) {
		struct object *object = object_at(id);
		if (!seize(&object->guard, tid))
			continue;
		futex_hold();
		fill_gap(dead, ring, object);
		fill_gaps_of_conditions(dead, ring, object);
		guard_give(&object->guard);
	}
	if (ring)
		atomic_store_explicit(&ring->taken, 0, memory_order_release);
}

/* ---- objects ---- */

static void mend_object(struct object *object, struct worker *dead)
{
	switch (object->type) {
	case OBJECT_QUEUE:
	case OBJECT_ARRIVALS: queue_mend((struct queue *)object, dead); break;
	case OBJECT_LOCK: lock_mend((struct lock *)object, dead); break;
	case OBJECT_SEMAPHORE: semaphore_mend((struct semaphore *)object, dead); break;
	case OBJECT_CONDITION: condition_mend((struct condition *)object, dead); break;
	case OBJECT_EVENT: event_flag_mend((struct event_flag *)object, dead); break;
	case OBJECT_BARRIER: barrier_mend((struct barrier *)object, dead); break;
	case OBJECT_CLOUD:
	case OBJECT_POOL: pool_mend((struct pool *)object, dead); break;
	case OBJECT_PIPE: pipe_mend((struct pipe *)object, dead); break;
	default: break;
	}
}

static void mend_objects(struct worker *dead)
{
	uint32_t count = atomic_load_explicit(&arena->object_count, memory_order_acquire);
	for (uint32_t id = 1; id < count; id++)
		mend_object(object_at(id), dead);
}

/* ---- the worker ---- */

/* It waits for nobody's end any more. */
static void leave_join(struct worker *dead)
{
	uint32_t count = atomic_load_explicit(&arena->worker_count, memory_order_acquire);
	struct worker *peer = dead->peer < count ? worker_at(dead->peer) : NULL;
	if (!peer || dead->reason != REASON_WORKER_JOIN)
		return;
	struct guard *guard = &arena->guard_joins[peer->id % 64];
	guard_take(guard);
	waiters_remove(&peer->joiners, dead);
	guard_give(guard);
}

/* The dead may have let somebody go on and not come to waking it (futex.h): whoever sleeps on its permit looks at it again. */
static void wake_all(void)
{
	uint32_t count = atomic_load_explicit(&arena->worker_count, memory_order_acquire);
	for (uint32_t id = 1; id < count; id++)
		if (worker_at(id)->role != ROLE_OF_DEVICE && !atomic_load(&worker_at(id)->left))
			futex_wake(&worker_at(id)->runner.permit, 1);
}

/* It has ended, badly: told, and who joins it goes on. Returns whether it was counted awake. */
static bool end(struct worker *dead)
{
	struct guard *guard = &arena->guard_joins[dead->id % 64];
	guard_take(guard);
	bool waited = atomic_load(&dead->state) == WORKER_WAITS;
	bool over = atomic_load(&dead->state) == WORKER_ENDED || atomic_load(&dead->state) == WORKER_FAILED;
	atomic_store(&dead->state, WORKER_KILLED);
	if (!over)
		probe(dead, KIND_WORKER_END, 0, 0, 1, 0);
	wait_end_all(&dead->joiners, dead, 0, NULL);
	guard_give(guard);
	pipes_leave(dead);
	return !waited;
}

void mend(struct worker *dead, int signal)
{
	uint32_t tid = (uint32_t)atomic_load(&dead->pid); /* of its one thread */
	atomic_store(&dead->killed, signal ? signal : KILLED_BY_ITSELF);
	guard_take(&arena->guard_rings); /* so that guard_self is known */
	guard_give(&arena->guard_rings);
	take_over_guards(dead, tid);
	arena_fail_for(tid, "%s: the process of %s ended while it said what had failed", arena->recipe_file, texts_get(dead->name, NULL));
	probe(dead, KIND_KILLED, 0, 0, (uint32_t)signal, 0);
	leave_join(dead);
	atomic_store(&dead->stand.place, TURN_MOVES);
	mend_objects(dead);
	hands_mend(dead);
	if (end(dead))
		atomic_fetch_sub(&arena->awake, 1);
	atomic_store(&dead->left, 1);
	wake_all();
	if (dead->role != ROLE_OF_POOL)
		atomic_fetch_sub(&arena->alive, 1);
	if (atomic_load(&arena->alive) == 0)
		futex_wake(&arena->alive, INT_MAX);
	if (arena->turn.controlled)
		turn_lost(dead);
}
