/* queue.c - things go into queues and come out of them. */
#include "stage/fold.h"

/* The thing that a worker puts somewhere: out of its hand if it holds it, else new. */
static uint32_t thing_at_hand(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	uint32_t thing = event->worker ? thing_from_hand(stage, who, event->item) : 0;
	if (!thing)
		return thing_bear(stage, event->item, event->value);
	stage->things[thing].value = event->value;
	return thing;
}

void fold_put(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	uint32_t thing = thing_at_hand(stage, event, who);
	thing_to_queue(stage, thing, event->object);
	stage->things[thing].source = event->object;
	struct stage_object *queue = &stage->objects[event->object];
	queue->writes++;
	queue->unfinished++;
	stage_touch(stage, event, who, 0, 1);
}

/* A queue gives what lies in front. Where the event tells of another thing, the event is believed and the strangeness counted. */
void fold_get(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	uint32_t thing = thing_from_queue(stage, event->object);
	if (thing && stage->things[thing].key != event->item) {
		stage_strange(stage);
		thing_leave(stage, thing, PLACE_GONE, event->object);
		thing = 0;
	} else if (!thing) {
		stage_strange(stage);
	}
	if (!thing)
		thing = thing_bear(stage, event->item, event->value);
	stage->things[thing].value = event->value;
	thing_used_up(stage, who, event->object); /* what it took there before it has dealt with */
	thing_to_hand(stage, thing, event->worker, event->object);
	who->took = event->object;
	stage->objects[event->object].reads++;
	stage_touch(stage, event, who, 1, 0);
}

/* Nothing more comes in: a device that served the queue has ended with it. */
void fold_close(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	struct stage_object *queue = &stage->objects[event->object];
	queue->closed = true;
	stage_touch(stage, event, who, 0, 0);
	if (queue->device && queue->device == event->worker)
		stage_enter(stage, who, STATE_ENDED);
}

void fold_task_done(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	uint64_t left = event->value;
	who->took = who->took == event->object ? 0 : who->took;
	stage->objects[event->object].unfinished = left < UINT32_MAX ? (uint32_t)left : UINT32_MAX;
	stage_touch(stage, event, who, 0, 0);
}

/* What was in a dead worker's hands goes back to the front, where it is taken next. */
void fold_retry(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	struct stage_object *queue = &stage->objects[event->object];
	uint32_t thing = thing_at_hand(stage, event, who);
	thing_to_queue_front(stage, thing, event->object);
	stage->things[thing].source = event->object;
	queue->writes++;
	who->took = who->took == event->object ? 0 : who->took;
	stage_left_behind(who, event->item, event->object);
	stage->retried++;
}
