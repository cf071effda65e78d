/* steps.c - what control costs: a scheduled step on real threads beside a bare hand-over of two threads, and how long one waits for an un-step.
 *
 * Both sides of the hand-over run on one core, where the futex's way through the kernel is all there is to pay. A step's price is the slope between a short
 * run and a long one, so that starting the program does not count. The un-step is a kitchen that is started anew and brought to its 200th
 * step, from the fork to the event that asks who goes next, as the screen does it. */
#include "bench.h"

#include "engine/futex.h"
#include "trace/launch.h"
#include "trace/stream.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define HANDOVERS 40000
#define SHORT 1000
#define LONG 21000
#define WORKERS 2
#define ASK_STEPS 200

static void pin(bool on)
{
	static cpu_set_t all;
	static bool known;
	cpu_set_t one;
	if (!known)
		known = sched_getaffinity(0, sizeof all, &all) == 0;
	CPU_ZERO(&one);
	for (int core = 0; core < CPU_SETSIZE; core++)
		if (CPU_ISSET(core, &all) && CPU_COUNT(&one) == 0)
			CPU_SET(core, &one);
	sched_setaffinity(0, sizeof one, on ? &one : &all);
}

/* ---- a bare hand-over ---- */

static _Atomic uint32_t whose;

static void take_turns(uint32_t me)
{
	for (int i = 0; i < HANDOVERS / 2; i++) {
		uint32_t now;
		while ((now = atomic_load_explicit(&whose, memory_order_acquire)) != me)
			futex_wait(&whose, now, 0);
		atomic_store_explicit(&whose, !me, memory_order_release);
		futex_wake(&whose, 1);
	}
}

static void *other(void *unused)
{
	(void)unused;
	take_turns(1);
	return NULL;
}

static double handover_us(struct bench *bench, const void *unused)
{
	pthread_t thread;
	(void)bench;
	(void)unused;
	pin(true);
	atomic_store(&whose, 0);
	double start = bench_now();
	bool made = pthread_create(&thread, NULL, other, NULL) == 0;
	if (made) {
		take_turns(0);
		pthread_join(thread, NULL);
	}
	double seconds = bench_now() - start;
	pin(false);
	return made ? seconds / HANDOVERS * 1e6 : -1;
}

/* ---- a scheduled step ---- */

/* Seconds of a run under control in which the two workers take turns at every step. */
static double run_s(struct bench *bench, int increments)
{
	char setting[64], workers[32];
	struct child child;
	const char *words[] = { bench->program, "run", "visits", "--no-trace", "--json", "--no-gil", "--policy", "round-robin", "--set", workers, "--set", setting, NULL };
	char sink[4096];
	int status;
	snprintf(setting, sizeof setting, "increments=%d", increments);
	snprintf(workers, sizeof workers, "workers=%d", WORKERS);
	double start = bench_now();
	pin(true);
	bool started = child_start(bench, &child, words, 0, 0);
	pin(false);
	if (!started)
		return -1;
	while (read(child.fd, sink, sizeof sink) > 0)
		;
	close(child.fd);
	waitpid(child.pid, &status, 0);
	bench->measured = 0;
	return bench_now() - start;
}

static double step_us(struct bench *bench, const void *unused)
{
	(void)unused;
	double brief = run_s(bench, SHORT), full = run_s(bench, LONG);
	return brief < 0 || full < brief ? -1 : (full - brief) / ((LONG - SHORT) * 2 * WORKERS) * 1e6;
}

/* ---- an un-step ---- */

struct asking {
	bool asked;
	uint64_t steps;
};

static void see(void *data, const struct event *events, size_t count)
{
	struct asking *asking = data;
	for (size_t i = 0; i < count; i++)
		if (events[i].kind == KIND_ASK && !events[i].item) { /* not in passing */
			asking->asked = true;
			asking->steps = events[i].value;
		}
}

/* Start a kitchen of the launch; the process, and in *fd our end of its stream. */
static pid_t kitchen_start(struct bench *bench, const char *launch, int *fd)
{
	int ends[2];
	if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0)
		return -1;
	pid_t pid = fork();
	if (pid == 0) {
		dup2(ends[1], LAUNCH_FD);
		for (int i = LAUNCH_FD + 1; i < 64; i++)
			close(i);
		execl(bench->program, bench->program, LAUNCH_ARGUMENT, launch, (char *)NULL);
		_exit(127);
	}
	close(ends[1]);
	*fd = ends[0];
	return pid;
}

static bool wait_for_question(int fd)
{
	static const struct stream_calls calls = { .events = see };
	struct asking asking = { false, 0 };
	struct stream_reader *reader = stream_reader_new(&calls, &asking);
	struct error error;
	char piece[65536];
	ssize_t n;
	while (!asking.asked && (n = read(fd, piece, sizeof piece)) > 0 && stream_reader_feed(reader, piece, (size_t)n, &error) == 0)
		;
	stream_reader_free(reader);
	return asking.asked && asking.steps == ASK_STEPS;
}

static double unstep_ms(struct bench *bench, const char *engine)
{
	struct launch launch;
	char schedule[8 * ASK_STEPS / 6 + 16];
	int fd = -1;
	launch_init(&launch);
	strcpy(launch.recipe, "steps");
	strcpy(launch.file, "steps.lua");
	strcpy(launch.policy, "hand");
	snprintf(launch.engine, sizeof launch.engine, "%s", engine);
	snprintf(launch.path, sizeof launch.path, "%s/steps.lua", bench->folder);
	int used = snprintf(schedule, sizeof schedule, "A%d", ASK_STEPS % 6);
	for (int i = 0; i < ASK_STEPS / 6; i++) /* each reads, writes and lets the other go first, who must then go */
		used += snprintf(schedule + used, sizeof schedule - (size_t)used, " B3 A3");
	launch.schedule = strdup(schedule);
	char *json = launch_write(&launch);
	double start = bench_now();
	pid_t pid = kitchen_start(bench, json, &fd);
	bool asked = pid > 0 && wait_for_question(fd);
	double seconds = bench_now() - start;
	close(fd);
	if (pid > 0)
		waitpid(pid, NULL, 0);
	free(json);
	launch_release(&launch);
	return asked ? seconds * 1e3 : -1;
}

static void unstep(struct bench *bench, const char *what, const char *engine, const char *goal)
{
	double all[BENCH_ROUNDS_MAX];
	for (int i = 0; i < bench->rounds; i++)
		all[i] = unstep_ms(bench, engine);
	double median = bench_median(all, bench->rounds);
	if (median < 0)
		bench_miss(what, "the kitchen did not come to its 200th step");
	else
		bench_tell(what, median, "ms", goal);
}

void bench_steps(struct bench *bench)
{
	static const struct figure step = { "a scheduled step on threads, on one core", "us", "bare futex", "at most 10 us" };
	bench_compare(bench, &step, (struct side){ step_us, NULL }, (struct side){ handover_us, NULL });
	unstep(bench, "an un-step at 200 steps, threads", "threads", "at most 50");
	unstep(bench, "an un-step at 200 steps, loop", "loop", "at most 50");
	unstep(bench, "an un-step at 200 steps, processes", "processes", "at most 250");
}
