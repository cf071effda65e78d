/* arrivals.c - see arrivals.h. While customers are still to come the device counts as awake. */
#include "kitchen/arrivals.h"

#include "kitchen/explore.h"
#include "kitchen/probe.h"
#include "kitchen/random.h"

static uint64_t gap(struct arrivals *arrivals)
{
	double stretch = 1 + arrivals->jitter * (2 * random_unit(&arrivals->random) - 1);
	return (uint64_t)((double)arrivals->every_ns * stretch);
}

/* The next customer comes in; false when nobody more can come now: the door is closed for good, or there is no room (the device then waits
 * for some). */
static bool come(struct arrivals *arrivals)
{
	uint32_t number = arrivals->came + 1;
	struct cargo cargo = { .value = word_integer(number), .thing = thing_number(number) };
	if (number > atomic_load_explicit(&arena->numbers, memory_order_relaxed)) /* before anybody can take it: who is killed then has an order in hand */
		atomic_store_explicit(&arena->numbers, number, memory_order_relaxed);
	enum queue_result result = queue_put(&arrivals->queue, arrivals->device.worker, &cargo, KIND_ARRIVE);
	if (result == QUEUE_CLOSED)
		arrivals->count = arrivals->came;
	if (result != QUEUE_OK)
		return false;
	arrivals->came = number;
	atomic_fetch_add_explicit(&arena->arrived, 1, memory_order_relaxed);
	arrivals->due_ns += gap(arrivals);
	return true;
}

static uint64_t arrivals_step(struct device *device, uint64_t now_ns, bool unlimited)
{
	struct arrivals *arrivals = (struct arrivals *)((char *)device - offsetof(struct arrivals, device));
	if (arrivals->done || device->worker->reason != REASON_NONE)
		return DEVICE_NEVER;
	while (arrivals->came < arrivals->count && (arrivals->due_ns <= now_ns || unlimited))
		if (!come(arrivals) || turn_controlled(&arena->turn))
			break;
	if (arrivals->came < arrivals->count)
		return device->worker->reason == REASON_NONE ? arrivals->due_ns : DEVICE_NEVER;
	arrivals->done = true;
	queue_close(&arrivals->queue, device->worker);
	atomic_fetch_sub_explicit(&arena->awake, 1, memory_order_relaxed);
	return DEVICE_NEVER;
}

static uint64_t arrivals_due(const struct device *device)
{
	const struct arrivals *arrivals = (const struct arrivals *)((const char *)device - offsetof(struct arrivals, device));
	return arrivals->done || device->worker->reason != REASON_NONE ? DEVICE_NEVER : arrivals->due_ns;
}

struct arrivals *arrivals_new(uint32_t name, uint32_t count, uint64_t every_ns, double jitter, uint32_t capacity, struct worker *maker)
{
	struct arrivals *arrivals = (struct arrivals *)object_new(sizeof *arrivals, OBJECT_ARRIVALS, name);
	if (!arrivals || queue_open(&arrivals->queue, capacity) != 0)
		return NULL;
	arrivals->count = count;
	if (arena->turn.exploring)
		explore_timed();
	arrivals->every_ns = every_ns;
	arrivals->jitter = jitter;
	arrivals->random = arena->seed ^ (uint64_t)name << 32;
	arrivals->due_ns = clock_kitchen_ns(&arena->clock) + gap(arrivals);
	arrivals->device = (struct device){ worker_new(name, ROLE_OF_DEVICE, maker), arrivals_step, arrivals_due };
	if (!arrivals->device.worker)
		return NULL;
	arrivals->device.worker->own = &arrivals->device;
	atomic_fetch_add_explicit(&arena->awake, 1, memory_order_relaxed);
	return arrivals;
}
