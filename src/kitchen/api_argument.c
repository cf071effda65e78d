/* api_argument.c - arguments of the kitchen's words, with clear errors. */
#include "kitchen/api.h"

#include "kitchen/texts.h"

#include <stdio.h>
#include <string.h>

uint32_t api_name(lua_State *L, int index, const char *what)
{
	size_t length = 0;
	const char *text = lua_type(L, index) == LUA_TSTRING ? lua_tolstring(L, index, &length) : NULL;
	if (!text || length == 0 || length > API_TEXT_MAX)
		luaL_error(L, "%s is a text of 1 to %d characters, not %s", what, (int)API_TEXT_MAX, text ? (length ? "a longer one" : "an empty one") : api_given(L, index));
	uint32_t id = texts_intern(text, length);
	if (!id)
		luaL_error(L, "%s has no visible characters, or there are too many different texts in this run (%d)", what, (int)ARENA_TEXTS);
	return id;
}

const char *api_given(lua_State *L, int index)
{
	switch (lua_type(L, index)) {
	case LUA_TNONE: return "nothing";
	case LUA_TSTRING: return lua_pushfstring(L, "the text \"%s\"", lua_tostring(L, index));
	case LUA_TNUMBER:
		if (lua_isinteger(L, index))
			return lua_pushfstring(L, "%I", (LUAI_UACINT)lua_tointeger(L, index));
		return api_number_text(L, lua_tonumber(L, index));
	default: return luaL_typename(L, index);
	}
}

const char *api_number_text(lua_State *L, double number)
{
	char text[32];
	snprintf(text, sizeof text, number == number ? "%.14g" : "no number", number);
	return lua_pushstring(L, text);
}

uint64_t api_seconds(lua_State *L, int index, const char *what)
{
	double seconds = lua_type(L, index) == LUA_TNUMBER ? lua_tonumber(L, index) : -1;
	if (!(seconds >= 0 && seconds <= 1e6))
		luaL_error(L, "%s is a number of kitchen seconds from 0 to 1000000, not %s", what, api_given(L, index));
	return (uint64_t)(seconds * 1e9);
}

int64_t api_integer(lua_State *L, int index, const char *what, int64_t min, int64_t max)
{
	int exact = 0;
	lua_Integer i = lua_type(L, index) == LUA_TNUMBER ? lua_tointegerx(L, index, &exact) : 0;
	if (!exact || i < min || i > max)
		luaL_error(L, "%s is a whole number from %I to %I, not %s", what, (LUAI_UACINT)min, (LUAI_UACINT)max, api_given(L, index));
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
