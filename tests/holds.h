/* holds.h - when a kitchen was held, as its saved run tells. */
#ifndef LUNCHRUSH_TESTS_HOLDS_H
#define LUNCHRUSH_TESTS_HOLDS_H

#include <stdint.h>

struct holds {
	int count;
	int64_t longest_ms; /* real time the longest took, as the kitchen says when it goes on */
	int64_t clock_ms;   /* by how much the run's clock went on meanwhile */
	int events;         /* that happened meanwhile */
};

struct holds holds_of(const char *path);

#endif
