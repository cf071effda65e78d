/* spare.h - a Lua state made ahead, for the next thread that needs one. */
#ifndef LUNCHRUSH_KITCHEN_SPARE_H
#define LUNCHRUSH_KITCHEN_SPARE_H

#include <lua.h>

/* A fresh state with the kitchen's words, the caller's own from now on: the spare one, or made now. NULL when memory is out. Any thread of the floor. */
lua_State *spare_take(void);

/* Make the next one ahead, unless there is one. Any thread that has nothing better to do. */
void spare_make(void);

#endif
