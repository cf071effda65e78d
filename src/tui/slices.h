/* slices.h - a worker's lane, put into the columns of a screen. */
#ifndef LUNCHRUSH_TUI_SLICES_H
#define LUNCHRUSH_TUI_SLICES_H

#include "stage/history.h"

/* A slice of time: [from_ns, to_ns). */
struct slice {
	uint64_t from_ns, to_ns;
};

/* What a lane was in a slice. */
struct slice_state {
	uint64_t most_ns; /* how long it was in `state`, or `holder` held */
	uint32_t holder;  /* of lane 0: who held longest, 0 nobody */
	uint8_t state;    /* the state that took most of the slice, STATE_COUNT where there was none yet */
	bool ran;         /* it ran in the slice, however shortly */
};

/* A walk along a lane by growing time. */
struct slices {
	const struct span *spans;
	size_t count;
	size_t at; /* the span in which the next slice begins, or after it */
};

struct slices slices_of(const struct history *history, uint32_t worker);
/* The next slice; slices of one walk follow one another in time. */
struct slice_state slices_next(struct slices *slices, struct slice slice);

#endif
