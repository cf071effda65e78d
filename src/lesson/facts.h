/* facts.h - what is known of what ran: the report of a run, its events, and the count of all schedules. What conditions and answers are judged by, on the screen, on paper and in the
 * linter alike. Borrows all it points to. */
#ifndef LUNCHRUSH_LESSON_FACTS_H
#define LUNCHRUSH_LESSON_FACTS_H

#include "stage/history.h"
#include "trace/error.h"

#include <jansson.h>
#include <stdbool.h>

/* Of all schedules, as `explore --json` says it; decimal text. */
struct facts_count {
	bool known;
	bool complete;         /* every one that ends was counted */
	bool endless;          /* and some need not end */
	char schedules[40], failing[40], deadlocking[40];
	double chance;         /* of failing, 0 to 1; negative: not known */
	int preemptions;       /* of the simplest failing schedule; -1: none fails */
	int outcomes;
};

/* One row of a comparison. */
struct facts_side {
	char engine[32];       /* "threads+gil" */
	double speedup;        /* against sequential; NAN: not measured */
};

struct facts {
	const json_t *report;          /* the Z frame of a run that is over, parsed; NULL: none is */
	const struct history *history; /* its events, the newest moment at their end; NULL: not kept */
	struct facts_count count;
	const struct facts_side *sides;
	int side_count;
	double pace;                   /* kitchen seconds in a real one, for "seconds" of a free run; 0: unlimited */
	bool virtual_time;             /* the run was under control */
	double cost;                   /* a mended recipe: how many times as long as the original it takes; 0: not measured, negative: it does not matter */
};

/* Fill in `count` from what `explore --json` prints. -1 with words when it is no such thing. */
int facts_count_read(struct facts_count *count, const json_t *explored, struct error *error);

#endif
