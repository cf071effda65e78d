/* gil.c - see gil.h.
 *
 * One mutex guards the whole; it is held for a few instructions. `freed` is signalled when the GIL becomes free, `switched` when it was
 * taken. `switches` counts takings: a waiter whose interval ends and who finds it unchanged asks the holder to drop, once. The
 * request is a relaxed flag which the holder sees at its next action, or in its hook after a nudge. A holder that was asked waits on
 * `switched`, so that it cannot take the GIL back at once. While the kitchen is held nobody asks. */
#include "kitchen/gil.h"

#include "kitchen/gate.h"
#include "kitchen/nudge.h"
#include "kitchen/probe.h"

#include <pthread.h>

static struct {
	pthread_mutex_t mutex; /* guards all below but `drop` */
	pthread_cond_t freed, switched;
	struct worker *holder; /* NULL: free */
	uint64_t switches;
	uint64_t interval_ns;
	uint32_t waiting;
	uint32_t seq;          /* events of the GIL so far: orders them for the collector */
	_Atomic bool drop;     /* the holder is asked to drop; relaxed */
	bool open;
} gil = { .mutex = PTHREAD_MUTEX_INITIALIZER };

static _Thread_local bool mine; /* the calling thread's worker holds the GIL */

void gil_open(bool on, uint64_t interval_ns)
{
	pthread_condattr_t attr;
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&gil.freed, &attr);
	pthread_cond_init(&gil.switched, &attr);
	pthread_condattr_destroy(&attr);
	gil.interval_ns = interval_ns;
	gil.open = true;
	atomic_store(&arena->gil_on, on);
}

void gil_close(void)
{
	gil.open = mine = false;
}

static bool on(void)
{
	return atomic_load_explicit(&arena->gil_on, memory_order_relaxed) != 0;
}

static void tell(struct worker *worker, enum kind kind, uint32_t item, uint64_t value)
{
	probe(worker, kind, OBJECT_ID_GIL, ++gil.seq, item, value);
}

/* Wait for `freed`, at most one interval; true when the interval passed. Mutex held. */
static bool wait_interval(void)
{
	uint64_t end = clock_gettime_ns() + gil.interval_ns;
	struct timespec at = { (time_t)(end / 1000000000u), (long)(end % 1000000000u) };
	return pthread_cond_timedwait(&gil.freed, &gil.mutex, &at) != 0;
}

/* An interval passed and nobody switched: ask. Mutex held. */
static void ask(struct worker *worker)
{
	if (!atomic_exchange_explicit(&gil.drop, true, memory_order_relaxed))
		tell(worker, KIND_GIL_ASK, 0, gil.holder->id);
	nudge_worker(gil.holder);
}

/* Wait until the GIL is free or off. Mutex held. */
static void wait_free(struct worker *worker)
{
	tell(worker, KIND_GIL_WANT, 0, gil.holder->id);
	gil.waiting++;
	while (gil.holder && on()) {
		uint64_t switches = gil.switches;
		bool passed = wait_interval();
		if (atomic_load_explicit(&arena->gate, memory_order_relaxed) & GATE_HELD) {
			pthread_mutex_unlock(&gil.mutex);
			gate_wait();
			pthread_mutex_lock(&gil.mutex);
		} else if (!gil.holder || !on()) {
			break;
		} else if (passed && gil.switches == switches) {
			ask(worker);
		} else if (!passed) {
			tell(worker, KIND_GIL_MISS, 0, gil.holder->id);
		}
	}
	gil.waiting--;
}

void gil_enter(struct worker *worker)
{
	if (!gil.open || mine || !on())
		return;
	uint64_t start = clock_real_ns();
	pthread_mutex_lock(&gil.mutex);
	if (gil.holder)
		wait_free(worker);
	if (on()) {
		gil.holder = worker;
		gil.switches++;
		mine = true;
		atomic_store_explicit(&gil.drop, false, memory_order_relaxed);
		pthread_cond_broadcast(&gil.switched);
		tell(worker, KIND_GIL_ACQUIRE, 0, turn_controlled(&arena->turn) ? 0 : clock_real_ns() - start);
	}
	pthread_mutex_unlock(&gil.mutex);
}

void gil_leave(struct worker *worker, bool asked)
{
	if (!mine)
		return;
	pthread_mutex_lock(&gil.mutex);
	mine = false;
	gil.holder = NULL;
	uint64_t switches = gil.switches;
	tell(worker, KIND_GIL_RELEASE, asked, 0);
	pthread_cond_signal(&gil.freed);
	if (asked)
		while (gil.waiting && gil.switches == switches && on())
			if (pthread_cond_wait(&gil.switched, &gil.mutex) != 0)
				break;
	pthread_mutex_unlock(&gil.mutex);
}

bool gil_wanted(void)
{
	return gil.open && ((mine && atomic_load_explicit(&gil.drop, memory_order_relaxed)) || mine != on());
}

void gil_check(struct worker *worker)
{
	if (!gil_wanted())
		return;
	gil_leave(worker, atomic_load_explicit(&gil.drop, memory_order_relaxed));
	gil_enter(worker);
}

void gil_switch(bool turned_on)
{
	if (!gil.open)
		return;
	atomic_store(&arena->gil_on, turned_on);
}
