/* api_condition.c - condition(name, lock): c:wait(), c:notify([n]), c:notify_all().
 *
 * wait is two actions: the attempt of the first, which lets the lock go and queues up, goes over into the second, which waits. */
#include "kitchen/api.h"

#include "kitchen/condition.h"
#include "kitchen/texts.h"

static int not_mine_error(lua_State *L, const struct condition *condition, const struct task *task, const char *verb)
{
	const char *lock = texts_get(condition->lock->object.name, NULL);
	return luaL_error(L, "%s must hold the lock %s to %s at the condition %s: %s:acquire() comes first, or %s:hold(…) around it",
			  texts_get(task->worker->name, NULL), lock, verb, texts_get(condition->object.name, NULL), lock, lock);
}

static struct action condition_action(lua_State *L, enum kind verb)
{
	struct condition *condition = api_self(L, OBJECT_CONDITION);
	return (struct action){ .verb = (uint8_t)verb, .object = condition->object.id };
}

/* The stack is the condition, and how often the worker had the lock. */
static int attempt_reacquire(lua_State *L, struct task *task)
{
	return condition_reacquire(api_receiver(L), task->worker, (uint32_t)lua_tointeger(L, 2)) == LOCK_WAIT ? API_WAIT : 0;
}

API_JUMPS static int attempt_wait(lua_State *L, struct task *task)
{
	struct condition *condition = api_receiver(L);
	uint32_t depth;
	if (condition_wait(condition, task->worker, &depth) != LOCK_OK)
		return not_mine_error(L, condition, task, "wait");
	lua_settop(L, 1);
	lua_pushinteger(L, depth);
	return api_until(L, (struct action){ .verb = KIND_COND_BACK, .object = condition->object.id }, attempt_reacquire);
}

API_JUMPS static int condition_word_wait(lua_State *L)
{
	struct action action = condition_action(L, KIND_COND_WAIT);
	api_check_wait(L);
	return api_do(L, action, attempt_wait);
}

static int notify(lua_State *L, struct task *task, uint32_t count)
{
	struct condition *condition = api_receiver(L);
	return condition_notify(condition, task->worker, count) == LOCK_OK ? 0 : not_mine_error(L, condition, task, "notify");
}

static int attempt_notify(lua_State *L, struct task *task)
{
	return notify(L, task, lua_isnoneornil(L, 2) ? 1 : (uint32_t)lua_tointeger(L, 2));
}

static int condition_word_notify(lua_State *L)
{
	struct action action = condition_action(L, KIND_NOTIFY);
	if (!lua_isnoneornil(L, 2))
		api_integer(L, 2, "how many notify() tells", 1, WORKER_MAX);
	return api_do(L, action, attempt_notify);
}

static int attempt_notify_all(lua_State *L, struct task *task)
{
	return notify(L, task, CONDITION_ALL);
}

static int condition_word_notify_all(lua_State *L)
{
	return api_do(L, condition_action(L, KIND_NOTIFY), attempt_notify_all);
}

static int word_condition(lua_State *L)
{
	uint32_t name = api_name(L, 1, "a condition's name");
	struct object *lock = api_object_test(L, 2, OBJECT_LOCK);
	if (!lock)
		return luaL_error(L, "condition(name, lock) needs the lock that guards what is waited for, not %s", luaL_typename(L, 2));
	api_action(L);
	struct condition *condition = condition_new(name, (struct lock *)lock);
	return api_object_made(L, condition ? &condition->object : NULL, lock->id);
}

void api_open_condition(lua_State *L)
{
	static const luaL_Reg methods[] = {
		{ "wait", condition_word_wait }, { "notify", condition_word_notify }, { "notify_all", condition_word_notify_all }, { NULL, NULL },
	};
	static const luaL_Reg metamethods[] = { { NULL, NULL } };
	lua_pushcfunction(L, word_condition);
	lua_setfield(L, -2, "condition");
	api_object_type(L, OBJECT_CONDITION, methods, metamethods);
}
