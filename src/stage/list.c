/* list.c - lists grow and shrink at their end, arrays do not, and the elements of both are read and written.
 *
 * A list's first elements are kept for the screen, in a block of stage->elements. A block holds a power of two, as many as the
 * longest the list has been asked for; a list that outgrows its block moves to a larger one at the end of the
 * table, so what lies unused is never more than what is used. */
#include "stage/fold.h"

#include <string.h>

/* Elements that a list's block holds once `peak` elements were there. */
static uint32_t block_size(uint32_t peak)
{
	uint32_t size = 8;
	while (size < peak && size < STAGE_LIST_SHOWN)
		size *= 2;
	return size;
}

static void list_reach(struct stage *stage, struct stage_object *list, uint32_t length)
{
	if (length <= list->peak && list->elements)
		return;
	uint32_t had = list->elements ? block_size(list->peak) : 0, need = block_size(length);
	if (length > list->peak)
		list->peak = length;
	if (need <= had)
		return;
	uint32_t at = stage->element_count;
	STAGE_EXTEND(stage, elements, element, at + need);
	memcpy(stage->elements + at, stage->elements + list->elements, had * sizeof *stage->elements);
	list->elements = at;
}

static void list_lengthen(struct stage *stage, struct stage_object *list, uint32_t length)
{
	list_reach(stage, list, length);
	for (uint32_t i = list->length; i < length && i < STAGE_LIST_SHOWN; i++)
		stage->elements[list->elements + i] = word_nil();
	list->length = length;
}

static void element_set(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	struct stage_object *list = &stage->objects[event->object];
	if (event->item == 0 || (list->type == OBJECT_ARRAY && event->item > list->length)) {
		stage_strange(stage);
		return;
	}
	if (event->item > list->length)
		list_lengthen(stage, list, event->item);
	if (event->item <= STAGE_LIST_SHOWN)
		stage->elements[list->elements + event->item - 1] = event->value;
	list->writes++;
	list->writer = event->worker;
	stage_touch(stage, event, who, 0, 1);
}

/* Of an array: it has this length from now on, unless it was filled before. */
void fold_fill(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	struct stage_object *array = &stage->objects[event->object];
	if (!event->item || event->item != array->capacity || array->length) {
		stage_strange(stage);
		return;
	}
	list_lengthen(stage, array, event->item);
	for (uint32_t i = 0; i < array->length && i < STAGE_LIST_SHOWN; i++)
		stage->elements[array->elements + i] = event->value;
	stage_touch(stage, event, who, 0, 0);
}

void fold_append(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	element_set(stage, event, who);
}

void fold_element_write(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	element_set(stage, event, who);
}

/* Index 0 tells of a pop that found nothing. */
void fold_pop(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	struct stage_object *list = &stage->objects[event->object];
	if (event->item > list->length)
		stage_strange(stage);
	else if (event->item)
		list->length = event->item - 1;
	list->writes++;
	list->writer = event->worker;
	stage_touch(stage, event, who, event->item != 0, 0);
}

void fold_element_read(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	stage->objects[event->object].reads++;
	stage_touch(stage, event, who, 1, 0);
}

void fold_length(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	if (stage->objects[event->object].type == OBJECT_LIST)
		stage->objects[event->object].reads++;
	stage_touch(stage, event, who, 0, 0);
}
