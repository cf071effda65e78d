/* sandbox_order.c - pairs and next in an order that does not change from run to run.
 *
 * Lua walks a table in the order of its hash, and its hash is seeded anew in every process. A recipe gets booleans, then numbers, then
 * strings by their bytes; a key that has no order is an error. pairs takes a picture of the keys when the loop begins, so the loop's body may change the
 * table: fields that were removed are left out, fields that were added are not visited. A plain list, by far the usual case,
 * needs no picture: its keys are counted. next is O(n) a call. */
#include "kitchen/sandbox_inner.h"

#include <stdlib.h>
#include <string.h>

/* A key, pulled out of Lua so that comparing needs no stack. `text` is anchored by the table the key is in. */
struct key {
	enum { KEY_BOOLEAN, KEY_NUMBER, KEY_TEXT } rank;
	bool boolean, whole;
	lua_Integer integer;
	lua_Number number;
	const char *text;
	size_t length;
	lua_Integer place; /* in the picture */
};

static struct key key_at(lua_State *L, int index)
{
	struct key key = { 0 };
	switch (lua_type(L, index)) {
	case LUA_TBOOLEAN:
		key.rank = KEY_BOOLEAN;
		key.boolean = lua_toboolean(L, index);
		break;
	case LUA_TNUMBER:
		key.rank = KEY_NUMBER;
		key.whole = lua_isinteger(L, index);
		key.integer = key.whole ? lua_tointeger(L, index) : 0;
		key.number = lua_tonumber(L, index);
		break;
	case LUA_TSTRING:
		key.rank = KEY_TEXT;
		key.text = lua_tolstring(L, index, &key.length);
		break;
	default:
		luaL_error(L, "a %s is a key of this table, and only booleans, numbers and strings have an order to walk in", luaL_typename(L, index));
	}
	return key;
}

/* Exact: a key that is a float is no whole number below 2^63, so that turning the other into a double keeps the order. */
static int key_compare(const struct key *a, const struct key *b)
{
	if (a->rank != b->rank)
		return a->rank < b->rank ? -1 : 1;
	if (a->rank == KEY_BOOLEAN)
		return a->boolean - b->boolean;
	if (a->rank == KEY_NUMBER && a->whole && b->whole)
		return (a->integer > b->integer) - (a->integer < b->integer);
	if (a->rank == KEY_NUMBER)
		return (a->number > b->number) - (a->number < b->number);
	size_t shorter = a->length < b->length ? a->length : b->length;
	int order = memcmp(a->text, b->text, shorter);
	return order ? order : (a->length > b->length) - (a->length < b->length);
}

static int key_compare_any(const void *a, const void *b)
{
	return key_compare(a, b);
}

/* How many elements the table at 1 has when its keys are just 1 … n in that order, else -1; nothing is left on the stack. */
static lua_Integer list_length(lua_State *L)
{
	lua_Integer count = 0;
	lua_pushnil(L);
	while (lua_next(L, 1)) {
		lua_pop(L, 1);
		if (!lua_isinteger(L, -1) || lua_tointeger(L, -1) != count + 1) {
			lua_pop(L, 1);
			return -1;
		}
		count++;
	}
	return count;
}

/* The keys of the table at 1: push them as a list in order. */
static lua_Integer keys_push(lua_State *L)
{
	lua_Integer count = 0;
	lua_newtable(L);
	int found = lua_gettop(L);
	lua_pushnil(L);
	while (lua_next(L, 1)) {
		lua_pop(L, 1);
		lua_pushvalue(L, -1);
		lua_rawseti(L, found, ++count);
	}
	struct key *keys = lua_newuserdatauv(L, (size_t)count * sizeof *keys + 1, 0);
	for (lua_Integer i = 0; i < count; i++) {
		lua_rawgeti(L, found, i + 1);
		keys[i] = key_at(L, -1);
		keys[i].place = i + 1;
		lua_pop(L, 1);
	}
	qsort(keys, (size_t)count, sizeof *keys, key_compare_any);
	lua_createtable(L, (int)count, 0);
	for (lua_Integer i = 0; i < count; i++) {
		lua_rawgeti(L, found, keys[i].place);
		lua_rawseti(L, -2, i + 1);
	}
	lua_replace(L, found);
	lua_settop(L, found);
	return count;
}

/* Upvalues: keys (nil for a list), how many, how many were visited. */
static int pairs_step(lua_State *L)
{
	luaL_checktype(L, 1, LUA_TTABLE);
	lua_Integer count = lua_tointeger(L, lua_upvalueindex(2)), at = lua_tointeger(L, lua_upvalueindex(3));
	bool list = lua_isnil(L, lua_upvalueindex(1));
	while (at < count) {
		at++;
		if (list)
			lua_pushinteger(L, at);
		else
			lua_rawgeti(L, lua_upvalueindex(1), at);
		lua_pushvalue(L, -1);
		if (lua_rawget(L, 1) != LUA_TNIL) {
			lua_pushinteger(L, at);
			lua_replace(L, lua_upvalueindex(3));
			return 2;
		}
		lua_pop(L, 2);
	}
	lua_pushinteger(L, at);
	lua_replace(L, lua_upvalueindex(3));
	lua_pushnil(L);
	return 1;
}

static int pairs_given(lua_State *L, int status, lua_KContext context)
{
	(void)L, (void)status, (void)context;
	return 3;
}

int sandbox_pairs(lua_State *L)
{
	luaL_checkany(L, 1);
	lua_settop(L, 1);
	if (luaL_getmetafield(L, 1, "__pairs") != LUA_TNIL) {
		lua_pushvalue(L, 1);
		lua_callk(L, 1, 3, 0, pairs_given);
		return 3;
	}
	luaL_checktype(L, 1, LUA_TTABLE);
	lua_Integer count = list_length(L);
	if (count >= 0)
		lua_pushnil(L);
	else
		count = keys_push(L);
	lua_pushinteger(L, count);
	lua_pushinteger(L, 0);
	lua_pushcclosure(L, pairs_step, 3);
	lua_pushvalue(L, 1);
	lua_pushnil(L);
	return 3;
}

int sandbox_next(lua_State *L)
{
	luaL_checktype(L, 1, LUA_TTABLE);
	lua_settop(L, 2);
	bool first = lua_isnil(L, 2), found = false;
	struct key after = { 0 }, best = { 0 };
	if (!first)
		after = key_at(L, 2);
	lua_pushnil(L); /* 3: the best key so far */
	lua_pushnil(L);
	while (lua_next(L, 1)) {
		lua_pop(L, 1);
		struct key key = key_at(L, -1);
		if ((first || key_compare(&key, &after) > 0) && (!found || key_compare(&key, &best) < 0)) {
			best = key;
			found = true;
			lua_pushvalue(L, -1);
			lua_replace(L, 3);
		}
	}
	if (!found)
		return 1; /* the nil at 3 */
	lua_pushvalue(L, 3);
	lua_rawget(L, 1);
	return 2;
}
