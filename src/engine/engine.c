/* engine.c - the table of engines, and inboxes.
 *
 * An inbox is a stack that many push onto and one takes whole (so there is no ABA), turned round to keep the order. */
#include "engine/engine.h"

#include <string.h>
#include <sys/eventfd.h>

const struct engine *const engines[] = { &engine_threads, &engine_loop, &engine_processes, &engine_instances, &engine_sequential, NULL };

const struct engine *engine_named(const char *name)
{
	for (const struct engine *const *e = engines; *e; e++)
		if (strcmp((*e)->name, name) == 0)
			return *e;
	return NULL;
}

void inbox_push(struct inbox *inbox, struct runner *runner)
{
	uint32_t out = 0;
	if (!atomic_compare_exchange_strong(&runner->in_inbox, &out, 1))
		return;
	struct runner *first = atomic_load_explicit(&inbox->first, memory_order_relaxed);
	do
		runner->next = first;
	while (!atomic_compare_exchange_weak_explicit(&inbox->first, &first, runner, memory_order_release, memory_order_relaxed));
	eventfd_write(inbox->eventfd, 1);
}

struct runner *inbox_take(struct inbox *inbox)
{
	struct runner *reversed = atomic_exchange_explicit(&inbox->first, NULL, memory_order_acquire), *ordered = NULL;
	while (reversed) {
		struct runner *next = reversed->next;
		reversed->next = ordered;
		ordered = reversed;
		reversed = next;
	}
	return ordered;
}
