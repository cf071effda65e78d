/* always.h - what must hold after every step, and who looks whether it does.
 *
 * Under control the chooser looks each time a step has been taken and nobody moves. In a free run there is no such moment: there the words of
 * always() are checked at the end only, with the expectations (api_expect.c). */
#ifndef LUNCHRUSH_KITCHEN_ALWAYS_H
#define LUNCHRUSH_KITCHEN_ALWAYS_H

#include <lua.h>
#include <stdbool.h>
#include <stdint.h>

struct worker;

/* From now on the function at `index` (absolute) must hold after every step; a copy of it is taken. By L's task, under control only. Raises a Lua error
 * with words for what cannot travel. */
void always_add(lua_State *L, int index, uint32_t text);

/* `worker` has taken a step and nobody moves: whether all hold. When one does not it is told, and the run is over: violated, or failed when the check
 * itself went wrong. By the chooser. */
bool always_hold(const struct worker *worker);

/* Another run begins: none is stated yet. In the floor. */
void always_forget(void);
/* Exploring: the same, and what is stated belongs to the run's moments (moment.h). */
void always_explored(void);
/* A sum of all that is stated, texts and functions in order. */
uint64_t always_sum(void);

/* Within such a check only what looks may be done. Raises a Lua error that says so. */
int always_only_looks(lua_State *L);

#endif
