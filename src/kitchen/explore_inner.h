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

struct explore_walks;

/* An exploration as a whole. */
struct explore {
	const struct launch *launch;
	const struct buffer *source;
	size_t heap;                /* where the arena's heap stood before the first run */
	struct explorer *explorer;  /* the graph that is being made, then the one that answers questions */
	int bound;                  /* its bound on preemptions; -1: none */
	enum explorer_stop outgrown; /* why not all could be counted */
	size_t states;              /* met, and … */
	uint64_t steps;             /* … taken, in graphs that are gone */
	struct explore_walks *walks; /* at random, where the graph was outgrown; else NULL */
	struct recall *recall;      /* what stood at each step of the present path */
	bool refused;               /* the recipe differs from run to run, or asks for what no schedule decides: the arena's failure says how */

	bool timed;                 /* something in it goes by the clock */

	/* the present run */
	uint32_t (*choose)(struct explore *explore, const uint32_t *able, uint32_t count); /* 0: cut it short */
	uint32_t depth;             /* steps taken so far */

	/* explore_news.c */
	uint64_t start_ns, deadline_ns, told_ns; /* real time; deadline 0: none */
	double done, part_begin, part_end;       /* what was told last; the part that the present graph or the walks are of the whole */
	enum explore_over over;
};

/* How far the present part is, from 0 to 1: told at most every 100 ms. True when the exploration is to end now: it was asked to, or is out of time or of steps. */
bool explore_is_over(struct explore *explore, double done);
/* A new part begins: from where the last one ended to so much of the whole. */
void explore_part(struct explore *explore, double end);

/* Build a graph within this bound on preemptions (-1: none) and so much memory: explore->explorer, settled. -1 with words. */
int explore_graph(struct explore *explore, int preemptions, size_t memory_bytes, uint64_t steps, struct error *error);
/* The very first schedule again, from the recipe's start: it must be the same. -1 with words. */
int explore_retrace(struct explore *explore, const struct explore_end *first, struct error *error);
/* Whether those able, and what they are about to do, are as they were at this step when it was remembered; if not, the run has failed with words. */
bool explore_same(struct explore *explore, const uint32_t *able, uint32_t count);
void explore_remember(struct explore *explore, const uint32_t *able, uint32_t count, uint32_t chosen);

/* Play the recipe once: on from the moment that explore_back has put back, else from its start. Who goes next is asked of explore_choose. -1 with words when it cannot
 * even begin. */
int explore_play(const struct explore *explore, struct explore_end *end, struct error *error);
/* The next run is to go on where `depth` steps had been taken, or at the last moment before that was kept: returns how many steps had been taken there, 0 at the start. */
uint32_t explore_back(uint32_t depth);
/* In explore_choose: keep this moment, at which `depth` steps have been taken. */
void explore_keep(uint32_t depth);
/* Every run begins at the recipe's start, in a fresh state: for runs whose events are told, and to check the explorer. */
extern bool explore_fresh;
/* The same, and no two states are taken for one: launch.one_by_one. */
extern bool explore_one_by_one;
/* The arena's workers, objects and heap as they were before any run: `heap` is where the arena's heap stood. What was kept can still be put back. */
void explore_reset(size_t heap);

/* Explored as processes (else these do nothing): the worker is about to move, and what it has for itself is put where it looks. */
void explore_process_moves(const struct worker *worker);
/* It has moved, and waits or has ended: what it has is put away. */
void explore_process_rests(struct worker *worker, bool ended);
/* What a worker that rests has for itself. */
void explore_process_mix(struct explorer_key *key, const struct worker *worker);

/* Watch over this thread from now on: a step that never ends is stopped with an error. */
void explore_watch_open(void);
/* This worker moves; NULL: none does. */
void explore_watch(struct worker *worker);

/* The key of the state as it is now, between two steps. */
struct explorer_key explore_key(void);
/* A run's Lua state was made, and has run nothing. */
void explore_key_open(lua_State *L);
/* A worker is about to run: what was known of it is known no more. */
void explore_moves(struct worker *worker);

/* How the run that has ended ended: JSON, one line, to be freed; equal texts are one outcome. */
char *explore_outcome(void);
/* What is wrong with such an outcome, as a sentence. */
void explore_why(const char *outcome, char *to, size_t size);

/* ---- explore_random.c: where there is too much to be counted ---- */

/* An outcome that random walks came to. */
struct explore_found {
	char *outcome;
	bool ok, deadlock;
	uint64_t runs;
};

struct explore_walks {
	uint64_t runs, failing;
	uint64_t cut;           /* of the runs: longer than a schedule may be, so nobody knows */
	double low, high;       /* between these the chance of failing lies, 95 times of 100 */
	struct explore_found *found;
	size_t found_count;
	uint32_t *witness;      /* of those that fail, the one with fewest preemptions, then steps; NULL none */
	size_t witness_count;
	uint32_t witness_preemptions, witness_found;
};

/* Walk at random for a while; explore->walks. -1 with words. */
int explore_walk(struct explore *explore, struct error *error);
void explore_walks_free(struct explore_walks *walks);

/* ---- explore_again.c ---- */

/* Play this schedule again, as `run --schedule` would, from the recipe's start: how it ends (outcome owned by the caller), and the hash of what happens
 * (trace/hash.h). Between explore_again_open and explore_again_close. -1 with words. */
int explore_again(struct explore *explore, const uint32_t *workers, size_t count, struct explore_end *end, uint64_t *hash, struct error *error);
int explore_again_open(struct explore *explore, struct error *error);
void explore_again_close(struct explore *explore);
/* In a fresh run, before anything of it: whether it is such a one; then the arena is told. */
void explore_again_begin(void);

/* What was counted: the object that `explore --json` prints, to be freed; NULL when memory is out. */
char *explore_answer(const struct explore *explore);

/* Answer questions until there will be no more (explore_ask.c). */
void explore_questions(struct explore *explore);

#endif
