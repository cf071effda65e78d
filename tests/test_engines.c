/* test_engines.c - one schedule, one run: what happens under a schedule is the same on the explorer's coroutines, on real threads and on real processes.
 *
 * Random programs are explored; a few of their schedules, as the explorer played them, are run on a real engine, and what happened (event for event, as one
 * number, trace/hash.h) must be the same. On the loop a step is a stretch, so its schedules are compared with its own runs. */
#include "random_program.h"
#include "suite.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define CHUNKS 8
#define PROGRAMS 30 /* of one chunk */
#define SAMPLE 3    /* schedules of each program */

static char path[256], text[16384];

static void write_program(uint64_t seed)
{
	random_program(seed, text, sizeof text);
	snprintf(path, sizeof path, "engines-program-%d.lua", (int)getpid());
	FILE *file = fopen(path, "w");
	ck_assert_ptr_nonnull(file);
	ck_assert_int_ge(fputs(text, file), 0);
	ck_assert_int_eq(fclose(file), 0);
}

/* What the command prints as JSON, NULL when it prints none. */
static json_t *lunchrush(const char *format, ...) __attribute__((format(printf, 1, 2)));
static json_t *lunchrush(const char *format, ...)
{
	char words[8192], command[8300];
	va_list args;
	va_start(args, format);
	vsnprintf(words, sizeof words, format, args);
	va_end(args);
	snprintf(command, sizeof command, "./lunchrush %s --json 2>/dev/null", words);
	FILE *pipe = popen(command, "r");
	ck_assert_ptr_nonnull(pipe);
	json_t *json = json_loadf(pipe, 0, NULL);
	pclose(pipe);
	return json;
}

/* Run one of the schedules on the engine and compare; its hash must be there on both sides. */
static void compare(const char *engine, const json_t *played)
{
	const char *schedule = json_string_value(json_object_get(played, "schedule")), *hash = json_string_value(json_object_get(played, "hash"));
	ck_assert(schedule && hash);
	json_t *run = lunchrush("run %s --engine %s --seed 7 --schedule '%s'", path, engine, schedule);
	ck_assert_ptr_nonnull(run);
	const char *same = json_string_value(json_object_get(run, "hash"));
	ck_assert_msg(same && strcmp(hash, same) == 0, "on %s the schedule %s gives %s, explored it gave %s; the program:\n%s", engine, schedule, same ? same : "nothing", hash, text);
	json_decref(run);
}

static int compare_program(const char *engine)
{
	int compared = 0;
	size_t i;
	json_t *played, *explored = lunchrush("explore %s --engine %s --seed 7 --sample %d --max-steps 400 --timeout 5", path, engine, SAMPLE);
	json_array_foreach(json_object_get(explored, "sample"), i, played) {
		compare(engine, played);
		compared++;
	}
	json_decref(explored);
	return compared;
}

START_TEST(a_schedule_of_a_random_program_is_the_same_run_on_every_engine)
{
	static const char *const engines[] = { "threads", "processes", "threads", "loop", "processes", "loop" };
	int compared = 0;
	for (uint64_t i = 0; i < PROGRAMS; i++) {
		write_program((uint64_t)_i * PROGRAMS + i + 5000);
		compared += compare_program(engines[i % 6]);
	}
	unlink(path);
	ck_assert_int_ge(compared, PROGRAMS);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("engines");
	TCase *same = tcase_create("same");
	tcase_set_timeout(same, 120);
	tcase_add_loop_test(same, a_schedule_of_a_random_program_is_the_same_run_on_every_engine, 0, CHUNKS);
	suite_add_tcase(suite, same);
	return run_suite(suite);
}
