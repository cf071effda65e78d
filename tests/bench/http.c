/* http.c - requests of a real service that answers after 50 ms: five threads beside the ideal, the loop beside asyncio and beside bare libuv and curl; and what
 * a request that waits takes of memory, as the kernel counts it.
 *
 * The service is `lunchrush service`, one for all sides. It writes a line for each request, which is read between the runs. */
#include "bench.h"
#include "http_bare.h"

#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define REQUESTS 160
#define LATENCY_MS "50"
#define IDEAL_MS 1600.0 /* 160 × 50 ms among five */
#define WAITING 1000
#define WAITING_LATENCY_MS "8000"

static char url[64], port[24];

/* ---- the service ---- */

static bool service_start(struct bench *bench, struct child *service, const char *latency_ms)
{
	const char *const words[] = { bench->program, "service", "--port", "0", "--latency", latency_ms, NULL };
	char line[256];
	size_t length = 0;
	if (!child_start(bench, service, words, 0, 0))
		return false;
	while (length < sizeof line - 1 && read(service->fd, line + length, 1) == 1 && line[length] != '\n')
		length++;
	line[length] = 0;
	const char *at = strstr(line, "http://127.0.0.1:");
	if (!at || sscanf(at, "http://127.0.0.1:%5[0-9]", port) != 1)
		return false;
	snprintf(url, sizeof url, "http://127.0.0.1:%s", port);
	fcntl(service->fd, F_SETFL, O_NONBLOCK);
	return true;
}

static void service_drain(const struct child *service)
{
	char bytes[4096];
	while (read(service->fd, bytes, sizeof bytes) > 0)
		;
}

static struct child service;

/* ---- the sides, in milliseconds ---- */

static double ms_of(double rate)
{
	service_drain(&service);
	return rate > 0 ? 1000 / rate : -1;
}

static double ours_ms(struct bench *bench, const void *how)
{
	return ms_of(kitchen_run_rate(bench, how));
}

static double ideal_ms(struct bench *bench, const void *how)
{
	(void)bench;
	(void)how;
	return IDEAL_MS;
}

static double asyncio_ms(struct bench *bench, const void *how)
{
	char argument[40];
	(void)how;
	snprintf(argument, sizeof argument, "%s:%d", port, REQUESTS);
	return ms_of(python_run_rate(bench, &(struct python_run){ "http_asyncio.py", argument, 1 }));
}

/* In a process of its own, which tells its milliseconds through a pipe. */
static double bare_ms(struct bench *bench, const void *how)
{
	double ms = -1;
	int ends[2];
	(void)bench;
	(void)how;
	if (pipe(ends) != 0)
		return -1;
	pid_t pid = fork();
	if (pid == 0) {
		double start = bench_now();
		bool good = http_bare(url, REQUESTS) == REQUESTS;
		ms = good ? (bench_now() - start) * 1000 : -1;
		_exit(write(ends[1], &ms, sizeof ms) == sizeof ms ? 0 : 1);
	}
	close(ends[1]);
	if (read(ends[0], &ms, sizeof ms) != sizeof ms)
		ms = -1;
	close(ends[0]);
	waitpid(pid, NULL, 0);
	service_drain(&service);
	return ms;
}

/* ---- memory ---- */

static pid_t first_child(pid_t pid)
{
	char path[64];
	int child = 0;
	snprintf(path, sizeof path, "/proc/%d/task/%d/children", pid, pid);
	FILE *file = fopen(path, "r");
	if (file && fscanf(file, "%d", &child) != 1)
		child = 0;
	if (file)
		fclose(file);
	return child;
}

static double resident_kb(pid_t pid)
{
	char path[64], line[256];
	long kb = -1;
	snprintf(path, sizeof path, "/proc/%d/smaps_rollup", pid);
	FILE *file = fopen(path, "r");
	while (file && fgets(line, sizeof line, file) && sscanf(line, "Rss: %ld", &kb) != 1)
		;
	if (file)
		fclose(file);
	return (double)kb;
}

/* Read what the run tells until so many wait for an answer. */
static bool wait_until_waiting(const struct child *run, int workers)
{
	FILE *told = fdopen(dup(run->fd), "r");
	char line[512];
	int waiting = 0;
	while (waiting < workers && fgets(line, sizeof line, told))
		waiting += strstr(line, " waits for the answer") != NULL;
	fclose(told);
	return waiting == workers;
}

/* What the floor takes while so many workers of a loop wait; -1 when it cannot be had. */
static double waiting_kb(struct bench *bench, int workers)
{
	char recipe[512], count[40], asked[40];
	snprintf(recipe, sizeof recipe, "%s/http.lua", bench->folder);
	snprintf(count, sizeof count, "workers=%d", workers);
	snprintf(asked, sizeof asked, "requests=%d", workers);
	const char *const words[] = { bench->program, "run", "--plain", recipe, "--engine", "loop", "--url", url, "--set", count, "--set", asked, NULL };
	struct child run;
	double kb = -1;
	if (!child_start(bench, &run, words, 0, 0))
		return -1;
	if (wait_until_waiting(&run, workers)) {
		poll(NULL, 0, 300); /* the connections come to stand */
		kb = resident_kb(first_child(first_child(run.pid)));
	}
	child_end(bench, &run);
	return kb;
}

static void bench_waiting(struct bench *bench)
{
	struct child slow;
	if (!service_start(bench, &slow, WAITING_LATENCY_MS)) {
		bench_miss("loop: memory of a request that waits", "the service cannot be started");
		return;
	}
	double one = waiting_kb(bench, 1), many = waiting_kb(bench, WAITING + 1);
	if (one > 0 && many > 0)
		bench_tell("loop: a request that waits, its task with it, 1,000 at once", (many - one) / WAITING, "KB", "≤ 20");
	else
		bench_miss("loop: memory of a request that waits", "the run failed");
	child_end(bench, &slow);
}

/* ---- the figures ---- */

#define FLAGS(engine, workers) { "--engine", engine, "--seed", "1", "--url", url, "--set", workers, NULL }

void bench_http(struct bench *bench)
{
	const struct kitchen_run threads = { "http.lua", 1, false, FLAGS("threads", "workers=5") }, loop = { "http.lua", 1, false, FLAGS("loop", "workers=160") };
	if (!service_start(bench, &service, LATENCY_MS)) {
		bench_miss("requests of a service", "the service cannot be started");
		return;
	}
	bench_compare(bench, &(struct figure){ "http: 160 requests of 50 ms, 5 threads", "ms", "ideal", "≤ 1.03" }, (struct side){ ours_ms, &threads },
		      (struct side){ ideal_ms, NULL });
	if (bench->python)
		bench_compare(bench, &(struct figure){ "http: 160 requests of 50 ms at once, the loop", "ms", "asyncio", "≤ 100 ms" }, (struct side){ ours_ms, &loop },
			      (struct side){ asyncio_ms, NULL });
	bench_compare(bench, &(struct figure){ "http: 160 requests of 50 ms at once, the loop", "ms", "bare libuv + curl", "≤ 100 ms" }, (struct side){ ours_ms, &loop },
		      (struct side){ bare_ms, NULL });
	child_end(bench, &service);
	bench_waiting(bench);
}
