/* test_terminal_atlas.c - all schedules at the terminal: counted by a real kitchen beside the run, looked at, gone to; and two futures side by side. */
#include "session.h"

#include <stdio.h>
#include <sys/wait.h>

#define VISITS "run lessons/10-visits/recipe.lua --set increments=1"
#define OPPOSED "run lessons/11-opposed/recipe.lua"

static void type(const char *keys, const char *seen)
{
	terminal_type(terminal, keys);
	terminal_see(terminal, seen);
}

static void open_counted(const char *arguments, int rows, int cols)
{
	struct terminal_setup setup = { .rows = rows, .cols = cols };
	terminal = terminal_open(&setup, arguments);
	terminal_see(terminal, "? help");
	type(KEY_F3, "every one counted");
}

/* A race that runs freely may really lose: then the status is 1. */
static void quit(const char *keys)
{
	terminal_type(terminal, keys);
	int status = terminal_see_ended(terminal);
	ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) <= 1, "status %d", status);
	terminal_is_whole(terminal);
	terminal_free(terminal);
}

START_TEST(f3_counts_every_schedule_and_says_how_many_fail)
{
	open_counted(VISITS, 24, 80);
	terminal_see(terminal, "6 schedules, every one counted");
	terminal_see(terminal, "4 of 6 schedules fail (66.7 %). A scheduler that picks at random fails 50.0 %");
	session_see_in_row(4, "✓ visits = 2");
	session_see_in_row(5, "✗ visits = 1");
	terminal_see(terminal, "With at most 0, 1, 2 preemptions 0 of 2, 2 of 4, 4 of 6 fail.");
	quit("q");
}
END_TEST

START_TEST(enter_on_an_outcome_goes_to_the_step_that_decides)
{
	open_counted(VISITS, 24, 80);
	type(KEY_DOWN "\r", "SCHEDULED");
	terminal_see(terminal, "B decides: after its step every schedule");
	terminal_see(terminal, "so far, 1 step");
	quit(CTRL_Q);
}
END_TEST

START_TEST(a_deadlock_is_an_outcome_that_names_who_waits)
{
	open_counted(OPPOSED, 24, 100);
	terminal_see(terminal, "2 of 6 schedules fail");
	terminal_see(terminal, "deadlock: ");
	quit("q");
}
END_TEST

START_TEST(the_tree_unfolds_and_leads_to_any_choice)
{
	open_counted(VISITS, 24, 80);
	type("\t", "4 of 6 fail");
	terminal_see(terminal, "A  reads visits");
	type(KEY_DOWN KEY_RIGHT, "AB2  ✓ visits = 2  writes visits = 1");
	terminal_see(terminal, "all 2 fail");
	type(KEY_DOWN KEY_DOWN "\r", "SCHEDULED");
	terminal_see(terminal, "so far, 2 steps");
	quit(CTRL_Q);
}
END_TEST

START_TEST(only_what_fails_is_shown_on_demand)
{
	open_counted(VISITS, 24, 80);
	type("\t", "A  reads visits");
	type(KEY_DOWN KEY_RIGHT, "none of 1");
	type("f", "f all");
	terminal_see_gone(terminal, "none of 1");
	quit("q");
}
END_TEST

START_TEST(a_schedule_is_gone_to_by_its_number)
{
	open_counted(VISITS, 24, 80);
	type("n", "the number of a schedule, 1 to 6:");
	type("7\r", "there is no schedule number 7");
	type("n2\r", "SCHEDULED");
	quit(CTRL_Q);
}
END_TEST

START_TEST(a_sample_lists_schedules_with_their_ends)
{
	open_counted(VISITS, 24, 80);
	type("y", "6 schedules, spread evenly");
	terminal_see(terminal, "A2B2");
	terminal_see(terminal, "✓ visits = 2");
	type("\r", "SCHEDULED");
	quit(CTRL_Q);
}
END_TEST

START_TEST(free_runs_stand_beside_the_counts)
{
	open_counted(VISITS, 24, 80);
	type("l", "really");
	terminal_see(terminal, "free runs (");
	quit("q");
}
END_TEST

START_TEST(the_loop_shows_its_fewer_schedules_beside)
{
	open_counted(VISITS, 24, 80);
	type("t", "on the event loop 0 of 2");
	quit("q");
}
END_TEST

START_TEST(escape_comes_back_to_the_run)
{
	open_counted(VISITS, 24, 80);
	type(KEY_ESC, "e explore");
	terminal_see_gone(terminal, "every one counted");
	quit("q");
}
END_TEST

START_TEST(what_the_explorer_refuses_is_said)
{
	struct terminal_setup setup = { 0 };
	terminal = terminal_open(&setup, "run tests/recipes/clock.lua");
	terminal_see(terminal, "? help");
	type("e", "the explorer counts schedules, not time");
	quit("q");
}
END_TEST

START_TEST(it_is_drawn_at_every_size)
{
	open_counted(VISITS, 40, 120);
	terminal_resize(terminal, 20, 60); /* less than the program needs */
	terminal_see(terminal, "Lunchrush needs");
	terminal_resize(terminal, 60, 200);
	terminal_see(terminal, "really?");
	terminal_resize(terminal, 5, 20);
	terminal_see(terminal, "Lunchrush needs");
	terminal_resize(terminal, 24, 80);
	terminal_see(terminal, "✗ visits = 1");
	quit("q");
}
END_TEST

/* Closing the help, by whichever key, comes back to what it is about. */
START_TEST(the_help_is_about_what_it_lies_on)
{
	struct terminal_setup setup = { .rows = 40, .cols = 100 };
	terminal = terminal_open(&setup, VISITS " --schedule A");
	terminal_see(terminal, "step 1");
	type(KEY_F2, "who else could go");
	type("?", "the other choice: that worker's future stands on the right");
	type("q", "who else could go");
	terminal_see_gone(terminal, "the other choice: that worker's");
	type(KEY_ESC, "who next");
	type(KEY_F3, "it ends with");
	type("?", "go to the simplest failure");
	type("?", "it ends with");
	terminal_see_gone(terminal, "go to the simplest failure");
	type("s", "every schedule fails");
	type("?", "keys in step mode");
	type("q", "who next"); /* q is no key to leave by here */
	quit(CTRL_Q);
}
END_TEST

START_TEST(two_futures_of_one_choice_end_differently)
{
	struct terminal_setup setup = { 0 };
	terminal = terminal_open(&setup, VISITS " --schedule A");
	terminal_see(terminal, "step 1");
	type(KEY_F2, "B  reads visits");
	type("b", "with A first it ends well, with B first it does not");
	terminal_see(terminal, "visits = 2");
	terminal_see(terminal, "visits = 1");
	terminal_see(terminal, "✓  done");
	terminal_see(terminal, "✗  not so: no visit is lost");
	type(KEY_ESC, "branches made");
	terminal_see(terminal, "A A or B");
	type(KEY_DOWN "\033[3~", "who else could go");
	terminal_see_gone(terminal, "branches made");
	type("b", "two futures");
	type("\r", "so far, 2 steps");
	quit(CTRL_Q);
}
END_TEST

TCase *atlas_tests(void)
{
	TCase *tests = tcase_create("atlas");
	tcase_add_test(tests, f3_counts_every_schedule_and_says_how_many_fail);
	tcase_add_test(tests, enter_on_an_outcome_goes_to_the_step_that_decides);
	tcase_add_test(tests, a_deadlock_is_an_outcome_that_names_who_waits);
	tcase_add_test(tests, the_tree_unfolds_and_leads_to_any_choice);
	tcase_add_test(tests, only_what_fails_is_shown_on_demand);
	tcase_add_test(tests, a_schedule_is_gone_to_by_its_number);
	tcase_add_test(tests, a_sample_lists_schedules_with_their_ends);
	tcase_add_test(tests, free_runs_stand_beside_the_counts);
	tcase_add_test(tests, the_loop_shows_its_fewer_schedules_beside);
	tcase_add_test(tests, escape_comes_back_to_the_run);
	tcase_add_test(tests, what_the_explorer_refuses_is_said);
	tcase_add_test(tests, it_is_drawn_at_every_size);
	tcase_add_test(tests, the_help_is_about_what_it_lies_on);
	tcase_add_test(tests, two_futures_of_one_choice_end_differently);
	return tests;
}
