/* instance.c - see instance.h.
 *
 * The process has an arena, a clock and one worker, the script's main task, as a kitchen of its own would: so its words are the same words. What is missing is everybody else, which
 * instance_check says where a recipe asks for them. cloud() itself is the loop of an instance's life: the script stands there until the process ends, and what
 * comes after it is never run. */
#include "kitchen/instance.h"

#include "kitchen/api.h"
#include "kitchen/gate.h"
#include "kitchen/instance_inner.h"
#include "kitchen/json_value.h"
#include "kitchen/kitchen.h"
#include "kitchen/news.h"
#include "kitchen/nudge.h"
#include "kitchen/probe.h"
#include "kitchen/sandbox.h"
#include "kitchen/texts.h"
#include "kitchen/touch.h"
#include "kitchen/wait.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

/* ---- what an instance is without ---- */

void instance_refuse(lua_State *L, const char *what)
{
	luaL_error(L, "%s: an instance is alone: it shares nothing with the others, nor with who makes the requests. What it is to know comes with the request, and what it made goes back "
		   "with the answer", what);
}

static bool is_own(const struct action *action)
{
	const struct object *object = object_at(action->object);
	switch (action->verb) {
	case KIND_READ:
	case KIND_WRITE:
	case KIND_CODE: return object && object->type == OBJECT_CELL;
	case KIND_APPEND:
	case KIND_POP:
	case KIND_LENGTH:
	case KIND_ELEMENT_READ:
	case KIND_ELEMENT_WRITE: return object && object->type == OBJECT_LIST;
	case KIND_FETCH:
	case KIND_FETCHED:
	case KIND_YIELD: return true;
	default: return false;
	}
}

void instance_check(lua_State *L, const struct action *action)
{
	char words[120];
	const struct object *object = object_at(action->object);
	if (is_own(action))
		return;
	if (object)
		snprintf(words, sizeof words, "the %s %s", object_type_name(object->type), texts_get(object->name, NULL));
	else
		snprintf(words, sizeof words, "%s", kind_name(action->verb));
	instance_refuse(L, words);
}

/* ---- a request ---- */

static uint64_t wall_ms(void)
{
	struct timespec now;
	clock_gettime(CLOCK_REALTIME, &now);
	return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

/* context.remaining(): kitchen seconds until its time is up. */
static int word_remaining(lua_State *L)
{
	double deadline = lua_tonumber(L, lua_upvalueindex(1)), now = (double)wall_ms(), pace = clock_pace_now(&arena->clock);
	lua_pushnumber(L, deadline > now ? (deadline - now) / 1000 * (pace > 0 ? pace : 1) : 0);
	return 1;
}

static void set_text(lua_State *L, const char *field, const char *text)
{
	if (!*text)
		return;
	lua_pushstring(L, text);
	lua_setfield(L, -2, field);
}

static void push_context(lua_State *L, const struct invocation *invocation, const char *name)
{
	lua_createtable(L, 0, 5);
	set_text(L, "request_id", invocation->id);
	set_text(L, "arn", invocation->arn);
	set_text(L, "trace_id", invocation->trace);
	set_text(L, "name", name);
	lua_pushnumber(L, (double)invocation->deadline_ms);
	lua_pushcclosure(L, word_remaining, 1);
	lua_setfield(L, -2, "remaining");
}

/* Protected: the handler, the invocation. What the handler returns as JSON text comes back, malloc'ed, in a light userdata, with its length. */
static int handle(lua_State *L)
{
	const struct invocation *invocation = lua_touserdata(L, 2);
	struct error error;
	size_t length;
	lua_settop(L, 3); /* 3: the cloud's name */
	lua_pushvalue(L, 1);
	if (json_value_push(L, (const char *)invocation->body.bytes, invocation->body.length, &error) != 0)
		return luaL_error(L, "the request is no JSON: %s", error.text);
	push_context(L, invocation, lua_tostring(L, 3));
	lua_call(L, 2, 1);
	char *text = json_value_text(L, -1, &length, &error);
	if (!text)
		return luaL_error(L, "what the handler returns cannot go back as JSON: %s", error.text);
	lua_pushlightuserdata(L, text);
	lua_pushinteger(L, (lua_Integer)length);
	return 2;
}

void instance_lets_wait(lua_State *L)
{
	sandbox_lets_wait(L, handle);
}

/* Where an error that Lua has put no place before was raised. */
static int note_line(lua_State *L)
{
	task_note_line(L);
	return 1;
}

static const char *error_words(lua_State *L)
{
	switch (sandbox_interrupted(L, -1)) {
	case SANDBOX_MEMORY: return "it takes more memory than an instance may have";
	case SANDBOX_GO: return sandbox_error_words(L, -1);
	default: return "it was interrupted";
	}
}

static void settle_news(struct task *task)
{
	touch_flush(task);
	news_flush();
}

/* The other end refuses what is too long; then that is the answer. */
static int answer(const struct invocation *invocation, const char *text, size_t length, struct error *error)
{
	int status = client_response(invocation, text, length, error);
	if (status == 413)
		status = client_error(invocation, "the answer is longer than the 6 MiB that one may have", "Function.ResponseSizeTooLarge", error);
	return status;
}

/* One request, with the handler at 2 and the cloud's name at 1; false when this instance must not go on. */
static bool serve_one(lua_State *L, struct task *task, const struct invocation *invocation, struct error *error)
{
	int status, top = lua_gettop(L);
	news_begin();
	lua_pushcfunction(L, note_line);
	lua_pushcfunction(L, handle);
	lua_pushvalue(L, 2);
	lua_pushlightuserdata(L, (void *)invocation);
	lua_pushvalue(L, 1);
	int result = lua_pcall(L, 3, 2, top + 1);
	settle_news(task);
	if (result == LUA_OK) {
		char *text = lua_touserdata(L, -2);
		status = answer(invocation, text, (size_t)lua_tointeger(L, -1), error);
		free(text);
	} else {
		bool stopped = sandbox_interrupted(L, -1) != SANDBOX_GO;
		status = client_error(invocation, error_words(L), stopped ? "Runtime.OutOfMemory" : "Runtime.HandlerRaised", error);
		if (stopped)
			exit(1);
	}
	lua_settop(L, top);
	return status >= 0;
}

/* The one that it is to serve: the one named, if any is. */
static bool is_mine(const char *name)
{
	const char *handler = getenv("_HANDLER");
	return !handler || !*handler || strcmp(handler, name) == 0;
}

void instance_reached(lua_State *L)
{
	struct invocation invocation = { 0 };
	struct task *task = task_of(L);
	struct error error;
	if (!is_mine(lua_tostring(L, 1)))
		return;
	settle_news(task);
	do {
		lua_gc(L, LUA_GCSTEP, 0);
		if (client_next(&invocation, &error) != 0)
			exit(0); /* nobody will ask any more */
	} while (serve_one(L, task, &invocation, &error));
	exit(0);
}

/* ---- the beginning ---- */

static uint64_t kitchen_ns(void) { return clock_kitchen_ns(&arena->clock); }
static uint64_t due_real_ns(uint64_t due) { return clock_due_real_ns(&arena->clock, due); }
static uint64_t real_ns(void) { return clock_real_ns(); }
static void nothing(void) {}
static void no_lag(uint64_t ns) { (void)ns; }

static struct engine_host host = {
	.live = task_live, .resume = task_resume, .pass = nothing, .real_ns = real_ns, .kitchen_ns = kitchen_ns, .due_real_ns = due_real_ns, .late = no_lag,
};

static int open_arena(const struct launch *launch, struct error *error)
{
	if (arena_open(error) != 0)
		return -1;
	arena->instance = true;
	arena->seed = launch->seed;
	snprintf(arena->recipe_file, sizeof arena->recipe_file, "%s", launch->file);
	snprintf(arena->url, sizeof arena->url, "%s", launch->url);
	arena->engine = wait_engine = &engine_threads;
	wait_host = &host;
	wait_in_floor = true;
	host.alive = &arena->alive;
	host.inbox = &arena->floor;
	if (news_open()) {
		arena->traced = true;
		atomic_fetch_or(&arena->gate, GATE_NEWS);
	}
	api_settings_launch(launch);
	nudge_open();
	clock_start(&arena->clock, launch->pace < 0 ? 1 : launch->pace);
	return wait_engine->open(&host, error);
}

static lua_State *open_script(const struct launch *launch, struct error *error)
{
	struct buffer source = { 0 };
	lua_State *L = task_state_new();
	if (!L) {
		error_set(error, "no memory for Lua");
		return NULL;
	}
	api_open(L);
	int result = sandbox_read(launch->path, launch->file, &source, error);
	if (result == 0)
		result = sandbox_load(L, source.bytes, source.length, launch->file, error);
	buffer_release(&source);
	if (result != 0)
		return NULL;
	lua_pushglobaltable(L);
	lua_setupvalue(L, -2, 1);
	return L;
}

/* The script comes to its cloud() and stays there, or it ends, which is wrong. */
static int live(const struct launch *launch, struct error *error)
{
	struct worker *main;
	const char *handler = getenv("_HANDLER");
	lua_State *L = open_script(launch, error);
	if (!L)
		return -1;
	probe_open();
	task_open(L);
	if (!(main = task_main(error)))
		return -1;
	atomic_store(&arena->started, 1);
	wait_engine->run(&main->runner);
	if (atomic_load(&arena->failed))
		return error_set(error, "%s", arena->failure.text);
	return error_set(error, handler && *handler ? "%s: its script ends without a cloud() named %s" : "%s: its script ends without a cloud(): an instance has nothing to do",
			 launch->file, handler);
}

int instance_main(const struct launch *launch, struct error *error)
{
	struct error lost;
	prctl(PR_SET_NAME, "lunchrush:inst");
	if (client_open(error) != 0)
		return 2;
	if (open_arena(launch, error) != 0 || live(launch, error) != 0)
		client_error(NULL, error->text, "Runtime.InitError", &lost);
	return 1;
}
