/* clock.c - the kitchen's clock; see clock.h for the three times.
 *
 * Stamps come from the time-stamp counter (12 ns against 30 ns for clock_gettime). The counter is used only where the processor says it is
 * invariant (CPUID 0x80000007, bit 8). Calibration reads both clocks twice, 2 ms apart, each time taking the tightest of
 * several pairs, which is good to some 20 parts in a million. */
#include "kitchen/clock.h"

#include "engine/futex.h"

#include <limits.h>
#if defined(__x86_64__)
#include <cpuid.h>
#endif

struct clock_rate clock_rate;

uint64_t clock_gettime_ns(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

#if defined(__x86_64__)
static bool counter_invariant(void)
{
	unsigned a, b, c, d;
	return __get_cpuid(0x80000007, &a, &b, &c, &d) && (d & 1u << 8);
}

/* Both clocks at one moment: the pair with the least time between two readings of the counter. */
static void read_pair(uint64_t *tsc, uint64_t *real_ns)
{
	uint64_t best = UINT64_MAX;
	for (int i = 0; i < 16; i++) {
		uint64_t before = __rdtsc(), now = clock_gettime_ns(), after = __rdtsc();
		if (after - before < best) {
			best = after - before;
			*tsc = before + (after - before) / 2;
			*real_ns = now;
		}
	}
}

void clock_calibrate(void)
{
	uint64_t tsc0, real0, tsc1, real1;
	if (!counter_invariant())
		return;
	read_pair(&tsc0, &real0);
	while (clock_gettime_ns() - real0 < 2000000)
		;
	read_pair(&tsc1, &real1);
	if (tsc1 <= tsc0)
		return;
	clock_rate.tsc = tsc1;
	clock_rate.real_ns = real1;
	clock_rate.multiplier = (uint64_t)(((unsigned __int128)(real1 - real0) << 32) / (tsc1 - tsc0));
}
#else
void clock_calibrate(void)
{
}
#endif

/* Acquire and release on every field order them between the two looks at `sequence` without fences. */
#define GET(field) atomic_load_explicit(&clock->field, memory_order_acquire)
#define SET(field, v) atomic_store_explicit(&clock->field, (v), memory_order_release)

static void write_begin(struct clock *clock)
{
	atomic_fetch_add_explicit(&clock->sequence, 1, memory_order_relaxed);
}

/* Publish and wake all who sleep by this clock, so that they work out anew when they are due. */
static void write_end(struct clock *clock)
{
	atomic_fetch_add_explicit(&clock->sequence, 1, memory_order_release);
	atomic_fetch_add_explicit(&clock->epoch, 1, memory_order_release);
	futex_wake(&clock->epoch, INT_MAX);
}

/* What a reader needs, taken at one moment. */
struct reading {
	uint64_t run_offset_ns, base_run_ns, base_kitchen_ns, pace_millionths, held_at_ns;
};

static void clock_read(const struct clock *clock, struct reading *r)
{
	uint32_t before, after;
	do {
		before = atomic_load_explicit(&clock->sequence, memory_order_acquire);
		*r = (struct reading){ GET(run_offset_ns), GET(base_run_ns), GET(base_kitchen_ns), GET(pace_millionths), GET(held_at_ns) };
		after = GET(sequence);
	} while (before != after || (before & 1));
}

/* Kitchen nanoseconds in `run_ns` of run time; at unlimited pace the clock goes as real time does. */
static uint64_t stretch(uint64_t run_ns, uint64_t millionths)
{
	return millionths ? (uint64_t)((unsigned __int128)run_ns * millionths / 1000000u) : run_ns;
}

static uint64_t reading_run(const struct reading *r)
{
	return (r->held_at_ns ? r->held_at_ns : clock_real_ns()) - r->run_offset_ns;
}

static uint64_t reading_kitchen(const struct reading *r)
{
	uint64_t run = reading_run(r);
	return r->base_kitchen_ns + stretch(run > r->base_run_ns ? run - r->base_run_ns : 0, r->pace_millionths);
}

static uint64_t to_millionths(double pace)
{
	return pace > 0 ? (uint64_t)(pace * 1e6 + 0.5) : 0;
}

void clock_start(struct clock *clock, double pace)
{
	write_begin(clock);
	SET(run_offset_ns, clock_real_ns());
	SET(pace_millionths, to_millionths(pace));
	write_end(clock);
}

void clock_hold(struct clock *clock)
{
	write_begin(clock);
	SET(held_at_ns, clock_real_ns());
	write_end(clock);
}

uint64_t clock_go(struct clock *clock)
{
	uint64_t held = clock_real_ns() - GET(held_at_ns);
	write_begin(clock);
	SET(run_offset_ns, GET(run_offset_ns) + held);
	SET(held_ns, GET(held_ns) + held);
	SET(held_at_ns, 0);
	write_end(clock);
	return held;
}

void clock_pace(struct clock *clock, double pace)
{
	struct reading r;
	clock_read(clock, &r);
	uint64_t run = reading_run(&r), kitchen = reading_kitchen(&r);
	write_begin(clock);
	SET(base_run_ns, run);
	SET(base_kitchen_ns, kitchen);
	SET(pace_millionths, to_millionths(pace));
	write_end(clock);
}

uint64_t clock_run_now_ns(const struct clock *clock)
{
	struct reading r;
	if (GET(is_virtual))
		return GET(virtual_run_ns);
	clock_read(clock, &r);
	return reading_run(&r);
}

void clock_virtual(struct clock *clock)
{
	SET(is_virtual, true);
	SET(virtual_run_ns, 1);
	SET(virtual_ns, 0);
}

void clock_virtual_to(struct clock *clock, uint64_t kitchen_ns)
{
	if (kitchen_ns <= GET(virtual_ns))
		return;
	SET(virtual_run_ns, GET(virtual_run_ns) + kitchen_ns - GET(virtual_ns));
	SET(virtual_ns, kitchen_ns);
}

void clock_virtual_step(struct clock *clock)
{
	SET(virtual_run_ns, GET(virtual_run_ns) + CLOCK_STEP_NS);
}

uint64_t clock_kitchen_ns(const struct clock *clock)
{
	if (GET(is_virtual))
		return GET(virtual_ns);
	struct reading r;
	clock_read(clock, &r);
	return reading_kitchen(&r);
}

bool clock_unlimited(const struct clock *clock)
{
	return GET(pace_millionths) == 0;
}

uint64_t clock_due_real_ns(const struct clock *clock, uint64_t kitchen_ns)
{
	struct reading r;
	clock_read(clock, &r);
	if (r.held_at_ns)
		return UINT64_MAX;
	uint64_t real = clock_real_ns(), now = reading_kitchen(&r);
	if (kitchen_ns <= now || r.pace_millionths == 0)
		return real;
	return real + (uint64_t)((unsigned __int128)(kitchen_ns - now) * 1000000u / r.pace_millionths);
}

double clock_pace_now(const struct clock *clock)
{
	return (double)GET(pace_millionths) / 1e6;
}
