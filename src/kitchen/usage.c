/* usage.c - see usage.h. /proc/PID/task/TID/schedstat: CPU time and run-queue wait in ns; status: switches; stat: the core (field 39). */
#include "kitchen/usage.h"

#include "kitchen/wait.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

/* The start of a small file as a string; false when it is not there. */
static bool slurp(int pid, int tid, const char *name, char *to, size_t size)
{
	char path[64];
	snprintf(path, sizeof path, "/proc/%d/task/%d/%s", pid, tid, name);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : read(fd, to, size - 1);
	if (fd >= 0)
		close(fd);
	if (n <= 0)
		return false;
	to[n] = 0;
	return true;
}

static uint32_t number_after(const char *text, const char *key)
{
	const char *at = strstr(text, key);
	return at ? (uint32_t)strtoul(at + strlen(key), NULL, 10) : 0;
}

/* Field 39 of stat; the name in field 2 may hold spaces, so count from the last parenthesis, which ends it. */
static uint16_t core_of(const char *stat)
{
	const char *at = strrchr(stat, ')');
	for (int field = 2; at && field < 39; field++)
		at = strchr(at + 1, ' ');
	return at ? (uint16_t)strtoul(at, NULL, 10) : UINT16_MAX;
}

bool usage_read(int pid, int tid, struct usage *usage)
{
	char text[4096];
	char *end;
	if (!slurp(pid, tid, "schedstat", text, sizeof text))
		return false;
	usage->cpu_ns = strtoull(text, &end, 10);
	usage->wait_ns = strtoull(end, NULL, 10);
	if (!slurp(pid, tid, "status", text, sizeof text))
		return false;
	usage->voluntary = number_after(text, "\nvoluntary_ctxt_switches:");
	usage->involuntary = number_after(text, "\nnonvoluntary_ctxt_switches:");
	if (!slurp(pid, tid, "stat", text, sizeof text))
		return false;
	usage->core = core_of(text);
	return true;
}

bool usage_memory(int pid, uint32_t *own_kb, uint32_t *resident_kb)
{
	char text[2048];
	if (!slurp(pid, pid, "smaps_rollup", text, sizeof text))
		return false;
	*resident_kb = number_after(text, "\nRss:");
	*own_kb = number_after(text, "\nPss:");
	return true;
}

bool usage_private(int pid, uint32_t *kb)
{
	char text[2048];
	if (!slurp(pid, pid, "smaps_rollup", text, sizeof text))
		return false;
	*kb = number_after(text, "\nPrivate_Clean:") + number_after(text, "\nPrivate_Dirty:");
	return true;
}

#define SET(field, v) atomic_store_explicit(&worker->field, (v), memory_order_relaxed)
#define GET(field) atomic_load_explicit(&worker->field, memory_order_relaxed)

void usage_of_thread(struct worker *worker)
{
	struct rusage own;
	if (wait_engine_of(worker)->yields || getrusage(RUSAGE_THREAD, &own) != 0)
		return;
	SET(cpu_ns, (uint64_t)(own.ru_utime.tv_sec + own.ru_stime.tv_sec) * 1000000000u + (uint64_t)(own.ru_utime.tv_usec + own.ru_stime.tv_usec) * 1000u);
	SET(voluntary, (uint32_t)own.ru_nvcsw);
	SET(involuntary, (uint32_t)own.ru_nivcsw);
}

void usage_resumed(struct task *task, uint64_t ready_for_ns)
{
	struct worker *worker = task->worker;
	task->resumed_ns = clock_real_ns();
	atomic_store_explicit(&arena->running, worker->id, memory_order_relaxed);
	SET(wait_ns, GET(wait_ns) + ready_for_ns);
}

void usage_paused(struct task *task)
{
	struct worker *worker = task->worker;
	atomic_store_explicit(&arena->running, 0, memory_order_relaxed);
	SET(cpu_ns, GET(cpu_ns) + clock_real_ns() - task->resumed_ns);
	SET(voluntary, GET(voluntary) + 1);
}
