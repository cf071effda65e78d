/* arrivals.h - customers coming in by themselves: a queue with a device that puts numbers 1, 2, 3 … into it and then closes it. */
#ifndef LUNCHRUSH_KITCHEN_ARRIVALS_H
#define LUNCHRUSH_KITCHEN_ARRIVALS_H

#include "kitchen/device.h"
#include "kitchen/queue.h"

struct arrivals {
	struct queue queue; /* first: an arrivals is a queue */
	struct device device;
	uint64_t every_ns;  /* kitchen time between two */
	double jitter;      /* each gap is every × (1 ± jitter), 0 to 1 */
	uint64_t due_ns;    /* of the next */
	uint64_t random;    /* state of its own random numbers, from the run's seed: the same run, the same customers */
	uint32_t count;     /* how many will come */
	uint32_t came;
	bool done;          /* all have come, the queue is closed */
};

/* capacity 0: no bound; with one, customers wait at the door. NULL when the arena is full. */
struct arrivals *arrivals_new(uint32_t name, uint32_t count, uint64_t every_ns, double jitter, uint32_t capacity, struct worker *maker);

#endif
