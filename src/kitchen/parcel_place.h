/* parcel_place.h - where in its cargo a packer is, for messages. */
#ifndef LUNCHRUSH_KITCHEN_PARCEL_PLACE_H
#define LUNCHRUSH_KITCHEN_PARCEL_PLACE_H

#include <stddef.h>

/* A step inward; the chain lies on the C stack. */
struct place {
	const struct place *up;
	enum { PLACE_ARGUMENT, PLACE_CAPTURED, PLACE_FIELD, PLACE_ELEMENT, PLACE_KEY } kind;
	const char *name;   /* captured, field; not owned */
	long long number;   /* argument (0: the only one), element */
};

/* Words for a place, outermost first: "the local `box`, field `lid`, ", as many steps as fit, and "… " where there are more; returns their length. */
size_t parcel_place_words(const struct place *place, char *to, size_t size);

#endif
