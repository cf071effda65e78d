/* probe.c - the price of one event: the probe's way into the ring against a ring written by hand.
 *
 * Both stamp with the same clock, write 32 bytes and publish; both are emptied by one other thread. A burst fits a ring and begins when
 * that is empty, so what is timed is writing, never waiting for the reader. The two alternate burst by burst. */
#include "bench.h"

#include "kitchen/probe.h"

#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>

#define BURST 2048
#define BURSTS 2001

struct by_hand {
	_Atomic uint32_t head __attribute__((aligned(64)));
	_Atomic uint32_t tail __attribute__((aligned(64)));
	struct event events[RING_EVENTS] __attribute__((aligned(64)));
};

static struct by_hand *hand;
static _Atomic bool over;
static volatile uint64_t seen; /* the reader looks at every event, so that its lines move to the reader's core */

static void read_ring(const struct event *events, uint32_t from, uint32_t to)
{
	uint64_t sum = 0;
	for (uint32_t i = from; i != to; i++)
		sum += events[i & (RING_EVENTS - 1)].value;
	seen += sum;
}

static void *reader(void *ring)
{
	struct ring *ours = ring;
	while (!atomic_load(&over)) {
		uint32_t head = atomic_load_explicit(&ours->head, memory_order_acquire), tail = atomic_load(&ours->tail);
		read_ring(ours->events, tail, head);
		if (head != tail)
			ring_consume(ours, head - tail);
		head = atomic_load_explicit(&hand->head, memory_order_acquire);
		tail = atomic_load(&hand->tail);
		read_ring(hand->events, tail, head);
		atomic_store_explicit(&hand->tail, head, memory_order_release);
		sched_yield();
	}
	return NULL;
}

static void hand_push(const struct worker *worker, uint64_t value)
{
	uint32_t head = atomic_load_explicit(&hand->head, memory_order_relaxed);
	hand->events[head & (RING_EVENTS - 1)] = (struct event){
		.time_ns = clock_real_ns(), .value = value, .seq = (uint32_t)value, .worker = worker->id, .kind = KIND_PUT, .object = 1, .item = 2,
	};
	atomic_store_explicit(&hand->head, head + 1, memory_order_release);
}

static __attribute__((noinline)) void burst_by_hand(const struct worker *worker)
{
	for (uint64_t i = 0; i < BURST; i++) {
		hand_push(worker, i);
		__asm__ volatile("" ::: "memory");
	}
}

static __attribute__((noinline)) void burst_probe(const struct worker *worker)
{
	for (uint64_t i = 0; i < BURST; i++) {
		probe(worker, KIND_PUT, 1, (uint32_t)i, 2, i);
		__asm__ volatile("" ::: "memory");
	}
}

static __attribute__((noinline)) void burst_nothing(const struct worker *worker)
{
	(void)worker;
	for (uint64_t i = 0; i < BURST; i++)
		__asm__ volatile("" ::: "memory");
}

/* Nanoseconds for each of a burst's events, begun with empty rings. */
static double timed(void (*burst)(const struct worker *), struct ring *ring)
{
	while (atomic_load(&ring->head) != atomic_load(&ring->tail) || atomic_load(&hand->head) != atomic_load(&hand->tail))
		sched_yield();
	uint64_t start = clock_real_ns();
	burst(worker_at(0));
	return (double)(clock_real_ns() - start) / BURST;
}

static void measure(struct ring *ring)
{
	static double probed[BURSTS], by_hand[BURSTS], off[BURSTS], nothing[BURSTS];
	for (int i = 0; i < BURSTS; i++) {
		by_hand[i] = timed(burst_by_hand, ring);
		probed[i] = timed(burst_probe, ring);
		probe_ring = NULL;
		off[i] = timed(burst_probe, ring);
		nothing[i] = timed(burst_nothing, ring);
		probe_ring = ring;
	}
	double a = bench_median(probed, BURSTS), b = bench_median(by_hand, BURSTS);
	printf("%-58s %10.1f %-9s %10.1f %-19s %5.2f ×   goal %s\n", "one event through the probe into the ring", a, "ns", b, "a ring by hand", a / b, "≤ 1.5");
	bench_tell("the same with the probe off", bench_median(off, BURSTS) - bench_median(nothing, BURSTS), "ns", "< 1 ns");
}

void bench_probe(struct bench *bench)
{
	struct error error;
	pthread_t thread;
	(void)bench;
	hand = aligned_alloc(64, sizeof *hand);
	if (!hand || arena_open(&error) != 0) {
		bench_miss("one event through the probe", "no memory");
		return;
	}
	for (size_t i = 0; i < RING_EVENTS; i++)
		hand->events[i].value = 0;
	atomic_store(&hand->head, 0);
	atomic_store(&hand->tail, 0);
	arena->traced = true;
	clock_start(&arena->clock, 1);
	if (!probe_open() || pthread_create(&thread, NULL, reader, probe_ring) != 0) {
		bench_miss("one event through the probe", "no ring or no thread to be had");
		return;
	}
	measure(probe_ring);
	atomic_store(&over, true);
	pthread_join(thread, NULL);
	free(hand);
}
