/* settle.c - see settle.h.
 *
 * A guard holds the id of the thread that has it (guard.h), and a worker's process has one thread. So a process that stands still can be asked: when some guard is its,
 * it goes on a little and is stopped anew. */
#include "kitchen/settle.h"

#include "kitchen/object.h"

#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#define TRIES_NS 2000000000u
#define LITTLE_NS 20000u

/* The letter of a process's state; 0: it is gone. */
static char state_of(int pid)
{
	char path[32], text[256];
	snprintf(path, sizeof path, "/proc/%d/stat", pid);
	FILE *file = fopen(path, "re");
	if (!file)
		return 0;
	size_t n = fread(text, 1, sizeof text - 1, file);
	fclose(file);
	text[n] = 0;
	const char *name_end = strrchr(text, ')');
	return name_end && name_end[1] ? name_end[2] : 0;
}

static bool has(const struct guard *guard, uint32_t tid)
{
	return (atomic_load(&guard->holder) & ~GUARD_AWAITED) == tid;
}

/* Whether the process, which stands still, has a guard or is amid something else. */
static bool is_amid(const struct worker *worker, uint32_t tid)
{
	const struct guard *const kitchens[] = { &arena->guard_workers, &arena->guard_objects, &arena->guard_futures, &arena->guard_texts, &arena->guard_rings,
		&arena->guard_notices, &arena->guard_violations, &arena->guard_heap };
	if (atomic_load(&worker->amid) || (atomic_load(&arena->failed) == tid && !atomic_load(&arena->failure_whole)))
		return true;
	for (size_t i = 0; i < sizeof kitchens / sizeof *kitchens; i++)
		if (has(kitchens[i], tid))
			return true;
	for (size_t i = 0; i < sizeof arena->guard_joins / sizeof *arena->guard_joins; i++)
		if (has(&arena->guard_joins[i], tid))
			return true;
	for (uint32_t id = 1, count = atomic_load_explicit(&arena->object_count, memory_order_acquire); id < count; id++)
		if (has(&object_at(id)->guard, tid))
			return true;
	return false;
}

/* Wait until the process stands still; false when it is gone, or it is too late. */
static bool stands_still(int pid, uint64_t until_ns)
{
	char state;
	while ((state = state_of(pid)) != 'T' && state != 't') {
		if (!state || strchr("ZX", state) || clock_gettime_ns() > until_ns)
			return false;
		sched_yield();
	}
	return true;
}

bool settle(const struct worker *worker)
{
	int pid = atomic_load(&worker->pid);
	uint64_t until_ns = clock_gettime_ns() + TRIES_NS;
	while (kill(pid, SIGSTOP) == 0 && stands_still(pid, until_ns)) {
		if (!is_amid(worker, (uint32_t)pid))
			return true;
		kill(pid, SIGCONT);
		nanosleep(&(struct timespec){ .tv_nsec = LITTLE_NS }, NULL);
	}
	return false;
}
