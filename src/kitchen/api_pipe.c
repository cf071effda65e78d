/* api_pipe.c - pipe(name) → two ends; a:send(x), b:recv(), a:close(). */
#include "kitchen/api.h"

#include "kitchen/pipe.h"
#include "kitchen/texts.h"

#include <stdio.h>

#define PARCEL_MAX (64u << 20) /* bytes of one thing that is sent */

static const char *name_of(const struct pipe *end)
{
	return texts_get(end->object.name, NULL);
}

/* ---- send ---- */

static int attempt_send(lua_State *L, struct task *task)
{
	struct pipe *end = api_receiver(L);
	struct cargo cargo = { .value = word_nil() };
	if (!lua_isnil(L, 2))
		cargo = api_cargo(L, 2, "what is sent through a pipe");
	bool large = cargo.packed.length > PARCEL_MAX;
	enum pipe_result result = large ? PIPE_OK : pipe_send(end->other, task->worker, &cargo);
	if ((large || result != PIPE_OK) && cargo.packed.bytes)
		packed_free(&cargo.packed);
	if (large)
		return luaL_error(L, "what is sent through a pipe is at most 64 MB, packed: send it in pieces");
	if (result == PIPE_CLOSED)
		return luaL_error(L, "the pipe of %s is closed: nothing more can be sent", name_of(end));
	if (result == PIPE_NO_MEMORY)
		return luaL_error(L, "no memory is left in the kitchen for more in a pipe");
	return result == PIPE_WAIT ? API_WAIT : 0;
}

API_JUMPS static int pipe_word_send(lua_State *L)
{
	struct pipe *end = api_self(L, OBJECT_PIPE);
	luaL_checkany(L, 2);
	return api_until(L, (struct action){ .verb = KIND_SEND, .object = end->other->object.id }, attempt_send);
}

/* ---- recv ---- */

static int gone_error(lua_State *L, const struct pipe *end)
{
	if (end->sender == PIPE_MANY)
		return luaL_error(L, "nothing more comes to %s: all who sent to it have ended", name_of(end));
	const char *sender = texts_get(worker_at(end->sender)->name, NULL);
	return luaL_error(L, "nothing more comes to %s: %s, which sent to it, has ended", name_of(end), sender);
}

static int attempt_recv(lua_State *L, struct task *task)
{
	struct pipe *end = api_receiver(L);
	struct cargo cargo;
	switch (pipe_recv(end, task->worker, &cargo)) {
	case PIPE_WAIT: return API_WAIT;
	case PIPE_CLOSED: return luaL_error(L, "nothing more comes to %s: the pipe is closed", name_of(end));
	case PIPE_GONE: return gone_error(L, end);
	default: api_push_cargo(L, &cargo); return 1;
	}
}

API_JUMPS static int pipe_word_recv(lua_State *L)
{
	struct pipe *end = api_self(L, OBJECT_PIPE);
	return api_until(L, (struct action){ .verb = KIND_RECV, .object = end->object.id }, attempt_recv);
}

static int attempt_close(lua_State *L, struct task *task)
{
	pipe_close(api_receiver(L), task->worker);
	return 0;
}

static int pipe_word_close(lua_State *L)
{
	struct pipe *end = api_self(L, OBJECT_PIPE);
	return api_do(L, (struct action){ .verb = KIND_CLOSE, .object = end->object.id }, attempt_close);
}

/* "phone a": the name of an end. */
static uint32_t end_name(uint32_t name, char letter)
{
	char words[API_TEXT_MAX + 4];
	snprintf(words, sizeof words, "%s %c", texts_get(name, NULL), letter);
	return texts_of(words);
}

static int word_pipe(lua_State *L)
{
	uint32_t name = api_name(L, 1, "a pipe's name");
	struct pipe *ends[2];
	struct task *task = api_action(L);
	if (!pipe_new(end_name(name, 'a'), end_name(name, 'b'), ends))
		return luaL_error(L, "no more pipes can be made: no memory is left in the kitchen");
	for (int i = 0; i < 2; i++) {
		object_announce(&ends[i]->object, task->worker, i ? ends[0]->object.id : 0);
		api_object_push(L, &ends[i]->object);
	}
	return 2;
}

void api_open_pipe(lua_State *L)
{
	static const luaL_Reg methods[] = { { "send", pipe_word_send }, { "recv", pipe_word_recv }, { "close", pipe_word_close }, { NULL, NULL } };
	static const luaL_Reg metamethods[] = { { NULL, NULL } };
	lua_pushcfunction(L, word_pipe);
	lua_setfield(L, -2, "pipe");
	api_object_type(L, OBJECT_PIPE, methods, metamethods);
}
