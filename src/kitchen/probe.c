/* probe.c - rings, taken and given back by threads.
 *
 * A ring that was given back is taken again by the next thread that needs one, even before the collector has emptied it: there is
 * still one producer at a time, and the events of the two stay in order. */
#include "kitchen/probe.h"

_Thread_local struct ring *probe_ring;

static struct ring *ring_free(void)
{
	uint32_t count = atomic_load_explicit(&arena->ring_count, memory_order_relaxed);
	for (uint32_t i = 0; i < count; i++)
		if (!atomic_load_explicit(&arena->rings[i]->taken, memory_order_acquire))
			return arena->rings[i];
	if (count == ARENA_RINGS || !(arena->rings[count] = arena_alloc(sizeof(struct ring))))
		return NULL;
	atomic_store_explicit(&arena->ring_count, count + 1, memory_order_release);
	return arena->rings[count];
}

bool probe_open(void)
{
	if (!arena->traced)
		return true;
	guard_take(&arena->guard_rings);
	struct ring *ring = ring_free();
	if (ring)
		atomic_store_explicit(&ring->taken, guard_self, memory_order_relaxed);
	guard_give(&arena->guard_rings);
	probe_ring = ring;
	return ring != NULL;
}

void probe_close(void)
{
	if (!probe_ring)
		return;
	guard_take(&arena->guard_rings);
	atomic_store_explicit(&probe_ring->taken, 0, memory_order_release);
	guard_give(&arena->guard_rings);
	probe_ring = NULL;
}

void probe_stalled(uint32_t worker)
{
	struct event event = {
		.time_ns = clock_stamp_ns(&arena->clock), .value = probe_ring->stalled_ns, .worker = worker, .kind = KIND_STALL
	};
	ring_push(probe_ring, &event);
}

void probe_at(uint64_t time_ns, enum kind kind, uint32_t item, uint64_t value)
{
	struct event event = { .time_ns = time_ns, .value = value, .kind = kind, .item = item };
	if (probe_ring && ring_push(probe_ring, &event))
		probe_stalled(0);
}
