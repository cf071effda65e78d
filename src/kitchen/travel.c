/* travel.c - see travel.h. */
#include "kitchen/travel.h"

#include "kitchen/probe.h"
#include "kitchen/task.h"

uint64_t travel_begin(void)
{
	return clock_stamp_ns(&arena->clock);
}

static void tell(lua_State *L, enum kind kind, size_t bytes, uint64_t begun_ns)
{
	const struct task *task = task_of(L);
	uint64_t took = turn_controlled(&arena->turn) ? 0 : clock_stamp_ns(&arena->clock) - begun_ns;
	if (!task || task->looking || !task->worker)
		return;
	if (kind == KIND_PACK) {
		atomic_fetch_add_explicit(&arena->parcels, 1, memory_order_relaxed);
		atomic_fetch_add_explicit(&arena->parcel_bytes, bytes, memory_order_relaxed);
	}
	atomic_fetch_add_explicit(&arena->parcel_ns, took, memory_order_relaxed);
	probe(task->worker, kind, 0, 0, bytes < UINT32_MAX ? (uint32_t)bytes : UINT32_MAX, took);
}

void travel_packed(lua_State *L, size_t bytes, uint64_t begun_ns)
{
	if (bytes >= TRAVEL_TOLD_BYTES)
		tell(L, KIND_PACK, bytes, begun_ns);
}

void travel_unpacked(lua_State *L, size_t bytes, uint64_t begun_ns)
{
	if (bytes >= TRAVEL_TOLD_BYTES)
		tell(L, KIND_UNPACK, bytes, begun_ns);
}
