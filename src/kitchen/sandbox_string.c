/* sandbox_string.c - values as words, and what is different about string.format and string.rep.
 *
 * An address is different in every run and means nothing to a reader: tables are "table", functions "function", an object of the kitchen what its
 * metatable says. The bounds: string.rep of an empty text would count up to any number without allocating
 * anything; all else that makes long texts ends at the memory cap. */
#include "kitchen/sandbox_inner.h"

#include <string.h>

void sandbox_push_words(lua_State *L, int index)
{
	index = lua_absindex(L, index);
	if (luaL_callmeta(L, index, "__tostring")) {
		if (!lua_isstring(L, -1))
			luaL_error(L, "'__tostring' must return a string");
		return;
	}
	int type = lua_type(L, index);
	if (type == LUA_TNUMBER || type == LUA_TSTRING || type == LUA_TBOOLEAN || type == LUA_TNIL) {
		luaL_tolstring(L, index, NULL);
		return;
	}
	int named = luaL_getmetafield(L, index, "__name");
	if (named == LUA_TSTRING)
		return;
	if (named != LUA_TNIL)
		lua_pop(L, 1);
	lua_pushstring(L, luaL_typename(L, index));
}

int sandbox_tostring(lua_State *L)
{
	luaL_checkany(L, 1);
	sandbox_push_words(L, 1);
	return 1;
}

/* Walk over the format: what %s is to show is made words here, because the original would show addresses. */
static int string_format(lua_State *L)
{
	size_t length;
	const char *at = luaL_checklstring(L, 1, &length), *end = at + length;
	int argument = 1, top = lua_gettop(L);
	while (at < end) {
		if (*at++ != '%')
			continue;
		if (at < end && *at == '%') {
			at++;
			continue;
		}
		argument++;
		while (at < end && *at && strchr("-+ #0123456789.", *at))
			at++;
		if (at == end)
			break;
		if (*at == 'p')
			return luaL_argerror(L, 1, "'%p' shows an address, and a recipe shows none");
		if (*at == 's' && argument <= top && lua_type(L, argument) != LUA_TSTRING && lua_type(L, argument) != LUA_TNUMBER) {
			sandbox_push_words(L, argument);
			lua_replace(L, argument);
		}
		at++;
	}
	return sandbox_original(L);
}

static int string_rep(lua_State *L)
{
	size_t length, between;
	luaL_checklstring(L, 1, &length);
	luaL_checkinteger(L, 2);
	luaL_optlstring(L, 3, "", &between);
	if (length + between == 0) {
		lua_pushliteral(L, "");
		return 1;
	}
	return sandbox_original(L);
}

void sandbox_string_mend(lua_State *L)
{
	lua_pushnil(L);
	lua_setfield(L, -2, "dump");
	sandbox_wrap(L, "format", string_format);
	sandbox_wrap(L, "rep", string_rep);
}
