/* private.c - see private.h. The places are plain memory that is zero at first and takes room only where it is touched. */
#include "kitchen/private.h"

#include "engine/futex.h"
#include "kitchen/cell.h"
#include "kitchen/list.h"
#include "kitchen/nudge.h"
#include "kitchen/probe.h"

static struct place {
	uint64_t words[PRIVATE_BYTES / 8];
} places[ARENA_OBJECTS] __attribute__((aligned(64)));
static bool open_;
static bool child;

/* Do this to every cell, and that to every list. */
static void each(void (*cell)(struct cell *), void (*list)(struct list *))
{
	uint32_t count = atomic_load_explicit(&arena->object_count, memory_order_acquire);
	for (uint32_t id = 1; id < count; id++) {
		struct object *object = object_at(id);
		if (object->type == OBJECT_CELL)
			cell((struct cell *)object);
		else if (object->type == OBJECT_LIST && list)
			list((struct list *)object);
	}
}

void private_open(void)
{
	if (open_)
		return;
	open_ = true;
	each(cell_part, list_part);
}

void private_settle(void)
{
	if (open_)
		each(cell_settle, NULL);
}

void *private_place(uint32_t id)
{
	return open_ ? &places[id] : NULL;
}

bool private_is_main(void)
{
	return !child;
}

void private_play(bool is_main)
{
	child = !is_main;
}

void private_begin(void)
{
	child = true;
	probe_ring = NULL;
	futex_later = (struct futex_later){ 0 };
	nudge_runs(NULL);
}
