/* worker.h - a worker: the main task, a task, or a device.
 *
 * Its slot in the arena holds what other workers and the kitchen process must see. Written by its creator until it is started,
 * then by itself; fields of waiting are written under the guard of what it waits for. */
#ifndef LUNCHRUSH_KITCHEN_WORKER_H
#define LUNCHRUSH_KITCHEN_WORKER_H

#include "kitchen/arena.h"
#include "kitchen/packed.h"
#include "trace/event.h"

#include <stdint.h>

/* What a worker is doing, for watchers (deadlock, endless loops, reports). */
enum worker_state { WORKER_NEW_BORN, WORKER_RUNS, WORKER_WAITS, WORKER_TIMED, WORKER_WORKS, WORKER_ENDED, WORKER_FAILED, WORKER_KILLED };

#define KILLED_BY_ITSELF 256 /* `killed`: no signal, it exited */

/* What runs a pool's worker when it is not the engine of the run. */
enum apart { APART_NOT, APART_THREAD, APART_PROCESS };

#define WORKER_KNOWS 8

struct hands;

/* First come, first woken. Guarded by the guard of what is waited for. */
struct waiters {
	struct worker *first, *last;
};

struct worker {
	struct runner runner;    /* the engine's part; first, so that one is cast to the other */
	_Atomic uint8_t state;   /* enum worker_state, relaxed: for watchers */
	_Atomic uint8_t stop;    /* enum sandbox_stop asked of it by the kitchen process, relaxed; seen by its hook */
	uint8_t role;            /* enum role */
	uint8_t reason;          /* enum reason, while waiting */
	uint16_t object;         /* waits there */
	_Atomic uint16_t line;   /* of its last action, relaxed */
	uint32_t kill_at;        /* its process is to be killed before this step (free: action) of its own; 0 never */
	_Atomic uint32_t actions; /* counts its own actions, relaxed: tells a watcher that it does something */
	uint32_t id;
	uint32_t name;           /* text */
	uint32_t parent;
	uint32_t peer;           /* waits for this worker */
	struct worker *next;     /* in waiters */
	uint16_t in_line;        /* the condition it queued up at, or the barrier it arrived at, and has not gone on from; 0 none; under the guard of that */
	uint32_t ticket;         /* its place in a condition's line, its round of a barrier; under the guard of that */
	uint32_t fetches;        /* requests it has made; its own */
	uint16_t pool;           /* it works on the calls of this pool; 0 none; by its maker */
	uint16_t took;           /* the queue it took something from last and has not told to be dealt with (task_done), 0 none; its own until it is over */
	uint16_t knows[WORKER_KNOWS]; /* the first objects that its function came with, 0 none; by its maker; where functions travel */
	uint32_t error;          /* text of the error that ended it alone (uncaught.h), 0 none; by itself before its end */
	uint8_t apart;           /* enum apart; by its maker */
	struct hands *hands;     /* the orders it has; see hands.h; in the arena, NULL at first; its own until it is dead */
	struct waiters joiners;
	struct packed result;    /* what its function returned, once ended */
	void *own;               /* struct task in the process that runs it, struct device in the kitchen process */
	uint64_t seen[2];        /* explored: a hash of all that its actions have given it */
	uint64_t same[2];        /* explored, while same_known: a hash of what its Lua holds */
	char *memory;            /* explored as a process: what it has for itself while it rests (explore_process.c), in the arena; … */
	uint32_t memory_count, memory_room; /* … so many objects' places, and room for so many */
	bool same_known;
	uint8_t trust;           /* enum walk_trust of that */
	struct turn_stand stand; /* under control: where it stands; see turn.h */
	_Atomic int pid, tid;    /* 0 until started; relaxed */
	_Atomic int killed;      /* processes: how its process ended when it should not have: the signal, or 256 when it exited; by whoever reaps it */
	_Atomic uint8_t amid;    /* 1: it does something that must be whole, and no guard shows it; see settle.h */
	_Atomic uint8_t left;    /* 1: it is counted among the alive no more; relaxed */
	_Atomic uint64_t cpu_ns, wait_ns; /* of its thread, from the kernel; on the loop measured by the loop; relaxed */
	_Atomic uint32_t voluntary, involuntary;
};

/* A new worker in the arena, counted awake unless a device, and alive unless that or a pool's; NULL when there are too many. Any worker. */
struct worker *worker_new(uint32_t name, enum role role, struct worker *parent);

/* Whether it is a process, to be watched, stopped and killed by itself: on processes each is, but a pool's threads. A device is none. */
bool worker_is_process(const struct worker *worker);

static inline struct worker *worker_at(uint32_t id) { return &arena->workers[id]; }

/* Take a worker out of the list, wherever it is; nothing when it is not in. Guard held. */
void waiters_remove(struct waiters *waiters, const struct worker *worker);
/* At the end of the list. Guard held. */
void waiters_push(struct waiters *waiters, struct worker *worker);
/* From the front, or NULL. Guard held. */
struct worker *waiters_pop(struct waiters *waiters);

static inline struct worker *worker_of_runner(struct runner *runner) { return (struct worker *)runner; }

#endif
