/* api_pool.c - pool(name, n[, engine]): p:submit(fn, …), p:map(fn, list), p:shutdown().
 *
 * A function is packed when it is given. One that captured nothing packs to the same bytes for ever, so its number in the pool is kept beside it. */
#include "kitchen/api_pool_inner.h"

#include "kitchen/explore.h"
#include "kitchen/house.h"
#include "kitchen/instance.h"
#include "kitchen/parcel.h"
#include "kitchen/private.h"
#include "kitchen/sandbox.h"
#include "kitchen/texts.h"
#include "kitchen/wait.h"

#include <stdio.h>
#include <string.h>

#define WORKERS_MAX 256

static const char known_key; /* registry: function → pool_code_id */
static const char map_key;   /* registry: what map does */

static const char *name_of(const struct pool *pool)
{
	return texts_get(pool->object.name, NULL);
}

/* ---- submit ---- */

/* The function at `index` as a call carries it: its number in the pool, or -1 and its own code. */
static int function_code(lua_State *L, struct pool *pool, int index, struct packed *code)
{
	house_table(L, &known_key, "k");
	lua_pushvalue(L, index);
	lua_Integer known = lua_rawget(L, -2) == LUA_TNUMBER ? lua_tointeger(L, -1) : 0;
	lua_pop(L, 1);
	int kept = known >> 16 == pool->object.id ? (int)(known & 0xffff) : -1;
	if (kept < 0) {
		*code = packed_make(L, index, index, "the function given to a pool");
		kept = pool_code(pool, code);
		if (kept >= 0)
			*code = (struct packed){ 0 };
		if (kept >= 0 && parcel_is_plain(L, index)) {
			lua_pushvalue(L, index);
			lua_pushinteger(L, pool_code_id(pool, kept));
			lua_rawset(L, -3);
		}
	}
	lua_pop(L, 1);
	return kept;
}

static int attempt_submit(lua_State *L, struct task *task)
{
	struct pool *pool = api_receiver(L);
	struct packed code = { 0 }, arguments = { 0 };
	int last = lua_gettop(L);
	int kept = function_code(L, pool, 2, &code);
	if (last > 2)
		arguments = packed_make(L, 3, last, "an argument of a call");
	struct future **at = api_future_place(L);
	*at = pool_submit(pool, task->worker, kept, code, arguments);
	if (!*at)
		return luaL_error(L, pool->closed ? "the pool %s is shut down: it takes no more calls" : "no memory is left in the kitchen for more calls of the pool %s",
				  name_of(pool));
	return 1;
}

static void check_function(lua_State *L, const char *usage)
{
	if (lua_type(L, 2) != LUA_TFUNCTION || lua_iscfunction(L, 2))
		luaL_error(L, "%s needs a function of the recipe, not %s", usage, api_given(L, 2));
}

API_JUMPS static int pool_word_submit(lua_State *L)
{
	struct pool *pool = api_self(L, OBJECT_POOL);
	check_function(L, "submit(function, …)");
	return api_do(L, (struct action){ .verb = KIND_SUBMIT, .object = pool->object.id }, attempt_submit);
}

/* ---- shutdown ---- */

static int attempt_join(lua_State *L, struct task *task)
{
	return pool_join(api_receiver(L), task->worker) == POOL_WAIT ? API_WAIT : 0;
}

API_JUMPS static int attempt_shutdown(lua_State *L, struct task *task)
{
	struct pool *pool = api_receiver(L);
	pool_close(pool, task->worker);
	return api_until(L, (struct action){ .verb = KIND_ALL_DONE, .object = pool->object.id }, attempt_join);
}

API_JUMPS static int pool_word_shutdown(lua_State *L)
{
	struct pool *pool = api_self(L, OBJECT_POOL);
	return api_do(L, (struct action){ .verb = KIND_CLOSE, .object = pool->object.id }, attempt_shutdown);
}

/* ---- map: all calls are given before the first result is waited for ---- */

static int map_over(lua_State *L, int status, lua_KContext context)
{
	(void)L;
	(void)status;
	(void)context;
	return 1;
}

API_JUMPS static int pool_word_map(lua_State *L)
{
	api_self(L, OBJECT_POOL);
	check_function(L, "map(function, list)");
	if (lua_type(L, 3) != LUA_TTABLE)
		return luaL_error(L, "map(function, list) needs a list in a table, not %s", api_given(L, 3));
	lua_settop(L, 3);
	house_function(L, &map_key, "local pool, call, list, result = ...\n"
			       "local futures, results = {}, {}\n"
			       "for i = 1, #list do futures[i] = pool:submit(call, list[i]) end\n"
			       "for i = 1, #futures do results[i] = result(futures[i]) end\n"
			       "return results");
	lua_insert(L, 1);
	lua_pushcfunction(L, api_future_result);
	lua_callk(L, 4, 1, 0, map_over);
	return map_over(L, LUA_OK, 0);
}

/* ---- opening ---- */

/* A pool of processes on another engine. */
static enum apart apart_process(lua_State *L)
{
	if (!task_may_fork())
		luaL_error(L, "a pool of processes is forked, and only a process with one thread can fork: make it before the first %s",
			   wait_engine->yields ? "pool of threads" : "task and before any pool of threads");
	return APART_PROCESS;
}

/* A pool of threads on another engine. On the loop under control its workers are coroutines like the tasks. */
static enum apart apart_thread(lua_State *L)
{
	if (wait_engine->yields)
		return turn_controlled(&arena->turn) ? APART_NOT : APART_THREAD;
	if (!private_is_main())
		luaL_error(L, "on processes a pool of threads belongs to the main task's process: make it there, and give it calls from here");
	return APART_THREAD;
}

/* What runs a pool's workers, by what the recipe wants: "threads", "processes", or what is usual here. */
static enum apart chosen_apart(lua_State *L)
{
	const char *given = luaL_optstring(L, 3, arena->forks ? "processes" : "threads");
	bool processes = strcmp(given, "processes") == 0;
	if ((arena->alone = wait_engine->nests))
		luaL_error(L, "a pool needs workers beside whoever gives it calls, and one by one (sequential) there are none");
	if (!processes && strcmp(given, "threads") != 0)
		luaL_error(L, "a pool runs on \"threads\" or on \"processes\", not on \"%s\"", given);
	if (processes ? arena->forks : !arena->forks && (arena->turn.exploring || !wait_engine->yields))
		return APART_NOT;
	if (arena->turn.exploring) {
		luaL_where(L, 1);
		lua_pushfstring(L, "the explorer counts the schedules of a pool where it is of what the tasks are: on %s it cannot count those of one of %s",
				arena->forks ? "processes" : "threads and on the loop", given);
		lua_concat(L, 2);
		explore_refuse(lua_tostring(L, -1));
		lua_error(L);
	}
	return processes ? apart_process(L) : apart_thread(L);
}

static int word_pool(lua_State *L)
{
	if (arena->instance)
		instance_refuse(L, "pool()");
	char name[API_TEXT_MAX + 16];
	uint32_t id = api_name(L, 1, "a pool's name");
	int64_t workers = api_integer(L, 2, "how many work in a pool", 1, WORKERS_MAX);
	struct task *task = api_action(L);
	if (task->worker->apart)
		return luaL_error(L, "a call in a pool of %s on %s cannot make a pool: make it before", wait_engine_of(task->worker)->name, arena->engine->name);
	enum apart apart = chosen_apart(L);
	struct pool *pool = pool_new(id);
	api_object_made(L, pool ? &pool->object : NULL, (uint32_t)workers);
	pool->workers = (uint32_t)workers; /* before the first, which may be killed at once */
	for (int i = 0; i < workers; i++) {
		snprintf(name, sizeof name, "%s %d", texts_get(id, NULL), i + 1);
		task_begin_pool(L, texts_of(name), pool->object.id, apart);
	}
	return 1;
}

void api_open_pool(lua_State *L)
{
	static const luaL_Reg methods[] = { { "submit", pool_word_submit }, { "map", pool_word_map }, { "shutdown", pool_word_shutdown }, { NULL, NULL } };
	static const luaL_Reg metamethods[] = { { NULL, NULL } };
	lua_pushcfunction(L, word_pool);
	lua_setfield(L, -2, "pool");
	api_object_type(L, OBJECT_POOL, methods, metamethods);
	api_open_futures(L);
	api_open_pool_life(L);
	sandbox_lets_wait(L, pool_word_map);
}
