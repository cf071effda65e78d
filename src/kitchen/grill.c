/* grill.c - see grill.h. A thing that cooks counts as awake: time alone will change it, so the kitchen is not in a deadlock. */
#include "kitchen/grill.h"

#include "kitchen/explore.h"
#include "kitchen/probe.h"

static uint64_t grill_due(const struct device *device)
{
	const struct grill *grill = (const struct grill *)((const char *)device - offsetof(struct grill, device));
	uint64_t due = DEVICE_NEVER;
	for (uint32_t i = 0; i < grill->slots; i++)
		if (grill->slot[i].state == GRILL_COOKING && grill->slot[i].due_ns < due)
			due = grill->slot[i].due_ns;
	return due;
}

static void cooked(struct grill *grill, uint32_t i)
{
	grill->slot[i].state = GRILL_COOKED;
	probe(grill->device.worker, KIND_COOKED, grill->object.id, ++grill->object.seq, grill->slot[i].cargo.thing, i + 1);
	atomic_fetch_sub_explicit(&arena->awake, 1, memory_order_relaxed);
}

/* Under control only the slot that is due first, of several the first of them. */
static uint64_t grill_step(struct device *device, uint64_t now_ns, bool unlimited)
{
	struct grill *grill = (struct grill *)((char *)device - offsetof(struct grill, device));
	bool one = turn_controlled(&arena->turn);
	guard_take(&grill->object.guard);
	uint64_t until = unlimited ? UINT64_MAX : now_ns;
	if (one && grill_due(device) < until)
		until = grill_due(device);
	for (uint32_t i = 0; i < grill->slots; i++)
		if (grill->slot[i].state == GRILL_COOKING && grill->slot[i].due_ns <= until) {
			cooked(grill, i);
			if (one)
				break;
		}
	uint64_t next = grill_due(device);
	guard_give(&grill->object.guard);
	return next;
}

struct grill *grill_new(uint32_t name, uint32_t slots, uint64_t cook_ns, struct worker *maker)
{
	struct grill *grill = (struct grill *)object_new(sizeof *grill, OBJECT_GRILL, name);
	if (!grill)
		return NULL;
	grill->slots = slots;
	if (arena->turn.exploring)
		explore_timed();
	grill->cook_ns = cook_ns;
	grill->device = (struct device){ worker_new(name, ROLE_OF_DEVICE, maker), grill_step, grill_due };
	if (!grill->device.worker)
		return NULL;
	grill->device.worker->own = &grill->device;
	return grill;
}

/* What is on a slot is seen. Guard held. */
static void tell_look(struct grill *grill, const struct worker *worker, uint32_t at)
{
	const struct grill_slot *slot = &grill->slot[at - 1];
	probe(worker, KIND_LOOK, grill->object.id, ++grill->object.seq, slot->state == GRILL_FREE ? 0 : slot->cargo.thing,
	      at | (uint64_t)(slot->state == GRILL_COOKED) << 32);
}

bool grill_place(struct grill *grill, const struct worker *worker, uint32_t at, const struct cargo *cargo)
{
	struct grill_slot *slot = &grill->slot[at - 1];
	bool placed = false;
	guard_take(&grill->object.guard);
	if (slot->state == GRILL_FREE) {
		placed = true;
		*slot = (struct grill_slot){ *cargo, clock_kitchen_ns(&arena->clock) + grill->cook_ns, GRILL_COOKING };
		atomic_fetch_add_explicit(&arena->awake, 1, memory_order_relaxed);
		probe(worker, KIND_PLACE, grill->object.id, ++grill->object.seq, cargo->thing, grill->cook_ns | (uint64_t)at << 48);
	}
	if (!placed)
		tell_look(grill, worker, at);
	guard_give(&grill->object.guard);
	if (placed)
		device_call(&grill->device);
	return placed;
}

enum grill_state grill_look(struct grill *grill, const struct worker *worker, uint32_t at)
{
	struct grill_slot *slot = &grill->slot[at - 1];
	guard_take(&grill->object.guard);
	enum grill_state state = slot->state;
	tell_look(grill, worker, at);
	guard_give(&grill->object.guard);
	return state;
}

enum grill_state grill_take(struct grill *grill, const struct worker *worker, uint32_t at, struct cargo *cargo)
{
	struct grill_slot *slot = &grill->slot[at - 1];
	guard_take(&grill->object.guard);
	enum grill_state state = slot->state;
	if (state != GRILL_FREE) {
		*cargo = slot->cargo;
		slot->state = GRILL_FREE;
		if (state == GRILL_COOKING)
			atomic_fetch_sub_explicit(&arena->awake, 1, memory_order_relaxed);
		probe(worker, KIND_TAKE, grill->object.id, ++grill->object.seq, cargo->thing, at | (uint64_t)(state == GRILL_COOKED) << 32);
	} else {
		tell_look(grill, worker, at);
	}
	guard_give(&grill->object.guard);
	return state;
}
