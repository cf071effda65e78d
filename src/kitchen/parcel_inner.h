/* parcel_inner.h - what a parcel's bytes are; shared by packing and unpacking.
 *
 * A parcel is a sequence of MessagePack objects up to its end: first its marks, a small integer, then the values. Tables and functions are numbered from 1 in
 * the order in which they begin, captured locals likewise by themselves; references name these numbers. */
#ifndef LUNCHRUSH_KITCHEN_PARCEL_INNER_H
#define LUNCHRUSH_KITCHEN_PARCEL_INNER_H

#include "kitchen/parcel.h"

#include <stdbool.h>
#include <stdint.h>

/* Marks. */
#define PARCEL_PLAIN 0
#define PARCEL_REFERS 1 /* a reference occurs in it: who unpacks must keep what he met */

enum parcel_type {
	PARCEL_FUNCTION = 1, /* a sequence: the code (bin), then each captured variable, a value or PARCEL_LOCAL */
	PARCEL_REFERENCE,    /* number of a table or function, 4 bytes, big-endian */
	PARCEL_BUILTIN,      /* its name */
	PARCEL_OBJECT,       /* its id, 4 bytes */
	PARCEL_LOCAL,        /* number of a local met before, 4 bytes; 0 is _ENV */
};

#define PARCEL_DEPTH 64 /* tables and functions within one another */

extern const struct parcel_objects *parcel_objects;

#endif
