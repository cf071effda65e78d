/* difference.h - where two runs part: the first thing that happened in one and not in the other.
 *
 * Two runs under control are compared step by step, in their order. Where the order says nothing (a free run has the system's, and its times are never the same twice) they are compared
 * as far as an order there is: what each worker did, one after another, and who came to each object, one after another. What is the same in all of these is the same run, whatever
 * the times. Reads and writes of memory have no order between workers in a free run, so there only what each of them saw counts; and where a hot cell told of many at once, not even that. */
#ifndef LUNCHRUSH_STAGE_DIFFERENCE_H
#define LUNCHRUSH_STAGE_DIFFERENCE_H

#include "stage/namesake.h"

enum difference_kind {
	DIFFERENCE_NONE,
	DIFFERENCE_TIMING, /* not by steps: the same was done, and what has nothing to do with one another came in another order */
	DIFFERENCE_CHOICE, /* by steps: another worker goes next */
	DIFFERENCE_ORDER,  /* another worker comes next to `object` */
	DIFFERENCE_DEED,   /* the same worker does, or sees, something else; or what happens next is of another sort */
	DIFFERENCE_END,    /* in one nothing more happens */
	DIFFERENCE_UNTOLD, /* not by steps: the ends differ, and the events do not tell why */
	DIFFERENCE_KINDS
};

#define DIFFERENCE_NO ((size_t)-1)
#define DIFFERENCE_AFTER 48

struct difference {
	enum difference_kind kind;
	bool by_steps;
	bool workers_same;  /* they part, and yet each worker did and saw the same to the end: only the order between them differs */
	bool values_only;   /* they part, and yet each worker did the same, and came to each object in the same order: only values differ. Not by steps */
	size_t same;        /* what happened in both before they part, in events that count … */
	size_t steps;       /* … and, by steps, in steps */
	size_t last;        /* index of the last event of the first run that is the same in both, bookkeeping aside; DIFFERENCE_NO none */
	size_t at[2];       /* by run, 0 the first: index of the event where they part; DIFFERENCE_NO: nothing more happens there */
	size_t from[2];     /* how many of its events came before that */
	uint16_t object[2]; /* ORDER: at what */
	size_t after[2][DIFFERENCE_AFTER]; /* indices of what then happened in each and not (or not then) in the other, from `at` on, ascending */
	int after_count[2];
};

/* `steps`: both were under control, and by the same rules of what a step is; `lines`: both are of the same text. One thread; the work is in proportion to the events. */
void difference_find(struct difference *difference, const struct namesakes runs[2], bool steps, bool lines);

/* ---- used within: the comparison without an order of all (difference_order.c) ---- */

/* Reads and writes of cells were told when it suited, as in a free run: they keep no place among what else their worker did, only each sort of them on each cell its own. */
#define DIFFERENCE_LATE 4
/* `by`: what makes two events the same, NAMESAKES_LINES and so on, and DIFFERENCE_LATE. */
void difference_find_order(struct difference *difference, const struct namesakes runs[2], unsigned by);
/* Whether each worker did and saw the same; `orders`: and so it was at each object, too; else in whatever order to others. */
bool difference_is_none(const struct namesakes runs[2], unsigned by, bool orders);

#endif
