/* permission.h - whether an outside program may be started: a person says so, and a recipe cannot.
 *
 * Recipes come from strangers. The launch says what holds from the start: nothing may be started, or everything, or each is asked for. A worker that wants one then
 * asks and waits; the kitchen process shows the person one question at a time, as an X frame ({"ask":{"id":1,"worker":"A wash up","folder":"/…","line":"/usr/bin/wc -w
 * menu.txt"}}, or {"ask":null}: the question is void), and gets the answer as a command ("allow", command.h). Yes is for this one start and no other; "all" is for the
 * rest of the run; no ends the run. The answer never passes through the recipe. */
#ifndef LUNCHRUSH_KITCHEN_PERMISSION_H
#define LUNCHRUSH_KITCHEN_PERMISSION_H

#include "kitchen/worker.h"
#include "trace/command.h"

#include <stdbool.h>

enum permission { PERMISSION_NONE, PERMISSION_ASK, PERMISSION_ALL };

#define PERMISSION_LINE_MAX 1000 /* bytes of a command line that can be shown to a person as a whole */

enum permission_answer { ASK_OPEN, ASK_YES, ASK_NO };

struct permission_ask {
	struct permission_ask *next; /* asked before it; the kitchen process's own once taken */
	struct worker *worker;
	_Atomic uint32_t answer;     /* enum permission_answer, a futex word; by the kitchen process, release */
	char line[PERMISSION_LINE_MAX + 1];
};

/* ---- the worker that asks ---- */

static inline enum permission permission_now(void) { return (enum permission)atomic_load_explicit(&arena->permission, memory_order_relaxed); }

/* Ask; on the loop, control must then be given back until the worker is let go on. NULL when the arena is full. */
struct permission_ask *permission_ask(struct worker *worker, const char *line);
/* Wait in the calling thread until it is answered. No guard held, no GIL. */
void permission_wait(const struct permission_ask *ask);
/* The answer was read: free it. */
void permission_forget(struct permission_ask *ask);

/* ---- the kitchen process ---- */

/* What the launch says: "", "ask" or "all". */
void permission_open(const char *said);
/* Ask what is to be asked next. Often, and whenever the bell rang. */
void permission_turn(void);
/* A person has answered. */
void permission_answer(const struct command *command);

#endif
