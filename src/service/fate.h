/* fate.h - what is left to chance, decided by a seed and a number: the same seed, the same fate of the n-th request, however many came at once. */
#ifndef LUNCHRUSH_SERVICE_FATE_H
#define LUNCHRUSH_SERVICE_FATE_H

#include "trace/splitmix.h"

#include <stdbool.h>

/* Any of 2^64 numbers, evenly: the finaliser over both. */
static inline uint64_t fate_number(uint64_t seed, uint64_t number)
{
	return splitmix_finish(seed * UINT64_C(0xd1342543de82ef95) + (number + 1) * SPLITMIX_STEP);
}

/* The same as a fraction, 0 to less than 1. */
static inline double fate_unit(uint64_t seed, uint64_t number)
{
	return (double)(fate_number(seed, number) >> 11) * 0x1p-53;
}

/* Whether this request fails, of which `rate` (0 to 1) do. */
static inline bool fate_fails(uint64_t seed, uint64_t number, double rate)
{
	return fate_unit(seed, 2 * number) < rate;
}

/* How long it takes, around latency: evenly between latency - jitter and latency + jitter, and never less than 0. */
static inline uint64_t fate_latency_ns(uint64_t seed, uint64_t number, uint64_t latency_ns, uint64_t jitter_ns)
{
	double late = (double)latency_ns + (double)jitter_ns * (2 * fate_unit(seed, 2 * number + 1) - 1);
	return late > 0 ? (uint64_t)late : 0;
}

#endif
