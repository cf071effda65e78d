/* test_terminal_compare.c - kitchens side by side at the terminal: measured, played by one clock, looked at, left. */
#include "session.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SHORT "compare tests/recipes/steady.lua --set last=4 --set gap=0.02"
#define LONG "compare tests/recipes/steady.lua"
#define SQUARES "compare squares --set squares=200000"

static void open_at(int rows, int cols, const char *arguments)
{
	struct terminal_setup setup = { .rows = rows, .cols = cols };
	terminal = terminal_open(&setup, arguments);
}

/* All are measured; the clock stands at the end. */
static void see_all_done(void)
{
	terminal_see(terminal, "▶ side by side");
	terminal_type(terminal, KEY_END);
	terminal_see(terminal, "✓ all done");
}

static void leave(int status)
{
	terminal_type(terminal, "q");
	terminal_ends_whole(terminal, status);
	terminal_free(terminal);
}

static const int sizes[][2] = { { 24, 80 }, { 36, 120 }, { 60, 200 } };

static bool has_served(struct terminal *is, const void *kitchen)
{
	const char *at = strstr(terminal_text(is), kitchen);
	int served = 0;
	return at && sscanf(at + strlen(kitchen), "  %d served", &served) == 1 && served >= 2;
}

/* It goes on meanwhile: on a busy machine not every count is seen. */
static void see_serving(const char *kitchen)
{
	terminal_until(terminal, has_served, kitchen, kitchen);
}

START_TEST(kitchens_are_measured_and_then_play_side_by_side_at_every_size)
{
	open_at(sizes[_i][0], sizes[_i][1], SHORT " --engines threads,threads+gil,loop");
	terminal_see(terminal, "Steady Hands");
	see_all_done();
	terminal_see(terminal, "1 threads  4 served");
	terminal_see(terminal, "2 threads+gil  4 served");
	terminal_see(terminal, "3 loop  4 served");
	terminal_see(terminal, "✓ 1st");
	terminal_see(terminal, "✓ 2nd");
	terminal_see(terminal, "✓ 3rd");
	terminal_see(terminal, "speed-up");
	session_see_in_row(-1, "q quit");
	terminal_type(terminal, KEY_HOME);
	terminal_see(terminal, "3 loop  0 served");
	terminal_see(terminal, " PAUSED ");
	leave(0);
}
END_TEST

START_TEST(while_one_is_measured_its_picture_moves_and_others_wait)
{
	open_at(36, 120, LONG " --engines threads,loop");
	terminal_see(terminal, "● measuring 1 of 2");
	terminal_see(terminal, "1 threads  3 served");
	terminal_see(terminal, "waits for its turn");
	terminal_see(terminal, "taker");
	session_see_time_pass();
	terminal_type(terminal, "q");
	terminal_ends_whole(terminal, 0);
	terminal_see(terminal, "The rest was not measured.");
	terminal_free(terminal);
}
END_TEST

START_TEST(the_table_is_on_the_terminal_when_one_has_left)
{
	open_at(24, 80, SHORT " --engines threads,loop");
	see_all_done();
	terminal_type(terminal, "q");
	terminal_ends_whole(terminal, 0);
	terminal_see(terminal, "engine        elapsed speed-up       CPU      peak switches  served");
	terminal_see(terminal, "Speed-up is against threads.");
	terminal_free(terminal);
}
END_TEST

START_TEST(tasks_that_need_each_other_are_out_of_sequential_with_the_reason)
{
	open_at(36, 120, SHORT);
	see_all_done();
	terminal_see(terminal, "n/a: needs concurrency: giver waits for room in belt");
	terminal_see(terminal, "n/a: the recipe runs on threads, loop");
	terminal_see(terminal, "3 loop  4 served");
	leave(0);
}
END_TEST

START_TEST(events_and_switches_are_stepped_and_the_clock_goes_on_from_there)
{
	open_at(36, 120, SHORT " --engines threads,loop");
	see_all_done();
	terminal_type(terminal, KEY_HOME);
	terminal_see(terminal, "0.000 ms of ");
	session_type_and_see_change(KEY_RIGHT);
	session_type_and_see_change(KEY_RIGHT KEY_RIGHT KEY_RIGHT KEY_RIGHT);
	session_type_and_see_change(KEY_LEFT);
	session_type_and_see_change("]");
	session_type_and_see_change("[");
	terminal_type(terminal, " ");
	terminal_see(terminal, "▶ side by side");
	terminal_type(terminal, "+++++++");
	terminal_see(terminal, "✓ all done");
	terminal_type(terminal, " ");
	terminal_see(terminal, "▶ side by side");
	leave(0);
}
END_TEST

START_TEST(one_alone_has_all_panes_and_the_others_come_back)
{
	open_at(60, 200, SHORT " --engines threads,loop");
	see_all_done();
	terminal_type(terminal, "2");
	terminal_see(terminal, "steady.lua");
	terminal_see(terminal, "─ figures");
	terminal_see(terminal, "Esc all");
	terminal_type(terminal, "\t");
	terminal_type(terminal, KEY_ESC);
	terminal_see(terminal, "1-4 one alone");
	terminal_see(terminal, "2 loop  4 served");
	leave(0);
}
END_TEST

START_TEST(of_five_four_are_shown_and_tab_turns_to_the_others)
{
	open_at(24, 80, SQUARES);
	see_all_done();
	terminal_see(terminal, "4 loop  2 served");
	terminal_type(terminal, "\t");
	terminal_see(terminal, "4 processes  2 served");
	terminal_type(terminal, "\t");
	terminal_see(terminal, "1 sequential  2 served");
	leave(0);
}
END_TEST

START_TEST(two_recipes_stand_beside_each_other)
{
	open_at(36, 120, "compare squares waiters --engines threads,loop --pace max");
	see_all_done();
	terminal_see(terminal, "1 squares, threads");
	terminal_see(terminal, "4 waiters, loop");
	terminal_see(terminal, "Sums of Squares, Two Waiters");
	leave(0);
}
END_TEST

START_TEST(lanes_take_the_place_of_pictures_and_pictures_of_lanes)
{
	open_at(36, 120, SHORT " --engines threads,loop");
	see_all_done();
	terminal_type(terminal, "v");
	session_see_in_row(-1, "v pictures");
	terminal_type(terminal, "v");
	session_see_in_row(-1, "v lanes");
	leave(0);
}
END_TEST

START_TEST(a_kitchen_that_dies_says_so_and_the_others_go_on)
{
	open_at(36, 120, LONG " --engines threads,loop --set last=100");
	see_serving("1 threads");
	kill(terminal_kitchen(terminal), SIGKILL);
	terminal_see(terminal, "✗ its kitchen died");
	see_serving("2 loop");
	terminal_type(terminal, "q");
	terminal_ends_whole(terminal, 3);
	terminal_free(terminal);
}
END_TEST

START_TEST(run_again_measures_anew)
{
	open_at(24, 80, SHORT " --engines threads,loop");
	see_all_done();
	terminal_type(terminal, "r");
	terminal_see_gone(terminal, "✓ all done");
	see_all_done();
	leave(0);
}
END_TEST

START_TEST(of_several_runs_one_stands_for_its_engine)
{
	open_at(24, 80, SHORT " --engines threads,loop --runs 3");
	terminal_see(terminal, "run 2 of 3");
	see_all_done();
	terminal_see(terminal, "2 loop  4 served");
	leave(0);
}
END_TEST

START_TEST(a_setting_that_cannot_be_is_told_as_wrong_usage)
{
	open_at(24, 80, "compare squares --set sums=none");
	terminal_ends_whole(terminal, 2);
	terminal_see(terminal, "sums");
	terminal_free(terminal);
}
END_TEST

START_TEST(what_is_broken_stands_beside_its_kitchen)
{
	open_at(36, 120, "compare visits-apart --engines threads,processes");
	see_all_done();
	terminal_see(terminal, "✗ not so: ");
	leave(1);
}
END_TEST

START_TEST(ctrl_c_ends_it_and_prints_what_there_is)
{
	open_at(24, 80, LONG " --engines threads,loop");
	see_serving("1 threads");
	pid_t kitchen = terminal_kitchen(terminal), floor = terminal_floor(terminal);
	terminal_type(terminal, CTRL_C);
	terminal_ends_whole(terminal, 130);
	terminal_see(terminal, "Interrupted: the rest was not measured.");
	terminal_see_dead(terminal, kitchen, floor, 0);
	terminal_free(terminal);
}
END_TEST

START_TEST(what_is_measured_while_it_is_stopped_is_measured_again)
{
	open_at(24, 80, LONG " --engines threads,loop --set last=60");
	see_serving("1 threads");
	pid_t kitchen = terminal_kitchen(terminal);
	terminal_type(terminal, CTRL_Z);
	terminal_see_stopped(terminal);
	terminal_is_whole(terminal);
	terminal_see_dead(terminal, kitchen, 0, 0);
	terminal_foreground(terminal);
	see_serving("1 threads");
	ck_assert_int_ne(terminal_kitchen(terminal), kitchen);
	leave(0);
}
END_TEST

START_TEST(it_is_resized_while_it_plays_down_to_nothing_and_back)
{
	static const int ways[][2] = { { 60, 200 }, { 24, 300 }, { 100, 80 }, { 1, 1 }, { 36, 120 } };
	open_at(24, 80, SHORT " --engines threads,threads+gil,loop");
	terminal_see(terminal, "▶ side by side");
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
		terminal_resize(terminal, ways[i][0], ways[i][1]);
	terminal_see(terminal, "1-4 one alone");
	terminal_resize(terminal, 20, 70);
	terminal_see(terminal, "Lunchrush needs 80 × 24");
	leave(0);
}
END_TEST

START_TEST(without_utf8_or_colours_it_says_the_same)
{
	struct terminal_setup setup = { .locale = "C", .term = "vt100" };
	terminal = terminal_open(&setup, SHORT " --engines threads,loop");
	terminal_see(terminal, "> side by side");
	terminal_type(terminal, KEY_END);
	terminal_see(terminal, "v all done");
	terminal_see(terminal, "2 loop  4 served");
	leave(0);
}
END_TEST

START_TEST(help_tells_the_keys_and_goes_away)
{
	open_at(24, 80, SHORT " --engines threads,loop");
	see_all_done();
	terminal_type(terminal, "?");
	terminal_see(terminal, "kitchens side by side");
	terminal_type(terminal, KEY_ESC);
	terminal_see_gone(terminal, "kitchens side by side");
	terminal_see(terminal, "✓ all done");
	leave(0);
}
END_TEST

START_TEST(plain_prints_the_table_and_opens_nothing)
{
	open_at(24, 80, SHORT " --engines threads,loop --plain --runs 1");
	terminal_ends_whole(terminal, 0);
	terminal_see(terminal, "Speed-up is against threads.");
	terminal_free(terminal);
}
END_TEST

START_TEST(still_is_still_once_all_is_over)
{
	open_at(24, 80, SHORT " --engines threads,loop");
	see_all_done();
	terminal_settle(terminal, 300);
	ck_assert_uint_eq(terminal_look_on(terminal, 500), 0);
	leave(0);
}
END_TEST

TCase *compare_tests(void)
{
	TCase *tests = tcase_create("compare");
	tcase_add_loop_test(tests, kitchens_are_measured_and_then_play_side_by_side_at_every_size, 0, 3);
	tcase_add_test(tests, while_one_is_measured_its_picture_moves_and_others_wait);
	tcase_add_test(tests, the_table_is_on_the_terminal_when_one_has_left);
	tcase_add_test(tests, tasks_that_need_each_other_are_out_of_sequential_with_the_reason);
	tcase_add_test(tests, events_and_switches_are_stepped_and_the_clock_goes_on_from_there);
	tcase_add_test(tests, one_alone_has_all_panes_and_the_others_come_back);
	tcase_add_test(tests, of_five_four_are_shown_and_tab_turns_to_the_others);
	tcase_add_test(tests, two_recipes_stand_beside_each_other);
	tcase_add_test(tests, lanes_take_the_place_of_pictures_and_pictures_of_lanes);
	tcase_add_test(tests, a_kitchen_that_dies_says_so_and_the_others_go_on);
	tcase_add_test(tests, run_again_measures_anew);
	tcase_add_test(tests, of_several_runs_one_stands_for_its_engine);
	tcase_add_test(tests, a_setting_that_cannot_be_is_told_as_wrong_usage);
	tcase_add_test(tests, what_is_broken_stands_beside_its_kitchen);
	tcase_add_test(tests, ctrl_c_ends_it_and_prints_what_there_is);
	tcase_add_test(tests, what_is_measured_while_it_is_stopped_is_measured_again);
	tcase_add_test(tests, it_is_resized_while_it_plays_down_to_nothing_and_back);
	tcase_add_test(tests, without_utf8_or_colours_it_says_the_same);
	tcase_add_test(tests, help_tells_the_keys_and_goes_away);
	tcase_add_test(tests, plain_prints_the_table_and_opens_nothing);
	tcase_add_test(tests, still_is_still_once_all_is_over);
	return tests;
}
