/* api_object.c - kitchen objects as Lua values: userdata that hold a pointer into the arena, one per object and state, so that they compare equal. */
#include "kitchen/api.h"


#include <string.h>

static const char objects_key; /* registry: id → userdata */

void api_open_objects(lua_State *L)
{
	lua_newtable(L);
	lua_rawsetp(L, LUA_REGISTRYINDEX, &objects_key);
}

static void metatable_name(enum object_type type, char to[32])
{
	strcpy(to, "kitchen.");
	strncat(to, object_type_name(type), 31 - strlen(to));
}

void api_object_push(lua_State *L, struct object *object)
{
	char name[32];
	lua_rawgetp(L, LUA_REGISTRYINDEX, &objects_key);
	if (lua_rawgeti(L, -1, object->id) == LUA_TUSERDATA) {
		lua_remove(L, -2);
		return;
	}
	lua_pop(L, 1);
	*(struct object **)lua_newuserdatauv(L, sizeof object, 0) = object;
	metatable_name(object->type, name);
	luaL_setmetatable(L, name);
	lua_pushvalue(L, -1);
	lua_rawseti(L, -3, object->id);
	lua_remove(L, -2);
}

int api_object_made(lua_State *L, struct object *object, uint32_t capacity)
{
	if (!object)
		return luaL_error(L, "no more objects can be made: there is room for %d in one run, and no more memory than the kitchen has", (int)ARENA_OBJECTS);
	object_announce(object, task_of(L)->worker, capacity);
	api_object_push(L, object);
	return 1;
}

struct object *api_object_test(lua_State *L, int index, enum object_type type)
{
	char name[32];
	if (lua_type(L, index) != LUA_TUSERDATA)
		return NULL;
	for (enum object_type t = 1; t < OBJECT_TYPE_COUNT; t++) {
		struct object **at;
		if (type != OBJECT_NONE && t != type)
			continue;
		metatable_name(t, name);
		if ((at = luaL_testudata(L, index, name)))
			return *at;
	}
	return NULL;
}

void *api_self(lua_State *L, enum object_type type)
{
	struct object **at = lua_touserdata(L, lua_upvalueindex(1)) && lua_type(L, 1) == LUA_TUSERDATA ? lua_touserdata(L, 1) : NULL;
	if (at && lua_getmetatable(L, 1)) {
		bool same = lua_topointer(L, -1) == lua_touserdata(L, lua_upvalueindex(1));
		lua_pop(L, 1);
		if (same)
			return *at;
	}
	luaL_error(L, "this word belongs to a %s: write it with a colon after one, as in x:word()", object_type_name(type));
	return NULL;
}

void api_object_type(lua_State *L, enum object_type type, const luaL_Reg *methods, const luaL_Reg *metamethods)
{
	char name[32];
	metatable_name(type, name);
	luaL_newmetatable(L, name);
	int meta = lua_gettop(L);
	lua_pushboolean(L, 0);
	lua_setfield(L, meta, "__metatable");
	lua_createtable(L, 0, 8);
	lua_pushlightuserdata(L, (void *)lua_topointer(L, meta));
	luaL_setfuncs(L, methods, 1);
	lua_pushvalue(L, -1);
	lua_setfield(L, meta, "__index");
	int table = lua_gettop(L);
	lua_pushvalue(L, meta);
	lua_pushlightuserdata(L, (void *)lua_topointer(L, meta));
	lua_pushvalue(L, table);
	luaL_setfuncs(L, metamethods, 2);
	lua_settop(L, meta - 1);
}
