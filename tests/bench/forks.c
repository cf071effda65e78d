/* forks.c - workers that are processes: what starting one costs beside a bare fork that exits at once, and what two are worth on CPU work. */
#include "bench.h"

#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#define STARTS 2000

#define FLAGS(engine, setting) { "--engine", engine, "--seed", "1", "--set", setting, NULL }

static const struct kitchen_run starts = { "starts.lua", STARTS, false, FLAGS("processes", "starts=2000") };
static const struct kitchen_run one = { "squares.lua", 1, false, FLAGS("processes", "workers=1") };
static const struct kitchen_run two = { "squares.lua", 1, false, FLAGS("processes", "workers=2") };
static const struct kitchen_run two_gil = { "squares.lua", 1, false, { "--engine", "threads", "--gil", "--seed", "1", "--set", "workers=2", NULL } };

/* Forks and exits a second, one after another. */
static double bare_forks(struct bench *bench, const void *how)
{
	double start = bench_now();
	(void)bench;
	(void)how;
	for (int i = 0; i < STARTS; i++) {
		pid_t pid = fork();
		if (pid == 0)
			_exit(0);
		if (pid < 0)
			return -1;
		waitpid(pid, NULL, 0);
	}
	return STARTS / (bench_now() - start);
}

void bench_forks(struct bench *bench)
{
	char goal[64];
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	bench_compare(bench, &(struct figure){ "processes: start and join of a worker", "a second", "bare fork + exit", "≥ 0.67 (1.5 × the time)" },
		      (struct side){ kitchen_run_rate, &starts }, (struct side){ bare_forks, NULL });
	snprintf(goal, sizeof goal, "≥ %.1f on %ld cores", cores > 1 ? 1.8 : 0.9, cores);
	bench_compare(bench, &(struct figure){ "squares: two processes", "runs/s", "one process", goal }, (struct side){ kitchen_run_rate, &two },
		      (struct side){ kitchen_run_rate, &one });
	bench_compare(bench, &(struct figure){ "squares: two threads with the GIL", "runs/s", "one process", "≤ 1.05" }, (struct side){ kitchen_run_rate, &two_gil },
		      (struct side){ kitchen_run_rate, &one });
}
