/* fetch.h - one request: a page is asked for through libcurl, and comes or does not.
 *
 * What is common to both ways of waiting: waiting in the calling thread (fetch_wait), and being told by the loop (fetch_loop_start). Neither tells
 * events; the word in api_fetch.c does. Only HTTP and HTTPS, no proxy, no redirects: a 302 is an answer like any other. What comes is from strangers:
 * at most FETCH_BYTES of a body, FETCH_HELD_BYTES of all that are on their way at once in one process. */
#ifndef LUNCHRUSH_KITCHEN_FETCH_H
#define LUNCHRUSH_KITCHEN_FETCH_H

#include "kitchen/worker.h"
#include "trace/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define FETCH_BYTES (64u << 20)
#define FETCH_HELD_BYTES (256u << 20)
#define FETCH_TIMEOUT_NS UINT64_C(30000000000) /* kitchen time, where nobody says */
#define FETCH_WORDS 200

struct fetch {
	struct worker *worker;
	char *url;           /* owned */
	uint32_t path;       /* of the URL, with what follows a ?; text */
	uint32_t number;     /* of the request in the run, from 1 */
	uint16_t session;    /* object id; 0: a connection of its own */
	bool connected;      /* a connection was opened for it */
	bool over;           /* the rest is whole */
	uint16_t status;     /* 0: no answer */
	uint64_t timeout_ns; /* kitchen time; in virtual time and at unlimited pace real */
	uint64_t begun_real_ns, due_kitchen_ns;
	char *body;          /* owned; not NUL-ended */
	size_t length, size; /* bytes in it, allotted */
	char *words;         /* why no answer came; owned, NULL: no memory was left to say it */

	/* while it is under way; the way's own */
	void *easy;
	struct loop_client *client;
	struct fetch *next, **place;
};

/* Make a request ready (`fetch` is zeroed). -1 with words when it is no URL, or one that a recipe may not ask. */
int fetch_open(struct fetch *fetch, struct worker *worker, const char *url, uint16_t session, uint64_t timeout_ns, struct error *error);
/* Free what it has; one that is under way is given up. */
void fetch_release(struct fetch *fetch);

/* Ask, and wait in the calling thread until it is over. No guard held, no GIL. */
void fetch_wait(struct fetch *fetch);

/* The loop's thread: ask; `done` is called there when it is over, never from within this call. `fetch` must stay where it is until then. */
void fetch_loop_start(struct fetch *fetch, void (*done)(struct fetch *fetch));
/* Give it up: `done` is not called. */
void fetch_loop_stop(struct fetch *fetch);

/* ---- for the two ways ---- */

/* libcurl is ready; any thread. The first time it takes milliseconds. */
void fetch_library(void);
/* An easy handle gets all that the request needs. It must not be used for another before fetch_finish. */
void fetch_prepare(struct fetch *fetch, void *easy);
/* It is over, with libcurl's code. */
void fetch_finish(struct fetch *fetch, void *easy, int code);
/* The answer is this body, which was allotted with malloc and is taken over; its status is set by the caller. */
void fetch_give_body(struct fetch *fetch, char *body, size_t length);
/* It is over: the time was up. */
void fetch_finish_late(struct fetch *fetch);
/* Real nanoseconds until it must be looked at again, 0: the time is up. It follows the kitchen's clock: its pace, and that it is held. */
uint64_t fetch_patience_ns(const struct fetch *fetch);

#endif
