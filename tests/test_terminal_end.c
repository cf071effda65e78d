/* test_terminal_end.c - every way out that is meant: the terminal is whole afterwards, and nobody is left behind. */
#include "session.h"

#include <signal.h>

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

START_TEST(q_quits)
{
	open_and_know_all();
	terminal_type(terminal, "q");
	terminal_ends_whole(terminal, 0);
	nobody_is_left();
}
END_TEST

START_TEST(ctrl_c_interrupts)
{
	open_and_know_all();
	terminal_type(terminal, CTRL_C);
	terminal_ends_whole(terminal, 130);
	nobody_is_left();
}
END_TEST

/* A signal that asks to end is answered with status 128 + its number, as shells say it. */
static void ends_by(int number)
{
	open_and_know_all();
	kill(terminal_program(terminal), number);
	terminal_ends_whole(terminal, 128 + number);
	nobody_is_left();
}

START_TEST(sigterm_ends_it)
{
	ends_by(SIGTERM);
}
END_TEST

START_TEST(sighup_ends_it_whole_where_the_terminal_is_still_there)
{
	ends_by(SIGHUP);
}
END_TEST

START_TEST(quitting_while_paused_with_mouse_on_and_a_box_open_leaves_nothing_on)
{
	open_and_know_all();
	terminal_type(terminal, " m");
	terminal_see(terminal, "Mouse on");
	terminal_type(terminal, "?");
	terminal_see(terminal, "─ help ─");
	terminal_type(terminal, "q");
	terminal_ends_whole(terminal, 0);
	nobody_is_left();
}
END_TEST

START_TEST(a_terminal_that_goes_away_takes_everybody_along)
{
	open_and_know_all();
	terminal_hang_up(terminal);
	nobody_is_left();
}
END_TEST

START_TEST(ending_while_the_kitchen_is_held_leaves_nobody)
{
	open_and_know_all();
	session_pause();
	terminal_type(terminal, CTRL_C);
	terminal_ends_whole(terminal, 130);
	nobody_is_left();
}
END_TEST

TCase *end_tests(void)
{
	TCase *tests = tcase_create("end");
	tcase_add_test(tests, q_quits);
	tcase_add_test(tests, ctrl_c_interrupts);
	tcase_add_test(tests, sigterm_ends_it);
	tcase_add_test(tests, sighup_ends_it_whole_where_the_terminal_is_still_there);
	tcase_add_test(tests, quitting_while_paused_with_mouse_on_and_a_box_open_leaves_nothing_on);
	tcase_add_test(tests, a_terminal_that_goes_away_takes_everybody_along);
	tcase_add_test(tests, ending_while_the_kitchen_is_held_leaves_nobody);
	return tests;
}
