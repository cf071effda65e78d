/* cell.c - globals and shared values are read, written, added to; and who holds a value that it has read and not yet written back.
 *
 * In a free run one event may tell of many reads or writes of a hot cell: item says of how many. */
#include "stage/fold.h"

static uint32_t times(const struct event *event)
{
	return event->item ? event->item : 1;
}

/* ---- processes: each has its own ---- */

/* Workers with the same process id are in one process; who has not been seen to start is taken to be in the main one. */
static bool one_process(const struct stage *stage, uint32_t one, uint32_t other)
{
	const struct stage_worker *a = stage_worker(stage, one), *b = stage_worker(stage, other);
	return !a || !b || !a->pid || !b->pid || a->pid == b->pid;
}

bool stage_shares(const struct stage *stage, uint32_t object, uint32_t one, uint32_t other)
{
	const struct stage_object *what = stage_object(stage, object);
	return !what || (what->type != OBJECT_CELL && what->type != OBJECT_LIST) || one_process(stage, one, other);
}

static struct stage_copy *copy_of(struct stage_object *cell, uint32_t worker)
{
	for (size_t i = 0; i < STAGE_COPIES; i++)
		if (cell->copies[i].worker == worker)
			return &cell->copies[i];
	return NULL;
}

uint64_t stage_cell_value(const struct stage *stage, uint32_t object, uint32_t worker)
{
	const struct stage_object *cell = stage_object(stage, object);
	for (size_t i = 0; cell && i < STAGE_COPIES; i++)
		if (cell->copies[i].worker && one_process(stage, cell->copies[i].worker, worker))
			return cell->copies[i].value;
	return cell ? cell->value : word_nil();
}

/* The worker's process was seen to have this value. True when it is not the main one. With no place left the one that came first is forgotten. */
static bool copy_seen(struct stage *stage, const struct event *event)
{
	struct stage_object *cell = &stage->objects[event->object];
	if (cell->type != OBJECT_CELL || one_process(stage, event->worker, 1))
		return false;
	struct stage_copy *copy = copy_of(cell, event->worker);
	if (!copy && !(copy = copy_of(cell, 0))) {
		for (size_t i = 1; i < STAGE_COPIES; i++)
			cell->copies[i - 1] = cell->copies[i];
		copy = &cell->copies[STAGE_COPIES - 1];
	}
	*copy = (struct stage_copy){ event->value, event->worker };
	return true;
}

/* ---- reading and writing ---- */

void fold_read(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	stage->objects[event->object].reads += times(event);
	stage_object_touched(stage, event);
	copy_seen(stage, event);
	who->read_cell = event->object;
	who->read_word = event->value;
}

void fold_write(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	struct stage_object *cell = &stage->objects[event->object];
	if (!copy_seen(stage, event))
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
