/* api_argument.c - arguments of the kitchen's words, with clear errors. */
#include "kitchen/api.h"

#include "kitchen/texts.h"

#include <string.h>

uint32_t api_name(lua_State *L, int index, const char *what)
{
	size_t length = 0;
	const char *text = lua_type(L, index) == LUA_TSTRING ? lua_tolstring(L, index, &length) : NULL;
	if (!text || length == 0 || length > API_TEXT_MAX)
		luaL_error(L, "%s is a text of 1 to %d characters, not %s", what, (int)API_TEXT_MAX, text ? (length ? "a longer one" : "an empty one") : luaL_typename(L, index));
	uint32_t id = texts_intern(text, length);
	if (!id)
		luaL_error(L, "%s has no visible characters, or there are too many different texts in this run (%d)", what, (int)ARENA_TEXTS);
	return id;
}

uint64_t api_seconds(lua_State *L, int index, const char *what)
{
	double seconds = lua_type(L, index) == LUA_TNUMBER ? lua_tonumber(L, index) : -1;
	if (!(seconds >= 0 && seconds <= 1e6))
		luaL_error(L, "%s is a number of kitchen seconds from 0 to 1000000, not %s", what, luaL_tolstring(L, index, NULL));
	return (uint64_t)(seconds * 1e9);
}

int64_t api_integer(lua_State *L, int index, const char *what, int64_t min, int64_t max)
{
	int exact = 0;
	lua_Integer i = lua_type(L, index) == LUA_TNUMBER ? lua_tointegerx(L, index, &exact) : 0;
	if (!exact || i < min || i > max)
		luaL_error(L, "%s is a whole number from %I to %I, not %s", what, (LUAI_UACINT)min, (LUAI_UACINT)max, luaL_tolstring(L, index, NULL));
	return i;
}

void api_option(lua_State *L, int table, const char *name)
{
	if (lua_type(L, table) == LUA_TTABLE) {
		lua_pushstring(L, name);
		lua_rawget(L, table);
	} else {
		lua_pushnil(L);
	}
}

void api_options_check(lua_State *L, int table, const char *verb, const char *const *names)
{
	if (lua_isnoneornil(L, table))
		return;
	if (lua_type(L, table) != LUA_TTABLE)
		luaL_error(L, "%s takes its options in a table: {%s = …}, not %s", verb, names[0], luaL_typename(L, table));
	lua_pushnil(L);
	while (lua_next(L, table)) {
		const char *key = lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2) : NULL;
		const char *const *name = names;
		while (key && *name && strcmp(*name, key) != 0)
			name++;
		if (!key || !*name)
			luaL_error(L, "%s knows no option '%s'; it knows %s and the like", verb, key ? key : luaL_typename(L, -2), names[0]);
		lua_pop(L, 1);
	}
}
