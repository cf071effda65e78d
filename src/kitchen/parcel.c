/* parcel.c - what packing and unpacking have in common: how kitchen objects are told, and what needs no parcel. */
#include "kitchen/parcel_inner.h"

#include <string.h>

const struct parcel_objects *parcel_objects;

void parcel_set_objects(const struct parcel_objects *objects)
{
	parcel_objects = objects;
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
