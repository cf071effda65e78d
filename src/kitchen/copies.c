/* copies.c - see copies.h.
 *
 * What cannot change is its own copy: numbers, texts, kitchen objects, functions that captured nothing. The rest is packed and unpacked in place.
 *
 * A function with captured locals costs its code anew in each copy, 0.4 KB and more: with a hundred thousand tasks that counts. So a copy that was
 * made before serves again when nobody could tell: the function packs to the same bytes, what it captured are plain values and kitchen
 * objects, and its code never writes to a captured local (bytecode.h). The last copies are kept, by the sum of their bytes; each state has its own. */
#include "kitchen/copies.h"

#include "kitchen/bytecode.h"
#include "kitchen/packed.h"
#include "kitchen/parcel.h"

#include <lauxlib.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define KEPT 16

static const char kept_key; /* registry: 2i - 1 → bytes of a function, 2i → its copy */

static bool is_plain(lua_State *L, int index)
{
	int type = lua_type(L, index);
	return type == LUA_TFUNCTION ? parcel_is_plain(L, index) : type != LUA_TTABLE;
}

/* Whether all that the function captured are values that cannot change, but for _ENV. */
static bool captured_plain(lua_State *L, int function)
{
	const char *name;
	for (int i = 1; (name = lua_getupvalue(L, function, i)); i++) {
		int type = lua_type(L, -1);
		lua_pop(L, 1);
		if ((type == LUA_TTABLE && strcmp(name, "_ENV") != 0) || type == LUA_TFUNCTION || type == LUA_TTHREAD)
			return false;
	}
	return true;
}

static int slot_of(const char *bytes, size_t length)
{
	uint32_t sum = 0;
	for (size_t i = 0; i < length; i++)
		sum = sum * 31 + (unsigned char)bytes[i];
	return (int)(sum % KEPT) + 1;
}

/* Push the table of kept copies. */
static void push_kept(lua_State *L)
{
	if (lua_rawgetp(L, LUA_REGISTRYINDEX, &kept_key) == LUA_TTABLE)
		return;
	lua_pop(L, 1);
	lua_createtable(L, 2 * KEPT, 0);
	lua_pushvalue(L, -1);
	lua_rawsetp(L, LUA_REGISTRYINDEX, &kept_key);
}

/* Whether the bytes on top are those kept at `slot` of the table at `kept`. */
static bool same_bytes(lua_State *L, int kept, int slot)
{
	lua_rawgeti(L, kept, 2 * slot - 1);
	bool same = lua_rawequal(L, -1, -2);
	lua_pop(L, 1);
	return same;
}

static void keep(lua_State *L, int kept, int slot, int bytes, int copy)
{
	lua_pushvalue(L, bytes);
	lua_rawseti(L, kept, 2 * slot - 1);
	lua_pushvalue(L, copy);
	lua_rawseti(L, kept, 2 * slot);
}

/* Push a copy of the function, an old one if that will do. */
static void function_push(lua_State *L, int function, const char *what)
{
	struct packed packed = packed_make(L, function, function, what);
	int slot = slot_of(packed.bytes, packed.length), kept = lua_gettop(L) + 1;
	push_kept(L);
	lua_pushlstring(L, packed.bytes, packed.length);
	if (same_bytes(L, kept, slot)) {
		lua_rawgeti(L, kept, 2 * slot);
	} else {
		packed_push(L, packed);
		if (!bytecode_writes_captured(L, kept + 2))
			keep(L, kept, slot, kept + 1, kept + 2);
	}
	packed_free(&packed);
	lua_replace(L, kept);
	lua_settop(L, kept);
}

void copies_push(lua_State *L, int first, int last, const char *what)
{
	bool plain = true;
	luaL_checkstack(L, last - first + 8, "too many arguments");
	for (int i = first + 1; plain && i <= last; i++)
		plain = is_plain(L, i);
	if (plain && (is_plain(L, first) || captured_plain(L, first))) {
		if (is_plain(L, first))
			lua_pushvalue(L, first);
		else
			function_push(L, first, what);
		for (int i = first + 1; i <= last; i++)
			lua_pushvalue(L, i);
		return;
	}
	struct packed packed = packed_make(L, first, last, what);
	packed_push(L, packed);
	packed_free(&packed);
}

bool copies_remembers_nothing(lua_State *L, int index)
{
	return parcel_is_plain(L, index) || (captured_plain(L, index) && !bytecode_writes_captured(L, index));
}
