/* thing.c - things, and the chains they hang in.
 *
 * A thing is in one place at a time: in a queue (a chain from front to back), in a hand (a chain, what came last first), on a
 * slot, or gone (the chain of unused entries). Moving one is: unlink it, then link it elsewhere; its index stays, so
 * that a view can let it glide. Those that left are used again in the order in which they left, and not at
 * once: a view may still be drawing the last of them.
 *
 * What always holds: an index out of the table is never followed, each entry hangs in exactly one chain or on one slot, and a
 * queue's length is the length of its chain. */
#include "stage/fold.h"

#define HAND_MAX 32 /* things in one hand; what came first is used up when more come */

static uint32_t entry_new(struct stage *stage)
{
	uint32_t index = stage->thing_free;
	if (stage->thing_free_count <= STAGE_THINGS_RESTING) {
		index = stage->thing_count;
		STAGE_EXTEND(stage, things, thing, index + 1);
		return index;
	}
	stage->thing_free = stage->things[index].next;
	stage->thing_free_count--;
	return index;
}

uint32_t thing_bear(struct stage *stage, uint32_t key, uint64_t value)
{
	uint32_t index = entry_new(stage);
	stage->things[index] = (struct stage_thing){
		.key = key,
		.value = value,
		.born_ns = stage->time_ns,
		.born_kitchen_ns = stage->kitchen_ns,
		.moved_ns = stage->time_ns,
		.birth = ++stage->births,
	};
	return index;
}

static struct stage_thing *move(struct stage *stage, uint32_t index, enum place place, uint32_t where)
{
	struct stage_thing *thing = &stage->things[index];
	thing->place = (uint8_t)place;
	thing->where = where;
	thing->moved_ns = stage->time_ns;
	thing->next = 0;
	thing->slot = 0;
	return thing;
}

void thing_to_queue(struct stage *stage, uint32_t index, uint32_t at)
{
	struct stage_object *object = &stage->objects[at];
	move(stage, index, PLACE_QUEUE, at);
	if (object->last)
		stage->things[object->last].next = index;
	else
		object->first = index;
	object->last = index;
	object->length++;
	if (object->length > object->peak)
		object->peak = object->length;
}

void thing_to_queue_front(struct stage *stage, uint32_t index, uint32_t at)
{
	struct stage_object *object = &stage->objects[at];
	move(stage, index, PLACE_QUEUE, at);
	stage->things[index].next = object->first;
	object->first = index;
	if (!object->last)
		object->last = index;
	object->length++;
}

uint32_t thing_from_queue(struct stage *stage, uint32_t at)
{
	struct stage_object *object = &stage->objects[at];
	uint32_t index = object->first;
	if (!index)
		return 0;
	object->first = stage->things[index].next;
	if (!object->first)
		object->last = 0;
	object->length--;
	return index;
}

void thing_to_slot(struct stage *stage, uint32_t index, uint32_t at, uint32_t slot)
{
	move(stage, index, PLACE_SLOT, at)->slot = slot;
}

void thing_leave(struct stage *stage, uint32_t index, enum place place, uint32_t where)
{
	move(stage, index, place, where);
	if (stage->thing_free_count)
		stage->things[stage->thing_free_last].next = index;
	else
		stage->thing_free = index;
	stage->thing_free_last = index;
	stage->thing_free_count++;
}

/* The link in a hand's chain after which nothing more may hang, or NULL. */
static uint32_t *hand_end(struct stage *stage, struct stage_worker *who)
{
	uint32_t *link = &who->hand;
	for (int held = 1; *link; held++, link = &stage->things[*link].next)
		if (held == HAND_MAX)
			return link;
	return NULL;
}

void thing_to_hand(struct stage *stage, uint32_t index, uint32_t worker, uint16_t source)
{
	struct stage_worker *who = &stage->workers[worker];
	uint32_t *end = hand_end(stage, who);
	if (end) {
		uint32_t oldest = *end;
		*end = 0;
		thing_leave(stage, oldest, PLACE_GONE, worker);
	}
	struct stage_thing *thing = move(stage, index, PLACE_HAND, worker);
	thing->source = source;
	thing->next = who->hand;
	who->hand = index;
}

uint32_t thing_from_hand(struct stage *stage, struct stage_worker *who, uint32_t key)
{
	for (uint32_t *link = &who->hand; *link; link = &stage->things[*link].next) {
		uint32_t index = *link;
		if (stage->things[index].key != key)
			continue;
		*link = stage->things[index].next;
		return index;
	}
	return 0;
}

void thing_used_up(struct stage *stage, struct stage_worker *who, uint16_t source)
{
	uint32_t *link = &who->hand;
	while (*link) {
		uint32_t index = *link;
		struct stage_thing *thing = &stage->things[index];
		if (source && thing->source != source) {
			link = &thing->next;
			continue;
		}
		*link = thing->next;
		thing_leave(stage, index, PLACE_GONE, thing->where);
	}
}
