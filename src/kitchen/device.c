/* device.c - the kitchen process's table of devices. There are few, so the next one due is found by looking at all. A device's function
 * pointer is good here because both processes are one program at one address (a fork). */
#include "kitchen/device.h"

#define DEVICES_MAX 256

static struct {
	struct device *device;
	uint64_t due_ns;
} table[DEVICES_MAX];
static int count;

void device_call(struct device *device)
{
	if (!arena->turn.controlled)
		inbox_push(&arena->devices, &device->worker->runner);
}

/* Where the device stands in the table; added when it is new. */
static int find(struct device *device)
{
	for (int i = 0; i < count; i++)
		if (table[i].device == device)
			return i;
	if (count == DEVICES_MAX) {
		arena_fail("too many arrivals and grills: at most %d", DEVICES_MAX);
		return -1;
	}
	table[count].device = device;
	return count++;
}

static void answer_calls(void)
{
	struct runner *next, *runner = inbox_take(&arena->devices);
	for (; runner; runner = next) {
		next = runner->next;
		atomic_store(&runner->in_inbox, 0);
		int i = find(worker_of_runner(runner)->own);
		if (i >= 0)
			table[i].due_ns = 0;
	}
}

uint64_t devices_turn(uint64_t now_ns, bool unlimited)
{
	uint64_t next = DEVICE_NEVER;
	answer_calls();
	for (int i = 0; i < count; i++) {
		if (table[i].due_ns <= now_ns || unlimited)
			table[i].due_ns = table[i].device->step(table[i].device, now_ns, unlimited);
		if (table[i].due_ns < next)
			next = table[i].due_ns;
	}
	return next;
}
