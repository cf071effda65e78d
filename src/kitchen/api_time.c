/* api_time.c - words about time and the CPU: work, sleep, block, yield, now, random, say. */
#include "kitchen/api.h"

#include "kitchen/always.h"
#include "kitchen/explore.h"
#include "kitchen/gil.h"
#include "kitchen/news.h"
#include "kitchen/probe.h"
#include "kitchen/random.h"
#include "kitchen/sandbox.h"
#include "kitchen/texts.h"
#include "kitchen/touch.h"
#include "kitchen/wait.h"
#include "kitchen/work.h"

#include <stdio.h>

static void state_set(struct task *task, enum worker_state state)
{
	atomic_store_explicit(&task->worker->state, state, memory_order_relaxed);
}

/* A label is the second or the first argument, or none. */
static uint32_t label_at(lua_State *L, int index)
{
	return lua_isnoneornil(L, index) ? 0 : api_name(L, index, "a label");
}

/* ---- sleep(seconds[, label]) ---- */

static void sleep_block(struct task *task)
{
	if (turn_controlled(&arena->turn)) {
		if (arena->turn.exploring)
			explore_timed();
		turn_sleep(task->worker, task->due_ns);
		return;
	}
	if (wait_engine_of(task->worker)->yields)
		wait_engine->sleep(&task->worker->runner, task->due_ns);
	else
		wait_sleep(task->worker, task->due_ns);
}

static int sleep_over(lua_State *L, struct task *task)
{
	uint64_t now = clock_kitchen_ns(&arena->clock);
	double late = now > task->due_ns && !clock_unlimited(&arena->clock) ? (double)(now - task->due_ns) / clock_pace_now(&arena->clock) : 0;
	(void)L;
	state_set(task, WORKER_RUNS);
	probe(task->worker, KIND_AWAKE, 0, 0, 0, (uint64_t)late);
	return 0;
}

API_JUMPS static int word_sleep(lua_State *L)
{
	uint64_t ns = api_seconds(L, 1, "the time to sleep");
	uint32_t label = label_at(L, 2);
	struct task *task = api_long_action(L);
	api_check_wait(L);
	touch_flush(task);
	probe(task->worker, KIND_SLEEP, 0, 0, label, ns);
	state_set(task, WORKER_TIMED);
	if (arena->instance)
		news_pass(ns);
	task->due_ns = clock_kitchen_ns(&arena->clock) + ns;
	return api_pause(L, sleep_block, sleep_over);
}

/* ---- block(label, seconds) ---- */

static int word_block(lua_State *L)
{
	uint32_t label = label_at(L, 1);
	uint64_t ns = api_seconds(L, 2, "the time to block");
	struct task *task = api_long_action(L);
	touch_flush(task);
	probe(task->worker, KIND_BLOCK, 0, 0, label, ns);
	state_set(task, WORKER_TIMED);
	if (arena->instance)
		news_pass(ns);
	uint64_t start = clock_run_ns(&arena->clock);
	if (turn_controlled(&arena->turn))
		clock_virtual_to(&arena->clock, clock_kitchen_ns(&arena->clock) + ns);
	else
		wait_sleep(task->worker, clock_kitchen_ns(&arena->clock) + ns);
	state_set(task, WORKER_RUNS);
	probe(task->worker, KIND_UNBLOCK, 0, 0, label, clock_run_ns(&arena->clock) - start);
	return 0;
}

/* ---- work(label, seconds) ---- */

static int word_work(lua_State *L)
{
	uint32_t label = label_at(L, 1);
	uint64_t ns = api_seconds(L, 2, "the time to work");
	struct task *task = api_long_action(L);
	touch_flush(task);
	probe(task->worker, KIND_WORK, 0, 0, label, ns);
	state_set(task, WORKER_WORKS);
	if (arena->instance)
		news_pass(ns);
	uint64_t used = work_burn(task->worker, ns);
	state_set(task, WORKER_RUNS);
	enum sandbox_stop stop = atomic_load_explicit(&task->worker->stop, memory_order_relaxed);
	if (stop != SANDBOX_GO)
		return sandbox_raise(L, stop);
	probe(task->worker, KIND_WORKED, 0, 0, label, used);
	return 0;
}

/* ---- yield() ---- */

static void yield_block(struct task *task)
{
	if (turn_controlled(&arena->turn)) {
		turn_ready(task->worker);
		if (!wait_engine->yields)
			turn_park(task->worker);
		return;
	}
	if (wait_engine_of(task->worker)->yields) {
		wait_engine->yield(&task->worker->runner);
		return;
	}
	gil_leave(task->worker, true);
	wait_engine_of(task->worker)->yield(&task->worker->runner);
	gil_enter(task->worker);
}

static int yield_over(lua_State *L, struct task *task)
{
	(void)L;
	(void)task;
	return 0;
}

/* Under control of every action, a yield is a step at which nothing else happens. */
static int attempt_yield(lua_State *L, struct task *task)
{
	(void)L;
	probe(task->worker, KIND_YIELD, 0, 0, 0, 0);
	return 0;
}

API_JUMPS static int word_yield(lua_State *L)
{
	if (turn_controlled(&arena->turn) && !arena->turn.cooperative)
		return api_do(L, (struct action){ .verb = KIND_YIELD }, attempt_yield);
	struct task *task = api_action(L);
	api_check_wait(L);
	probe(task->worker, KIND_YIELD, 0, 0, 0, 0);
	return api_pause(L, yield_block, yield_over);
}

/* ---- now() random(a, b) say(text) ---- */

static int word_now(lua_State *L)
{
	if (arena->turn.exploring) {
		luaL_where(L, 1);
		lua_pushliteral(L, "the explorer counts schedules, not time: a recipe that asks for now() cannot be explored");
		lua_concat(L, 2);
		explore_refuse(lua_tostring(L, -1));
		return lua_error(L);
	}
	lua_pushnumber(L, (double)clock_kitchen_ns(&arena->clock) / 1e9);
	return 1;
}

/* As math.random: random() from 0 to 1, random(n) from 1 to n, random(a, b) from a to b. */
static int word_random(lua_State *L)
{
	struct task *task = api_task(L);
	if (task->looking)
		return always_only_looks(L); /* it would be another each time one looks */
	if (lua_gettop(L) == 0) {
		lua_pushnumber(L, random_unit(&task->random));
		return 1;
	}
	lua_Integer low = lua_gettop(L) > 1 ? luaL_checkinteger(L, 1) : 1, high = luaL_checkinteger(L, lua_gettop(L) > 1 ? 2 : 1);
	if (low > high)
		return luaL_error(L, "random(%I, %I): the first must not be larger than the second", (LUAI_UACINT)low, (LUAI_UACINT)high);
	uint64_t span = (uint64_t)high - (uint64_t)low + 1;
	uint64_t r = splitmix_next(&task->random);
	lua_pushinteger(L, (lua_Integer)((uint64_t)low + (span ? r % span : r)));
	return 1;
}

static int word_say(lua_State *L)
{
	int n = lua_gettop(L);
	luaL_Buffer all;
	struct task *task = api_action(L);
	luaL_buffinit(L, &all);
	for (int i = 1; i <= n; i++) {
		if (i > 1)
			luaL_addchar(&all, ' ');
		sandbox_push_words(L, i);
		luaL_addvalue(&all);
	}
	luaL_pushresult(&all);
	size_t length;
	const char *text = lua_tolstring(L, -1, &length);
	uint32_t id = texts_intern(text, length);
	if (id)
		probe(task->worker, KIND_SAY, 0, 0, id, 0);
	if (arena->instance && !probe_ring) { /* on a real platform, which keeps a log of that */
		puts(text);
		fflush(stdout);
	}
	return 0;
}

void api_open_time(lua_State *L)
{
	static const luaL_Reg words[] = {
		{ "sleep", word_sleep }, { "block", word_block }, { "work", word_work }, { "yield", word_yield },
		{ "now", word_now }, { "random", word_random }, { "say", word_say }, { "print", word_say }, { NULL, NULL },
	};
	luaL_setfuncs(L, words, 0);
}
