/* test_kitchen.c - the ring of engines: recipes run on real threads and on a real loop, through the program itself, and what its
 * `--json` says is compared with what must be. Faults are real: processes are killed, memory is eaten, loops have no end.
 *
 * The program is ./lunchrush of the build tree; recipes come from lessons/ and tests/recipes of the source tree. */
#include "suite.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define ARGS_MAX 32

/* A run of the program: its end, and all it wrote. */
struct outcome {
	int status;   /* exit status, or 128 + signal */
	char *out;    /* stdout */
	char *err;    /* stderr */
	json_t *json; /* stdout as JSON, NULL when it is none */
};

static const char *source_dir(void)
{
	const char *dir = getenv("srcdir");
	return dir ? dir : ".";
}

/* A recipe of the tests by name, of the lessons by its folder's name; in a static buffer that is good until the next call. */
static const char *recipe(const char *name)
{
	static char path[512];
	snprintf(path, sizeof path, "%s/tests/recipes/%s.lua", source_dir(), name);
	if (access(path, R_OK) != 0)
		snprintf(path, sizeof path, "%s/lessons/%s/recipe.lua", source_dir(), name);
	return path;
}

static char *read_all(int fd)
{
	size_t size = 65536, length = 0;
	char *text = malloc(size);
	ssize_t n;
	while ((n = read(fd, text + length, size - length - 1)) > 0)
		if ((length += (size_t)n) + 1 == size)
			text = realloc(text, size *= 2);
	text[length] = 0;
	close(fd);
	return text;
}

static void (*before_exec)(void); /* called in the child; NULL: nothing to do */

/* Start the program with these arguments; the two pipes are for the caller to read and close. */
static pid_t start(char *const *arguments, int *out, int *err)
{
	int a[2], b[2];
	ck_assert_int_eq(pipe2(a, O_CLOEXEC), 0);
	ck_assert_int_eq(pipe2(b, O_CLOEXEC), 0);
	pid_t pid = fork();
	ck_assert_int_ge(pid, 0);
	if (pid == 0) {
		dup2(a[1], STDOUT_FILENO);
		dup2(b[1], STDERR_FILENO);
		if (before_exec)
			before_exec();
		execv("./lunchrush", arguments);
		_exit(127);
	}
	close(a[1]);
	close(b[1]);
	*out = a[0];
	*err = b[0];
	return pid;
}

static struct outcome finish(pid_t pid, int out, int err)
{
	struct outcome outcome = { .out = read_all(out), .err = read_all(err) };
	int status;
	json_error_t error;
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	outcome.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
	outcome.json = json_loads(outcome.out, 0, &error);
	return outcome;
}

static void arguments_make(char *arguments[ARGS_MAX], const char *first, const char *second, va_list more)
{
	int n = 0;
	arguments[n++] = "./lunchrush";
	arguments[n++] = (char *)first;
	arguments[n++] = (char *)second;
	while ((arguments[n] = va_arg(more, char *)))
		n++;
}

/* `lunchrush run RECIPE --json …`; NULL-ended. */
static struct outcome run(const char *path, ...)
{
	char *arguments[ARGS_MAX];
	int out, err;
	va_list more;
	va_start(more, path);
	arguments_make(arguments, "run", path, more);
	va_end(more);
	pid_t pid = start(arguments, &out, &err);
	return finish(pid, out, err);
}

static void release(struct outcome *outcome)
{
	free(outcome->out);
	free(outcome->err);
	json_decref(outcome->json);
}

static const char *text_of(const struct outcome *outcome, const char *key)
{
	const char *text = json_string_value(json_object_get(outcome->json, key));
	return text ? text : "";
}

static json_t *global_of(const struct outcome *outcome, const char *name)
{
	return json_object_get(json_object_get(outcome->json, "globals"), name);
}

static long long ledger_of(const struct outcome *outcome, const char *name)
{
	return json_integer_value(json_object_get(json_object_get(outcome->json, "ledger"), name));
}

static const char *const engine_names[] = { "threads", "loop" };
/* Add a test once per engine. */
#define ON_EACH_ENGINE(tcase, test) tcase_add_loop_test(tcase, test, 0, 2)
#define ENGINE engine_names[_i]

/* What `replay` prints; to be freed. */
static char *replay(const char *trace, const char *how)
{
	char *arguments[] = { "./lunchrush", "replay", (char *)trace, (char *)how, NULL };
	int out, err;
	pid_t pid = start(arguments, &out, &err);
	struct outcome r = finish(pid, out, err);
	free(r.err);
	json_decref(r.json);
	return r.out;
}

/* ---- the recipes people see ---- */

START_TEST(burgers_serves_everybody_who_came)
{
	struct outcome r = run(recipe("03-burgers"), "--engine", ENGINE, "--json", "--pace", "max", NULL);
	ck_assert_msg(r.status == 0, "%.1500s%.1500s", r.out, r.err);
	ck_assert_str_eq(text_of(&r, "outcome"), "done");
	ck_assert_str_eq(text_of(&r, "engine"), ENGINE);
	ck_assert_int_eq(ledger_of(&r, "arrived"), 12);
	ck_assert_int_eq(ledger_of(&r, "served"), 12);
	ck_assert_int_eq(ledger_of(&r, "in_flight"), 0);
	ck_assert_int_eq(json_integer_value(global_of(&r, "served")), 12);
	release(&r);
}
END_TEST

START_TEST(burgers_in_real_time_is_paced_by_its_small_grill)
{
	/* The same crowd, a grill of 4 and a grill of 1: 12 patties of 200 s each on one slot take at least 2400 kitchen seconds. */
	struct outcome four = run(recipe("03-burgers"), "--engine", ENGINE, "--json", "--pace", "2000", NULL);
	struct outcome one = run(recipe("03-burgers"), "--engine", ENGINE, "--json", "--pace", "2000", "--set", "grill=1", NULL);
	double few = json_real_value(json_object_get(four.json, "elapsed_s")), many = json_real_value(json_object_get(one.json, "elapsed_s"));
	ck_assert_int_eq(four.status, 0);
	ck_assert_int_eq(one.status, 0);
	ck_assert_msg(many >= 2400.0 / 2000, "%f", many);
	ck_assert_msg(many > few, "one slot %f s, four %f s", many, few);
	release(&four);
	release(&one);
}
END_TEST

/* The story of a breakfast, in plain sentences; to be freed. */
static char *breakfast(const char *engine, const char *way)
{
	char setting[64];
	snprintf(setting, sizeof setting, "way=%s", way);
	struct outcome r = run(recipe("02-sandwich"), "--engine", engine, "--plain", "--pace", "200", "--set", setting, NULL);
	ck_assert_msg(r.status == 0, "%.1500s%.1500s", r.out, r.err);
	free(r.err);
	json_decref(r.json);
	return r.out;
}

/* How many of the sandwich's steps begin between the kettle's being on and the coffee's being poured: a fact of order, which no other load of
 * the machine can change. */
static int steps_meanwhile(const char *engine, const char *way, const char *kettle)
{
	char *story = breakfast(engine, way), *at = strstr(story, kettle), *end = strstr(story, "pour the coffee");
	int steps = 0;
	ck_assert_msg(at && end, "%.3000s", story);
	for (; (at = strstr(at, "make sandwich gets to work")) && at < end; at++)
		steps++;
	free(story);
	return steps;
}

START_TEST(one_by_one_nothing_is_made_while_the_water_boils)
{
	ck_assert_int_eq(steps_meanwhile(ENGINE, "one by one", "until the water boils"), 0);
}
END_TEST

START_TEST(meanwhile_the_sandwich_is_made_while_the_water_boils)
{
	ck_assert_int_gt(steps_meanwhile(ENGINE, "meanwhile", "until the water boils"), 0);
}
END_TEST

START_TEST(staring_at_the_kettle_stops_the_loop_but_not_threads)
{
	ck_assert_int_eq(steps_meanwhile("loop", "blocking", "stare at the kettle"), 0);
	ck_assert_int_gt(steps_meanwhile("threads", "blocking", "stare at the kettle"), 0);
}
END_TEST

START_TEST(with_a_lock_no_visit_is_lost)
{
	struct outcome r = run(recipe("10-visits"), "--engine", ENGINE, "--json", "--no-gil", "--set", "workers=20", "--set", "increments=5000", "--set",
			       "how=with a lock", NULL);
	ck_assert_msg(r.status == 0, "%.1500s%.1500s", r.out, r.err);
	ck_assert_int_eq(json_integer_value(global_of(&r, "visits")), 100000);
	release(&r);
}
END_TEST

START_TEST(without_a_lock_visits_are_lost_on_threads)
{
	struct outcome r = run(recipe("10-visits"), "--engine", "threads", "--json", "--no-gil", "--set", "workers=100", "--set", "increments=100000", NULL);
	long long visits = json_integer_value(global_of(&r, "visits"));
	printf("%lld of 10000000 visits were counted\n", visits);
	ck_assert_str_eq(text_of(&r, "outcome"), "violated");
	ck_assert_int_gt(visits, 0);
	ck_assert_int_lt(visits, 10000000);
	release(&r);
}
END_TEST

START_TEST(on_the_loop_no_visit_is_lost_without_any_lock)
{
	struct outcome r = run(recipe("10-visits"), "--engine", "loop", "--json", "--set", "workers=20", "--set", "increments=5000", "--set",
			       "how=spelled out", NULL);
	ck_assert_msg(r.status == 0, "%.1500s%.1500s", r.out, r.err);
	ck_assert_int_eq(json_integer_value(global_of(&r, "visits")), 100000);
	release(&r);
}
END_TEST

/* Both take one lock, count for a second, and want the other: at this pace they must meet. */
START_TEST(locks_taken_in_opposite_order_deadlock_and_it_is_told_who_holds_what)
{
	struct outcome r = run(recipe("11-opposed"), "--engine", ENGINE, "--json", "--pace", "10", NULL);
	json_t *waiting = json_object_get(r.json, "waiting"), *first = json_array_get(waiting, 0), *second = json_array_get(waiting, 1);
	ck_assert_int_eq(r.status, 1);
	ck_assert_str_eq(text_of(&r, "outcome"), "deadlock");
	ck_assert_int_eq(json_array_size(waiting), 2);
	ck_assert_str_eq(json_string_value(json_object_get(first, "for")), "the lock safe");
	ck_assert_str_eq(json_string_value(json_object_get(first, "holder")), "in the evening");
	ck_assert_str_eq(json_string_value(json_object_get(second, "for")), "the lock till");
	ck_assert_str_eq(json_string_value(json_object_get(second, "holder")), "in the morning");
	release(&r);
	r = run(recipe("11-opposed"), "--engine", ENGINE, "--json", "--pace", "10", "--set", "order=the same", NULL);
	ck_assert_str_eq(text_of(&r, "outcome"), "done");
	release(&r);
}
END_TEST

START_TEST(philosophers_starve_left_first_and_eat_ordered_or_with_a_waiter)
{
	static const char *const rules[] = { "rule=left first", "rule=ordered", "rule=waiter" };
	for (int i = 0; i < 3; i++) {
		struct outcome r = run(recipe("12-philosophers"), "--engine", ENGINE, "--json", "--pace", "10", "--set", rules[i], NULL);
		ck_assert_msg(strcmp(text_of(&r, "outcome"), i ? "done" : "deadlock") == 0, "%s: %.1500s", rules[i], r.out);
		release(&r);
	}
}
END_TEST

/* ---- words of the API ---- */

START_TEST(locals_tables_functions_and_results_travel_alike_on_both_engines)
{
	struct outcome r = run(recipe("travellers"), "--engine", ENGINE, "--json", NULL);
	ck_assert_msg(r.status == 0, "%.1500s%.1500s", r.out, r.err);
	release(&r);
}
END_TEST

START_TEST(join_of_a_queue_returns_when_all_is_dealt_with)
{
	struct outcome r = run(recipe("join"), "--engine", ENGINE, "--json", NULL);
	ck_assert_msg(r.status == 0, "%.1500s%.1500s", r.out, r.err);
	release(&r);
}
END_TEST

START_TEST(a_list_grows_shrinks_and_is_read_by_place)
{
	struct outcome r = run(recipe("lists"), "--engine", ENGINE, "--json", NULL);
	ck_assert_msg(r.status == 0, "%.1500s%.1500s", r.out, r.err);
	ck_assert_int_eq(json_integer_value(global_of(&r, "size")), 5);
	ck_assert_int_eq(json_integer_value(global_of(&r, "last")), 25);
	ck_assert_str_eq(json_string_value(global_of(&r, "second")), "two");
	ck_assert(json_is_null(global_of(&r, "none")));
	ck_assert_int_eq(json_integer_value(global_of(&r, "rest")), 4);
	release(&r);
}
END_TEST

START_TEST(trying_for_a_lock_one_holds_is_told)
{
	struct outcome r = run(recipe("holds"), "--engine", ENGINE, "--plain", "--all", NULL);
	ck_assert_msg(r.status == 0, "%.1500s%.1500s", r.out, r.err);
	ck_assert_msg(strstr(r.out, "main tries till in vain: it has it already.") != NULL, "%.3000s", r.out);
	release(&r);
}
END_TEST

START_TEST(a_lock_held_around_a_function_is_released_whatever_happens_in_it)
{
	struct outcome r = run(recipe("holds"), "--engine", ENGINE, "--json", NULL);
	ck_assert_msg(r.status == 0, "%.1500s%.1500s", r.out, r.err);
	ck_assert_int_eq(json_integer_value(global_of(&r, "visits")), 100);
	ck_assert_str_eq(json_string_value(global_of(&r, "raised")), "spilt");
	ck_assert(json_is_true(global_of(&r, "tried")));
	ck_assert(json_is_false(global_of(&r, "refused")));
	ck_assert(json_is_false(global_of(&r, "again")));
	ck_assert_str_eq(json_string_value(global_of(&r, "early")), "main cannot release the lock till: nobody holds it");
	release(&r);
}
END_TEST

START_TEST(semaphores_conditions_events_and_barriers_let_on_whom_they_should)
{
	struct outcome r = run(recipe("signals"), "--engine", ENGINE, "--json", NULL);
	ck_assert_msg(r.status == 0, "%.1500s%.1500s", r.out, r.err);
	ck_assert_int_eq(json_integer_value(global_of(&r, "before")), 0);
	ck_assert_int_eq(json_integer_value(global_of(&r, "served")), 5);
	ck_assert_int_le(json_integer_value(global_of(&r, "at_once")), 2);
	ck_assert(json_is_false(global_of(&r, "was_set")));
	ck_assert(json_is_false(global_of(&r, "set_at_end")));
	release(&r);
}
END_TEST

START_TEST(who_waits_at_a_condition_is_told_in_the_order_of_queueing_up)
{
	struct outcome r = run(recipe("line"), "--engine", ENGINE, "--json", NULL);
	ck_assert_msg(r.status == 0, "%.1500s%.1500s", r.out, r.err);
	ck_assert(json_is_true(global_of(&r, "in_order")));
	release(&r);
}
END_TEST

START_TEST(shared_values_and_arrays_hold_what_all_wrote)
{
	struct outcome r = run(recipe("memory"), "--engine", ENGINE, "--json", NULL);
	ck_assert_msg(r.status == 0, "%.1500s%.1500s", r.out, r.err);
	ck_assert_int_eq(json_integer_value(global_of(&r, "sum")), 20000);
	ck_assert_double_eq(json_real_value(global_of(&r, "half")), 20000.5);
	ck_assert_str_eq(json_string_value(global_of(&r, "who")), "Bob");
	ck_assert_int_eq(json_integer_value(global_of(&r, "ninth")), -9);
	ck_assert_int_eq(json_integer_value(global_of(&r, "size")), 10);
	release(&r);
}
END_TEST

START_TEST(a_token_goes_round_a_ring_of_queues)
{
	struct outcome r = run(recipe("ring"), "--engine", ENGINE, "--json", NULL);
	ck_assert_msg(r.status == 0, "%.1500s%.1500s", r.out, r.err);
	release(&r);
}
END_TEST

START_TEST(the_ledger_balances_when_things_are_served_that_never_arrived)
{
	struct outcome r = run(recipe("serves"), "--engine", ENGINE, "--json", NULL);
	ck_assert_int_eq(ledger_of(&r, "arrived"), 5);
	ck_assert_int_eq(ledger_of(&r, "served"), 5);
	ck_assert_int_eq(ledger_of(&r, "in_flight"), 0);
	release(&r);
}
END_TEST

START_TEST(a_broken_expectation_is_named_and_the_status_is_1)
{
	struct outcome r = run(recipe("broken"), "--engine", ENGINE, "--json", NULL);
	json_t *violations = json_object_get(r.json, "violations");
	ck_assert_int_eq(r.status, 1);
	ck_assert_str_eq(text_of(&r, "outcome"), "violated");
	ck_assert_int_eq(json_array_size(violations), 1);
	ck_assert_str_eq(json_string_value(json_array_get(violations, 0)), "the till is full");
	release(&r);
}
END_TEST

/* ---- threads and their GIL ---- */

START_TEST(ten_tasks_are_ten_threads_of_the_kernel)
{
	struct outcome r = run(recipe("visits"), "--json", "--set", "workers=10", "--set", "increments=100", NULL);
	json_t *workers = json_object_get(r.json, "workers");
	ck_assert_int_eq(json_array_size(workers), 11);
	for (size_t i = 0; i < 11; i++)
		for (size_t j = 0; j < i; j++)
			ck_assert_int_ne(json_integer_value(json_object_get(json_array_get(workers, i), "tid")),
					 json_integer_value(json_object_get(json_array_get(workers, j), "tid")));
	release(&r);
}
END_TEST

START_TEST(tasks_of_a_loop_share_one_thread)
{
	struct outcome r = run(recipe("visits"), "--engine", "loop", "--json", "--set", "workers=10", "--set", "increments=100", NULL);
	json_t *workers = json_object_get(r.json, "workers");
	for (size_t i = 1; i < json_array_size(workers); i++)
		ck_assert_int_eq(json_integer_value(json_object_get(json_array_get(workers, i), "tid")),
				 json_integer_value(json_object_get(json_array_get(workers, 0), "tid")));
	ck_assert_int_eq(json_integer_value(global_of(&r, "visits")), 1000);
	release(&r);
}
END_TEST

START_TEST(the_gil_lets_one_thread_work_at_a_time)
{
	struct outcome on = run(recipe("works"), "--gil", "--json", NULL);
	/* Two workers of 0.3 s of CPU each: one at a time they take 0.6 s, whatever the machine has; two clocks
	 * measure, which may differ by a little. */
	ck_assert_int_eq(on.status, 0);
	ck_assert(json_is_true(json_object_get(on.json, "gil")));
	ck_assert_double_ge(json_real_value(json_object_get(on.json, "elapsed_s")), 0.59);
	release(&on);
}
END_TEST

START_TEST(every_gil_interval_hands_over_between_two_who_work)
{
	char trace[] = "/tmp/lunchrush-test-XXXXXX";
	close(mkstemp(trace));
	struct outcome r = run(recipe("works"), "--gil", "--gil-interval", "20", "--plain", "--all", "--trace", trace, NULL);
	int asked = 0;
	for (const char *at = r.out; (at = strstr(at, "to drop")) || false; at++)
		asked++;
	ck_assert_int_eq(r.status, 0);
	/* Nobody asks before an interval of 20 ms has passed since the last hand-over. */
	char *json = replay(trace, "--json");
	json_t *report = json_loads(json, 0, NULL);
	double elapsed = json_real_value(json_object_get(report, "elapsed_s"));
	ck_assert_msg(asked >= 3 && asked <= elapsed / 0.02 + 1, "%d times asked in %f s", asked, elapsed);
	json_decref(report);
	free(json);
	unlink(trace);
	release(&r);
}
END_TEST

START_TEST(the_gil_keeps_one_line_whole_but_not_three)
{
	/* A switch comes where a line begins; there are hundreds of them in so many increments. */
	struct outcome whole = run(recipe("10-visits"), "--engine", "threads", "--gil", "--gil-interval", "1", "--json", "--set", "workers=4", "--set",
				   "increments=1000000", "--set", "how=in one line", NULL);
	ck_assert_int_eq(json_integer_value(global_of(&whole, "visits")), 4000000);
	release(&whole);
	struct outcome spelled = run(recipe("10-visits"), "--engine", "threads", "--gil", "--gil-interval", "1", "--json", "--set", "workers=4", "--set",
				     "increments=1000000", "--set", "how=spelled out", NULL);
	ck_assert_int_lt(json_integer_value(global_of(&spelled, "visits")), 4000000);
	release(&spelled);
}
END_TEST

START_TEST(a_blocking_call_stalls_the_loop_for_as_long_as_it_takes)
{
	struct outcome r = run(recipe("stall"), "--json", NULL);
	ck_assert_int_eq(r.status, 0);
	ck_assert_double_ge(json_number_value(global_of(&r, "late")), 0.4);
	release(&r);
	r = run(recipe("stall"), "--engine", "threads", "--json", NULL);
	ck_assert_int_eq(r.status, 0);
	release(&r);
}
END_TEST

/* ---- what goes wrong ends in one clear line ---- */

static const struct wrong {
	const char *recipe, *error; /* the whole line, or how it begins when it ends in "…" */
} wrongs[] = {
	{ "wrong-syntax", "wrong-syntax.lua:2: …" },
	{ "wrong-index", "wrong-index.lua:4: attempt to index a nil value (local 't') (in bad cook)" },
	{ "hoarder", "hoarder.lua:3: hoarder takes more memory than a recipe may have, 256 MB: …" },
	{ "no-travel", "no-travel.lua:2: …" },
	{ "no-return", "no-return.lua:2: what the task returns is a table with a metatable and cannot travel: …" },
	{ "no-result", "no-result.lua:3: what a call returns: value 2, field `box`, is a table with a metatable and cannot travel: …" },
	{ "no-put", "no-put.lua:2: what is put into a queue is a table with a metatable and cannot travel: …" },
	{ "long-shared", "long-shared.lua:3: shared holds nil, booleans, numbers and texts of up to 63 bytes, and this one has 64" },
	{ "long-list", "long-list.lua:1: a list holds booleans, numbers and texts of up to 63 bytes, and this one has 64" },
	{ "long-array", "long-array.lua:1: an array holds nil, booleans, numbers and texts of up to 63 bytes, and this one has 64" },
	{ "odd-error", "odd-error.lua:2: …" },
	{ "table-global", "table-global.lua:1: the global 'visits' cannot be a table: …" },
	{ "relock", "relock.lua:4: thief already holds the lock till: it would wait for itself for ever; lock(\"till\", {reentrant = true}) may be taken again…" },
	{ "not-held", "not-held.lua:4: thief cannot release the lock till: main holds it (in thief)" },
	{ "lone-wait", "lone-wait.lua:3: main must hold the lock till to wait at the condition news: …" },
	{ "past-the-end", "past-the-end.lua:3: the array box has places 1 to 3, and 4 is none of them" },
	{ "no-sum", "no-sum.lua:2: the shared total holds no number just now, so nothing can be added to it: …" },
};
#define WRONGS ((int)(sizeof wrongs / sizeof *wrongs))

START_TEST(a_mistake_ends_in_one_line_with_file_and_line)
{
	const struct wrong *wrong = &wrongs[_i / 2];
	struct outcome r = run(recipe(wrong->recipe), "--engine", engine_names[_i % 2], "--json", NULL);
	size_t n = strcspn(wrong->error, "\xe2");
	ck_assert_int_eq(r.status, 1);
	ck_assert_str_eq(text_of(&r, "outcome"), "failed");
	ck_assert_msg(strncmp(text_of(&r, "error"), wrong->error, n) == 0, "%s", text_of(&r, "error"));
	ck_assert_ptr_nonnull(strstr(r.err, text_of(&r, "error")));
	ck_assert_msg(strchr(r.err, '\n') == r.err + strlen(r.err) - 1, "not one line: %s", r.err);
	release(&r);
}
END_TEST

START_TEST(every_kind_of_wait_that_never_ends_is_named)
{
	static const char *const fors[] = { "a notify of news", "the event gate", "all to arrive at start", "a place of ovens" };
	struct outcome r = run(recipe("cond-deadlock"), "--engine", ENGINE, "--json", NULL);
	json_t *waiting = json_object_get(r.json, "waiting");
	ck_assert_str_eq(text_of(&r, "outcome"), "deadlock");
	ck_assert_int_eq(json_array_size(waiting), 4);
	for (size_t i = 0; i < 4; i++)
		ck_assert_str_eq(json_string_value(json_object_get(json_array_get(waiting, i), "for")), fors[i]);
	release(&r);
}
END_TEST

START_TEST(an_endless_loop_is_stopped_where_it_is_when_time_is_up)
{
	struct outcome r = run(recipe("endless"), "--engine", ENGINE, "--json", "--timeout", "0.5", NULL);
	unsigned line = 0;
	ck_assert_int_eq(r.status, 1);
	ck_assert_str_eq(text_of(&r, "outcome"), "failed");
	ck_assert_msg(sscanf(text_of(&r, "error"), "endless.lua:%u: time is up", &line) == 1 && line >= 3 && line <= 5, "%s", text_of(&r, "error"));
	release(&r);
}
END_TEST

/* Address space for a few threads only, in the child that is to run the program. */
static void limit_address_space(void)
{
	struct rlimit limit = { (rlim_t)9 << 30, (rlim_t)9 << 30 };
	setrlimit(RLIMIT_AS, &limit);
}

START_TEST(threads_that_cannot_be_started_are_an_error_and_the_run_ends)
{
	char *arguments[] = { "./lunchrush", "run", (char *)recipe("many-threads"), "--engine", "threads", "--no-trace", "--json", NULL };
	int out, err;
	before_exec = limit_address_space;
	pid_t pid = start(arguments, &out, &err);
	before_exec = NULL;
	struct outcome r = finish(pid, out, err);
	/* Either the thread itself could not be had, or, in one that could, there was no room left for its Lua: then the run fails, in words. */
	bool no_thread = r.status == 0 && json_string_value(global_of(&r, "reason")) != NULL;
	bool no_room = r.status == 1 && strcmp(text_of(&r, "outcome"), "failed") == 0 && *text_of(&r, "error");
	ck_assert_msg(no_thread || no_room, "%.500s%.500s", r.out, r.err);
	ck_assert_int_lt(json_integer_value(global_of(&r, "started")), 2000);
	release(&r);
}
END_TEST

START_TEST(an_unknown_setting_and_a_wrong_value_are_told)
{
	struct outcome r = run(recipe("visits"), "--json", "--set", "wokers=3", NULL);
	ck_assert_int_ne(r.status, 0);
	ck_assert_ptr_nonnull(strstr(r.err, "wokers"));
	release(&r);
	r = run(recipe("visits"), "--json", "--set", "workers=many", NULL);
	ck_assert_int_ne(r.status, 0);
	ck_assert_ptr_nonnull(strstr(r.err, "visits.lua:2: the setting workers is a number, not 'many'"));
	release(&r);
	r = run(recipe("visits"), "--json", "--set", "workers=5000", NULL);
	ck_assert_int_ne(r.status, 0);
	ck_assert_ptr_nonnull(strstr(r.err, "the setting workers lies between"));
	release(&r);
}
END_TEST

START_TEST(workers_that_wait_for_ever_are_a_deadlock_that_says_who_waits_for_what)
{
	struct outcome r = run(recipe("deadlock"), "--engine", ENGINE, "--json", NULL);
	json_t *waiting = json_object_get(r.json, "waiting");
	ck_assert_int_eq(r.status, 1);
	ck_assert_str_eq(text_of(&r, "outcome"), "deadlock");
	ck_assert_int_eq(json_array_size(waiting), 2);
	ck_assert_str_eq(json_string_value(json_object_get(json_array_get(waiting, 0), "for")), "the end of waiter");
	ck_assert_str_eq(json_string_value(json_object_get(json_array_get(waiting, 0), "holder")), "waiter");
	ck_assert_str_eq(json_string_value(json_object_get(json_array_get(waiting, 1), "for")), "something in q");
	release(&r);
}
END_TEST

/* ---- faults ---- */

/* The children of a process, at most `size`. */
static int children_of(pid_t pid, pid_t *to, int size)
{
	char path[64];
	int n = 0;
	snprintf(path, sizeof path, "/proc/%d/task/%d/children", (int)pid, (int)pid);
	FILE *file = fopen(path, "r");
	while (file && n < size && fscanf(file, "%d", &to[n]) == 1)
		n++;
	if (file)
		fclose(file);
	return n;
}

static void pause_a_little(void)
{
	nanosleep(&(struct timespec){ .tv_nsec = 5000000 }, NULL);
}

/* Wait for the kitchen and the floor of a running program. */
static void find_family(pid_t program, pid_t *kitchen, pid_t *floor)
{
	while (children_of(program, kitchen, 1) == 0)
		pause_a_little();
	while (children_of(*kitchen, floor, 1) == 0)
		pause_a_little();
}

static bool gone(pid_t pid)
{
	char path[64], state = 0;
	snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
	FILE *file = fopen(path, "r");
	if (!file)
		return true;
	if (fscanf(file, "%*d (%*[^)]) %c", &state) != 1)
		state = 'X';
	fclose(file);
	return state == 'Z' || state == 'X';
}

static pid_t start_long(const char *engine, int *out, int *err, pid_t *kitchen, pid_t *floor)
{
	char *arguments[] = { "./lunchrush", "run", (char *)recipe("03-burgers"), "--engine", (char *)engine, "--pace", "1", "--json", NULL };
	pid_t pid = start(arguments, out, err);
	find_family(pid, kitchen, floor);
	return pid;
}

START_TEST(a_killed_program_leaves_no_process_behind)
{
	int out, err;
	pid_t kitchen, floor, pid = start_long(ENGINE, &out, &err, &kitchen, &floor);
	kill(pid, SIGKILL);
	struct outcome r = finish(pid, out, err);
	while (!gone(kitchen) || !gone(floor))
		pause_a_little();
	release(&r);
}
END_TEST

START_TEST(a_killed_kitchen_is_told_and_takes_the_floor_with_it)
{
	int out, err;
	pid_t kitchen, floor, pid = start_long(ENGINE, &out, &err, &kitchen, &floor);
	kill(kitchen, SIGKILL);
	struct outcome r = finish(pid, out, err);
	ck_assert_int_eq(r.status, 3);
	ck_assert_ptr_nonnull(strstr(r.err, "signal 9"));
	while (!gone(floor))
		pause_a_little();
	release(&r);
}
END_TEST

START_TEST(a_killed_floor_is_a_failed_run_with_a_report)
{
	int out, err;
	pid_t kitchen, floor, pid = start_long(ENGINE, &out, &err, &kitchen, &floor);
	kill(floor, SIGKILL);
	struct outcome r = finish(pid, out, err);
	ck_assert_int_ne(r.status, 0);
	ck_assert_str_eq(text_of(&r, "outcome"), "failed");
	ck_assert_ptr_nonnull(strstr(text_of(&r, "error"), "signal 9"));
	release(&r);
}
END_TEST

/* Wait until the program takes SIGINT itself: before that it just ends, as any program does. */
static void wait_for_sigint_blocked(pid_t pid)
{
	char path[64], line[256];
	unsigned long long blocked = 0;
	snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
	while (!(blocked & 1ull << (SIGINT - 1))) {
		FILE *file = fopen(path, "r");
		ck_assert_ptr_nonnull(file);
		while (fgets(line, sizeof line, file))
			sscanf(line, "SigBlk: %llx", &blocked);
		fclose(file);
		pause_a_little();
	}
}

START_TEST(an_interrupt_ends_the_run_with_a_report_and_status_130)
{
	int out, err;
	pid_t kitchen, floor, pid = start_long(ENGINE, &out, &err, &kitchen, &floor);
	wait_for_sigint_blocked(pid);
	kill(pid, SIGINT);
	struct outcome r = finish(pid, out, err);
	ck_assert_int_eq(r.status, 130);
	ck_assert_str_eq(text_of(&r, "outcome"), "interrupted");
	release(&r);
}
END_TEST

/* ---- the stream ---- */

START_TEST(a_trace_replays_to_the_same_report_and_the_same_story)
{
	char trace[] = "/tmp/lunchrush-test-XXXXXX";
	close(mkstemp(trace));
	struct outcome live = run(recipe("03-burgers"), "--engine", ENGINE, "--plain", "--pace", "3000", "--trace", trace, NULL);
	char *again = replay(trace, "--plain");
	ck_assert_str_eq(live.out, again);
	char *json = replay(trace, "--json");
	json_t *report = json_loads(json, 0, NULL);
	ck_assert_int_eq(json_integer_value(json_object_get(json_object_get(report, "ledger"), "served")), 12);
	json_decref(report);
	free(json);
	free(again);
	unlink(trace);
	release(&live);
}
END_TEST

START_TEST(no_event_is_dropped_however_fast_they_come)
{
	struct outcome r = run(recipe("chatter"), "--engine", ENGINE, "--json", NULL);
	/* Each of 2 × 20000 yields is an event. */
	ck_assert_int_eq(r.status, 0);
	ck_assert_int_ge(json_integer_value(json_object_get(r.json, "events")), 40000);
	release(&r);
}
END_TEST

START_TEST(without_trace_nothing_is_told_and_the_report_is_right_all_the_same)
{
	struct outcome r = run(recipe("03-burgers"), "--engine", ENGINE, "--json", "--no-trace", "--pace", "max", NULL);
	ck_assert_int_eq(r.status, 0);
	ck_assert_int_eq(json_integer_value(json_object_get(r.json, "events")), 0);
	ck_assert_int_eq(ledger_of(&r, "served"), 12);
	release(&r);
}
END_TEST

static Suite *suite(void)
{
	Suite *suite = suite_create("kitchen");
	TCase *recipes = tcase_create("recipes"), *words = tcase_create("words"), *faults = tcase_create("faults");
	tcase_set_timeout(recipes, 60);
	ON_EACH_ENGINE(recipes, burgers_serves_everybody_who_came);
	ON_EACH_ENGINE(recipes, burgers_in_real_time_is_paced_by_its_small_grill);
	ON_EACH_ENGINE(recipes, one_by_one_nothing_is_made_while_the_water_boils);
	ON_EACH_ENGINE(recipes, meanwhile_the_sandwich_is_made_while_the_water_boils);
	tcase_add_test(recipes, staring_at_the_kettle_stops_the_loop_but_not_threads);
	ON_EACH_ENGINE(recipes, with_a_lock_no_visit_is_lost);
	tcase_add_test(recipes, without_a_lock_visits_are_lost_on_threads);
	tcase_add_test(recipes, on_the_loop_no_visit_is_lost_without_any_lock);
	ON_EACH_ENGINE(recipes, locks_taken_in_opposite_order_deadlock_and_it_is_told_who_holds_what);
	ON_EACH_ENGINE(recipes, philosophers_starve_left_first_and_eat_ordered_or_with_a_waiter);
	tcase_set_timeout(words, 60);
	ON_EACH_ENGINE(words, locals_tables_functions_and_results_travel_alike_on_both_engines);
	ON_EACH_ENGINE(words, join_of_a_queue_returns_when_all_is_dealt_with);
	ON_EACH_ENGINE(words, a_list_grows_shrinks_and_is_read_by_place);
	ON_EACH_ENGINE(words, trying_for_a_lock_one_holds_is_told);
	ON_EACH_ENGINE(words, a_lock_held_around_a_function_is_released_whatever_happens_in_it);
	ON_EACH_ENGINE(words, semaphores_conditions_events_and_barriers_let_on_whom_they_should);
	ON_EACH_ENGINE(words, who_waits_at_a_condition_is_told_in_the_order_of_queueing_up);
	ON_EACH_ENGINE(words, shared_values_and_arrays_hold_what_all_wrote);
	ON_EACH_ENGINE(words, a_token_goes_round_a_ring_of_queues);
	ON_EACH_ENGINE(words, the_ledger_balances_when_things_are_served_that_never_arrived);
	ON_EACH_ENGINE(words, a_broken_expectation_is_named_and_the_status_is_1);
	tcase_add_test(words, ten_tasks_are_ten_threads_of_the_kernel);
	tcase_add_test(words, tasks_of_a_loop_share_one_thread);
	tcase_add_test(words, the_gil_lets_one_thread_work_at_a_time);
	tcase_add_test(words, every_gil_interval_hands_over_between_two_who_work);
#if !defined(__SANITIZE_THREAD__) /* there the hook is called at any instruction */
	tcase_add_test(words, the_gil_keeps_one_line_whole_but_not_three);
#endif
	tcase_add_test(words, a_blocking_call_stalls_the_loop_for_as_long_as_it_takes);
	tcase_set_timeout(faults, 60);
	tcase_add_loop_test(faults, a_mistake_ends_in_one_line_with_file_and_line, 0, 2 * WRONGS);
	ON_EACH_ENGINE(faults, every_kind_of_wait_that_never_ends_is_named);
	ON_EACH_ENGINE(faults, an_endless_loop_is_stopped_where_it_is_when_time_is_up);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) /* these reserve terabytes of address space */
	tcase_add_test(faults, threads_that_cannot_be_started_are_an_error_and_the_run_ends);
#endif
	tcase_add_test(faults, an_unknown_setting_and_a_wrong_value_are_told);
	ON_EACH_ENGINE(faults, workers_that_wait_for_ever_are_a_deadlock_that_says_who_waits_for_what);
	ON_EACH_ENGINE(faults, a_killed_program_leaves_no_process_behind);
	ON_EACH_ENGINE(faults, a_killed_kitchen_is_told_and_takes_the_floor_with_it);
	ON_EACH_ENGINE(faults, a_killed_floor_is_a_failed_run_with_a_report);
	ON_EACH_ENGINE(faults, an_interrupt_ends_the_run_with_a_report_and_status_130);
	ON_EACH_ENGINE(faults, a_trace_replays_to_the_same_report_and_the_same_story);
	ON_EACH_ENGINE(faults, no_event_is_dropped_however_fast_they_come);
	ON_EACH_ENGINE(faults, without_trace_nothing_is_told_and_the_report_is_right_all_the_same);
	suite_add_tcase(suite, recipes);
	suite_add_tcase(suite, words);
	suite_add_tcase(suite, faults);
	return suite;
}

int main(void)
{
	return run_suite(suite());
}
