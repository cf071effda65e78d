/* explorer.h - all schedules of a program, counted exactly, by running it again and again.
 *
 * The owner runs the program from its start; whenever somebody has to be chosen it asks with a key of the state and those who are able. The explorer
 * walks the graph of states depth first, cuts a run short at a state it has met before, and keeps the graph: for every state who was able, and which state
 * or outcome follows. From it come, exactly and in 128 bits: how many schedules there are, how they end and how likely that is when each step picks
 * evenly among those able; how many have at most 0, 1, 2 preemptions (a preemption: another worker is chosen although the last one could go on); what
 * follows after any steps; the n-th schedule; an even sample; the simplest schedule to any outcome. 17 million schedules of a few thousand states cost a few
 * thousand runs.
 *
 * With a bound on preemptions only the schedules within it are walked and counted; states are then told apart by who moved last and how many preemptions there
 * were, too. A loop of states is noted as a lasso; what is counted then are the schedules that never go back. Memory is bounded: where the graph is outgrown
 * the walk stops and says so.
 *
 * Sound if equal keys mean equal futures; that is the owner's promise. Knows no Lua, no workers, no clock. */
#ifndef LUNCHRUSH_SCHEDULE_EXPLORER_H
#define LUNCHRUSH_SCHEDULE_EXPLORER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

__extension__ typedef unsigned __int128 explorer_count; /* adding stops at its greatest value, which then means "more than that" */

#define EXPLORER_MOST (~(explorer_count)0)
#define EXPLORER_PREEMPTIONS 3 /* at most 0, 1, 2 */
#define EXPLORER_ABLE 64       /* workers that can be able at once */

struct explorer_key {
	uint64_t a, b;
};

/* What follows from some point on. */
struct explorer_figures {
	explorer_count schedules, failing, deadlocking;
	double chance; /* of failing, when each step picks evenly among those able; within a bound: among those that it leaves */
};

/* How often one outcome is reached from the start. */
struct explorer_share {
	explorer_count schedules;
	double chance;
};

/* Why a walk is not complete. */
enum explorer_stop {
	EXPLORER_GOES_ON,
	EXPLORER_OUTGROWN, /* the graph would take more memory than it may */
	EXPLORER_TOO_LONG, /* more steps were taken than may be */
	EXPLORER_CROWDED,  /* more than EXPLORER_ABLE workers were able at once */
};

/* Bounds of a walk; 0 is none, but for memory. */
struct explorer_bounds {
	size_t memory_bytes;  /* of the graph and of all that is made from it */
	uint64_t steps;       /* of all runs together */
	uint32_t depth;       /* steps of one schedule: what is longer is cut off, and the walk is not complete */
	int preemptions;      /* of one schedule; -1: any number */
};

struct explorer;

/* A point in the graph: a state, an outcome, or nowhere. */
typedef uint32_t explorer_place;

/* ---- the walk ---- */

/* Aborts when memory is out, as all of these do. */
struct explorer *explorer_new(const struct explorer_bounds *bounds);
void explorer_free(struct explorer *explorer);

/* Another run is to be made; false when all is counted or the walk has stopped. */
bool explorer_more(const struct explorer *explorer);
/* The depth, in steps, of the next choice that is a new one: a run need not take its first steps again if the owner can put the program back to a later point. */
uint32_t explorer_depth(const struct explorer *explorer);
/* A run begins, with so many of the steps that it repeats already taken: 0 from the program's start, at most explorer_depth. */
void explorer_begin(struct explorer *explorer, uint32_t depth);
/* In a run: whether the next choice repeats one that was made before; then it needs no key. */
bool explorer_follows(const struct explorer *explorer);
/* … and whom it takes. */
uint32_t explorer_follow(struct explorer *explorer);
/* In a run, else: who goes next; 0: the run is to be cut short here. `able` in order of creation. */
uint32_t explorer_choose(struct explorer *explorer, struct explorer_key key, const uint32_t *able, uint32_t count);
/* The run has come to its own end, with this outcome; `ok`: nothing is wrong with it. Not to be called when it was cut short. */
void explorer_end(struct explorer *explorer, const char *outcome, bool ok, bool deadlock);
/* The run was cut short. */
void explorer_cut(struct explorer *explorer);
/* The walk is over, complete or not: what is known is added up. Once; before any of what follows. */
void explorer_settle(struct explorer *explorer);

/* While it goes on: the part that is done, from 0 to 1 and never less than before (how likely a random walk stays within it), and what it counted so far. */
double explorer_done(const struct explorer *explorer);
struct explorer_figures explorer_so_far(const struct explorer *explorer);

/* ---- results ---- */

/* Every schedule (within the bound on preemptions) is counted. */
bool explorer_complete(const struct explorer *explorer);
enum explorer_stop explorer_stopped(const struct explorer *explorer);
/* How many branches were cut off for their depth. */
uint64_t explorer_cut_off(const struct explorer *explorer);
size_t explorer_states(const struct explorer *explorer);
uint64_t explorer_steps(const struct explorer *explorer);
/* Bytes that the graph takes. */
size_t explorer_bytes(const struct explorer *explorer);

/* The shortest lasso met: its workers, to be freed; after the first `prefix` of `count` it goes on for ever with the others. NULL: there is none. */
uint32_t *explorer_lasso(const struct explorer *explorer, size_t *prefix, size_t *count);
/* How likely a random walk never ends. */
double explorer_endless_chance(const struct explorer *explorer);

/* Outcomes are numbered from 0 in the order in which they were met. */
uint32_t explorer_outcomes(const struct explorer *explorer);
/* An outcome's text, valid until the explorer is freed. */
const char *explorer_outcome(const struct explorer *explorer, uint32_t outcome, bool *ok, bool *deadlock);
struct explorer_share explorer_share(const struct explorer *explorer, uint32_t outcome);
/* Schedules with at most so many preemptions (below EXPLORER_PREEMPTIONS). */
struct explorer_figures explorer_at_most(const struct explorer *explorer, uint32_t preemptions);

/* The simplest schedule (fewest preemptions, then fewest steps) to this outcome, or to any that fails with EXPLORER_ANY_FAILING: its workers, to be freed; NULL when
 * there is none. */
#define EXPLORER_ANY_FAILING UINT32_MAX
uint32_t *explorer_simplest(const struct explorer *explorer, uint32_t outcome, size_t *count, uint32_t *preemptions);

/* ---- going about in the graph ---- */

explorer_place explorer_start(const struct explorer *explorer);
/* What follows from there. */
struct explorer_figures explorer_figures(const struct explorer *explorer, explorer_place place);
/* The outcome that it is; -1: it is none. */
int64_t explorer_ends(explorer_place place);
/* How many were able there; 0 at an outcome and where nothing is known. */
uint32_t explorer_able(const struct explorer *explorer, explorer_place place);
/* One of these, in order of creation: its worker, and where its step leads (0: nobody knows). */
explorer_place explorer_next(const struct explorer *explorer, explorer_place place, uint32_t i, uint32_t *worker);

/* The schedule of this number, from 0, of all or of those that fail, in order of creation: its workers, to be freed; *end is its outcome. NULL when there are not so many. */
uint32_t *explorer_nth(const struct explorer *explorer, explorer_count number, bool failing, size_t *count, uint32_t *end);
/* The number, from 0, of the i-th of an even sample of `size`: one from each of as many equal parts, picked by `seed`. size <= of. */
explorer_count explorer_sampled(explorer_count of, uint32_t size, uint32_t i, uint64_t seed);

/* ---- numbers ---- */

/* In decimal, into to[40]; returns to. */
char *explorer_decimal(explorer_count count, char to[40]);
/* Back; false when it is no whole number or too great. */
bool explorer_decimal_read(explorer_count *count, const char *text);

static inline explorer_count explorer_sum(explorer_count x, explorer_count y)
{
	explorer_count sum;
	return __builtin_add_overflow(x, y, &sum) ? EXPLORER_MOST : sum;
}

#endif
