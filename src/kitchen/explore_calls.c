/* explore_calls.c - hashing the calls that a coroutine has under way: for each its function, where it stands, and the values that it will still look at. */
#include "kitchen/explore_value_inner.h"

#include "kitchen/bytecode_live.h"
#include "kitchen/lua_inside.h"

#include <lauxlib.h>

/* What lua_getlocal has pushed as place n of a call. */
static void walk_place(struct walk *walk, lua_State *co, int n)
{
	mix(&walk->key, (uint64_t)(int64_t)n);
	lua_xmove(co, walk->L, 1);
	walk_value(walk);
}

static void walk_lua_frame(struct walk *walk, lua_State *co, const lua_Debug *frame, const struct walk_code *code)
{
	const struct inside_call *call = inside_call(frame);
	ptrdiff_t at = call->u.lua.next_code - code->proto->code - 1;
	if (at < 0 || at >= code->proto->code_count || bytecode_stand(code->proto->code[at]) != STAND_KNOWN) {
		walk_doubt(walk, WALK_ALONE);
		return;
	}
	mix(&walk->key, TAG_FRAME);
	mix(&walk->key, (uint64_t)at);
	for (int n = 1; n <= code->proto->registers; n++) {
		if (n <= 64 && !(code->live[at] >> (n - 1) & 1))
			continue;
		if (!lua_getlocal(co, frame, n))
			break;
		walk_place(walk, co, n);
	}
	for (int n = -1; code->proto->more && lua_getlocal(co, frame, n); n--)
		walk_place(walk, co, n);
}

static void walk_c_frame(struct walk *walk, lua_State *co, const lua_Debug *frame)
{
	const struct inside_call *call = inside_call(frame);
	uint64_t then;
	memcpy(&then, &call->u.c.then, sizeof then);
	mix(&walk->key, TAG_C_FRAME);
	mix(&walk->key, then);
	mix(&walk->key, (uint64_t)call->u.c.context);
	for (int n = 1; lua_getlocal(co, frame, n); n++)
		walk_place(walk, co, n);
}

static void walk_frame(struct walk *walk, lua_State *co, lua_Debug *frame)
{
	const struct inside_call *call = inside_call(frame);
	lua_getinfo(co, "f", frame);
	lua_xmove(co, walk->L, 1);
	const struct walk_code *code = lua_iscfunction(walk->L, -1) ? NULL : walk_code(walk->L);
	bool in_c = lua_iscfunction(walk->L, -1);
	walk_value(walk);
	mix(&walk->key, (uint64_t)(call->func - walk->stack));
	mix(&walk->key, (uint64_t)(uint16_t)call->results | (uint64_t)call->status << 16);
	if (in_c)
		walk_c_frame(walk, co, frame);
	else if (code)
		walk_lua_frame(walk, co, frame, code);
	else
		walk_doubt(walk, WALK_ALONE);
}

void walk_coroutine(struct walk *walk, lua_State *co)
{
	lua_Debug frame;
	int levels = 0;
	if (!lua_checkstack(co, 4)) {
		walk_doubt(walk, WALK_ALONE);
		return;
	}
	while (lua_getstack(co, levels, &frame)) {
		walk->stack = inside_call(&frame)->func;
		levels++;
	}
	for (int level = levels - 1; level >= 0 && walk->trust == WALK_SURE; level--)
		if (lua_getstack(co, level, &frame))
			walk_frame(walk, co, &frame);
	if (levels == 0) {
		mix(&walk->key, TAG_NOT_BEGUN);
		for (int i = 1; i <= lua_gettop(co); i++) {
			lua_pushvalue(co, i);
			lua_xmove(co, walk->L, 1);
			walk_value(walk);
		}
	}
	mix(&walk->key, TAG_END);
}
