/* test_terminal_step.c - in control at the terminal: a real kitchen is stepped, taken back, asked why, and its schedule carried away. */
#include "session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define VISITS "run lessons/10-visits/recipe.lua --set increments=1 --schedule "
#define OPPOSED "run lessons/11-opposed/recipe.lua --schedule "

/* After the schedule (no spaces in it) a person chooses. */
static void open_at(const char *arguments, const char *schedule, int rows, int cols, const char *seen)
{
	char line[256];
	struct terminal_setup setup = { .rows = rows, .cols = cols };
	snprintf(line, sizeof line, "%s%s", arguments, schedule);
	terminal = terminal_open(&setup, line);
	terminal_see(terminal, seen);
}

static void type(const char *keys, const char *seen)
{
	terminal_type(terminal, keys);
	terminal_see(terminal, seen);
}

static void leave(int status)
{
	terminal_type(terminal, CTRL_Q);
	terminal_ends_whole(terminal, status);
	terminal_free(terminal);
}

START_TEST(letters_step_the_workers_and_lose_an_update)
{
	open_at(VISITS, "AB", 24, 80, "step 2");
	terminal_see(terminal, "A writes visits = 1 (it read 0)");
	terminal_see(terminal, "B writes visits = 1 (it read 0)");
	type("a", "visits = 0, out of date");
	terminal_see(terminal, "so far, 3 steps");
	type("b", "expected, and not so: no visit is lost");
	terminal_see(terminal, "A B A B");
	leave(1);
}
END_TEST

START_TEST(a_capital_letter_goes_on_until_the_worker_ends)
{
	open_at(VISITS, "A", 24, 80, "step 1");
	type("B", "✓ B has ended");
	terminal_see(terminal, "so far, 3 steps");
	leave(0);
}
END_TEST

START_TEST(a_capital_letter_of_one_who_never_waits_comes_back_to_the_person)
{
	open_at("run lessons/22-spin/recipe.lua --schedule ", "A", 24, 80, "step 1");
	type("A", "it does not come to wait");
	type("b", "step 10002");
	leave(0);
}
END_TEST

START_TEST(a_step_is_taken_back_and_all_of_them)
{
	open_at(VISITS, "ABA", 24, 80, "step 3");
	type(KEY_BACKSPACE, "so far, 2 steps");
	terminal_see(terminal, "A writes visits = 1 (it read 0)");
	type(KEY_BACKSPACE KEY_BACKSPACE KEY_BACKSPACE, "no step yet");
	type(KEY_BACKSPACE, "This is the beginning");
	type("ab" KEY_HOME, "no step yet");
	leave(0);
}
END_TEST

START_TEST(what_is_typed_while_the_kitchen_is_on_its_way_waits_its_turn)
{
	open_at(VISITS, "A", 24, 80, "step 1");
	type("bab" KEY_BACKSPACE KEY_BACKSPACE "b", "visits = 0, out of date");
	terminal_see(terminal, "so far, 3 steps");
	type(":goto 2" KEY_ENTER, "so far, 2 steps");
	leave(0);
}
END_TEST

START_TEST(control_is_taken_of_a_running_kitchen_and_given_back)
{
	session_open_steady();
	terminal_see(terminal, "1 served");
	type("s", "SCHEDULED");
	terminal_see(terminal, "You have control");
	terminal_see(terminal, "who next?");
	type(KEY_ENTER, "▶ round-robin");
	type("+", "4 steps a second"); /* twice the usual */
	type(" ", "Stopped");
	terminal_settle(terminal, 300);
	type(KEY_ESC, "FREE, real time");
	terminal_see(terminal, "LIVE");
	session_finish();
}
END_TEST

START_TEST(the_letter_of_one_who_cannot_go_answers_with_why)
{
	open_at("run tests/recipes/one-lock.lua --schedule ", "A", 24, 80, "step 1");
	type("b", "B cannot go: it waits for lock door: A holds it.");
	terminal_see(terminal, "so far, 1 step");
	type("c", "There is no worker C");
	type("q", "There is no worker Q: Ctrl-Q leaves.");
	leave(0);
}
END_TEST

START_TEST(a_deadlock_is_drawn_and_told)
{
	open_at(OPPOSED, "AB", 24, 80, "step 2");
	terminal_see(terminal, "wakes in");
	type("A", "A wakes up, and waits for lock safe: B holds it"); /* the clock jumps to where B is due, too */
	terminal_see(terminal, "A ─holds→ till ─wanted by→ B");
	terminal_see(terminal, "B ─holds→ safe ─wanted by→ A");
	terminal_see(terminal, "nobody can let go first");
	type(KEY_BACKSPACE, "so far, 1 step");
	leave(0);
}
END_TEST

START_TEST(until_goes_on_to_a_value_and_to_a_line)
{
	open_at(VISITS, "A", 24, 80, "step 1");
	type(":until visits == 1" KEY_ENTER, "Here it is, after step 3: visits == 1.");
	type(KEY_HOME ":until B line 17" KEY_ENTER, "B goes on at line 17");
	type(":until nothing == 1" KEY_ENTER, "nothing shared is named 'nothing' so far");
	type(KEY_ESC, "line");
	leave(0);
}
END_TEST

START_TEST(the_policy_goes_on_to_the_end_and_to_a_breakpoint)
{
	open_at(VISITS, "A", 24, 80, "step 1");
	type(":break 17" KEY_ENTER, "The policy stops when a worker comes to line 17");
	type(KEY_END, "Stopped before line 17, where B goes on next");
	type(":unbreak" KEY_ENTER, "No breakpoint is left");
	type(KEY_END, "expected, and not so");
	leave(1);
}
END_TEST

START_TEST(a_schedule_is_followed_and_what_it_cannot_do_is_told)
{
	open_at(VISITS, "A", 24, 100, "step 1");
	type(":B2 A" KEY_ENTER, "A has ended");
	type(":back 2" KEY_ENTER, "so far, 2 steps");
	type(":B3 A" KEY_ENTER, "has ended");
	terminal_see(terminal, "the schedule asks for B, which cannot go");
	type(":A B x" KEY_ENTER, "schedule");
	leave(0);
}
END_TEST

START_TEST(a_value_that_a_setting_cannot_have_ends_no_run)
{
	open_at(VISITS, "AB", 24, 80, "step 2");
	type(":set workers banana" KEY_ENTER, "workers cannot be banana");
	type(KEY_ESC, "? help");
	terminal_see(terminal, "so far, 2 steps");
	type(":set workers 3" KEY_ENTER, "Started again with workers = 3");
	terminal_see(terminal, "C reads visits");
	leave(0);
}
END_TEST

START_TEST(who_gives_control_back_is_told_the_steps)
{
	open_at(VISITS, "AB", 24, 80, "step 2");
	type(KEY_ESC, "Your steps were AB.");
	type("s", "who next");
	leave(0);
}
END_TEST

/* What is too small to be drawn has no workers to choose. */
START_TEST(where_the_screen_is_too_small_q_quits_in_step_mode_too)
{
	open_at(VISITS, "AB", 24, 80, "step 2");
	type(":", "A schedule to follow");
	terminal_resize(terminal, 10, 40);
	terminal_see(terminal, "q quits");
	terminal_type(terminal, "q");
	terminal_ends_whole(terminal, 0);
	terminal_free(terminal);
}
END_TEST

/* The steps of a prefix are taken without asking anybody. */
START_TEST(earlier_moments_of_a_prefix_show_what_everybody_could_do)
{
	open_at(VISITS, "ABA", 24, 80, "step 3");
	type(KEY_LEFT, "BACK at step 2 of 3");
	terminal_see(terminal, "A writes visits = 1 (it read 0)");
	terminal_see(terminal, "B writes visits = 1 (it read 0)");
	type(KEY_LEFT, "BACK at step 1 of 3");
	terminal_see(terminal, "B reads visits");
	type(KEY_END, "step 3");
	type("b", "expected, and not so: no visit is lost"); /* it goes on from there, to the end */
	leave(1);
}
END_TEST

START_TEST(the_schedule_is_copied_saved_and_read_again)
{
	char path[] = "/tmp/lunchrush-step-XXXXXX", line[128];
	int fd = mkstemp(path);
	ck_assert_int_ge(fd, 0);
	close(fd);
	unlink(path);
	open_at(VISITS, "ABA", 24, 80, "step 3");
	type(CTRL_Y, "Copied");
	terminal_see_copied(terminal, "QUJB"); /* ABA */
	snprintf(line, sizeof line, ":write %s" KEY_ENTER, path);
	type(line, "Written to");
	type(KEY_HOME, "no step yet");
	snprintf(line, sizeof line, ":read %s" KEY_ENTER, path);
	type(line, "so far, 3 steps");
	FILE *file = fopen(path, "w");
	ck_assert_ptr_nonnull(file);
	fprintf(file, "dear diary\n");
	fclose(file);
	type(line, "holds no schedule");
	type(KEY_ESC, "? help");
	snprintf(line, sizeof line, ":write %s" KEY_ENTER, path);
	type(line, "is there already and");
	unlink(path);
	leave(0);
}
END_TEST

START_TEST(the_wheel_scrolls_the_pane_under_it_and_the_focus_stays)
{
	open_at(VISITS, "A", 24, 80, "step 1");
	terminal_see(terminal, "\xe2\x96\xb8 who next");
	ck_assert_ptr_null(strstr(terminal_text(terminal), "recipe{"));
	type("\033[<64;60;6M\033[<64;60;6M\033[<64;60;6M\033[<64;60;6M\033[<64;60;6M", "recipe{"); /* over the code */
	terminal_see(terminal, "\xe2\x96\xb8 who next");
	terminal_see(terminal, "step 1"); /* nothing else was done by it */
	leave(0);
}
END_TEST

START_TEST(looking_back_takes_no_step_back)
{
	open_at(VISITS, "A", 24, 80, "step 1");
	type("ba", "so far, 3 steps");
	type(KEY_LEFT, "BACK at step 2 of 3");
	terminal_see(terminal, "A writes visits = 1 (it read 0)");
	type(KEY_LEFT KEY_LEFT, "BACK at step 0 of 3");
	terminal_see(terminal, "A reads visits");
	type("b", "You look at an earlier moment");
	type(KEY_RIGHT KEY_RIGHT KEY_RIGHT, "so far, 3 steps");
	terminal_see_gone(terminal, "BACK");
	leave(0);
}
END_TEST

static void recipe_write(const char *path, int second)
{
	FILE *file = fopen(path, "w");
	ck_assert_ptr_nonnull(file);
	fprintf(file, "recipe{title = \"Changing\", engine = \"threads\"}\nseen = 0\ntask(\"one\", function() seen = 1 seen = %d seen = 3 end)\n"
		"task(\"other\", function() seen = 4 end)\n", second);
	fclose(file);
}

START_TEST(a_step_that_is_not_what_it_was_is_told)
{
	char path[] = "/tmp/lunchrush-step-XXXXXX.lua", line[128];
	int fd = mkstemps(path, 4);
	ck_assert_int_ge(fd, 0);
	close(fd);
	recipe_write(path, 2);
	snprintf(line, sizeof line, "run %s --schedule ", path);
	open_at(line, "AAB", 30, 100, "step 3");
	type(KEY_BACKSPACE, "so far, 2 steps");
	terminal_settle(terminal, 200);
	ck_assert(!strstr(terminal_text(terminal), "something else"));
	recipe_write(path, 7);
	type("b" KEY_BACKSPACE, "Step 2, of A, did something else than when it was first taken");
	unlink(path);
	leave(0);
}
END_TEST

START_TEST(stepping_survives_a_stop_and_a_new_size)
{
	open_at(VISITS, "AB", 24, 80, "step 2");
	terminal_type(terminal, CTRL_Z);
	terminal_see_stopped(terminal);
	terminal_foreground(terminal);
	terminal_see(terminal, "step 2");
	terminal_resize(terminal, 50, 160);
	terminal_see(terminal, "timeline");
	type("a", "out of date");
	leave(0);
}
END_TEST

START_TEST(the_help_lists_the_keys_of_step_mode)
{
	open_at(VISITS, "A", 60, 100, "step 1");
	type("?", "keys in step mode");
	terminal_see(terminal, "takes the last step back");
	terminal_type(terminal, KEY_ESC);
	terminal_see_gone(terminal, "keys in step mode");
	leave(0);
}
END_TEST

TCase *step_tests(void)
{
	TCase *group = tcase_create("step");
	tcase_add_test(group, letters_step_the_workers_and_lose_an_update);
	tcase_add_test(group, a_capital_letter_goes_on_until_the_worker_ends);
	tcase_add_test(group, a_capital_letter_of_one_who_never_waits_comes_back_to_the_person);
	tcase_add_test(group, a_step_is_taken_back_and_all_of_them);
	tcase_add_test(group, what_is_typed_while_the_kitchen_is_on_its_way_waits_its_turn);
	tcase_add_test(group, control_is_taken_of_a_running_kitchen_and_given_back);
	tcase_add_test(group, the_letter_of_one_who_cannot_go_answers_with_why);
	tcase_add_test(group, a_deadlock_is_drawn_and_told);
	tcase_add_test(group, until_goes_on_to_a_value_and_to_a_line);
	tcase_add_test(group, the_policy_goes_on_to_the_end_and_to_a_breakpoint);
	tcase_add_test(group, a_schedule_is_followed_and_what_it_cannot_do_is_told);
	tcase_add_test(group, a_value_that_a_setting_cannot_have_ends_no_run);
	tcase_add_test(group, who_gives_control_back_is_told_the_steps);
	tcase_add_test(group, where_the_screen_is_too_small_q_quits_in_step_mode_too);
	tcase_add_test(group, earlier_moments_of_a_prefix_show_what_everybody_could_do);
	tcase_add_test(group, the_schedule_is_copied_saved_and_read_again);
	tcase_add_test(group, looking_back_takes_no_step_back);
	tcase_add_test(group, the_wheel_scrolls_the_pane_under_it_and_the_focus_stays);
	tcase_add_test(group, a_step_that_is_not_what_it_was_is_told);
	tcase_add_test(group, stepping_survives_a_stop_and_a_new_size);
	tcase_add_test(group, the_help_lists_the_keys_of_step_mode);
	return group;
}
