/* bytecode.h - what can be known of a Lua function from its code. */
#ifndef LUNCHRUSH_KITCHEN_BYTECODE_H
#define LUNCHRUSH_KITCHEN_BYTECODE_H

#include <lua.h>
#include <stdbool.h>

/* Whether the Lua function at `index`, or one written within it, may assign to a captured local. True also when its code is not
 * understood. May raise a Lua memory error. */
bool bytecode_writes_captured(lua_State *L, int index);

#endif
