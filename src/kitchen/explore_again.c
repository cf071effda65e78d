/* explore_again.c - a counted schedule is played again, from the recipe's start and by its string, as `run --schedule` plays it; and what happens is hashed.
 *
 * The chooser is the one of any run under control, time is virtual, and events are told to a ring of this run's own, which a thread empties. So the
 * hash is that of the same schedule on real threads; if it is not, either the explorer or an engine is wrong. */
#include "kitchen/explore_inner.h"

#include "engine/futex.h"
#include "kitchen/probe.h"
#include "kitchen/texts.h"
#include "trace/hash.h"

#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static struct {
	bool open;
	struct schedule_item *items; /* of the present run */
	uint32_t count;
	struct ring *ring;
	_Atomic uint32_t *floor_bell; /* the floor's own */
	_Atomic uint32_t bell;        /* the thread sleeps on it: 1 while it does */
	_Atomic bool stop;
	uint64_t hash;                /* the thread's, until it is stopped */
} again;

/* ---- the hash ---- */

static const char *text_of(void *data, uint32_t id)
{
	(void)data;
	return texts_get(id, NULL);
}

static void empty_ring(void)
{
	uint32_t head = atomic_load_explicit(&again.ring->head, memory_order_acquire), tail = atomic_load(&again.ring->tail), count = head - tail;
	for (; tail != head; tail++)
		again.hash = event_hash(again.hash, &again.ring->events[tail & (RING_EVENTS - 1)], text_of, NULL);
	if (count)
		ring_consume(again.ring, count);
}

static void *hasher(void *data)
{
	while (!atomic_load(&again.stop)) {
		atomic_store(&again.bell, 1);
		empty_ring();
		if (!atomic_load(&again.stop))
			futex_wait(&again.bell, 1, 0);
		atomic_store(&again.bell, 0);
	}
	return data;
}

static void stop_hasher(pthread_t thread)
{
	atomic_store(&again.stop, true);
	atomic_store(&again.bell, 0);
	futex_wake(&again.bell, INT_MAX);
	pthread_join(thread, NULL);
	empty_ring();
}

/* ---- runs ---- */

int explore_again_open(struct explore *explore, struct error *error)
{
	explore->heap = arena->heap_used; /* answers lie below it by now */
	again.ring = calloc(1, sizeof *again.ring);
	if (!again.ring)
		return error_set(error, "no memory for a ring of events");
	again.floor_bell = ring_bell;
	ring_bell = &again.bell;
	again.open = true;
	explore_fresh = true;
	arena->turn.exploring = true;
	return 0;
}

void explore_again_close(struct explore *explore)
{
	explore_reset(explore->heap);
	arena->turn.exploring = false;
	explore_fresh = false;
	again.open = false;
	ring_bell = again.floor_bell;
	free(again.ring);
	free(again.items);
	again.items = NULL;
}

void explore_again_begin(void)
{
	if (!again.open)
		return;
	arena->turn.again = true;
	arena->turn.policy.items = again.items;
	arena->turn.policy.item_count = again.count;
	clock_virtual(&arena->clock);
}

/* The schedule as a string's items. */
static int take_items(const uint32_t *workers, size_t count, struct error *error)
{
	struct schedule_item *items = realloc(again.items, (count + 1) * sizeof *items);
	if (!items)
		return error_set(error, "no memory for a schedule of %zu steps", count);
	again.items = items;
	again.count = 0;
	for (size_t i = 0; i < count; i++) {
		if (again.count && items[again.count - 1].worker == workers[i])
			items[again.count - 1].steps++;
		else
			items[again.count++] = (struct schedule_item){ workers[i], 1 };
	}
	return 0;
}

int explore_again(struct explore *explore, const uint32_t *workers, size_t count, struct explore_end *end, uint64_t *hash, struct error *error)
{
	pthread_t thread;
	if (take_items(workers, count, error) != 0)
		return -1;
	again.hash = EVENT_HASH_START;
	atomic_store(&again.stop, false);
	int r = pthread_create(&thread, NULL, hasher, NULL);
	if (r != 0)
		return error_set(error, "no thread to hash events: %s", strerror(r));
	probe_ring = again.ring;
	explore_back(0);
	r = explore_play(explore, end, error);
	probe_ring = NULL;
	stop_hasher(thread);
	*hash = again.hash;
	return r;
}
