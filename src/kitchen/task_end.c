/* task_end.c - how a task ends: with results, which are packed for whoever joins it, or with an error, which ends the run.
 *
 * The first error is written into the arena; the kitchen process sees it and ends the floor. Where the recipe wants it, a task's error ends the task alone
 * (uncaught.h): who joins it goes on without a result. */
#include "kitchen/task_inner.h"

#include "engine/futex.h"
#include "kitchen/api.h"
#include "kitchen/pipe.h"
#include "kitchen/probe.h"
#include "kitchen/sandbox.h"
#include "kitchen/settle.h"
#include "kitchen/texts.h"
#include "kitchen/touch.h"
#include "kitchen/uncaught.h"
#include "kitchen/usage.h"
#include "kitchen/wait.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* "recipe.lua:12"; only the file where the worker has not come to any line yet. */
static const char *place(const char *file, unsigned line, char to[96])
{
	snprintf(to, 96, line ? "%s:%u" : "%s", file, line);
	return to;
}

/* An error of the recipe's own: Lua has put the place before it, or has not. */
static void own_words(const struct task *task, const char *file, unsigned line, const char *name, const char *given, struct error *words)
{
	char at[96];
	bool placed = strncmp(given, file, strlen(file)) == 0;
	if (placed && task->worker->role == ROLE_OF_MAIN)
		error_set(words, "%s", given);
	else if (placed)
		error_set(words, "%s (in %s)", given, name);
	else
		error_set(words, "%s: %s (in %s)", place(file, line, at), given, name);
}

/* What went wrong, in words, from the error value on top of L. */
static void find_words(lua_State *L, const struct task *task, struct error *words)
{
	const char *file = arena->recipe_file, *name = texts_get(task->worker->name, NULL);
	unsigned line = atomic_load_explicit(&task->worker->line, memory_order_relaxed);
	char at[96];
	switch (sandbox_interrupted(L, -1)) {
	case SANDBOX_MEMORY:
		line = sandbox_memory_line(L) > 0 ? (unsigned)sandbox_memory_line(L) : line;
		error_set(words, "%s: %s takes more memory than a recipe may have, %d MB: does it keep things in a table for ever?", place(file, line, at), name,
			  TASK_MEMORY_MB);
		break;
	case SANDBOX_ENDLESS:
		error_set(words, "%s: %s runs on and on without doing anything that others could see: is this an endless loop?", place(file, line, at), name);
		break;
	case SANDBOX_QUIT:
		error_set(words, "%s: time is up: %s was here when the run's --timeout ended", place(file, line, at), name);
		break;
	default:
		own_words(task, file, line, name, sandbox_error_words(L, -1), words);
	}
}

/* Pack what the function returned for whoever joins: the values from `first` up. An error in that is the task's. */
static int pack_results(lua_State *L)
{
	struct task *task = task_of(L);
	task->worker->result = packed_make(L, 1, lua_gettop(L), "what the task returns");
	return 0;
}

/* The function is gone: where they cannot travel, the line where it began is told. */
static bool keep_results(lua_State *L, const struct task *task)
{
	int n = lua_gettop(L);
	if (n == 0)
		return true;
	lua_pushcfunction(L, pack_results);
	lua_insert(L, 1);
	if (lua_pcall(L, n, 0, 0) == LUA_OK)
		return true;
	if (task->function_at)
		atomic_store_explicit(&task->worker->line, task->function_at, memory_order_relaxed);
	return false;
}

/* The error on top of L ends the task alone. What no recipe can catch does not. */
static bool fails_alone(lua_State *L, const struct worker *worker)
{
	return arena->lone && worker->role != ROLE_OF_MAIN && !arena->misuse && sandbox_interrupted(L, -1) == SANDBOX_GO;
}

/* The run is over. The kitchen process sees it when all has been told, and ends this process; a loop runs nobody else until then. */
static void end_run(const struct error *words)
{
	arena_fail("%s", words->text);
	while (wait_engine->yields && !wait_apart && !arena->turn.exploring)
		pause();
}

void task_end(lua_State *L, struct task *task, bool good)
{
	struct worker *worker = task->worker;
	struct guard *guard = &arena->guard_joins[worker->id % 64];
	struct error words;
	bool failed = !good || !keep_results(L, task), alone = failed && fails_alone(L, worker);
	if (failed)
		find_words(L, task, &words);
	else if (worker->role == ROLE_OF_MAIN)
		failed = api_settings_unknown(&words) != 0;
	touch_flush(task);
	usage_of_thread(worker);
	if (failed)
		probe(worker, KIND_FAIL, 0, 0, texts_of(words.text), 0);
	if (alone)
		uncaught_note(worker, texts_of(words.text));
	guard_take(guard);
	atomic_store_explicit(&worker->state, failed ? WORKER_FAILED : WORKER_ENDED, memory_order_relaxed);
	probe(worker, KIND_WORKER_END, 0, 0, failed, 0);
	if (!failed || alone)
		wait_end_all(&worker->joiners, worker, 0, NULL);
	guard_give(guard);
	if (!failed || alone)
		pipes_leave(worker);
	touch_release(task);
	if (failed && !alone)
		end_run(&words);
}

void task_count_down(struct worker *worker)
{
	if (turn_controlled(&arena->turn))
		turn_end();
	amid_begin(worker);
	atomic_fetch_sub_explicit(&arena->awake, 1, memory_order_relaxed);
	atomic_store_explicit(&worker->left, 1, memory_order_relaxed);
	if (worker->role != ROLE_OF_POOL && atomic_fetch_sub_explicit(&arena->alive, 1, memory_order_release) == 1)
		futex_wake(&arena->alive, INT_MAX);
	amid_end(worker);
	if (turn_controlled(&arena->turn))
		turn_leave();
}
