/* test_terminal_stop.c - Ctrl-Z and fg: while the program is stopped its terminal is the shell's, and the kitchen is held. */
#include "session.h"

#include "holds.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

START_TEST(ctrl_z_gives_the_terminal_back_and_fg_takes_it_again)
{
	session_open_steady();
	terminal_type(terminal, CTRL_Z);
	terminal_see_stopped(terminal);
	terminal_is_whole(terminal);
	ck_assert_uint_eq(terminal_look_on(terminal, 300), 0);
	terminal_foreground(terminal);
	terminal_see(terminal, "LIVE");
	terminal_see(terminal, "Steady Hands");
	session_see_time_pass();
	session_finish();
}
END_TEST

START_TEST(the_kitchen_is_held_while_the_program_is_stopped)
{
	char path[] = "/tmp/lunchrush-trace-XXXXXX", arguments[128];
	close(mkstemp(path));
	snprintf(arguments, sizeof arguments, STEADY " --trace %s", path);
	terminal = terminal_open(NULL, arguments);
	terminal_see(terminal, "3 served");
	terminal_type(terminal, CTRL_Z);
	terminal_see_stopped(terminal);
	int64_t begin = clock_ms();
	terminal_look_on(terminal, 800);
	int64_t stopped_ms = clock_ms() - begin;
	terminal_foreground(terminal);
	terminal_see(terminal, "8 served"); /* not while it was stopped */
	session_finish();
	struct holds holds = holds_of(path);
	unlink(path);
	ck_assert_int_eq(holds.count, 1);
	ck_assert_int_ge(holds.longest_ms, stopped_ms);
	ck_assert_int_lt(holds.clock_ms, stopped_ms / 2);
}
END_TEST

START_TEST(a_paused_kitchen_stays_paused_over_ctrl_z)
{
	session_open_steady();
	session_pause();
	char *before = session_screen();
	terminal_type(terminal, CTRL_Z);
	terminal_see_stopped(terminal);
	terminal_is_whole(terminal);
	terminal_foreground(terminal);
	terminal_see(terminal, " PAUSED ");
	char *after = session_screen();
	ck_assert_str_eq(before, after);
	ck_assert_uint_eq(terminal_look_on(terminal, 300), 0);
	free(before);
	free(after);
	session_finish();
}
END_TEST

START_TEST(a_stop_that_cannot_be_caught_is_got_over)
{
	session_open_steady();
	kill(terminal_program(terminal), SIGSTOP);
	terminal_see_stopped(terminal);
	terminal_foreground(terminal);
	session_see_time_pass();
	terminal_see(terminal, "LIVE");
	session_finish();
}
END_TEST

START_TEST(the_size_may_change_while_it_is_stopped)
{
	session_open_steady();
	terminal_type(terminal, CTRL_Z);
	terminal_see_stopped(terminal);
	terminal_resize(terminal, 40, 120);
	terminal_foreground(terminal);
	session_see_in_row(-1, "q quit");
	session_see_in_row(0, "LIVE");
	terminal_see(terminal, "─ timeline");
	session_finish();
}
END_TEST

START_TEST(stopped_and_terminated_it_ends_when_it_goes_on)
{
	session_open_steady();
	pid_t kitchen = terminal_kitchen(terminal), floor_of_it = terminal_floor(terminal);
	terminal_type(terminal, CTRL_Z);
	terminal_see_stopped(terminal);
	kill(terminal_program(terminal), SIGTERM);
	terminal_foreground(terminal);
	terminal_ends_whole(terminal, 128 + SIGTERM);
	terminal_see_dead(terminal, kitchen, floor_of_it, 0);
	terminal_free(terminal);
}
END_TEST

START_TEST(killed_while_stopped_it_leaves_nobody)
{
	session_open_steady();
	pid_t kitchen = terminal_kitchen(terminal), floor_of_it = terminal_floor(terminal);
	terminal_type(terminal, CTRL_Z);
	terminal_see_stopped(terminal);
	kill(terminal_program(terminal), SIGKILL);
	terminal_see_dead(terminal, terminal_program(terminal), kitchen, floor_of_it);
	terminal_free(terminal);
}
END_TEST

TCase *stop_tests(void)
{
	TCase *tests = tcase_create("stop");
	tcase_add_test(tests, ctrl_z_gives_the_terminal_back_and_fg_takes_it_again);
	tcase_add_test(tests, the_kitchen_is_held_while_the_program_is_stopped);
	tcase_add_test(tests, a_paused_kitchen_stays_paused_over_ctrl_z);
	tcase_add_test(tests, a_stop_that_cannot_be_caught_is_got_over);
	tcase_add_test(tests, the_size_may_change_while_it_is_stopped);
	tcase_add_test(tests, stopped_and_terminated_it_ends_when_it_goes_on);
	tcase_add_test(tests, killed_while_stopped_it_leaves_nobody);
	return tests;
}
