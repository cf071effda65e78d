/* test_terminal_kill.c - workers that are processes, at the terminal: killed, stopped, let go on, free and in step mode. */
#include "session.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define LONG "run tests/recipes/forked-long.lua"
#define CLOUD "run tests/recipes/cloud.lua --set what=waits"
#define CHEFS "run tests/recipes/chefs.lua --engine processes --schedule AABC"

static void open_at(const char *line, int rows, int cols, const char *seen)
{
	struct terminal_setup setup = { .rows = rows, .cols = cols };
	terminal = terminal_open(&setup, line);
	terminal_see(terminal, seen);
}

static void type(const char *keys, const char *seen)
{
	terminal_type(terminal, keys);
	terminal_see(terminal, seen);
}

static void leave(void)
{
	terminal_type(terminal, CTRL_Q);
	terminal_ends_whole(terminal, 0);
	terminal_free(terminal);
}

START_TEST(the_worker_picked_out_is_killed_and_its_signal_told_in_words)
{
	open_at(LONG, 24, 80, "LIVE");
	type("K", "w picks out a worker");
	type("w", "Following A");
	session_see_in_row(-1, "K kill");
	type("K", "was killed: SIGKILL");
	terminal_see(terminal, "killed (SIGKILL)");
	type("K", "A is dead already");
	leave();
}
END_TEST

START_TEST(the_worker_picked_out_is_stopped_and_goes_on_by_the_same_key)
{
	open_at(LONG, 24, 80, "LIVE");
	type("w", "Following A");
	type("S", "was stopped: SIGSTOP");
	session_see_in_row(-1, "let go on");
	terminal_see(terminal, "stopped");
	type("S", "SIGCONT");
	session_see_in_row(-1, "S stop");
	leave();
}
END_TEST

START_TEST(an_instance_of_a_cloud_is_picked_out_stopped_and_killed_whatever_the_run_is_on)
{
	static const struct { int rows, cols; const char *engine; } ways[] = { { 24, 80, "instances" }, { 36, 120, "threads" } };
	char line[100];
	snprintf(line, sizeof line, CLOUD " --engine %s", ways[_i].engine);
	open_at(line, ways[_i].rows, ways[_i].cols, "LIVE");
	terminal_see(terminal, "B house 1 · sleeping"); /* it has the request in hand */
	type("w", "Following B house 1");
	session_see_in_row(-1, "K kill");
	type("S", "was stopped: SIGSTOP");
	session_see_in_row(-1, "let go on");
	terminal_see(terminal, "B house 1 □ stopped");
	type("S", "SIGCONT");
	terminal_see(terminal, "B house 1 · sleeping");
	type("w", "Following @ main");
	type("K", "Not done");
	type("w" "w", "Following B house 1");
	type("K", "was killed: SIGKILL");
	terminal_see(terminal, "the end"); /* another instance answers the next request */
	terminal_see_gone(terminal, "event loop"); /* the card, too, names the engine that was asked for */
	type(KEY_ESC, "B house 1 ✗ dead");
	leave();
}
END_TEST

START_TEST(where_a_cloud_is_nobody_takes_control_and_no_key_offers_it)
{
	open_at(CLOUD, 36, 120, "B house 1 · sleeping");
	terminal_see_gone(terminal, "s take control");
	type("s", "nobody can be chosen");
	terminal_see(terminal, "LIVE");
	leave();
}
END_TEST

START_TEST(on_threads_the_keys_say_why_not_and_are_not_in_the_foot)
{
	session_open_steady();
	terminal_type(terminal, "w");
	terminal_see(terminal, "Following");
	terminal_see_gone(terminal, "K kill");
	terminal_type(terminal, "K");
	terminal_see(terminal, "only a process can be killed");
	session_finish();
}
END_TEST

START_TEST(in_step_mode_a_line_kills_and_stops_a_worker_and_the_others_can_be_chosen)
{
	open_at(CHEFS, 36, 120, "step 4");
	type(":kill" KEY_ENTER, "whom?");
	type(KEY_ESC ":kill Q" KEY_ENTER, "there is no worker");
	type(KEY_ESC ":stop C" KEY_ENTER, "was stopped: SIGSTOP"); /* it took the last step */
	terminal_see(terminal, "C is stopped, until");
	type(":stop C" KEY_ENTER, "C is stopped already");
	type(KEY_ESC "c", "C cannot go: it is stopped");
	type("b", "step 5");
	type(":cont C" KEY_ENTER, "SIGCONT");
	type(":stop B" KEY_ENTER, "was stopped: SIGSTOP");
	type(":kill B" KEY_ENTER, "was killed: SIGKILL");
	terminal_see(terminal, "B was killed (SIGKILL)");
	type("c", "step 6");
	leave();
}
END_TEST

TCase *kill_tests(void)
{
	TCase *tests = tcase_create("kill");
	tcase_add_test(tests, the_worker_picked_out_is_killed_and_its_signal_told_in_words);
	tcase_add_test(tests, the_worker_picked_out_is_stopped_and_goes_on_by_the_same_key);
	tcase_add_loop_test(tests, an_instance_of_a_cloud_is_picked_out_stopped_and_killed_whatever_the_run_is_on, 0, 2);
	tcase_add_test(tests, where_a_cloud_is_nobody_takes_control_and_no_key_offers_it);
	tcase_add_test(tests, on_threads_the_keys_say_why_not_and_are_not_in_the_foot);
	tcase_add_test(tests, in_step_mode_a_line_kills_and_stops_a_worker_and_the_others_can_be_chosen);
	return tests;
}
