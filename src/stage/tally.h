/* tally.h - numbers kept by 64-bit keys: how often, which, whose. A hash table that only grows.
 *
 * The keys of hostile traces may be chosen to collide; they are mixed before use, with no secret: it becomes slow then, not wrong. Aborts when memory is out. */
#ifndef LUNCHRUSH_STAGE_TALLY_H
#define LUNCHRUSH_STAGE_TALLY_H

#include <stddef.h>
#include <stdint.h>

struct tally {
	uint64_t *keys, *values; /* a key of 0 is an empty place; the key 0 is kept as 1 */
	size_t used, size;       /* size: a power of two, or 0 */
};

/* One that is all zeros is empty. */
void tally_release(struct tally *tally);
/* The number of that key, 0 when it is new; the place is good until the next call. */
uint64_t *tally_at(struct tally *tally, uint64_t key);
/* The same, without making a place: 0 where there is none. */
uint64_t tally_get(const struct tally *tally, uint64_t key);

#endif
