/* random_program.h - small recipes made at random, of all that tasks can do to one another; for tests that compare two ways of counting. */
#ifndef LUNCHRUSH_TESTS_RANDOM_PROGRAM_H
#define LUNCHRUSH_TESTS_RANDOM_PROGRAM_H

#include <stddef.h>
#include <stdint.h>

/* Program number `seed`, always the same, as a recipe's text. */
void random_program(uint64_t seed, char *to, size_t size);

#endif
