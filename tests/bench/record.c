/* record.c - what a recording costs, and how large it is: a quarter of an hour of the first kitchen under control, recorded in virtual time.
 *
 * All that the recorder does for a recorded second is counted, the run and drawing each frame with it. What the key R adds to a run that is watched anyway is measured by itself: CPU time of
 * the screen's process, with R and without, in turns; for a kitchen that people watch, over the same seconds, and for one as fast as the machine, from its beginning to its end. */
#include "bench.h"

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
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

/* ---- the key R ---- */

#define COLUMNS 120
#define LINES 36
#define WATCHED_S 5.0

/* A run on the screen, and whether R records it. */
struct watched {
	const char *words[10];  /* after the program; NULL-ended */
	bool recorded, to_end;
};

/* Read what comes for so long, or until nothing came for a second. */
static void look_on(int fd, double seconds, bool still)
{
	char bytes[65536];
	double until = bench_now() + seconds, left;
	while ((left = until - bench_now()) > 0) {
		struct pollfd ready = { fd, POLLIN, 0 };
		int ms = (int)(left * 1000) + 1, got = poll(&ready, 1, still && ms > 1000 ? 1000 : ms);
		if ((got == 0 && still) || (got > 0 && read(fd, bytes, sizeof bytes) <= 0))
			return;
	}
}

static double cpu_s(pid_t pid)
{
	clockid_t clock;
	struct timespec used;
	if (clock_getcpuclockid(pid, &clock) || clock_gettime(clock, &used))
		return -1;
	return (double)used.tv_sec + (double)used.tv_nsec * 1e-9;
}

static bool press(const struct child *child, const char *key)
{
	return write(child->fd, key, strlen(key)) == (ssize_t)strlen(key);
}

/* CPU time of the screen: percent of a core while it is looked at, or seconds up to the run's end. -1: it could not be had. */
static double watch_cpu(struct bench *bench, const void *how)
{
	const struct watched *is = how;
	const char *words[12] = { bench->program, "run" };
	struct child child;
	for (int i = 0; is->words[i]; i++)
		words[i + 2] = is->words[i];
	if (!child_start(bench, &child, words, COLUMNS, LINES))
		return -1;
	if (!is->to_end)
		look_on(child.fd, 2, false);
	bool good = !is->recorded || press(&child, "R");
	if (!is->to_end)
		look_on(child.fd, 1, false);
	double begun = is->to_end ? 0 : cpu_s(child.pid), start = bench_now();
	look_on(child.fd, is->to_end ? 60 : WATCHED_S, is->to_end);
	double used = cpu_s(child.pid) - begun, seconds = bench_now() - start;
	child_end(bench, &child);
	return !good || used < 0 ? -1 : is->to_end ? used : used / seconds * 100;
}

static void tell_added(struct bench *bench)
{
	struct watched plain = { .words = { "burgers", "--engine", "threads" } }, recorded = plain;
	double added[ROUNDS];
	recorded.recorded = true;
	for (int i = 0; i < ROUNDS; i++) {
		double without = watch_cpu(bench, &plain), with = watch_cpu(bench, &recorded);
		added[i] = without < 0 || with < 0 ? -1 : with > without ? with - without : 0;
	}
	bench_tell("record: what R adds to burgers at 120x36", bench_median(added, ROUNDS), "% of core", "\xe2\x89\xa4 3 %");
}

static void tell_ratio(struct bench *bench)
{
	char recipe[512];
	snprintf(recipe, sizeof recipe, "%s/belt.lua", bench->folder);
	struct watched plain = { .words = { recipe, "--pace", "max", "--set", "items=1000000" }, .to_end = true }, recorded = plain;
	recorded.recorded = true;
	bench_compare(bench, &(struct figure){ "record: the screen of 3 million events, with R", "s", "without", "\xe2\x89\xa4 1.03" }, (struct side){ watch_cpu, &recorded },
		(struct side){ watch_cpu, &plain });
}

/* R records into the current folder: that is `folder` meanwhile. */
static void tell_key(struct bench *bench, const char *folder)
{
	char program[4096], recipes[4096];
	const char *program_was = bench->program, *folder_was = bench->folder;
	int here = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (here < 0 || !realpath(bench->program, program) || !realpath(bench->folder, recipes) || chdir(folder)) {
		bench_miss("record: what R adds", "its folder cannot be entered");
	} else {
		bench->program = program;
		bench->folder = recipes;
		tell_added(bench);
		tell_ratio(bench);
		bench->program = program_was;
		bench->folder = folder_was;
		if (fchdir(here))
			bench_miss("record", "there is no way back to where it began");
	}
	if (here >= 0)
		close(here);
}

static void empty(const char *folder)
{
	char path[512];
	DIR *dir = opendir(folder);
	struct dirent *entry;
	while (dir && (entry = readdir(dir)))
		if (*entry->d_name != '.' && (size_t)snprintf(path, sizeof path, "%s/%s", folder, entry->d_name) < sizeof path)
			unlink(path);
	if (dir)
		closedir(dir);
	rmdir(folder);
}

void bench_record(struct bench *bench)
{
	char folder[] = "/tmp/lunchrush-bench-XXXXXX", path[64];
	double cost[ROUNDS], two_minutes[ROUNDS];
	struct recorded is = { 0 };
	if (!mkdtemp(folder)) {
		bench_miss("record", "no folder can be made");
		return;
	}
	snprintf(path, sizeof path, "%s/burgers.cast", folder);
	for (int i = 0; i < ROUNDS; i++) {
		bool good = record(bench, path, &is);
		cost[i] = good ? is.cpu_s / is.recorded_s * 100 : -1;
		two_minutes[i] = good ? is.real_s / is.recorded_s * 120 : -1;
	}
	bench_tell("record: CPU time, of a recorded second, drawing and all", bench_median(cost, ROUNDS), "%", "\xe2\x89\xa4 3 %");
	bench_tell("record: two minutes of virtual time", bench_median(two_minutes, ROUNDS), "s", "\xe2\x89\xa4 3 s");
	bench_tell("record: an hour at 90x30", is.recorded_s > 0 ? is.bytes / is.recorded_s * 3600 / 1e6 : -1, "MB", "\xe2\x89\xa4 20 MB");
	tell_key(bench, folder);
	empty(folder);
}
