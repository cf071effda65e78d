/* possible.c - see possible.h: asks the object of the action, by the type of the object. */
#include "kitchen/possible.h"

#include "kitchen/queue.h"

static bool queue_possible(const struct queue *queue, enum kind verb)
{
	switch (verb) {
	case KIND_PUT: return queue->closed || !queue->capacity || queue->length < queue->capacity;
	case KIND_GET: return queue->closed || queue->length > 0;
	case KIND_ALL_DONE: return queue->unfinished == 0;
	default: return true;
	}
}

bool action_possible(const struct action *action, const struct worker *worker)
{
	struct object *object = object_at(action->object);
	if (!worker->stand.waits || !object)
		return true;
	switch (object->type) {
	case OBJECT_QUEUE:
	case OBJECT_ARRIVALS: return queue_possible((struct queue *)object, action->verb);
	default: return true;
	}
}

enum reason action_reason(const struct action *action, const struct worker *worker, uint32_t *peer)
{
	(void)worker;
	*peer = 0;
	switch (action->verb) {
	case KIND_PUT: return REASON_QUEUE_FULL;
	case KIND_GET: return REASON_QUEUE_EMPTY;
	case KIND_ALL_DONE: return REASON_QUEUE_JOIN;
	default: return REASON_NONE;
	}
}
