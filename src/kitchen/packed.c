/* packed.c - see packed.h. */
#include "kitchen/packed.h"

#include "kitchen/arena.h"
#include "kitchen/parcel.h"

#include <lauxlib.h>
#include <string.h>

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

struct packed packed_make(lua_State *L, int first, int last, const char *what)
{
	struct buffer bytes = { 0 };
	struct error error;
	struct packed packed = { 0 };
	bool failed = parcel_pack(L, first, last, what, &bytes, &error) != 0;
	if (!failed) {
		packed.length = (uint32_t)bytes.length;
		packed.bytes = bytes.length < UINT32_MAX ? arena_alloc(bytes.length) : NULL;
		if (packed.bytes)
			memcpy(packed.bytes, bytes.bytes, bytes.length);
		else
			error_set(&error, "no memory is left in the kitchen for %s", what);
	}
	buffer_release(&bytes);
	if (!packed.bytes)
		luaL_error(L, "%s", error.text);
	return packed;
}

int packed_push(lua_State *L, struct packed packed)
{
	struct error error;
	lua_pushglobaltable(L);
	int env = lua_gettop(L);
	int n = parcel_push(L, env, packed.bytes, packed.length, &error);
	lua_remove(L, env);
	return n >= 0 ? n : luaL_error(L, "%s", error.text);
}
