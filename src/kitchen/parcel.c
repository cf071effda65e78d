/* parcel.c - what packing and unpacking have in common: how kitchen objects are told, and what needs no parcel. */
#include "kitchen/parcel_inner.h"

#include <string.h>

const struct parcel_objects *parcel_objects;

void parcel_set_objects(const struct parcel_objects *objects)
{
	parcel_objects = objects;
}

void parcel_text_head(unsigned char to[PARCEL_TEXT_HEAD], uint32_t length)
{
	to[0] = PARCEL_PLAIN;
	to[1] = 0xdb; /* MessagePack's str 32 */
	for (int i = 0; i < 4; i++)
		to[2 + i] = (unsigned char)(length >> (24 - 8 * i));
}

bool parcel_is_plain(lua_State *L, int index)
{
	if (!lua_isfunction(L, index) || lua_iscfunction(L, index))
		return false;
	index = lua_absindex(L, index);
	const char *name;
	for (int i = 1; (name = lua_getupvalue(L, index, i)); i++) {
		lua_pop(L, 1);
		if (strcmp(name, "_ENV") != 0)
			return false;
	}
	return true;
}
