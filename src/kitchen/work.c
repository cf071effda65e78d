/* work.c - a chain of dependent multiplications: no memory, no branches, so two cores do twice as much of it as one and its
 * speed does not swing with what else the machine does. The thread's CPU clock costs 0.7 µs a look, so it is read every 30 µs or so. */
#include "kitchen/work.h"

#include "kitchen/gate.h"
#include "kitchen/gil.h"
#include "kitchen/probe.h"

#include <time.h>

#define TELL_NS 50000000u /* how far it is, is told this often */
#define CHUNK 8192 /* multiplications: some 10 to 30 µs */

static uint64_t thread_cpu_ns(void)
{
	struct timespec cpu;
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &cpu);
	return (uint64_t)cpu.tv_sec * 1000000000u + (uint64_t)cpu.tv_nsec;
}

static uint64_t multiply(uint64_t x)
{
	for (int i = 0; i < CHUNK; i++) {
		x = x * UINT64_C(6364136223846793005) + 1442695040888963407u;
		__asm__ volatile("" : "+r"(x));
	}
	return x;
}

uint64_t work_burn(struct worker *worker, uint64_t kitchen_ns)
{
	uint64_t start = thread_cpu_ns(), last = start, x = start;
	if (turn_controlled(&arena->turn)) { /* time is virtual: it only passes */
		clock_virtual_to(&arena->clock, clock_kitchen_ns(&arena->clock) + kitchen_ns);
		return 0;
	}
	uint64_t told = clock_real_ns();
	double left = (double)kitchen_ns;
	while (left > 0 && !clock_unlimited(&arena->clock) && !atomic_load_explicit(&worker->stop, memory_order_relaxed)) {
		x = multiply(x);
		gate_pass();
		gil_check(worker);
		uint64_t now = thread_cpu_ns();
		left -= (double)(now - last) * clock_pace_now(&arena->clock);
		last = now;
		if (left > 0 && clock_real_ns() - told > TELL_NS) {
			told = clock_real_ns();
			probe(worker, KIND_WORKING, 0, 0, 0, (uint64_t)left);
		}
	}
	return last - start;
}
