/* task_inner.h - what the files about a task's life share with one another. */
#ifndef LUNCHRUSH_KITCHEN_TASK_INNER_H
#define LUNCHRUSH_KITCHEN_TASK_INNER_H

#include "kitchen/task.h"

#include <stdbool.h>

#define TASK_MEMORY_MB 256 /* that all Lua states of a run may take together */

/* A task and its worker; NULL when there are too many. */
struct task *task_new(uint32_t name, enum role role, struct worker *parent, enum apart apart);
/* Where the engine yields: a coroutine for the function and its n arguments on top of the stack, which it takes. */
void task_give_coroutine(lua_State *L, struct task *task, int n);
/* There is no ring for one more thread or process: the run has failed, at the line that made it. Its own thread. */
void task_too_many(const struct task *task);
/* The engine could not start it: it has ended before it began. */
void task_give_up(struct task *task);

/* The calling process is about to have a second thread. */
void task_threaded(void);
/* The worker begins to live, in its own thread: what is so only beside the run's engine. */
void task_begin_apart(struct worker *worker);

/* Note where it runs, and tell that it starts. Its own thread. */
void task_tell_start(struct worker *worker);

/* Its function has come to an end in L, with results or (unless `good`) an error on top: keep or tell it, let joiners go on. Nothing of the task
 * but its memory is needed after this. */
void task_end(lua_State *L, struct task *task, bool good);

/* The last thing a worker does: nothing of it may be touched by its thread after this. */
void task_count_down(struct worker *worker);

#endif
