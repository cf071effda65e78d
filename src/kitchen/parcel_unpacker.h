/* parcel_unpacker.h - going over a parcel's bytes, believing nothing. Inside the house of parcel_push.c. */
#ifndef LUNCHRUSH_KITCHEN_PARCEL_UNPACKER_H
#define LUNCHRUSH_KITCHEN_PARCEL_UNPACKER_H

#include "kitchen/parcel_inner.h"

/* A reader half way. `met` and `holders` are Lua tables and exist only when the parcel's marks say that something in it is referred to. */
struct unpacker {
	lua_State *L;
	const uint8_t *begin, *at, *end; /* end: of the object we are in */
	struct error *error;
	int env;             /* the recipe's globals */
	int met;             /* stack place: number → table or function; 0 none */
	int holders;         /* stack place: 2 n - 1 → the function that holds local n, 2 n → which of its variables it is; 0 none */
	lua_Integer values, locals; /* numbers given so far */
	int depth;           /* objects within one another */
};

/* Bytes left of the object we are in. */
static inline size_t unpack_left(const struct unpacker *u) { return (size_t)(u->end - u->at); }

/* "not a parcel: WHAT at byte N"; always -1. */
int unpack_wrong(struct unpacker *u, const char *what);
/* Take a big-endian number of 1, 2, 4 or 8 bytes. */
int unpack_number(struct unpacker *u, unsigned bytes, uint64_t *number);
/* The same for a length, which the caller holds against what is left. */
int unpack_length(struct unpacker *u, unsigned bytes, size_t *length);
/* The value on top is the next to have a number. */
void unpack_met(struct unpacker *u);
/* Push the next value. */
int unpack_value(struct unpacker *u);
/* Push the function whose body is the next `length` bytes. */
int unpack_function(struct unpacker *u, size_t length);

#endif
