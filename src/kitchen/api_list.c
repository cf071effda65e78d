/* api_list.c - list(name): l:append(x), l:pop(), l[i], l[i] = x, #l; each an action. */
#include "kitchen/api.h"

#include "kitchen/list.h"

static uint64_t element_at(lua_State *L, int index)
{
	return api_held_word(L, index, "a list holds booleans, numbers");
}

static int full_error(lua_State *L)
{
	return luaL_error(L, "no memory is left in the kitchen for more in a list");
}

static int list_do(lua_State *L, enum kind verb, uint32_t index, api_attempt attempt)
{
	struct list *list = api_self(L, OBJECT_LIST);
	return api_do(L, (struct action){ .verb = verb, .object = list->object.id, .item = index }, attempt);
}

/* The list of an attempt: its word has checked it. */
static struct list *list_at(lua_State *L)
{
	struct object **at = lua_touserdata(L, 1);
	return (struct list *)*at;
}

static int attempt_append(lua_State *L, struct task *task)
{
	return list_append(list_at(L), task->worker, element_at(L, 2)) ? 0 : full_error(L);
}

static int list_word_append(lua_State *L)
{
	luaL_checkany(L, 2);
	element_at(L, 2);
	return list_do(L, KIND_APPEND, 0, attempt_append);
}

static int attempt_pop(lua_State *L, struct task *task)
{
	api_push_word(L, list_pop(list_at(L), task->worker));
	return 1;
}

static int list_word_pop(lua_State *L)
{
	return list_do(L, KIND_POP, 0, attempt_pop);
}

static int attempt_read(lua_State *L, struct task *task)
{
	api_push_word(L, list_read(list_at(L), task->worker, lua_tointeger(L, 2)));
	return 1;
}

/* A whole number reads an element, a name finds a method (the table of methods is the second upvalue). */
static int list_word_index(lua_State *L)
{
	if (lua_isinteger(L, 2))
		return list_do(L, KIND_ELEMENT_READ, (uint32_t)lua_tointeger(L, 2), attempt_read);
	lua_rawget(L, lua_upvalueindex(2));
	return 1;
}

static int attempt_assign(lua_State *L, struct task *task)
{
	if (!list_write(list_at(L), task->worker, lua_tointeger(L, 2), element_at(L, 3)))
		return luaL_error(L, "the list has no place %I yet: append() adds at its end", (LUAI_UACINT)lua_tointeger(L, 2));
	return 0;
}

static int list_word_assign(lua_State *L)
{
	int64_t index = api_integer(L, 2, "the place in a list", 1, UINT32_MAX);
	element_at(L, 3);
	return list_do(L, KIND_ELEMENT_WRITE, (uint32_t)index, attempt_assign);
}

static int attempt_length(lua_State *L, struct task *task)
{
	lua_pushinteger(L, list_length(list_at(L), task->worker));
	return 1;
}

static int list_word_length(lua_State *L)
{
	return list_do(L, KIND_LENGTH, 0, attempt_length);
}

static int word_list(lua_State *L)
{
	uint32_t name = api_name(L, 1, "a list's name");
	struct task *task = api_action(L);
	struct list *list = list_new(name);
	if (!list)
		return luaL_error(L, "no more lists can be made: no memory is left in the kitchen");
	object_announce(&list->object, task->worker, 0);
	api_object_push(L, &list->object);
	return 1;
}

void api_open_list(lua_State *L)
{
	static const luaL_Reg methods[] = { { "append", list_word_append }, { "pop", list_word_pop }, { NULL, NULL } };
	static const luaL_Reg metamethods[] = {
		{ "__index", list_word_index }, { "__newindex", list_word_assign }, { "__len", list_word_length }, { NULL, NULL },
	};
	lua_pushcfunction(L, word_list);
	lua_setfield(L, -2, "list");
	api_object_type(L, OBJECT_LIST, methods, metamethods);
}
