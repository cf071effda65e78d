/* turn_inner.h - what the files of the gate under control share: where workers stand, who could go on, and who does.
 *
 * For the chooser only, that is, while nobody moves. */
#ifndef LUNCHRUSH_KITCHEN_TURN_INNER_H
#define LUNCHRUSH_KITCHEN_TURN_INNER_H

#include "kitchen/worker.h"

#define ABLE_MAX 4096 /* that a policy chooses among; more stand in line */

static inline struct turn *turn(void) { return &arena->turn; }

/* Whether all choices are to be tried. */
static inline bool turn_counting(void) { return turn()->exploring && !turn()->again; }

static inline enum turn_place place_of(const struct worker *worker) { return atomic_load_explicit(&worker->stand.place, memory_order_acquire); }
static inline void place_set(struct worker *worker, enum turn_place place) { atomic_store_explicit(&worker->stand.place, (uint8_t)place, memory_order_release); }

static inline uint32_t workers_end(void) { return atomic_load_explicit(&arena->worker_count, memory_order_acquire); }

/* Looking round (turn_look.c). */
/* The worker at `place` that comes first: by `ready_order` if ready, by due time if asleep, else by id; NULL nobody. */
struct worker *look_first_at(enum turn_place place);
/* Those who can take a step now, in order of creation; how many. A worker that has yielded, and would again before anybody else has taken a step, only
 * if nobody else can. */
uint32_t look_able(uint32_t able[ABLE_MAX]);
/* When the next sleeper or device is due, in kitchen time; DEVICE_NEVER: none is. */
uint64_t look_due_ns(void);

/* Following a schedule string (turn_follow.c). */
/* The string's worker is not able: jump to it, pass over `A*`, or say what is wrong. True when there is something new to choose from. */
bool follow_string(uint32_t wanted, bool open);
/* All tasks have ended, and with them the run: what the string still asks for nobody can do, which is an error. */
void follow_over(void);

/* Lending the turn to a process of a pool, on the loop (turn_lend.c). */
/* It goes on until it stops or dies. The loop's thread. */
void lend_turn(struct worker *worker);
/* Wait until it is given back. */
void lend_await(void);
/* Whether the calling process would be lent it: it is a pool's, and the run the loop's. */
bool lend_borrows(void);
/* Give it back: by who has it, or the kitchen process for one that died. */
void lend_back(void);

/* Choosing (turn_choose.c). */
/* Who moves next; NULL when nobody does. */
struct worker *turn_choose(void);
/* The same when every schedule is counted; NULL at a run's end, or where it is cut short. */
struct worker *turn_choose_explored(void);
/* Whether what must always hold holds after the step that was taken, if one was. */
bool turn_holds(void);

#endif
