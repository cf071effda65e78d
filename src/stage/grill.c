/* grill.c - slots that cook by themselves: things are placed, cook, are looked at, and taken.
 *
 * Slots are numbered from 1, as recipes number them. Two hands on one patty is a lesson and so no surprise here: a slot that is
 * placed upon twice drops what lay there, a thing taken that is not there is taken all the same, and both are counted as strange. */
#include "stage/fold.h"

/* The slot with that number, NULL (and strange) where there is none. */
static struct stage_slot *slot_of(struct stage *stage, uint32_t object, uint64_t number)
{
	const struct stage_object *grill = &stage->objects[object];
	if (number >= 1 && number <= grill->capacity)
		return &stage->slots[grill->slots + number - 1];
	stage_strange(stage);
	return NULL;
}

static void slot_clear(struct stage *stage, const struct event *event, struct stage_slot *slot)
{
	*slot = (struct stage_slot){.since_ns = stage->time_ns};
	stage->objects[event->object].length--;
}

static void slot_fill(struct stage *stage, const struct event *event, struct stage_slot *slot, uint32_t thing)
{
	struct stage_object *grill = &stage->objects[event->object];
	uint64_t cook_ns = event->value & ((UINT64_C(1) << 48) - 1);
	*slot = (struct stage_slot){.thing = thing, .state = SLOT_COOKING, .since_ns = stage->time_ns};
	slot->due_kitchen_ns = stage->kitchen_ns + cook_ns;
	slot->until_ns = stage_run_at(stage, slot->due_kitchen_ns);
	grill->length++;
	grill->writes++;
	if (grill->length > grill->peak)
		grill->peak = grill->length;
}

void fold_place(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	uint32_t number = (uint32_t)(event->value >> 48);
	struct stage_slot *slot = slot_of(stage, event->object, number);
	if (!slot)
		return;
	if (slot->thing) {
		stage_strange(stage);
		thing_leave(stage, slot->thing, PLACE_GONE, event->object);
		slot_clear(stage, event, slot);
	}
	uint32_t thing = event->worker ? thing_from_hand(stage, who, event->item) : 0;
	if (!thing)
		thing = thing_bear(stage, event->item, word_nil());
	thing_to_slot(stage, thing, event->object, number);
	stage->things[thing].source = event->object;
	slot_fill(stage, event, slot, thing);
	stage_touch(stage, event, who, 0, 1);
}

void fold_cooked(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	(void)who;
	struct stage_slot *slot = slot_of(stage, event->object, event->value);
	if (!slot)
		return;
	if (!slot->thing)
		stage_strange(stage);
	else
		slot->state = SLOT_COOKED;
}

void fold_look(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	if (!slot_of(stage, event->object, event->value & UINT32_MAX))
		return;
	stage->objects[event->object].reads++;
	stage_touch(stage, event, who, 0, 0);
}

void fold_take(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	struct stage_slot *slot = slot_of(stage, event->object, event->value & UINT32_MAX);
	if (!slot)
		return;
	stage_touch(stage, event, who, event->item != 0, 0);
	if (!event->item)
		return; /* a hand that found the slot empty */
	uint32_t thing = slot->thing && stage->things[slot->thing].key == event->item ? slot->thing : 0;
	if (thing)
		slot_clear(stage, event, slot);
	else
		stage_strange(stage);
	if (!thing)
		thing = thing_bear(stage, event->item, word_nil());
	thing_to_hand(stage, thing, event->worker, event->object);
}
