/* results.h - how the latest runs of a recipe ended, one for each way to run it, so that they can be held side by side. */
#ifndef LUNCHRUSH_TUI_RESULTS_H
#define LUNCHRUSH_TUI_RESULTS_H

#include "stage/stage.h"
#include "tui/watch.h"

#define RESULTS 4 /* ways that are remembered: on threads with the GIL and without, on the loop, on processes */

struct result {
	char way[24];              /* "threads, GIL", "threads, no GIL", "event loop" */
	double kitchen_s;          /* how long it took */
	uint32_t served;
	double share[STATE_COUNT]; /* of the tasks' time alive, how much they spent in each state, 0 to 1 */
};

/* Zero-initialised before use. */
struct results {
	struct result list[RESULTS];
	int count;
	int latest; /* index of the one noted last */
};

/* Note how the run that is over went; it takes the place of an earlier one that ran the same way. */
void results_note(struct results *results, const struct watch *watch);
/* Another recipe, or other settings: nothing is comparable any more. */
void results_forget(struct results *results);
/* One sentence that compares the latest with the one before; "" when there is only one. Into to[size]; returns to. */
char *results_words(const struct results *results, char *to, int size);

#endif
