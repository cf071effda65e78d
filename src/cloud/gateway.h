/* gateway.h - the AWS Lambda Runtime API, from the platform's side, on loopback HTTP (version 2018-06-01).
 *
 *   GET  /2018-06-01/runtime/invocation/next             waits until there is a request; its id, deadline, name and trace are headers
 *   POST /2018-06-01/runtime/invocation/{id}/response    what the handler returned, at most GATEWAY_BODY_MAX bytes
 *   POST /2018-06-01/runtime/invocation/{id}/error       the handler failed: {"errorMessage", "errorType", "stackTrace"}
 *   POST /2018-06-01/runtime/init/error                  there will be no handler: the same
 *
 * 202 {"status":"OK"}; 400 where the id is not that of the request which the instance is at (a wrong one, or one that is answered already); 403 where the instance
 * may not say this now (next while it owes an answer, or is waiting already; an init error once it has asked for a request); 413 for too long an answer,
 * which is then still owed; 404, 405. An error's body is {"errorMessage": "…", "errorType": "…"}.
 *
 * Each instance has an address of its own, a *seat*: a port of 127.0.0.1, so that it is known who asks. The API's documentation:
 * docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html. All of it belongs to one thread, which polls gateway_fd and calls gateway_turn; callbacks come from there. */
#ifndef LUNCHRUSH_CLOUD_GATEWAY_H
#define LUNCHRUSH_CLOUD_GATEWAY_H

#include "trace/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define GATEWAY_BODY_MAX (6u << 20) /* bytes of a request or an answer; Lambda's own limit for synchronous invocations */
#define GATEWAY_ID 40               /* bytes of a request's id with its NUL */

struct seat;

/* What an instance says; `owner` is who opened its seat. A body is not NUL-ended and gone after the call. */
struct gateway_ears {
	void (*asks)(void *owner);   /* it waits for a request from now on: gateway_give */
	void (*leaves)(void *owner); /* it has hung up while it waited */
	void (*answers)(void *owner, const char *body, size_t length);
	/* The handler raised an error; `type` is its Lambda-Runtime-Function-Error-Type, "" when it has none. */
	void (*fails)(void *owner, const char *body, size_t length, const char *type);
	void (*cannot)(void *owner, const char *body, size_t length, const char *type); /* an init error */
};

/* A request on its way to an instance. */
struct gateway_request {
	const char *body; /* JSON */
	size_t length;
	uint64_t deadline_ms; /* since 1970, real time */
	const char *function; /* its name */
};

/* Open, once in a process. -1 with words. */
int gateway_open(const struct gateway_ears *ears, struct error *error);
/* To be polled for reading; -1 while it is not open. */
int gateway_fd(void);
/* Take what has come and answer it; does not wait. */
void gateway_turn(void);
/* All seats must be closed. */
void gateway_close(void);

/* A new address; NULL with words. */
struct seat *seat_open(void *owner, struct error *error);
uint16_t seat_port(const struct seat *seat);
/* Whether its instance waits for a request. */
bool seat_waits(const struct seat *seat);
/* Give it one; false when it does not wait, or memory is out. Its id, for the log, goes into id. The answer may be heard before this returns. */
bool seat_give(struct seat *seat, const struct gateway_request *request, char id[GATEWAY_ID]);
/* Nobody will come by there any more. */
void seat_close(struct seat *seat);

#endif
