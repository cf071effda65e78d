/* sandbox_table.c - metatables without back doors, a sort that is the same in every run, and bounds on walks over tables.
 *
 * Lua's own sort picks its pivots by the clock when a long table is badly ordered, so that equal elements come out in another order each
 * time. Ours is a bottom-up merge sort: stable, n log n comparisons whatever the comparison answers, 2 n values of scratch space.
 *
 * insert, remove and move loop in C, where no interrupt reaches. Over a table as it is that loop is bounded by memory; over one that lies about its
 * length, or over a range of 2^60 numbers, it is bounded here. */
#include "kitchen/sandbox_inner.h"

#define TABLE_MOST 10000000 /* elements; more than the memory cap allows anyway */

int sandbox_setmetatable(lua_State *L)
{
	static const char *const gone[] = { "__gc", "__mode", NULL };
	int type = lua_type(L, 2);
	luaL_checktype(L, 1, LUA_TTABLE);
	luaL_argexpected(L, type == LUA_TNIL || type == LUA_TTABLE, 2, "nil or table");
	if (luaL_getmetafield(L, 1, "__metatable") != LUA_TNIL)
		return luaL_error(L, "cannot change a protected metatable");
	for (size_t i = 0; type == LUA_TTABLE && gone[i]; i++) {
		lua_pushstring(L, gone[i]);
		if (lua_rawget(L, 2) != LUA_TNIL)
			return luaL_error(L, "'%s' depends on when memory is collected, and a recipe must not", gone[i]);
		lua_pop(L, 1);
	}
	lua_settop(L, 2);
	lua_setmetatable(L, 1);
	return 1;
}

int sandbox_getmetatable(lua_State *L)
{
	luaL_checkany(L, 1);
	if (!lua_istable(L, 1) || !lua_getmetatable(L, 1)) {
		lua_pushnil(L);
		return 1;
	}
	luaL_getmetafield(L, 1, "__metatable");
	return 1; /* the field when there is one, else the metatable */
}

/* Whether element i of the list at `list` comes before element j; the comparison, or nil, is at 2. */
static bool sort_before(lua_State *L, int list, lua_Integer i, lua_Integer j)
{
	bool before;
	if (lua_isnil(L, 2)) {
		lua_rawgeti(L, list, i);
		lua_rawgeti(L, list, j);
		before = lua_compare(L, -2, -1, LUA_OPLT);
		lua_pop(L, 2);
	} else {
		lua_pushvalue(L, 2);
		lua_rawgeti(L, list, i);
		lua_rawgeti(L, list, j);
		lua_call(L, 2, 1);
		before = lua_toboolean(L, -1);
		lua_pop(L, 1);
	}
	return before;
}

/* Merge from[low … middle) and from[middle … high) into `to`. */
static void sort_merge(lua_State *L, int from, int to, lua_Integer low, lua_Integer middle, lua_Integer high)
{
	lua_Integer left = low, right = middle;
	for (lua_Integer at = low; at < high; at++) {
		bool take_right = left == middle || (right < high && sort_before(L, from, right, left));
		lua_rawgeti(L, from, take_right ? right++ : left++);
		lua_rawseti(L, to, at);
	}
}

static int table_sort(lua_State *L)
{
	luaL_checktype(L, 1, LUA_TTABLE);
	lua_Integer count = luaL_len(L, 1);
	luaL_argcheck(L, count <= TABLE_MOST, 1, "too many elements to sort");
	if (!lua_isnoneornil(L, 2))
		luaL_checktype(L, 2, LUA_TFUNCTION);
	lua_settop(L, 2);
	if (count < 2)
		return 0;
	lua_createtable(L, (int)count, 0);
	lua_createtable(L, (int)count, 0);
	int from = 3, to = 4;
	for (lua_Integer i = 1; i <= count; i++) {
		lua_geti(L, 1, i);
		lua_rawseti(L, from, i);
	}
	for (lua_Integer width = 1; width < count; width *= 2) {
		for (lua_Integer low = 1; low <= count; low += 2 * width) {
			lua_Integer middle = low + width > count ? count + 1 : low + width;
			lua_Integer high = low + 2 * width > count ? count + 1 : low + 2 * width;
			sort_merge(L, from, to, low, middle, high);
		}
		int other = from;
		from = to;
		to = other;
	}
	for (lua_Integer i = 1; i <= count; i++) {
		lua_rawgeti(L, from, i);
		lua_seti(L, 1, i);
	}
	return 0;
}

/* insert and remove. Without a metatable the length is honest. */
static int table_shift(lua_State *L)
{
	if (luaL_getmetafield(L, 1, "__len") != LUA_TNIL) {
		lua_pop(L, 1);
		luaL_argcheck(L, luaL_len(L, 1) <= TABLE_MOST, 1, "too long a table to shift");
	}
	return sandbox_original(L);
}

static int table_move(lua_State *L)
{
	lua_Integer first = luaL_checkinteger(L, 2), last = luaL_checkinteger(L, 3);
	if (last >= first)
		luaL_argcheck(L, (lua_Unsigned)last - (lua_Unsigned)first < TABLE_MOST, 3, "too many elements to move");
	return sandbox_original(L);
}

void sandbox_table_mend(lua_State *L)
{
	lua_pushcfunction(L, table_sort);
	lua_setfield(L, -2, "sort");
	sandbox_wrap(L, "insert", table_shift);
	sandbox_wrap(L, "remove", table_shift);
	sandbox_wrap(L, "move", table_move);
}
