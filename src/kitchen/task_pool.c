/* task_pool.c - the workers of a pool, on the engine of the run or beside it.
 *
 * A pool may be of threads or of processes whatever the run is on. Where it is not of the kind that the run's tasks are, its workers live *apart*: threads of the
 * floor beside a loop or beside processes, processes beside a loop or beside threads. They wait on their own permits, as all do who have a thread of their own; who lets a
 * task of the loop go on from there writes to the loop's inbox (wait.c).
 *
 * A process is a copy of one thread and of all memory. Were another thread just then within a lock, the copy would have that lock taken for ever. So nothing is forked from a
 * process that has, or had, a second thread: who wants both forks first. On threads a pool of processes is made before the first task; on processes tasks are begun before a pool of
 * threads is made. And when the floor forks for a pool, globals become private to each process (private.h), and who dies is mended, as on processes. */
#include "kitchen/task_inner.h"

#include "kitchen/api.h"
#include "kitchen/gil.h"
#include "kitchen/private.h"
#include "kitchen/probe.h"
#include "kitchen/spare.h"
#include "kitchen/texts.h"
#include "kitchen/wait.h"

static bool threaded; /* this process has, or had, more than one thread */
static bool forked;   /* a pool's processes were forked from here, or this is one */
static bool opened[2]; /* threads, processes: as an engine beside the run's */

void task_threaded(void)
{
	threaded = true;
}

bool task_may_fork(void)
{
	return !threaded;
}

bool task_pools_forked(void)
{
	return forked;
}

/* Ready the engine beside the run's. */
static int open_apart(enum apart apart, struct error *error)
{
	const struct engine *engine = apart == APART_THREAD ? &engine_threads : &engine_processes;
	bool *open = &opened[apart == APART_PROCESS];
	if (!*open && engine->open(wait_host, error) != 0)
		return -1;
	*open = true;
	if (apart == APART_PROCESS) {
		private_open();
		arena->mends = true;
	}
	return 0;
}

static void start(lua_State *L, struct worker *worker)
{
	struct error error;
	if (worker->apart && open_apart((enum apart)worker->apart, &error) != 0)
		goto failed;
	const struct engine *engine = wait_engine_of(worker);
	if (engine->yields) {
		api_pool_push_life(L, worker->pool);
		task_give_coroutine(L, worker->own, 0);
	}
	forked |= engine->forks;
	if (engine->forks)
		spare_make();
	else if (!engine->yields)
		task_threaded();
	if (engine->start(&worker->runner, &error) == 0)
		return;
failed:
	task_give_up(worker->own);
	luaL_error(L, "%s", error.text);
}

struct worker *task_begin_pool(lua_State *L, uint32_t name, uint16_t pool, enum apart apart)
{
	struct worker *maker = task_of(L)->worker;
	struct task *task = task_new(name, ROLE_OF_POOL, maker, apart);
	if (!task)
		luaL_error(L, "no more workers can be made: at most %d in one run", (int)ARENA_WORKERS - 1);
	struct worker *worker = task->worker; /* its task may be gone as soon as it is started */
	worker->pool = pool;
	task->made_at = task_line(L);
	probe(maker, KIND_WORKER_NEW, pool, 0, name, worker->id | (uint64_t)ROLE_OF_POOL << 32);
	turn_born(worker);
	start(L, worker);
	return worker;
}

void task_begin_apart(struct worker *worker)
{
	if (worker->apart == APART_PROCESS) {
		wait_engine = &engine_processes;
		gil_close();
	}
	wait_apart = worker->apart != APART_NOT;
}

void task_end_apart(void)
{
	if (opened[1])
		engine_processes.end();
	private_settle();
}
