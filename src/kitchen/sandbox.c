/* sandbox.c - making a state that a stranger's recipe may run in.
 *
 * Lua's own libraries are opened into a fresh state and picked over: what the header keeps goes into a table of builtins, some words replaced by
 * ours, and the globals are emptied again. That table and the libraries in it are the same for all coroutines of a state but not
 * for other states; so that a recipe means the same on every engine, it gets each library as a read-only stand-in.
 *
 * Two tables lie in the registry: the builtins, and their names (sandbox_names.c). Everything else about the state is in struct
 * sandbox, which is the allocator's user data.
 *
 * An interrupt is an error whose value is the address of an entry of `stops`: nothing in Lua can make such a value, and pcall
 * (sandbox_call.c) lets it by. */
#include "kitchen/sandbox_inner.h"

#include <lualib.h>
#include <stdlib.h>
#include <string.h>

static const char stops[SANDBOX_QUIT + 1];

struct sandbox *sandbox_of(lua_State *L)
{
	void *box;
	lua_getallocf(L, &box);
	return box;
}

static const char *const kept[] = { "assert", "error", "ipairs", "select", "tonumber", "type", "_VERSION", NULL };

static const luaL_Reg ours[] = {
	{ "getmetatable", sandbox_getmetatable },
	{ "next", sandbox_next },
	{ "pairs", sandbox_pairs },
	{ "pcall", sandbox_pcall },
	{ "setmetatable", sandbox_setmetatable },
	{ "tostring", sandbox_tostring },
	{ "xpcall", sandbox_xpcall },
	{ NULL, NULL },
};

static void base_open(lua_State *L, int builtins)
{
	lua_pushcfunction(L, luaopen_base);
	lua_call(L, 0, 1);
	for (size_t i = 0; kept[i]; i++) {
		lua_getfield(L, -1, kept[i]);
		lua_setfield(L, builtins, kept[i]);
	}
	lua_pushnil(L);
	while (lua_next(L, -2)) {
		lua_pop(L, 1);
		lua_pushvalue(L, -1);
		lua_pushnil(L);
		lua_rawset(L, -4);
	}
	lua_pop(L, 1);
	lua_pushvalue(L, builtins);
	luaL_setfuncs(L, ours, 0);
	lua_pop(L, 1);
}

static int library_refuse(lua_State *L)
{
	return luaL_error(L, "'%s' is the same for all workers and cannot be changed; keep your function in a local", lua_tostring(L, lua_upvalueindex(1)));
}

static int library_pairs(lua_State *L)
{
	lua_pushcfunction(L, sandbox_pairs);
	lua_pushvalue(L, lua_upvalueindex(1));
	lua_call(L, 1, 3);
	return 3;
}

/* Replace the library on top by a stand-in through which it can be read. */
static void library_guard(lua_State *L, const char *name)
{
	lua_newtable(L);
	lua_createtable(L, 0, 5);
	lua_pushvalue(L, -3);
	lua_setfield(L, -2, "__index");
	lua_pushstring(L, name);
	lua_pushcclosure(L, library_refuse, 1);
	lua_setfield(L, -2, "__newindex");
	lua_pushvalue(L, -3);
	lua_pushcclosure(L, library_pairs, 1);
	lua_setfield(L, -2, "__pairs");
	lua_pushstring(L, name);
	lua_setfield(L, -2, "__name");
	lua_pushboolean(L, 0);
	lua_setfield(L, -2, "__metatable");
	lua_setmetatable(L, -2);
	lua_remove(L, -2);
}

static void math_mend(lua_State *L)
{
	static const char *const gone[] = { "random", "randomseed", NULL };
	for (size_t i = 0; gone[i]; i++) {
		lua_pushnil(L);
		lua_setfield(L, -2, gone[i]);
	}
}

static void library_open(lua_State *L, int builtins, const char *name, lua_CFunction open, void (*mend)(lua_State *))
{
	lua_pushcfunction(L, open);
	lua_call(L, 0, 1);
	if (mend)
		mend(L);
	library_guard(L, name);
	lua_setfield(L, builtins, name);
}

/* Called protected, so that running out of memory here is no abort. */
static int builtins_open(lua_State *L)
{
	lua_createtable(L, 0, 64);
	int builtins = lua_gettop(L);
	lua_pushvalue(L, builtins);
	lua_rawsetp(L, LUA_REGISTRYINDEX, &sandbox_builtins);
	lua_newtable(L);
	lua_rawsetp(L, LUA_REGISTRYINDEX, &sandbox_names);
	base_open(L, builtins);
	library_open(L, builtins, "string", luaopen_string, sandbox_string_mend);
	library_open(L, builtins, "table", luaopen_table, sandbox_table_mend);
	library_open(L, builtins, "math", luaopen_math, math_mend);
	library_open(L, builtins, "utf8", luaopen_utf8, NULL);
	return 0;
}

/* What is kept beside a state lies where the state's memory does. */
static struct sandbox *box_new(struct memory_cap *cap)
{
	struct sandbox *box = cap->resize ? cap->resize(NULL, 0, sizeof *box) : malloc(sizeof *box);
	if (box)
		*box = (struct sandbox){ .cap = cap };
	return box;
}

static void box_free(struct sandbox *box)
{
	memory_settle(box);
	if (box->cap->resize)
		box->cap->resize(box, sizeof *box, 0);
	else
		free(box);
}

lua_State *sandbox_new(struct memory_cap *cap)
{
	struct sandbox *box = box_new(cap);
	if (!box)
		return NULL;
	lua_State *L = lua_newstate(memory_allocate, box);
	if (!L) {
		box_free(box);
		return NULL;
	}
	box->main = box->running = L;
	lua_pushcfunction(L, builtins_open);
	if (lua_pcall(L, 0, 0, 0) != LUA_OK) {
		sandbox_close(L);
		return NULL;
	}
	return L;
}

void sandbox_close(lua_State *L)
{
	struct sandbox *box = sandbox_of(L);
	box->running = NULL;
	lua_close(box->main);
	box_free(box);
}

void sandbox_wrap(lua_State *L, const char *name, lua_CFunction checked)
{
	lua_getfield(L, -1, name);
	lua_pushcclosure(L, checked, 1);
	lua_setfield(L, -2, name);
}

int sandbox_original(lua_State *L)
{
	return lua_tocfunction(L, lua_upvalueindex(1))(L);
}

int sandbox_raise(lua_State *L, enum sandbox_stop why)
{
	sandbox_of(L)->raised = why;
	lua_pushlightuserdata(L, (void *)&stops[why]);
	return lua_error(L);
}

/* The next thousand. */
static void spend(lua_State *L, lua_Debug *frame)
{
	(void)frame;
	if (--sandbox_of(L)->budget == 0)
		sandbox_raise(L, SANDBOX_ENDLESS);
}

void sandbox_budget(lua_State *L, int thousands)
{
	sandbox_of(L)->budget = thousands;
	sandbox_of(L)->raised = SANDBOX_GO;
	lua_sethook(L, thousands ? spend : NULL, thousands ? LUA_MASKCOUNT : 0, 1000);
}

enum sandbox_stop sandbox_interrupted(lua_State *L, int index)
{
	if (lua_islightuserdata(L, index)) {
		const char *at = lua_touserdata(L, index);
		for (int why = SANDBOX_GO + 1; why <= SANDBOX_QUIT; why++)
			if (at == &stops[why])
				return (enum sandbox_stop)why;
	}
	if (sandbox_of(L)->refused && lua_type(L, index) == LUA_TSTRING && strcmp(lua_tostring(L, index), "not enough memory") == 0)
		return SANDBOX_MEMORY;
	return SANDBOX_GO;
}

const char *sandbox_error_words(lua_State *L, int index)
{
	switch (lua_type(L, index)) {
	case LUA_TSTRING:
	case LUA_TNUMBER: return lua_tostring(L, index);
	case LUA_TNIL: return "an error without words: error() was given nothing";
	case LUA_TTABLE: return "an error without words: error() was given a table, not a text";
	default: return "an error without words";
	}
}
