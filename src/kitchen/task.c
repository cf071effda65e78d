/* task.c - from a function of the recipe to a worker that runs it, and to its end.
 *
 * On threads a task's function travels: it is packed by its maker, and unpacked in a fresh Lua state in the new thread. On the loop it becomes a
 * coroutine of the one state; it is packed and unpacked all the same when it captured locals, so that each task has its own
 * copies on every engine. Results are packed where the task ends and unpacked by whoever joins it.
 *
 * The first error ends the run: it is written into the arena, and the kitchen process ends the floor. */
#include "kitchen/task.h"

#include "engine/futex.h"
#include "kitchen/api.h"
#include "kitchen/gil.h"
#include "kitchen/nudge.h"
#include "kitchen/parcel.h"
#include "kitchen/probe.h"
#include "kitchen/sandbox.h"
#include "kitchen/texts.h"
#include "kitchen/touch.h"
#include "kitchen/usage.h"
#include "kitchen/wait.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MB ((size_t)1 << 20)

static struct memory_cap cap = { .soft_bytes = 256 * MB, .hard_bytes = 320 * MB };
static lua_State *main_state;

void task_open(lua_State *given)
{
	main_state = given;
}

lua_State *task_main_state(void)
{
	return main_state;
}

lua_State *task_state_new(void)
{
	lua_State *L = sandbox_new(&cap);
	if (!L)
		return NULL;
	sandbox_set_hook(L, nudge_hook);
	return L;
}

/* ---- parcels in the arena ---- */

void packed_free(struct packed *packed)
{
	arena_free(packed->bytes, packed->length);
	*packed = (struct packed){ 0 };
}

struct packed task_pack(lua_State *L, int first, int last, const char *what)
{
	struct buffer bytes = { 0 };
	struct error error;
	struct packed packed = { 0 };
	bool failed = parcel_pack(L, first, last, what, &bytes, &error) != 0;
	if (!failed) {
		packed.length = (uint32_t)bytes.length;
		packed.bytes = bytes.length < UINT32_MAX ? arena_alloc(bytes.length) : NULL;
		if (packed.bytes)
			memcpy(packed.bytes, bytes.bytes, bytes.length);
		else
			error_set(&error, "no memory is left in the kitchen for %s", what);
	}
	buffer_release(&bytes);
	if (!packed.bytes)
		luaL_error(L, "%s", error.text);
	return packed;
}

int task_unpack(lua_State *L, struct packed packed)
{
	struct error error;
	lua_pushglobaltable(L);
	int env = lua_gettop(L);
	int n = parcel_push(L, env, packed.bytes, packed.length, &error);
	lua_remove(L, env);
	return n >= 0 ? n : luaL_error(L, "%s", error.text);
}

/* ---- beginning ---- */

void task_note_line(lua_State *L)
{
	lua_Debug frame;
	for (int level = 0; lua_getstack(L, level, &frame); level++)
		if (lua_getinfo(L, "l", &frame) && frame.currentline > 0) {
			atomic_store_explicit(&task_of(L)->worker->line, (uint16_t)frame.currentline, memory_order_relaxed);
			return;
		}
}

static struct task *task_new(uint32_t name, enum role role, struct worker *parent)
{
	struct task *task = calloc(1, sizeof *task);
	struct worker *worker = task ? worker_new(name, role, parent) : NULL;
	if (!worker) {
		free(task);
		return NULL;
	}
	task->worker = worker;
	task->random = arena->seed + (uint64_t)worker->id * UINT64_C(0xd1342543de82ef95);
	task->reference = LUA_NOREF;
	worker->own = task;
	return task;
}

/* The loop: a coroutine with the function and its arguments, copies where they are more than plain. */
static void give_coroutine(lua_State *L, struct task *task, int first, int last, const char *what)
{
	int n = last - first;
	bool plain = parcel_is_plain(L, first);
	for (int i = first + 1; plain && i <= first + n; i++)
		plain = lua_type(L, i) != LUA_TTABLE && lua_type(L, i) != LUA_TFUNCTION;
	task->L = lua_newthread(L);
	*(struct task **)lua_getextraspace(task->L) = task;
	task->reference = luaL_ref(L, LUA_REGISTRYINDEX);
	if (plain) {
		for (int i = first; i <= first + n; i++)
			lua_pushvalue(L, i);
	} else {
		struct packed packed = task_pack(L, first, first + n, what);
		task_unpack(L, packed);
		packed_free(&packed);
	}
	lua_xmove(L, task->L, n + 1);
	task->arguments = n;
}

struct worker *task_begin(lua_State *L, uint32_t name, int first)
{
	struct worker *maker = task_of(L)->worker;
	struct packed cargo = { 0 };
	struct error error;
	int last = lua_gettop(L);
	const char *what = lua_pushfstring(L, "the task \"%s\"", texts_get(name, NULL));
	if (!wait_engine->yields)
		cargo = task_pack(L, first, last, what);
	struct task *task = task_new(name, ROLE_OF_TASK, maker);
	if (!task)
		luaL_error(L, "no more tasks can be made: at most %d in one run", (int)ARENA_WORKERS - 1);
	struct worker *worker = task->worker; /* once started the task may be gone before we look again; its worker stays */
	task->cargo = cargo;
	if (wait_engine->yields)
		give_coroutine(L, task, first, last, what);
	lua_settop(L, last);
	probe(maker, KIND_WORKER_NEW, 0, 0, name, worker->id | (uint64_t)ROLE_OF_TASK << 32);
	if (wait_engine->start(&worker->runner, &error) != 0)
		luaL_error(L, "%s", error.text);
	return worker;
}

struct worker *task_main(struct error *error)
{
	struct task *task = task_new(texts_of("main"), ROLE_OF_MAIN, NULL);
	if (!task) {
		error_set(error, "no memory for the main task");
		return NULL;
	}
	probe(worker_at(0), KIND_WORKER_NEW, 0, 0, task->worker->name, task->worker->id | (uint64_t)ROLE_OF_MAIN << 32);
	*(struct task **)lua_getextraspace(main_state) = task;
	if (wait_engine->yields)
		give_coroutine(main_state, task, lua_gettop(main_state), lua_gettop(main_state), "the recipe");
	else
		task->L = main_state;
	return task->worker;
}

static void tell_start(struct worker *worker)
{
	atomic_store_explicit(&worker->pid, getpid(), memory_order_relaxed);
	atomic_store_explicit(&worker->tid, gettid(), memory_order_relaxed);
	atomic_store_explicit(&worker->state, WORKER_RUNS, memory_order_relaxed);
	probe(worker, KIND_WORKER_START, 0, 0, 0, (uint64_t)(uint32_t)worker->pid | (uint64_t)(uint32_t)worker->tid << 32);
}

/* ---- ending ---- */

/* An error of the recipe's own: Lua has put the place before it, or has not. */
static void fail_words(const struct task *task, const char *file, unsigned line, const char *name, const char *words)
{
	bool placed = strncmp(words, file, strlen(file)) == 0;
	if (placed && task->worker->role == ROLE_OF_MAIN)
		arena_fail("%s", words);
	else if (placed)
		arena_fail("%s (in %s)", words, name);
	else
		arena_fail("%s:%u: %s (in %s)", file, line, words, name);
}

/* What went wrong, in words, from the error value on top of L. */
static void fail(lua_State *L, struct task *task)
{
	const char *file = arena->recipe_file, *name = texts_get(task->worker->name, NULL);
	unsigned line = atomic_load_explicit(&task->worker->line, memory_order_relaxed);
	switch (sandbox_interrupted(L, -1)) {
	case SANDBOX_MEMORY:
		line = sandbox_memory_line(L) > 0 ? (unsigned)sandbox_memory_line(L) : line;
		arena_fail("%s:%u: %s takes more memory than a recipe may have, %zu MB: does it keep things in a table for ever?", file, line, name,
			   cap.soft_bytes / MB);
		break;
	case SANDBOX_ENDLESS:
		arena_fail("%s:%u: %s runs on and on without doing anything that others could see: is this an endless loop?", file, line, name);
		break;
	case SANDBOX_QUIT:
		arena_fail("%s:%u: time is up: %s was here when the run's --timeout ended", file, line, name);
		break;
	default:
		fail_words(task, file, line, name, sandbox_error_words(L, -1));
	}
	probe(task->worker, KIND_FAIL, 0, 0, texts_of(arena->failure.text), 0);
}

/* Pack what the function returned for whoever joins: the values from `first` up. An error in that is the task's. */
static int pack_results(lua_State *L)
{
	struct task *task = task_of(L);
	task->worker->result = task_pack(L, 1, lua_gettop(L), "what the task returns");
	return 0;
}

static bool keep_results(lua_State *L)
{
	int n = lua_gettop(L);
	if (n == 0)
		return true;
	lua_pushcfunction(L, pack_results);
	lua_insert(L, 1);
	return lua_pcall(L, n, 0, 0) == LUA_OK;
}

/* The script has ended, so every setting was declared that ever will be by it. */
static void check_settings(void)
{
	struct error error;
	if (api_settings_unknown(&error) != 0)
		arena_fail("%s", error.text);
}

static void task_end(struct task *task, bool failed)
{
	struct worker *worker = task->worker;
	struct guard *guard = &arena->guard_joins[worker->id % 64];
	touch_flush(task);
	usage_of_thread(worker);
	guard_take(guard);
	atomic_store_explicit(&worker->state, failed ? WORKER_FAILED : WORKER_ENDED, memory_order_relaxed);
	probe(worker, KIND_WORKER_END, 0, 0, failed, 0);
	wait_end_all(&worker->joiners, worker, 0, NULL);
	guard_give(guard);
	touch_release(task);
}

/* The last thing a worker does: nothing of it may be touched by its thread after this. */
static void count_down(void)
{
	atomic_fetch_sub_explicit(&arena->awake, 1, memory_order_relaxed);
	if (atomic_fetch_sub_explicit(&arena->alive, 1, memory_order_release) == 1)
		futex_wake(&arena->alive, INT_MAX);
}

/* ---- threads: a whole life ---- */

/* In a fresh state: the kitchen's words, then the function and its arguments out of the parcel. Protected. */
static int prepare(lua_State *L)
{
	struct task *task = task_of(L);
	struct packed cargo = task->cargo;
	api_open(L);
	return task_unpack(L, cargo);
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
		packed_free(&task->cargo);
	}
	lua_pushcfunction(L, note_line);
	lua_insert(L, 1);
	bool good = lua_pcall(L, lua_gettop(L) - 2, LUA_MULTRET, 1) == LUA_OK;
	lua_remove(L, 1);
	return good && keep_results(L);
}

static void live_in(lua_State *L, struct task *task, bool is_main)
{
	struct worker *worker = task->worker;
	task->L = L;
	*(struct task **)lua_getextraspace(L) = task;
	nudge_runs(L);
	bool good = live_protected(L, task, is_main);
	nudge_runs(NULL);
	if (!good)
		fail(L, task);
	else if (is_main)
		check_settings();
	task_end(task, !good);
	gil_leave(worker, false);
	if (!is_main)
		sandbox_close(L);
}

void task_live(struct runner *runner)
{
	struct worker *worker = worker_of_runner(runner);
	struct task *task = worker->own;
	bool is_main = worker->role == ROLE_OF_MAIN;
	if (!is_main && !probe_open())
		arena_fail("too many threads at once: at most %d", (int)ARENA_RINGS);
	tell_start(worker);
	gil_enter(worker);
	lua_State *L = is_main ? main_state : task_state_new();
	if (L)
		live_in(L, task, is_main);
	else
		arena_fail("no memory for the Lua state of %s", texts_get(worker->name, NULL));
	if (!is_main) {
		free(task);
		probe_close();
	}
	count_down();
}

/* ---- the loop: one stretch ---- */

bool task_resume(struct runner *runner, uint64_t ready_for_ns)
{
	struct worker *worker = worker_of_runner(runner);
	struct task *task = worker->own;
	int results, status;
	if (atomic_load_explicit(&worker->tid, memory_order_relaxed) == 0)
		tell_start(worker);
	probe(worker, KIND_RESUME, 0, 0, 0, ready_for_ns);
	usage_resumed(task, ready_for_ns);
	nudge_runs(task->L);
	sandbox_running(task->L);
	status = lua_resume(task->L, NULL, task->arguments, &results);
	sandbox_running(main_state);
	nudge_runs(NULL);
	task->arguments = 0;
	if (status == LUA_YIELD) {
		usage_paused(task);
		return true;
	}
	if (status != LUA_OK)
		task_note_line(task->L); /* an error in a coroutine leaves its stack as it was */
	bool good = status == LUA_OK && keep_results(task->L);
	if (!good)
		fail(task->L, task);
	else if (worker->role == ROLE_OF_MAIN)
		check_settings();
	usage_paused(task);
	task_end(task, !good);
	api_globals_forget(main_state, task);
	luaL_unref(main_state, LUA_REGISTRYINDEX, task->reference);
	if (worker->role != ROLE_OF_MAIN)
		free(task);
	count_down();
	return false;
}
