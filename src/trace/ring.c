/* ring.c - the slow ways through a ring: seeing to room, waiting for it, giving it back.
 *
 * Every LOOK events the producer looks how full its ring is, and from WAKE events on it wakes the consumer: what then is left of the ring
 * lasts longer than waking takes (some 100 µs across cores). The producer says that it waits, looks at tail once more, then sleeps on tail as a
 * futex; the consumer moves tail, then looks whether anybody waits. Both with sequentially consistent operations, so that one of
 * them sees the other. */
#include "trace/ring.h"

#include <linux/futex.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define LOOK (RING_EVENTS / 8)
#define WAKE (RING_EVENTS / 2)

_Atomic uint32_t *ring_bell;

static uint64_t now_ns(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

static void wake_consumer(void)
{
	if (ring_bell && atomic_load(ring_bell) && atomic_exchange(ring_bell, 0))
		syscall(SYS_futex, ring_bell, FUTEX_WAKE, 1, NULL, NULL, 0);
}

/* Sleep until there is room; counts a stall. Returns tail. */
static uint32_t wait_for_room(struct ring *ring, uint32_t head)
{
	uint64_t start = now_ns();
	uint32_t tail;
	ring->stalls++;
	for (;;) {
		atomic_store(&ring->waiting, 1);
		tail = atomic_load(&ring->tail);
		if (head - tail < RING_EVENTS)
			break;
		wake_consumer();
		syscall(SYS_futex, &ring->tail, FUTEX_WAIT, tail, NULL, NULL, 0);
	}
	atomic_store(&ring->waiting, 0);
	ring->stalled_ns = now_ns() - start;
	return tail;
}

bool ring_make_room(struct ring *ring)
{
	uint32_t head = atomic_load_explicit(&ring->head, memory_order_relaxed);
	uint32_t tail = atomic_load_explicit(&ring->tail, memory_order_acquire);
	bool full = head - tail >= RING_EVENTS;
	if (full)
		tail = wait_for_room(ring, head);
	else if (head - tail >= WAKE)
		wake_consumer();
	uint32_t room = RING_EVENTS - (head - tail);
	ring->look = head + (room < LOOK ? room : LOOK);
	return full;
}

void ring_consume(struct ring *ring, uint32_t count)
{
	atomic_store(&ring->tail, atomic_load_explicit(&ring->tail, memory_order_relaxed) + count);
	if (atomic_load(&ring->waiting))
		syscall(SYS_futex, &ring->tail, FUTEX_WAKE, 1, NULL, NULL, 0);
}
