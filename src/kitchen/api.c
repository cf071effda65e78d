/* api.c - what the kitchen's words have in common: actions, waiting, arguments, values, objects.
 *
 * Waiting is written once for all engines. An attempt either has its results or has put the worker on a waiting list; then
 * an engine that yields takes control back through lua_yieldk and comes again to the same attempt as a continuation, and one that does not blocks
 * the thread and goes round the loop. The attempt's arguments stay where they were on the stack. */
#include "kitchen/api.h"

#include "kitchen/cell.h"
#include "kitchen/gate.h"
#include "kitchen/gil.h"
#include "kitchen/parcel.h"
#include "kitchen/probe.h"
#include "kitchen/sandbox.h"
#include "kitchen/texts.h"
#include "kitchen/touch.h"
#include "kitchen/wait.h"

#include <math.h>
#include <string.h>

#define LOCALS_NS 100000000u /* locals are told at most ten times a second and worker */
#define LOCALS_MAX 8
#define SHORT_TEXT 63u

static const char objects_key; /* registry: id → userdata */

/* ---- actions ---- */

/* Tell what the function at `frame` has in its locals. */
static void tell_locals(lua_State *L, struct task *task, lua_Debug *frame)
{
	const char *name;
	uint32_t told = 0;
	for (int i = 1; told < LOCALS_MAX && (name = lua_getlocal(L, frame, i)) != NULL; i++) {
		uint64_t value = word_other(0);
		int type = lua_type(L, -1);
		bool fits = type == LUA_TNUMBER || type == LUA_TBOOLEAN || type == LUA_TNIL || (type == LUA_TSTRING && lua_rawlen(L, -1) <= SHORT_TEXT);
		if (fits && (type != LUA_TNUMBER || !lua_isinteger(L, -1) || llabs(lua_tointeger(L, -1)) < WORD_INTEGER_MAX))
			api_word(L, -1, &value);
		lua_pop(L, 1);
		if (name[0] != '(' && type != LUA_TFUNCTION && type != LUA_TUSERDATA)
			probe(task->worker, KIND_LOCAL, (uint16_t)told++, 0, texts_of(name), value);
	}
	if (told == 0)
		probe(task->worker, KIND_LOCAL, 0, 0, 0, 0);
}

struct task *api_action(lua_State *L)
{
	struct task *task = task_of(L);
	lua_Debug frame;
	if (lua_getstack(L, 1, &frame) && lua_getinfo(L, "l", &frame) && frame.currentline > 0)
		atomic_store_explicit(&task->worker->line, (uint16_t)frame.currentline, memory_order_relaxed);
	uint32_t actions = atomic_load_explicit(&task->worker->actions, memory_order_relaxed);
	atomic_store_explicit(&task->worker->actions, actions + 1, memory_order_relaxed);
	gate_pass();
	gil_check(task->worker);
	if (probe_ring) {
		uint64_t now = clock_real_ns();
		if (now - task->sampled_ns > LOCALS_NS && lua_checkstack(L, 4)) {
			task->sampled_ns = now;
			if (lua_getstack(L, 1, &frame))
				tell_locals(L, task, &frame);
		}
	}
	return task;
}

/* ---- waiting ---- */

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

API_JUMPS int api_until(lua_State *L, api_attempt attempt)
{
	struct task *task = api_action(L);
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

/* ---- arguments ---- */

uint32_t api_name(lua_State *L, int index, const char *what)
{
	size_t length = 0;
	const char *text = lua_type(L, index) == LUA_TSTRING ? lua_tolstring(L, index, &length) : NULL;
	if (!text || length == 0 || length > SHORT_TEXT)
		luaL_error(L, "%s is a text of 1 to %d characters, not %s", what, (int)SHORT_TEXT, text ? (length ? "a longer one" : "an empty one") : luaL_typename(L, index));
	uint32_t id = texts_intern(text, length);
	if (!id)
		luaL_error(L, "%s has no visible characters, or there are too many different texts in this run (%d)", what, (int)ARENA_TEXTS);
	return id;
}

uint64_t api_seconds(lua_State *L, int index, const char *what)
{
	double seconds = lua_type(L, index) == LUA_TNUMBER ? lua_tonumber(L, index) : -1;
	if (!(seconds >= 0 && seconds <= 1e6))
		luaL_error(L, "%s is a number of kitchen seconds from 0 to 1000000, not %s", what, luaL_tolstring(L, index, NULL));
	return (uint64_t)(seconds * 1e9);
}

int64_t api_integer(lua_State *L, int index, const char *what, int64_t min, int64_t max)
{
	int exact = 0;
	lua_Integer i = lua_type(L, index) == LUA_TNUMBER ? lua_tointegerx(L, index, &exact) : 0;
	if (!exact || i < min || i > max)
		luaL_error(L, "%s is a whole number from %I to %I, not %s", what, (LUAI_UACINT)min, (LUAI_UACINT)max, luaL_tolstring(L, index, NULL));
	return i;
}

void api_option(lua_State *L, int table, const char *name)
{
	if (lua_type(L, table) == LUA_TTABLE) {
		lua_pushstring(L, name);
		lua_rawget(L, table);
	} else {
		lua_pushnil(L);
	}
}

void api_options_check(lua_State *L, int table, const char *verb, const char *const *names)
{
	if (lua_isnoneornil(L, table))
		return;
	if (lua_type(L, table) != LUA_TTABLE)
		luaL_error(L, "%s takes its options in a table: {%s = …}, not %s", verb, names[0], luaL_typename(L, table));
	lua_pushnil(L);
	while (lua_next(L, table)) {
		const char *key = lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2) : NULL;
		const char *const *name = names;
		while (key && *name && strcmp(*name, key) != 0)
			name++;
		if (!key || !*name)
			luaL_error(L, "%s knows no option '%s'; it knows %s and the like", verb, key ? key : luaL_typename(L, -2), names[0]);
		lua_pop(L, 1);
	}
}

/* ---- objects ---- */

static void metatable_name(enum object_type type, char to[32])
{
	strcpy(to, "kitchen.");
	strncat(to, object_type_name(type), 31 - strlen(to));
}

void api_object_push(lua_State *L, struct object *object)
{
	char name[32];
	lua_rawgetp(L, LUA_REGISTRYINDEX, &objects_key);
	if (lua_rawgeti(L, -1, object->id) == LUA_TUSERDATA) {
		lua_remove(L, -2);
		return;
	}
	lua_pop(L, 1);
	*(struct object **)lua_newuserdatauv(L, sizeof object, 0) = object;
	metatable_name(object->type, name);
	luaL_setmetatable(L, name);
	lua_pushvalue(L, -1);
	lua_rawseti(L, -3, object->id);
	lua_remove(L, -2);
}

struct object *api_object_test(lua_State *L, int index, enum object_type type)
{
	char name[32];
	for (enum object_type t = 1; t < OBJECT_TYPE_COUNT; t++) {
		struct object **at;
		if (type != OBJECT_NONE && t != type)
			continue;
		metatable_name(t, name);
		if ((at = luaL_testudata(L, index, name)))
			return *at;
	}
	return NULL;
}

void *api_self(lua_State *L, enum object_type type)
{
	struct object **at = lua_touserdata(L, lua_upvalueindex(1)) && lua_type(L, 1) == LUA_TUSERDATA ? lua_touserdata(L, 1) : NULL;
	if (at && lua_getmetatable(L, 1)) {
		bool same = lua_topointer(L, -1) == lua_touserdata(L, lua_upvalueindex(1));
		lua_pop(L, 1);
		if (same)
			return *at;
	}
	luaL_error(L, "this word belongs to a %s: write it with a colon after one, as in x:word()", object_type_name(type));
	return NULL;
}

void api_object_type(lua_State *L, enum object_type type, const luaL_Reg *methods, const luaL_Reg *metamethods)
{
	char name[32];
	metatable_name(type, name);
	luaL_newmetatable(L, name);
	int meta = lua_gettop(L);
	lua_pushboolean(L, 0);
	lua_setfield(L, meta, "__metatable");
	lua_createtable(L, 0, 8);
	lua_pushlightuserdata(L, (void *)lua_topointer(L, meta));
	luaL_setfuncs(L, methods, 1);
	lua_pushvalue(L, -1);
	lua_setfield(L, meta, "__index");
	int table = lua_gettop(L);
	lua_pushvalue(L, meta);
	lua_pushlightuserdata(L, (void *)lua_topointer(L, meta));
	lua_pushvalue(L, table);
	luaL_setfuncs(L, metamethods, 2);
	lua_settop(L, meta - 1);
}

/* ---- values ---- */

bool api_word(lua_State *L, int index, uint64_t *bits)
{
	size_t length;
	const char *text;
	switch (lua_type(L, index)) {
	case LUA_TNIL:
		*bits = word_nil();
		return true;
	case LUA_TBOOLEAN:
		*bits = word_boolean(lua_toboolean(L, index));
		return true;
	case LUA_TNUMBER:
		if (!lua_isinteger(L, index)) {
			*bits = word_number(lua_tonumber(L, index));
			return true;
		}
		if (lua_tointeger(L, index) > WORD_INTEGER_MAX || lua_tointeger(L, index) < WORD_INTEGER_MIN)
			luaL_error(L, "%s is too large a whole number to be shared: at most 48 bits", lua_tostring(L, index));
		*bits = word_integer(lua_tointeger(L, index));
		return true;
	case LUA_TSTRING:
		text = lua_tolstring(L, index, &length);
		*bits = word_text(length <= SHORT_TEXT ? texts_intern(text, length) : 0);
		return length <= SHORT_TEXT && strlen(text) == length && strcmp(texts_get(word_as_text(*bits), NULL), text) == 0;
	default:
		return false;
	}
}

void api_push_word(lua_State *L, uint64_t bits)
{
	size_t length;
	const char *text;
	switch (word_type(bits)) {
	case WORD_BOOLEAN: lua_pushboolean(L, word_as_boolean(bits)); break;
	case WORD_INTEGER: lua_pushinteger(L, word_as_integer(bits)); break;
	case WORD_NUMBER: lua_pushnumber(L, word_as_number(bits)); break;
	case WORD_TEXT:
		text = texts_get(word_as_text(bits), &length);
		lua_pushlstring(L, text, length);
		break;
	default: lua_pushnil(L);
	}
}

/* The number that a table calls its own: its field number or id. */
static uint32_t table_thing(lua_State *L, int index)
{
	static const char *const fields[] = { "number", "id", NULL };
	index = lua_absindex(L, index);
	for (int i = 0; fields[i]; i++) {
		lua_pushstring(L, fields[i]);
		lua_rawget(L, index);
		uint32_t thing = lua_isinteger(L, -1) ? thing_number(lua_tointeger(L, -1)) : 0;
		lua_pop(L, 1);
		if (thing)
			return thing;
	}
	return thing_serial(atomic_fetch_add_explicit(&arena->serial, 1, memory_order_relaxed) + 1);
}

static uint32_t word_thing(uint64_t bits)
{
	switch (word_type(bits)) {
	case WORD_INTEGER: return thing_number(word_as_integer(bits));
	case WORD_TEXT: return thing_text(word_as_text(bits));
	default: return 0;
	}
}

uint32_t api_thing(lua_State *L, int index)
{
	uint64_t bits;
	if (lua_type(L, index) == LUA_TTABLE)
		return table_thing(L, index);
	return api_word(L, index, &bits) ? word_thing(bits) : 0;
}

struct cargo api_cargo(lua_State *L, int index, const char *what)
{
	struct cargo cargo = { .value = word_other(0) };
	index = lua_absindex(L, index);
	if (lua_type(L, index) != LUA_TNIL && api_word(L, index, &cargo.value)) {
		cargo.thing = word_thing(cargo.value);
		return cargo;
	}
	if (lua_isnoneornil(L, index))
		luaL_error(L, "%s cannot be nil", what);
	cargo.value = word_other(0);
	cargo.packed = task_pack(L, index, index, what);
	cargo.thing = lua_type(L, index) == LUA_TTABLE ? table_thing(L, index) : thing_serial(atomic_fetch_add(&arena->serial, 1) + 1);
	return cargo;
}

void api_push_cargo(lua_State *L, struct cargo *cargo)
{
	if (!cargo->packed.bytes) {
		api_push_word(L, cargo->value);
		return;
	}
	task_unpack(L, cargo->packed);
	packed_free(&cargo->packed);
}

/* ---- all words ---- */

void api_open(lua_State *L)
{
	lua_newtable(L);
	lua_rawsetp(L, LUA_REGISTRYINDEX, &objects_key);
	sandbox_push_builtins(L);
	api_open_time(L);
	api_open_task(L);
	api_open_queue(L);
	api_open_grill(L);
	api_open_list(L);
	api_open_setting(L);
	lua_pop(L, 1);
	api_open_globals(L);
}
