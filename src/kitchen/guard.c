/* guard.c - waiting for a guard.
 *
 * A guard is held so shortly that trying again beats sleeping (a wake-up across cores costs some 40 µs), unless its holder was put off the
 * core. So a taker tries TRIES times, then marks the guard awaited and sleeps; whoever slept takes it marked, for others may
 * still sleep. A sleep ends after a while: then the taker looks whether the holder still lives, and takes the guard over
 * from one that was killed. Of several who find that out one wins, by exchanging the very word it saw.
 *
 * Where a thousand wait for one guard, a thousand looks at /proc every few milliseconds would leave the holder no core. So only who finds the same holder
 * a second time looks, and each sleeps twice as long as before. */
#include "kitchen/guard.h"

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define TRIES 64
#define DOUBT_NS 10000000u       /* the first sleep at most; … */
#define DOUBT_MOST_NS 1280000000u /* … the longest */

_Thread_local uint32_t guard_self;

static void forget_self(void)
{
	guard_self = 0;
}

/* A forked child is another thread: it must not go by its parent's id. */
static void know_forks(void)
{
	pthread_atfork(NULL, NULL, forget_self);
}

static uint32_t self(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, know_forks);
	if (!guard_self)
		guard_self = (uint32_t)gettid();
	return guard_self;
}

/* Whether a thread of any process lives; one that ended and was not yet waited for does not. */
static bool lives(uint32_t tid)
{
	char path[32], text[128];
	snprintf(path, sizeof path, "/proc/%u/stat", tid);
	FILE *file = fopen(path, "re");
	if (!file)
		return errno != ENOENT;
	size_t n = fread(text, 1, sizeof text - 1, file);
	fclose(file);
	text[n] = '\0';
	const char *state = strrchr(text, ')'); /* the name before it may hold anything */
	return n > 0 && (!state || !strchr("ZX", state[2]));
}

static bool take(struct guard *guard, uint32_t expected, uint32_t to)
{
	return atomic_compare_exchange_strong_explicit(&guard->holder, &expected, to, memory_order_acquire, memory_order_relaxed);
}

static uint32_t look(const struct guard *guard)
{
	return atomic_load_explicit(&guard->holder, memory_order_relaxed);
}

/* Sleep while the guard is `holder`'s. True when that was for so long that there is doubt. */
static bool doubt(const struct guard *guard, uint32_t holder, uint64_t at_most_ns)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	uint64_t end = (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec + at_most_ns;
	return futex_wait(&guard->holder, holder, end) != 0 && errno == ETIMEDOUT;
}

/* Sleep until the guard is ours. */
static void sleep_for(struct guard *guard, uint32_t mark)
{
	uint64_t at_most_ns = DOUBT_NS;
	uint32_t doubted = 0;
	while (!take(guard, 0, mark)) {
		uint32_t holder = look(guard);
		if (holder == 0 || (!(holder & GUARD_AWAITED) && !take(guard, holder, holder | GUARD_AWAITED)))
			continue;
		holder |= GUARD_AWAITED;
		if (!doubt(guard, holder, at_most_ns))
			continue;
		if (doubted == holder && !lives(holder & ~GUARD_AWAITED) && take(guard, holder, mark))
			return;
		doubted = holder;
		at_most_ns = at_most_ns < DOUBT_MOST_NS ? at_most_ns * 2 : at_most_ns;
	}
}

void guard_wait(struct guard *guard)
{
	uint32_t tid = self();
	for (int i = 0; i < TRIES; i++) {
		if (look(guard) == 0 && take(guard, 0, tid))
			return;
		futex_pause();
	}
	sleep_for(guard, tid | GUARD_AWAITED);
}
