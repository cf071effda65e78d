/* api_fetch.c - fetch(url[, {timeout=}]), session([name]), s:fetch(url…), json(text).
 *
 * A request waits as a sleep does: by itself, not for another worker. On threads and processes the calling thread waits in libcurl, without the GIL; on the
 * loop the task gives control back, and libcurl goes on there. Where tasks run one after another there is nobody else to let on, so that, too, waits in place.
 *
 * Under control a request is one step: it is made for real when the step is taken, unless this sitting knows its answer (fetch_log.h), and nobody else moves
 * meanwhile, for time is virtual. On the loop the others then have their turn before the task goes on with its answer, as they would while it waited. */
#include "kitchen/api.h"

#include "kitchen/always.h"
#include "kitchen/explore.h"
#include "kitchen/fetch.h"
#include "kitchen/fetch_log.h"
#include "kitchen/gate.h"
#include "kitchen/gil.h"
#include "kitchen/json_value.h"
#include "kitchen/probe.h"
#include "kitchen/session.h"
#include "kitchen/texts.h"
#include "kitchen/touch.h"
#include "kitchen/wait.h"

#include <string.h>

#define REQUEST "kitchen.request"

static void state_set(const struct fetch *fetch, enum worker_state state)
{
	atomic_store_explicit(&fetch->worker->state, state, memory_order_relaxed);
}

/* ---- a request as Lua keeps it: on the stack of who waits for it ---- */

static int request_gc(lua_State *L)
{
	fetch_release(lua_touserdata(L, 1));
	return 0;
}

static struct fetch *request_push(lua_State *L)
{
	struct fetch *fetch = lua_newuserdatauv(L, sizeof *fetch, 0);
	memset(fetch, 0, sizeof *fetch);
	luaL_setmetatable(L, REQUEST);
	return fetch;
}

/* ---- what is told ---- */

static void tell_begin(struct fetch *fetch)
{
	fetch->worker->fetches++;
	fetch->number = (uint32_t)atomic_fetch_add_explicit(&arena->fetches, 1, memory_order_relaxed) + 1;
	probe(fetch->worker, KIND_FETCH, fetch->session, 0, fetch->path, fetch->number);
	probe(fetch->worker, KIND_WAIT, fetch->session, 0, REASON_ANSWER, 0);
	state_set(fetch, WORKER_TIMED);
}

static void tell_end(struct fetch *fetch)
{
	uint64_t connected = (uint64_t)fetch->connected << 63;
	state_set(fetch, WORKER_RUNS);
	if (fetch->status == 0 || fetch->status >= 400)
		atomic_fetch_add_explicit(&arena->fetch_errors, 1, memory_order_relaxed);
	atomic_fetch_add_explicit(&arena->fetch_connections, fetch->connected, memory_order_relaxed);
	atomic_fetch_add_explicit(&arena->fetch_bytes, fetch->length, memory_order_relaxed);
	probe(fetch->worker, KIND_FETCHED, fetch->session, 0, fetch->number, fetch->status | (uint64_t)fetch->length << 16 | connected);
}

/* Status and body, or nil and why. */
static int results(lua_State *L, struct fetch *fetch)
{
	if (fetch->status) {
		lua_pushinteger(L, fetch->status);
		lua_pushlstring(L, fetch->length ? fetch->body : "", fetch->length);
	} else {
		lua_pushnil(L);
		lua_pushstring(L, fetch->words ? fetch->words : "no memory is left for a request");
	}
	fetch_release(fetch);
	return 2;
}

/* ---- the ways to wait ---- */

/* In the calling thread. */
static int wait_here(lua_State *L, struct fetch *fetch)
{
	tell_begin(fetch);
	gil_leave(fetch->worker, false);
	fetch_wait(fetch);
	gate_pass(); /* the answer came while the kitchen was held: it is told when that goes on */
	gil_enter(fetch->worker);
	tell_end(fetch);
	return results(L, fetch);
}

/* The loop has it: the worker is ready. */
static void loop_done(struct fetch *fetch)
{
	tell_end(fetch);
	wait_engine->unpark(&fetch->worker->runner);
}

static void loop_begin(struct task *task)
{
	struct fetch *fetch = lua_touserdata(task->L, -1);
	tell_begin(fetch);
	fetch_loop_start(fetch, loop_done);
}

static int loop_over(lua_State *L, struct task *task)
{
	(void)task;
	return results(L, lua_touserdata(L, -1));
}

/* Under control. */
static void ready(struct task *task)
{
	turn_ready(task->worker);
}

static int chosen_over(lua_State *L, struct task *task)
{
	struct fetch *fetch = lua_touserdata(L, -1);
	(void)task;
	tell_end(fetch);
	return results(L, fetch);
}

API_JUMPS static int chosen(lua_State *L, struct task *task)
{
	struct fetch *fetch = lua_touserdata(L, -1);
	tell_begin(fetch);
	if (!fetch_log_take(fetch)) {
		fetch_wait(fetch);
		fetch_log_keep(fetch);
	}
	if (arena->turn.cooperative)
		return api_pause(L, ready, chosen_over);
	return chosen_over(L, task);
}

/* ---- fetch ---- */

/* What counts schedules cannot ask a service each time. */
static int refuse_explored(lua_State *L)
{
	luaL_where(L, 1);
	lua_pushliteral(L, "the explorer counts schedules, and nobody knows what a service will answer: a recipe that fetches cannot be explored");
	lua_concat(L, 2);
	explore_refuse(lua_tostring(L, -1));
	return lua_error(L);
}

static uint64_t timeout_at(lua_State *L, int index)
{
	static const char *const names[] = { "timeout", NULL };
	if (lua_isnoneornil(L, index))
		return FETCH_TIMEOUT_NS;
	luaL_checktype(L, index, LUA_TTABLE);
	api_options_check(L, index, "fetch", names);
	api_option(L, index, "timeout");
	uint64_t ns = lua_isnil(L, -1) ? FETCH_TIMEOUT_NS : api_seconds(L, -1, "the time to wait for an answer");
	lua_pop(L, 1);
	return ns;
}

/* The URL is at `at`, options may follow. */
API_JUMPS static int request(lua_State *L, uint16_t session, int at)
{
	struct task *task = task_of(L);
	struct error error;
	size_t length;
	const char *url = luaL_checklstring(L, at, &length);
	if (task->looking)
		return always_only_looks(L);
	if (arena->turn.exploring)
		return refuse_explored(L);
	api_check_wait(L);
	if (strlen(url) != length)
		return luaL_error(L, "fetch(url): a URL has no NUL byte in it");
	uint64_t timeout_ns = timeout_at(L, at + 1);
	struct fetch *fetch = request_push(L);
	if (fetch_open(fetch, task->worker, url, session, timeout_ns, &error) != 0)
		return luaL_error(L, "%s", error.text);
	if (turn_controlled(&arena->turn))
		return api_do(L, (struct action){ .verb = KIND_FETCH, .object = session, .value = fetch->path }, chosen);
	api_long_action(L);
	touch_flush(task);
	if (wait_engine_of(task->worker)->yields && !wait_engine->nests)
		return api_pause(L, loop_begin, loop_over);
	return wait_here(L, fetch);
}

API_JUMPS static int word_fetch(lua_State *L)
{
	return request(L, 0, 1);
}

API_JUMPS static int session_word_fetch(lua_State *L)
{
	struct session *session = api_self(L, OBJECT_SESSION);
	return request(L, session->object.id, 2);
}

static int word_session(lua_State *L)
{
	uint32_t name = lua_isnoneornil(L, 1) ? texts_of("session") : api_name(L, 1, "a session's name");
	api_action(L);
	struct session *session = session_new(name);
	return api_object_made(L, session ? &session->object : NULL, 0);
}

/* ---- json ---- */

/* Raise with the recipe's line, also where pcall itself calls json. */
static int json_error(lua_State *L, const char *words)
{
	lua_Debug frame;
	int level = 1;
	while (lua_getstack(L, level, &frame) && lua_getinfo(L, "l", &frame) && frame.currentline <= 0)
		level++;
	luaL_where(L, level);
	lua_pushstring(L, words);
	lua_concat(L, 2);
	return lua_error(L);
}

static int word_json(lua_State *L)
{
	struct error error;
	size_t length;
	if (lua_type(L, 1) != LUA_TSTRING)
		return luaL_error(L, "json(text) decodes a text, not %s: did fetch get no answer?", lua_isnone(L, 1) ? "nothing" : luaL_typename(L, 1));
	const char *text = lua_tolstring(L, 1, &length);
	if (json_value_push(L, text, length, &error) != 0)
		return json_error(L, error.text);
	return 1;
}

void api_open_fetch(lua_State *L)
{
	static const luaL_Reg words[] = { { "fetch", word_fetch }, { "session", word_session }, { "json", word_json }, { NULL, NULL } };
	static const luaL_Reg methods[] = { { "fetch", session_word_fetch }, { NULL, NULL } };
	static const luaL_Reg metamethods[] = { { NULL, NULL } };
	luaL_setfuncs(L, words, 0);
	luaL_newmetatable(L, REQUEST);
	lua_pushcfunction(L, request_gc);
	lua_setfield(L, -2, "__gc");
	lua_pop(L, 1);
	api_object_type(L, OBJECT_SESSION, methods, metamethods);
}
