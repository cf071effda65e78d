/* kin.h - processes found by who started whom, never by name: others may run the same program. */
#ifndef LUNCHRUSH_TESTS_KIN_H
#define LUNCHRUSH_TESTS_KIN_H

#include <stdio.h>
#include <sys/types.h>

/* The first process that the main thread of `parent` started and that lives; 0 none. */
static inline pid_t kin_child(pid_t parent)
{
	char path[64];
	int child = 0;
	snprintf(path, sizeof path, "/proc/%d/task/%d/children", parent, parent);
	FILE *file = fopen(path, "r");
	if (file && fscanf(file, "%d", &child) != 1)
		child = 0;
	if (file)
		fclose(file);
	return child;
}

#endif
