/* api_globals.c - globals as shared memory.
 *
 * The table of globals that a recipe's code sees is always empty: reading and assigning go through its metatable, so that
 * `count = count + 1` really is a read, an addition and a write. A name is looked up, in this order, among the state's
 * known cells and the kitchen's words. A cell holds a word; a function in a global is code: it is packed once, when
 * assigned, and each task that calls it gets a copy of its own, kept per state when it captured no locals and per task otherwise. */
#include "kitchen/api.h"

#include "kitchen/always.h"
#include "kitchen/cell.h"
#include "kitchen/explore.h"
#include "kitchen/gate.h"
#include "kitchen/parcel.h"
#include "kitchen/sandbox.h"
#include "kitchen/texts.h"
#include "kitchen/touch.h"
#include "kitchen/wait.h"

/* Upvalues of both metamethods. */
#define BUILTINS lua_upvalueindex(1) /* name → the kitchen's word */
#define CELLS lua_upvalueindex(2)    /* name → light userdata of its cell */
#define CODE lua_upvalueindex(3)     /* cell id → function; -cell id → version; task (light userdata) → the same for one task */

static const char code_key; /* registry: CODE */

/* The cell of the global whose name is at `index`; NULL where there is none and the task may only look. */
static struct cell *cell_at(lua_State *L, int index)
{
	lua_pushvalue(L, index);
	if (lua_rawget(L, CELLS) == LUA_TLIGHTUSERDATA) {
		struct cell *cell = lua_touserdata(L, -1);
		lua_pop(L, 1);
		return cell;
	}
	lua_pop(L, 1);
	uint32_t name = api_name(L, index, "the name of a global");
	if (task_of(L)->looking && !arena->global_of_text[name])
		return NULL;
	struct cell *cell = cell_of_global(name, task_of(L)->worker);
	if (!cell)
		luaL_error(L, "too many globals: at most %d objects and globals in one run", (int)ARENA_OBJECTS);
	lua_pushvalue(L, index);
	lua_pushlightuserdata(L, cell);
	lua_rawset(L, CELLS);
	return cell;
}

/* ---- functions in globals ---- */

/* Push the table in which this task keeps the function at hand: the state's, or, on an engine whose tasks share a state, the task's for functions with locals
 * of their own, and for all of a process that is explored: it has versions of its own. */
static void push_keep(lua_State *L, bool plain)
{
	if ((plain && !arena->forks) || !wait_engine_of(task_of(L)->worker)->yields) {
		lua_pushvalue(L, CODE);
		return;
	}
	lua_pushvalue(L, CODE);
	if (lua_rawgetp(L, -1, task_of(L)) != LUA_TTABLE) {
		lua_pop(L, 1);
		lua_newtable(L);
		lua_pushvalue(L, -1);
		lua_rawsetp(L, -3, task_of(L));
	}
	lua_remove(L, -2);
}

/* Keep the function on top as this task's copy of that version. */
static void keep(lua_State *L, const struct cell *cell, uint32_t version)
{
	push_keep(L, parcel_is_plain(L, -1));
	lua_pushvalue(L, -2);
	lua_rawseti(L, -2, cell->object.id);
	lua_pushinteger(L, version);
	lua_rawseti(L, -2, -(lua_Integer)cell->object.id);
	lua_pop(L, 1);
}

/* Push the kept function from the table on top (which it replaces) if it is of that version. */
static bool kept(lua_State *L, const struct cell *cell, uint32_t version)
{
	lua_rawgeti(L, -1, -(lua_Integer)cell->object.id);
	bool same = lua_tointeger(L, -1) == version;
	lua_pop(L, 1);
	if (same)
		lua_rawgeti(L, -1, cell->object.id);
	lua_remove(L, same ? -2 : -1);
	return same;
}

static void push_code(lua_State *L, struct cell *cell, uint32_t version)
{
	lua_pushvalue(L, CODE);
	if (kept(L, cell, version))
		return;
	push_keep(L, false);
	if (kept(L, cell, version))
		return;
	const struct cell_body *body = task_of(L)->looking ? &cell->own : cell->body;
	guard_take(&cell->object.guard);
	struct packed code = body->code;
	version = body->versions;
	guard_give(&cell->object.guard);
	packed_push(L, code);
	keep(L, cell, version);
}

/* ---- reading and assigning ---- */

static void push_value(lua_State *L, struct cell *cell, uint64_t bits)
{
	if (word_type(bits) != WORD_OTHER) {
		api_push_word(L, bits);
		touch_read(task_of(L), cell, bits);
	} else if ((uint32_t)bits & CELL_CODE) {
		push_code(L, cell, (uint32_t)bits & ~CELL_CODE);
	} else {
		api_object_push(L, object_at((uint32_t)bits & ~CELL_OBJECT));
	}
}

static int attempt_read(lua_State *L, struct task *task)
{
	struct cell *cell = cell_at(L, 2);
	push_value(L, cell, task->looking ? cell_told(cell) : cell_read(cell)); /* always() looks at what the main process has */
	return 1;
}

static int globals_read(lua_State *L)
{
	lua_pushvalue(L, 2);
	if (lua_rawget(L, BUILTINS) != LUA_TNIL)
		return 1;
	struct cell *cell = cell_at(L, 2);
	if (!cell) {
		lua_pushnil(L);
		return 1;
	}
	if (word_type(cell_read(cell)) == WORD_OTHER) { /* looking up a function or an object is no action */
		if (arena->turn.exploring)
			explore_looked_up(task_of(L)->worker, cell);
		return attempt_read(L, task_of(L));
	}
	return api_do(L, (struct action){ .verb = KIND_READ, .object = cell->object.id }, attempt_read);
}

/* The word for a value that is no function; raises for what a global cannot hold. */
static uint64_t assigned_word(lua_State *L, int index)
{
	uint64_t bits;
	struct object *object = api_object_test(L, index, OBJECT_NONE);
	if (object)
		return word_other(CELL_OBJECT | object->id);
	if (lua_type(L, index) == LUA_TTABLE)
		luaL_error(L, "the global '%s' cannot be a table: globals are memory that all tasks share, word by word; use list(name), or make it local",
			   lua_tostring(L, 2));
	if (lua_type(L, index) == LUA_TSTRING && lua_rawlen(L, index) > 63)
		luaL_error(L, "the global '%s' can hold strings of up to 63 bytes, not of %d", lua_tostring(L, 2), (int)lua_rawlen(L, index));
	if (!api_word(L, index, &bits))
		luaL_error(L, "the global '%s' cannot hold a %s: only nil, booleans, numbers, short clean strings and functions", lua_tostring(L, 2),
			   luaL_typename(L, index));
	return bits;
}

static int attempt_assign(lua_State *L, struct task *task)
{
	struct cell *cell = cell_at(L, 2);
	uint64_t bits = assigned_word(L, 3);
	uint64_t before = cell_swap(cell, bits);
	if (word_type(bits) != WORD_OTHER)
		touch_write(task, cell, bits, before);
	return 0;
}

static int globals_assign(lua_State *L)
{
	lua_pushvalue(L, 2);
	if (lua_rawget(L, BUILTINS) != LUA_TNIL)
		return luaL_error(L, "'%s' is one of the kitchen's own words: give the global another name, or make it local", lua_tostring(L, 2));
	lua_pop(L, 1);
	struct cell *cell = cell_at(L, 2);
	if (!cell)
		return always_only_looks(L);
	if (lua_type(L, 3) == LUA_TFUNCTION) {
		struct task *task = api_action(L);
		lua_pushfstring(L, "the global function '%s'", lua_tostring(L, 2));
		cell_set_code(cell, task->worker, packed_make(L, 3, 3, lua_tostring(L, -1)));
		lua_settop(L, 3);
		keep(L, cell, cell->body->versions);
		return 0;
	}
	uint64_t bits = assigned_word(L, 3);
	return api_do(L, (struct action){ .verb = KIND_WRITE, .object = cell->object.id, .value = bits }, attempt_assign);
}

bool api_globals_push_kept(lua_State *L, const struct task *task)
{
	lua_rawgetp(L, LUA_REGISTRYINDEX, &code_key);
	bool keeps = lua_rawgetp(L, -1, task) == LUA_TTABLE;
	lua_remove(L, -2);
	if (!keeps)
		lua_pop(L, 1);
	return keeps;
}

void api_globals_forget(lua_State *L, const struct task *task)
{
	lua_rawgetp(L, LUA_REGISTRYINDEX, &code_key);
	lua_pushnil(L);
	lua_rawsetp(L, -2, task);
	lua_pop(L, 1);
}

void api_open_globals(lua_State *L)
{
	static const luaL_Reg metamethods[] = { { "__index", globals_read }, { "__newindex", globals_assign }, { NULL, NULL } };
	lua_pushglobaltable(L);
	lua_createtable(L, 0, 3);
	sandbox_push_builtins(L);
	lua_newtable(L);
	lua_newtable(L);
	lua_pushvalue(L, -1);
	lua_rawsetp(L, LUA_REGISTRYINDEX, &code_key);
	luaL_setfuncs(L, metamethods, 3);
	lua_pushboolean(L, 0);
	lua_setfield(L, -2, "__metatable");
	lua_setmetatable(L, -2);
	lua_pop(L, 1);
}
