/* task_live.c - the two calls of an engine: live a whole life in a thread, or run for one stretch on a loop. */
#include "kitchen/task_inner.h"

#include "kitchen/api.h"
#include "kitchen/gil.h"
#include "kitchen/nudge.h"
#include "kitchen/private.h"
#include "kitchen/probe.h"
#include "kitchen/sandbox.h"
#include "kitchen/spare.h"
#include "kitchen/texts.h"
#include "kitchen/usage.h"
#include "kitchen/wait.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

void task_tell_start(struct worker *worker)
{
	atomic_store_explicit(&worker->pid, getpid(), memory_order_relaxed);
	atomic_store_explicit(&worker->tid, gettid(), memory_order_relaxed);
	atomic_store_explicit(&worker->state, WORKER_RUNS, memory_order_relaxed);
	probe(worker, KIND_WORKER_START, 0, 0, 0, (uint64_t)(uint32_t)worker->pid | (uint64_t)(uint32_t)worker->tid << 32);
}

/* In a fresh state: the function and its arguments out of the parcel. Protected. */
static int prepare(lua_State *L)
{
	struct task *task = task_of(L);
	if (!task->worker->pool)
		return packed_push(L, task->cargo);
	api_pool_push_life(L, task->worker->pool);
	return 1;
}

/* Message handler: where the error was raised is known only here, before the stack is unwound. */
static int note_line(lua_State *L)
{
	task_note_line(L);
	return 1;
}

static bool live_protected(lua_State *L, struct task *task, bool is_main)
{
	if (!is_main) {
		lua_pushcfunction(L, prepare);
		if (lua_pcall(L, 0, LUA_MULTRET, 0) != LUA_OK)
			return false;
		if (task->cargo.bytes)
			packed_free(&task->cargo);
		task_note_function(L, task, 1);
	}
	lua_pushcfunction(L, note_line);
	lua_insert(L, 1);
	bool good = lua_pcall(L, lua_gettop(L) - 2, LUA_MULTRET, 1) == LUA_OK;
	lua_remove(L, 1);
	return good;
}

static void live_in(lua_State *L, struct task *task, bool is_main)
{
	struct worker *worker = task->worker;
	task->L = L;
	*(struct task **)lua_getextraspace(L) = task;
	nudge_runs(L);
	bool good = live_protected(L, task, is_main);
	nudge_runs(NULL);
	task_end(L, task_of(L), good); /* after a fork() another than before */
	gil_leave(worker, false);
	if (!is_main && !wait_engine_of(worker)->forks) /* a process takes all its memory along */
		sandbox_close(L);
}

/* This process came from a fork() in the middle of the life of another worker, whose life is not ended here. */
static void leave_split(struct worker *worker)
{
	probe_close();
	task_count_down(worker);
	wait_engine->leave();
}

void task_too_many(const struct task *task)
{
	const char *what = wait_engine_of(task->worker)->forks ? "processes" : "threads";
	char place[96];
	snprintf(place, sizeof place, task->made_at ? "%.80s:%d" : "%.80s", arena->recipe_file, task->made_at);
	arena_fail("%s: too many %s at once: at most %d, of which main and the kitchen are two; fewer at once, or --engine loop, would be right", place, what, (int)ARENA_RINGS);
}

void task_live(struct runner *runner)
{
	struct worker *worker = worker_of_runner(runner);
	struct task *task = worker->own;
	bool is_main = worker->role == ROLE_OF_MAIN, forked;
	task_begin_apart(worker);
	forked = !is_main && wait_engine_of(worker)->forks;
	if (forked)
		private_begin();
	if (!is_main && !probe_open())
		task_too_many(task);
	if (!is_main)
		turn_wait_birth(worker);
	task_tell_start(worker);
	turn_begun(worker);
	gil_enter(worker);
	lua_State *L = is_main ? task_main_state() : spare_take();
	if (L)
		live_in(L, task, is_main);
	else
		arena_fail("no memory for the Lua state of %s", texts_get(worker->name, NULL));
	if (L && wait_engine_of(worker)->forks && task_of(L) != task)
		leave_split(task_of(L)->worker);
	if (!is_main) {
		free(task);
		probe_close();
		if (!forked)
			spare_make();
	}
	task_count_down(worker);
}

/* Where tasks run within their makers, `outer` stands still from a task's start to its end; NULL on the loop. */
static void outer_stands(struct task *outer)
{
	if (outer)
		usage_paused(outer);
}

static void outer_goes_on(struct task *outer)
{
	sandbox_running(outer ? outer->L : task_main_state());
	nudge_runs(outer ? outer->L : NULL);
	if (!outer)
		return;
	probe(outer->worker, KIND_RESUME, 0, 0, 0, 0);
	usage_resumed(outer, 0);
}

bool task_resume(struct runner *runner, uint64_t ready_for_ns)
{
	static struct task *innermost;
	struct worker *worker = worker_of_runner(runner);
	struct task *task = worker->own, *outer = innermost;
	int results, status;
	if (atomic_load_explicit(&worker->tid, memory_order_relaxed) == 0) {
		outer_stands(outer);
		task_tell_start(worker);
	}
	probe(worker, KIND_RESUME, 0, 0, 0, ready_for_ns);
	usage_resumed(task, ready_for_ns);
	innermost = task;
	nudge_runs(task->L);
	sandbox_running(task->L);
	status = lua_resume(task->L, outer ? outer->L : NULL, task->arguments, &results);
	sandbox_running(task_main_state());
	nudge_runs(NULL);
	innermost = outer;
	task->arguments = 0;
	if (status == LUA_YIELD) {
		usage_paused(task);
		return true;
	}
	if (status != LUA_OK)
		task_note_line(task->L); /* an error in a coroutine leaves its stack as it was */
	usage_paused(task);
	task_end(task->L, task, status == LUA_OK);
	api_globals_forget(task_main_state(), task);
	luaL_unref(task_main_state(), LUA_REGISTRYINDEX, task->reference);
	if (worker->role != ROLE_OF_MAIN)
		task_forget(worker);
	task_count_down(worker);
	outer_goes_on(outer);
	return false;
}
