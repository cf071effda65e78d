/* crowd.c - what a task that waits takes: 100,000 on the loop at once, each in q:get().
 *
 * The recipe says so when everybody waits; then the floor's resident memory is read from the kernel, and the same with one task is
 * taken off. The floor is the child of the kitchen process, which is the child of the program; it shares the arena with the kitchen, so a task's slot there
 * and its waiting count, too. */
#include "bench.h"

#include "../kin.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define TASKS 100000

/* Resident bytes; -1 when they cannot be had. */
static double resident(int pid)
{
	char path[64];
	double pages = -1;
	snprintf(path, sizeof path, "/proc/%d/statm", pid);
	FILE *file = fopen(path, "r");
	if (file && fscanf(file, "%*f %lf", &pages) != 1)
		pages = -1;
	if (file)
		fclose(file);
	return pages < 0 ? -1 : pages * (double)sysconf(_SC_PAGESIZE);
}

static bool wait_for_words(FILE *from, const char *words)
{
	char line[1024];
	while (fgets(line, sizeof line, from))
		if (strstr(line, words))
			return true;
	return false;
}

/* Resident bytes of a floor with so many tasks waiting. */
static double floor_with(struct bench *bench, const char *recipe, int tasks)
{
	char path[4096], setting[64];
	const char *words[] = { bench->program, "run", path, "--plain", "--engine", "loop", "--set", setting, NULL };
	struct child child;
	double bytes = -1;
	snprintf(path, sizeof path, "%s/%s", bench->folder, recipe);
	snprintf(setting, sizeof setting, "tasks=%d", tasks);
	if (!child_start(bench, &child, words, 0, 0))
		return -1;
	FILE *from = fdopen(dup(child.fd), "r");
	if (from && wait_for_words(from, "everybody waits"))
		bytes = resident(kin_child(kin_child(child.pid)));
	if (from)
		fclose(from);
	child_end(bench, &child);
	return bytes;
}

static void tell(struct bench *bench, const char *what, const char *recipe)
{
	double each[3];
	for (int i = 0; i < 3; i++) {
		double one = floor_with(bench, recipe, 1), all = floor_with(bench, recipe, TASKS);
		each[i] = one < 0 || all < one ? -1 : (all - one) / TASKS / 1000;
	}
	double kb = bench_median(each, 3);
	if (kb < 0)
		bench_miss(what, "the floor's memory could not be read");
	else
		bench_tell(what, kb, "KB", "≤ 1.6 KB");
}

void bench_crowd(struct bench *bench)
{
	tell(bench, "loop: a waiting task's resident memory, of 100,000", "crowd.lua");
	tell(bench, "the same, with a captured queue", "crowd_captured.lua");
}
