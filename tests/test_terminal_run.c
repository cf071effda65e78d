/* test_terminal_run.c - what runs, and changing it: settings, engine, GIL, starting again. */
#include "session.h"

#include <stdio.h>
#include <sys/wait.h>

START_TEST(settings_change_a_live_run_and_the_next_one)
{
	session_open_steady();
	terminal_type(terminal, "p");
	terminal_see(terminal, "─ settings ─");
	terminal_see(terminal, "▸ last ");
	terminal_see(terminal, " 1 to 100000");
	terminal_see(terminal, "how many are given");
	terminal_type(terminal, KEY_DOWN);
	terminal_see(terminal, "seconds between two");
	terminal_type(terminal, "99\r");
	terminal_see(terminal, "gap cannot be 99: 0.01 to 10");
	terminal_type(terminal, "9\r");
	terminal_see(terminal, "▸ gap ");
	terminal_see(terminal, " live ");
	terminal_see(terminal, "sleeping a little, 8."); /* it holds at once */
	terminal_type(terminal, "0.01\r" KEY_UP "3\r");
	terminal_see(terminal, "from the next start on; now 100000");
	terminal_type(terminal, "r");
	terminal_see_gone(terminal, "─ settings ─");
	terminal_see(terminal, "✓ done");
	terminal_see(terminal, "3 served");
	terminal_type(terminal, "p");
	terminal_see(terminal, " 3 ");
	terminal_type(terminal, KEY_ESC);
	terminal_see_gone(terminal, "─ settings ─");
	session_finish();
}
END_TEST

START_TEST(engine_is_switched_by_a_new_run_and_the_old_one_is_gone)
{
	session_open_steady();
	pid_t kitchen = terminal_kitchen(terminal), floor = terminal_floor(terminal);
	terminal_type(terminal, "l");
	terminal_see(terminal, "event loop   FREE, real time");
	terminal_see(terminal, "Started again on the event loop");
	terminal_see_dead(terminal, kitchen, floor, 0);
	terminal_see(terminal, "3 served");
	kitchen = terminal_kitchen(terminal);
	terminal_type(terminal, "t");
	terminal_see(terminal, "threads · GIL on, 5 ms");
	terminal_see_dead(terminal, kitchen, 0, 0);
	terminal_see(terminal, "3 served");
	session_finish();
}
END_TEST

START_TEST(gil_is_switched_while_it_runs_and_a_loop_needs_none)
{
	session_open_steady();
	pid_t kitchen = terminal_kitchen(terminal);
	terminal_type(terminal, "G");
	terminal_see(terminal, "threads · no GIL");
	ck_assert_int_eq(terminal_kitchen(terminal), kitchen);
	terminal_type(terminal, "G");
	terminal_see(terminal, "threads · GIL on");
	terminal_type(terminal, "l");
	terminal_see(terminal, "event loop   FREE");
	terminal_see(terminal, "1 served");
	terminal_type(terminal, "G");
	terminal_see(terminal, "An event loop needs no GIL");
	session_finish();
}
END_TEST

START_TEST(restart_begins_anew_even_while_paused_in_the_past)
{
	session_open_steady();
	terminal_see(terminal, "5 served");
	pid_t kitchen = terminal_kitchen(terminal);
	terminal_type(terminal, KEY_HOME);
	terminal_see(terminal, " PAUSED ");
	terminal_type(terminal, "r");
	terminal_see(terminal, "Started again.");
	terminal_see(terminal, "LIVE");
	terminal_see_dead(terminal, kitchen, 0, 0);
	terminal_see(terminal, "2 served");
	session_finish();
}
END_TEST

START_TEST(the_end_lies_on_a_card_beside_the_same_run_on_the_other_engine)
{
	terminal = terminal_open(NULL, STEADY " --set last=3 --set gap=0.02");
	terminal_see(terminal, "─ the end ─");
	terminal_see(terminal, "3 served in ");
	terminal_see(terminal, "threads, GIL");
	terminal_see(terminal, "the same: l on the loop");
	terminal_type(terminal, "l");
	terminal_see_gone(terminal, "─ the end ─");
	terminal_see(terminal, "The same recipe took ");
	terminal_see(terminal, "threads, GIL");
	terminal_see(terminal, "the same: t on threads");
	terminal_type(terminal, KEY_ESC);
	terminal_see_gone(terminal, "─ the end ─");
	session_finish();
}
END_TEST

START_TEST(a_run_that_is_over_stays_to_be_looked_at_and_can_be_seen_again)
{
	terminal = terminal_open(NULL, STEADY " --set last=3 --set gap=0.02");
	terminal_see(terminal, "✓ done");
	terminal_see(terminal, "3 served");
	terminal_settle(terminal, 300);
	ck_assert_uint_eq(terminal_look_on(terminal, 500), 0);
	terminal_type(terminal, KEY_HOME);
	terminal_see(terminal, "Nobody is here yet.");
	terminal_type(terminal, KEY_END);
	terminal_see(terminal, "✓ done");
	terminal_type(terminal, " ");
	terminal_see(terminal, "From the beginning.");
	terminal_see(terminal, "✓ done");
	session_finish();
}
END_TEST

START_TEST(a_setting_that_is_not_there_is_wrong_usage)
{
	terminal = terminal_open(NULL, STEADY " --set noodles=3");
	terminal_see(terminal, "has no setting 'noodles'");
	terminal_type(terminal, "q");
	int status = terminal_see_ended(terminal);
	ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) == 2, "%x", (unsigned)status);
	terminal_free(terminal);
}
END_TEST

static const char *const engines[] = { "threads", "loop" };

START_TEST(the_burgers_are_served_on_both_engines)
{
	char arguments[64];
	snprintf(arguments, sizeof arguments, "run burgers --pace 600 --engine %s", engines[_i]);
	terminal = terminal_open(NULL, arguments);
	terminal_see(terminal, "Concurrent Burgers");
	terminal_see(terminal, "take orders");
	terminal_see(terminal, "cook patties");
	terminal_see(terminal, "make burgers");
	terminal_see(terminal, "✓ done");
	terminal_type(terminal, KEY_ESC); /* the card on the end */
	terminal_see(terminal, "served 12 ★");
	session_finish();
}
END_TEST

START_TEST(only_engines_that_a_recipe_runs_on_are_offered_and_another_is_refused)
{
	terminal = terminal_open(NULL, "run lessons/31-salads/recipe.lua");
	terminal_see(terminal, "LIVE");
	terminal_see(terminal, "q quit");
	terminal_see_gone(terminal, "l loop");
	terminal_type(terminal, "l");
	terminal_see(terminal, "does not run on loop: its recipe is made for");
	terminal_see(terminal, "processes");
	session_finish();
}
END_TEST

START_TEST(one_task_after_another_says_so_and_nobody_takes_control_of_it)
{
	terminal = terminal_open(NULL, STEADY " --engine sequential");
	terminal_see(terminal, "sequential");
	terminal_type(terminal, "s");
	terminal_see(terminal, "nobody can be chosen: each task runs to its end when it is made");
	terminal_see_gone(terminal, "who next");
	session_finish();
}
END_TEST

START_TEST(without_a_name_the_first_kitchen_opens)
{
	terminal = terminal_open(NULL, "run");
	terminal_see(terminal, "LIVE");
	terminal_see(terminal, "A ");
	session_see_time_pass();
	session_finish();
}
END_TEST

TCase *run_tests(void)
{
	TCase *tests = tcase_create("run");
	tcase_add_test(tests, settings_change_a_live_run_and_the_next_one);
	tcase_add_test(tests, engine_is_switched_by_a_new_run_and_the_old_one_is_gone);
	tcase_add_test(tests, gil_is_switched_while_it_runs_and_a_loop_needs_none);
	tcase_add_test(tests, restart_begins_anew_even_while_paused_in_the_past);
	tcase_add_test(tests, a_setting_that_is_not_there_is_wrong_usage);
	tcase_add_test(tests, the_end_lies_on_a_card_beside_the_same_run_on_the_other_engine);
	tcase_add_test(tests, a_run_that_is_over_stays_to_be_looked_at_and_can_be_seen_again);
	tcase_add_loop_test(tests, the_burgers_are_served_on_both_engines, 0, 2);
	tcase_add_test(tests, only_engines_that_a_recipe_runs_on_are_offered_and_another_is_refused);
	tcase_add_test(tests, one_task_after_another_says_so_and_nobody_takes_control_of_it);
	tcase_add_test(tests, without_a_name_the_first_kitchen_opens);
	return tests;
}
