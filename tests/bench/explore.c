/* explore.c - how fast every schedule is counted, and in how much memory: the whole command, from its start to its answer. */
#include "bench.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* One count. `what` and the goals are those of the issue. */
static const struct exploration {
	const char *what, *recipe, *settings[2]; /* NULL: none */
	const char *schedules;                   /* the right answer: a wrong one is no figure */
	const char *goal_s;
} explorations[] = {
	{ "explore: 3 × 2 increments", "visits", { "workers=3", "increments=2" }, "34650", "≤ 0.1" },
	{ "explore: 3 × 3 increments", "visits", { "workers=3", "increments=3" }, "17153136", "≤ 3" },
	{ "explore: philosophers 4", "philosophers", { "philosophers=4", NULL }, "98184", "≤ 0.2" },
};

/* What one run took. */
struct taken {
	double seconds, states, steps, peak_kb;
};

static bool find(const char *json, const char *key, double *value)
{
	const char *at = strstr(json, key);
	if (at)
		*value = strtod(at + strlen(key), NULL);
	return at != NULL;
}

/* Everything that the child prints, up to `size`. */
static void read_all(int fd, char *to, size_t size)
{
	size_t length = 0;
	ssize_t n;
	while (length < size - 1 && ((n = read(fd, to + length, size - 1 - length)) > 0 || (n < 0 && errno == EINTR)))
		length += n > 0 ? (size_t)n : 0;
	to[length] = 0;
}

/* False when it could not be had. Peak memory is that of the largest process of the run. */
static bool count_once(struct bench *bench, const struct exploration *exploration, struct taken *taken)
{
	static char json[1 << 18];
	char right[64];
	const char *words[12] = { bench->program, "explore", exploration->recipe, "--json" };
	int n = 4, status;
	struct child child;
	struct rusage usage;
	for (int i = 0; i < 2 && exploration->settings[i]; i++) {
		words[n++] = "--set";
		words[n++] = exploration->settings[i];
	}
	double start = bench_now();
	if (!child_start(bench, &child, words, 0, 0))
		return false;
	read_all(child.fd, json, sizeof json);
	pid_t waited = wait4(child.pid, &status, 0, &usage);
	taken->seconds = bench_now() - start;
	taken->peak_kb = (double)usage.ru_maxrss;
	bench->measured = 0;
	close(child.fd);
	snprintf(right, sizeof right, "\"schedules\":\"%s\"", exploration->schedules);
	return waited == child.pid && strstr(json, right) && find(json, "\"states\":", &taken->states) && find(json, "\"steps\":", &taken->steps);
}

static void measure(struct bench *bench, const struct exploration *exploration)
{
	double seconds[BENCH_ROUNDS_MAX], states = 0, steps = 0, peak_kb = 0;
	char what[128];
	for (int i = 0; i < bench->rounds; i++) {
		struct taken taken;
		seconds[i] = -1;
		if (!count_once(bench, exploration, &taken))
			continue;
		seconds[i] = taken.seconds;
		states = taken.states;
		steps = taken.steps;
		peak_kb = taken.peak_kb > peak_kb ? taken.peak_kb : peak_kb;
	}
	double median = bench_median(seconds, bench->rounds);
	if (median <= 0) {
		bench_miss(exploration->what, "the run failed, or did not count right");
		return;
	}
	bench_tell(exploration->what, median, "s", exploration->goal_s);
	snprintf(what, sizeof what, "%s: states", exploration->what);
	bench_tell(what, states, "", "-");
	snprintf(what, sizeof what, "%s: steps taken", exploration->what);
	bench_tell(what, steps / median, "steps/s", "-");
	snprintf(what, sizeof what, "%s: memory at most", exploration->what);
	bench_tell(what, peak_kb, "KB", "≤ 500000");
}

void bench_explore(struct bench *bench)
{
	for (size_t i = 0; i < sizeof explorations / sizeof *explorations; i++)
		measure(bench, &explorations[i]);
}
