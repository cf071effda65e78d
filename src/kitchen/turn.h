/* turn.h - the gate under control: one worker moves at a time, and a policy says which.
 *
 * A worker that comes to an action says what it is about to do and stands *at the gate*; Lua has then run eagerly up to that action. When nobody
 * moves any more, whoever stopped last lets a policy choose among those whose action is possible, and wakes that one directly. So each
 * step is one visible action, and the same choices give the same run on threads, on coroutines and on processes. Time is virtual:
 * sleeps end when nobody else can go on; work and block only move the clock. On the loop a step is a whole stretch, until the task really waits.
 *
 * Lies in the arena. Only the worker that makes the choice writes the policy and the log: there is one at a time. */
#ifndef LUNCHRUSH_KITCHEN_TURN_H
#define LUNCHRUSH_KITCHEN_TURN_H

#include "kitchen/action.h"
#include "schedule/policy.h"
#include "trace/error.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

struct worker;
struct runner;
struct launch;

/* Where a worker stands, as the chooser sees it. */
enum turn_place {
	TURN_MOVES,   /* runs, or waits for another's end, or has ended */
	TURN_AT_GATE, /* its action waits to be chosen */
	TURN_READY,   /* loop: has control to get */
	TURN_ASLEEP,  /* until due_ns */
	TURN_NEWBORN, /* made, has not run yet */
};

/* A worker's part; in its slot. Written by the worker itself before it stops, by the chooser while nobody moves. */
struct turn_stand {
	struct action action; /* at the gate: what it will do */
	uint64_t due_ns;      /* asleep: kitchen time */
	uint64_t ready_order; /* ready: first come, first served */
	_Atomic uint8_t place; /* enum turn_place; release when it stops, acquire when it is looked at */
	bool waits;           /* the action is possible only when it would not wait */
	bool yielded;         /* it has yielded and nobody else has taken a step since */
	uint32_t steps;       /* taken so far */
};

/* What a person asked for: the steps of one worker, or so many steps by a policy. */
struct turn_order {
	uint32_t worker; /* 0: a policy chooses */
	uint32_t steps;  /* 0: until the worker waits or ends; a policy: to the end */
	uint8_t policy;  /* enum policy_name */
};
#define TURN_ORDERS 512

struct turn {
	bool controlled;      /* before any worker, by the floor; then fixed */
	bool cooperative;     /* a step is a stretch (loop) */
	bool exploring;       /* every schedule is counted: the explorer chooses, nobody sleeps, devices are always due */
	bool again;           /* exploring: one schedule is played again as it would be run, by its string and in virtual time */
	_Atomic uint32_t moving; /* workers that run now; whoever brings it to 0 chooses */
	uint32_t with;        /* who has the turn: let go on last, and when it stops it chooses; by the chooser */
	bool vacant;          /* by hand: no worker waits for orders; the kitchen process chooses when one comes */
	bool by_hand;         /* once the string is at its end, the chooser waits for orders */
	uint32_t last;        /* who took the last step, 0 nobody yet */
	uint32_t stepper;     /* who took a step after which nobody has looked at always() yet, 0 nobody */
	struct policy policy;
	_Atomic uint32_t lent; /* loop: 1 while a process of a pool has the turn, which the loop waits for; a futex word, release when it is given back */
	uint64_t order;       /* counts those who became ready */
	uint64_t steps;
	uint32_t *log;        /* the steps taken, by worker id; in the arena */
	uint32_t log_size;
	struct schedule_item hand; /* by hand: what is followed now, as a string of one item */
	uint32_t left;              /* … or how many more steps the policy chooses; UINT32_MAX: all, until the next order */
	struct turn_order orders[TURN_ORDERS]; /* a ring: written by the kitchen process, taken by the chooser */
	_Atomic uint32_t orders_given; /* release after the order is whole; a futex word */
	_Atomic uint32_t orders_taken; /* release */
	_Atomic uint32_t waiting;      /* by hand: the worker in whose process the chooser waits for orders, 0 nobody; whoever swaps it for 0 is the chooser from then on */
};

/* Read what the launch says of schedule and policy; in the floor, before any worker. -1 with words. */
int turn_open(const struct launch *launch, bool yields, struct error *error);

static inline bool turn_controlled(const struct turn *turn) { return __builtin_expect(turn->controlled, 0); }

/* A worker was made: it will be started in its turn. By its maker. */
void turn_born(struct worker *worker);
/* One more moves (woken, granted). Any worker. */
void turn_enter(void);
/* The calling worker is about to end: what must always hold is looked at after its last step while it still counts as alive. No guard held. */
void turn_end(void);
/* The calling worker stops; when it was the last that moved, the next is chosen. No guard held. */
void turn_leave(void);
/* A worker that waited was let go on (wait_end). The object's guard may be held. */
void turn_woken(struct worker *worker);

/* Threads: stand at the gate with this action until chosen. */
void turn_wait(struct worker *worker, struct action action, bool waits);
/* Coroutines: the same, but only say so: control must then be given back. */
void turn_stand(struct worker *worker, struct action action, bool waits);
/* Threads: sleep until the virtual clock shows `due`; coroutines: only say so. */
void turn_sleep(struct worker *worker, uint64_t due_ns);
/* Threads: stop the calling worker until it is let go; the GIL goes with the turn. */
void turn_park(struct worker *worker);
/* Loop: stay ready, let others go first; control must then be given back. */
void turn_ready(struct worker *worker);
/* A new thread waits here until it is started. */
void turn_wait_birth(struct worker *worker);
/* It has told that it started. */
void turn_begun(const struct worker *worker);
/* Whether the worker takes a step for an action now: not the main task while no other worker lives. */
bool turn_steps(const struct worker *worker);

/* By hand: the chooser is to follow this string, or let a policy take `steps` steps (0: all). Kitchen process only. False when there is no hand, the text
 * is wrong, or too much was asked for at once. */
bool turn_order_schedule(const char *text);
bool turn_order_policy(const char *name, uint32_t steps);

/* Coroutines: whom to resume; NULL when nobody is left or nobody can go on (then the run's outcome is set). */
struct runner *turn_next(void);

/* The worker's process has died. If it had the turn the next one is chosen now. Kitchen process only. */
void turn_lost(const struct worker *dead);
/* The worker's process was told to stop. Where the chooser waits for orders in it, the kitchen process is the chooser from now on. Kitchen process only. */
void turn_stopped(const struct worker *stopped);
/* Orders were given: follow them if nobody else does. Kitchen process only. */
void turn_attend(void);

/* The steps taken, as a schedule string; to be freed. NULL when there was no control or memory is out. Kitchen process, at the end. */
char *turn_schedule(void);

#endif
