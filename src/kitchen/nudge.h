/* nudge.h - reaching a worker that runs Lua: a signal to its thread makes it look up where its next line, or its next time round a loop, begins.
 *
 * No hook runs by default (a count hook makes Lua half as fast). The signal's handler sets one with lua_sethook, which Lua allows
 * in a signal handler, on the state that its own thread runs; the hook then does what has to be done between two lines: wait while held, hand
 * over the GIL, or end the worker. Threads that run no Lua lose a signal without harm. Under ThreadSanitizer, which delivers
 * signals late, a count hook runs all the time instead. */
#ifndef LUNCHRUSH_KITCHEN_NUDGE_H
#define LUNCHRUSH_KITCHEN_NUDGE_H

#include "kitchen/worker.h"

#include <lua.h>
#include <signal.h>

#define NUDGE_SIGNAL SIGURG

/* In the floor, before any worker. */
void nudge_open(void);

/* The calling thread runs this state from now on; NULL: none. */
void nudge_runs(lua_State *L);

/* What the hook is; also for sandbox_set_hook. */
void nudge_hook(lua_State *L, lua_Debug *ar);

/* Make a started worker look up. Any process. */
void nudge_worker(const struct worker *worker);

#endif
