/* house.h - what the house itself keeps in a Lua state: tables, and functions written in Lua.
 *
 * Each is found in the registry by the address of a key of its owner's, and made when it is first asked for: most states need none of it. */
#ifndef LUNCHRUSH_KITCHEN_HOUSE_H
#define LUNCHRUSH_KITCHEN_HOUSE_H

#include <lua.h>

/* Push the table of this state under `key`; `mode` says whether it is weak, as __mode does. */
void house_table(lua_State *L, const void *key, const char *mode);

/* Push the function that has this text, which is Lua. Its lines are not the recipe's and are told to nobody. */
void house_function(lua_State *L, const void *key, const char *text);

#endif
