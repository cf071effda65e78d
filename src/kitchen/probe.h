/* probe.h - the hot path: telling that something happened.
 *
 * Stamps an event with the run's clock and writes it to the calling thread's ring: no lock, no allocation, no system call. The caller
 * holds the guard of the object the event is about, so that stamps agree with what happened. With tracing off
 * `probe_ring` is NULL and a probe is one test. */
#ifndef LUNCHRUSH_KITCHEN_PROBE_H
#define LUNCHRUSH_KITCHEN_PROBE_H

#include "kitchen/arena.h"
#include "kitchen/worker.h"

/* The calling thread's ring; NULL: it has none, nothing is told. */
extern _Thread_local struct ring *probe_ring;

/* Give the calling thread a ring (when tracing is on). False when there are no more rings. */
bool probe_open(void);
/* Give it back; its events are still collected. */
void probe_close(void);
/* The ring was full: tell that, too. */
void probe_stalled(uint32_t worker);

/* Tell of an event of the kitchen itself, of no object, at this run time: while the kitchen is held its clock stands still, but the counter that probes
 * read does not. Kitchen process only. */
void probe_at(uint64_t time_ns, enum kind kind, uint32_t item, uint64_t value);

/* Tell of one event. `seq` is the number of the event on its object, 0 when it has none. */
static inline void probe(const struct worker *worker, enum kind kind, uint16_t object, uint32_t seq, uint32_t item, uint64_t value)
{
	struct ring *ring = probe_ring;
	if (__builtin_expect(ring != NULL, 1)) {
		struct event event = {
			.time_ns = clock_stamp_ns(&arena->clock),
			.value = value,
			.seq = seq,
			.worker = worker->id,
			.kind = kind,
			.object = object,
			.line = atomic_load_explicit(&worker->line, memory_order_relaxed),
			.item = item,
		};
		if (__builtin_expect(ring_push(ring, &event), 0))
			probe_stalled(worker->id);
	}
}

#endif
