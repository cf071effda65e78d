/* api_cloud.c - cloud(name, handler, {limit=, timeout=, idle=, retries=}), c:invoke(value), c:post(value).
 *
 * Where the script runs as a kitchen the handler is not called: each instance finds it by running the script itself, up to this word (instance.c). What goes to an instance and
 * comes back is JSON. A request's future is a pool's, whose result is decoded when somebody asks for it (api_cloud_result). */
#include "kitchen/api.h"

#include "kitchen/cloud.h"
#include "kitchen/explore.h"
#include "kitchen/instance.h"
#include "kitchen/json_value.h"
#include "kitchen/sandbox.h"
#include "kitchen/texts.h"

#include "cloud/gateway.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- invoke, post ---- */

/* The value at 2 as JSON text in the arena. */
static struct packed event_of(lua_State *L)
{
	struct error error;
	size_t length;
	char *text = json_value_text(L, 2, &length, &error);
	if (!text)
		luaL_error(L, "a request goes to its instance as JSON: %s", error.text);
	struct packed event = { length <= GATEWAY_BODY_MAX ? arena_alloc_raw(length) : NULL, (uint32_t)length };
	if (event.bytes)
		memcpy(event.bytes, text, length);
	free(text);
	if (length > GATEWAY_BODY_MAX)
		luaL_error(L, "a request has at most 6 MiB as JSON, not %I bytes", (LUAI_UACINT)length);
	if (!event.bytes)
		luaL_error(L, "no memory is left in the kitchen for more requests");
	return event;
}

static struct future *give(lua_State *L, struct task *task, bool posted)
{
	struct cloud *cloud = api_receiver(L);
	uint32_t thing = lua_gettop(L) > 1 ? api_thing(L, 2) : 0;
	lua_settop(L, 2);
	struct future *future = cloud_invoke(cloud, task->worker, event_of(L), thing, posted);
	if (!future)
		luaL_error(L, "no memory is left in the kitchen for more requests");
	return future;
}

static int attempt_invoke(lua_State *L, struct task *task)
{
	struct future *future = give(L, task, false);
	api_future_push(L, future);
	pool_drop(pool_of(future), future); /* the count that it came with */
	return 1;
}

static int cloud_word_invoke(lua_State *L)
{
	struct cloud *cloud = api_self(L, OBJECT_CLOUD);
	return api_do(L, (struct action){ .verb = KIND_INVOKE, .object = cloud->pool.object.id }, attempt_invoke);
}

static int attempt_post(lua_State *L, struct task *task)
{
	give(L, task, true);
	return 0;
}

static int cloud_word_post(lua_State *L)
{
	struct cloud *cloud = api_self(L, OBJECT_CLOUD);
	return api_do(L, (struct action){ .verb = KIND_INVOKE, .object = cloud->pool.object.id }, attempt_post);
}

int api_cloud_result(lua_State *L)
{
	struct error error;
	size_t length;
	const char *text = lua_tolstring(L, -1, &length);
	if (json_value_push(L, text ? text : "", text ? length : 0, &error) != 0)
		return luaL_error(L, "the answer of an instance is no JSON: %s", error.text);
	return 1;
}

/* ---- cloud() ---- */

static uint64_t seconds_option(lua_State *L, const char *name, double usual, double least)
{
	char what[40];
	api_option(L, 3, name);
	double seconds = lua_isnil(L, -1) ? usual : lua_type(L, -1) == LUA_TNUMBER ? lua_tonumber(L, -1) : NAN;
	snprintf(what, sizeof what, "%g", least);
	if (!(seconds >= least && seconds <= 1e6))
		luaL_error(L, "cloud: %s is a number of kitchen seconds from %s to 1000000, not %s", name, what, api_given(L, -1));
	lua_pop(L, 1);
	return (uint64_t)(seconds * 1e9);
}

static uint32_t number_option(lua_State *L, const char *name, int64_t usual, int64_t least, int64_t most)
{
	api_option(L, 3, name);
	int64_t number = lua_isnil(L, -1) ? usual : api_integer(L, lua_gettop(L), name, least, most);
	lua_pop(L, 1);
	return (uint32_t)number;
}

static void refuse_control(lua_State *L)
{
	if (!turn_controlled(&arena->turn))
		return;
	luaL_where(L, 1);
	lua_pushliteral(L, "a cloud's instances are processes that go their own way in real time: nobody can choose who goes next, nor count the schedules, of a recipe with cloud()");
	lua_concat(L, 2);
	if (arena->turn.exploring)
		explore_refuse(lua_tostring(L, -1));
	lua_error(L);
}

static int word_cloud(lua_State *L)
{
	static const char *const options[] = { "limit", "timeout", "idle", "retries", NULL };
	uint32_t name = api_name(L, 1, "a cloud's name");
	if (lua_type(L, 2) != LUA_TFUNCTION || lua_iscfunction(L, 2))
		return luaL_error(L, "cloud(name, handler, …) needs a function of the recipe as its handler, not %s", api_given(L, 2));
	lua_settop(L, 3);
	api_options_check(L, 3, "cloud(name, handler, {…})", options);
	uint32_t limit = number_option(L, "limit", 10, 1, CLOUD_INSTANCES_MAX), retries = number_option(L, "retries", 2, 0, 100);
	uint64_t timeout_ns = seconds_option(L, "timeout", 3, 0.001), idle_ns = seconds_option(L, "idle", 10, 0);
	struct task *task = api_action(L);
	refuse_control(L);
	if (arena->instance)
		instance_reached(L);
	struct cloud *cloud = cloud_new(name, task->worker);
	if (cloud) {
		cloud->limit = limit;
		cloud->timeout_ns = timeout_ns;
		cloud->idle_ns = idle_ns;
		cloud->retries = retries;
	}
	api_object_made(L, cloud ? &cloud->pool.object : NULL, limit);
	cloud_announce(cloud, task->worker);
	return 1;
}

void api_open_cloud(lua_State *L)
{
	static const luaL_Reg methods[] = { { "invoke", cloud_word_invoke }, { "post", cloud_word_post }, { NULL, NULL } };
	static const luaL_Reg metamethods[] = { { NULL, NULL } };
	lua_pushcfunction(L, word_cloud);
	lua_setfield(L, -2, "cloud");
	api_object_type(L, OBJECT_CLOUD, methods, metamethods);
	if (!arena->instance)
		return;
	sandbox_lets_wait(L, word_cloud);
	instance_lets_wait(L);
}
