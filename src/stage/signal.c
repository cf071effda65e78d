/* signal.c - workers tell one another that they may go on: conditions, events, barriers. */
#include "stage/fold.h"

void fold_notify(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	struct stage_object *condition = &stage->objects[event->object];
	(void)who;
	if (event->item > condition->length)
		stage_strange(stage);
	condition->length -= event->item < condition->length ? event->item : condition->length;
	condition->writes++;
	stage_object_touched(stage, event);
}

void fold_set(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	(void)who;
	stage->objects[event->object].length = 1;
	stage->objects[event->object].writes++;
	stage_object_touched(stage, event);
}

void fold_clear(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	(void)who;
	stage->objects[event->object].length = 0;
	stage->objects[event->object].writes++;
	stage_object_touched(stage, event);
}

void fold_pass(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	(void)who;
	stage->objects[event->object].reads++;
	stage_object_touched(stage, event);
}

/* When the last has arrived all may go on, and nobody has arrived in the next round. */
void fold_barrier_arrive(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	struct stage_object *barrier = &stage->objects[event->object];
	(void)who;
	if (!event->item || event->item > barrier->capacity) {
		stage_strange(stage);
		return;
	}
	barrier->length = event->item < barrier->capacity ? event->item : 0;
	barrier->writes += event->item == barrier->capacity;
	stage_object_touched(stage, event);
}
