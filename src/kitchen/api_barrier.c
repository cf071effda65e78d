/* api_barrier.c - barrier(name, parties): b:wait(), which is two actions: the attempt of the first, arriving, goes over into the second, which waits. */
#include "kitchen/api.h"

#include "kitchen/barrier.h"

#define PARTIES_MAX 1000000

static int attempt_pass(lua_State *L, struct task *task)
{
	return barrier_pass(api_receiver(L), task->worker) ? 0 : API_WAIT;
}

API_JUMPS static int attempt_arrive(lua_State *L, struct task *task)
{
	struct barrier *barrier = api_receiver(L);
	barrier_arrive(barrier, task->worker);
	return api_until(L, (struct action){ .verb = KIND_PASS, .object = barrier->object.id }, attempt_pass);
}

API_JUMPS static int barrier_word_wait(lua_State *L)
{
	struct barrier *barrier = api_self(L, OBJECT_BARRIER);
	api_check_wait(L);
	return api_do(L, (struct action){ .verb = KIND_BARRIER_ARRIVE, .object = barrier->object.id }, attempt_arrive);
}

static int word_barrier(lua_State *L)
{
	uint32_t name = api_name(L, 1, "a barrier's name"), parties = (uint32_t)api_integer(L, 2, "how many a barrier waits for", 1, PARTIES_MAX);
	api_action(L);
	struct barrier *barrier = barrier_new(name, parties);
	return api_object_made(L, barrier ? &barrier->object : NULL, parties);
}

void api_open_barrier(lua_State *L)
{
	static const luaL_Reg methods[] = { { "wait", barrier_word_wait }, { NULL, NULL } };
	static const luaL_Reg metamethods[] = { { NULL, NULL } };
	lua_pushcfunction(L, word_barrier);
	lua_setfield(L, -2, "barrier");
	api_object_type(L, OBJECT_BARRIER, methods, metamethods);
}
