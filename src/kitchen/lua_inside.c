/* lua_inside.c - trying out what lua_inside.h takes for granted.
 *
 * Nothing is believed: an address that is read from such a layout is first tried with a system call, which fails where a look would crash. The functions that are
 * looked at are made so that their positions, registers and captured locals are known. */
#include "kitchen/lua_inside.h"

#include "kitchen/bytecode_live.h"
#include "trace/stream.h"

#include <lauxlib.h>
#include <string.h>
#include <unistd.h>

/* `outer` captures nothing, calls its argument twice, with a closure over its local; `inner` is what it gave. */
static const char tried[] = "return function(stop) local held = 77; local inner = function() return held end; stop(inner); stop(inner); return inner end";

#define OP_CALL 68
#define HELD_REGISTER 1 /* after the argument */

struct trial {
	int pipe[2];
};

/* Whether so many bytes can be read there. */
static bool readable(const struct trial *trial, const void *at, size_t size)
{
	char sink[512];
	return size <= sizeof sink && write(trial->pipe[1], at, size) == (ssize_t)size && read(trial->pipe[0], sink, size) == (ssize_t)size;
}

static int gather(lua_State *L, const void *bytes, size_t length, void *to)
{
	(void)L;
	buffer_append(to, bytes, length);
	return 0;
}

/* Whether the code that the layout shows is the code that lua_dump writes. The function is on top. */
static bool proto_right(lua_State *L, const struct trial *trial)
{
	struct buffer dump = { 0 };
	const void *closure = lua_topointer(L, -1);
	const struct inside_proto *proto = readable(trial, closure, 40) ? inside_proto(closure) : NULL;
	bool right = false;
	if (proto && readable(trial, proto, sizeof *proto) && proto->code_count > 4 && proto->code_count < 64 && proto->named == 1 && proto->more == 0 &&
	    proto->registers >= 3 && proto->registers < 16 && proto->proto_count == 1 && readable(trial, proto->code, (size_t)proto->code_count * 4) &&
	    readable(trial, proto->protos, 8) && readable(trial, proto->protos[0], sizeof **proto->protos)) {
		const struct inside_proto *inner = proto->protos[0];
		lua_dump(L, gather, &dump, 1);
		right = memmem(dump.bytes, dump.length, proto->code, (size_t)proto->code_count * 4) != NULL && inner->captured_count == 1 &&
			readable(trial, inner->captured, sizeof *inner->captured) && inner->captured[0].on_stack == 1 && inner->captured[0].index == HELD_REGISTER;
		buffer_release(&dump);
	}
	return right;
}

static int stop_over(lua_State *L, int status, lua_KContext context)
{
	(void)L, (void)status, (void)context;
	return 0;
}

static int stop(lua_State *L)
{
	return lua_yieldk(L, 0, (lua_KContext)0x5a5a, stop_over);
}

/* Whether the held local, captured by the function on top, is found where it lies; `at`: its place, NULL: its own. */
static bool captured_right(lua_State *L, const struct trial *trial, const char *at)
{
	const char *id = lua_upvalueid(L, -1, 1);
	lua_Integer held;
	if (!id || !readable(trial, id, 40) || inside_open(id) != at)
		return false;
	memcpy(&held, at ? at : id + 24, sizeof held);
	return held == 77;
}

/* Whether the coroutine, stopped for the first or second time, stands where it must; *position becomes how far. */
static bool calls_right(lua_State *co, const struct trial *trial, const struct inside_proto *proto, ptrdiff_t *position)
{
	lua_Debug top, below;
	if (!lua_getstack(co, 0, &top) || !lua_getstack(co, 1, &below) || !readable(trial, top.i_ci, sizeof(struct inside_call)) ||
	    !readable(trial, below.i_ci, sizeof(struct inside_call)))
		return false;
	const struct inside_call *c = inside_call(&top), *call = inside_call(&below);
	ptrdiff_t before = *position;
	*position = call->u.lua.next_code - proto->code;
	if (c->u.c.then != stop_over || c->u.c.context != 0x5a5a || c->previous != call || *position <= before || *position > proto->code_count ||
	    (call->u.lua.next_code[-1] & 0x7f) != OP_CALL)
		return false;
	if (!lua_getlocal(co, &below, 3))
		return false;
	bool right = captured_right(co, trial, call->func + INSIDE_VALUE_BYTES * (1 + HELD_REGISTER));
	lua_pop(co, 1);
	return right;
}

/* The function is on top; takes a coroutine through it. */
static bool stops_right(lua_State *L, const struct trial *trial)
{
	const struct inside_proto *proto = inside_proto(lua_topointer(L, -1));
	lua_State *co = lua_newthread(L);
	ptrdiff_t position = 0;
	int results;
	lua_pushvalue(L, -2);
	lua_xmove(L, co, 1);
	lua_pushcfunction(co, stop);
	bool right = true;
	for (int arguments = 1, i = 0; right && i < 2; i++, arguments = 0)
		right = lua_resume(co, L, arguments, &results) == LUA_YIELD && calls_right(co, trial, proto, &position);
	right = right && lua_resume(co, L, 0, &results) == LUA_OK && results == 1 && captured_right(co, trial, NULL);
	lua_pop(L, 1);
	return right;
}

bool inside_check(lua_State *L)
{
	struct trial trial;
	int top = lua_gettop(L);
	if (lua_version(L) != 504 || sizeof(void *) != 8 || pipe(trial.pipe) != 0)
		return false;
	bool right = luaL_loadstring(L, tried) == LUA_OK && lua_pcall(L, 0, 1, 0) == LUA_OK && proto_right(L, &trial) && stops_right(L, &trial);
	lua_settop(L, top);
	close(trial.pipe[0]);
	close(trial.pipe[1]);
	return right;
}
