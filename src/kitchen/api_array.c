/* api_array.c - array(name, n[, value]): a[i], a[i] = x, #a. Reading and writing an element is an action; the length never changes, so that asking for it is none. */
#include "kitchen/api.h"

#include "kitchen/array.h"
#include "kitchen/texts.h"

static uint64_t word_at(lua_State *L, int index)
{
	return api_held_word(L, index, "an array holds nil, booleans, numbers");
}

/* The place at index 2. */
static uint32_t place_at(lua_State *L, const struct array *array)
{
	lua_Integer place = lua_isinteger(L, 2) ? lua_tointeger(L, 2) : 0;
	if (place < 1 || place > array->length)
		luaL_error(L, "the array %s has places 1 to %d, and %s is none of them", texts_get(array->object.name, NULL), (int)array->length,
			   luaL_tolstring(L, 2, NULL));
	return (uint32_t)place;
}

static int attempt_read(lua_State *L, struct task *task)
{
	struct array *array = api_receiver(L);
	api_push_word(L, array_read(array, task->worker, place_at(L, array)));
	return 1;
}

static int array_word_index(lua_State *L)
{
	struct array *array = api_self(L, OBJECT_ARRAY);
	return api_do(L, (struct action){ .verb = KIND_ELEMENT_READ, .object = array->object.id, .item = place_at(L, array) }, attempt_read);
}

static int attempt_assign(lua_State *L, struct task *task)
{
	struct array *array = api_receiver(L);
	array_write(array, task->worker, place_at(L, array), word_at(L, 3));
	return 0;
}

static int array_word_assign(lua_State *L)
{
	struct array *array = api_self(L, OBJECT_ARRAY);
	uint32_t place = place_at(L, array);
	uint64_t value = word_at(L, 3);
	return api_do(L, (struct action){ .verb = KIND_ELEMENT_WRITE, .object = array->object.id, .item = place, .value = value }, attempt_assign);
}

static int array_word_length(lua_State *L)
{
	struct array *array = api_self(L, OBJECT_ARRAY);
	lua_pushinteger(L, array->length);
	return 1;
}

static int word_array(lua_State *L)
{
	uint32_t name = api_name(L, 1, "an array's name"), length = (uint32_t)api_integer(L, 2, "how many places an array has", 1, ARRAY_MAX);
	uint64_t value = lua_isnoneornil(L, 3) ? word_nil() : word_at(L, 3);
	struct task *task = api_action(L);
	struct array *array = array_new(name, length, value);
	api_object_made(L, array ? &array->object : NULL, length);
	array_tell_fill(array, task->worker);
	return 1;
}

void api_open_array(lua_State *L)
{
	static const luaL_Reg methods[] = { { NULL, NULL } };
	static const luaL_Reg metamethods[] = {
		{ "__index", array_word_index }, { "__newindex", array_word_assign }, { "__len", array_word_length }, { NULL, NULL },
	};
	lua_pushcfunction(L, word_array);
	lua_setfield(L, -2, "array");
	api_object_type(L, OBJECT_ARRAY, methods, metamethods);
}
