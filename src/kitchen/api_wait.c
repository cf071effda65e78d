/* api_wait.c - waiting, written once for all engines.
 *
 * An attempt either has its results or has put the worker on a waiting list; then an engine that yields takes control back through lua_yieldk and
 * comes again to the same attempt as a continuation, and one that does not blocks the thread and goes round the loop. The
 * attempt's arguments stay where they were on the stack. */
#include "kitchen/api.h"

#include "kitchen/sandbox.h"
#include "kitchen/touch.h"
#include "kitchen/wait.h"

#include <string.h>

void api_check_wait(lua_State *L)
{
	const char *within = sandbox_no_wait(L);
	if (within)
		luaL_error(L, "cannot wait inside %s: wait before it, or in the task itself", within);
}

API_JUMPS static int again(lua_State *L, int status, lua_KContext context)
{
	struct task *task = task_of(L);
	(void)status;
	for (;;) {
		int results = ((api_attempt)context)(L, task);
		if (results != API_WAIT)
			return results;
		if (wait_engine->yields)
			return lua_yieldk(L, 0, context, again);
		wait_park(task->worker);
	}
}

API_JUMPS int api_do(lua_State *L, struct action action, api_attempt attempt)
{
	(void)action;
	return attempt(L, api_action(L));
}

API_JUMPS int api_until(lua_State *L, struct action action, api_attempt attempt)
{
	struct task *task = api_action(L);
	(void)action;
	api_check_wait(L);
	touch_flush(task);
	return again(L, LUA_OK, (lua_KContext)attempt);
}

API_JUMPS static int once(lua_State *L, int status, lua_KContext context)
{
	(void)status;
	return ((api_attempt)context)(L, task_of(L));
}

API_JUMPS int api_pause(lua_State *L, void (*block)(struct task *task), api_attempt then)
{
	struct task *task = task_of(L);
	block(task);
	if (wait_engine->yields)
		return lua_yieldk(L, 0, (lua_KContext)then, once);
	return then(L, task);
}
