/* test_uncaught.c - recipe{uncaught = "task"}: an error that nobody catches ends its task alone, on every engine, free and under control, and in the explorer.
 *
 * The recipe is tests/recipes/uncaught.lua; what is around the task that fails is a setting. */
#include "log_stage.h"
#include "recipe_run.h"
#include "stage/narrator.h"
#include "suite.h"

static const char *const ways[] = { "--engine threads", "--engine threads --gil", "--engine loop", "--engine processes", "--engine threads --policy random --seed 3",
	"--engine loop --policy random --seed 3", "--engine processes --policy random --seed 3" };
#define WAYS ((int)(sizeof ways / sizeof *ways))

static json_t *around(const char *what, const char *way)
{
	int status;
	json_t *json = recipe_run(&status, "run --json --pace max --timeout 60 $R/uncaught.lua --set around=%s %s", what, way);
	ck_assert_msg(status == 1, "%s %s: %d", what, way, status);
	return json;
}

static const char *failure(const json_t *json, size_t i, const char *key)
{
	return recipe_text(json_array_get(json_object_get(json, "failures"), i), key);
}

static size_t failures(const json_t *json)
{
	return json_array_size(json_object_get(json, "failures"));
}

START_TEST(who_joins_a_failed_task_goes_on_with_nil_and_the_run_has_failed_in_the_end)
{
	json_t *json = around("join", ways[_i]);
	ck_assert_str_eq(recipe_text(json_object_get(json, "globals"), "ways"), "nil 7");
	ck_assert_str_eq(recipe_text(json, "outcome"), "failed");
	ck_assert_str_eq(recipe_text(json, "error"), "uncaught.lua:9: no flour (in bad)");
	ck_assert_uint_eq(failures(json), 1);
	ck_assert_str_eq(failure(json, 0, "worker"), "bad");
	json_decref(json);
}
END_TEST

/* The main task's wait for all of the queue, first in "waiting". */
static void assert_waits(const char *what, const char *way, size_t failed, const char *part)
{
	json_t *json = around(what, way), *wait = json_array_get(json_object_get(json, "waiting"), 0);
	ck_assert_str_eq(recipe_text(json, "outcome"), "deadlock");
	ck_assert(json_is_null(json_object_get(json, "error")));
	ck_assert_uint_eq(failures(json), failed);
	ck_assert_str_eq(recipe_text(wait, "worker"), "main");
	ck_assert_str_eq(recipe_text(wait, "for"), "all of todo");
	ck_assert_str_eq(recipe_text(wait, "holder"), failure(json, 0, "worker"));
	ck_assert_msg(strstr(recipe_text(wait, "cause"), part) != NULL, "%s", recipe_text(wait, "cause"));
	json_decref(json);
}

START_TEST(who_waits_for_all_of_a_queue_waits_for_the_one_that_failed_with_something_from_it)
{
	assert_waits("queue", ways[_i], 1, ", who took one, has failed");
}
END_TEST

START_TEST(with_two_that_failed_both_are_named)
{
	assert_waits("two", "--engine threads --schedule '@*ABA*B*'", 2, "taker 1 and 1 more, who took one each, have failed");
}
END_TEST

START_TEST(what_was_dealt_with_before_the_failure_is_not_waited_for)
{
	json_t *json = around("done", ways[_i]);
	ck_assert_str_eq(recipe_text(json, "outcome"), "failed");
	ck_assert_uint_eq(failures(json), 1);
	json_decref(json);
}
END_TEST

START_TEST(pipes_of_a_failed_task_hang_up)
{
	json_t *json = around("pipe", ways[_i]);
	ck_assert_str_eq(recipe_text(json, "error"), "uncaught.lua:38: cut (in sender)");
	ck_assert_uint_eq(failures(json), 2);
	ck_assert_ptr_nonnull(strstr(failure(json, 1, "error"), "nothing more comes to wire a: sender, which sent to it, has ended"));
	json_decref(json);
}
END_TEST

START_TEST(the_order_in_the_hands_of_a_failed_task_is_lost)
{
	json_t *json = around("order", ways[_i]);
	ck_assert_int_eq(recipe_number(json, "ledger", "arrived"), 3);
	ck_assert_int_eq(recipe_number(json, "ledger", "served"), 2);
	ck_assert_int_eq(recipe_number(json, "ledger", "lost"), 1);
	json_decref(json);
}
END_TEST

START_TEST(a_lock_of_a_failed_task_is_never_given_back)
{
	json_t *json = around("lock", ways[_i]), *wait = json_array_get(json_object_get(json, "waiting"), 0);
	ck_assert_str_eq(recipe_text(json, "outcome"), "deadlock");
	ck_assert_str_eq(recipe_text(wait, "holder"), "clerk");
	json_decref(json);
}
END_TEST

START_TEST(the_main_tasks_error_ends_the_run)
{
	json_t *json = around("main", ways[_i]);
	ck_assert_str_eq(recipe_text(json, "error"), "uncaught.lua:62: main gives up");
	ck_assert_uint_eq(failures(json), 0);
	json_decref(json);
}
END_TEST

static void assert_counts(const char *engine, const char *what, const char *schedules, const char *failing, const char *deadlocking, size_t outcomes)
{
	int status;
	json_t *json = recipe_run(&status, "explore --json --engine %s $R/uncaught.lua --set around=%s", engine, what);
	ck_assert_str_eq(recipe_text(json, "schedules"), schedules);
	ck_assert_str_eq(recipe_text(json, "failing"), failing);
	ck_assert_str_eq(recipe_text(json, "deadlocking"), deadlocking);
	ck_assert_uint_eq(json_array_size(json_object_get(json, "outcomes")), outcomes);
	json_decref(json);
}

/* read, write, read each: (6 choose 3); one fails if the other's read and write come between its last two: 2 for each, before or after the other's last read. */
START_TEST(a_schedule_in_which_a_task_failed_is_counted_as_failing)
{
	assert_counts("threads", "race", "20", "4", "0", 4);
	assert_counts("processes", "race", "20", "0", "0", 1); /* a global of each process's own: nobody comes in between */
}
END_TEST

START_TEST(a_deadlock_after_a_failure_is_one_outcome_for_each_who_failed)
{
	assert_counts(_i ? "processes" : "threads", "queue", "542", "542", "542", 2);
}
END_TEST

START_TEST(any_other_word_is_refused)
{
	int status;
	char *out = recipe_output(&status, "run --json $R/uncaught-nobody.lua 2>&1 >/dev/null");
	ck_assert_int_eq(status, 1);
	ck_assert_msg(strstr(out, "uncaught-nobody.lua:2: recipe{}: \"nobody\" is uncaught, not \"run\" or \"task\""), "%s", out);
	free(out);
}
END_TEST

/* ---- in words ---- */

static const char *why(const char *letter)
{
	static char to[160];
	return stage_worker_why(&stage, event_log_worker(&log_, letter), stage.time_ns, to, sizeof to);
}

static const char *now(double at_s)
{
	static char to[512];
	narrator_moment(&stage, (uint64_t)(at_s * 1e9), to, sizeof to);
	return to;
}

START_TEST(it_is_told_who_failed_why_and_who_waits_for_it)
{
	log_stage_open("0 - begin 42\nmain main\nqueue bases\nworker A ann\nworker B bob\n0 @ start\n0 A start\n0 B start\n"
		"1 @ put bases 1\n1 @ put bases 2\n1 A get bases 1\n1 @ wait join bases\n1 B get bases 2\n2 A task_done bases 1\n"
		"2 A wait empty bases\n3 B fail \"soup.lua:9: burnt (in bob)\"\n3 B end failed\n");
	ck_assert_str_eq(why("B"), "failed: burnt");
	ck_assert_str_eq(why("@"), "for what B took from bases: it has failed");
	ck_assert_str_eq(now(4), "Nobody can go on: main waits for what B took from bases: it has failed; A ann waits until something comes into bases.");
	happens("4 - outcome deadlock");
	ck_assert_str_eq(now(5), "Deadlock: nobody can ever go on. main waits for what B took from bases: it has failed; A ann waits until something comes into "
		"bases. B bob failed: burnt.");
	log_stage_close();
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("uncaught");
	TCase *tcase = tcase_create("uncaught");
	tcase_set_timeout(tcase, 120);
	tcase_add_loop_test(tcase, who_joins_a_failed_task_goes_on_with_nil_and_the_run_has_failed_in_the_end, 0, WAYS);
	tcase_add_loop_test(tcase, who_waits_for_all_of_a_queue_waits_for_the_one_that_failed_with_something_from_it, 0, WAYS);
	tcase_add_test(tcase, with_two_that_failed_both_are_named);
	tcase_add_loop_test(tcase, what_was_dealt_with_before_the_failure_is_not_waited_for, 0, WAYS);
	tcase_add_loop_test(tcase, pipes_of_a_failed_task_hang_up, 0, WAYS);
	tcase_add_loop_test(tcase, the_order_in_the_hands_of_a_failed_task_is_lost, 0, WAYS);
	tcase_add_loop_test(tcase, a_lock_of_a_failed_task_is_never_given_back, 0, WAYS);
	tcase_add_loop_test(tcase, the_main_tasks_error_ends_the_run, 0, WAYS);
	tcase_add_test(tcase, a_schedule_in_which_a_task_failed_is_counted_as_failing);
	tcase_add_loop_test(tcase, a_deadlock_after_a_failure_is_one_outcome_for_each_who_failed, 0, 2);
	tcase_add_test(tcase, any_other_word_is_refused);
	tcase_add_test(tcase, it_is_told_who_failed_why_and_who_waits_for_it);
	suite_add_tcase(suite, tcase);
	return run_suite(suite);
}
