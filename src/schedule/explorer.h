/* explorer.h - all schedules of a program, counted exactly, by running it again and again.
 *
 * The owner runs the program from its start; whenever somebody has to be chosen it asks explorer_choose with a key of the state and those who are
 * able. The explorer walks the graph of states depth first, cuts a run short at a state it has met before, and adds up for every state how many schedules
 * lead to each outcome (128 bits), how likely that is when each step picks evenly among those able, and how many of them have at most 0, 1, 2
 * preemptions (a preemption: another worker is chosen although the last one could go on). The counts of a state are the sums over its
 * successors, so that 17 million schedules of a few thousand states cost a few thousand runs.
 *
 * Sound if equal keys mean equal futures; that is the owner's promise. Knows no Lua, no workers, no clock. */
#ifndef LUNCHRUSH_SCHEDULE_EXPLORER_H
#define LUNCHRUSH_SCHEDULE_EXPLORER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

__extension__ typedef unsigned __int128 explorer_count;

#define EXPLORER_PREEMPTIONS 3 /* at most 0, 1, 2 */
#define EXPLORER_ABLE 64       /* workers that can be able at once */

struct explorer_key {
	uint64_t a, b;
};

/* How one outcome is reached from a state. */
struct explorer_share {
	uint32_t outcome;                             /* index of the outcome */
	double chance;
	explorer_count schedules;
	explorer_count at_most[EXPLORER_PREEMPTIONS]; /* of these, with at most so many preemptions */
};

struct explorer;

/* At most so many states are kept and steps taken in one schedule; NULL when memory is out. */
struct explorer *explorer_new(size_t states_max, uint32_t steps_max);
void explorer_free(struct explorer *explorer);

/* Another run is to be made; false when all is counted or the bounds are reached. */
bool explorer_more(const struct explorer *explorer);
/* A run begins. */
void explorer_begin(struct explorer *explorer);
/* In a run: who goes next; 0: the run is to be cut short here. `able` in order of creation, at most EXPLORER_ABLE. */
uint32_t explorer_choose(struct explorer *explorer, struct explorer_key key, const uint32_t *able, uint32_t count);
/* The run has come to its own end, with this outcome; `ok`: nothing is wrong with it. Not to be called when it was cut short. */
void explorer_end(struct explorer *explorer, const char *outcome, bool ok, bool deadlock);
/* The run was cut short. */
void explorer_cut(struct explorer *explorer);

/* Results. */
bool explorer_complete(const struct explorer *explorer);
/* Whether some schedule goes on for ever: a state is reached again from itself. */
bool explorer_endless(const struct explorer *explorer);
size_t explorer_states(const struct explorer *explorer);
uint64_t explorer_steps(const struct explorer *explorer);
/* The outcomes reached from the start; valid until the explorer is freed. */
const struct explorer_share *explorer_shares(const struct explorer *explorer, size_t *count);
const char *explorer_outcome(const struct explorer *explorer, uint32_t outcome, bool *ok, bool *deadlock);
/* The simplest failing schedule (fewest preemptions, then fewest steps): its workers, to be freed; NULL when none fails. */
uint32_t *explorer_witness(const struct explorer *explorer, size_t *count, uint32_t *preemptions);

/* A count in decimal, into to[40]; returns to. */
char *explorer_decimal(explorer_count count, char to[40]);

#endif
