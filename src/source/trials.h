/* trials.h - a recipe run freely many times: how often it really ends in which way, and how long it takes.
 *
 * Kitchens are started one after another, two at once at most, with seeds that differ, no events and the probe off: the real engine at full speed. A kitchen
 * second lasts a millisecond, so that sleeps and work keep their order and their weight; with no pace at all a sleep would be nothing, and a race that it opens
 * would close. Two ways to launch may be tried alternately, so that what the machine does meanwhile is the same for both. Nothing here waits: whoever polls
 * trials_fd calls trials_pump. Main thread. */
#ifndef LUNCHRUSH_SOURCE_TRIALS_H
#define LUNCHRUSH_SOURCE_TRIALS_H

#include "trace/error.h"
#include "trace/launch.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TRIALS_WAYS 2
#define TRIALS_PACE 1000.0 /* kitchen seconds in a real one */
#define TRIALS_OUTCOMES_MAX 512

struct trials_plan {
	const struct launch *ways[TRIALS_WAYS]; /* copied; the second may be NULL */
	uint32_t runs;    /* of each way, at most */
	double seconds;   /* real time after which no more are started; what runs then is ended */
	int at_once;      /* kitchens at once, 1 or 2: 1 where time is measured */
};

/* One way in which runs ended. */
struct trials_outcome {
	char *key;        /* outcome_key; owned */
	char words[192];  /* the globals, or the error: "visits = 5" */
	uint32_t runs;
	bool ok;
};

/* Of one way to launch. */
struct trials_result {
	uint32_t runs, failing;
	struct trials_outcome *outcomes; /* in the order in which they were first met */
	size_t outcome_count;
	uint32_t others;      /* runs whose outcome is beyond TRIALS_OUTCOMES_MAX */
	double *elapsed_s;    /* what the kitchens say they took, in the order of the runs */
	char error[sizeof(struct error)]; /* a kitchen could not be run: why; "" */
};

struct trials;

/* Start. NULL with words when memory or descriptors are out. */
struct trials *trials_new(const struct trials_plan *plan, struct error *error);
/* Ends what still runs. */
void trials_free(struct trials *trials);

/* To be polled for reading, as long as it lives. */
int trials_fd(const struct trials *trials);
/* Take in what has come, and start the next; true when a run more has ended, or all is over. */
bool trials_pump(struct trials *trials);
bool trials_over(const struct trials *trials);
/* Real time since the start, to the end once it is over. */
double trials_elapsed_s(const struct trials *trials);
const struct trials_result *trials_result(const struct trials *trials, int way);

/* The median of the elapsed times, and the quarter and three quarters marks; 0 when there are none. */
double trials_median(const struct trials_result *result, double *low, double *high);

#endif
