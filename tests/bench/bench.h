/* bench.h - what the figures of `make bench` have in common: the table's lines, runs of programs, medians.
 *
 * A figure is measured beside its peer in the same minutes on the same machine: runs of both alternate, and each side's median counts. Nothing
 * is asserted; the reader compares the ratio with the goal. */
#ifndef LUNCHRUSH_BENCH_H
#define LUNCHRUSH_BENCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define BENCH_ROUNDS_MAX 64

struct bench {
	const char *program; /* lunchrush */
	const char *folder;  /* where recipes and peers lie, tests/bench in the source */
	const char *trace;   /* where traces may go: a path on tmpfs where there is one */
	bool python;         /* there is a python3 */
	int rounds;          /* runs of each side */
	pid_t measured;      /* what is being measured, to be ended when we are; 0 none */
};

/* One side of a comparison: `of` runs once and returns its figure, negative when it could not be had. */
struct side {
	double (*of)(struct bench *bench, const void *how);
	const void *how;
};

/* How a figure is told. */
struct figure {
	const char *what;
	const char *unit; /* of both sides */
	const char *peer; /* the other side in a word or two */
	const char *goal; /* for the ratio */
};

/* Measure both sides in turn and tell: what, ours, the peer's, ours / peer's, the goal. */
void bench_compare(struct bench *bench, const struct figure *figure, struct side ours, struct side peers);
/* A figure that has no peer but a goal of its own. */
void bench_tell(const char *what, double value, const char *unit, const char *goal);
/* A figure that could not be had, and why. */
void bench_miss(const char *what, const char *why);
/* The middle one of n values, which are put in order; negative ones (runs that failed) are left out. -1 when none is left. */
double bench_median(double *values, int n);
/* Seconds on the monotonic clock. */
double bench_now(void);

/* A run of lunchrush: a recipe in the folder (or by name), its flags, and how many things it does. */
struct kitchen_run {
	const char *recipe;      /* "belt.lua" or a name */
	double things;           /* the figure is things per second of the run */
	bool traced;             /* to a file; otherwise --no-trace */
	const char *flags[16];   /* NULL-ended */
};
/* Things per second, by what `run --json` says of the elapsed time. `how` is a struct kitchen_run. */
double kitchen_run_rate(struct bench *bench, const void *how);

/* A run of python3: a file in the folder, an argument, and how many things it does; it prints seconds. */
struct python_run {
	const char *file;
	const char *argument; /* NULL: none */
	double things;
};
double python_run_rate(struct bench *bench, const void *how);

/* The figures, a file each. */
void bench_probe(struct bench *bench);
void bench_traced(struct bench *bench);
void bench_peers(struct bench *bench);
void bench_crowd(struct bench *bench);
void bench_screen(struct bench *bench);
void bench_steps(struct bench *bench);
void bench_forks(struct bench *bench);
void bench_explore(struct bench *bench);
void bench_cloud(struct bench *bench);
void bench_http(struct bench *bench);
void bench_menu(struct bench *bench);
void bench_keys(struct bench *bench);
void bench_record(struct bench *bench);

/* A program begun with its standard output (and input, when `terminal` is its size) in our hands. */
struct child {
	pid_t pid; /* 0: none */
	int fd;
};
/* Begin; false when it cannot. columns 0: a pipe from its stdout, stderr dropped; else a pseudo-terminal of that size. */
bool child_start(struct bench *bench, struct child *child, const char *const *words, int columns, int rows);
/* End it if need be, and wait for it. */
void child_end(struct bench *bench, struct child *child);

#endif
