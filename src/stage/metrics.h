/* metrics.h - the figures of a run at a moment, from a stage alone. */
#ifndef LUNCHRUSH_STAGE_METRICS_H
#define LUNCHRUSH_STAGE_METRICS_H

#include "stage/stage.h"

struct metrics {
	double kitchen_s;          /* kitchen seconds since the start */
	double served_per_minute;  /* kitchen minute */
	double stay_mean_s, stay_p95_s; /* time in the shop, kitchen seconds; NAN while nobody was served */
	double utilisation;        /* of workers: time running / time alive, 0 to 1; tasks and main that were made */
	double concurrency;        /* how many were running at once, on the mean */
	uint64_t switches;         /* of control: GIL hand-overs or loop resumes of another */
	uint64_t voluntary, involuntary; /* from the kernel, all workers' threads (each thread once) */
	double loop_lag_mean_s, loop_lag_longest_s, loop_stalled_s; /* kitchen seconds, those late at this moment among them; NAN on threads */
	double gil_wait_s;         /* all workers, kitchen seconds; NAN without a GIL */
	double core_wait_s;        /* real seconds that threads were ready and the machine ran something else, as the kernel counts */
	uint64_t stalls;           /* full rings */
	double stalled_s;
	uint32_t arrived, served, lost, in_flight;
};

void metrics_of(const struct stage *stage, uint64_t now_ns, struct metrics *metrics);

/* The histogram of stays: add a stay of `ns` kitchen ns (the stage does); a value under which `share` (0..1) of all lie, in ns: never too
 * small, at most 8 % too large; 0 when empty. Buckets are quarter-octave … described in metrics.c. */
void stays_add(uint32_t stays[STAGE_STAYS], uint64_t ns);
uint64_t stays_share(const uint32_t stays[STAGE_STAYS], double share);

#endif
