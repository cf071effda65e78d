/* api_semaphore.c - semaphore(name, n): s:acquire(), s:release(), s:try_acquire(). */
#include "kitchen/api.h"

#include "kitchen/semaphore.h"

#define PLACES_MAX 1000000

static struct action semaphore_action(lua_State *L, enum kind verb)
{
	struct semaphore *semaphore = api_self(L, OBJECT_SEMAPHORE);
	return (struct action){ .verb = (uint8_t)verb, .object = semaphore->object.id };
}

static int attempt_acquire(lua_State *L, struct task *task)
{
	return semaphore_acquire(api_receiver(L), task->worker, true) == SEMAPHORE_WAIT ? API_WAIT : 0;
}

API_JUMPS static int semaphore_word_acquire(lua_State *L)
{
	return api_until(L, semaphore_action(L, KIND_ACQUIRE), attempt_acquire);
}

static int attempt_try(lua_State *L, struct task *task)
{
	lua_pushboolean(L, semaphore_acquire(api_receiver(L), task->worker, false) == SEMAPHORE_OK);
	return 1;
}

static int semaphore_word_try_acquire(lua_State *L)
{
	return api_do(L, semaphore_action(L, KIND_ACQUIRE), attempt_try);
}

static int attempt_release(lua_State *L, struct task *task)
{
	semaphore_release(api_receiver(L), task->worker);
	return 0;
}

static int semaphore_word_release(lua_State *L)
{
	return api_do(L, semaphore_action(L, KIND_RELEASE), attempt_release);
}

static int word_semaphore(lua_State *L)
{
	uint32_t name = api_name(L, 1, "a semaphore's name"), places = (uint32_t)api_integer(L, 2, "how many places a semaphore has", 0, PLACES_MAX);
	api_action(L);
	struct semaphore *semaphore = semaphore_new(name, places);
	return api_object_made(L, semaphore ? &semaphore->object : NULL, places);
}

void api_open_semaphore(lua_State *L)
{
	static const luaL_Reg methods[] = {
		{ "acquire", semaphore_word_acquire }, { "release", semaphore_word_release }, { "try_acquire", semaphore_word_try_acquire }, { NULL, NULL },
	};
	static const luaL_Reg metamethods[] = { { NULL, NULL } };
	lua_pushcfunction(L, word_semaphore);
	lua_setfield(L, -2, "semaphore");
	api_object_type(L, OBJECT_SEMAPHORE, methods, metamethods);
}
