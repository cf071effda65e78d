/* api_pool_life.c - what a worker of a pool runs.
 *
 * It is one small loop in Lua around pool_next, which takes a call, makes it and tells how it ended: attempts that go over into one another
 * as those of lock:hold do, so that a call may wait on every engine. The loop is in Lua so that the stack begins anew with each call.
 *
 * A function is unpacked by the worker that calls it, which keeps what it unpacked, by the number that the pool has for it, where nobody could tell (copies.h). */
#include "kitchen/api_pool_inner.h"

#include "kitchen/copies.h"
#include "kitchen/house.h"
#include "kitchen/probe.h"
#include "kitchen/sandbox.h"
#include "kitchen/texts.h"
#include "kitchen/usage.h"
#include "kitchen/wait.h"

#include <stdio.h>

#define USAGE_NS 1000000u /* between two looks at a worker's CPU time */

static const char copies_key; /* registry: pool_code_id → function */
static const char life_key;   /* registry: the loop */

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

/* "recipe.lua:4: WORDS": the function of the call is gone; where it began. Replaces the error on top. */
static const char *at_function(lua_State *L, const struct task *task, const char *words)
{
	if (!task->function_at)
		return words;
	lua_pushfstring(L, "%s:%d: %s", arena->recipe_file, (int)task->function_at, words);
	lua_replace(L, -2);
	return lua_tostring(L, -1);
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
		words = texts_of(at_function(L, task, sandbox_error_words(L, 3)));
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
	house_table(L, &copies_key, "");
	if (lua_rawgeti(L, -1, pool_code_id(pool, future->kept_code)) != LUA_TFUNCTION) {
		lua_pop(L, 1);
		packed_push(L, pool->code[future->kept_code]);
		if (copies_remembers_nothing(L, lua_gettop(L))) {
			lua_pushvalue(L, -1);
			lua_rawseti(L, -3, pool_code_id(pool, future->kept_code));
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
	task_note_function(L, task, lua_gettop(L));
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
	house_function(L, &life_key, "local next = ... return function() while next() do end end");
	lua_pushlightuserdata(L, object_at(id));
	lua_pushcclosure(L, pool_next, 1);
	lua_call(L, 1, 1);
}

void api_open_pool_life(lua_State *L)
{
	sandbox_lets_wait(L, pool_next);
}
