/* keys.c - how soon a key is answered while 64 workers are at work, and how soon a lesson stands there.
 *
 * Space pauses and goes on; the head line says which. The time is from the byte written to the pseudo-terminal to the word read from it, at 200 × 60, where a frame is dearest. */
#include "bench.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define KEYS 300
#define OPENS 20
#define COLUMNS 200
#define ROWS 60

/* Read until these words have come; milliseconds, -1 when they do not within two seconds. */
static double answer_ms(int fd, double start, const char *words)
{
	char bytes[1 << 17];
	size_t length = 0;
	while (bench_now() - start < 2) {
		struct pollfd ready = { fd, POLLIN, 0 };
		ssize_t n = poll(&ready, 1, 100) > 0 ? read(fd, bytes + length, sizeof bytes - length) : 0;
		if (n < 0)
			return -1;
		length += (size_t)n;
		if (memmem(bytes, length, words, strlen(words)))
			return (bench_now() - start) * 1000;
		if (length > sizeof bytes / 2) { /* keep what may be the beginning of the words */
			memmove(bytes, bytes + length - 64, 64);
			length = 64;
		}
	}
	return -1;
}

static double press_ms(int fd, const char *key, const char *words)
{
	double start = bench_now();
	return write(fd, key, strlen(key)) == (ssize_t)strlen(key) ? answer_ms(fd, start, words) : -1;
}

/* Read what comes for so many milliseconds: a person does not press faster. */
static void watch_ms(int fd, double ms)
{
	char bytes[65536];
	for (double until = bench_now() + ms / 1000; bench_now() < until;) {
		struct pollfd ready = { fd, POLLIN, 0 };
		if (poll(&ready, 1, 5) > 0 && read(fd, bytes, sizeof bytes) <= 0)
			return;
	}
}

static int by_size(const void *a, const void *b)
{
	double one = *(const double *)a, other = *(const double *)b;
	return (one > other) - (one < other);
}

static void tell_keys(struct bench *bench)
{
	const char *words[] = { bench->program, "run", "burgers", "--engine", "threads", "--set", "waiters=62", "--set", "customers=1000", NULL };
	struct child child;
	double times[KEYS];
	int count = 0;
	if (!child_start(bench, &child, words, COLUMNS, ROWS))
		return;
	watch_ms(child.fd, 3000);
	for (int i = 0; i < KEYS; i++) {
		double ms = press_ms(child.fd, " ", i % 2 ? "LIVE" : "PAUSED");
		if (ms >= 0)
			times[count++] = ms;
		watch_ms(child.fd, 30);
	}
	child_end(bench, &child);
	if (count < KEYS * 9 / 10) {
		bench_miss("keys: from the key to the screen, 64 workers", "many were not answered");
		return;
	}
	qsort(times, (size_t)count, sizeof *times, by_size);
	bench_tell("keys: from the key to the screen, 64 workers, the middle one", times[count / 2], "ms", "none of its own");
	bench_tell("keys: from the key to the screen, 64 workers, 99 of 100", times[count * 99 / 100], "ms", "\xe2\x89\xa4 50 ms");
}

static void tell_lesson(struct bench *bench)
{
	const char *words[] = { bench->program, "learn", "visits", NULL };
	double opens[OPENS];
	for (int i = 0; i < OPENS; i++) {
		struct child child;
		double start = bench_now();
		opens[i] = child_start(bench, &child, words, 80, 24) ? answer_ms(child.fd, start, "step 1") : -1;
		child_end(bench, &child);
	}
	bench_tell("keys: from the start to a lesson's page", bench_median(opens, OPENS), "ms", "\xe2\x89\xa4 150 ms");
}

void bench_keys(struct bench *bench)
{
	char folder[] = "/tmp/lunchrush-bench-XXXXXX", command[128];
	if (!mkdtemp(folder))
		return;
	setenv("XDG_STATE_HOME", folder, 1);
	tell_lesson(bench);
	tell_keys(bench);
	snprintf(command, sizeof command, "rm -rf '%s'", folder);
	if (system(command))
		fprintf(stderr, "bench: %s is left\n", folder);
}
