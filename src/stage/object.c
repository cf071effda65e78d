/* object.c - objects are made, and touched by workers. */
#include "stage/fold.h"

#define SLOTS_MAX 4096u      /* of one grill */
#define SLOTS_ALL_MAX 65536u /* of all: a stream may announce 65,535 grills */

static bool slots_make(struct stage *stage, struct stage_object *object, uint32_t count)
{
	if (count == 0 || count > SLOTS_MAX || stage->slot_count + count > SLOTS_ALL_MAX)
		return false;
	object->slots = stage->slot_count;
	STAGE_EXTEND(stage, slots, slot, stage->slot_count + count);
	return true;
}

void fold_object_new(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	uint32_t type = (uint32_t)(event->value >> 32);
	(void)who;
	if (!event->object || type == OBJECT_NONE || type >= OBJECT_TYPE_COUNT) {
		stage_strange(stage);
		return;
	}
	STAGE_EXTEND(stage, objects, object, event->object + 1u);
	struct stage_object *object = &stage->objects[event->object];
	if (object->type != OBJECT_NONE || (type == OBJECT_GRILL && !slots_make(stage, object, (uint32_t)event->value))) {
		stage_strange(stage);
		return;
	}
	object->type = (uint8_t)type;
	object->name = event->item;
	object->capacity = (uint32_t)event->value;
	object->made_ns = object->touched_ns = stage->time_ns;
	object->toucher = event->worker;
	object->value = type == OBJECT_PIPE ? 0 : word_nil();
	object->length = type == OBJECT_SEMAPHORE ? object->capacity : 0;
}

void stage_object_touched(struct stage *stage, const struct event *event)
{
	struct stage_object *object = &stage->objects[event->object];
	object->touched_ns = stage->time_ns;
	object->toucher = event->worker;
}

static uint8_t capped(unsigned sum)
{
	return sum < UINT8_MAX ? (uint8_t)sum : UINT8_MAX;
}

/* Where a worker stands: at what has to do with things, not at memory, nor at what only holds workers up. */
static bool is_station(const struct stage_object *object)
{
	return (object->type != OBJECT_CELL && object->type < OBJECT_LOCK) || object->type == OBJECT_POOL || object->type == OBJECT_CLOUD || object->type == OBJECT_PIPE;
}

void stage_touch(struct stage *stage, const struct event *event, struct stage_worker *who, unsigned takes, unsigned gives)
{
	stage_object_touched(stage, event);
	if (!event->worker || !is_station(&stage->objects[event->object]))
		return;
	who->station = event->object;
	for (size_t i = 0; i < STAGE_TOUCHES; i++) {
		struct stage_touch *touch = &who->touches[i];
		if (touch->object && touch->object != event->object)
			continue;
		touch->object = event->object;
		touch->takes = capped(touch->takes + takes);
		touch->gives = capped(touch->gives + gives);
		return;
	}
}
