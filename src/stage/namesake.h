/* namesake.h - which worker, object and thing of one run is which of another.
 *
 * Two runs number what they make in the order of making, which need not be the same: ids, letters and serial numbers of one say nothing in the other. What stays is what the recipe wrote: a
 * worker is the k-th of its name that its maker made; an object the k-th of its sort and name that its maker made, a global its name; a thing without a number of its own the k-th that
 * its worker brought in; a text what it says. From these each gets an *identity*, 64 bits which are equal in two runs for namesakes, and so does what happened: an event's identity
 * leaves out when, and numbers that count all over the run. Two that differ may share one by chance once in 2^64; it keeps no secret.
 *
 * Read only; the history must outlive it and not grow. One thread. */
#ifndef LUNCHRUSH_STAGE_NAMESAKE_H
#define LUNCHRUSH_STAGE_NAMESAKE_H

#include "stage/history.h"
#include "stage/tally.h"

struct namesakes {
	const struct history *history;
	uint64_t *workers, *objects, *texts; /* identities, by id; 0 not made */
	size_t worker_count, object_count, text_count;
	struct tally serials;    /* a serial thing's number: its identity */
	struct tally worker_ids; /* a worker's identity: its id + 1 */
	struct tally object_ids; /* the same of objects */
};

void namesakes_init(struct namesakes *names, const struct history *history);
void namesakes_release(struct namesakes *names);

/* Whoever was never made has an identity of its number alone. */
uint64_t namesakes_worker(const struct namesakes *names, uint64_t id);
uint64_t namesakes_object(const struct namesakes *names, uint64_t id);

/* The id of that identity in this run; -1 there is none. */
int64_t namesakes_worker_of(const struct namesakes *names, uint64_t identity);
int64_t namesakes_object_of(const struct namesakes *names, uint64_t identity);

/* Whether what happened is of the recipe's own doing, and not of the engine, the clock, or of a person's choice. */
bool namesakes_counts(const struct event *event);
/* What of an event its identity is of, besides who did what to what. */
enum { NAMESAKES_LINES = 1 /* at which line of the recipe */, NAMESAKES_VALUES = 2 /* with what: values, things, texts */ };
/* What happened, whoever has the numbers. */
uint64_t namesakes_event(const struct namesakes *names, const struct event *event, unsigned by);

#endif
