/* bench.c - the table, and what all its lines need. `bench PROGRAM FOLDER [FIGURE…]` prints all figures, or those named. */
#include "bench.h"

#include "kitchen/clock.h"

#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static struct bench bench;

static const struct {
	const char *name;
	void (*print)(struct bench *bench);
} figures[] = {
	{ "probe", bench_probe }, { "traced", bench_traced }, { "peers", bench_peers }, { "crowd", bench_crowd }, { "screen", bench_screen }, { "steps", bench_steps }, { "forks", bench_forks },
	{ "explore", bench_explore }, { "menu", bench_menu }, { "keys", bench_keys }, { "record", bench_record }, { "http", bench_http }, { "cloud", bench_cloud },
};

double bench_now(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

double bench_median(double *values, int n)
{
	int good = 0;
	for (int i = 0; i < n; i++)
		if (values[i] >= 0)
			values[good++] = values[i];
	if (good == 0)
		return -1;
	qsort(values, (size_t)good, sizeof *values, by_size);
	return good % 2 ? values[good / 2] : (values[good / 2 - 1] + values[good / 2]) / 2;
}

/* A number with as many places as it is worth. */
static const char *number(char to[24], double value)
{
	snprintf(to, 24, value >= 1000 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f", value);
	return to;
}

void bench_tell(const char *what, double value, const char *unit, const char *goal)
{
	char text[24];
	printf("%-58s %10s %-9s %-30s goal %s\n", what, number(text, value), unit, "", goal);
	fflush(stdout);
}

void bench_miss(const char *what, const char *why)
{
	printf("%-58s not measured: %s\n", what, why);
	fflush(stdout);
}

void bench_compare(struct bench *b, const struct figure *figure, struct side ours, struct side peers)
{
	double mine[BENCH_ROUNDS_MAX], theirs[BENCH_ROUNDS_MAX];
	char a[24], c[24];
	for (int i = 0; i < b->rounds; i++) {
		mine[i] = ours.of(b, ours.how);
		theirs[i] = peers.of(b, peers.how);
	}
	double x = bench_median(mine, b->rounds), y = bench_median(theirs, b->rounds);
	if (x < 0 || y <= 0) {
		bench_miss(figure->what, x < 0 ? "the run failed" : "the peer's run failed");
		return;
	}
	printf("%-58s %10s %-9s %10s %-19s %5.2f ×   goal %s\n", figure->what, number(a, x), figure->unit, number(c, y), figure->peer, x / y, figure->goal);
	fflush(stdout);
}

static void on_signal(int number)
{
	if (bench.measured > 0)
		kill(bench.measured, SIGTERM);
	signal(number, SIG_DFL);
	raise(number);
}

/* How many others want the cores decides how threads hand over, so it is told. */
static void print_head(void)
{
	double load = 0;
	clock_calibrate();
	getloadavg(&load, 1);
	printf("lunchrush figures: %ld cores, load %.1f, clock: %s, python3: %s, medians of %d alternating runs\n\n", sysconf(_SC_NPROCESSORS_ONLN), load,
	       clock_rate.multiplier ? "time-stamp counter" : "clock_gettime", bench.python ? "yes" : "none, its lines are left out", bench.rounds);
	fflush(stdout);
}

static bool wanted(const char *name, int argc, char **argv)
{
	for (int i = 3; i < argc; i++)
		if (strcmp(argv[i], name) == 0)
			return true;
	return argc <= 3;
}

int main(int argc, char **argv)
{
	char trace[64];
	if (argc < 3) {
		fprintf(stderr, "bench: bench PROGRAM FOLDER [FIGURE…] would be right\n");
		return 2;
	}
	snprintf(trace, sizeof trace, "%s/lunchrush-bench-%d.trace", access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp", (int)getpid());
	bench = (struct bench){ .program = argv[1], .folder = argv[2], .trace = trace, .rounds = 5 };
	bench.python = system("python3 -c 'import asyncio' >/dev/null 2>&1") == 0;
	signal(SIGINT, on_signal);
	signal(SIGTERM, on_signal);
	print_head();
	for (size_t i = 0; i < sizeof figures / sizeof *figures; i++)
		if (wanted(figures[i].name, argc, argv))
			figures[i].print(&bench);
	unlink(trace);
	return 0;
}
