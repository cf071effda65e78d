/* possible.c - see possible.h: asks the object of the action, by the type of the object. Adding a type is one line in the table. */
#include "kitchen/possible.h"

#include "kitchen/barrier.h"
#include "kitchen/condition.h"
#include "kitchen/event_flag.h"
#include "kitchen/lock.h"
#include "kitchen/pipe.h"
#include "kitchen/pool.h"
#include "kitchen/queue.h"
#include "kitchen/semaphore.h"

static bool queue_possible(struct object *object, enum kind verb, const struct worker *worker)
{
	struct queue *queue = (struct queue *)object;
	switch (verb) {
	case KIND_PUT: return queue_can_put(queue, worker);
	case KIND_GET: return queue_can_get(queue, worker);
	case KIND_ALL_DONE: return queue_can_join(queue, worker);
	default: return true;
	}
}

static bool lock_possible(struct object *object, enum kind verb, const struct worker *worker)
{
	(void)verb;
	return lock_can_acquire((struct lock *)object, worker);
}

static bool semaphore_possible(struct object *object, enum kind verb, const struct worker *worker)
{
	(void)verb;
	return semaphore_can_acquire((struct semaphore *)object, worker);
}

static bool condition_possible(struct object *object, enum kind verb, const struct worker *worker)
{
	(void)verb;
	return condition_can_reacquire((struct condition *)object, worker);
}

static bool event_possible(struct object *object, enum kind verb, const struct worker *worker)
{
	(void)verb;
	return event_flag_can_pass((struct event_flag *)object, worker);
}

static bool barrier_possible(struct object *object, enum kind verb, const struct worker *worker)
{
	(void)verb;
	return barrier_can_pass((struct barrier *)object, worker);
}

static bool pool_possible(struct object *object, const struct action *action)
{
	struct pool *pool = (struct pool *)object;
	switch (action->verb) {
	case KIND_CALL: return pool_can_take(pool);
	case KIND_ALL_DONE: return pool_can_join(pool);
	case KIND_RESULT: return pool_can_result(pool, future_at((uint32_t)action->value));
	default: return true;
	}
}

static bool pipe_possible(struct object *object, const struct action *action, const struct worker *worker)
{
	struct pipe *pipe = (struct pipe *)object;
	return action->verb == KIND_SEND ? pipe_can_send(pipe) : pipe_can_recv(pipe, worker);
}

/* For those actions that may wait, by what they wait at; NULL: nothing of this type is waited for. */
static bool (*const possible[OBJECT_TYPE_COUNT])(struct object *, enum kind, const struct worker *) = {
	[OBJECT_QUEUE] = queue_possible,
	[OBJECT_ARRIVALS] = queue_possible,
	[OBJECT_LOCK] = lock_possible,
	[OBJECT_SEMAPHORE] = semaphore_possible,
	[OBJECT_CONDITION] = condition_possible,
	[OBJECT_EVENT] = event_possible,
	[OBJECT_BARRIER] = barrier_possible,
};

bool action_possible(const struct action *action, const struct worker *worker)
{
	struct object *object = object_at(action->object);
	if (worker->stand.waits && object && object->type == OBJECT_POOL)
		return pool_possible(object, action);
	if (worker->stand.waits && object && object->type == OBJECT_PIPE)
		return pipe_possible(object, action, worker);
	return !worker->stand.waits || !object || !possible[object->type] || possible[object->type](object, action->verb, worker);
}

enum reason action_reason(const struct action *action, const struct worker *worker, uint32_t *peer)
{
	struct object *object = object_at(action->object);
	(void)worker;
	*peer = 0;
	switch (object ? object->type : OBJECT_NONE) {
	case OBJECT_QUEUE:
	case OBJECT_ARRIVALS:
		return action->verb == KIND_PUT ? REASON_QUEUE_FULL : action->verb == KIND_GET ? REASON_QUEUE_EMPTY : REASON_QUEUE_JOIN;
	case OBJECT_LOCK:
		*peer = lock_holder((struct lock *)object);
		return REASON_LOCK;
	case OBJECT_SEMAPHORE: return REASON_SEMAPHORE;
	case OBJECT_CONDITION: return REASON_CONDITION;
	case OBJECT_EVENT: return REASON_EVENT;
	case OBJECT_BARRIER: return REASON_BARRIER;
	case OBJECT_POOL:
		if (action->verb == KIND_RESULT)
			*peer = future_at((uint32_t)action->value)->by;
		return action->verb == KIND_CALL ? REASON_CALL : action->verb == KIND_RESULT ? REASON_FUTURE : REASON_POOL;
	case OBJECT_PIPE: return action->verb == KIND_SEND ? REASON_PIPE_FULL : REASON_PIPE_EMPTY;
	default: return REASON_NONE;
	}
}
