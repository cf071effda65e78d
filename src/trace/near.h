/* near.h - "did you mean": which of some words is near to one that is none of them. */
#ifndef LUNCHRUSH_TRACE_NEAR_H
#define LUNCHRUSH_TRACE_NEAR_H

#include <stddef.h>

/* How many letters must be changed, put in, taken out or swapped with their neighbour to make `b` of `a` (optimal string alignment);
 * words longer than 63 bytes are infinitely far. */
unsigned near_distance(const char *a, const char *b);

/* The nearest of `count` words, NULL when none is near enough: a third of the letters wrong at most, or a beginning of at least two. */
const char *near_word(const char *word, const char *const *words, size_t count);

#endif
