/* api_future.c - f:result(), f:done(): handles of futures, which count as references to them (future.h). */
#include "kitchen/api_pool_inner.h"

#include "kitchen/wait.h"

#define FUTURE "kitchen.future"

/* ---- handles ---- */

struct future *api_future_test(lua_State *L, int index)
{
	struct future **at = luaL_testudata(L, index, FUTURE);
	return at ? *at : NULL;
}

struct future **api_future_place(lua_State *L)
{
	struct future **at = lua_newuserdatauv(L, sizeof *at, 0);
	*at = NULL;
	luaL_setmetatable(L, FUTURE);
	return at;
}

void api_future_push(lua_State *L, struct future *future)
{
	struct future **at = api_future_place(L);
	pool_hold(pool_of(future), future);
	*at = future;
}

static int future_gone(lua_State *L)
{
	struct future *future = *(struct future **)lua_touserdata(L, 1);
	if (future)
		pool_drop(pool_of(future), future);
	return 0;
}

/* ---- result, done ---- */

static struct future *self(lua_State *L)
{
	struct future *future = api_future_test(L, 1);
	if (!future)
		luaL_error(L, "this word belongs to a future: f = p:submit(…), then f:result()");
	return future;
}

static int attempt_result(lua_State *L, struct task *task)
{
	struct future *future = self(L);
	if (pool_wait(pool_of(future), task->worker, future) == POOL_WAIT)
		return API_WAIT;
	int count = future->result.bytes ? packed_push(L, future->result) : 0;
	if (count && future->state == FUTURE_DONE && pool_of(future)->object.type == OBJECT_CLOUD)
		return api_cloud_result(L);
	return future->state == FUTURE_RAISED ? lua_error(L) : count;
}

API_JUMPS int api_future_result(lua_State *L)
{
	struct future *future = self(L);
	struct action action = { .verb = KIND_RESULT, .object = future->pool, .item = future->number, .value = future->index };
	return api_until(L, action, attempt_result);
}

static int attempt_done(lua_State *L, struct task *task)
{
	struct future *future = self(L);
	lua_pushboolean(L, pool_is_done(pool_of(future), task->worker, future));
	return 1;
}

static int future_word_done(lua_State *L)
{
	struct future *future = self(L);
	return api_do(L, (struct action){ .verb = KIND_IS_DONE, .object = future->pool, .item = future->number }, attempt_done);
}

/* ---- opening ---- */

void api_open_futures(lua_State *L)
{
	static const luaL_Reg methods[] = { { "result", api_future_result }, { "done", future_word_done }, { NULL, NULL } };
	luaL_newmetatable(L, FUTURE);
	luaL_newlib(L, methods);
	lua_setfield(L, -2, "__index");
	lua_pushboolean(L, 0);
	lua_setfield(L, -2, "__metatable");
	lua_pushcfunction(L, future_gone);
	lua_setfield(L, -2, "__gc");
	lua_pop(L, 1);
}
