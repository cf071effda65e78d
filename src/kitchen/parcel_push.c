/* parcel_push.c - taking values out of a parcel, straight onto a Lua stack.
 *
 * The reader goes over the bytes once and builds no tree in between, which is why it is not msgpack-c's: that one makes a tree first, and takes the word of
 * an array's head for how much memory it needs. Here nothing is believed: every length is held against the bytes that are left, so a
 * parcel of n bytes never makes more than n values; depth, numbers of references and types are checked. Only the code of a
 * function is trusted (parcel_function.c).
 *
 * What always holds: on failure the stack is as it was and `error` says at which byte. */
#include "kitchen/parcel_unpacker.h"
#include "kitchen/sandbox.h"

#include <string.h>

static int push_text(struct unpacker *u, size_t length)
{
	if (length > unpack_left(u))
		return unpack_wrong(u, "it is cut off");
	lua_pushlstring(u->L, (const char *)u->at, length);
	u->at += length;
	return 0;
}

static int push_list(struct unpacker *u, size_t count)
{
	if (count > unpack_left(u))
		return unpack_wrong(u, "it is cut off");
	lua_createtable(u->L, (int)(count < 65536 ? count : 65536), 0);
	unpack_met(u);
	for (size_t i = 1; i <= count; i++) {
		if (unpack_value(u))
			return -1;
		lua_rawseti(u->L, -2, (lua_Integer)i);
	}
	return 0;
}

static int push_map(struct unpacker *u, size_t count)
{
	lua_State *L = u->L;
	if (count > unpack_left(u) / 2)
		return unpack_wrong(u, "it is cut off");
	lua_createtable(L, 0, (int)(count < 65536 ? count : 65536));
	unpack_met(u);
	for (size_t i = 0; i < count; i++) {
		if (unpack_value(u))
			return -1;
		if (lua_isnil(L, -1) || (lua_type(L, -1) == LUA_TNUMBER && lua_tonumber(L, -1) != lua_tonumber(L, -1)))
			return unpack_wrong(u, "a key that is none");
		if (unpack_value(u))
			return -1;
		lua_rawset(L, -3);
	}
	return 0;
}

static int push_builtin(struct unpacker *u, size_t length)
{
	char name[64];
	if (length >= sizeof name)
		return unpack_wrong(u, "a name too long");
	memcpy(name, u->at, length);
	name[length] = '\0';
	u->at += length;
	if (!sandbox_push_builtin(u->L, name))
		return unpack_wrong(u, "a word that is not known here");
	return 0;
}

static int push_extension(struct unpacker *u, size_t length)
{
	if (unpack_left(u) < 1 + length)
		return unpack_wrong(u, "it is cut off");
	enum parcel_type type = *u->at++;
	uint64_t number = 0;
	if (type == PARCEL_FUNCTION)
		return unpack_function(u, length);
	if (type == PARCEL_BUILTIN)
		return push_builtin(u, length);
	if ((type != PARCEL_REFERENCE && type != PARCEL_OBJECT) || length != 4)
		return unpack_wrong(u, "an extension that is none of ours");
	unpack_number(u, 4, &number);
	if (type == PARCEL_OBJECT) {
		if (!parcel_objects || !parcel_objects->push(u->L, (unsigned)number))
			return unpack_wrong(u, "an object that is not there");
		return 0;
	}
	if (!u->met || number < 1 || (lua_Integer)number > u->values)
		return unpack_wrong(u, "a reference to what was never met");
	lua_rawgeti(u->L, u->met, (lua_Integer)number);
	return 0;
}

static int push_integer(struct unpacker *u, uint8_t head)
{
	uint64_t number;
	unsigned bytes = 1u << (head & 3);
	if (unpack_number(u, bytes, &number))
		return -1;
	if (head >= 0xd0) /* signed */
		number = (uint64_t)((int64_t)(number << (64 - 8 * bytes)) >> (64 - 8 * bytes));
	lua_pushinteger(u->L, (lua_Integer)number);
	return 0;
}

static int push_float(struct unpacker *u, uint8_t head)
{
	uint64_t bits;
	if (unpack_number(u, head == 0xca ? 4 : 8, &bits))
		return -1;
	double number;
	if (head == 0xca) {
		float small;
		uint32_t narrow = (uint32_t)bits;
		memcpy(&small, &narrow, sizeof small);
		number = small;
	} else {
		memcpy(&number, &bits, sizeof number);
	}
	lua_pushnumber(u->L, number);
	return 0;
}

/* Objects whose head is followed by a length: bin, ext, str, array, map. */
static int push_long(struct unpacker *u, uint8_t head)
{
	size_t length = 0;
	switch (head) {
	case 0xc7: case 0xc8: case 0xc9: return unpack_length(u, 1u << (head - 0xc7), &length) ? -1 : push_extension(u, length);
	case 0xd4: case 0xd5: case 0xd6: case 0xd7: case 0xd8: return push_extension(u, 1u << (head - 0xd4));
	case 0xc4: case 0xc5: case 0xc6: return unpack_length(u, 1u << (head - 0xc4), &length) ? -1 : push_text(u, length);
	case 0xd9: case 0xda: case 0xdb: return unpack_length(u, 1u << (head - 0xd9), &length) ? -1 : push_text(u, length);
	case 0xdc: case 0xdd: return unpack_length(u, 2u << (head - 0xdc), &length) ? -1 : push_list(u, length);
	case 0xde: case 0xdf: return unpack_length(u, 2u << (head - 0xde), &length) ? -1 : push_map(u, length);
	default: return unpack_wrong(u, "a byte that means nothing");
	}
}

static int push_headed(struct unpacker *u, uint8_t head)
{
	lua_State *L = u->L;
	if ((head & 0xe0) == 0xa0)
		return push_text(u, head & 0x1f);
	if ((head & 0xf0) == 0x90)
		return push_list(u, head & 0x0f);
	if ((head & 0xf0) == 0x80)
		return push_map(u, head & 0x0f);
	if (head >= 0xcc && head <= 0xd3)
		return push_integer(u, head);
	switch (head) {
	case 0xc0: lua_pushnil(L); return 0;
	case 0xc2: case 0xc3: lua_pushboolean(L, head & 1); return 0;
	case 0xca: case 0xcb: return push_float(u, head);
	default: return push_long(u, head);
	}
}

int unpack_value(struct unpacker *u)
{
	if (u->at == u->end)
		return unpack_wrong(u, "it is cut off");
	uint8_t head = *u->at++;
	if (head <= 0x7f || head >= 0xe0) {
		lua_pushinteger(u->L, (int8_t)head);
		return 0;
	}
	if (u->depth > PARCEL_DEPTH || !lua_checkstack(u->L, 8))
		return unpack_wrong(u, "too deep");
	u->depth++;
	int result = push_headed(u, head);
	u->depth--;
	return result;
}

int parcel_push(lua_State *L, int env, const void *bytes, size_t length, struct error *error)
{
	struct unpacker u = { .L = L, .begin = bytes, .at = bytes, .end = (const uint8_t *)bytes + length, .error = error, .env = env };
	int top = lua_gettop(L), count = 0;
	if (length < 1 || *u.at > PARCEL_REFERS || !lua_checkstack(L, 8))
		return unpack_wrong(&u, "no marks");
	bool refers = *u.at++ == PARCEL_REFERS;
	if (refers) {
		lua_newtable(L);
		lua_newtable(L);
		u.met = top + 1;
		u.holders = top + 2;
	}
	for (; u.at < u.end; count++) {
		if (!lua_checkstack(L, 8) || unpack_value(&u)) {
			lua_settop(L, top);
			return -1;
		}
	}
	if (refers) {
		lua_remove(L, u.holders);
		lua_remove(L, u.met);
	}
	return count;
}
