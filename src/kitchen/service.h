/* service.h - service{}: a real HTTP service for the run, a process of its own.
 *
 * The kitchen process starts it (this program once more, as `lunchrush service --port 0 --report FD`), hears from it what it hears and answers, tells that as
 * events of a device, and ends it with the run. A line at a time goes through the socket, both ways; see src/service/report.h.
 *
 * Its latency and its limit are kitchen time, so they follow the pace; where time is not real (under control, at unlimited pace) it answers at once, without a limit.
 * Under control nothing is told of what it does: it is no part of the schedule, and would come in between at another place each time. It is counted all the same. */
#ifndef LUNCHRUSH_KITCHEN_SERVICE_H
#define LUNCHRUSH_KITCHEN_SERVICE_H

#include "kitchen/device.h"
#include "trace/error.h"

#include <poll.h>

#define SERVICES_MAX 8 /* in one run */

struct service {
	struct object object;
	struct device device;    /* never due: it moves by itself, and its runner's inbox is arena->services */
	uint64_t latency_ns, jitter_ns; /* kitchen time */
	double error_rate;       /* 0 to 1 */
	double rate_limit;       /* requests a kitchen second; 0 none */
	uint32_t page_bytes;     /* of a page, when nobody says how long */
	_Atomic uint32_t port;   /* 0 until it listens, SERVICE_FAILED; a futex word, by the kitchen process, release */
};

#define SERVICE_FAILED UINT32_MAX /* it could not be started; the run has failed */

/* A service for the caller to fill in and then start; NULL when there are too many. The floor. */
struct service *service_new(uint32_t name, struct worker *maker);
/* Have the kitchen process start it and wait until it listens. Its port, SERVICE_FAILED when the run has failed. The floor, no guard held. */
uint32_t service_start(struct service *service);

/* Whether a recipe may talk to this URL: http or https, one of the run's own services, or the host and port that --url names. Any process. */
bool service_allows(const char *url);

/* ---- the kitchen process ---- */

/* Start those that are wanted, hear those that spoke, tell them of a new pace. Often, and whenever the bell rang. Not while held, but for starting. */
void service_turn(bool held);
/* Fill in descriptors to poll, at most SERVICES_MAX; how many. */
int service_polls(struct pollfd *polls, bool held);
/* The run is over: what they still said is told, and none is left when this returns. */
void service_end(void);

#endif
