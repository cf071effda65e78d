/* explore_value.c - values by content; see explore_value.h.
 *
 * Tables are gone over with their keys in order, so that the way they came to be does not matter. A kitchen object is told by its id, a task by its worker, what the
 * house gives (its libraries, the table of globals, functions in C) by its address, which does not change between runs. What the walk cannot tell for certain: other
 * userdata, keys that have no order, and more than THINGS_MAX things. */
#include "kitchen/explore_value_inner.h"

#include "kitchen/api.h"
#include "kitchen/future.h"
#include "kitchen/lua_inside.h"
#include "kitchen/sandbox.h"

#include <lauxlib.h>
#include <stdio.h>
#include <stdlib.h>

#define THINGS_MAX 4096u
#define DEPTH_MAX 100
#define MET_SIZE 16384u

static struct {
	const void *at;
	uint32_t walk, number;
} met[MET_SIZE];
static uint32_t walks;

static const void *house[8];   /* tables that nobody can change */
static int house_count;
static const void *metas[OBJECT_TYPE_COUNT + 2]; /* of kitchen objects by type; the last: of tasks, of futures */

void walk_doubt(struct walk *walk, enum walk_trust trust)
{
	if (walk->trust < trust)
		walk->trust = trust;
}

/* The number of a thing that was met before; 0: it has a number from now on. */
static uint32_t number_of(struct walk *walk, const void *at)
{
	uint32_t i = (uint32_t)((uintptr_t)at / 8 * UINT64_C(0x9e3779b97f4a7c15) >> 40) % MET_SIZE;
	while (met[i].walk == walks && met[i].at != at)
		i = (i + 1) % MET_SIZE;
	if (met[i].walk == walks)
		return met[i].number;
	if (walk->met == THINGS_MAX) {
		walk_doubt(walk, WALK_UNSURE);
		return UINT32_MAX;
	}
	met[i].at = at;
	met[i].walk = walks;
	met[i].number = ++walk->met;
	return 0;
}

/* True when the thing was met before, which is hashed. */
bool walk_again(struct walk *walk, const void *at)
{
	uint32_t number = number_of(walk, at);
	if (number) {
		mix(&walk->key, TAG_AGAIN);
		mix(&walk->key, number);
	}
	return number != 0;
}

/* ---- tables ---- */

/* A key other than 1 … n, pulled out so that comparing needs no stack; a text is anchored by the table. */
struct field {
	int type;
	bool whole;
	lua_Integer integer;
	lua_Number number;
	const char *text;
	size_t length;
};

static struct field *fields; /* a stack: those of a table lie above those of the tables that it is in */
static size_t field_count, field_size;

static int compare(const void *x, const void *y)
{
	const struct field *a = x, *b = y;
	if (a->type != b->type)
		return a->type - b->type;
	if (a->type == LUA_TSTRING) {
		size_t shorter = a->length < b->length ? a->length : b->length;
		int order = memcmp(a->text, b->text, shorter);
		return order ? order : (a->length > b->length) - (a->length < b->length);
	}
	if (a->type == LUA_TBOOLEAN)
		return (int)(a->integer - b->integer);
	if (a->whole != b->whole)
		return a->whole ? -1 : 1;
	return a->whole ? (a->integer > b->integer) - (a->integer < b->integer) : (a->number > b->number) - (a->number < b->number);
}

/* The key on top; left there. */
static bool field_add(lua_State *L)
{
	struct field field = { .type = lua_type(L, -1) };
	switch (field.type) {
	case LUA_TBOOLEAN: field.integer = lua_toboolean(L, -1); break;
	case LUA_TNUMBER:
		field.whole = lua_isinteger(L, -1);
		if (field.whole)
			field.integer = lua_tointeger(L, -1);
		else
			field.number = lua_tonumber(L, -1);
		break;
	case LUA_TSTRING: field.text = lua_tolstring(L, -1, &field.length); break;
	default: return false;
	}
	if (field_count == field_size) {
		size_t size = field_size ? field_size * 2 : 64;
		struct field *more = realloc(fields, size * sizeof *more);
		if (!more)
			return false;
		fields = more;
		field_size = size;
	}
	fields[field_count++] = field;
	return true;
}

static void field_push(lua_State *L, const struct field *field)
{
	if (field->type == LUA_TSTRING)
		lua_pushlstring(L, field->text, field->length);
	else if (field->type == LUA_TBOOLEAN)
		lua_pushboolean(L, (int)field->integer);
	else if (field->whole)
		lua_pushinteger(L, field->integer);
	else
		lua_pushnumber(L, field->number);
}

/* The fields of the table at `table` beyond 1 … length, in order. */
static void walk_fields(struct walk *walk, int table, lua_Integer length)
{
	lua_State *L = walk->L;
	size_t first = field_count;
	lua_pushnil(L);
	while (lua_next(L, table)) {
		lua_pop(L, 1);
		if (lua_isinteger(L, -1) && lua_tointeger(L, -1) >= 1 && lua_tointeger(L, -1) <= length)
			continue;
		if (!field_add(L)) {
			walk_doubt(walk, WALK_UNSURE);
			lua_pop(L, 1);
			break;
		}
	}
	if (field_count - first > THINGS_MAX)
		walk_doubt(walk, WALK_UNSURE);
	size_t end = field_count;
	if (end - first > 1)
		qsort(fields + first, end - first, sizeof *fields, compare);
	mix(&walk->key, TAG_KEYS);
	mix(&walk->key, end - first);
	for (size_t i = first; i < end && walk->trust == WALK_SURE; i++) {
		field_push(L, &fields[i]);
		lua_pushvalue(L, -1);
		walk_value(walk);
		lua_rawget(L, table);
		walk_value(walk);
	}
	field_count = first;
}

static bool is_house(const void *at)
{
	for (int i = 0; i < house_count; i++)
		if (house[i] == at)
			return true;
	return false;
}

static void walk_table(struct walk *walk)
{
	lua_State *L = walk->L;
	int table = lua_gettop(L);
	const void *at = lua_topointer(L, table);
	if (is_house(at)) {
		mix(&walk->key, TAG_HOUSE);
		mix_address(&walk->key, at);
		return;
	}
	if (walk_again(walk, at))
		return;
	lua_Integer length = (lua_Integer)lua_rawlen(L, table);
	mix(&walk->key, TAG_TABLE);
	mix(&walk->key, inside_shape(at));
	mix(&walk->key, (uint64_t)length);
	if (!lua_getmetatable(L, table))
		lua_pushnil(L);
	walk_value(walk);
	if (length > (lua_Integer)THINGS_MAX)
		walk_doubt(walk, WALK_UNSURE);
	for (lua_Integer i = 1; i <= length && walk->trust == WALK_SURE; i++) {
		lua_rawgeti(L, table, i);
		walk_value(walk);
	}
	if (walk->trust == WALK_SURE)
		walk_fields(walk, table, length);
}

/* ---- functions ---- */

/* A captured local of a Lua closure. */
static void walk_local(struct walk *walk, int function, int i)
{
	const void *id = lua_upvalueid(walk->L, function, i);
	if (walk_again(walk, id))
		return;
	const char *open = inside_open(id);
	ptrdiff_t distance = open ? open - walk->stack : 0;
	if (open && (!walk->stack || distance < 0 || distance > (ptrdiff_t)INSIDE_VALUE_BYTES * 1000000))
		walk_doubt(walk, WALK_ALONE); /* on another's stack: that is not to be */
	mix(&walk->key, open ? TAG_OPEN : TAG_LOCAL);
	mix(&walk->key, (uint64_t)distance);
	lua_getupvalue(walk->L, function, i);
	walk_value(walk);
}

static void walk_closure(struct walk *walk)
{
	lua_State *L = walk->L;
	int function = lua_gettop(L);
	if (walk_again(walk, lua_topointer(L, function)))
		return;
	const struct walk_code *code = walk_code(L);
	if (!code) {
		walk_doubt(walk, WALK_ALONE);
		return;
	}
	mix(&walk->key, TAG_CLOSURE);
	mix(&walk->key, code->same.a);
	mix(&walk->key, code->same.b);
	for (int i = 1; i <= code->proto->captured_count && walk->trust == WALK_SURE; i++)
		walk_local(walk, function, i);
}

static void walk_c_function(struct walk *walk)
{
	lua_State *L = walk->L;
	int function = lua_gettop(L);
	lua_CFunction c = lua_tocfunction(L, function);
	uint64_t address;
	memcpy(&address, &c, sizeof address);
	bool captures = lua_getupvalue(L, function, 1) != NULL;
	lua_settop(L, function);
	if (captures && walk_again(walk, lua_topointer(L, function)))
		return;
	mix(&walk->key, TAG_C);
	mix(&walk->key, address);
	for (int i = 1; captures && lua_getupvalue(L, function, i); i++)
		walk_value(walk);
}

static void walk_userdata(struct walk *walk)
{
	lua_State *L = walk->L;
	const void *meta = lua_getmetatable(L, -1) ? lua_topointer(L, -1) : NULL;
	if (meta)
		lua_pop(L, 1);
	for (int type = 1; meta && type < OBJECT_TYPE_COUNT; type++)
		if (metas[type] == meta) {
			mix(&walk->key, TAG_OBJECT);
			mix(&walk->key, (*(struct object **)lua_touserdata(L, -1))->id);
			return;
		}
	if (!meta || (meta != metas[OBJECT_TYPE_COUNT] && meta != metas[OBJECT_TYPE_COUNT + 1])) {
		walk_doubt(walk, WALK_UNSURE);
		return;
	}
	if (walk_again(walk, lua_touserdata(L, -1))) /* each handle is one of its own */
		return;
	bool is_task = meta == metas[OBJECT_TYPE_COUNT];
	mix(&walk->key, is_task ? TAG_TASK : TAG_FUTURE);
	mix(&walk->key, is_task ? *(uint32_t *)lua_touserdata(L, -1) : api_future_test(L, -1)->index);
}

/* ---- values ---- */

static void walk_number(struct walk *walk)
{
	lua_Number number;
	uint64_t bits;
	if (lua_isinteger(walk->L, -1)) {
		mix(&walk->key, TAG_INTEGER);
		mix(&walk->key, (uint64_t)lua_tointeger(walk->L, -1));
		return;
	}
	number = lua_tonumber(walk->L, -1);
	memcpy(&bits, &number, sizeof bits);
	mix(&walk->key, TAG_NUMBER);
	mix(&walk->key, bits);
}

static void walk_text(struct walk *walk)
{
	size_t length;
	const char *text = lua_tolstring(walk->L, -1, &length);
	mix(&walk->key, TAG_TEXT);
	mix_bytes(&walk->key, text, length);
}

void walk_value(struct walk *walk)
{
	lua_State *L = walk->L;
	int top = lua_gettop(L);
	if (walk->depth == DEPTH_MAX || !lua_checkstack(L, 8)) {
		walk_doubt(walk, WALK_UNSURE);
		lua_settop(L, top - 1);
		return;
	}
	walk->depth++;
	switch (lua_type(L, -1)) {
	case LUA_TNIL: mix(&walk->key, TAG_NIL); break;
	case LUA_TBOOLEAN: mix(&walk->key, lua_toboolean(L, -1) ? TAG_TRUE : TAG_FALSE); break;
	case LUA_TNUMBER: walk_number(walk); break;
	case LUA_TSTRING: walk_text(walk); break;
	case LUA_TLIGHTUSERDATA:
		mix(&walk->key, TAG_LIGHT);
		mix_address(&walk->key, lua_touserdata(L, -1));
		break;
	case LUA_TTABLE: walk_table(walk); break;
	case LUA_TFUNCTION:
		if (lua_iscfunction(L, -1))
			walk_c_function(walk);
		else
			walk_closure(walk);
		break;
	case LUA_TUSERDATA: walk_userdata(walk); break;
	default: walk_doubt(walk, WALK_UNSURE);
	}
	walk->depth--;
	lua_settop(L, top - 1);
}

/* ---- opening ---- */

static void house_add(lua_State *L)
{
	house[house_count++] = lua_topointer(L, -1);
	lua_pop(L, 1);
}

bool walk_open(lua_State *L)
{
	static const char *const libraries[] = { "string", "table", "math", "utf8" };
	char name[32];
	house_count = 0;
	lua_pushglobaltable(L);
	house_add(L);
	for (size_t i = 0; i < sizeof libraries / sizeof *libraries; i++)
		if (sandbox_push_builtin(L, libraries[i]))
			house_add(L);
	for (int type = 1; type <= OBJECT_TYPE_COUNT + 1; type++) {
		snprintf(name, sizeof name, "kitchen.%s",
			 type < OBJECT_TYPE_COUNT ? object_type_name((enum object_type)type) : type == OBJECT_TYPE_COUNT ? "task" : "future");
		luaL_getmetatable(L, name);
		metas[type] = lua_topointer(L, -1);
		lua_pop(L, 1);
	}
	walk_code_open();
	return inside_check(L);
}

void walk_lasts(void)
{
	walk_code_lasts();
}

void walk_back(void)
{
	walk_code_back();
}

struct walk walk_begin(lua_State *L)
{
	if (++walks == 0) {
		memset(met, 0, sizeof met);
		walks = 1;
	}
	return (struct walk){ .key = { 7, 11 }, .L = L };
}
