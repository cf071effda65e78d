/* packed.c - see packed.h. */
#include "kitchen/packed.h"

#include "kitchen/arena.h"
#include "kitchen/parcel.h"
#include "kitchen/travel.h"

#include <lauxlib.h>
#include <string.h>

#define LONG_TEXT 4096u /* bytes */

void packed_free(struct packed *packed)
{
	arena_free(packed->bytes, packed->length);
	*packed = (struct packed){ 0 };
}

uint64_t packed_sum(const struct packed *packed, uint64_t sum)
{
	const unsigned char *bytes = packed->bytes;
	sum ^= UINT64_C(0xcbf29ce484222325);
	for (uint32_t i = 0; i < packed->length; i++)
		sum = (sum ^ bytes[i]) * UINT64_C(0x100000001b3);
	return sum;
}

/* A long text is its bytes behind a head: it goes straight into the arena, copied once. No bytes: it is no long text, or there is no room. */
static struct packed long_text(lua_State *L, int index)
{
	struct packed packed = { 0 };
	size_t length = lua_type(L, index) == LUA_TSTRING ? lua_rawlen(L, index) : 0;
	if (length < LONG_TEXT || length > INT32_MAX)
		return packed;
	unsigned char *to = arena_alloc_raw(length + PARCEL_TEXT_HEAD);
	if (to) {
		parcel_text_head(to, (uint32_t)length);
		memcpy(to + PARCEL_TEXT_HEAD, lua_tostring(L, index), length);
		packed = (struct packed){ to, (uint32_t)length + PARCEL_TEXT_HEAD };
	}
	return packed;
}

struct packed packed_make(lua_State *L, int first, int last, const char *what)
{
	struct buffer bytes = { 0 };
	struct error error;
	uint64_t begun = travel_begin();
	struct packed packed = first == last ? long_text(L, first) : (struct packed){ 0 };
	if (packed.bytes) {
		travel_packed(L, packed.length, begun);
		return packed;
	}
	bool failed = parcel_pack(L, first, last, what, &bytes, &error) != 0;
	if (!failed) {
		packed.length = (uint32_t)bytes.length;
		packed.bytes = bytes.length < UINT32_MAX ? arena_alloc_raw(bytes.length) : NULL;
		if (packed.bytes)
			memcpy(packed.bytes, bytes.bytes, bytes.length);
		else
			error_set(&error, "no memory is left in the kitchen for %s", what);
	}
	buffer_release(&bytes);
	if (!packed.bytes)
		luaL_error(L, "%s", error.text);
	travel_packed(L, packed.length, begun);
	return packed;
}

int packed_push(lua_State *L, struct packed packed)
{
	struct error error;
	uint64_t begun = travel_begin();
	lua_pushglobaltable(L);
	int env = lua_gettop(L);
	int n = parcel_push(L, env, packed.bytes, packed.length, &error);
	lua_remove(L, env);
	travel_unpacked(L, packed.length, begun);
	return n >= 0 ? n : luaL_error(L, "%s", error.text);
}
