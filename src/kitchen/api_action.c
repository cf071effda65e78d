/* api_action.c - an action begins: where the worker is, whether it may go on, what it has in its locals.
 *
 * This runs before everything that a recipe does, so it must cost little: whether it is time to tell locals again shows a count that the kitchen
 * process moves on (a look at the clock would cost as much as telling an event). */
#include "kitchen/api.h"

#include "kitchen/always.h"
#include "kitchen/future.h"
#include "kitchen/gate.h"
#include "kitchen/probe.h"
#include "kitchen/texts.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

#define LOCALS_MAX 8
#define LOCALS_NS 5000000u /* between two tellings of a worker that waits again and again */

/* Tell what the function at `frame` has in its locals. */
static void tell_locals(lua_State *L, struct task *task, lua_Debug *frame)
{
	const char *name;
	uint32_t told = 0;
	for (int i = 1; told < LOCALS_MAX && (name = lua_getlocal(L, frame, i)) != NULL; i++) {
		uint64_t value = word_other(0);
		int type = lua_type(L, -1);
		bool fits = type == LUA_TNUMBER || type == LUA_TBOOLEAN || type == LUA_TNIL || (type == LUA_TSTRING && lua_rawlen(L, -1) <= API_TEXT_MAX);
		if (fits && (type != LUA_TNUMBER || !lua_isinteger(L, -1) || llabs(lua_tointeger(L, -1)) < WORD_INTEGER_MAX))
			api_word(L, -1, &value);
		const struct future *future = type == LUA_TUSERDATA ? api_future_test(L, -1) : NULL;
		if (future && future->pool < WORD_POOL_MAX)
			value = word_future(future->pool, future->number);
		else if (type == LUA_TTABLE)
			value = word_table();
		else if (type == LUA_TSTRING && !fits)
			value = word_long_text();
		lua_pop(L, 1);
		if (name[0] != '(' && type != LUA_TFUNCTION && (type != LUA_TUSERDATA || future))
			probe(task->worker, KIND_LOCAL, (uint16_t)told++, 0, texts_of(name), value);
	}
	if (told == 0)
		probe(task->worker, KIND_LOCAL, 0, 0, 0, 0);
}

struct task *api_action(lua_State *L)
{
	struct task *task = task_of(L);
	lua_Debug frame = { .currentline = 0 };
	if (__builtin_expect(task->looking, 0))
		always_only_looks(L);
	if (lua_getstack(L, 1, &frame) && lua_getinfo(L, "l", &frame) && frame.currentline > 0)
		atomic_store_explicit(&task->worker->line, (uint16_t)frame.currentline, memory_order_relaxed);
	uint32_t actions = atomic_load_explicit(&task->worker->actions, memory_order_relaxed);
	atomic_store_explicit(&task->worker->actions, actions + 1, memory_order_relaxed);
	if (__builtin_expect(actions + 1 == task->worker->kill_at, 0) && !turn_controlled(&arena->turn))
		raise(SIGKILL); /* a person asked for it: --kill */
	gate_pass();
	bool is_house = task->worker->pool && frame.currentline <= 0; /* between two calls */
	uint32_t beat = atomic_load_explicit(&arena->beat, memory_order_relaxed);
	if (__builtin_expect(task->beat != beat || turn_controlled(&arena->turn), 0) && probe_ring && lua_checkstack(L, 4)) {
		task->beat = beat;
		if (!is_house && lua_getstack(L, 1, &frame))
			tell_locals(L, task, &frame);
	}
	return task;
}

struct task *api_long_action(lua_State *L)
{
	if (!clock_unlimited(&arena->clock))
		task_of(L)->beat = 0; /* no beat is 0 */
	return api_action(L);
}

void api_tell_locals(lua_State *L)
{
	struct task *task = task_of(L);
	lua_Debug frame;
	uint64_t now = clock_real_ns();
	if (turn_controlled(&arena->turn))
		return; /* told at every action, and by no clock */
	if (!probe_ring || now - task->told_ns < LOCALS_NS || !lua_checkstack(L, 4))
		return;
	task->told_ns = now;
	if (lua_getstack(L, 1, &frame))
		tell_locals(L, task, &frame);
}
