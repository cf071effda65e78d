/* clock.h - the three times of a kitchen.
 *
 *   real time     CLOCK_MONOTONIC, nanoseconds
 *   run time      real time since the start less what the kitchen was held: what events are stamped with
 *   kitchen time  run time stretched by the pace: what recipes count in
 *
 * The clock lies in the arena. Only the kitchen process writes it (start, hold, pace); all read it. Writers and readers agree through a
 * sequence count: odd while it is being written. Probes stamp with the processor's time-stamp counter where that is
 * invariant, calibrated once against CLOCK_MONOTONIC before any worker exists; elsewhere with clock_gettime. */
#ifndef LUNCHRUSH_KITCHEN_CLOCK_H
#define LUNCHRUSH_KITCHEN_CLOCK_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#if defined(__x86_64__)
#include <x86intrin.h>
#endif

struct clock {
	_Atomic uint32_t sequence;        /* release/acquire as in a seqlock */
	_Atomic uint32_t epoch;           /* counts changes; a futex word for those who sleep by this clock */
	_Atomic uint64_t run_offset_ns;   /* run time = real time - this; relaxed, read by every probe */
	_Atomic uint64_t base_run_ns;     /* at this run time … */
	_Atomic uint64_t base_kitchen_ns; /* … it was this kitchen time */
	_Atomic uint64_t pace_millionths; /* kitchen per run time since then; 0: unlimited */
	_Atomic bool is_virtual;          /* kitchen time stands still but for clock_virtual_to: fixed before any worker */
	_Atomic uint64_t virtual_run_ns;  /* what events are stamped with then, above 0, each with one more; 0 while time is real; relaxed */
	_Atomic uint64_t virtual_ns;      /* it is then this */
	_Atomic uint64_t held_at_ns;      /* real time when held began, 0 when not held */
	_Atomic uint64_t held_ns;         /* held in all before that */
};

/* The time-stamp counter's rate, found by clock_calibrate; the same in every process that is forked afterwards. */
struct clock_rate {
	uint64_t tsc, real_ns; /* a moment in both */
	uint64_t multiplier;   /* ns per tick, 32.32 fixed point; 0: no usable counter */
};
extern struct clock_rate clock_rate;

/* Find out about the counter: about 2 ms. Once, before threads and forks. */
void clock_calibrate(void);

uint64_t clock_gettime_ns(void);

/* Real time as probes stamp it. */
static inline uint64_t clock_real_ns(void)
{
#if defined(__x86_64__)
	if (__builtin_expect(clock_rate.multiplier != 0, 1))
		return clock_rate.real_ns + (uint64_t)(((unsigned __int128)(__rdtsc() - clock_rate.tsc) * clock_rate.multiplier) >> 32);
#endif
	return clock_gettime_ns();
}

static inline uint64_t clock_run_ns(const struct clock *clock)
{
	return clock_real_ns() - atomic_load_explicit(&clock->run_offset_ns, memory_order_relaxed);
}

/* What to stamp an event with: run time; under control a number that no other event has, so that events have one order on every engine. */
static inline uint64_t clock_stamp_ns(struct clock *clock)
{
	if (__builtin_expect(atomic_load_explicit(&clock->virtual_run_ns, memory_order_relaxed) != 0, 0))
		return atomic_fetch_add_explicit(&clock->virtual_run_ns, 1, memory_order_relaxed);
	return clock_run_ns(clock);
}

/* No event that is stamped from now on has a smaller stamp than this. */
static inline uint64_t clock_stamped_ns(const struct clock *clock)
{
	uint64_t next = atomic_load_explicit(&clock->virtual_run_ns, memory_order_relaxed);
	return next ? next - 1 : clock_run_ns(clock);
}

/* Kitchen process only. */
void clock_start(struct clock *clock, double pace);
void clock_hold(struct clock *clock);
/* Returns the real nanoseconds held. */
uint64_t clock_go(struct clock *clock);
void clock_pace(struct clock *clock, double pace);

/* Under control time is virtual: it begins at 0, stands still, and jumps forward (never back) when the chooser says so. The floor. */
void clock_virtual(struct clock *clock);
void clock_virtual_to(struct clock *clock, uint64_t kitchen_ns);
/* A step was taken. It takes no kitchen time; so that events lie apart where they are drawn, their stamps go on by CLOCK_STEP_NS. */
#define CLOCK_STEP_NS 1000000u
void clock_virtual_step(struct clock *clock);

/* Any process. While held, run and kitchen time stand still (clock_run_ns goes on: it is for those who do not run then). */
uint64_t clock_run_now_ns(const struct clock *clock);
uint64_t clock_kitchen_ns(const struct clock *clock);
bool clock_unlimited(const struct clock *clock);
/* The real time at which it will be `kitchen_ns` if nothing changes (in the past: now); UINT64_MAX while held. */
uint64_t clock_due_real_ns(const struct clock *clock, uint64_t kitchen_ns);
/* Kitchen nanoseconds that `real_ns` of running are worth at the present pace. */
double clock_pace_now(const struct clock *clock);

#endif
