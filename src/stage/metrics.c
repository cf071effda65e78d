/* metrics.c - the figures of a run at a moment.
 *
 * Time in the shop is kept as a histogram, so that a stage stays small and percentiles of a million customers cost nothing: nine
 * buckets to a doubling, from 10 µs on. A bucket's upper bound is 2^(1/9) = 1.080 times its lower one, so its geometric middle is at most
 * 4 % from anything in it. The last bucket begins at 56 kitchen minutes and takes all that is longer.
 *
 * The threads of a kernel are counted once: on a loop all workers run on one thread and each reports that thread's switches,
 * so the largest report counts; on threads each has its own, so they add up. */
#include "stage/metrics.h"
#include "stage/fold.h"

#include <math.h>

#define STAYS_FIRST_NS 10000.0
#define STAYS_PER_DOUBLING 9.0

void stays_add(uint32_t stays[STAGE_STAYS], uint64_t ns)
{
	double bucket = ns > STAYS_FIRST_NS ? floor(log2((double)ns / STAYS_FIRST_NS) * STAYS_PER_DOUBLING) : 0;
	stays[bucket < STAGE_STAYS ? (size_t)bucket : STAGE_STAYS - 1]++;
}

static uint64_t stays_sum(const uint32_t stays[STAGE_STAYS])
{
	uint64_t sum = 0;
	for (size_t i = 0; i < STAGE_STAYS; i++)
		sum += stays[i];
	return sum;
}

uint64_t stays_share(const uint32_t stays[STAGE_STAYS], double share)
{
	uint64_t sum = stays_sum(stays), below = 0;
	if (!sum)
		return 0;
	for (size_t i = 0; i < STAGE_STAYS; i++) {
		below += stays[i];
		if (stays[i] && (double)below >= share * (double)sum)
			return (uint64_t)(STAYS_FIRST_NS * exp2(((double)i + 1) / STAYS_PER_DOUBLING));
	}
	return UINT64_MAX;
}

static uint64_t in_state(const struct stage_worker *who, enum state state, uint64_t now_ns)
{
	return who->totals_ns[state] + (who->state == state ? now_ns - who->since_ns : 0);
}

static uint64_t time_alive(const struct stage_worker *who, uint64_t now_ns)
{
	uint64_t sum = 0;
	for (int state = 0; state < STATE_ENDED; state++)
		sum += in_state(who, state, now_ns);
	return sum;
}

static uint64_t switches_with(const struct stage *stage, uint64_t sum, uint64_t more)
{
	if (!stage->loop)
		return sum + more;
	return more > sum ? more : sum;
}

static void workers_sum(const struct stage *stage, uint64_t now_ns, struct metrics *metrics)
{
	double running = 0, alive = 0;
	uint64_t wait_ns = 0, kernel_ms = 0;
	for (uint32_t i = 1; i < stage->worker_count; i++) {
		const struct stage_worker *who = &stage->workers[i];
		if (!who->name)
			continue;
		metrics->voluntary = switches_with(stage, metrics->voluntary, who->voluntary);
		metrics->involuntary = switches_with(stage, metrics->involuntary, who->involuntary);
		wait_ns += who->gil_wait_ns;
		kernel_ms = stage->loop ? (who->kernel_wait_ms > kernel_ms ? who->kernel_wait_ms : kernel_ms) : kernel_ms + who->kernel_wait_ms;
		if (who->role == ROLE_OF_DEVICE)
			continue;
		running += (double)in_state(who, STATE_RUNNING, now_ns);
		alive += (double)time_alive(who, now_ns);
	}
	metrics->utilisation = alive > 0 ? running / alive : 0;
	metrics->concurrency = now_ns > 0 ? running / (double)now_ns : 0;
	metrics->core_wait_s = (double)kernel_ms * 1e-3;
	metrics->gil_wait_s = stage->gil || wait_ns ? (double)wait_ns * 1e-9 : NAN;
}

/* Lag is told when the loop comes to what was due; who is late and still waits for that belongs to it, too. A stall that still goes on
 * counts as far as it has got. */
static void loop_sum(const struct stage *stage, uint64_t now_ns, struct metrics *metrics)
{
	double lags = (double)stage->loop_lags, sum_s = (double)stage->loop_lag_ns * 1e-9, longest_s = (double)stage->loop_lag_longest_ns * 1e-9;
	uint64_t late_ns, stalled_ns = stage->loop_stalled_ns;
	for (uint32_t i = 1; i < stage->worker_count; i++) {
		stage_worker_seen(stage, i, now_ns, &late_ns);
		double late_s = (double)stage_kitchen_span(stage, late_ns) * 1e-9;
		lags += late_ns > 0;
		sum_s += late_s;
		longest_s = late_s > longest_s ? late_s : longest_s;
		if (stage->workers[i].state == STATE_STALLING && !stage_beside_loop(stage, i))
			stalled_ns += stage_kitchen_span(stage, now_ns - stage->workers[i].since_ns);
	}
	metrics->loop_lag_mean_s = !stage->loop ? NAN : lags > 0 ? sum_s / lags : 0;
	metrics->loop_lag_longest_s = stage->loop ? longest_s : NAN;
	metrics->loop_stalled_s = stage->loop ? (double)stalled_ns * 1e-9 : NAN;
}

static void stays_figures(const struct stage *stage, struct metrics *metrics)
{
	uint64_t known = stays_sum(stage->stays);
	metrics->stay_mean_s = known ? (double)stage->stay_sum_ns * 1e-9 / (double)known : NAN;
	metrics->stay_p95_s = known ? (double)stays_share(stage->stays, 0.95) * 1e-9 : NAN;
}

void metrics_of(const struct stage *stage, uint64_t now_ns, struct metrics *metrics)
{
	if (now_ns < stage->time_ns)
		now_ns = stage->time_ns;
	*metrics = (struct metrics){
		.kitchen_s = stage_kitchen_s(stage, now_ns),
		.switches = stage->switches,
		.stalls = stage->stalls,
		.stalled_s = (double)stage->stalled_ns * 1e-9,
		.arrived = stage->arrived,
		.served = stage->served,
		.lost = stage->lost,
	};
	uint64_t left = (uint64_t)stage->served + stage->lost;
	metrics->in_flight = stage->arrived > left ? (uint32_t)(stage->arrived - left) : 0;
	metrics->served_per_minute = metrics->kitchen_s > 0 ? stage->served * 60.0 / metrics->kitchen_s : 0;
	workers_sum(stage, now_ns, metrics);
	loop_sum(stage, now_ns, metrics);
	stays_figures(stage, metrics);
}
