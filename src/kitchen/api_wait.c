/* api_wait.c - waiting, written once for all engines.
 *
 * An attempt either has its results or has put the worker on a waiting list; then an engine that yields takes control back through lua_yieldk and
 * comes again to the same attempt as a continuation, and one that does not blocks the thread and goes round the loop. The
 * attempt's arguments stay where they were on the stack. */
#include "kitchen/api.h"

#include "kitchen/always.h"
#include "kitchen/explore.h"
#include "kitchen/instance.h"
#include "kitchen/sandbox.h"
#include "kitchen/touch.h"
#include "kitchen/wait.h"

#include <string.h>

void api_check_wait(lua_State *L)
{
	const char *within = task_of(L)->checking ? "an expectation" : sandbox_no_wait(L);
	if (within)
		luaL_error(L, "cannot wait inside %s: wait before it, or in the task itself", within);
}

API_JUMPS static int again(lua_State *L, int status, lua_KContext context)
{
	struct task *task = task_of(L);
	(void)status;
	for (;;) {
		int results = ((api_attempt)context)(L, task);
		if (results != API_WAIT && arena->turn.exploring)
			explore_saw(L, task->worker, results);
		if (results != API_WAIT)
			return results;
		api_tell_locals(L);
		if (wait_engine_of(task->worker)->yields)
			return lua_yieldk(L, 0, context, again);
		wait_park(task->worker);
	}
}

API_JUMPS static int once(lua_State *L, int status, lua_KContext context)
{
	struct task *task = task_of(L);
	int results = ((api_attempt)context)(L, task);
	(void)status;
	if (arena->turn.exploring)
		explore_saw(L, task->worker, results);
	return results;
}

/* Whether the action is a step that must be chosen first. Waiting for another's end is none. */
static bool steps(const struct task *task, const struct action *action)
{
	return !arena->turn.cooperative && action->verb != KIND_JOINED && turn_steps(task->worker);
}

/* Under control: stand at the gate, and go on with `then` when chosen. */
API_JUMPS static int controlled(lua_State *L, struct task *task, struct action action, bool waits, api_attempt attempt, lua_KFunction then)
{
	if (!steps(task, &action))
		return then(L, LUA_OK, (lua_KContext)attempt);
	api_check_wait(L);
	if (wait_engine->yields) {
		turn_stand(task->worker, action, waits);
		return lua_yieldk(L, 0, (lua_KContext)attempt, then);
	}
	turn_wait(task->worker, action, waits);
	return then(L, LUA_OK, (lua_KContext)attempt);
}

/* Within always() only what looks is done: at once, and told to nobody, so that its object's count of events stays. */
static int look(lua_State *L, const struct action *action, api_attempt attempt)
{
	struct object *object = object_at(action->object);
	if (action->verb != KIND_READ && action->verb != KIND_ELEMENT_READ && action->verb != KIND_LENGTH && action->verb != KIND_IS_SET)
		return always_only_looks(L);
	uint32_t seq = object->seq;
	int results = attempt(L, task_of(L));
	object->seq = seq;
	return results;
}

API_JUMPS int api_do(lua_State *L, struct action action, api_attempt attempt)
{
	if (__builtin_expect(task_of(L)->looking, 0))
		return look(L, &action, attempt);
	if (__builtin_expect(arena->instance, 0))
		instance_check(L, &action);
	struct task *task = api_action(L);
	if (turn_controlled(&arena->turn))
		return controlled(L, task, action, false, attempt, once);
	return attempt(L, task);
}

API_JUMPS int api_until(lua_State *L, struct action action, api_attempt attempt)
{
	if (__builtin_expect(arena->instance, 0))
		instance_check(L, &action);
	struct task *task = api_action(L);
	api_check_wait(L);
	touch_flush(task);
	if (turn_controlled(&arena->turn))
		return controlled(L, task, action, true, attempt, again);
	return again(L, LUA_OK, (lua_KContext)attempt);
}

API_JUMPS int api_pause(lua_State *L, void (*block)(struct task *task), api_attempt then)
{
	struct task *task = task_of(L);
	block(task);
	if (wait_engine_of(task->worker)->yields)
		return lua_yieldk(L, 0, (lua_KContext)then, once);
	return then(L, task);
}
