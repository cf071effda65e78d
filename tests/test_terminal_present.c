/* test_terminal_present.c - a talk at the terminal: by a clicker alone, with a class that bets, and with the speaker's notes in a second terminal. */
#include "session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define NEXT "\033[6~"
#define PREVIOUS "\033[5~"
#define TALK "present tests/lessons/talk"

static char home[64], runtime[120];
static struct terminal *screen, *speaker;

static struct terminal *open_one(const char *arguments, int rows, int cols, const char *locale)
{
	struct terminal_setup setup = { .rows = rows, .cols = cols, .also = runtime, .locale = locale };
	return terminal_open(&setup, arguments);
}

static void begin(void)
{
	strcpy(home, "/tmp/lunchrush-talk-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(home));
	snprintf(runtime, sizeof runtime, "XDG_RUNTIME_DIR=%s", home);
}

static void end(void)
{
	char command[128];
	snprintf(command, sizeof command, "rm -rf %s", home);
	ck_assert_int_eq(system(command), 0);
}

static void talk(const char *more)
{
	char arguments[160];
	snprintf(arguments, sizeof arguments, TALK "%s%s", *more ? " " : "", more);
	screen = open_one(arguments, 24, 80, NULL);
}

static void type(const char *keys, const char *seen)
{
	terminal_type(screen, keys);
	terminal_see(screen, seen);
}

static void leave(const char *key)
{
	terminal_type(screen, key);
	terminal_ends_whole(screen, 0);
	terminal_free(screen);
}

START_TEST(a_clicker_alone_gives_the_whole_talk)
{
	talk("");
	terminal_see(screen, "Two waiters, one counter.");
	type(NEXT, "Two waiters stand at the door.");
	type(NEXT, "The first point.");
	type(NEXT, "The second point.");
	type(NEXT, "Whose counter is it?");
	type(NEXT, "b: Both have it");
	type(NEXT, "It is shared.");
	type(NEXT, "Somebody else has chosen");
	type(NEXT, "What does the counter say?");
	type(NEXT, "Who goes first?");
	type(NEXT, "A waiter 1 reads visits: 0.");
	type(NEXT, "B waiter 2 reads visits: 0.");
	type(NEXT, "B waiter 2 writes visits = 1");
	type(NEXT, "no visit is lost"); /* broken, as it is expected */
	type(NEXT, "What does the counter say?");
	type(NEXT, "One visit is lost.");
	type(NEXT, "Now you choose.");
	type(NEXT, "Who goes first?");
	for (int i = 1; i <= 4; i++) { /* by turns */
		terminal_settle(screen, 100);
		terminal_type(screen, NEXT);
	}
	terminal_see(screen, "ended");
	leave(CTRL_Q);
}
END_TEST

START_TEST(previous_goes_back_the_same_way)
{
	talk("--step scheduled");
	type(NEXT NEXT, "Who goes first?");
	type(NEXT, "A waiter 1 reads visits: 0.");
	type(PREVIOUS, "Who goes first?");
	type(PREVIOUS, "What does the counter say?");
	type(PREVIOUS, "Somebody else has chosen");
	type(PREVIOUS, "Whose counter is it?"); /* the step before, at its end */
	leave("q");
}
END_TEST

START_TEST(the_class_bets_and_the_right_answer_is_marked_by_sign_and_word)
{
	talk("");
	type(NEXT NEXT NEXT NEXT, "Whose counter is it?");
	type("14 9", "hands:  14 9");
	terminal_see(screen, "██ 14");
	type(KEY_ENTER NEXT, "✗ Most of you said: a: The first waiter's");
	terminal_see(screen, "9  ✓ right");
	terminal_see(screen, "The other one writes to it, too.");
	leave("q");
}
END_TEST

START_TEST(hands_may_be_counted_one_answer_after_another)
{
	talk("--step hello");
	type("v", "of each choice in its order, as in 14 9 3");
	type("14" KEY_ENTER, "██ 14");
	terminal_see_gone(screen, "hands:");
	type("9", "hands:  14 9");
	type(KEY_ENTER, "█ 9");
	terminal_see_gone(screen, "hands:");
	type("3", "hands:  3"); /* all were counted: anew */
	terminal_see_gone(screen, "██ 14");
	type(KEY_ENTER, "██ 3");
	leave("q");
}
END_TEST

START_TEST(a_press_before_the_run_has_come_is_not_lost)
{
	talk("--step scheduled");
	type(NEXT NEXT NEXT, "A waiter 1 reads visits: 0.");
	type(NEXT, "B waiter 2 reads visits: 0.");
	leave("q");
}
END_TEST

START_TEST(what_cannot_be_counted_is_said_while_it_is_typed)
{
	talk("--step hello");
	type("3 x", "hands:  3 x");
	terminal_see(screen, "there is no answer 'x'");
	type(KEY_BACKSPACE "8" KEY_ENTER, "█ 3");
	terminal_see(screen, "██ 8");
	leave("q");
}
END_TEST

START_TEST(letters_choose_and_b_is_a_worker_there)
{
	talk("--step by-hand");
	type(NEXT, "Who goes first?");
	terminal_settle(screen, 100);
	type("b", "B waiter 2 reads visits: 0.");
	type("a", "A waiter 1 reads visits: 0.");
	type(PREVIOUS, "B waiter 2 reads visits: 0.");
	terminal_see_gone(screen, "A waiter 1 reads");
	leave(CTRL_Q);
}
END_TEST

static bool is_blank(struct terminal *one, const void *unused)
{
	(void)unused;
	const char *text = terminal_text(one);
	return text[strspn(text, " \n")] == '\0';
}

START_TEST(the_screen_is_blank_and_comes_back)
{
	talk("--step hello");
	terminal_see(screen, "Two waiters stand");
	terminal_type(screen, ".");
	terminal_until(screen, is_blank, NULL, "the screen is blank");
	type(".", "Two waiters stand");
	terminal_type(screen, "b");
	terminal_until(screen, is_blank, NULL, "the screen is blank");
	type(NEXT, "Two waiters stand");
	leave("q");
}
END_TEST

START_TEST(a_spotlight_shows_one_pane_of_the_run_after_another)
{
	talk("--step free");
	type("P", "A spotlight needs a run");
	type(NEXT, "All is done.");
	type("P", "workers: ");
	terminal_see_gone(screen, "All is done.");
	type("P", "visits.lua");
	type(KEY_ESC, "All is done.");
	leave("q");
}
END_TEST

START_TEST(every_schedule_is_counted_large)
{
	talk("--step count");
	type(NEXT NEXT, "of 6 schedules fail");
	terminal_see(screen, "✗ visits = 1");
	type(NEXT, "How many fail?");
	type(NEXT, "Four of six.");
	leave("q");
}
END_TEST

START_TEST(what_is_to_be_mended_is_counted_and_then_counted_mended)
{
	talk("--step mend");
	type(NEXT, "of 6 schedules fail");
	type(NEXT, "of 2 schedules fail");
	terminal_see(screen, "mended: mended.lua");
	type(NEXT, "★ The goal is reached");
	type(NEXT, "Nobody comes in between.");
	type(NEXT, "That was it.");
	terminal_see(screen, "→ opposed");
	type(PREVIOUS, "Nobody comes in between.");
	leave("q");
}
END_TEST

START_TEST(it_is_drawn_at_every_size_and_in_ascii)
{
	talk("--step scheduled");
	type(NEXT NEXT, "Who goes first?");
	terminal_resize(screen, 60, 200);
	terminal_see(screen, "Who goes first?");
	terminal_resize(screen, 36, 120);
	terminal_see(screen, "Who goes first?");
	terminal_resize(screen, 20, 60);
	terminal_see(screen, "Lunchrush needs 80 × 24");
	terminal_resize(screen, 24, 80);
	terminal_see(screen, "Who goes first?");
	leave("q");
	screen = open_one(TALK " --step scheduled", 36, 120, "C");
	type(NEXT NEXT, "Who goes first?");
	for (const char *at = terminal_text(screen); *at; at++)
		ck_assert_int_lt((unsigned char)*at, 128);
	leave("q");
}
END_TEST

START_TEST(it_is_stopped_and_comes_back)
{
	talk("--step hello");
	terminal_see(screen, "Two waiters stand");
	terminal_type(screen, CTRL_Z);
	terminal_see_stopped(screen);
	terminal_foreground(screen);
	type(NEXT, "The first point.");
	leave("q");
}
END_TEST

START_TEST(notes_follow_and_steer_from_a_second_terminal)
{
	begin();
	speaker = open_one("notes", 30, 110, NULL);
	terminal_see(speaker, "No lesson is being presented");
	talk("--step hello");
	terminal_see(speaker, "Then go on slowly.");
	terminal_see(speaker, "step 1 of 6: hello");
	terminal_see(speaker, "3 min left of 3");
	terminal_type(speaker, NEXT);
	terminal_see(screen, "The first point.");
	terminal_see(speaker, "The second point."); /* what comes */
	terminal_type(speaker, NEXT NEXT);
	terminal_see(screen, "Whose counter is it?");
	terminal_type(speaker, "5 6");
	terminal_see(screen, "██ 6");
	terminal_see(speaker, "votes  a: 5  b: 6");
	terminal_type(speaker, KEY_ENTER ".");
	terminal_until(screen, is_blank, NULL, "the screen is blank");
	terminal_see(speaker, "blank");
	terminal_type(speaker, NEXT);
	terminal_see(screen, "Whose counter is it?");
	terminal_type(speaker, PREVIOUS);
	terminal_see(screen, "The second point.");
	leave("q");
	terminal_see(speaker, "The presentation is over.");
	talk("--step scheduled");
	terminal_see(speaker, "Four steps: press four times.");
	terminal_type(speaker, "q"); /* the talk goes on */
	terminal_ends_whole(speaker, 0);
	terminal_free(speaker);
	type(NEXT, "What does the counter say?");
	leave("q");
	end();
}
END_TEST

START_TEST(notes_are_told_in_lines_of_words)
{
	begin();
	speaker = open_one("notes --plain", 40, 100, NULL);
	terminal_see(speaker, "this waits for one");
	talk("--step hello");
	terminal_see(speaker, "Step 1 of 6: hello");
	terminal_see(speaker, "Shown: Two waiters stand at the door.");
	terminal_see(speaker, "Next: The first point.");
	terminal_type(speaker, "next\n");
	terminal_see(screen, "The first point.");
	terminal_type(speaker, "jump\n");
	terminal_see(speaker, "'jump' is no order");
	terminal_type(speaker, "vote 3 4\n");
	terminal_see(speaker, "Votes: a: 3  b: 4");
	leave("q");
	terminal_see(speaker, "The presentation is over");
	terminal_type(speaker, "quit\n");
	terminal_ends_whole(speaker, 0);
	terminal_free(speaker);
	end();
}
END_TEST

START_TEST(a_rehearsal_says_ok_for_each_step_and_what_would_fail)
{
	screen = open_one(TALK " --check --size 80x24", 24, 80, NULL);
	terminal_see(screen, "ok   screen");
	terminal_see(screen, "ok   count");
	terminal_see(screen, "7 checks, all well");
	terminal_ends_whole(screen, 0);
	terminal_free(screen);
	screen = open_one(TALK " --check --size 60x20", 24, 80, NULL);
	terminal_see(screen, "FAIL screen: 60 columns and 20 rows are too few");
	terminal_ends_whole(screen, 1);
	terminal_free(screen);
}
END_TEST

TCase *present_tests(void)
{
	TCase *tests = tcase_create("present");
	tcase_add_test(tests, a_clicker_alone_gives_the_whole_talk);
	tcase_add_test(tests, previous_goes_back_the_same_way);
	tcase_add_test(tests, a_press_before_the_run_has_come_is_not_lost);
	tcase_add_test(tests, the_class_bets_and_the_right_answer_is_marked_by_sign_and_word);
	tcase_add_test(tests, hands_may_be_counted_one_answer_after_another);
	tcase_add_test(tests, a_press_before_the_run_has_come_is_not_lost);
	tcase_add_test(tests, what_cannot_be_counted_is_said_while_it_is_typed);
	tcase_add_test(tests, letters_choose_and_b_is_a_worker_there);
	tcase_add_test(tests, the_screen_is_blank_and_comes_back);
	tcase_add_test(tests, a_spotlight_shows_one_pane_of_the_run_after_another);
	tcase_add_test(tests, every_schedule_is_counted_large);
	tcase_add_test(tests, what_is_to_be_mended_is_counted_and_then_counted_mended);
	tcase_add_test(tests, it_is_drawn_at_every_size_and_in_ascii);
	tcase_add_test(tests, it_is_stopped_and_comes_back);
	tcase_add_test(tests, notes_follow_and_steer_from_a_second_terminal);
	tcase_add_test(tests, notes_are_told_in_lines_of_words);
	tcase_add_test(tests, a_rehearsal_says_ok_for_each_step_and_what_would_fail);
	return tests;
}
