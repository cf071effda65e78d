/* threads.c - a POSIX thread per worker.
 *
 * The operating system decides who runs. A worker that parks first watches its permit for a few microseconds when there is
 * more than one core (a wake-up across cores costs about 40 µs, seeing a word change 0.04 µs), then sleeps on it as a
 * futex. Where that was in vain many times on end, as when both share a core because others are busy, it watches only now and
 * then, and for longer than a wake-up takes, so that two who could watch each other find out. Threads are detached: the floor's
 * main thread waits until nobody is alive. */
#include "engine/engine.h"
#include "engine/futex.h"

#include <pthread.h>
#include <sched.h>
#include <string.h>

#define PERMIT_NONE 0u
#define PERMIT_GIVEN 1u
#define PERMIT_SLEEPS 2u

#define SPIN_NS 5000u
#define VAIN_MAX 256u   /* spins in vain, on end, after which only … */
#define VAIN_TRY 64u    /* … one in so many waits begins with a spin, … */
#define TRY_NS 60000u   /* … of so long */
#define STACK_BYTES (1u << 20)

static const struct engine_host *host;
static pthread_attr_t thread_attr;
static bool spins;
static _Thread_local unsigned vain; /* spins of this thread in vain since one paid; then also waits without one */

static int threads_open(const struct engine_host *given, struct error *error)
{
	cpu_set_t cores;
	host = given;
	if (pthread_attr_init(&thread_attr) != 0 || pthread_attr_setstacksize(&thread_attr, STACK_BYTES) != 0 ||
	    pthread_attr_setdetachstate(&thread_attr, PTHREAD_CREATE_DETACHED) != 0)
		return error_set(error, "threads: no memory for their attributes");
	spins = sched_getaffinity(0, sizeof cores, &cores) == 0 && CPU_COUNT(&cores) > 1;
	return 0;
}

static void *thread_main(void *runner)
{
	host->live(runner);
	return NULL;
}

static int threads_start(struct runner *runner, struct error *error)
{
	pthread_t thread;
	int r = pthread_create(&thread, &thread_attr, thread_main, runner);
	return r == 0 ? 0 : error_set(error, "no more threads can be started: %s", strerror(r));
}

/* Take the permit if it is there. */
static bool take(struct runner *runner)
{
	uint32_t given = PERMIT_GIVEN;
	return atomic_compare_exchange_strong_explicit(&runner->permit, &given, PERMIT_NONE, memory_order_acquire, memory_order_relaxed);
}

/* How long to spin at this wait, by how it went before. */
static unsigned spin_ns(void)
{
	if (vain < VAIN_MAX)
		return SPIN_NS;
	return vain % VAIN_TRY == 0 ? TRY_NS : 0;
}

static bool spin(struct runner *runner)
{
	uint64_t end = host->real_ns() + spin_ns();
	do {
		for (int i = 0; i < 16; i++) {
			if (atomic_load_explicit(&runner->permit, memory_order_relaxed) == PERMIT_GIVEN) {
				vain = 0;
				return take(runner);
			}
			futex_pause();
		}
	} while (host->real_ns() < end);
	vain++;
	return false;
}

static void threads_park(struct runner *runner)
{
	if (take(runner) || (spins && spin(runner)))
		return;
	for (;;) {
		uint32_t none = PERMIT_NONE;
		if (take(runner))
			return;
		atomic_compare_exchange_strong_explicit(&runner->permit, &none, PERMIT_SLEEPS, memory_order_relaxed, memory_order_relaxed);
		futex_wait(&runner->permit, PERMIT_SLEEPS, 0);
	}
}

static void threads_unpark(struct runner *runner)
{
	if (atomic_exchange_explicit(&runner->permit, PERMIT_GIVEN, memory_order_release) == PERMIT_SLEEPS)
		futex_wake_soon(&runner->permit);
}

static void threads_unpark_outside(struct runner *runner, struct inbox *inbox)
{
	(void)inbox;
	threads_unpark(runner);
}

static void threads_yield(struct runner *runner)
{
	(void)runner;
	sched_yield();
}

static void threads_run(struct runner *main)
{
	uint32_t alive;
	host->live(main);
	while ((alive = atomic_load_explicit(host->alive, memory_order_acquire)) != 0)
		futex_wait(host->alive, alive, 0);
}

const struct engine engine_threads = {
	.name = "threads",
	.about = "a POSIX thread per worker; control can change hands at any line",
	.open = threads_open,
	.start = threads_start,
	.park = threads_park,
	.unpark = threads_unpark,
	.unpark_outside = threads_unpark_outside,
	.yield = threads_yield,
	.run = threads_run,
};
