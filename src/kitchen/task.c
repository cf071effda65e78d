/* task.c - from a function of the recipe to a worker that runs it, and to its end.
 *
 * On threads a task's function travels: it is packed by its maker, and unpacked in a fresh Lua state in the new thread. On the loop it becomes a
 * coroutine of the one state, with copies of what it captured (copies.h), so that each task has its own on every engine. Results are packed
 * where the task ends and unpacked by whoever joins it.
 *
 * The first error ends the run: it is written into the arena, and the kitchen process ends the floor. */
#include "kitchen/task.h"

#include "kitchen/api.h"
#include "kitchen/copies.h"
#include "kitchen/moment.h"
#include "kitchen/nudge.h"
#include "kitchen/private.h"
#include "kitchen/probe.h"
#include "kitchen/sandbox.h"
#include "kitchen/settle.h"
#include "kitchen/spare.h"
#include "kitchen/task_inner.h"
#include "kitchen/texts.h"
#include "kitchen/touch.h"
#include "kitchen/wait.h"

#include <string.h>

#define MB ((size_t)1 << 20)

static struct memory_cap cap = { .soft_bytes = TASK_MEMORY_MB * MB, .hard_bytes = (TASK_MEMORY_MB + 64) * MB };
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

void task_memory(void *(*resize)(void *bytes, size_t old, size_t size))
{
	cap.resize = resize;
	cap.used_bytes = 0;
	moment_piece(&cap.used_bytes, sizeof cap.used_bytes);
}

int task_line(lua_State *L)
{
	lua_Debug frame;
	for (int level = 0; lua_getstack(L, level, &frame); level++)
		if (lua_getinfo(L, "l", &frame) && frame.currentline > 0)
			return frame.currentline;
	return 0;
}

void task_note_function(lua_State *L, struct task *task, int index)
{
	lua_Debug function;
	lua_pushvalue(L, index);
	lua_getinfo(L, ">S", &function);
	task->function_at = function.linedefined > 0 && function.linedefined <= UINT16_MAX ? (uint16_t)function.linedefined : 0;
}

void task_note_line(lua_State *L)
{
	int line = task_line(L);
	if (line)
		atomic_store_explicit(&task_of(L)->worker->line, (uint16_t)line, memory_order_relaxed);
}

/* --kill: the first worker of that name or letter. */
static void mark_for_death(struct worker *worker)
{
	char letter[12];
	if (strcmp(texts_get(worker->name, NULL), arena->kill_name) != 0 && strcmp(worker_letter(worker->id, letter), arena->kill_name) != 0)
		return;
	if (!worker_is_process(worker)) {
		task_kill_refused(arena->kill_name);
		return;
	}
	worker->kill_at = arena->kill_step;
	arena->kill_step = 0;
}

void task_kill_refused(const char *name)
{
	arena_fail("--kill ends one worker's process, and on %s only workers of a pool of processes have one: none is called %s; --engine processes would be right",
		   arena->engine->name, name);
}

struct task *task_new(uint32_t name, enum role role, struct worker *parent, enum apart apart)
{
	struct task *task = moment_calloc(sizeof *task);
	struct worker *worker = task ? worker_new(name, role, parent) : NULL;
	if (!worker) {
		moment_free(task, sizeof *task);
		return NULL;
	}
	worker->apart = (uint8_t)apart;
	task->worker = worker;
	task->random = arena->seed + (uint64_t)worker->id * UINT64_C(0xd1342543de82ef95);
	task->reference = LUA_NOREF;
	worker->own = task;
	if (__builtin_expect(arena->kill_step != 0, 0))
		mark_for_death(worker);
	return task;
}

void task_give_coroutine(lua_State *L, struct task *task, int n)
{
	task->L = lua_newthread(L);
	*(struct task **)lua_getextraspace(task->L) = task;
	task->reference = luaL_ref(L, LUA_REGISTRYINDEX);
	task_note_function(L, task, lua_gettop(L) - n);
	lua_xmove(L, task->L, n + 1);
	task->arguments = n;
}

void task_give_up(struct task *task)
{
	struct worker *worker = task->worker;
	packed_free(&task->cargo);
	atomic_store_explicit(&worker->stand.place, TURN_MOVES, memory_order_release);
	atomic_store_explicit(&worker->state, WORKER_FAILED, memory_order_relaxed);
	probe(worker, KIND_WORKER_END, 0, 0, 1, 0);
	atomic_fetch_sub_explicit(&arena->awake, 1, memory_order_relaxed);
	if (worker->role != ROLE_OF_POOL)
		atomic_fetch_sub_explicit(&arena->alive, 1, memory_order_release);
	task_forget(worker);
}

/* Where the engine runs it to its end at once, its maker can do nothing meanwhile: it does not count as awake. */
static int start(struct worker *worker, struct error *error)
{
	int result;
	if (!wait_engine->nests)
		return wait_engine->start(&worker->runner, error);
	atomic_fetch_sub_explicit(&arena->awake, 1, memory_order_relaxed);
	result = wait_engine->start(&worker->runner, error);
	atomic_fetch_add_explicit(&arena->awake, 1, memory_order_relaxed);
	atomic_fetch_add_explicit(&arena->progress, 1, memory_order_relaxed);
	return result;
}

/* Who is beside the run's engine cannot begin what that runs, and a process is forked only while it has one thread: see task_pool.c. */
static void check_begin(lua_State *L, const struct worker *maker)
{
	if (maker->apart)
		luaL_error(L, "a call in a pool of %s cannot begin tasks of a run on %s: begin them in a task, or give the pool a call", wait_engine_of(maker)->name,
			   arena->engine->name);
	if (wait_engine->forks && !task_may_fork())
		luaL_error(L, "task() forks, and a process with the threads of a pool cannot: begin all tasks first, then make the pool of threads");
}

static _Thread_local uint16_t met[WORKER_KNOWS]; /* while a task's function is packed; 0 from the first free place on */

void task_met(uint16_t object)
{
	for (int i = 0; i < WORKER_KNOWS; i++) {
		if (met[i] == object)
			return;
		if (!met[i]) {
			met[i] = object;
			return;
		}
	}
}

struct worker *task_begin(lua_State *L, uint32_t name, int first)
{
	struct worker *maker = task_of(L)->worker;
	struct packed cargo = { 0 };
	struct error error;
	int last = lua_gettop(L);
	check_begin(L, maker);
	const char *what = lua_pushfstring(L, "what task \"%s\" is given", texts_get(name, NULL));
	memset(met, 0, sizeof met);
	if (wait_engine->yields)
		copies_push(L, first, last, what);
	else
		cargo = packed_make(L, first, last, what);
	amid_begin(maker); /* one that was made and never started would be waited for for ever */
	struct task *task = task_new(name, ROLE_OF_TASK, maker, APART_NOT);
	if (!task) {
		amid_end(maker);
		luaL_error(L, "no more tasks can be made: at most %d in one run", (int)ARENA_WORKERS - 1);
	}
	struct worker *worker = task->worker; /* once started the task may be gone before we look again; its worker stays */
	task->cargo = cargo;
	memcpy(worker->knows, met, sizeof met);
	task->made_at = task_line(L);
	if (wait_engine->yields)
		task_give_coroutine(L, task, last - first);
	lua_settop(L, last);
	probe(maker, KIND_WORKER_NEW, 0, 0, name, worker->id | (uint64_t)ROLE_OF_TASK << 32);
	turn_born(worker);
	if (wait_engine->forks)
		spare_make(); /* a child finds its Lua state made: it is copied as it is used */
	else if (!wait_engine->yields)
		task_threaded();
	int started = start(worker, &error);
	if (started != 0)
		task_give_up(task);
	amid_end(maker);
	if (started != 0)
		luaL_error(L, "%s", error.text);
	return worker;
}

/* In the child: L and all that it holds are there as they were, and are the new worker's. */
static void take_over(lua_State *L, struct task *task)
{
	private_begin();
	task->made_at = task_line(L);
	if (!probe_open())
		task_too_many(task);
	task->L = L;
	*(struct task **)lua_getextraspace(L) = task;
	task_note_line(L);
	turn_wait_birth(task->worker);
	task_tell_start(task->worker);
	nudge_runs(L);
}

struct worker *task_split(lua_State *L, uint32_t name)
{
	struct worker *maker = task_of(L)->worker;
	struct error error;
	amid_begin(maker);
	struct task *task = task_new(name, ROLE_OF_TASK, maker, APART_NOT);
	if (!task) {
		amid_end(maker);
		luaL_error(L, "no more tasks can be made: at most %d in one run", (int)ARENA_WORKERS - 1);
	}
	struct worker *worker = task->worker;
	probe(maker, KIND_WORKER_NEW, 0, 0, name, worker->id | (uint64_t)ROLE_OF_TASK << 32);
	turn_born(worker);
	int split = wait_engine->split(&worker->runner, &error);
	if (split == 1) {
		take_over(L, task);
		return NULL;
	}
	if (split != 0)
		task_give_up(task);
	amid_end(maker);
	if (split != 0)
		luaL_error(L, "%s", error.text);
	return worker;
}

struct worker *task_main(struct error *error)
{
	struct task *task = task_new(texts_of("main"), ROLE_OF_MAIN, NULL, APART_NOT);
	if (!task) {
		error_set(error, "no memory for the main task");
		return NULL;
	}
	probe(worker_at(0), KIND_WORKER_NEW, 0, 0, task->worker->name, task->worker->id | (uint64_t)ROLE_OF_MAIN << 32);
	*(struct task **)lua_getextraspace(main_state) = task;
	if (wait_engine->yields)
		task_give_coroutine(main_state, task, 0);
	else
		task->L = main_state;
	return task->worker;
}

void task_forget(struct worker *worker)
{
	struct task *task = worker->role == ROLE_OF_DEVICE ? NULL : worker->own;
	if (!task)
		return;
	touch_release(task);
	moment_free(task, sizeof *task);
	worker->own = NULL;
}
