/* api_queue.c - queue(name[, capacity]), arrivals(name, {…}) and serve(x).
 *
 * An arrivals is a queue, so both share their methods; each type has a metatable of its own. */
#include "kitchen/api.h"

#include "kitchen/arrivals.h"
#include "kitchen/hands.h"
#include "kitchen/probe.h"
#include "kitchen/settle.h"

#include <math.h>

static struct queue *self(lua_State *L)
{
	struct object **at = lua_type(L, 1) == LUA_TUSERDATA ? lua_touserdata(L, 1) : NULL;
	if (at && lua_rawlen(L, 1) == sizeof *at && ((*at)->type == OBJECT_QUEUE || (*at)->type == OBJECT_ARRIVALS))
		return (struct queue *)*at;
	luaL_error(L, "this word belongs to a queue: write it with a colon after one, as in orders:get()");
	return NULL;
}

static int closed_error(lua_State *L, struct queue *queue)
{
	lua_pushstring(L, "the queue ");
	api_push_word(L, word_text(queue->object.name));
	lua_pushstring(L, " is closed: nothing more can be put in");
	lua_concat(L, 3);
	return luaL_error(L, "%s", lua_tostring(L, -1));
}

/* ---- put ---- */

/* The cargo is made anew at each try (it is a copy of the value, and putting is rarely tried twice); what waits holds nothing. */
static int attempt_put(lua_State *L, struct task *task)
{
	struct queue *queue = self(L);
	struct cargo cargo = api_cargo(L, 2, "what is put into a queue");
	enum queue_result result = queue_put(queue, task->worker, &cargo, KIND_PUT);
	if (result != QUEUE_OK)
		packed_free(&cargo.packed);
	if (result == QUEUE_CLOSED)
		return closed_error(L, queue);
	if (result == QUEUE_NO_MEMORY)
		return luaL_error(L, "no memory is left in the kitchen for more in a queue");
	return result == QUEUE_WAIT ? API_WAIT : 0;
}

API_JUMPS static int queue_word_put(lua_State *L)
{
	return api_until(L, (struct action){ .verb = KIND_PUT, .object = self(L)->object.id }, attempt_put);
}

/* ---- get, each ---- */

static int got(lua_State *L, struct task *task, struct queue *queue)
{
	struct cargo cargo;
	switch (queue_get(queue, task->worker, &cargo, true)) {
	case QUEUE_WAIT: return API_WAIT;
	case QUEUE_OK: api_push_cargo(L, &cargo); return 1;
	default: lua_pushnil(L); return 1;
	}
}

static int attempt_get(lua_State *L, struct task *task)
{
	return got(L, task, self(L));
}

API_JUMPS static int queue_word_get(lua_State *L)
{
	return api_until(L, (struct action){ .verb = KIND_GET, .object = self(L)->object.id }, attempt_get);
}

static int attempt_next(lua_State *L, struct task *task)
{
	return got(L, task, (struct queue *)*(struct object **)lua_touserdata(L, lua_upvalueindex(1)));
}

API_JUMPS static int queue_next(lua_State *L)
{
	struct object *object = *(struct object **)lua_touserdata(L, lua_upvalueindex(1));
	return api_until(L, (struct action){ .verb = KIND_GET, .object = object->id }, attempt_next);
}

static int queue_word_each(lua_State *L)
{
	self(L);
	lua_pushvalue(L, 1);
	lua_pushcclosure(L, queue_next, 1);
	return 1;
}

static int attempt_try_get(lua_State *L, struct task *task)
{
	struct cargo cargo;
	if (queue_get(self(L), task->worker, &cargo, false) == QUEUE_OK)
		api_push_cargo(L, &cargo);
	else
		lua_pushnil(L);
	return 1;
}

static int queue_word_try_get(lua_State *L)
{
	return api_do(L, (struct action){ .verb = KIND_GET, .object = self(L)->object.id }, attempt_try_get);
}

/* ---- the rest ---- */

static int attempt_close(lua_State *L, struct task *task)
{
	queue_close(self(L), task->worker);
	return 0;
}

static int queue_word_close(lua_State *L)
{
	return api_do(L, (struct action){ .verb = KIND_CLOSE, .object = self(L)->object.id }, attempt_close);
}

static int attempt_task_done(lua_State *L, struct task *task)
{
	if (!queue_task_done(self(L), task->worker))
		return luaL_error(L, "task_done() was called more often than things were put in");
	return 0;
}

static int queue_word_task_done(lua_State *L)
{
	return api_do(L, (struct action){ .verb = KIND_TASK_DONE, .object = self(L)->object.id }, attempt_task_done);
}

static int attempt_join(lua_State *L, struct task *task)
{
	return queue_join(self(L), task->worker) == QUEUE_WAIT ? API_WAIT : 0;
}

API_JUMPS static int queue_word_join(lua_State *L)
{
	return api_until(L, (struct action){ .verb = KIND_ALL_DONE, .object = self(L)->object.id }, attempt_join);
}

static int attempt_length(lua_State *L, struct task *task)
{
	lua_pushinteger(L, queue_length(self(L), task->worker));
	return 1;
}

static int queue_word_length(lua_State *L)
{
	return api_do(L, (struct action){ .verb = KIND_LENGTH, .object = self(L)->object.id }, attempt_length);
}

static int word_queue(lua_State *L)
{
	uint32_t name = api_name(L, 1, "a queue's name");
	uint32_t capacity = lua_isnoneornil(L, 2) ? 0 : (uint32_t)api_integer(L, 2, "a queue's capacity", 1, 1000000);
	struct task *task = api_action(L);
	struct queue *queue = queue_new(name, capacity);
	if (!queue)
		return luaL_error(L, "no more queues can be made: no memory is left in the kitchen");
	object_announce(&queue->object, task->worker, capacity);
	api_object_push(L, &queue->object);
	return 1;
}

static double number_option(lua_State *L, const char *name, double otherwise, double max)
{
	double value = otherwise;
	api_option(L, 2, name);
	if (!lua_isnil(L, -1))
		value = lua_type(L, -1) == LUA_TNUMBER ? lua_tonumber(L, -1) : NAN;
	lua_pop(L, 1);
	if (!(value >= 0 && value <= max))
		luaL_error(L, "arrivals: %s is a number from 0 to %s", name, api_number_text(L, max));
	return value;
}

static int word_arrivals(lua_State *L)
{
	static const char *const options[] = { "count", "every", "jitter", "capacity", NULL };
	uint32_t name = api_name(L, 1, "the name of arrivals");
	api_options_check(L, 2, "arrivals", options);
	double count = number_option(L, "count", 10, 1e6), every = number_option(L, "every", 1, 1e6);
	double jitter = number_option(L, "jitter", 0, 1), capacity = number_option(L, "capacity", 0, 1e6);
	struct task *task = api_action(L);
	struct arrivals *arrivals = arrivals_new(name, (uint32_t)count, (uint64_t)(every * 1e9), jitter, (uint32_t)capacity, task->worker);
	if (!arrivals)
		return luaL_error(L, "no more arrivals can be made: no memory is left in the kitchen");
	struct worker *device = arrivals->device.worker;
	object_announce(&arrivals->queue.object, task->worker, (uint32_t)capacity);
	probe(task->worker, KIND_WORKER_NEW, arrivals->queue.object.id, 0, name, device->id | (uint64_t)ROLE_OF_DEVICE << 32);
	device_call(&arrivals->device);
	api_object_push(L, &arrivals->queue.object);
	return 1;
}

static int attempt_serve(lua_State *L, struct task *task)
{
	uint32_t thing = api_thing(L, 1);
	amid_begin(task->worker);
	uint32_t served = atomic_fetch_add_explicit(&arena->served, 1, memory_order_relaxed) + 1;
	hands_give(task->worker, thing);
	probe(task->worker, KIND_SERVE, 0, 0, thing, served);
	amid_end(task->worker);
	return 0;
}

static int word_serve(lua_State *L)
{
	luaL_checkany(L, 1);
	return api_do(L, (struct action){ .verb = KIND_SERVE }, attempt_serve);
}

void api_open_queue(lua_State *L)
{
	static const luaL_Reg methods[] = {
		{ "put", queue_word_put }, { "get", queue_word_get }, { "try_get", queue_word_try_get }, { "close", queue_word_close },
		{ "each", queue_word_each }, { "task_done", queue_word_task_done }, { "join", queue_word_join }, { NULL, NULL },
	};
	static const luaL_Reg metamethods[] = { { "__len", queue_word_length }, { NULL, NULL } };
	static const luaL_Reg words[] = {
		{ "queue", word_queue }, { "arrivals", word_arrivals }, { "serve", word_serve }, { NULL, NULL },
	};
	luaL_setfuncs(L, words, 0);
	api_object_type(L, OBJECT_QUEUE, methods, metamethods);
	api_object_type(L, OBJECT_ARRIVALS, methods, metamethods);
}
