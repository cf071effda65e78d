/* footprint.c - see footprint.h.
 *
 * The floor's peak is the kernel's own (ru_maxrss), exact. What a forked process shares with the floor is counted there already; beside it counts
 * what is private to it, looked at from time to time: a process that lives less long than the time between two looks may be missed. */
#include "kitchen/footprint.h"

#include "kitchen/usage.h"

static struct rusage floor_usage;
static uint64_t most_kb;

static bool is_process(const struct worker *worker)
{
	return worker_is_process(worker) && worker->role != ROLE_OF_MAIN && atomic_load(&worker->pid) > 0 && !atomic_load(&worker->left);
}

/* Whether there may be a process to look at: any worker so far that has one, an instance too. Each worker is asked but once, for there may be very many. */
static bool any_process(uint32_t count)
{
	static uint32_t asked = 1;
	static bool any;
	for (; !any && asked < count; asked++)
		any = worker_at(asked)->role != ROLE_OF_MAIN && worker_is_process(worker_at(asked));
	return any || arena->mends;
}

void footprint_look(void)
{
	uint32_t count = atomic_load_explicit(&arena->worker_count, memory_order_acquire), own_kb;
	uint64_t sum_kb = 0;
	if (!any_process(count))
		return;
	for (uint32_t id = 1; id < count; id++)
		if (is_process(worker_at(id)) && usage_private(atomic_load(&worker_at(id)->pid), &own_kb))
			sum_kb += own_kb;
	if (sum_kb > most_kb)
		most_kb = sum_kb;
}

void footprint_floor(const struct rusage *usage)
{
	floor_usage = *usage;
}

static double seconds(struct timeval time)
{
	return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

json_t *footprint_report(void)
{
	return json_pack("{s:f,s:I}", "cpu_s", seconds(floor_usage.ru_utime) + seconds(floor_usage.ru_stime), "peak_kb", (json_int_t)(floor_usage.ru_maxrss + (long)most_kb));
}
