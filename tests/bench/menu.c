/* menu.c - how soon the menu stands on the screen with 200 lessons, beside the start of the program itself, which only says its version.
 *
 * The lessons are a person's own, made here, each of six steps with a page of words; with what is installed there are even more. */
#include "bench.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define LESSONS 200
#define STEPS 6
#define OPENS 20

static const char words[] = "A worker reads the counter, adds one and writes it back. Between the two somebody else may do the same, and one of the two visits is lost. "
	"How many [schedules](word:schedule) are there, and in how many of them does it go wrong?\n\n";

static bool lesson_make(const char *folder, int number)
{
	char path[600];
	snprintf(path, sizeof path, "%s/lunchrush/lessons/%03d-lesson-%d", folder, number, number);
	if (mkdir(path, 0700))
		return false;
	snprintf(path + strlen(path), sizeof path - strlen(path), "/lesson.ini");
	FILE *file = fopen(path, "w");
	if (!file)
		return false;
	fprintf(file, "[lesson]\ntitle = Lesson number %d\nsummary = What becomes of a visit that two count at once.\nchapter = Chapter %d\norder = %d\nminutes = 10\nrecipe = visits\n", number,
		number / 10 + 1, number);
	for (int i = 0; i < STEPS; i++)
		fprintf(file, "\n[step:step-%d]\nmode = read\n", i);
	fclose(file);
	strcpy(strrchr(path, '/'), "/prose.md");
	file = fopen(path, "w");
	for (int i = 0; file && i < STEPS; i++)
		fprintf(file, "## step-%d\n\n%s%s", i, words, words);
	return file && fclose(file) == 0;
}

static bool lessons_make(const char *folder)
{
	char path[512];
	bool good = true;
	snprintf(path, sizeof path, "%s/lunchrush", folder);
	good &= mkdir(path, 0700) == 0;
	snprintf(path, sizeof path, "%s/lunchrush/lessons", folder);
	good &= mkdir(path, 0700) == 0;
	for (int i = 1; good && i <= LESSONS; i++)
		good = lesson_make(folder, i);
	return good;
}

/* Milliseconds from the start until these words were written. */
static double until_ms(struct bench *bench, const char *const *argv, int columns, int rows, const char *seen)
{
	struct child child;
	char bytes[65536];
	size_t length = 0;
	double start = bench_now(), ms = -1;
	if (!child_start(bench, &child, argv, columns, rows))
		return -1;
	while (ms < 0 && bench_now() - start < 5) {
		struct pollfd ready = { child.fd, POLLIN, 0 };
		ssize_t n = poll(&ready, 1, 1000) > 0 ? read(child.fd, bytes + length, sizeof bytes - length) : 0;
		if (n <= 0)
			break;
		length += (size_t)n;
		if (memmem(bytes, length, seen, strlen(seen)))
			ms = (bench_now() - start) * 1000;
	}
	child_end(bench, &child);
	return ms;
}

void bench_menu(struct bench *bench)
{
	const char *menu[] = { bench->program, "menu", NULL }, *version[] = { bench->program, "--version", NULL };
	char folder[] = "/tmp/lunchrush-bench-XXXXXX", command[128];
	double opens[OPENS], starts[OPENS];
	if (!mkdtemp(folder) || !lessons_make(folder)) {
		bench_miss("menu: from the start to the list of 200 lessons", "they could not be made");
		return;
	}
	setenv("XDG_DATA_HOME", folder, 1);
	setenv("XDG_STATE_HOME", folder, 1);
	for (int i = 0; i < OPENS; i++) {
		opens[i] = until_ms(bench, menu, 120, 36, "Lesson number");
		starts[i] = until_ms(bench, version, 0, 0, "lunchrush");
	}
	bench_tell("menu: from the start to the list of 200 lessons", bench_median(opens, OPENS), "ms", "\xe2\x89\xa4 100 ms");
	bench_tell("menu: the start of the program itself", bench_median(starts, OPENS), "ms", "none of its own");
	snprintf(command, sizeof command, "rm -rf '%s'", folder);
	if (system(command))
		fprintf(stderr, "bench: %s is left\n", folder);
}
