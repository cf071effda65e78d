/* api_shared.c - shared(name, value): v:get(), v:set(x), v:add(n); each one action. */
#include "kitchen/api.h"

#include "kitchen/probe.h"
#include "kitchen/shared.h"
#include "kitchen/texts.h"
#include "kitchen/touch.h"

static uint64_t word_at(lua_State *L, int index)
{
	return api_held_word(L, index, "shared holds nil, booleans, numbers");
}

static int shared_do(lua_State *L, enum kind verb, uint64_t value, api_attempt attempt)
{
	struct shared *shared = api_self(L, OBJECT_SHARED);
	return api_do(L, (struct action){ .verb = (uint8_t)verb, .object = shared->cell.object.id, .value = value }, attempt);
}

static int attempt_get(lua_State *L, struct task *task)
{
	struct shared *shared = api_receiver(L);
	uint64_t value = cell_read(&shared->cell);
	touch_read(task, &shared->cell, value);
	api_push_word(L, value);
	return 1;
}

static int shared_word_get(lua_State *L)
{
	return shared_do(L, KIND_READ, 0, attempt_get);
}

static int attempt_set(lua_State *L, struct task *task)
{
	struct shared *shared = api_receiver(L);
	uint64_t value = word_at(L, 2);
	touch_write(task, &shared->cell, value, cell_swap(&shared->cell, value));
	return 0;
}

static int shared_word_set(lua_State *L)
{
	luaL_checkany(L, 2);
	return shared_do(L, KIND_WRITE, word_at(L, 2), attempt_set);
}

static int attempt_add(lua_State *L, struct task *task)
{
	struct shared *shared = api_receiver(L);
	const char *name = texts_get(shared->cell.object.name, NULL);
	uint64_t sum;
	switch (shared_add(shared, word_at(L, 2), &sum)) {
	case SHARED_NO_NUMBER: return luaL_error(L, "the shared %s holds no number just now, so nothing can be added to it: set() it to one first", name);
	case SHARED_TOO_LARGE: return luaL_error(L, "the shared %s would become too large a whole number: at most 48 bits", name);
	case SHARED_OK: break;
	}
	touch_add(task, &shared->cell, sum);
	api_push_word(L, sum);
	return 1;
}

static int shared_word_add(lua_State *L)
{
	if (lua_type(L, 2) != LUA_TNUMBER)
		return luaL_error(L, "add(n) needs a number, not %s", luaL_typename(L, 2));
	return shared_do(L, KIND_ADD, word_at(L, 2), attempt_add);
}

static int word_shared(lua_State *L)
{
	uint32_t name = api_name(L, 1, "the name of a shared value");
	uint64_t value = lua_isnoneornil(L, 2) ? word_nil() : word_at(L, 2);
	struct task *task = api_action(L);
	struct shared *shared = shared_new(name, value);
	api_object_made(L, shared ? &shared->cell.object : NULL, 0);
	probe(task->worker, KIND_WRITE, shared->cell.object.id, 0, 1, value);
	return 1;
}

void api_open_shared(lua_State *L)
{
	static const luaL_Reg methods[] = { { "get", shared_word_get }, { "set", shared_word_set }, { "add", shared_word_add }, { NULL, NULL } };
	static const luaL_Reg metamethods[] = { { NULL, NULL } };
	lua_pushcfunction(L, word_shared);
	lua_setfield(L, -2, "shared");
	api_object_type(L, OBJECT_SHARED, methods, metamethods);
}
