/* ring.h - where a thread writes its events: a ring with one producer and one consumer.
 *
 * One ring per operating-system thread, in memory that the collector shares. The producer publishes by a release
 * store of `head`, the consumer gives room back by a release store of `tail`; neither ever locks. When the ring
 * is full the producer waits on `tail` as a futex: no event is ever dropped. Before it comes to that, the producer of a ring that
 * fills up wakes the consumer. Indices count up for ever (32 bits, wrapping) and are masked. */
#ifndef LUNCHRUSH_TRACE_RING_H
#define LUNCHRUSH_TRACE_RING_H

#include "trace/event.h"

#include <stdatomic.h>
#include <stdbool.h>

#define RING_EVENTS 8192u /* a power of two; 256 KB a ring, of which only what is used takes memory */

struct ring {
	_Atomic uint32_t head __attribute__((aligned(64))); /* written by the producer, release; read by the consumer, acquire */
	uint32_t look;                                      /* the producer's own: at this head it looks at tail; spares a cache miss an event */
	uint64_t stalls;                                    /* times the producer had to wait; the producer's own */
	uint64_t stalled_ns;                                /* how long the last of these waits was */
	_Atomic uint32_t tail __attribute__((aligned(64))); /* written by the consumer, release; read by the producer, acquire */
	_Atomic uint32_t waiting;                           /* 1 while the producer sleeps on tail */
	_Atomic uint32_t taken;                             /* the id of the thread that owns the ring, 0 none; see kitchen/probe.h */
	struct event events[RING_EVENTS] __attribute__((aligned(64)));
};

/* The word on which the consumer of all rings sleeps as a futex: 1 while it does. NULL: it never sleeps. Set before there are producers. */
extern _Atomic uint32_t *ring_bell;

/* See that there is room for one event: wakes the consumer when the ring fills up, waits when it is full; true when it had to wait,
 * which counts as a stall. Producer only. */
bool ring_make_room(struct ring *ring);

/* Write one event. Producer only. Waits when full (returns true, so that the caller can tell of the stall). */
static inline bool ring_push(struct ring *ring, const struct event *event)
{
	uint32_t head = atomic_load_explicit(&ring->head, memory_order_relaxed);
	bool waited = __builtin_expect(head == ring->look, 0) && ring_make_room(ring);
	ring->events[head & (RING_EVENTS - 1)] = *event;
	atomic_store_explicit(&ring->head, head + 1, memory_order_release);
	return waited;
}

/* Give `count` consumed events back and wake the producer if it sleeps. Consumer only. */
void ring_consume(struct ring *ring, uint32_t count);

#endif
