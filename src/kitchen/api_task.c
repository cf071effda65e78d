/* api_task.c - task(name, fn, …), t:join(). */
#include "kitchen/api.h"

#include "kitchen/instance.h"

#include "kitchen/probe.h"
#include "kitchen/texts.h"
#include "kitchen/wait.h"

#include <string.h>

#define HANDLE "kitchen.task"

/* ---- handles ---- */

uint32_t api_task_handle_test(lua_State *L, int index)
{
	uint32_t *at = luaL_testudata(L, index, HANDLE);
	return at ? *at : 0;
}

void api_task_handle_push(lua_State *L, uint32_t worker)
{
	*(uint32_t *)lua_newuserdatauv(L, sizeof worker, 0) = worker;
	luaL_setmetatable(L, HANDLE);
}

static int word_task(lua_State *L)
{
	if (arena->instance)
		instance_refuse(L, "task()");
	uint32_t name = api_name(L, 1, "a task's name");
	if (lua_type(L, 2) != LUA_TFUNCTION || lua_iscfunction(L, 2))
		return luaL_error(L, "task(name, function, …) needs a function of the recipe, not %s", luaL_typename(L, 2));
	api_action(L);
	struct worker *worker = task_begin(L, name, 2);
	api_task_handle_push(L, worker->id);
	return 1;
}

/* ---- join ---- */

static int killed_error(lua_State *L, const struct worker *other)
{
	const char *name = texts_get(other->name, NULL);
	int signal = atomic_load(&other->killed);
	if (signal == KILLED_BY_ITSELF)
		return luaL_error(L, "%s cannot be joined: its process exited before its end", name);
	return luaL_error(L, "%s cannot be joined: its process was killed by signal %d (%s)", name, signal, strsignal(signal));
}

static int attempt_join(lua_State *L, struct task *task)
{
	struct worker *other = worker_at(api_task_handle_test(L, 1)), *self = task->worker;
	struct guard *guard = &arena->guard_joins[other->id % 64];
	guard_take(guard);
	enum worker_state state = atomic_load_explicit(&other->state, memory_order_relaxed);
	bool ended = state == WORKER_ENDED || state == WORKER_FAILED || state == WORKER_KILLED;
	if (ended)
		probe(self, KIND_JOINED, 0, 0, 0, other->id);
	else
		wait_begin(self, &other->joiners, REASON_WORKER_JOIN, 0, 0, other->id);
	guard_give(guard);
	if (!ended)
		return API_WAIT;
	if (state == WORKER_KILLED)
		return killed_error(L, other);
	return other->result.bytes ? packed_push(L, other->result) : 0;
}

API_JUMPS static int task_word_join(lua_State *L)
{
	uint32_t id = api_task_handle_test(L, 1);
	if (!id)
		return luaL_error(L, "join() belongs to a task: t = task(…), then t:join()");
	if (id == task_of(L)->worker->id)
		return luaL_error(L, "a task cannot join itself: it would wait for ever");
	return api_until(L, (struct action){ .verb = KIND_JOINED, .value = id }, attempt_join);
}

void api_open_task(lua_State *L)
{
	static const luaL_Reg words[] = { { "task", word_task }, { NULL, NULL } };
	luaL_setfuncs(L, words, 0);
	luaL_newmetatable(L, HANDLE);
	lua_createtable(L, 0, 1);
	lua_pushcfunction(L, task_word_join);
	lua_setfield(L, -2, "join");
	lua_setfield(L, -2, "__index");
	lua_pushboolean(L, 0);
	lua_setfield(L, -2, "__metatable");
	lua_pop(L, 1);
}
