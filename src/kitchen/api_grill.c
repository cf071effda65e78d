/* api_grill.c - grill(name, slots, seconds): g:place(i, x), g:cooked(i), g:take(i), #g. */
#include "kitchen/api.h"

#include "kitchen/grill.h"
#include "kitchen/hands.h"
#include "kitchen/probe.h"

static uint32_t slot_at(lua_State *L, struct grill *grill)
{
	return (uint32_t)api_integer(L, 2, "the slot", 1, grill->slots);
}

/* The grill and the slot of an attempt: its word has checked them. */
static struct grill *grill_at(lua_State *L, uint32_t *slot)
{
	struct object **at = lua_touserdata(L, 1);
	*slot = (uint32_t)lua_tointeger(L, 2);
	return (struct grill *)*at;
}

static int grill_do(lua_State *L, enum kind verb, api_attempt attempt)
{
	struct grill *grill = api_self(L, OBJECT_GRILL);
	return api_do(L, (struct action){ .verb = verb, .object = grill->object.id, .value = slot_at(L, grill) }, attempt);
}

/* True; false when something lies there. */
static int attempt_place(lua_State *L, struct task *task)
{
	uint32_t slot;
	struct grill *grill = grill_at(L, &slot);
	struct cargo cargo = api_cargo(L, 3, "what is placed on a grill");
	bool placed = grill_place(grill, task->worker, slot, &cargo);
	if (placed)
		hands_give(task->worker, cargo.thing);
	else
		packed_free(&cargo.packed);
	lua_pushboolean(L, placed);
	return 1;
}

/* nil: the slot is free; false: it cooks; true: it is cooked. */
static int attempt_cooked(lua_State *L, struct task *task)
{
	uint32_t slot;
	struct grill *grill = grill_at(L, &slot);
	enum grill_state state = grill_look(grill, task->worker, slot);
	if (state == GRILL_FREE)
		lua_pushnil(L);
	else
		lua_pushboolean(L, state == GRILL_COOKED);
	return 1;
}

/* What lay there (nil: nothing), and whether it was cooked. */
static int attempt_take(lua_State *L, struct task *task)
{
	uint32_t slot;
	struct grill *grill = grill_at(L, &slot);
	struct cargo cargo;
	enum grill_state state = grill_take(grill, task->worker, slot, &cargo);
	if (state == GRILL_FREE)
		lua_pushnil(L);
	else
		hands_take(task->worker, &cargo, 0);
	if (state != GRILL_FREE)
		api_push_cargo(L, &cargo);
	lua_pushboolean(L, state == GRILL_COOKED);
	return 2;
}

static int grill_word_place(lua_State *L)
{
	return grill_do(L, KIND_PLACE, attempt_place);
}

static int grill_word_cooked(lua_State *L)
{
	return grill_do(L, KIND_LOOK, attempt_cooked);
}

static int grill_word_take(lua_State *L)
{
	return grill_do(L, KIND_TAKE, attempt_take);
}

static int grill_word_slots(lua_State *L)
{
	lua_pushinteger(L, ((struct grill *)api_self(L, OBJECT_GRILL))->slots);
	return 1;
}

static int word_grill(lua_State *L)
{
	uint32_t name = api_name(L, 1, "a grill's name");
	uint32_t slots = (uint32_t)api_integer(L, 2, "the number of slots", 1, GRILL_SLOTS_MAX);
	uint64_t cook_ns = api_seconds(L, 3, "the time to cook");
	struct task *task = api_action(L);
	/* A PLACE event has 48 bits for it: three days. */
	if (cook_ns >> 48)
		return luaL_error(L, "the time to cook is at most 280000 kitchen seconds");
	struct grill *grill = grill_new(name, slots, cook_ns, task->worker);
	if (!grill)
		return luaL_error(L, "no more grills can be made: no memory is left in the kitchen");
	object_announce(&grill->object, task->worker, slots);
	probe(task->worker, KIND_WORKER_NEW, grill->object.id, 0, name, grill->device.worker->id | (uint64_t)ROLE_OF_DEVICE << 32);
	api_object_push(L, &grill->object);
	return 1;
}

void api_open_grill(lua_State *L)
{
	static const luaL_Reg methods[] = {
		{ "place", grill_word_place }, { "cooked", grill_word_cooked }, { "take", grill_word_take }, { NULL, NULL },
	};
	static const luaL_Reg metamethods[] = { { "__len", grill_word_slots }, { NULL, NULL } };
	lua_pushcfunction(L, word_grill);
	lua_setfield(L, -2, "grill");
	api_object_type(L, OBJECT_GRILL, methods, metamethods);
}
