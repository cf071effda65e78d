/* cell.c - globals by name. A function that is assigned over another is kept: a worker may just be reading the older one. */
#include "kitchen/cell.h"

#include "kitchen/private.h"
#include "kitchen/probe.h"

_Static_assert(sizeof(struct cell_body) <= PRIVATE_BYTES, "what a process has of a cell fits its private place");

void cell_know(struct cell *cell)
{
	cell->body->known = true;
	atomic_store_explicit(&cell->body->value, word_nil(), memory_order_relaxed);
}

/* A cell may have been made by another process after this one was forked. guard_objects held: of threads that come by here at one time none may take back
 * what another has assigned. */
static void known(struct cell *cell)
{
	if (cell->body != &cell->own && !cell->body->known)
		cell_know(cell);
}

struct cell *cell_of_global(uint32_t name, const struct worker *worker)
{
	guard_take(&arena->guard_objects);
	uint32_t id = arena->global_of_text[name];
	if (id)
		known((struct cell *)object_at(id));
	guard_give(&arena->guard_objects);
	if (id)
		return (struct cell *)object_at(id);
	struct cell *cell = (struct cell *)object_new(sizeof *cell, OBJECT_CELL, name);
	if (!cell)
		return NULL;
	struct cell_body *private = private_place(cell->object.id);
	atomic_store_explicit(&cell->own.value, word_nil(), memory_order_relaxed);
	cell->body = private ? private : &cell->own;
	guard_take(&arena->guard_objects);
	id = arena->global_of_text[name];
	if (!id)
		arena->global_of_text[name] = cell->object.id;
	known(id ? (struct cell *)object_at(id) : cell);
	guard_give(&arena->guard_objects);
	if (id)
		return (struct cell *)object_at(id); /* another was quicker; ours stays unused and untold */
	object_announce(&cell->object, worker, 0);
	return cell;
}

void cell_part(struct cell *cell)
{
	struct cell_body *private = private_place(cell->object.id);
	*private = cell->own;
	private->known = true;
	cell->body = private;
}

void cell_settle(struct cell *cell)
{
	if (cell->body != &cell->own && cell->body->known)
		cell->own = *cell->body;
}

void cell_wrote(struct cell *cell, uint64_t value)
{
	if (private_is_main())
		atomic_store_explicit(&cell->own.value, value, memory_order_relaxed);
}

void cell_set_code(struct cell *cell, const struct worker *worker, struct packed code)
{
	struct cell_body *body = cell->body;
	guard_take(&cell->object.guard);
	body->code = code;
	body->versions++;
	if (arena->turn.exploring)
		body->sum = packed_sum(&code, 0);
	if (body != &cell->own && private_is_main()) {
		cell->own.code = code;
		cell->own.versions = body->versions;
		cell->own.sum = body->sum;
	}
	cell_write(cell, word_other(CELL_CODE | body->versions));
	probe(worker, KIND_CODE, cell->object.id, ++cell->object.seq, 0, 0);
	guard_give(&cell->object.guard);
}
