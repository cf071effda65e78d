/* cell.c - globals and shared values are read, written, added to; and who holds a value that it has read and not yet written back.
 *
 * In a free run one event may tell of many reads or writes of a hot cell: item says of how many. */
#include "stage/fold.h"

static uint32_t times(const struct event *event)
{
	return event->item ? event->item : 1;
}

void fold_read(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	stage->objects[event->object].reads += times(event);
	stage_object_touched(stage, event);
	who->read_cell = event->object;
	who->read_word = event->value;
}

void fold_write(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	struct stage_object *cell = &stage->objects[event->object];
	cell->value = event->value;
	cell->writer = event->worker;
	cell->writes += times(event);
	cell->code = false;
	stage_object_touched(stage, event);
	if (who->read_cell == event->object)
		who->read_cell = 0;
}

void fold_overwrite(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	struct stage_object *cell = &stage->objects[event->object];
	(void)who;
	cell->overwrites += times(event);
	if (word_type(event->value) == WORD_INTEGER)
		cell->grown += word_as_integer(event->value);
}

/* An addition is read and write in one: nobody holds an older value because of it. */
void fold_add(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	uint16_t held = who->read_cell;
	fold_write(stage, event, who);
	stage->objects[event->object].reads += times(event);
	who->read_cell = held;
}

void fold_code(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	struct stage_object *cell = &stage->objects[event->object];
	cell->code = true;
	cell->value = word_other(0);
	cell->writer = event->worker;
	cell->writes++;
	stage_object_touched(stage, event);
	if (who->read_cell == event->object)
		who->read_cell = 0;
}
