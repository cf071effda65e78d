/* instance_inner.h - an instance's side of the Runtime API, as the rest of the instance sees it. */
#ifndef LUNCHRUSH_KITCHEN_INSTANCE_INNER_H
#define LUNCHRUSH_KITCHEN_INSTANCE_INNER_H

#include "trace/error.h"
#include "trace/stream.h"

#include <stdbool.h>
#include <stdint.h>

/* A request, as `next` gave it. The texts are the client's, until the next one. */
struct invocation {
	char id[128], arn[256], trace[256];
	uint64_t deadline_ms; /* since 1970; 0 not told */
	struct buffer body;
};

/* The address is in AWS_LAMBDA_RUNTIME_API. -1 with words. */
int client_open(struct error *error);
/* Wait for a request, for ever. -1 with words when the other end is gone or says no. */
int client_next(struct invocation *invocation, struct error *error);
/* Answer it: JSON text. The HTTP status, or -1 with words when no answer came. */
int client_response(const struct invocation *invocation, const char *text, size_t length, struct error *error);
/* It failed, or, with invocation NULL, there will be no handler. `type`: "Runtime.…". */
int client_error(const struct invocation *invocation, const char *words, const char *type, struct error *error);

#endif
