/* parcel_place.c - see parcel_place.h. */
#include "kitchen/parcel_place.h"

#include <stdio.h>

size_t parcel_place_words(const struct place *place, char *to, size_t size)
{
	size_t used = place->up ? parcel_place_words(place->up, to, size) : 0;
	int more = 0;
	char *at = to + used;
	size_t left = size - used;
	switch (place->kind) {
	case PLACE_ARGUMENT: more = place->number ? snprintf(at, left, "value %lld, ", place->number) : 0; break;
	case PLACE_CAPTURED: more = snprintf(at, left, "the local `%.60s`, ", place->name); break;
	case PLACE_FIELD: more = snprintf(at, left, "field `%.60s`, ", place->name); break;
	case PLACE_ELEMENT: more = snprintf(at, left, "element %lld, ", place->number); break;
	case PLACE_KEY: more = snprintf(at, left, "a key, "); break;
	}
	return more < 0 || (size_t)more >= left ? used : used + (size_t)more;
}
