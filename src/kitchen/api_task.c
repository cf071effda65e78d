/* api_task.c - task(name, fn, …), t:join(), expect(text, fn).
 *
 * Expectations are kept until all tasks have ended and are then checked in the main task's state: those that the main task stated as they
 * are (its locals may have changed meanwhile), those of other tasks as copies made when they were stated. */
#include "kitchen/api.h"

#include "kitchen/probe.h"
#include "kitchen/texts.h"
#include "kitchen/wait.h"

#include <pthread.h>
#include <stdlib.h>
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
	uint32_t name = api_name(L, 1, "a task's name");
	if (lua_type(L, 2) != LUA_TFUNCTION || lua_iscfunction(L, 2))
		return luaL_error(L, "task(name, function, …) needs a function of the recipe, not %s", luaL_typename(L, 2));
	api_action(L);
	struct worker *worker = task_begin(L, name, 2);
	api_task_handle_push(L, worker->id);
	return 1;
}

/* ---- join ---- */

static int attempt_join(lua_State *L, struct task *task)
{
	struct worker *other = worker_at(api_task_handle_test(L, 1)), *self = task->worker;
	struct guard *guard = &arena->guard_joins[other->id % 64];
	guard_take(guard);
	enum worker_state state = atomic_load_explicit(&other->state, memory_order_relaxed);
	bool ended = state == WORKER_ENDED || state == WORKER_FAILED;
	if (ended)
		probe(self, KIND_JOINED, 0, 0, 0, other->id);
	else
		wait_begin(self, &other->joiners, REASON_WORKER_JOIN, 0, 0, other->id);
	guard_give(guard);
	if (!ended)
		return API_WAIT;
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

/* ---- expect ---- */

struct expectation {
	struct expectation *next;
	uint32_t text;
	int reference;        /* in the main task's state, or LUA_NOREF */
	struct packed packed; /* of another task's */
};

static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER; /* guards the list below */
static struct expectation *expectations, **expectations_end = &expectations;

static int word_expect(lua_State *L)
{
	size_t length;
	const char *words = luaL_checklstring(L, 1, &length);
	if (lua_type(L, 2) != LUA_TFUNCTION)
		return luaL_error(L, "expect(text, function) needs a function that says whether it holds, not %s", luaL_typename(L, 2));
	struct expectation *expectation = calloc(1, sizeof *expectation);
	if (!expectation)
		return luaL_error(L, "no memory for an expectation");
	expectation->text = texts_intern(words, length);
	expectation->reference = LUA_NOREF;
	lua_settop(L, 2);
	if (task_of(L)->worker->role == ROLE_OF_MAIN)
		expectation->reference = luaL_ref(L, LUA_REGISTRYINDEX);
	else
		expectation->packed = packed_make(L, 2, 2, "what expect() checks");
	pthread_mutex_lock(&guard);
	*expectations_end = expectation;
	expectations_end = &expectation->next;
	pthread_mutex_unlock(&guard);
	return 0;
}

static void violation_add(uint32_t text)
{
	if (arena->violation_count < sizeof arena->violations / sizeof *arena->violations)
		arena->violations[arena->violation_count++] = text;
}

/* A check that fails is a broken expectation, too: its error is told beside the text. */
static uint32_t failed_text(lua_State *L, uint32_t text)
{
	char words[1024];
	const char *why = luaL_tolstring(L, -1, NULL);
	snprintf(words, sizeof words, "%s (the check failed: %s)", texts_get(text, NULL), why);
	lua_pop(L, 1);
	return texts_of(words);
}

static void expectation_check(lua_State *L, struct expectation *expectation)
{
	uint32_t text = expectation->text;
	bool holds = false;
	if (expectation->reference != LUA_NOREF)
		lua_rawgeti(L, LUA_REGISTRYINDEX, expectation->reference);
	else
		packed_push(L, expectation->packed);
	if (lua_pcall(L, 0, 1, 0) == LUA_OK)
		holds = lua_toboolean(L, -1);
	else
		text = failed_text(L, text);
	lua_pop(L, 1);
	if (!holds)
		violation_add(text);
	probe(task_of(L)->worker, KIND_EXPECT, 0, 0, text, holds);
}

void api_expectations_check(lua_State *L)
{
	struct expectation *next, *expectation = expectations;
	task_of(L)->checking = true;
	for (; expectation; expectation = next) {
		next = expectation->next;
		expectation_check(L, expectation);
		free(expectation);
	}
	expectations = NULL;
	expectations_end = &expectations;
}

void api_expectations_forget(void)
{
	struct expectation *next, *expectation = expectations;
	for (; expectation; expectation = next) {
		next = expectation->next;
		free(expectation);
	}
	expectations = NULL;
	expectations_end = &expectations;
}

void api_open_task(lua_State *L)
{
	static const luaL_Reg words[] = { { "task", word_task }, { "expect", word_expect }, { NULL, NULL } };
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
