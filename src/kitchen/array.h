/* array.h - so many words that all workers share, processes too. Each access is one action; nobody guards two of them.
 *
 * Its memory is kept whole by the object's guard; what tasks make of it is their own affair. */
#ifndef LUNCHRUSH_KITCHEN_ARRAY_H
#define LUNCHRUSH_KITCHEN_ARRAY_H

#include "kitchen/object.h"

#define ARRAY_MAX 1000000

struct array {
	struct object object;
	uint32_t length;    /* does not change */
	uint64_t elements[]; /* words */
};

/* 1 to ARRAY_MAX elements. NULL when the arena is full. */
struct array *array_new(uint32_t name, uint32_t length, uint64_t value);
/* Tell what its elements hold; once, after object_announce. */
void array_tell_fill(struct array *array, const struct worker *worker);
/* `index` lies between 1 and the length. */
uint64_t array_read(struct array *array, const struct worker *worker, uint32_t index);
void array_write(struct array *array, const struct worker *worker, uint32_t index, uint64_t value);

#endif
