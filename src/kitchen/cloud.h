/* cloud.h - requests that are handled in instances: processes of their own that have nothing in common with one another.
 *
 * A cloud is a pool whose workers come and go: who makes a request gets a future, and the kitchen process, which is the platform here, finds an instance for it
 * (platform.h). Requests and answers are JSON text. A request that is not over counts among the alive, and as awake: it comes to an end by itself. */
#ifndef LUNCHRUSH_KITCHEN_CLOUD_H
#define LUNCHRUSH_KITCHEN_CLOUD_H

#include "kitchen/device.h"
#include "kitchen/pool.h"

#define CLOUD_INSTANCES_MAX 250 /* of all clouds together, at one time */

struct cloud {
	struct pool pool;     /* first: a cloud is a pool */
	struct device device; /* the platform's part of it */
	uint32_t limit;       /* instances at one time */
	uint64_t timeout_ns;  /* kitchen time that a request may take */
	uint64_t idle_ns;     /* kitchen time after which an instance with nothing to do goes */
	uint32_t retries;     /* further tries of a request that nobody waits for */
};

/* NULL when the arena is full. The four above are the caller's to set before it is announced. */
struct cloud *cloud_new(uint32_t name, struct worker *maker);

/* Tell of its device, once the cloud was. */
void cloud_announce(struct cloud *cloud, const struct worker *maker);

/* Give a request: takes over the JSON text in `event`. `thing`: what it is about, 0 nothing. `posted`: nobody waits for the answer, and no handle is counted. NULL when memory
 * is out. Any worker. */
struct future *cloud_invoke(struct cloud *cloud, struct worker *worker, struct packed event, uint32_t thing, bool posted);

/* ---- the kitchen process ---- */

/* The request that has waited longest to be looked at; NULL none. */
struct future *cloud_take(struct cloud *cloud);
/* It is over: `result` is JSON text, or, where it is an error, words; taken over. */
void cloud_settle(struct cloud *cloud, struct future *future, struct packed result, bool error);

#endif
