/* explore_code.c - what the explorer knows of functions' code; see explore_value.h.
 *
 * The same code is loaded again and again where functions travel, at other addresses; it is told by what lua_dump writes of it, and of a function written within another by its
 * place there. What is learned is kept by address. An address can come to be another function's when a run goes back to an earlier moment: so
 * what was learned after the first moment is forgotten then, and every closure looked at is kept from Lua's collector. */
#include "kitchen/explore_value.h"

#include "kitchen/bytecode_live.h"
#include "kitchen/lua_inside.h"

#include <lauxlib.h>
#include <stdlib.h>

static const char kept_key; /* registry: the closures looked at */

static struct walk_code **table; /* by the proto's address, open-addressed */
static size_t table_size;
static struct walk_code **all; /* in the order of learning */
static size_t count, all_size, lasting; /* … of which so many were learned before the first moment */

static size_t slot_of(const void *proto)
{
	size_t i = (size_t)((uintptr_t)proto / 16 * UINT64_C(0x9e3779b97f4a7c15) >> 20) & (table_size - 1);
	while (table[i] && table[i]->proto != proto)
		i = (i + 1) & (table_size - 1);
	return i;
}

static void forget_after(size_t left)
{
	while (count > left) {
		struct walk_code *code = all[--count];
		free(code->live);
		free(code);
	}
	for (size_t i = 0; i < table_size; i++)
		table[i] = NULL;
	for (size_t i = 0; i < count; i++)
		table[slot_of(all[i]->proto)] = all[i];
}

void walk_code_open(void)
{
	forget_after(0);
	lasting = 0;
}

void walk_code_lasts(void)
{
	lasting = count;
}

void walk_code_back(void)
{
	if (count > lasting)
		forget_after(lasting);
}

/* Room for one more; false when memory is out. */
static bool room(void)
{
	if (count == all_size) {
		size_t size = all_size ? all_size * 2 : 32;
		struct walk_code **more = realloc(all, size * sizeof *more), **wider = calloc(size * 4, sizeof *wider);
		if (more)
			all = more;
		if (!more || !wider) {
			free(wider);
			return false;
		}
		all_size = size;
		free(table);
		table = wider;
		table_size = size * 4;
		forget_after(count);
	}
	return true;
}

static const struct walk_code *learn(const struct inside_proto *proto, struct explorer_key same)
{
	struct walk_code *code = room() ? malloc(sizeof *code) : NULL;
	if (!code)
		return NULL;
	*code = (struct walk_code){ proto, same, bytecode_live(proto) };
	if (!code->live) {
		free(code);
		return NULL;
	}
	all[count++] = code;
	table[slot_of(proto)] = code;
	for (int i = 0; i < proto->proto_count; i++) {
		struct explorer_key inner = same;
		mix(&inner, 0x1000000u + (uint64_t)i);
		if (!table[slot_of(proto->protos[i])] && !learn(proto->protos[i], inner))
			return NULL;
	}
	return code;
}

static int mix_dump(lua_State *L, const void *bytes, size_t length, void *key)
{
	(void)L;
	mix_bytes(key, bytes, length);
	return 0;
}

/* Keep the closure on top from being collected. */
static void keep(lua_State *L)
{
	if (lua_rawgetp(L, LUA_REGISTRYINDEX, &kept_key) != LUA_TTABLE) {
		lua_pop(L, 1);
		lua_newtable(L);
		lua_pushvalue(L, -1);
		lua_rawsetp(L, LUA_REGISTRYINDEX, &kept_key);
	}
	lua_pushvalue(L, -2);
	lua_rawseti(L, -2, (lua_Integer)lua_rawlen(L, -2) + 1);
	lua_pop(L, 1);
}

const struct walk_code *walk_code(lua_State *L)
{
	const struct inside_proto *proto = inside_proto(lua_topointer(L, -1));
	struct explorer_key same = { 3, 5 };
	if (table_size && table[slot_of(proto)])
		return table[slot_of(proto)];
	keep(L);
	lua_dump(L, mix_dump, &same, 0);
	return learn(proto, same);
}
