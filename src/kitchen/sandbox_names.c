/* sandbox_names.c - builtins by their names, and the names of builtins.
 *
 * A function in C cannot travel to another state, but its name can: "string.format" is found there again. The names are kept in a
 * table from value to name, filled from the builtins when first asked and again when a function is not in it, as the kitchen may
 * have added words since. */
#include "kitchen/sandbox_inner.h"

#include <string.h>

const char sandbox_builtins, sandbox_names;

void sandbox_push_builtins(lua_State *L)
{
	lua_rawgetp(L, LUA_REGISTRYINDEX, &sandbox_builtins);
}

bool sandbox_push_builtin(lua_State *L, const char *name)
{
	sandbox_push_builtins(L);
	const char *dot = strchr(name, '.');
	if (dot) {
		lua_pushlstring(L, name, (size_t)(dot - name));
		lua_rawget(L, -2);
		lua_remove(L, -2);
		name = dot + 1;
	}
	if (lua_istable(L, -1))
		lua_getfield(L, -1, name);
	else
		lua_pushnil(L);
	lua_remove(L, -2);
	if (lua_isnil(L, -1)) {
		lua_pop(L, 1);
		return false;
	}
	return true;
}

/* names[value] = prefix .. key for each function of the table on top. */
static void names_add(lua_State *L, int names, const char *prefix)
{
	lua_pushnil(L);
	while (lua_next(L, -2)) {
		if (lua_isfunction(L, -1) && lua_type(L, -2) == LUA_TSTRING) {
			lua_pushfstring(L, "%s%s", prefix, lua_tostring(L, -2));
			lua_rawset(L, names);
		} else {
			lua_pop(L, 1);
		}
	}
}

static void names_fill(lua_State *L, int names)
{
	static const char *const libraries[] = { "string", "table", "math", "utf8", NULL };
	sandbox_push_builtins(L);
	names_add(L, names, "");
	for (size_t i = 0; libraries[i]; i++) {
		lua_getfield(L, -1, libraries[i]);
		lua_pushvalue(L, -1);
		lua_pushstring(L, libraries[i]);
		lua_rawset(L, names);
		luaL_getmetafield(L, -1, "__index");
		const char *prefix = lua_pushfstring(L, "%s.", libraries[i]);
		lua_insert(L, -2);
		names_add(L, names, prefix);
		lua_pop(L, 3);
	}
	lua_pop(L, 1);
}

void sandbox_push_builtin_name(lua_State *L, int index)
{
	struct sandbox *box = sandbox_of(L);
	index = lua_absindex(L, index);
	bool function = lua_iscfunction(L, index);
	lua_rawgetp(L, LUA_REGISTRYINDEX, &sandbox_names);
	lua_pushvalue(L, index);
	/* The kitchen may have added words since: an unknown function is looked for again. Unknown tables are ordinary. */
	if (lua_rawget(L, -2) == LUA_TNIL && (function || (!box->named && lua_istable(L, index)))) {
		lua_pop(L, 1);
		names_fill(L, lua_absindex(L, -1));
		box->named = true;
		lua_pushvalue(L, index);
		lua_rawget(L, -2);
	}
	lua_remove(L, -2);
}
