/* service.h - a small real HTTP service on the loopback address: late, failing and limited as one asks for. */
#ifndef LUNCHRUSH_SERVICE_SERVICE_H
#define LUNCHRUSH_SERVICE_SERVICE_H

#include "trace/error.h"

#include <stdint.h>

/* A *request* here is any but for /health: it counts, is told, is late, may fail and be refused. */
struct service_options {
	uint16_t port;        /* 0: a free one */
	uint64_t latency_ns;  /* of each answer … */
	uint64_t jitter_ns;   /* … more or less so much */
	double error_rate;    /* 0 to 1: so many are answered 500, by the seed and the request's number */
	double rate_limit;    /* requests a second; those above are answered 429 at once; 0 no limit */
	uint32_t page_bytes;  /* of a page when the request does not say */
	uint64_t seed;
	int report_fd;        /* see report.h; -1: to a person */
	int signal_fd;        /* a signalfd whose signals end it; -1 none */
};

/* Serve until a signal comes, whose number is returned, or nobody reads the reports any more: 0. -1 with words when it cannot listen. */
int service_serve(const struct service_options *options, struct error *error);

#endif
