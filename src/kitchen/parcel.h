/* parcel.h - values and functions on their way to another thread, process or task: packed as MessagePack.
 *
 * What travels: nil, booleans, integers, numbers, strings, tables of these (no cycles lost: a table met twice arrives as one, cycles too; no
 * metatables), functions in Lua (their code, and copies of the locals they captured; two functions that share a local share its copy), builtins by name, kitchen
 * objects by reference. What does not (a coroutine, foreign userdata, a C function that is no builtin, a table with a metatable) is a clear error that names the place:
 * "the local `box`, field `lid`, is a coroutine and cannot travel".
 *
 * Extension types: 1 function, 2 reference to a value met before, 3 builtin, 4 kitchen object (its id), 5 captured local met before. */
#ifndef LUNCHRUSH_KITCHEN_PARCEL_H
#define LUNCHRUSH_KITCHEN_PARCEL_H

#include "trace/error.h"
#include "trace/stream.h"

#include <lua.h>

/* How kitchen objects are told and made; set once per process before any packing. */
struct parcel_objects {
	/* The id of the kitchen object at `index`, 0 when it is none. */
	unsigned (*id)(lua_State *L, int index);
	/* Push the object with that id; false when there is none (nothing pushed). */
	bool (*push)(lua_State *L, unsigned id);
};
void parcel_set_objects(const struct parcel_objects *objects);

/* Pack the values at stack places first … last (absolute), appended to `to`. 0, or -1 with words (nothing of `to` is then valid). The stack is as
 * before. May raise a Lua memory error. `what` names the cargo in messages ("what task \"cook\" is given"). */
int parcel_pack(lua_State *L, int first, int last, const char *what, struct buffer *to, struct error *error);

/* The beginning of a parcel of one text of that length, whose bytes follow. */
#define PARCEL_TEXT_HEAD 6u
void parcel_text_head(unsigned char to[PARCEL_TEXT_HEAD], uint32_t length);

/* Push what was packed; a function's _ENV becomes the value at `env` (absolute index; the recipe's globals). Returns how many
 * values were pushed, -1 with words (nothing pushed) when the bytes are not a parcel. May raise a Lua memory error. */
int parcel_push(lua_State *L, int env, const void *bytes, size_t length, struct error *error);

/* Whether the Lua function at `index` captured nothing but _ENV, so that it may be shared without a copy by tasks of one state. */
bool parcel_is_plain(lua_State *L, int index);

#endif
