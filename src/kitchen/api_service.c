/* api_service.c - service{latency=, jitter=, error_rate=, rate_limit=, page=}: a real HTTP service for the run, by its URL. */
#include "kitchen/api.h"

#include "kitchen/explore.h"
#include "kitchen/fetch.h"
#include "kitchen/probe.h"
#include "kitchen/service.h"
#include "kitchen/texts.h"

#include <math.h>
#include <stdio.h>

#define PAGE_BYTES 4096.0
#define PAGE_BYTES_MAX (8.0 * 1024 * 1024)

static double number_option(lua_State *L, const char *name, const char *what, double otherwise, double max)
{
	double value = otherwise;
	api_option(L, 1, name);
	int at = lua_gettop(L);
	if (!lua_isnil(L, -1))
		value = lua_type(L, -1) == LUA_TNUMBER ? lua_tonumber(L, -1) : NAN;
	if (!(value >= 0 && value <= max))
		luaL_error(L, "service: %s is %s from 0 to %s, not %s", name, what, api_number_text(L, max), api_given(L, at));
	lua_settop(L, at - 1);
	return value;
}

static void refuse_exploring(lua_State *L)
{
	if (!arena->turn.exploring)
		return;
	luaL_where(L, 1);
	lua_pushliteral(L, "the explorer plays a recipe again and again, and a real service answers as it likes: a recipe with service() cannot be explored");
	lua_concat(L, 2);
	explore_refuse(lua_tostring(L, -1));
	lua_error(L);
}

/* What the recipe wants, checked, before anything is made. */
static struct service wanted(lua_State *L)
{
	static const char *const options[] = { "latency", "jitter", "error_rate", "rate_limit", "page", NULL };
	api_options_check(L, 1, "service", options);
	return (struct service){
		.latency_ns = (uint64_t)(number_option(L, "latency", "a number of kitchen seconds", 0, 3600) * 1e9),
		.jitter_ns = (uint64_t)(number_option(L, "jitter", "a number of kitchen seconds", 0, 3600) * 1e9),
		.error_rate = number_option(L, "error_rate", "a share", 0, 1),
		.rate_limit = number_option(L, "rate_limit", "a number of requests a kitchen second", 0, 1e6),
		.page_bytes = (uint32_t)number_option(L, "page", "a number of bytes", PAGE_BYTES, PAGE_BYTES_MAX),
	};
}

/* "service", "service 2" … */
static uint32_t next_name(void)
{
	char name[32];
	uint32_t before = atomic_load(&arena->service_count);
	snprintf(name, sizeof name, before ? "service %u" : "service", before + 1);
	return texts_of(name);
}

/* Its port is known when it listens: it is told then, with that; under control without, as it is another in each run. */
static void announce(struct service *service, struct worker *maker, uint32_t port)
{
	object_announce(&service->object, maker, turn_controlled(&arena->turn) ? 0 : port);
	probe(maker, KIND_WORKER_NEW, service->object.id, 0, service->object.name, service->device.worker->id | (uint64_t)ROLE_OF_DEVICE << 32);
}

static int word_service(lua_State *L)
{
	refuse_exploring(L);
	struct service want = wanted(L);
	struct task *task = api_action(L);
	fetch_library(); /* here, once: a process that is forked later need not */
	if (arena->url[0]) {
		lua_pushstring(L, arena->url);
		return 1;
	}
	struct service *service = service_new(next_name(), task->worker);
	if (!service)
		return luaL_error(L, "no more services can be started: one run has at most %d", SERVICES_MAX);
	service->latency_ns = want.latency_ns;
	service->jitter_ns = want.jitter_ns;
	service->error_rate = want.error_rate;
	service->rate_limit = want.rate_limit;
	service->page_bytes = want.page_bytes;
	uint32_t port = service_start(service);
	if (port == SERVICE_FAILED)
		return luaL_error(L, "the service could not be started");
	announce(service, task->worker, port);
	lua_pushfstring(L, "http://127.0.0.1:%d", (int)port);
	return 1;
}

void api_open_service(lua_State *L)
{
	lua_pushcfunction(L, word_service);
	lua_setfield(L, -2, "service");
}
