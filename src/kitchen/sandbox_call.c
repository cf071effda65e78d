/* sandbox_call.c - pcall and xpcall that cannot hold an interrupt back, and where a worker must not wait.
 *
 * Both are made of lua_pcallk with a continuation, so that on the event loop a call of the kitchen may yield from inside a pcall. After
 * a failure they look at what failed: an interrupt, or memory that was refused, goes on outward. It does so also when a
 * __close on the way has replaced it by another error: once an interrupt was raised, no pcall of the state holds any error
 * back. A handler of xpcall is not called for interrupts: it runs before the stack is unwound and could go on for ever.
 *
 * Lua cannot wait within a callback of a C function. On the event loop Lua itself notices: the coroutine cannot yield there. A thread could
 * wait, but then a recipe would work on one engine and fail on the other; so where yielding is not possible, the stack of
 * calls is searched for such a C function. */
#include "kitchen/sandbox_inner.h"

/* Raise again what must not be held back; else leave the error value on top and return. */
static void interrupt_pass(lua_State *L, int status)
{
	struct sandbox *box = sandbox_of(L);
	enum sandbox_stop why = box->raised;
	if (why == SANDBOX_GO)
		why = sandbox_interrupted(L, -1);
	if (why == SANDBOX_GO && status == LUA_ERRMEM)
		why = SANDBOX_MEMORY;
	if (why != SANDBOX_GO)
		sandbox_raise(L, why);
}

void (*sandbox_caught)(lua_State *L);

/* The stack holds `below` values of ours, then true, then what the function returned or the error. */
static int call_finish(lua_State *L, int status, lua_KContext below)
{
	if (status != LUA_OK && status != LUA_YIELD) {
		interrupt_pass(L, status);
		if (sandbox_caught)
			sandbox_caught(L);
		lua_pushboolean(L, 0);
		lua_insert(L, -2);
		return 2;
	}
	return lua_gettop(L) - (int)below;
}

int sandbox_pcall(lua_State *L)
{
	luaL_checkany(L, 1);
	lua_pushboolean(L, 1);
	lua_insert(L, 1);
	int status = lua_pcallk(L, lua_gettop(L) - 2, LUA_MULTRET, 0, 0, call_finish);
	return call_finish(L, status, 0);
}

static int handler_call(lua_State *L)
{
	if (sandbox_of(L)->raised != SANDBOX_GO || sandbox_interrupted(L, 1) != SANDBOX_GO)
		return 1;
	lua_pushvalue(L, lua_upvalueindex(1));
	lua_insert(L, 1);
	lua_call(L, 1, 1);
	return 1;
}

int sandbox_xpcall(lua_State *L)
{
	int count = lua_gettop(L);
	luaL_checktype(L, 2, LUA_TFUNCTION);
	lua_pushvalue(L, 2);
	lua_pushcclosure(L, handler_call, 1);
	lua_replace(L, 2);
	lua_pushboolean(L, 1);
	lua_pushvalue(L, 1);
	lua_rotate(L, 3, 2); /* function, handler, true, function, arguments */
	int status = lua_pcallk(L, count - 2, LUA_MULTRET, 2, 2, call_finish);
	return call_finish(L, status, 2);
}

void sandbox_lets_wait(lua_State *L, lua_CFunction function)
{
	lua_pushboolean(L, 1);
	lua_rawsetp(L, LUA_REGISTRYINDEX, (void *)function);
}

static bool lets_wait(lua_State *L, lua_CFunction function)
{
	if (function == sandbox_pcall || function == sandbox_xpcall)
		return true;
	bool lets = lua_rawgetp(L, LUA_REGISTRYINDEX, (void *)function) != LUA_TNIL;
	lua_pop(L, 1);
	return lets;
}

const char *sandbox_no_wait(lua_State *L)
{
	if (lua_isyieldable(L))
		return NULL;
	const char *name = NULL;
	bool inside = false;
	lua_Debug frame;
	/* Level 0 is the kitchen's function that wants to wait. */
	for (int level = 1; !name && lua_getstack(L, level, &frame); level++) {
		lua_getinfo(L, "f", &frame);
		lua_CFunction function = lua_tocfunction(L, -1);
		if (function == handler_call) {
			name = "the handler of xpcall";
		} else if (function && !lets_wait(L, function)) {
			inside = true;
			sandbox_push_builtin_name(L, -1);
			name = lua_tostring(L, -1);
			lua_pop(L, 1);
		}
		lua_pop(L, 1);
	}
	return name ? name : inside ? "a function of the house" : NULL;
}
