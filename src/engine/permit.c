/* permit.c - see permit.h.
 *
 * A worker that parks first watches its permit for a few microseconds when there is
 * more than one core (a wake-up across cores costs about 40 µs, seeing a word change 0.04 µs), then sleeps on it as a
 * futex. Where that was in vain many times on end, as when both share a core because others are busy, it watches only now and
 * then, and for longer than a wake-up takes, so that two who could watch each other find out. */
#include "engine/permit.h"

#include "engine/futex.h"

#include <sched.h>

#define PERMIT_NONE 0u
#define PERMIT_GIVEN 1u
#define PERMIT_SLEEPS 2u

#define SPIN_NS 5000u
#define VAIN_MAX 256u   /* spins in vain, on end, after which only … */
#define VAIN_TRY 64u    /* … one in so many waits begins with a spin, … */
#define TRY_NS 60000u   /* … of so long */

static const struct engine_host *host;
static bool spins;
static _Thread_local unsigned vain; /* spins of this thread in vain since one paid; then also waits without one */

void permit_open(const struct engine_host *given)
{
	cpu_set_t cores;
	host = given;
	spins = sched_getaffinity(0, sizeof cores, &cores) == 0 && CPU_COUNT(&cores) > 1;
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

void permit_park(struct runner *runner)
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

void permit_unpark(struct runner *runner)
{
	if (atomic_exchange_explicit(&runner->permit, PERMIT_GIVEN, memory_order_release) == PERMIT_SLEEPS)
		futex_wake_soon(&runner->permit);
}

void permit_unpark_outside(struct runner *runner, struct inbox *inbox)
{
	(void)inbox;
	permit_unpark(runner);
}

void permit_yield(struct runner *runner)
{
	(void)runner;
	sched_yield();
}
