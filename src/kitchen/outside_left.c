/* outside_left.c - what outside programs have left running when the run is over.
 *
 * A program that goes into the background is nobody's child any more, and so the kitchen process's (it is a subreaper, see crew.c). Which those are the kernel does not
 * say but in /proc: all children of ours that are no workers. Looked for only in a run that started programs. */
#include "kitchen/outside.h"

#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The parent of a process; 0 when there is no such process. The name in the line may hold anything, so it is read from its last parenthesis on. */
static int parent_of(int pid)
{
	char path[40], line[512] = "";
	int parent = 0;
	snprintf(path, sizeof path, "/proc/%d/stat", pid);
	FILE *file = fopen(path, "re");
	if (!file)
		return 0;
	const char *end = fgets(line, sizeof line, file) ? strrchr(line, ')') : NULL;
	if (end)
		sscanf(end, ") %*c %d", &parent);
	fclose(file);
	return parent;
}

static bool is_worker(int pid)
{
	uint32_t count = atomic_load(&arena->worker_count);
	for (uint32_t id = 1; id < count; id++)
		if (atomic_load(&worker_at(id)->pid) == pid)
			return true;
	return false;
}

void outside_kill_left(void)
{
	const struct dirent *entry;
	DIR *all = atomic_load(&arena->commands) ? opendir("/proc") : NULL;
	while (all && (entry = readdir(all))) {
		int pid = atoi(entry->d_name);
		if (pid > 0 && parent_of(pid) == getpid() && !is_worker(pid))
			kill(pid, SIGKILL);
	}
	if (all)
		closedir(all);
}
