/* explore_process.c - processes, explored: what each has for itself of globals and lists while one process plays them all.
 *
 * There is one set of private places (private.h). Whoever moves finds its own there, and when it rests they are put away for it in the arena, where a moment
 * finds them (moment.h). A worker that is born gets a copy of what its maker has just then, as a fork would give it: elements of lists, too. One that has ended
 * takes all along, but for the main task, whose lists the expectations look at.
 *
 * Between two steps everything is put away. What lies in the places then is what the last one who moved has, and is not looked at but by always(). */
#include "kitchen/explore_inner.h"

#include "kitchen/cell.h"
#include "kitchen/explore_objects.h"
#include "kitchen/list.h"
#include "kitchen/private.h"

#include <string.h>

static uint32_t filled; /* places from here on are zero */

static uint32_t object_end(void)
{
	return atomic_load_explicit(&arena->object_count, memory_order_relaxed);
}

/* Its id's place among those put away. */
static void *kept(const struct worker *worker, uint32_t id)
{
	return worker->memory + (size_t)id * PRIVATE_BYTES;
}

/* Room for `count` places put away; what is there is not kept. False when the arena is full. */
static bool room(struct worker *worker, uint32_t count)
{
	if (count <= worker->memory_room)
		return true;
	if (worker->memory)
		arena_free(worker->memory, (size_t)worker->memory_room * PRIVATE_BYTES);
	worker->memory_room = count + count / 2 + 8;
	worker->memory_count = 0;
	worker->memory = arena_alloc_raw((size_t)worker->memory_room * PRIVATE_BYTES);
	if (!worker->memory) {
		worker->memory_room = 0;
		arena_fail("no memory is left in the kitchen for what each process has for itself");
	}
	return worker->memory != NULL;
}

static void put_away(struct worker *worker)
{
	uint32_t count = object_end();
	if (!room(worker, count))
		return;
	memcpy(worker->memory, private_place(0), (size_t)count * PRIVATE_BYTES);
	worker->memory_count = count;
}

/* ---- a worker moves, and rests ---- */

void explore_process_moves(const struct worker *worker)
{
	uint32_t count = object_end(), end = count > filled ? count : filled;
	if (!arena->forks)
		return;
	if (worker->memory_count)
		memcpy(private_place(0), worker->memory, (size_t)worker->memory_count * PRIVATE_BYTES);
	if (end > worker->memory_count)
		memset(private_place(worker->memory_count), 0, (size_t)(end - worker->memory_count) * PRIVATE_BYTES);
	for (uint32_t id = worker->memory_count; id < count; id++)
		if (id > 0 && object_at(id)->type == OBJECT_CELL)
			cell_know((struct cell *)object_at(id));
	filled = count;
	private_play(worker->role == ROLE_OF_MAIN);
}

/* Its elements of all lists, and what was put away for it. */
static void give_up(struct worker *worker)
{
	for (uint32_t id = 1; id < object_end(); id++) {
		struct list_body *body = private_place(id);
		if (object_at(id)->type == OBJECT_LIST && body->elements)
			arena_free(body->elements, body->size * sizeof *body->elements);
	}
	if (worker->memory)
		arena_free(worker->memory, (size_t)worker->memory_room * PRIVATE_BYTES);
	worker->memory = NULL;
	worker->memory_count = worker->memory_room = 0;
}

void explore_process_rests(struct worker *worker, bool ended)
{
	if (!arena->forks)
		return;
	filled = object_end();
	if (ended && worker->role != ROLE_OF_MAIN)
		give_up(worker);
	else
		put_away(worker);
}

/* ---- a fork ---- */

void explore_process_born(struct worker *worker)
{
	if (!arena->forks)
		return;
	put_away(worker);
	for (uint32_t id = 1; id < worker->memory_count; id++) {
		struct list_body *body = kept(worker, id);
		if (object_at(id)->type != OBJECT_LIST || !body->elements)
			continue;
		uint64_t *elements = arena_alloc(body->size * sizeof *elements);
		if (elements)
			memcpy(elements, body->elements, body->length * sizeof *elements);
		else
			arena_fail("no memory is left in the kitchen for the lists of a process");
		body->size = elements ? body->size : 0;
		body->length = elements ? body->length : 0;
		body->elements = elements;
	}
}

/* ---- the key ---- */

void explore_process_mix(struct explorer_key *key, const struct worker *worker)
{
	for (uint32_t id = 1; id < worker->memory_count; id++)
		mix_private(key, object_at(id), kept(worker, id));
}
