/* random.h - repeatable random numbers: SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", 2014). */
#ifndef LUNCHRUSH_KITCHEN_RANDOM_H
#define LUNCHRUSH_KITCHEN_RANDOM_H

#include "trace/splitmix.h"

/* From 0 up to, not including, 1. */
static inline double random_unit(uint64_t *state)
{
	return (double)(splitmix_next(state) >> 11) * 0x1p-53;
}

#endif
