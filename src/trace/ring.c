/* ring.c - the slow ways through a ring: waiting for room, giving room back.
 *
 * The producer says that it waits, looks at tail once more, then sleeps on tail as a futex; the consumer moves tail, then looks
 * whether anybody waits. Both with sequentially consistent operations, so that one of them sees the other. */
#include "trace/ring.h"

#include <linux/futex.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static uint64_t now_ns(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

void ring_wait(struct ring *ring)
{
	uint32_t head = atomic_load_explicit(&ring->head, memory_order_relaxed);
	uint64_t start = now_ns();
	ring->stalls++;
	for (;;) {
		atomic_store(&ring->waiting, 1);
		uint32_t tail = atomic_load(&ring->tail);
		if (head - tail < RING_EVENTS) {
			ring->tail_seen = tail;
			break;
		}
		syscall(SYS_futex, &ring->tail, FUTEX_WAIT, tail, NULL, NULL, 0);
	}
	atomic_store(&ring->waiting, 0);
	ring->stalled_ns = now_ns() - start;
}

void ring_consume(struct ring *ring, uint32_t count)
{
	atomic_store(&ring->tail, atomic_load_explicit(&ring->tail, memory_order_relaxed) + count);
	if (atomic_load(&ring->waiting))
		syscall(SYS_futex, &ring->tail, FUTEX_WAKE, 1, NULL, NULL, 0);
}
