/* usage.h - what a worker costs: CPU time, time ready but not run, switches.
 *
 * A thread's figures come from the kernel: the thread itself takes them when it ends, the kitchen process samples them meanwhile (watch.c). On the
 * loop tasks share a thread; there the loop measures how long each had control and how long it was ready, and each time it
 * gave control up counts as a voluntary switch. */
#ifndef LUNCHRUSH_KITCHEN_USAGE_H
#define LUNCHRUSH_KITCHEN_USAGE_H

#include "kitchen/task.h"

/* The worker ends in the calling thread. Does nothing on the loop. */
void usage_of_thread(struct worker *worker);
/* The loop gave the task control, took it back. */
void usage_resumed(struct task *task, uint64_t ready_for_ns);
void usage_paused(struct task *task);

/* A thread's figures out of /proc; false when it is gone. Any process. */
struct usage {
	uint64_t cpu_ns, wait_ns;
	uint32_t voluntary, involuntary;
	uint16_t core;
};
/* Memory of a process, kilobytes: its own share of it (PSS) and all that is resident (RSS). Walks its page tables: not often. */
bool usage_memory(int pid, uint32_t *own_kb, uint32_t *resident_kb);
/* Memory that nobody else has, kilobytes. The same cost. */
bool usage_private(int pid, uint32_t *kb);
bool usage_read(int pid, int tid, struct usage *usage);

#endif
