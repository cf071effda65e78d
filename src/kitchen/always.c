/* always.c - see always.h.
 *
 * The functions are checked in a place of their own, as a task's function runs in one: a Lua state where each thread has one, for the chooser is any
 * worker's thread and may not run in another's state; a coroutine where all share a state. A function is copied there when it is stated. One that could
 * remember something from one look to the next (it captured a table, or assigns to a captured local) is copied anew before each look: else
 * what it says would depend on the way that led to a state, and the explorer takes a state for one however it was reached.
 *
 * What the check reads is told to nobody and asked of nobody: the chooser's ring is put away meanwhile. Nobody moves, so that nothing is guarded but by
 * that, and the state is used by one thread at a time: the chooser's, handed on with the turn. */
#include "kitchen/always.h"

#include "kitchen/api.h"
#include "kitchen/copies.h"
#include "kitchen/moment.h"
#include "kitchen/packed.h"
#include "kitchen/probe.h"
#include "kitchen/sandbox.h"
#include "kitchen/texts.h"
#include "kitchen/wait.h"

#include <stdlib.h>
#include <sys/eventfd.h>

#define THOUSANDS 1000 /* of instructions that one look may take */

/* One that must hold; its function is in the checker's registry, in the table under `functions_key`. */
struct always {
	uint32_t text;
	bool remembers_nothing;
};

static const char functions_key;
static struct always *all;
static uint32_t count, size;
static uint64_t sum;       /* exploring: of what was stated so far, in order */
static lua_State *checker; /* of this run; NULL until the first is stated */
static struct task checker_task;

/* ---- stating ---- */

/* A fresh place for the checks of this run, with an empty table of functions. */
static void checker_open(lua_State *L)
{
	if (wait_engine->yields) {
		lua_State *shared = task_main_state();
		checker = lua_newthread(shared);
		lua_newtable(shared);
		lua_rotate(shared, -2, 1);
		lua_rawseti(shared, -2, 0); /* the table keeps the coroutine */
		lua_rawsetp(shared, LUA_REGISTRYINDEX, &functions_key);
	} else {
		if (!(checker = task_state_new()))
			luaL_error(L, "no memory for what always() checks");
		api_open(checker);
		lua_newtable(checker);
		lua_rawsetp(checker, LUA_REGISTRYINDEX, &functions_key);
	}
	checker_task = (struct task){ .worker = worker_at(0), .L = checker, .checking = true, .looking = true };
	*(struct task **)lua_getextraspace(checker) = &checker_task;
}

/* The parcel at 1 becomes function `count` of the checker's table. */
static int function_take(lua_State *L)
{
	lua_rawgetp(L, LUA_REGISTRYINDEX, &functions_key);
	packed_push(L, *(struct packed *)lua_touserdata(L, 1));
	all[count].remembers_nothing = copies_remembers_nothing(L, lua_absindex(L, -1));
	lua_rawseti(L, -2, count + 1);
	return 0;
}

static void room_for_one(lua_State *L)
{
	if (count < size)
		return;
	struct always *more = realloc(all, (size + 8) * sizeof *all);
	if (!more)
		luaL_error(L, "no memory for what always() checks");
	all = more;
	size += 8;
}

void always_add(lua_State *L, int index, uint32_t text)
{
	struct packed packed = packed_make(L, index, index, "what always() checks");
	room_for_one(L);
	sum = packed_sum(&packed, sum ^ text);
	if (!checker)
		checker_open(L);
	all[count].text = text;
	lua_pushcfunction(checker, function_take);
	lua_pushlightuserdata(checker, &packed);
	int r = lua_pcall(checker, 1, 0, 0);
	packed_free(&packed);
	if (r != LUA_OK) {
		const char *words = lua_pushfstring(L, "%s", sandbox_error_words(checker, -1));
		lua_settop(checker, 0);
		luaL_error(L, "%s", words);
	}
	count++;
}

void always_forget(void)
{
	count = 0;
	checker = NULL;
}

void always_explored(void)
{
	always_forget();
	sum = 0;
	moment_piece(&count, sizeof count);
	moment_piece(&sum, sizeof sum);
	moment_piece(&checker, sizeof checker);
	moment_piece(&checker_task, sizeof checker_task);
}

uint64_t always_sum(void)
{
	return sum;
}

/* ---- looking ---- */

int always_only_looks(lua_State *L)
{
	return luaL_error(L, "always() only looks: it may read globals, shared values, arrays, lists and lengths, and neither change anything nor wait");
}

/* Call function `nth`, from 1; whether it holds. */
static int look(lua_State *L)
{
	lua_Integer nth = lua_tointeger(L, 1);
	lua_rawgetp(L, LUA_REGISTRYINDEX, &functions_key);
	lua_rawgeti(L, -1, nth);
	if (!all[nth - 1].remembers_nothing)
		copies_push(L, lua_gettop(L), lua_gettop(L), "what always() checks");
	lua_call(L, 0, 1);
	return 1;
}

/* The check itself went wrong: that is the recipe's error, not a state that is broken. */
static void check_failed(const struct always *one)
{
	const char *text = texts_get(one->text, NULL);
	if (sandbox_interrupted(checker, -1) == SANDBOX_ENDLESS)
		arena_fail("%s: always(\"%s\") did not come to an end: it is checked after every step and must be short", arena->recipe_file, text);
	else
		arena_fail("%s (in always(\"%s\"))", sandbox_error_words(checker, -1), text);
}

static void broken(const struct worker *worker, const struct always *one)
{
	probe(worker, KIND_BROKEN, 0, 0, one->text, 0);
	arena->broken = one->text;
	arena->violations[0] = one->text;
	arena->violation_count = 1;
	arena->outcome = OUTCOME_VIOLATED;
	if (arena->turn.exploring)
		return;
	atomic_store_explicit(&arena->ended, 1, memory_order_release);
	eventfd_write(arena->devices.eventfd, 1);
}

/* Whether one holds; false too when its check went wrong, which is then said. */
static bool holds(const struct worker *worker, uint32_t nth)
{
	struct ring *ring = probe_ring;
	probe_ring = NULL;
	sandbox_budget(checker, THOUSANDS);
	lua_pushcfunction(checker, look);
	lua_pushinteger(checker, nth);
	int r = lua_pcall(checker, 1, 1, 0);
	sandbox_budget(checker, 0);
	bool good = r == LUA_OK && lua_toboolean(checker, -1);
	probe_ring = ring;
	if (r != LUA_OK)
		check_failed(&all[nth - 1]);
	else if (!good)
		broken(worker, &all[nth - 1]);
	lua_settop(checker, 0);
	return good;
}

bool always_hold(const struct worker *worker)
{
	for (uint32_t nth = 1; nth <= count; nth++)
		if (!holds(worker, nth))
			return false;
	return true;
}
