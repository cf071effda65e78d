/* limit.h - a token bucket: so many a second, and as many at once after a second of quiet. It knows no clock. */
#ifndef LUNCHRUSH_SERVICE_LIMIT_H
#define LUNCHRUSH_SERVICE_LIMIT_H

#include <stdbool.h>
#include <stdint.h>

struct limit {
	double rate;     /* tokens a second, and how many it holds; 0 no limit */
	double tokens;
	uint64_t then_ns; /* when they were counted */
};

/* A full bucket. */
void limit_init(struct limit *limit, double rate, uint64_t now_ns);
/* Another rate from now on; it is no fuller than it was. */
void limit_change(struct limit *limit, double rate, uint64_t now_ns);
/* Take one token; false when there is none. */
bool limit_take(struct limit *limit, uint64_t now_ns);
/* Whole seconds until there will be one, at least 1: what Retry-After says. */
unsigned limit_retry_s(const struct limit *limit);

#endif
