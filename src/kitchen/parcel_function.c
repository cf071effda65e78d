/* parcel_function.c - taking a function out of a parcel: its code, and the variables it captured.
 *
 * Only the code is trusted, as Lua cannot check it: parcels come from parcel_pack in the same program, never from a file. A function is given its
 * number before its variables are read, and so is each captured local before its value: a local function that calls itself finds
 * itself. */
#include "kitchen/parcel_unpacker.h"

/* What lua_load asks for: all the code at once. */
static const char *code_give(lua_State *L, void *code, size_t *length)
{
	(void)L;
	struct unpacker *u = code;
	const char *bytes = (const char *)u->at;
	*length = unpack_left(u);
	u->at = u->end;
	return *length ? bytes : NULL;
}

static int push_code(struct unpacker *u)
{
	size_t length;
	if (unpack_left(u) < 1 || *u->at++ != 0xc6)
		return unpack_wrong(u, "a function without code");
	if (unpack_length(u, 4, &length))
		return -1;
	if (length > unpack_left(u))
		return unpack_wrong(u, "it is cut off");
	struct unpacker code = { .at = u->at, .end = u->at + length };
	u->at += length;
	int status = lua_load(u->L, code_give, &code, "parcel", "b");
	if (status == LUA_ERRMEM)
		return lua_error(u->L); /* as wherever else memory runs out */
	return status == LUA_OK ? 0 : unpack_wrong(u, "code that does not load");
}

/* Variable i of the function on top is the local `number`, met before; 0 is _ENV. */
static int captured_join(struct unpacker *u, int i, uint32_t number)
{
	lua_State *L = u->L;
	int function = lua_gettop(L);
	if (number == 0) {
		lua_pushvalue(L, u->env);
		lua_setupvalue(L, function, i);
		return 0;
	}
	if (!u->holders || number > u->locals)
		return unpack_wrong(u, "a local that was never met");
	lua_rawgeti(L, u->holders, 2 * (lua_Integer)number - 1);
	lua_rawgeti(L, u->holders, 2 * (lua_Integer)number);
	lua_upvaluejoin(L, function, i, function + 1, (int)lua_tointeger(L, -1));
	lua_settop(L, function);
	return 0;
}

/* The local that variable i of the function on top holds is the next to have a number. */
static void captured_number(struct unpacker *u, int i)
{
	lua_Integer number = ++u->locals;
	if (u->holders) {
		lua_pushvalue(u->L, -1);
		lua_rawseti(u->L, u->holders, 2 * number - 1);
		lua_pushinteger(u->L, i);
		lua_rawseti(u->L, u->holders, 2 * number);
	}
}

static int push_captured(struct unpacker *u, int i)
{
	if (unpack_left(u) >= 6 && u->at[0] == 0xd6 && u->at[1] == PARCEL_LOCAL) {
		uint64_t number;
		u->at += 2;
		unpack_number(u, 4, &number);
		return captured_join(u, i, (uint32_t)number);
	}
	captured_number(u, i);
	if (unpack_value(u))
		return -1;
	lua_setupvalue(u->L, -2, i);
	return 0;
}

int unpack_function(struct unpacker *u, size_t length)
{
	const uint8_t *end = u->end;
	u->end = u->at + length;
	if (push_code(u))
		return -1;
	unpack_met(u);
	for (int i = 1; lua_getupvalue(u->L, -1, i); i++) {
		lua_pop(u->L, 1);
		if (push_captured(u, i))
			return -1;
	}
	if (u->at != u->end)
		return unpack_wrong(u, "a function with more variables than its code has");
	u->end = end;
	return 0;
}
