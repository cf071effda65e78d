/* api_event.c - event(name): e:set(), e:clear(), e:wait(), e:is_set(). */
#include "kitchen/api.h"

#include "kitchen/event_flag.h"

static struct action event_action(lua_State *L, enum kind verb)
{
	struct event_flag *flag = api_self(L, OBJECT_EVENT);
	return (struct action){ .verb = (uint8_t)verb, .object = flag->object.id };
}

static int attempt_set(lua_State *L, struct task *task)
{
	event_flag_set(api_receiver(L), task->worker);
	return 0;
}

static int event_word_set(lua_State *L)
{
	return api_do(L, event_action(L, KIND_SET), attempt_set);
}

static int attempt_clear(lua_State *L, struct task *task)
{
	event_flag_clear(api_receiver(L), task->worker);
	return 0;
}

static int event_word_clear(lua_State *L)
{
	return api_do(L, event_action(L, KIND_CLEAR), attempt_clear);
}

static int attempt_is_set(lua_State *L, struct task *task)
{
	lua_pushboolean(L, event_flag_is_set(api_receiver(L), task->worker));
	return 1;
}

static int event_word_is_set(lua_State *L)
{
	return api_do(L, event_action(L, KIND_IS_SET), attempt_is_set);
}

static int attempt_wait(lua_State *L, struct task *task)
{
	return event_flag_pass(api_receiver(L), task->worker) ? 0 : API_WAIT;
}

API_JUMPS static int event_word_wait(lua_State *L)
{
	return api_until(L, event_action(L, KIND_PASS), attempt_wait);
}

static int word_event(lua_State *L)
{
	uint32_t name = api_name(L, 1, "an event's name");
	api_action(L);
	struct event_flag *flag = event_flag_new(name);
	return api_object_made(L, flag ? &flag->object : NULL, 0);
}

void api_open_event(lua_State *L)
{
	static const luaL_Reg methods[] = {
		{ "set", event_word_set }, { "clear", event_word_clear }, { "wait", event_word_wait }, { "is_set", event_word_is_set }, { NULL, NULL },
	};
	static const luaL_Reg metamethods[] = { { NULL, NULL } };
	lua_pushcfunction(L, word_event);
	lua_setfield(L, -2, "event");
	api_object_type(L, OBJECT_EVENT, methods, metamethods);
}
