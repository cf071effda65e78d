/* api_command.c - command(name, arguments…[, {timeout=}]): an outside program; its exit status and what it wrote.
 *
 * A program waits as a sleep does: by itself, not for another worker. On threads and processes the calling thread waits for it, without the GIL; on the loop the task
 * gives control back, and libuv tells when it has ended. First a person may have to allow it: that is waited for in the same way.
 *
 * Under control it is one step: the program runs for real when the step is taken, unless this sitting knows how it ended (fetch_log.h: then nobody is asked, for
 * nothing is started), and nobody else moves meanwhile. Its process id is then not told, for it is another each time. */
#include "kitchen/api.h"

#include "kitchen/always.h"
#include "kitchen/explore.h"
#include "kitchen/fetch_log.h"
#include "kitchen/gate.h"
#include "kitchen/gil.h"
#include "kitchen/outside.h"
#include "kitchen/permission.h"
#include "kitchen/probe.h"
#include "kitchen/texts.h"
#include "kitchen/touch.h"
#include "kitchen/wait.h"

#include <stdlib.h>
#include <string.h>

#define OUTSIDE "kitchen.outside"
#define TEXTS_LEFT (ARENA_TEXTS / 2) /* command lines take no more texts than this: names need some, too */

/* A program as Lua keeps it: on the stack of who waits for it. */
struct kept {
	struct outside outside; /* first */
	struct permission_ask *ask; /* NULL: not asked for */
	uint32_t text;          /* its command line, or its name */
};

static int kept_gc(lua_State *L)
{
	outside_release(lua_touserdata(L, 1));
	return 0;
}

static struct kept *kept_push(lua_State *L)
{
	struct kept *kept = lua_newuserdatauv(L, sizeof *kept, 0);
	memset(kept, 0, sizeof *kept);
	luaL_setmetatable(L, OUTSIDE);
	return kept;
}

static struct kept *kept_of(lua_State *L)
{
	return lua_touserdata(L, -1);
}

/* ---- what is told ---- */

static void state_set(const struct outside *outside, enum worker_state state)
{
	atomic_store_explicit(&outside->worker->state, state, memory_order_relaxed);
}

static void tell_asks(struct kept *kept)
{
	probe(kept->outside.worker, KIND_WAIT, 0, 0, REASON_PERMISSION, 0);
	state_set(&kept->outside, WORKER_TIMED);
}

static void tell_began(struct outside *outside)
{
	const struct kept *kept = (const struct kept *)outside;
	bool real = !turn_controlled(&arena->turn) && outside->pid > 0;
	probe(outside->worker, KIND_COMMAND, 0, 0, kept->text, real ? (uint64_t)outside->pid : 0);
	if (outside->ended == EXITED_NEVER_STARTED)
		return;
	probe(outside->worker, KIND_WAIT, 0, 0, REASON_PROGRAM, 0);
	state_set(outside, WORKER_TIMED);
}

static void tell_over(const struct outside *outside)
{
	bool none = outside->status < 0 && !outside->signal;
	uint32_t status = none ? outside->ended : outside->signal ? 128 + (uint32_t)outside->signal : (uint32_t)outside->status;
	state_set(outside, WORKER_RUNS);
	if (outside->status != 0)
		atomic_fetch_add_explicit(&arena->command_failures, 1, memory_order_relaxed);
	probe(outside->worker, KIND_EXITED, 0, 0, status, outside->length | (uint64_t)none << 63);
}

/* Exit status and output, or nil and why. */
static int results(lua_State *L, struct outside *outside)
{
	if (outside->status >= 0) {
		lua_pushinteger(L, outside->status);
		lua_pushlstring(L, outside->length ? outside->out : "", outside->length);
	} else {
		lua_pushnil(L);
		lua_pushstring(L, outside->words ? outside->words : "no memory is left for a program");
	}
	outside_release(outside);
	return 2;
}

/* ---- permission ---- */

static bool must_ask(void)
{
	return permission_now() != PERMISSION_ALL;
}

/* What a recipe cannot do anything about is said before anything is begun. */
static void check_allowed(lua_State *L, const struct outside *outside)
{
	if (permission_now() == PERMISSION_NONE)
		luaL_error(L, "the recipe wants to start a program, and nobody has allowed it: %s (--allow-commands allows what this recipe starts)", outside->line);
	if (must_ask() && strlen(outside->line) > PERMISSION_LINE_MAX)
		luaL_error(L, "%s: its command line is too long to be shown to whoever is to allow it; --allow-commands would start it unseen", outside->name);
}

static void ask(lua_State *L, struct kept *kept)
{
	tell_asks(kept);
	kept->ask = permission_ask(kept->outside.worker, kept->outside.line);
	if (!kept->ask)
		luaL_error(L, "the kitchen is full: no more can be asked for");
}

/* Who was refused does not go on: the run is over, and this is not seen any more. */
static void asked(lua_State *L, struct kept *kept)
{
	bool yes = atomic_load_explicit(&kept->ask->answer, memory_order_acquire) == ASK_YES;
	permission_forget(kept->ask);
	kept->ask = NULL;
	state_set(&kept->outside, WORKER_RUNS);
	if (!yes)
		luaL_error(L, "a program was not allowed: %s", kept->outside.line);
}

/* In the calling thread. */
static void ask_here(lua_State *L, struct kept *kept)
{
	ask(L, kept);
	gil_leave(kept->outside.worker, false);
	permission_wait(kept->ask);
	gate_pass();
	gil_enter(kept->outside.worker);
	asked(L, kept);
}

/* ---- the ways to wait ---- */

/* In the calling thread. */
static int wait_here(lua_State *L, struct kept *kept)
{
	struct outside *outside = &kept->outside;
	if (must_ask())
		ask_here(L, kept);
	outside_start(outside);
	tell_began(outside);
	gil_leave(outside->worker, false);
	outside_wait(outside);
	gate_pass(); /* it ended while the kitchen was held: that is told when it goes on */
	gil_enter(outside->worker);
	tell_over(outside);
	return results(L, outside);
}

/* The loop knows that it has ended: the worker is ready. */
static void loop_done(struct outside *outside)
{
	tell_over(outside);
	wait_engine->unpark(&outside->worker->runner);
}

static void loop_begin(struct task *task)
{
	struct outside *outside = &kept_of(task->L)->outside;
	outside_loop_start(outside, loop_done);
	tell_began(outside);
}

static int loop_over(lua_State *L, struct task *task)
{
	(void)task;
	return results(L, &kept_of(L)->outside);
}

static void loop_ask(struct task *task)
{
	ask(task->L, kept_of(task->L));
}

API_JUMPS static int loop_asked(lua_State *L, struct task *task)
{
	(void)task;
	asked(L, kept_of(L));
	return api_pause(L, loop_begin, loop_over);
}

/* Under control. */
static void ready(struct task *task)
{
	turn_ready(task->worker);
}

static int chosen_over(lua_State *L, struct task *task)
{
	struct outside *outside = &kept_of(L)->outside;
	(void)task;
	tell_over(outside);
	return results(L, outside);
}

API_JUMPS static int chosen(lua_State *L, struct task *task)
{
	struct kept *kept = kept_of(L);
	task->worker->fetches++;
	if (fetch_log_take_outside(&kept->outside)) {
		tell_began(&kept->outside);
	} else {
		check_allowed(L, &kept->outside);
		if (must_ask())
			ask_here(L, kept);
		outside_start(&kept->outside);
		tell_began(&kept->outside);
		outside_wait(&kept->outside);
		fetch_log_keep_outside(&kept->outside);
	}
	if (arena->turn.cooperative)
		return api_pause(L, ready, chosen_over);
	return chosen_over(L, task);
}

/* ---- command ---- */

/* What counts schedules cannot start a program each time. */
static int refuse_explored(lua_State *L)
{
	luaL_where(L, 1);
	lua_pushliteral(L, "the explorer plays a recipe again and again, and a program is not started for each schedule: a recipe with command() cannot be explored");
	lua_concat(L, 2);
	explore_refuse(lua_tostring(L, -1));
	return lua_error(L);
}

/* A table at the end has the options; how many arguments there are without it. */
static int options(lua_State *L, uint64_t *timeout_ns)
{
	static const char *const names[] = { "timeout", NULL };
	int top = lua_gettop(L);
	*timeout_ns = 0;
	if (top < 2 || !lua_istable(L, top))
		return top;
	api_options_check(L, top, "command", names);
	api_option(L, top, "timeout");
	if (!lua_isnil(L, -1))
		*timeout_ns = api_seconds(L, -1, "the time to wait for a program");
	lua_pop(L, 1);
	return top - 1;
}

static void arguments(lua_State *L, int count, const char **argv, size_t *lengths)
{
	size_t bytes = 0;
	if (count < 1)
		luaL_error(L, "command(name, …) needs the name of a program");
	if (count > OUTSIDE_ARGUMENTS)
		luaL_error(L, "command(name, …) takes at most %d arguments", OUTSIDE_ARGUMENTS - 1);
	for (int i = 1; i <= count; i++) {
		if (!lua_isstring(L, i) || (i == 1 && lua_type(L, i) != LUA_TSTRING))
			luaL_error(L, "command(name, …): argument %d is a string or a number, not %s", i, luaL_typename(L, i));
		argv[i - 1] = lua_tolstring(L, i, &lengths[i - 1]);
		if (strlen(argv[i - 1]) != lengths[i - 1])
			luaL_error(L, "command(name, …): no argument has a NUL byte in it, as the %dth has", i);
		bytes += lengths[i - 1] + 1;
	}
	if (bytes > OUTSIDE_ARGUMENT_BYTES)
		luaL_error(L, "command(name, …): its arguments have more than %d bytes together", (int)OUTSIDE_ARGUMENT_BYTES);
}

static uint32_t text_of(const struct outside *outside)
{
	bool room = atomic_load_explicit(&arena->text_count, memory_order_relaxed) < TEXTS_LEFT;
	return texts_of(room && outside->line ? outside->line : outside->name);
}

/* There is no such program: that is an answer, too. */
static int cannot(lua_State *L, struct kept *kept, const struct error *error)
{
	kept->outside.ended = EXITED_NEVER_STARTED;
	tell_began(&kept->outside);
	tell_over(&kept->outside);
	outside_release(&kept->outside);
	lua_pushnil(L);
	lua_pushstring(L, error->text);
	return 2;
}

API_JUMPS static int word_command(lua_State *L)
{
	const char *argv[OUTSIDE_ARGUMENTS];
	size_t lengths[OUTSIDE_ARGUMENTS];
	uint64_t timeout_ns;
	struct error error;
	struct task *task = task_of(L);
	if (task->looking)
		return always_only_looks(L);
	if (arena->turn.exploring)
		return refuse_explored(L);
	if (arena->instance)
		return luaL_error(L, "an instance of a cloud starts no programs: command() belongs into the recipe's own tasks");
	int count = options(L, &timeout_ns);
	arguments(L, count, argv, lengths);
	api_check_wait(L);
	struct kept *kept = kept_push(L);
	int opened = outside_open(&kept->outside, task->worker, argv, lengths, (size_t)count, &error);
	kept->outside.timeout_ns = timeout_ns;
	kept->text = text_of(&kept->outside);
	atomic_fetch_add_explicit(&arena->commands, 1, memory_order_relaxed);
	if (opened != 0) {
		api_action(L);
		return cannot(L, kept, &error);
	}
	if (turn_controlled(&arena->turn))
		return api_do(L, (struct action){ .verb = KIND_COMMAND, .value = kept->text }, chosen);
	check_allowed(L, &kept->outside);
	api_long_action(L);
	touch_flush(task);
	if (!wait_engine_of(task->worker)->yields || wait_engine->nests)
		return wait_here(L, kept);
	return must_ask() ? api_pause(L, loop_ask, loop_asked) : api_pause(L, loop_begin, loop_over);
}

void api_open_command(lua_State *L)
{
	lua_pushcfunction(L, word_command);
	lua_setfield(L, -2, "command");
	luaL_newmetatable(L, OUTSIDE);
	lua_pushcfunction(L, kept_gc);
	lua_setfield(L, -2, "__gc");
	lua_pop(L, 1);
}
