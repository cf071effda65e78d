/* test_terminal_crash.c - what nobody means to happen: the screen, the kitchen or the floor dies. The terminal comes back whole, one line
 * says what it was, and nobody is left behind. */
#include "session.h"

#include <signal.h>
#include <string.h>

static pid_t kitchen, floor_of_it;

static void open_and_know_all(void)
{
	session_open_steady();
	kitchen = terminal_kitchen(terminal);
	floor_of_it = terminal_floor(terminal);
}

static void nobody_is_left(void)
{
	terminal_see_dead(terminal, terminal_program(terminal), kitchen, floor_of_it);
	terminal_free(terminal);
}

static const int crashes[] = { SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL, SIGQUIT };

START_TEST(a_crash_of_the_screen_leaves_the_terminal_whole)
{
	open_and_know_all();
	terminal_type(terminal, "m");
	terminal_see(terminal, "Mouse on");
	kill(terminal_program(terminal), crashes[_i]);
	terminal_ends_whole_by(terminal, crashes[_i]);
	nobody_is_left();
}
END_TEST

START_TEST(a_crash_while_stopped_over_ctrl_z_leaves_the_terminal_whole)
{
	open_and_know_all();
	terminal_type(terminal, CTRL_Z);
	terminal_see_stopped(terminal);
	kill(terminal_program(terminal), SIGSEGV);
	terminal_foreground(terminal);
	terminal_ends_whole_by(terminal, SIGSEGV);
	nobody_is_left();
}
END_TEST

START_TEST(after_kill_9_of_the_screen_no_process_is_left)
{
	open_and_know_all();
	kill(terminal_program(terminal), SIGKILL);
	terminal_see_dead(terminal, terminal_program(terminal), 0, 0);
	ck_assert_ptr_nonnull(modes_left(terminal_modes(terminal))); /* nobody could: so these tests would notice */
	nobody_is_left();
}
END_TEST

START_TEST(after_kill_9_of_the_screen_a_held_kitchen_goes_too)
{
	open_and_know_all();
	session_pause();
	kill(terminal_program(terminal), SIGKILL);
	nobody_is_left();
}
END_TEST

/* The kitchen process dies by `number`, which people read as `words`. */
static void kitchen_dies(int number, const char *words)
{
	open_and_know_all();
	kill(kitchen, number);
	terminal_see(terminal, words);
	terminal_see(terminal, "✗ broken off");
	terminal_see_dead(terminal, kitchen, floor_of_it, 0);
	terminal_type(terminal, KEY_LEFT);
	terminal_see(terminal, " PAUSED ");
	terminal_type(terminal, "q");
	terminal_ends_whole(terminal, 3);
	ck_assert_ptr_nonnull(strstr(terminal_text(terminal), words));
	nobody_is_left();
}

START_TEST(a_killed_kitchen_is_told_and_what_came_before_stays)
{
	kitchen_dies(SIGKILL, "the kitchen was ended by signal 9 (Killed)");
}
END_TEST

START_TEST(a_crashed_kitchen_is_told_and_what_came_before_stays)
{
	kitchen_dies(SIGSEGV, "the kitchen was ended by signal 11 (Segmentation fault)");
}
END_TEST

/* The floor dies: the kitchen tells, and the run has failed. */
static void floor_dies(int number, const char *words)
{
	open_and_know_all();
	kill(floor_of_it, number);
	terminal_see(terminal, words);
	terminal_see(terminal, "✗ failed");
	terminal_type(terminal, "q");
	terminal_ends_whole(terminal, 1);
	ck_assert_ptr_nonnull(strstr(terminal_text(terminal), words));
	nobody_is_left();
}

START_TEST(a_killed_floor_is_told)
{
	floor_dies(SIGKILL, "the recipe's process was ended by signal 9 (Killed)");
}
END_TEST

START_TEST(a_crashed_floor_is_told)
{
	floor_dies(SIGSEGV, "the recipe's process was ended by signal 11");
}
END_TEST

START_TEST(after_a_crash_of_the_kitchen_it_can_be_started_again)
{
	open_and_know_all();
	kill(kitchen, SIGKILL);
	terminal_see(terminal, "✗ broken off");
	terminal_type(terminal, "r");
	terminal_see(terminal, "LIVE");
	terminal_see_gone(terminal, "the kitchen was ended");
	session_see_time_pass();
	session_finish();
}
END_TEST

TCase *crash_tests(void)
{
	TCase *tests = tcase_create("crash");
	tcase_add_loop_test(tests, a_crash_of_the_screen_leaves_the_terminal_whole, 0, sizeof crashes / sizeof crashes[0]);
	tcase_add_test(tests, a_crash_while_stopped_over_ctrl_z_leaves_the_terminal_whole);
	tcase_add_test(tests, after_kill_9_of_the_screen_no_process_is_left);
	tcase_add_test(tests, after_kill_9_of_the_screen_a_held_kitchen_goes_too);
	tcase_add_test(tests, a_killed_kitchen_is_told_and_what_came_before_stays);
	tcase_add_test(tests, a_crashed_kitchen_is_told_and_what_came_before_stays);
	tcase_add_test(tests, a_killed_floor_is_told);
	tcase_add_test(tests, a_crashed_floor_is_told);
	tcase_add_test(tests, after_a_crash_of_the_kitchen_it_can_be_started_again);
	return tests;
}
