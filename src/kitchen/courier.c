/* courier.c - see courier.h. It looks at the rings every 4 ms, while the kitchen is held every 50. It sleeps on the rings' bell, so that a ring that
 * fills up ends the sleep; to miss none it looks once more after it has said that it will sleep.
 *
 * What comes is sent at once, unless much comes: then it is sent 50 times a second, and no more at a time than the socket holds, for who reads
 * it takes more time for an event than we do, and would take the cores from the workers just when they are busiest. When what waits
 * in memory grows large, that is over. */
#include "kitchen/courier.h"

#include "engine/futex.h"
#include "kitchen/arena.h"
#include "kitchen/collector.h"

#include <limits.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#define MUCH (RING_EVENTS / 8)
#define SEND_NS 20000000u

struct courier {
	pthread_t thread;
	struct outbox outbox; /* the thread's, until it is stopped */
	struct collector *collector;
	uint64_t sent_ns;     /* real time at which we last sent */
	uint32_t unsent;      /* events that came since */
	_Atomic bool stop;    /* asked to stop */
	_Atomic bool lost;    /* relaxed */
	bool joined;
};

static uint64_t sleep_ns(void)
{
	return atomic_load_explicit(&arena->gate, memory_order_relaxed) & GATE_HELD ? 50000000 : 4000000;
}

/* Whether to send what is there, or to let it come together for a while. */
static bool send_now(const struct courier *courier, uint64_t now)
{
	const struct outbox *outbox = &courier->outbox;
	return courier->unsent < MUCH || now - courier->sent_ns > SEND_NS || outbox->buffer.length - outbox->sent > OUTBOX_MEMORY / 2;
}

/* Take what is in the rings, and send; returns how much came. */
static uint32_t turn(struct courier *courier)
{
	uint32_t found = outbox_full(&courier->outbox) ? 0 : collector_turn(courier->collector, false);
	uint64_t now = clock_real_ns();
	courier->unsent += found;
	if (send_now(courier, now)) {
		outbox_flush(&courier->outbox);
		courier->sent_ns = now;
		courier->unsent = 0;
		if (courier->outbox.closed)
			atomic_store_explicit(&courier->lost, true, memory_order_relaxed);
	}
	return found;
}

static void *courier_main(void *data)
{
	struct courier *courier = data;
	while (!atomic_load(&courier->stop)) {
		if (turn(courier) >= MUCH)
			continue;
		atomic_store(&arena->bell, 1);
		if (turn(courier) < MUCH && !atomic_load(&courier->stop))
			futex_wait(&arena->bell, 1, clock_gettime_ns() + sleep_ns());
		atomic_store(&arena->bell, 0);
	}
	return NULL;
}

struct courier *courier_start(int fd, bool events, struct error *error)
{
	struct courier *courier = calloc(1, sizeof *courier);
	if (!courier) {
		error_set(error, "no memory for the kitchen's courier");
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
		atomic_store(&courier->stop, true);
		atomic_store(&arena->bell, 0);
		futex_wake(&arena->bell, INT_MAX);
		pthread_join(courier->thread, NULL);
		courier->joined = true;
	}
	collector_turn(courier->collector, true);
}

uint64_t courier_events(const struct courier *courier)
{
	return collector_events(courier->collector);
}

uint64_t courier_hash(const struct courier *courier)
{
	return collector_hash(courier->collector);
}

void courier_end(struct courier *courier, const char *report)
{
	if (report)
		stream_json(&courier->outbox.buffer, 'Z', report, strlen(report));
	outbox_drain(&courier->outbox);
	collector_free(courier->collector);
	buffer_release(&courier->outbox.buffer);
	free(courier);
}
