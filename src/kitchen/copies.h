/* copies.h - a task's own copies of its function and arguments, for tasks that share one Lua state. */
#ifndef LUNCHRUSH_KITCHEN_COPIES_H
#define LUNCHRUSH_KITCHEN_COPIES_H

#include <lua.h>
#include <stdbool.h>

/* Push copies of the function at stack place `first` and of what is above it up to `last`, none of which a task can change for another. Raises a Lua error with
 * words for what cannot travel; `what` names it. */
void copies_push(lua_State *L, int first, int last, const char *what);
/* Whether the function at `index` remembers nothing from one call to the next: it captured plain values and kitchen objects only, and assigns to none. */
bool copies_remembers_nothing(lua_State *L, int index);

#endif
