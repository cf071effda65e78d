/* api_pool.c - pool(name, n[, engine]): p:submit(fn, …), p:map(fn, list), p:shutdown(); f:result(), f:done().
 *
 * A function is packed when it is given and unpacked by the worker that calls it. One that captured nothing packs to the same bytes for ever, so its number in
 * the pool is kept beside it; and a worker keeps what it unpacked, by that number, where nobody could tell (copies.h).
 *
 * A worker of a pool runs one small loop in Lua around pool_next, which takes a call, makes it and tells how it ended: attempts that go over into one another
 * as those of lock:hold do, so that a call may wait on every engine. The loop is in Lua so that the stack begins anew with each call. */
#include "kitchen/api.h"

#include "kitchen/copies.h"
#include "kitchen/parcel.h"
#include "kitchen/pool.h"
#include "kitchen/probe.h"
#include "kitchen/sandbox.h"
#include "kitchen/texts.h"
#include "kitchen/usage.h"
#include "kitchen/wait.h"

#include <stdio.h>
#include <string.h>

#define FUTURE "kitchen.future"
#define WORKERS_MAX 256
#define USAGE_NS 1000000u /* between two looks at a worker's CPU time */

static const char known_key;  /* registry: function → its number in a pool | the pool's id << 16 */
static const char copies_key; /* registry: number | id << 16 → function */
static const char life_key;   /* registry: the loop */
static const char map_key;    /* registry: what map does */

static const char *name_of(const struct pool *pool)
{
	return texts_get(pool->object.name, NULL);
}

static lua_Integer code_id(const struct pool *pool, int code)
{
	return (lua_Integer)code | (lua_Integer)pool->object.id << 16;
}

/* ---- what a state has of its own, made when it is first asked for: most states need none of it ---- */

/* Push the table of this state under `key`, made when it is first asked for; `mode` says whether it is weak. */
static void push_table(lua_State *L, const void *key, const char *mode)
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

/* Push what the text, which is Lua, returns; made once in a state. */
static void push_made(lua_State *L, const void *key, const char *text)
{
	if (lua_rawgetp(L, LUA_REGISTRYINDEX, key) == LUA_TFUNCTION)
		return;
	lua_pop(L, 1);
	push_stripped(L, text);
	lua_pushvalue(L, -1);
	lua_rawsetp(L, LUA_REGISTRYINDEX, key);
}

/* ---- handles ---- */

struct future *api_future_test(lua_State *L, int index)
{
	struct future **at = luaL_testudata(L, index, FUTURE);
	return at ? *at : NULL;
}

/* The reference is counted already. */
static void push_counted(lua_State *L, struct future *future)
{
	struct future **at = lua_newuserdatauv(L, sizeof *at, 0);
	*at = future;
	luaL_setmetatable(L, FUTURE);
}

void api_future_push(lua_State *L, struct future *future)
{
	push_counted(L, NULL);
	pool_hold(pool_of(future), future);
	*(struct future **)lua_touserdata(L, -1) = future;
}

static int future_gone(lua_State *L)
{
	struct future *future = *(struct future **)lua_touserdata(L, 1);
	if (future)
		pool_drop(pool_of(future), future);
	return 0;
}

/* ---- submit ---- */

/* The function at `index` as a call carries it: its number in the pool, or -1 and its own code. */
static int function_code(lua_State *L, struct pool *pool, int index, struct packed *code)
{
	push_table(L, &known_key, "k");
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
			lua_pushinteger(L, code_id(pool, kept));
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
	push_counted(L, NULL);
	struct future *future = pool_submit(pool, task->worker, kept, code, arguments);
	if (!future)
		return luaL_error(L, pool->closed ? "the pool %s is shut down: it takes no more calls" : "no memory is left in the kitchen for more calls of the pool %s",
				  name_of(pool));
	*(struct future **)lua_touserdata(L, -1) = future;
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
	return future->state == FUTURE_RAISED ? lua_error(L) : count;
}

API_JUMPS static int future_word_result(lua_State *L)
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
	push_made(L, &map_key, "local pool, call, list, result = ...\n"
			       "local futures, results = {}, {}\n"
			       "for i = 1, #list do futures[i] = pool:submit(call, list[i]) end\n"
			       "for i = 1, #futures do results[i] = result(futures[i]) end\n"
			       "return results");
	lua_insert(L, 1);
	lua_pushcfunction(L, future_word_result);
	lua_callk(L, 4, 1, 0, map_over);
	return map_over(L, LUA_OK, 0);
}

/* ---- a worker's life ---- */

/* "recipe.lua:4: no flour (by recipe.lua:4 < recipe.lua:9)": where the error was raised, and by which lines the worker came there. */
static int note_error(lua_State *L)
{
	char words[800];
	lua_Debug frame;
	int length, frames = 0;
	if (sandbox_interrupted(L, 1) != SANDBOX_GO || lua_type(L, 1) != LUA_TSTRING)
		return 1;
	length = snprintf(words, sizeof words, "%s", "");
	for (int level = 1; lua_getstack(L, level, &frame) && length < 600; level++)
		if (lua_getinfo(L, "Sl", &frame) && frame.currentline > 0)
			length += snprintf(words + length, sizeof words - (size_t)length, "%s%s:%d", frames++ ? " < " : "", frame.short_src, frame.currentline);
	if (frames > 1)
		lua_pushfstring(L, "%s (by %s)", lua_tostring(L, 1), words);
	return 1;
}

/* What is above 3 is packed. Protected. */
static int pack_results(lua_State *L)
{
	struct packed *to = lua_touserdata(L, 1);
	*to = packed_make(L, 2, lua_gettop(L), "what a call returns");
	return 0;
}

/* Pack what is on the stack from `first` up; false, with an error's words in their place, where they cannot travel. */
static bool pack_from(lua_State *L, int first, struct packed *to)
{
	int count = lua_gettop(L) - first + 1;
	if (count == 0)
		return true;
	lua_pushcfunction(L, pack_results);
	lua_insert(L, first);
	lua_pushlightuserdata(L, to);
	lua_insert(L, first + 1);
	return lua_pcall(L, count + 1, 0, 0) == LUA_OK;
}

/* The CPU time of its thread so far, after all but the shortest calls: a run may end before the worker does. */
static void note_usage(struct task *task)
{
	uint64_t now = clock_real_ns();
	if (now - task->resumed_ns < USAGE_NS || wait_engine_of(task->worker)->yields)
		return;
	task->resumed_ns = now;
	usage_of_thread(task->worker);
}

/* The stack: the future, the handler of errors, and what the call has returned or raised. */
static int attempt_finish(lua_State *L, struct task *task)
{
	struct future *future = lua_touserdata(L, 1);
	struct pool *pool = pool_of(future);
	struct packed result = { 0 };
	bool raised = lua_toboolean(L, 2);
	uint32_t words = raised ? texts_of(sandbox_error_words(L, 3)) : 0;
	if (!pack_from(L, 3, &result)) { /* its own words take the place of what cannot travel */
		words = texts_of(sandbox_error_words(L, 3));
		if (!pack_from(L, 3, &result))
			return lua_error(L);
	}
	note_usage(task);
	if (turn_controlled(&arena->turn))
		probe(task->worker, KIND_LOCAL, 0, 0, 0, 0); /* the call's locals are gone */
	pool_finish(pool, task->worker, future, result, words);
	lua_pushboolean(L, 1);
	return 1;
}

API_JUMPS static int called(lua_State *L, int status, lua_KContext context)
{
	struct future *future = lua_touserdata(L, 1);
	bool good = status == LUA_OK || status == LUA_YIELD;
	(void)context;
	if (!good && (status == LUA_ERRMEM || sandbox_interrupted(L, -1) != SANDBOX_GO))
		return lua_error(L);
	lua_pushboolean(L, !good);
	lua_replace(L, 2);
	return api_do(L, (struct action){ .verb = (uint8_t)(good ? KIND_RETURN : KIND_RAISED), .object = future->pool, .item = future->number }, attempt_finish);
}

/* Push the function of a call, a kept copy if there is one. */
static void push_function(lua_State *L, const struct pool *pool, const struct future *future)
{
	if (future->kept_code < 0) {
		packed_push(L, future->code);
		return;
	}
	push_table(L, &copies_key, "");
	if (lua_rawgeti(L, -1, code_id(pool, future->kept_code)) != LUA_TFUNCTION) {
		lua_pop(L, 1);
		packed_push(L, pool->code[future->kept_code]);
		if (copies_remembers_nothing(L, lua_gettop(L))) {
			lua_pushvalue(L, -1);
			lua_rawseti(L, -3, code_id(pool, future->kept_code));
		}
	}
	lua_remove(L, -2);
}

API_JUMPS static int attempt_next(lua_State *L, struct task *task)
{
	struct pool *pool = lua_touserdata(L, lua_upvalueindex(1));
	struct future *future;
	enum pool_result result = pool_take(pool, task->worker, &future);
	if (result == POOL_WAIT)
		return API_WAIT;
	lua_settop(L, 0);
	if (result == POOL_CLOSED)
		return 0;
	lua_pushlightuserdata(L, future);
	lua_pushcfunction(L, note_error);
	push_function(L, pool, future);
	int count = future->arguments.bytes ? packed_push(L, future->arguments) : 0;
	return called(L, lua_pcallk(L, count, LUA_MULTRET, 2, 0, called), 0);
}

API_JUMPS static int pool_next(lua_State *L)
{
	struct pool *pool = lua_touserdata(L, lua_upvalueindex(1));
	return api_until(L, (struct action){ .verb = KIND_CALL, .object = pool->object.id }, attempt_next);
}

void api_pool_push_life(lua_State *L, uint16_t id)
{
	push_made(L, &life_key, "local next = ... return function() while next() do end end");
	lua_pushlightuserdata(L, object_at(id));
	lua_pushcclosure(L, pool_next, 1);
	lua_call(L, 1, 1);
}

/* ---- opening ---- */

/* Where a pool's workers run: "" as the run's tasks do. */
static void check_engine(lua_State *L)
{
	const char *given = luaL_optstring(L, 3, "");
	const char *here = wait_engine->forks ? "processes" : "threads";
	if ((arena->alone = wait_engine->nests))
		luaL_error(L, "a pool needs workers beside whoever gives it calls, and one by one (sequential) there are none");
	if (strcmp(given, "") != 0 && strcmp(given, "threads") != 0 && strcmp(given, "processes") != 0)
		luaL_error(L, "a pool runs on \"threads\" or on \"processes\", not on \"%s\"", given);
	if (strcmp(given, "") != 0 && strcmp(given, here) != 0)
		luaL_error(L, "this run is on %s, where a pool's workers are %s: for a pool of %s run it with --engine %s", wait_engine->name, here, given, given);
}

static int word_pool(lua_State *L)
{
	char name[API_TEXT_MAX + 16];
	uint32_t id = api_name(L, 1, "a pool's name");
	int64_t workers = api_integer(L, 2, "how many work in a pool", 1, WORKERS_MAX);
	check_engine(L);
	struct task *task = api_action(L);
	if (task->worker->apart)
		return luaL_error(L, "a call in a pool beside the loop cannot make a pool: make it before");
	struct pool *pool = pool_new(id);
	api_object_made(L, pool ? &pool->object : NULL, (uint32_t)workers);
	for (int i = 0; i < workers; i++) {
		snprintf(name, sizeof name, "%s %d", texts_get(id, NULL), i + 1);
		struct worker *worker = task_begin_pool(L, texts_of(name), pool->object.id);
		if (i == 0)
			pool->first_worker = worker->id;
		pool->workers++;
	}
	return 1;
}

static void open_futures(lua_State *L)
{
	static const luaL_Reg methods[] = { { "result", future_word_result }, { "done", future_word_done }, { NULL, NULL } };
	luaL_newmetatable(L, FUTURE);
	luaL_newlib(L, methods);
	lua_setfield(L, -2, "__index");
	lua_pushboolean(L, 0);
	lua_setfield(L, -2, "__metatable");
	lua_pushcfunction(L, future_gone);
	lua_setfield(L, -2, "__gc");
	lua_pop(L, 1);
}

void api_open_pool(lua_State *L)
{
	static const luaL_Reg methods[] = { { "submit", pool_word_submit }, { "map", pool_word_map }, { "shutdown", pool_word_shutdown }, { NULL, NULL } };
	static const luaL_Reg metamethods[] = { { NULL, NULL } };
	lua_pushcfunction(L, word_pool);
	lua_setfield(L, -2, "pool");
	api_object_type(L, OBJECT_POOL, methods, metamethods);
	open_futures(L);
	sandbox_lets_wait(L, pool_next);
	sandbox_lets_wait(L, pool_word_map);
}
