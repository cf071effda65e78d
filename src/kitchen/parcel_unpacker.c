/* parcel_unpacker.c - see parcel_unpacker.h. */
#include "kitchen/parcel_unpacker.h"

#include <endian.h>
#include <string.h>

int unpack_wrong(struct unpacker *u, const char *what)
{
	return error_set(u->error, "not a parcel: %s at byte %zu", what, (size_t)(u->at - u->begin));
}

int unpack_number(struct unpacker *u, unsigned bytes, uint64_t *number)
{
	if (unpack_left(u) < bytes)
		return unpack_wrong(u, "it is cut off");
	uint64_t wire = 0;
	memcpy((char *)&wire + 8 - bytes, u->at, bytes);
	u->at += bytes;
	*number = be64toh(wire);
	return 0;
}

int unpack_length(struct unpacker *u, unsigned bytes, size_t *length)
{
	uint64_t number = 0;
	int result = unpack_number(u, bytes, &number);
	*length = number;
	return result;
}

void unpack_met(struct unpacker *u)
{
	u->values++;
	if (u->met) {
		lua_pushvalue(u->L, -1);
		lua_rawseti(u->L, u->met, u->values);
	}
}
