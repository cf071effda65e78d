/* test_terminal_time.c - going back and on in time, and how fast it goes. */
#include "session.h"

#include <stdlib.h>
#include <string.h>

START_TEST(step_on_and_step_back_show_the_same_moment)
{
	session_open_steady();
	terminal_see(terminal, "3 served");
	session_pause();
	session_type_and_see_change(KEY_LEFT KEY_LEFT KEY_LEFT KEY_LEFT KEY_LEFT KEY_LEFT);
	char *there = session_screen();
	session_type_and_see_change(KEY_LEFT);
	char *before = session_screen();
	session_type_and_see_change(KEY_RIGHT);
	char *again = session_screen();
	ck_assert_str_eq(there, again);
	ck_assert_str_ne(there, before);
	free(there);
	free(before);
	free(again);
	session_finish();
}
END_TEST

START_TEST(brackets_go_to_the_last_and_next_switch)
{
	session_open_steady();
	terminal_see(terminal, "3 served");
	session_pause();
	session_type_and_see_change("[[[");
	char *there = session_screen();
	session_type_and_see_change("[");
	char *before = session_screen();
	session_type_and_see_change("]");
	char *again = session_screen();
	ck_assert_str_eq(there, again);
	ck_assert_str_ne(there, before);
	free(there);
	free(before);
	free(again);
	session_finish();
}
END_TEST

START_TEST(stepping_a_live_run_pauses_it)
{
	session_open_steady();
	terminal_type(terminal, KEY_LEFT);
	terminal_see(terminal, " PAUSED ");
	terminal_settle(terminal, 300);
	ck_assert_uint_eq(terminal_look_on(terminal, 300), 0);
	session_finish();
}
END_TEST

START_TEST(home_is_the_beginning_and_end_is_now)
{
	session_open_steady();
	terminal_see(terminal, "5 served");
	terminal_type(terminal, KEY_HOME);
	terminal_see(terminal, " PAUSED    0 s of ");
	terminal_see(terminal, "Nobody is here yet.");
	terminal_see_gone(terminal, "A giver");
	terminal_type(terminal, "[");
	terminal_see(terminal, "No switch before this moment.");
	terminal_type(terminal, KEY_END);
	terminal_see(terminal, "LIVE");
	terminal_see(terminal, "A giver");
	session_see_time_pass();
	session_finish();
}
END_TEST

START_TEST(from_a_moment_in_the_past_the_picture_plays_and_lags)
{
	session_open_steady();
	terminal_see(terminal, "5 served");
	terminal_type(terminal, KEY_HOME " ");
	terminal_see(terminal, "behind, ×1");
	terminal_see(terminal, "served 1 ★");
	terminal_type(terminal, KEY_END);
	terminal_see(terminal, "LIVE");
	session_finish();
}
END_TEST

START_TEST(playback_speed_goes_from_a_64th_to_8)
{
	session_open_steady();
	terminal_type(terminal, "-");
	terminal_see(terminal, "behind, ×1/2");
	terminal_type(terminal, "--------");
	terminal_see(terminal, "behind, ×1/64");
	terminal_see(terminal, "The picture plays at 1/64 of real time");
	terminal_type(terminal, "+++++++++++++");
	terminal_see(terminal, "The picture plays at 8 times real time");
	terminal_see(terminal, "LIVE ×8"); /* it catches up */
	session_finish();
}
END_TEST

START_TEST(pace_of_the_kitchen_is_doubled_and_halved)
{
	session_open_steady();
	terminal_type(terminal, ">>");
	terminal_see(terminal, "4 kitchen seconds pass in a real one");
	terminal_see(terminal, "pace ×4");
	terminal_type(terminal, "<<<");
	terminal_see(terminal, "0.5 kitchen seconds pass in a real one");
	terminal_type(terminal, "l"); /* the pace is kept, and without a GIL the head has room to say so */
	terminal_see(terminal, "event loop · pace ×0.5");
	session_finish();
}
END_TEST

TCase *time_tests(void)
{
	TCase *tests = tcase_create("time");
	tcase_add_test(tests, step_on_and_step_back_show_the_same_moment);
	tcase_add_test(tests, brackets_go_to_the_last_and_next_switch);
	tcase_add_test(tests, stepping_a_live_run_pauses_it);
	tcase_add_test(tests, home_is_the_beginning_and_end_is_now);
	tcase_add_test(tests, from_a_moment_in_the_past_the_picture_plays_and_lags);
	tcase_add_test(tests, playback_speed_goes_from_a_64th_to_8);
	tcase_add_test(tests, pace_of_the_kitchen_is_doubled_and_halved);
	return tests;
}
