/* task_inner.h - what the files about a task's life share with one another. */
#ifndef LUNCHRUSH_KITCHEN_TASK_INNER_H
#define LUNCHRUSH_KITCHEN_TASK_INNER_H

#include "kitchen/task.h"

#include <stdbool.h>

#define TASK_MEMORY_MB 256 /* that all Lua states of a run may take together */

/* Note where it runs, and tell that it starts. Its own thread. */
void task_tell_start(struct worker *worker);

/* Its function has come to an end in L, with results or (unless `good`) an error on top: keep or tell it, let joiners go on. Nothing of the task
 * but its memory is needed after this. */
void task_end(lua_State *L, struct task *task, bool good);

/* The last thing a worker does: nothing of it may be touched by its thread after this. */
void task_count_down(struct worker *worker);

#endif
