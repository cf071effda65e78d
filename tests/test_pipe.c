/* test_pipe.c - pipes: in the reducer and in words by literal logs, and really run on every engine, freely and under control. */
#include "log_stage.h"
#include "recipe_run.h"
#include "stage/narrator.h"
#include "suite.h"

#include <string.h>

static void open_kitchen(void)
{
	log_stage_open("0 - begin 42\n"
		"main main\n"
		"pipe \"phone a\"\n"
		"pipe \"phone b\" 1\n"
		"worker A ann\n"
		"worker B bob\n");
}

static const char *told(const char *line)
{
	static char to[256];
	happens(line);
	narrator_sentence(&stage, &log_.events[log_.count - 1], to, sizeof to);
	return to;
}

static const char *why(const char *letter)
{
	static char to[160];
	return stage_worker_why(&stage, event_log_worker(&log_, letter), stage.time_ns, to, sizeof to);
}

START_TEST(what_lies_at_an_end_is_counted_with_its_bytes)
{
	ck_assert_str_eq(told("1 A send \"phone b\" 0 3"), "A ann sends 3 to phone b.");
	ck_assert_str_eq(told("1 A send \"phone b\" 40000 nil"), "A ann sends a parcel of 40 KB to phone b (2 there).");
	ck_assert_uint_eq(object("phone b")->length, 2);
	ck_assert_uint_eq(object("phone b")->value, 40000);
	ck_assert_str_eq(told("2 B recv \"phone b\" 0 3"), "B bob receives 3 at phone b.");
	ck_assert_str_eq(told("2 B recv \"phone b\" 40000 nil"), "B bob receives a parcel of 40 KB at phone b, a copy.");
	ck_assert_uint_eq(object("phone b")->length, 0);
	ck_assert_uint_eq(object("phone b")->value, 0);
	ck_assert_uint_eq(stage.strange, 0);
}
END_TEST

START_TEST(waiting_at_a_pipe_is_told)
{
	ck_assert_str_eq(told("1 B wait message \"phone b\""), "B bob waits: nothing lies at phone b.");
	ck_assert_str_eq(why("B"), "until something comes to phone b");
	happens("1 A send \"phone b\" 70000 nil\n1 A wake B \"phone b\"");
	ck_assert_str_eq(why("B"), "something came to phone b");
	ck_assert_str_eq(told("1 A wait room \"phone b\""), "A ann waits: there is no room at phone b.");
	ck_assert_str_eq(why("A"), "until there is room at phone b, 1 there");
}
END_TEST

START_TEST(more_taken_than_lies_there_is_strange_and_does_no_harm)
{
	happens("1 B recv \"phone b\" 500 nil");
	ck_assert_uint_eq(stage.strange, 1);
	ck_assert_uint_eq(object("phone b")->length, 0);
	ck_assert_uint_eq(object("phone b")->value, 0);
}
END_TEST

static const char *const ways[] = { "--engine threads", "--engine loop", "--engine processes", "--policy random --seed 2", "--engine processes --policy random --seed 2",
	"--engine loop --policy random --seed 2" };

START_TEST(things_cross_in_order_as_copies)
{
	char words[200];
	snprintf(words, sizeof words, "$R/pipe-all.lua %s", ways[_i]);
	recipe_holds(words);
	snprintf(words, sizeof words, "$R/pipe-full.lua %s", ways[_i]);
	recipe_holds(words);
}
END_TEST

/* Whoever has that end may send, as long as he is there: it is not hung up when the only one who has sent so far ends. */
START_TEST(an_end_is_hung_up_when_nobody_is_left_who_could_send_and_not_before)
{
	static const char *const senders[] = { "one", "two", "main" };
	for (size_t i = 0; i < sizeof senders / sizeof *senders; i++) {
		char words[200];
		snprintf(words, sizeof words, "$R/pipe-held.lua --set who=%s %s", senders[i], ways[_i]);
		recipe_holds(words);
	}
}
END_TEST

START_TEST(who_waits_for_the_reader_could_still_send_so_that_is_a_deadlock)
{
	int status;
	json_t *json = recipe_run(&status, "run --json --timeout 60 $R/pipe-held.lua --set who=waits %s", ways[_i]);
	ck_assert_str_eq(recipe_text(json, "outcome"), "deadlock");
	json_decref(json);
}
END_TEST

START_TEST(a_schedule_gives_the_same_events_on_threads_and_on_processes)
{
	int status;
	json_t *threads = recipe_run(&status, "run --json $R/pipe-full.lua --seed 4 --policy random");
	json_t *processes = recipe_run(&status, "run --json $R/pipe-full.lua --seed 4 --engine processes --schedule '%s'", recipe_text(threads, "schedule"));
	ck_assert_str_ne(recipe_text(threads, "hash"), "");
	ck_assert_str_eq(recipe_text(threads, "hash"), recipe_text(processes, "hash"));
	json_decref(threads);
	json_decref(processes);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("pipe");
	TCase *logs = tcase_create("logs"), *runs = tcase_create("runs");
	tcase_add_checked_fixture(logs, open_kitchen, log_stage_close);
	tcase_add_test(logs, what_lies_at_an_end_is_counted_with_its_bytes);
	tcase_add_test(logs, waiting_at_a_pipe_is_told);
	tcase_add_test(logs, more_taken_than_lies_there_is_strange_and_does_no_harm);
	suite_add_tcase(suite, logs);
	tcase_set_timeout(runs, 120);
	tcase_add_loop_test(runs, things_cross_in_order_as_copies, 0, (int)(sizeof ways / sizeof *ways));
	tcase_add_loop_test(runs, an_end_is_hung_up_when_nobody_is_left_who_could_send_and_not_before, 0, (int)(sizeof ways / sizeof *ways));
	tcase_add_loop_test(runs, who_waits_for_the_reader_could_still_send_so_that_is_a_deadlock, 0, (int)(sizeof ways / sizeof *ways));
	tcase_add_test(runs, a_schedule_gives_the_same_events_on_threads_and_on_processes);
	suite_add_tcase(suite, runs);
	return run_suite(suite);
}
