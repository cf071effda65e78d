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

/* Play the recipe once: on from the moment that explore_back has put back, else from its start. Who goes next is asked of explore_choose. -1 with words when it cannot
 * even begin. */
int explore_play(const struct explore *explore, struct explore_end *end, struct error *error);
/* The next run is to go on where `depth` steps had been taken, or at the last moment before that was kept: returns how many steps had been taken there, 0 at the start. */
uint32_t explore_back(uint32_t depth);
/* In explore_choose: keep this moment, at which `depth` steps have been taken. */
void explore_keep(uint32_t depth);
/* Every run begins at the recipe's start, in a fresh state: for runs whose events are told, and to check the explorer. */
extern bool explore_fresh;
/* The arena's workers, objects and heap as they were before any run: `heap` is where the arena's heap stood. What was kept can still be put back. */
void explore_reset(size_t heap);

/* The key of the state as it is now, between two steps. */
struct explorer_key explore_key(void);
/* A run's Lua state was made, and has run nothing. */
void explore_key_open(lua_State *L);
/* A worker is about to run: what was known of it is known no more. */
void explore_moves(struct worker *worker);

/* What was counted: the object that `explore --json` prints, to be freed; NULL when memory is out. */
char *explore_answer(const struct explore *explore);

/* Answer questions until there will be no more (explore_ask.c). */
void explore_questions(const struct explore *explore);

#endif
