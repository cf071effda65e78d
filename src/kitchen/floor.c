/* floor.c - opening the floor: the recipe's card, the engine, the main task; and what is checked when all have gone home. */
#include "kitchen/floor.h"

#include "kitchen/api.h"
#include "kitchen/explore.h"
#include "kitchen/fetch_log.h"
#include "kitchen/gate.h"
#include "kitchen/gil.h"
#include "kitchen/head.h"
#include "kitchen/kitchen.h"
#include "kitchen/nudge.h"
#include "kitchen/parcel.h"
#include "kitchen/pool.h"
#include "kitchen/private.h"
#include "kitchen/probe.h"
#include "kitchen/sandbox.h"
#include "kitchen/texts.h"
#include "kitchen/wait.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

/* ---- kitchen objects on their way (parcel.h): object ids as they are, task handles with the highest bit, futures with the next ---- */

#define HANDLE_BIT 0x80000000u
#define FUTURE_BIT 0x40000000u

static unsigned object_id(lua_State *L, int index)
{
	struct object *object = api_object_test(L, index, OBJECT_NONE);
	if (object) {
		task_met(object->id);
		return object->id;
	}
	struct future *future = api_future_test(L, index);
	if (future) {
		pool_keep(pool_of(future), future);
		return future->index | FUTURE_BIT;
	}
	uint32_t worker = api_task_handle_test(L, index);
	return worker ? worker | HANDLE_BIT : 0;
}

static bool object_push(lua_State *L, unsigned id)
{
	struct object *object;
	if (id & HANDLE_BIT) {
		id &= ~HANDLE_BIT;
		if (id == 0 || id >= atomic_load_explicit(&arena->worker_count, memory_order_acquire))
			return false;
		api_task_handle_push(L, id);
		return true;
	}
	if (id & FUTURE_BIT) {
		struct future *future = future_at(id & ~FUTURE_BIT);
		if (!future)
			return false;
		api_future_push(L, future);
		return true;
	}
	if (!(object = object_at(id)))
		return false;
	api_object_push(L, object);
	return true;
}

/* ---- the engine's host ---- */

static uint64_t kitchen_ns(void)
{
	return clock_kitchen_ns(&arena->clock);
}

static uint64_t due_real_ns(uint64_t due)
{
	return clock_due_real_ns(&arena->clock, due);
}

static uint64_t real_ns(void)
{
	return clock_real_ns();
}

static void late(uint64_t kitchen)
{
	double pace = clock_pace_now(&arena->clock);
	if (pace > 0)
		probe(worker_at(0), KIND_LOOP_LAG, 0, 0, 0, (uint64_t)((double)kitchen / pace));
}

/* A child that died as it should not; few do, so that looking for it among all may take its time. */
static void reaps(int pid, int signal)
{
	uint32_t count = atomic_load_explicit(&arena->worker_count, memory_order_acquire);
	for (uint32_t id = 1; id < count; id++)
		if (atomic_load_explicit(&worker_at(id)->pid, memory_order_relaxed) == pid && !atomic_load(&worker_at(id)->left))
			atomic_store_explicit(&worker_at(id)->killed, signal ? signal : KILLED_BY_ITSELF, memory_order_release);
}

/* The kitchen process is to watch it. */
static void forked(struct runner *runner, int pid)
{
	atomic_store_explicit(&worker_of_runner(runner)->pid, pid, memory_order_relaxed);
	inbox_push(&arena->crew, runner);
}

/* A pool's processes wait for calls that will not come. */
static void over(void)
{
	uint32_t count = atomic_load_explicit(&arena->worker_count, memory_order_acquire);
	for (uint32_t id = 1; id < count; id++) {
		struct worker *worker = worker_at(id);
		if (worker->role != ROLE_OF_POOL || !worker_is_process(worker) || atomic_exchange(&worker->left, 1) || !atomic_load(&worker->pid))
			continue;
		kill(atomic_load(&worker->pid), SIGKILL);
	}
}

static struct engine_host host = {
	.live = task_live, .resume = task_resume, .pass = gate_pass, .real_ns = real_ns, .kitchen_ns = kitchen_ns, .due_real_ns = due_real_ns,
	.late = late, .next = turn_next, .forked = forked, .reaps = reaps, .over = over,
};

/* ---- opening ---- */

/* What the run is, from what the recipe likes and what the person said. */
struct opening {
	struct recipe_card card;
	struct buffer source;
	bool gil;
	double pace;
};

/* Whether `name` stands in a comma-separated list. */
static bool listed(const char *list, const char *name)
{
	size_t n = strlen(name);
	for (const char *at = list; (at = strstr(at, name)); at += n)
		if ((at == list || at[-1] == ',' || at[-1] == ' ') && (at[n] == 0 || at[n] == ','))
			return true;
	return false;
}

/* What runs on one of these means the same one after another. */
static bool shares_globals(const struct recipe_card *card)
{
	return listed(card->engines, "threads") || listed(card->engines, "loop");
}

/* The engine of the run; NULL with words. */
static const struct engine *choose_engine(const struct launch *launch, const struct recipe_card *card, struct error *error)
{
	const char *name = launch->engine[0] ? launch->engine : card->engine[0] ? card->engine : "threads";
	const struct engine *engine = engine_named(name);
	if (!engine)
		error_set(error, "there is no engine '%s' here; there are threads, loop, processes, instances and sequential", name);
	else if (card->engines[0] && !listed(card->engines, name) && !(engine->nests && shares_globals(card)))
		error_set(error, "%s runs on %s, not on %s", launch->recipe, card->engines, name);
	else if (engine->nests && (launch->explore || launch->schedule || *launch->policy))
		error_set(error, "on sequential nobody chooses who goes next: each task runs to its end when it is made; threads or loop would be right");
	else
		return engine;
	return NULL;
}

/* Read all there is to know before the recipe runs. What can be told is posted even when something is wrong. */
static int open_recipe(const struct launch *launch, struct opening *opening, struct error *error)
{
	const struct engine *engine = NULL;
	arena->engine = &engine_threads;
	int r = recipe_card_read(launch->path, launch->file, launch->recipe, &opening->card, error);
	if (r == 0 || access(launch->path, R_OK) == 0) {
		struct error ignored;
		if (sandbox_read(launch->path, launch->file, &opening->source, r == 0 ? error : &ignored) != 0)
			r = -1;
	}
	if (r == 0 && !(engine = choose_engine(launch, &opening->card, error)))
		r = -1;
	if (engine)
		arena->engine = engine;
	arena->forks = arena->engine->forks;
	if (r == 0 && (r = turn_open(launch, arena->engine->yields, error)) == 0 && (arena->turn.cooperative || launch->explore))
		arena->engine = &engine_coroutines;
	arena->gil_at_start = opening->gil = !arena->engine->yields && !arena->engine->forks && (launch->gil < 0 ? opening->card.gil : launch->gil > 0);
	opening->pace = arena->turn.controlled ? 1 : launch->pace >= 0 ? launch->pace : opening->card.pace > 0 ? opening->card.pace : 1;
	head_post(launch, &opening->card, &opening->source, opening->gil, opening->pace);
	return r;
}

/* --kill NAME@STEP. -1 with words. */
static int open_kill(const struct launch *launch, struct error *error)
{
	const char *at = strrchr(launch->kill, '@');
	if (!*launch->kill)
		return 0;
	if (!at || at == launch->kill || atoi(at + 1) < 1)
		return error_set(error, "--kill %s: NAME@STEP would be right, as in A@3", launch->kill);
	snprintf(arena->kill_name, sizeof arena->kill_name, "%.*s", (int)(at - launch->kill), launch->kill);
	arena->kill_step = (uint32_t)atoi(at + 1);
	return 0;
}

static int open_engine(const struct launch *launch, const struct opening *opening, struct error *error)
{
	static const struct parcel_objects objects = { object_id, object_push };
	wait_engine = arena->engine;
	wait_host = &host;
	wait_in_floor = true;
	host.alive = &arena->alive;
	host.inbox = &arena->floor;
	parcel_set_objects(&objects);
	api_settings_launch(launch);
	nudge_open();
	if (arena->forks)
		private_open();
	arena->mends = arena->engine->forks; /* each worker will be a process, which may be killed alone */
	arena->retry = opening->card.retry;
	arena->lone = opening->card.lone;
	if (!arena->engine->forks && !arena->engine->yields)
		gil_open(opening->gil, (uint64_t)(launch->gil_interval_s * 1e9));
	return open_kill(launch, error) || wait_engine->open(&host, error) ? -1 : 0;
}

/* The main state with the recipe as a function on top; NULL with words. */
static lua_State *open_script(const struct launch *launch, const struct opening *opening, struct error *error)
{
	lua_State *L = task_state_new();
	if (!L) {
		error_set(error, "no memory for Lua");
		return NULL;
	}
	api_open(L);
	if (sandbox_load(L, opening->source.bytes, opening->source.length, launch->file, error) != 0)
		return NULL;
	lua_pushglobaltable(L);
	lua_setupvalue(L, -2, 1);
	return L;
}

static void tell_begin(const struct launch *launch, const struct opening *opening)
{
	const struct worker *kitchen = worker_at(0);
	probe(kitchen, KIND_BEGIN, 0, 0, arena->engine == &engine_sequential, launch->seed);
	probe(kitchen, KIND_PACE, 0, 0, 0, (uint64_t)(opening->pace * 1e6 + 0.5));
	if (opening->gil)
		probe(kitchen, KIND_GIL_MODE, 0, 0, 1, (uint64_t)(launch->gil_interval_s * 1e9));
}

static int run(const struct launch *launch, struct error *error)
{
	struct opening opening = { 0 };
	lua_State *L;
	struct worker *main;
	if (open_recipe(launch, &opening, error) != 0 || open_engine(launch, &opening, error) != 0 || !(L = open_script(launch, &opening, error)))
		return -1;
	if (arena->turn.controlled)
		fetch_log_open(launch, &opening.source);
	if (launch->explore)
		return explore_run(launch, &opening.source, error);
	buffer_release(&opening.source);
	probe_open();
	clock_start(&arena->clock, opening.pace);
	tell_begin(launch, &opening);
	task_open(L);
	if (!(main = task_main(error)))
		return -1;
	atomic_store_explicit(&arena->started, 1, memory_order_release);
	turn_enter();
	wait_engine->run(&main->runner);
	task_end_apart();
	if (arena->kill_step && !arena->engine->forks)
		task_kill_refused(arena->kill_name);
	gil_switch(false);
	if (!atomic_load(&arena->failed) && !atomic_load(&arena->ended))
		api_expectations_check(L);
	if (atomic_load(&arena->uncaught) && !atomic_load(&arena->ended))
		arena_fail("%s", texts_get(atomic_load(&arena->uncaught), NULL));
	return 0;
}

_Noreturn void floor_main(const struct launch *launch)
{
	struct error error;
	if (run(launch, &error) != 0)
		arena_fail("%s", error.text);
	if (atomic_load(&arena->failed) || atomic_load(&arena->ended))
		_exit(0); /* the kitchen process knows, and says how the run ended */
	arena->outcome = arena->violation_count ? OUTCOME_VIOLATED : OUTCOME_DONE;
	atomic_store_explicit(&arena->ended, 1, memory_order_release);
	eventfd_write(arena->devices.eventfd, 1);
	_exit(0);
}
