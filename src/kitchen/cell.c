/* cell.c - globals by name. A function that is assigned over another is kept: a worker may just be reading the older one. */
#include "kitchen/cell.h"

#include "kitchen/probe.h"

struct cell *cell_of_global(uint32_t name, const struct worker *worker)
{
	guard_take(&arena->guard_objects);
	uint32_t id = arena->global_of_text[name];
	guard_give(&arena->guard_objects);
	if (id)
		return (struct cell *)object_at(id);
	struct cell *cell = (struct cell *)object_new(sizeof *cell, OBJECT_CELL, name);
	if (!cell)
		return NULL;
	cell_write(cell, word_nil());
	guard_take(&arena->guard_objects);
	id = arena->global_of_text[name];
	if (!id)
		arena->global_of_text[name] = cell->object.id;
	guard_give(&arena->guard_objects);
	if (id)
		return (struct cell *)object_at(id); /* another was quicker; ours stays unused and untold */
	object_announce(&cell->object, worker, 0);
	return cell;
}

void cell_set_code(struct cell *cell, const struct worker *worker, struct packed code)
{
	guard_take(&cell->object.guard);
	cell->code = code;
	cell->versions++;
	if (arena->turn.exploring)
		cell->sum = packed_sum(&code, 0);
	cell_write(cell, word_other(CELL_CODE | cell->versions));
	probe(worker, KIND_CODE, cell->object.id, ++cell->object.seq, 0, 0);
	guard_give(&cell->object.guard);
}
