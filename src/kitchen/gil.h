/* gil.h - the global interpreter lock: on threads, only its holder runs Lua.
 *
 * As in CPython (Python/ceval_gil.c describes the scheme): a worker that wants it waits one switch interval; if nobody switched meanwhile it
 * asks the holder to drop it; the holder sees that between two lines (nudge.h: as CPython looks only at
 * calls and at the ends of loops, so that one line is mostly whole), gives it up, and waits until another has
 * taken it. Around every wait it is given up. It lives in the floor process only. Switching it on and off live: a
 * worker takes or gives it at its next action. All calls do nothing while it is off and not held, and on the loop. */
#ifndef LUNCHRUSH_KITCHEN_GIL_H
#define LUNCHRUSH_KITCHEN_GIL_H

#include "kitchen/worker.h"

#include <stdbool.h>

/* In the floor, before any worker. */
void gil_open(bool on, uint64_t interval_ns);

/* In a process forked for a pool: its interpreter is its own, and it knows no GIL. */
void gil_close(void);

/* Take the GIL, waiting for it if need be. The calling thread's worker. */
void gil_enter(struct worker *worker);

/* Give it up; `asked`: because another asked for it (then this returns when somebody else has had it). */
void gil_leave(struct worker *worker, bool asked);

/* Whether the calling worker should give it up now (it holds it and was asked), or must come in line because the GIL was
 * switched. A relaxed load: cheap. */
bool gil_wanted(void);

/* Between two instructions: give up and take again if asked, come in line with the switch. */
void gil_check(struct worker *worker);

/* Switch it on or off, any thread of the floor. */
void gil_switch(bool on);

#endif
