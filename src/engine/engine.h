/* engine.h - what makes workers run: threads, an event loop, processes, later instances.
 *
 * An engine knows neither queues nor Lua. It knows *runners* (its part of a worker), runs them through two calls of its
 * host (the kitchen), and gives the kitchen two verbs: park (this one cannot go on) and unpark (that one can).
 * Adding an engine is one file and one line in engine.c.
 *
 * The permit: unpark gives a permit, park takes it. A permit given before the park is not lost, and two unparks without a park between are
 * one. The kitchen pushes a runner onto a waiting list under an object's guard, lets the guard go, and then parks. */
#ifndef LUNCHRUSH_ENGINE_ENGINE_H
#define LUNCHRUSH_ENGINE_ENGINE_H

#include "trace/error.h"

#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

/* The engine's part of a worker; lies in shared memory. */
struct runner {
	_Atomic uint32_t permit;   /* threads, processes: 0 none, 1 given, 2 the worker sleeps on this futex word */
	_Atomic uint32_t in_inbox; /* 1 while in an inbox */
	struct runner *next;       /* in an inbox */
	uint64_t ready_ns;         /* loop: real time at which it became ready; the loop's own */
};

/* Runners let go on from outside the process that runs them. Many pushers, one taker. */
struct inbox {
	struct runner *_Atomic first;
	int eventfd; /* written after a push; non-blocking */
};

/* Push and wake the taker; does nothing when the runner is in already. Any process. */
void inbox_push(struct inbox *inbox, struct runner *runner);
/* Take all, in the order in which they came; each one's `next` leads on. Clear in_inbox of each before using it. One taker. */
struct runner *inbox_take(struct inbox *inbox);

/* What the kitchen gives an engine. */
struct engine_host {
	/* Run a worker from beginning to end in the calling thread (engines that do not yield). */
	void (*live)(struct runner *runner);
	/* Give a worker control until it waits or ends (engines that yield); true while it has not ended. */
	bool (*resume)(struct runner *runner, uint64_t ready_for_ns);
	/* Wait while the kitchen is held. */
	void (*pass)(void);
	uint64_t (*real_ns)(void);
	uint64_t (*kitchen_ns)(void);
	/* The real time at which the kitchen clock shows this; UINT64_MAX while it is held. */
	uint64_t (*due_real_ns)(uint64_t kitchen_ns);
	/* Processes: the calling process has forked this one for the runner. */
	void (*forked)(struct runner *runner, int pid);
	/* Processes: the calling process reaps a child that did not exit as it should; `signal` ended it, 0: it exited by itself. */
	void (*reaps)(int pid, int signal);
	/* All tasks have ended and all calls are done: those who only wait for calls may be ended. In the floor. */
	void (*over)(void);
	/* Under control: whom to resume next; NULL when nobody is left or nobody can go on. */
	struct runner *(*next)(void);
	/* The latest of some sleepers was found due so much too late. */
	void (*late)(uint64_t kitchen_ns);
	const _Atomic uint32_t *alive;       /* workers that have not ended; a futex word */
	struct inbox *inbox;                 /* from outside the floor */
};

struct engine {
	const char *name;
	const char *about; /* a few words for help */
	bool forks;        /* each worker is a process with memory of its own: what is not in the arena is copied when it starts */
	bool nests;        /* start returns when the worker has ended: it runs within its maker */
	bool yields;       /* waiting is giving a coroutine back to the loop: park is not called, control returns from resume */
	/* Make ready, in the floor, before any worker. */
	int (*open)(const struct engine_host *host, struct error *error);
	/* Begin to run a worker. */
	int (*start)(struct runner *runner, struct error *error);
	/* Make two of the calling process: 1 in the new one, which is the runner's from now on, 0 in the other, -1 with words. NULL but on processes. */
	int (*split)(struct runner *runner, struct error *error);
	/* The end of a process that came from a split, once its worker has ended. */
	void (*leave)(void);
	/* Wait for the permit in the calling thread and take it. NULL where `yields`. */
	void (*park)(struct runner *runner);
	/* Give the permit. From the floor; may be called while a guard is held. */
	void (*unpark)(struct runner *runner);
	/* The same from another process than the floor. */
	void (*unpark_outside)(struct runner *runner, struct inbox *inbox);
	/* Stay ready but let others run first. Where `yields`, control must then be given back. */
	void (*yield)(struct runner *runner);
	/* Make it ready when the kitchen clock shows `due`; control must then be given back. NULL unless `yields`: there a thread sleeps by itself. */
	void (*sleep)(struct runner *runner, uint64_t due_kitchen_ns);
	/* All tasks have ended: those who only wait for calls are ended, and all whom the calling process made are gone when it returns. NULL but on processes, where run()
	 * ends with it; who has processes beside another engine calls it. */
	void (*end)(void);
	/* Run the main worker and all that it makes until none is left, in the floor's main thread. */
	void (*run)(struct runner *main);
};

/* Processes: queued (sigqueue) to a process with the number of a child that has ended, it makes it reap that child. Only to who has opened the engine or comes from one who has. */
#define PROCESSES_REAP SIGRTMIN

extern const struct engine engine_threads, engine_loop, engine_processes, engine_instances, engine_sequential;
/* Coroutines in one thread, resumed in the order in which the host says; it bears the loop's name, whose runs under control it runs. Not in the table. */
extern const struct engine engine_coroutines;

/* The table, NULL-ended, and an engine by its name or NULL. */
extern const struct engine *const engines[];
const struct engine *engine_named(const char *name);

#endif
