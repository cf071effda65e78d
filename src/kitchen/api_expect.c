/* api_expect.c - expect(text, fn): must hold when all tasks have ended; always(text, fn): must hold after every step.
 *
 * Both are kept until all tasks have ended and are then checked in the main task's state: those that the main task stated as they
 * are (its locals may have changed meanwhile), those of other tasks as copies made when they were stated. Under control always() is
 * also checked after each step (always.c). A forked task's lie in the arena, where the main process finds them. */
#include "kitchen/api.h"

#include "kitchen/always.h"
#include "kitchen/moment.h"
#include "kitchen/private.h"
#include "kitchen/probe.h"
#include "kitchen/sandbox.h"
#include "kitchen/texts.h"
#include "kitchen/wait.h"

#include <pthread.h>
#include <stdlib.h>

#define THOUSANDS 100000 /* of instructions that one check at the end may take: well below a second */

struct expectation {
	struct expectation *next;
	uint32_t text;
	int reference;        /* in the main task's state, or LUA_NOREF */
	struct packed packed; /* of another task's */
	bool always;          /* it only looks */
};

static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER; /* guards the list below */
static struct expectation *expectations, **expectations_end = &expectations;

static void keep(lua_State *L, const char *what, struct expectation stated)
{
	bool elsewhere = !private_is_main() && !arena->turn.exploring;
	struct expectation *expectation = elsewhere ? arena_alloc(sizeof *expectation) : moment_calloc(sizeof *expectation);
	if (!expectation)
		luaL_error(L, "no memory for %s", what);
	*expectation = stated;
	if (elsewhere) {
		guard_take(&arena->guard_violations);
		expectation->next = arena->stated;
		arena->stated = expectation;
		guard_give(&arena->guard_violations);
		return;
	}
	pthread_mutex_lock(&guard);
	*expectations_end = expectation;
	expectations_end = &expectation->next;
	pthread_mutex_unlock(&guard);
}

static int state(lua_State *L, const char *verb, bool always)
{
	size_t length;
	const char *words = luaL_checklstring(L, 1, &length);
	struct expectation stated = { .text = texts_intern(words, length), .reference = LUA_NOREF, .always = always };
	const char *what = lua_pushfstring(L, "what %s() checks", verb);
	if (task_of(L)->looking)
		return always_only_looks(L);
	if (lua_type(L, 2) != LUA_TFUNCTION || lua_iscfunction(L, 2))
		return luaL_error(L, "%s(text, function) needs a function that says whether it holds, not %s", verb, luaL_typename(L, 2));
	if (always && arena->forks && (!private_is_main() || atomic_load(&arena->alive) > 1))
		return luaL_error(L, "on processes always() must be stated by the main task before it makes others: each process checks what it had at its fork");
	if (always && task_pools_forked() && (!private_is_main() || !arena->turn.cooperative))
		return luaL_error(L, "always() must be stated by the main task before it makes a pool of processes: each process checks what it had at its fork");
	if (always && turn_controlled(&arena->turn))
		always_add(L, 2, stated.text);
	if (task_of(L)->worker->role == ROLE_OF_MAIN) {
		lua_pushvalue(L, 2);
		stated.reference = luaL_ref(L, LUA_REGISTRYINDEX);
	} else {
		stated.packed = packed_make(L, 2, 2, what);
	}
	keep(L, what, stated);
	return 0;
}

static int word_expect(lua_State *L)
{
	return state(L, "expect", false);
}

static int word_always(lua_State *L)
{
	return state(L, "always", true);
}

/* ---- at the end ---- */

static void violation_add(uint32_t text)
{
	if (arena->violation_count < sizeof arena->violations / sizeof *arena->violations)
		arena->violations[arena->violation_count++] = text;
}

/* A check that fails is a broken expectation, too: its error is told beside the text. */
static uint32_t failed_text(lua_State *L, uint32_t text)
{
	char words[1024];
	const char *why;
	switch (sandbox_interrupted(L, -1)) {
	case SANDBOX_GO: why = sandbox_error_words(L, -1); break;
	case SANDBOX_MEMORY: why = "it takes more memory than a recipe may have"; break;
	default: why = "it did not come to an end"; break;
	}
	snprintf(words, sizeof words, "%s (the check failed: %s)", texts_get(text, NULL), why);
	return texts_of(words);
}

static void check(lua_State *L, const struct expectation *expectation)
{
	uint32_t text = expectation->text;
	bool holds = false;
	if (expectation->reference != LUA_NOREF)
		lua_rawgeti(L, LUA_REGISTRYINDEX, expectation->reference);
	else
		packed_push(L, expectation->packed);
	struct ring *ring = probe_ring;
	task_of(L)->looking = expectation->always;
	if (expectation->always)
		probe_ring = NULL;
	sandbox_budget(L, THOUSANDS);
	if (lua_pcall(L, 0, 1, 0) == LUA_OK)
		holds = lua_toboolean(L, -1);
	else
		text = failed_text(L, text);
	sandbox_budget(L, 0);
	task_of(L)->looking = false;
	probe_ring = ring;
	lua_pop(L, 1);
	if (!holds)
		violation_add(text);
	probe(task_of(L)->worker, KIND_EXPECT, 0, 0, text, holds);
}

/* What forked tasks have stated, first come first. All of them have ended. */
static const struct expectation *stated_elsewhere(void)
{
	struct expectation *next, *stated = arena->stated, *ordered = NULL;
	for (; stated; stated = next) {
		next = stated->next;
		stated->next = ordered;
		ordered = stated;
	}
	return arena->stated = ordered;
}

/* Those that the main task stated, or those of others. */
static void check_those(lua_State *L, bool mains)
{
	for (const struct expectation *expectation = expectations; expectation; expectation = expectation->next)
		if (mains == (expectation->reference != LUA_NOREF))
			check(L, expectation);
}

void api_expectations_check(lua_State *L)
{
	task_of(L)->checking = true;
	if (arena->forks) { /* explored, too: in the order in which processes have it */
		check_those(L, true);
		check_those(L, false);
	} else {
		for (const struct expectation *expectation = expectations; expectation; expectation = expectation->next)
			check(L, expectation);
	}
	for (const struct expectation *expectation = stated_elsewhere(); expectation; expectation = expectation->next)
		check(L, expectation);
	api_expectations_forget();
}

void api_expectations_forget(void)
{
	struct expectation *next, *expectation = expectations;
	for (; expectation; expectation = next) {
		next = expectation->next;
		moment_free(expectation, sizeof *expectation);
	}
	expectations = NULL;
	expectations_end = &expectations;
	always_forget();
}

void api_expectations_each(lua_State *L, void (*each)(lua_State *L, uint32_t text, const struct packed *packed, void *context), void *context)
{
	for (const struct expectation *expectation = expectations; expectation; expectation = expectation->next) {
		bool mains = expectation->reference != LUA_NOREF;
		if (mains)
			lua_rawgeti(L, LUA_REGISTRYINDEX, expectation->reference);
		each(L, expectation->text, mains ? NULL : &expectation->packed, context);
		if (mains)
			lua_pop(L, 1);
	}
}

void api_expectations_explored(void)
{
	expectations = NULL; /* those of another run lay in memory that is as it was before */
	expectations_end = &expectations;
	moment_piece(&expectations, sizeof expectations);
	moment_piece(&expectations_end, sizeof expectations_end);
	always_explored();
}

void api_open_expect(lua_State *L)
{
	static const luaL_Reg words[] = { { "expect", word_expect }, { "always", word_always }, { NULL, NULL } };
	luaL_setfuncs(L, words, 0);
}
