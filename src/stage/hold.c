/* hold.c - who holds a lock, who has places of a semaphore, who lets a lock go while it waits at a condition.
 *
 * A lock's holder stands at the lock; what a worker holds stands at the worker, for the first few objects. Whoever acquires is the holder, whatever
 * was told before: an event is believed, and a release by another than the holder changes only that other's own. */
#include "stage/fold.h"

static struct stage_hold *hold_of(struct stage_worker *who, uint16_t object)
{
	for (size_t i = 0; i < STAGE_HOLDS; i++)
		if (who->holds[i].object == object)
			return &who->holds[i];
	return NULL;
}

/* The worker holds the object so often from now on. */
static void hold_set(struct stage_worker *who, uint16_t object, uint32_t times)
{
	struct stage_hold *hold = hold_of(who, object);
	if (!hold && times)
		hold = hold_of(who, 0);
	if (!hold)
		return;
	hold->object = times ? object : 0;
	hold->times = times < UINT16_MAX ? (uint16_t)times : UINT16_MAX;
}

uint32_t stage_worker_holds(const struct stage *stage, uint32_t worker, uint32_t object)
{
	const struct stage_worker *who = stage_worker(stage, worker);
	for (size_t i = 0; who && object && i < STAGE_HOLDS; i++)
		if (who->holds[i].object == object)
			return who->holds[i].times;
	return 0;
}

static uint32_t capped(uint64_t value)
{
	return value < UINT32_MAX ? (uint32_t)value : UINT32_MAX;
}

static void lock_had(struct stage *stage, uint16_t id, uint32_t worker, uint32_t times)
{
	struct stage_object *lock = &stage->objects[id];
	if (lock->holder != worker)
		lock->held_since_ns = stage->time_ns;
	lock->holder = worker;
	lock->length = times ? times : 1;
	hold_set(&stage->workers[worker], id, lock->length);
}

static void lock_free(struct stage *stage, uint16_t id, uint32_t worker)
{
	struct stage_object *lock = &stage->objects[id];
	hold_set(&stage->workers[worker], id, 0);
	if (lock->holder != worker)
		return;
	lock->holder = 0;
	lock->length = 0;
}

void fold_acquire(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	struct stage_object *object = &stage->objects[event->object];
	if (object->type == OBJECT_LOCK) {
		lock_had(stage, event->object, event->worker, event->item);
	} else {
		object->length = capped(event->value);
		hold_set(who, event->object, stage_worker_holds(stage, event->worker, event->object) + 1);
	}
	object->reads++;
	stage_object_touched(stage, event);
}

void fold_release(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	struct stage_object *object = &stage->objects[event->object];
	uint32_t held = stage_worker_holds(stage, event->worker, event->object);
	if (object->type == OBJECT_LOCK && event->item) {
		lock_had(stage, event->object, event->worker, event->item);
	} else if (object->type == OBJECT_LOCK) {
		lock_free(stage, event->object, event->worker);
	} else {
		object->length = capped(event->value);
		hold_set(who, event->object, held ? held - 1 : 0);
	}
	object->writes++;
	stage_object_touched(stage, event);
}

static bool is_lock(const struct stage *stage, uint64_t id)
{
	return id < stage->object_count && stage->objects[id].type == OBJECT_LOCK;
}

void fold_cond_wait(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	(void)who;
	if (!is_lock(stage, event->value)) {
		stage_strange(stage);
		return;
	}
	lock_free(stage, (uint16_t)event->value, event->worker);
	stage->objects[event->object].length++;
	stage_object_touched(stage, event);
}

void fold_cond_back(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	(void)who;
	if (!is_lock(stage, event->value)) {
		stage_strange(stage);
		return;
	}
	lock_had(stage, (uint16_t)event->value, event->worker, event->item);
	stage_object_touched(stage, event);
}

/* A worker died: the object lets go of it. */
void fold_mended(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	struct stage_object *object = event->object < stage->object_count ? &stage->objects[event->object] : NULL;
	if (!object || !event->item)
		return;
	switch (object->type) {
	case OBJECT_LOCK: lock_free(stage, event->object, event->worker); break;
	case OBJECT_SEMAPHORE:
	case OBJECT_CONDITION:
	case OBJECT_BARRIER: object->length = capped(event->value); break;
	default: return; /* it fills a gap in the numbers, and says nothing */
	}
	hold_set(who, event->object, 0);
}
