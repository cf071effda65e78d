/* record.c - what a recording costs, and how large it is: a quarter of an hour of the first kitchen under control, recorded in virtual time.
 *
 * All that the recorder does for a recorded second is counted, the run and drawing each frame with it: what recording adds to a run that is watched anyway is only a part of that. */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define ROUNDS 5

struct recorded {
	double real_s, cpu_s, recorded_s, bytes;
};

/* The time of the last event. */
static double end_of(const char *path)
{
	char line[256];
	FILE *file = fopen(path, "r");
	double seconds = -1, now;
	while (file && fgets(line, sizeof line, file))
		if (sscanf(line, "[%lf, \"", &now) == 1)
			seconds = now;
	if (file)
		fclose(file);
	return seconds;
}

static double cpu_of(const struct rusage *use)
{
	return (double)(use->ru_utime.tv_sec + use->ru_stime.tv_sec) + (double)(use->ru_utime.tv_usec + use->ru_stime.tv_usec) * 1e-6;
}

static bool record(struct bench *bench, const char *path, struct recorded *to)
{
	struct rusage use;
	struct stat is;
	int status;
	double start = bench_now();
	pid_t pid = fork();
	if (pid == 0) {
		execl(bench->program, bench->program, "record", "burgers", "--policy", "round-robin", "-o", path, (char *)NULL);
		_exit(127);
	}
	bench->measured = pid;
	bool good = pid > 0 && wait4(pid, &status, 0, &use) == pid && status == 0 && stat(path, &is) == 0;
	bench->measured = 0;
	if (!good)
		return false;
	*to = (struct recorded){ .real_s = bench_now() - start, .cpu_s = cpu_of(&use), .recorded_s = end_of(path), .bytes = (double)is.st_size };
	return to->recorded_s > 0;
}

void bench_record(struct bench *bench)
{
	char folder[] = "/tmp/lunchrush-bench-XXXXXX", path[64], beside[80];
	double cost[ROUNDS], two_minutes[ROUNDS];
	struct recorded is = { 0 };
	if (!mkdtemp(folder)) {
		bench_miss("record", "no folder can be made");
		return;
	}
	snprintf(path, sizeof path, "%s/burgers.cast", folder);
	snprintf(beside, sizeof beside, "%s.trace", path);
	for (int i = 0; i < ROUNDS; i++) {
		bool good = record(bench, path, &is);
		cost[i] = good ? is.cpu_s / is.recorded_s * 100 : -1;
		two_minutes[i] = good ? is.real_s / is.recorded_s * 120 : -1;
	}
	bench_tell("record: CPU time, of a recorded second, drawing and all", bench_median(cost, ROUNDS), "%", "\xe2\x89\xa4 3 %");
	bench_tell("record: two minutes of virtual time", bench_median(two_minutes, ROUNDS), "s", "\xe2\x89\xa4 3 s");
	bench_tell("record: an hour at 90x30", is.recorded_s > 0 ? is.bytes / is.recorded_s * 3600 / 1e6 : -1, "MB", "\xe2\x89\xa4 20 MB");
	unlink(path);
	unlink(beside);
	rmdir(folder);
}
