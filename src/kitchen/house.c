/* house.c - see house.h. */
#include "kitchen/house.h"

#include <lauxlib.h>

void house_table(lua_State *L, const void *key, const char *mode)
{
	if (lua_rawgetp(L, LUA_REGISTRYINDEX, key) == LUA_TTABLE)
		return;
	lua_pop(L, 1);
	lua_newtable(L);
	lua_createtable(L, 0, 1);
	lua_pushstring(L, mode);
	lua_setfield(L, -2, "__mode");
	lua_setmetatable(L, -2);
	lua_pushvalue(L, -1);
	lua_rawsetp(L, LUA_REGISTRYINDEX, key);
}

static int append(lua_State *L, const void *bytes, size_t length, void *to)
{
	(void)L;
	luaL_addlstring(to, bytes, length);
	return 0;
}

/* Push a function of the house in Lua. Its lines are not the recipe's: they are left out, so that nobody takes them for it. */
static void push_stripped(lua_State *L, const char *text)
{
	luaL_Buffer code;
	if (luaL_loadstring(L, text) != LUA_OK)
		lua_error(L);
	int at = lua_gettop(L);
	luaL_buffinit(L, &code);
	lua_pushvalue(L, at);
	lua_dump(L, append, &code, 1);
	lua_pop(L, 1);
	luaL_pushresult(&code);
	size_t length;
	const char *bytes = lua_tolstring(L, -1, &length);
	if (luaL_loadbufferx(L, bytes, length, "=the house", "b") != LUA_OK)
		lua_error(L);
	lua_replace(L, at);
	lua_settop(L, at);
}

void house_function(lua_State *L, const void *key, const char *text)
{
	if (lua_rawgetp(L, LUA_REGISTRYINDEX, key) == LUA_TFUNCTION)
		return;
	lua_pop(L, 1);
	push_stripped(L, text);
	lua_pushvalue(L, -1);
	lua_rawsetp(L, LUA_REGISTRYINDEX, key);
}
