/* splitmix.h - numbers that are well mixed, and the same everywhere: SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014). Any thread. */
#ifndef LUNCHRUSH_TRACE_SPLITMIX_H
#define LUNCHRUSH_TRACE_SPLITMIX_H

#include <stdint.h>

#define SPLITMIX_STEP UINT64_C(0x9e3779b97f4a7c15)

/* The finaliser: each bit of x has a part in each bit of the result. */
static inline uint64_t splitmix_finish(uint64_t x)
{
	x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
	return x ^ x >> 31;
}

/* The next of a row of numbers; *state, which may begin as anything, goes on. */
static inline uint64_t splitmix_next(uint64_t *state)
{
	return splitmix_finish(*state += SPLITMIX_STEP);
}

/* A hash taken on by one number. */
static inline uint64_t splitmix_mix(uint64_t hash, uint64_t x)
{
	return splitmix_finish((hash ^ x) + SPLITMIX_STEP);
}

/* … by a text and its end. */
static inline uint64_t splitmix_text(uint64_t hash, const char *of)
{
	for (; *of; of++)
		hash = splitmix_mix(hash, (unsigned char)*of);
	return splitmix_mix(hash, 0);
}

#endif
