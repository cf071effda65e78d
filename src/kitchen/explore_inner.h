/* explore_inner.h - what the files of the exploration share: the walk (explore.c), one run of it (explore_play.c), what makes two states the
 * same (explore_key.c), and what was counted as JSON (explore_answer.c). In the floor only, one thread. */
#ifndef LUNCHRUSH_KITCHEN_EXPLORE_INNER_H
#define LUNCHRUSH_KITCHEN_EXPLORE_INNER_H

#include "kitchen/explore.h"
#include "schedule/explorer.h"

#include <stdbool.h>
#include <stddef.h>

/* How a run came to its end. */
struct explore_end {
	bool cut;      /* explore_choose cut it short: the rest is not set */
	bool deadlock; /* nobody could go on, and not all had ended */
	bool ok;       /* nothing is wrong with it */
	char *outcome; /* what it left: JSON, one line; owned by the caller */
};

/* Set by explore_choose when it cuts the present run short. */
extern bool explore_cut;

/* Why counting ended before all was counted. */
enum explore_over { EXPLORE_NOT_OVER, EXPLORE_ASKED, EXPLORE_TIME_UP };

/* An exploration as a whole. */
struct explore {
	const struct launch *launch;
	const struct buffer *source;
	size_t heap;                /* where the arena's heap stood before the first run */
	uint64_t start_ns, deadline_ns, told_ns; /* real time; deadline 0: none */
	struct explorer *explorer;  /* the graph that is being made, then the one that answers questions */
	enum explore_over over;
};

/* Whether the walk is to end now; looks at the clock and at what the kitchen process wants. */
bool explore_is_over(struct explore *explore);

/* Play the recipe once from its start; who goes next is asked of explore_choose. -1 with words when it cannot even begin. */
int explore_play(const struct launch *launch, const struct buffer *source, struct explore_end *end, struct error *error);
/* Everything as it was before any run: `heap` is where the arena's heap stood. */
void explore_reset(size_t heap);

/* The key of the state as it is now, between two steps. */
struct explorer_key explore_key(void);

/* What was counted: the object that `explore --json` prints, to be freed; NULL when memory is out. */
char *explore_answer(const struct explore *explore);

/* Answer questions until there will be no more (explore_ask.c). */
void explore_questions(const struct explore *explore);

/* ---- what is coming from explore_play.c (key): moments ----
 * A run need not begin at the recipe's start: all memory of a run lies in one place and can be put back. explore_keep, called from explore_choose where a new state was
 * pushed, keeps the present moment as that of `depth` steps; explore_back puts back the deepest moment that is kept at `depth` or before and returns its depth (0 at first: the
 * start), and the next explore_play goes on from there. So the walk will say explorer_begin(explorer, explore_back(depth of the next new choice)).
 * A run that must tell its events from the start, or that is to check the explorer, is played in a fresh state: explore_fresh = true. */

#endif
