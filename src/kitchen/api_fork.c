/* api_fork.c - fork([name]), pid().
 *
 * fork() makes two of the process that calls it: both go on behind the call, each with memory of its own that was one until then. In the one that
 * called, fork() gives the child's handle, which can be joined; in the child it gives nil. The child is a task like others, with a letter, and ends where
 * its code ends; what is stated with expect() is stated by each that comes to it.
 *
 * Under control, where a run must be the same each time, pid() does not tell what the machine gave but the order in which processes were made. */
#include "kitchen/api.h"

#include "kitchen/explore.h"
#include "kitchen/sandbox.h"
#include "kitchen/texts.h"
#include "kitchen/touch.h"
#include "kitchen/wait.h"

#include <unistd.h>

static void check_fork(lua_State *L)
{
	const struct task *task = task_of(L);
	const char *within = task->checking || task->looking ? "an expectation" : sandbox_no_wait(L);
	if (arena->forks && arena->turn.exploring) {
		luaL_where(L, 1);
		lua_pushliteral(L, "the explorer plays all processes in one, which cannot become two in the middle of its code: a recipe that forks itself with fork() "
			"cannot be explored, one whose processes come from task() can");
		lua_concat(L, 2);
		explore_refuse(lua_tostring(L, -1));
		lua_error(L);
	}
	if (!wait_engine->split)
		luaL_error(L, "fork() makes two of a process, and on %s a task is none: --engine processes would be right", wait_engine->name);
	if (within)
		luaL_error(L, "cannot fork inside %s: fork before it, or in the task itself", within);
	if (task->worker->role == ROLE_OF_POOL)
		luaL_error(L, "a call in a pool cannot fork: the pool's worker would be there twice");
	if (!task_may_fork())
		luaL_error(L, "a process with the threads of a pool cannot fork: fork first, then make the pool of threads");
}

static int word_fork(lua_State *L)
{
	uint32_t name = lua_isnoneornil(L, 1) ? texts_of("child") : api_name(L, 1, "the child's name");
	check_fork(L);
	touch_flush(api_action(L));
	struct worker *child = task_split(L, name);
	if (child)
		api_task_handle_push(L, child->id);
	else
		lua_pushnil(L);
	return 1;
}

static int word_pid(lua_State *L)
{
	const struct worker *worker = task_of(L)->worker;
	bool own = worker->role != ROLE_OF_MAIN && (worker->apart ? worker->apart == APART_PROCESS : arena->forks);
	lua_pushinteger(L, !turn_controlled(&arena->turn) ? getpid() : own ? (lua_Integer)worker->id : 1);
	return 1;
}

void api_open_fork(lua_State *L)
{
	static const luaL_Reg words[] = { { "fork", word_fork }, { "pid", word_pid }, { NULL, NULL } };
	luaL_setfuncs(L, words, 0);
}
