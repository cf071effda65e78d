/* courier.c - see courier.h. How long it sleeps between looks at the rings follows what it found there: not at all while they fill up, 1 ms when
 * there is something, 4 ms when there is little, 50 ms while the kitchen is held. */
#include "kitchen/courier.h"

#include "kitchen/arena.h"
#include "kitchen/collector.h"

#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

struct courier {
	pthread_t thread;
	struct outbox outbox; /* the thread's, until it is stopped */
	struct collector *collector;
	int bell;             /* eventfd: ends a sleep */
	_Atomic bool stop;    /* asked to stop; relaxed: the join orders the rest */
	_Atomic bool lost;    /* relaxed */
	bool joined;
};

static uint64_t sleep_ns(uint32_t found)
{
	if (atomic_load_explicit(&arena->gate, memory_order_relaxed) & GATE_HELD)
		return 50000000;
	return found > RING_EVENTS / 4 ? 0 : found > 16 ? 1000000 : 4000000;
}

static void sleep_a_while(struct courier *courier, uint64_t ns)
{
	struct pollfd polls[] = {
		{ .fd = courier->bell, .events = POLLIN },
		{ .fd = courier->outbox.fd, .events = POLLOUT },
	};
	struct timespec time = { 0, (long)ns };
	if (ns)
		ppoll(polls, outbox_pending(&courier->outbox) ? 2 : 1, &time, NULL);
}

static void *courier_main(void *data)
{
	struct courier *courier = data;
	while (!atomic_load_explicit(&courier->stop, memory_order_relaxed)) {
		uint32_t found = 0;
		if (!outbox_full(&courier->outbox))
			found = collector_turn(courier->collector, false);
		outbox_flush(&courier->outbox);
		if (courier->outbox.closed)
			atomic_store_explicit(&courier->lost, true, memory_order_relaxed);
		sleep_a_while(courier, sleep_ns(found));
	}
	return NULL;
}

struct courier *courier_start(int fd, bool events, struct error *error)
{
	struct courier *courier = calloc(1, sizeof *courier);
	if (!courier || (courier->bell = eventfd(0, EFD_CLOEXEC)) < 0) {
		error_set(error, "no memory for the kitchen's courier");
		free(courier);
		return NULL;
	}
	outbox_init(&courier->outbox, fd);
	stream_begin(&courier->outbox.buffer);
	courier->collector = collector_new(&courier->outbox, events);
	int r = pthread_create(&courier->thread, NULL, courier_main, courier);
	if (r != 0) {
		error_set(error, "the kitchen's courier cannot be started: %s", strerror(r));
		return NULL;
	}
	return courier;
}

bool courier_lost(const struct courier *courier)
{
	return atomic_load_explicit(&courier->lost, memory_order_relaxed);
}

void courier_stop(struct courier *courier)
{
	if (!courier->joined) {
		atomic_store_explicit(&courier->stop, true, memory_order_relaxed);
		eventfd_write(courier->bell, 1);
		pthread_join(courier->thread, NULL);
		courier->joined = true;
	}
	collector_turn(courier->collector, true);
}

uint64_t courier_events(const struct courier *courier)
{
	return collector_events(courier->collector);
}

void courier_end(struct courier *courier, const char *report)
{
	stream_json(&courier->outbox.buffer, 'Z', report, strlen(report));
	outbox_drain(&courier->outbox);
	collector_free(courier->collector);
	close(courier->bell);
	buffer_release(&courier->outbox.buffer);
	free(courier);
}
