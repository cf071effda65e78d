/* screen.c - what the screen costs: a real program in a pseudo-terminal of 200 × 60, its CPU time read from the kernel.
 *
 * We read all that it writes, as a terminal does. CPU is the UI process's own clock; the kitchen and its workers are other
 * processes. A picture stands still when nothing was written for half a second. */
#include "bench.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define COLUMNS 200
#define ROWS 60
#define WATCHED_S 10.0
#define STILL_S 4.0
#define PAINTS 20

static const char rule[] = "\xe2\x94\x80"; /* ─, which every frame has and no set-up of the terminal */

/* Read what comes until `until` (bench_now) or `stop` says enough; returns bytes. */
static size_t watch(int fd, double until, bool (*stop)(const char *bytes, size_t length))
{
	char bytes[65536];
	size_t all = 0;
	double left;
	while ((left = until - bench_now()) > 0) {
		struct pollfd ready = { fd, POLLIN, 0 };
		if (poll(&ready, 1, (int)(left * 1000) + 1) <= 0)
			continue;
		ssize_t n = read(fd, bytes, sizeof bytes);
		if (n <= 0 && errno != EINTR)
			break;
		all += n > 0 ? (size_t)n : 0;
		if (n > 0 && stop && stop(bytes, (size_t)n))
			break;
	}
	return all;
}

static bool has_rule(const char *bytes, size_t length)
{
	return memmem(bytes, length, rule, sizeof rule - 1) != NULL;
}

/* The recipe's title, which the screen knows from the kitchen. */
static bool has_title(const char *bytes, size_t length)
{
	return memmem(bytes, length, "Concurrent", 10) != NULL;
}

/* Wait until half a second passes without a byte. */
static void wait_still(int fd)
{
	for (int i = 0; i < 60 && watch(fd, bench_now() + 0.5, NULL) > 0; i++)
		;
}

static double cpu_s(pid_t pid)
{
	clockid_t clock;
	struct timespec used;
	if (clock_getcpuclockid(pid, &clock) != 0 || clock_gettime(clock, &used) != 0)
		return -1;
	return (double)used.tv_sec + (double)used.tv_nsec / 1e9;
}

/* Percent of a core over so many seconds, and what was written meanwhile. */
static double busy(const struct child *child, double seconds, size_t *bytes)
{
	double cpu = cpu_s(child->pid), start = bench_now();
	*bytes = watch(child->fd, start + seconds, NULL);
	return (cpu_s(child->pid) - cpu) / (bench_now() - start) * 100;
}

static void tell_running(struct bench *bench, const char *engine)
{
	const char *words[] = { bench->program, "run", "burgers", "--engine", engine, "--set", "waiters=20", "--set", "customers=1000", NULL };
	struct child child;
	char what[128];
	size_t bytes;
	if (!child_start(bench, &child, words, COLUMNS, ROWS))
		return;
	watch(child.fd, bench_now() + 2, NULL);
	snprintf(what, sizeof what, "screen: burgers with 20 waiters at 200×60, %s", engine);
	bench_tell(what, busy(&child, WATCHED_S, &bytes), "% of core", "≤ 5 %");
	if (write(child.fd, " ", 1) == 1)
		wait_still(child.fd);
	snprintf(what, sizeof what, "screen: paused, %s", engine);
	bench_tell(what, busy(&child, STILL_S, &bytes), "% of core", "< 1 %");
	snprintf(what, sizeof what, "screen: bytes written while paused, %s", engine);
	bench_tell(what, (double)bytes, "bytes", "0");
	child_end(bench, &child);
}

static void tell_ended(struct bench *bench)
{
	const char *words[] = { bench->program, "run", "burgers", "--set", "customers=1", "--pace", "max", NULL };
	struct child child;
	size_t bytes;
	if (!child_start(bench, &child, words, COLUMNS, ROWS))
		return;
	watch(child.fd, bench_now() + 1, NULL);
	wait_still(child.fd);
	bench_tell("screen: idle, the run over", busy(&child, STILL_S, &bytes), "% of core", "< 1 %");
	child_end(bench, &child);
}

/* Milliseconds from the start until something that was painted pleases `pleased`. */
static double paint_ms(struct bench *bench, bool (*pleased)(const char *bytes, size_t length))
{
	const char *words[] = { bench->program, "run", "burgers", NULL };
	struct child child;
	double start = bench_now();
	if (!child_start(bench, &child, words, COLUMNS, ROWS))
		return -1;
	watch(child.fd, start + 5, pleased);
	double ms = (bench_now() - start) * 1000;
	child_end(bench, &child);
	return ms;
}

void bench_screen(struct bench *bench)
{
	double paints[PAINTS], kitchens[PAINTS];
	for (int i = 0; i < PAINTS; i++) {
		paints[i] = paint_ms(bench, has_rule);
		kitchens[i] = paint_ms(bench, has_title);
	}
	bench_tell("screen: from the start to the first paint", bench_median(paints, PAINTS), "ms", "≤ 20 ms");
	bench_tell("screen: from the start to the recipe's title", bench_median(kitchens, PAINTS), "ms", "none of its own");
	tell_running(bench, "threads");
	tell_running(bench, "loop");
	tell_ended(bench);
}
