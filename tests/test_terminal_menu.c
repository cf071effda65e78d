/* test_terminal_menu.c - the menu at the terminal: from it into a lesson, a kitchen, a page, and back to where one was. A person's own lesson comes first in it. */
#include "session.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static char folder[64], also[512];

static void put(const char *name, const char *text)
{
	char path[160];
	snprintf(path, sizeof path, "%s/data/lunchrush/lessons/01-first/%s", folder, name);
	FILE *file = fopen(path, "w");
	ck_assert(file && fputs(text, file) >= 0 && fclose(file) == 0);
}

static void setup(void)
{
	char command[160];
	strcpy(folder, "/tmp/lunchrush-menu-XXXXXX"); /* not in the build folder: its path may be of any length */
	ck_assert(mkdtemp(folder) != NULL);
	snprintf(command, sizeof command, "mkdir -p '%s/data/lunchrush/lessons/01-first'", folder);
	ck_assert_int_eq(system(command), 0);
	put("lesson.ini", "[lesson]\ntitle = The first of all\nsummary = Spoons are counted.\nchapter = Before the course\norder = 1\nminutes = 2\n\n[step:begin]\nmode = read\n\n[step:end]\nmode = read\n");
	put("prose.md", "## begin\n\nOne reads this.\n\n## end\n\nAnd this.\n");
	snprintf(also, sizeof also, "XDG_STATE_HOME=%s/state\nXDG_DATA_HOME=%s/data", folder, folder);
}

static void teardown(void)
{
	char command[128];
	snprintf(command, sizeof command, "rm -rf '%s'", folder);
	ck_assert_int_eq(system(command), 0);
}

static void open_menu(int rows, int cols, const char *arguments, const char *seen)
{
	terminal = terminal_open(&(struct terminal_setup){ .rows = rows, .cols = cols, .also = also }, arguments);
	terminal_see(terminal, seen);
}

static void type(const char *keys, const char *seen)
{
	terminal_type(terminal, keys);
	terminal_see(terminal, seen);
}

static void leave(void)
{
	terminal_type(terminal, "q");
	terminal_ends_whole(terminal, 0);
	terminal_free(terminal);
}

START_TEST(a_lesson_is_begun_and_left_and_gone_on_with)
{
	open_menu(24, 80, "", "Begin here: The first of all");
	terminal_see(terminal, "Spoons are counted.");
	type(KEY_ENTER, "One reads this.");
	type(KEY_ESC, "Go on: The first of all");
	terminal_see(terminal, "step 1 of 2");
	type(KEY_ENTER, "One reads this.");
	type(KEY_ENTER, "And this.");
	type(KEY_ESC, "Go on: The first of all");
	terminal_see(terminal, "step 2 of 2");
	leave();
}
END_TEST

START_TEST(a_lesson_that_was_gone_through_in_part_is_no_more_done_than_its_end_says)
{
	open_menu(24, 80, "learn first --step end", "And this.");
	type(KEY_ENTER, "The end of: The first of all");
	terminal_see(terminal, "1 of 2 steps done.");
	leave();
	open_menu(24, 80, "menu", "seen, 1 of 2");
	leave();
	open_menu(24, 80, "learn first --step begin", "One reads this.");
	type(KEY_ENTER, "And this.");
	type(KEY_ENTER, "You are through: The first of all");
	leave();
	open_menu(24, 80, "menu", "done");
	terminal_see_gone(terminal, "seen, ");
	leave();
}
END_TEST

START_TEST(a_search_finds_by_what_a_lesson_is_about_and_stays_at_it)
{
	open_menu(24, 80, "menu", "Begin here:");
	type("/", "leave the search");
	type("xyzzy", "Nothing is called or about that");
	type("\177\177\177\177\177spoons", "The first of all");
	terminal_see_gone(terminal, "Begin here:");
	terminal_type(terminal, KEY_ESC);
	terminal_see(terminal, "Begin here:");
	terminal_see(terminal, "2 min");
	leave();
}
END_TEST

START_TEST(a_kitchen_is_run_and_one_is_back_at_it)
{
	open_menu(24, 80, "", "Begin here:");
	type("k", "Enter run it");
	type("/burgers" KEY_ENTER, "LIVE");
	type("q", "Enter run it");
	terminal_see(terminal, "\xe2\x96\xb8 \xc2\xb7 Concurrent Burgers");
	type(KEY_ESC, "Begin here:");
	leave();
}
END_TEST

START_TEST(what_a_run_found_wrong_is_said_in_the_menu)
{
	open_menu(24, 80, "", "Begin here:");
	type("k", "Enter run it");
	type("/opposed", "Two Locks, Opposed");
	terminal_type(terminal, KEY_ENTER);
	terminal_see(terminal, "deadlock:");
	terminal_type(terminal, "q");
	terminal_see(terminal, "Enter run it");
	terminal_see(terminal, "\xe2\x9c\x97 deadlock:");
	leave();
}
END_TEST

START_TEST(schedules_are_counted_from_the_menu)
{
	open_menu(24, 80, "", "Begin here:");
	type("k", "Enter run it");
	type("/opposed" KEY_ESC, "Two Locks, Opposed");
	type("e", "every one counted");
	type("q", "Enter run it");
	leave();
}
END_TEST

START_TEST(a_word_leads_to_another_and_back)
{
	open_menu(24, 80, "", "Begin here:");
	type("w", "A step that nobody can come between");
	type("\t" KEY_ENTER, "A key that only one worker can hold");
	type(KEY_BACKSPACE, "A step that nobody can come between");
	type("/priority", "Priority inversion");
	type(KEY_ENTER, "n the next");
	type(KEY_ESC, "next link");
	type(KEY_ESC, "Begin here:");
	leave();
}
END_TEST

START_TEST(the_kinds_are_a_table_where_there_is_room_and_text_where_not)
{
	open_menu(36, 120, "", "Begin here:");
	type("t", "choose a cell");
	terminal_see(terminal, "Cloud instances");
	terminal_resize(terminal, 24, 80);
	terminal_see(terminal, "next link");
	terminal_resize(terminal, 36, 120);
	terminal_see(terminal, "choose a cell");
	type(KEY_RIGHT KEY_ENTER, "Enter run it");
	type(KEY_ESC, "choose a cell");
	type(KEY_ESC, "Begin here:");
	leave();
}
END_TEST

START_TEST(a_page_asked_for_by_name_opens_and_is_left_at_once)
{
	open_menu(24, 80, "pages human-time", "From a nanosecond to ten seconds");
	terminal_type(terminal, KEY_ESC);
	terminal_ends_whole(terminal, 0);
	terminal_free(terminal);
	open_menu(24, 80, "pages nothing", "there is no page 'nothing'");
	terminal_see_ended(terminal);
	terminal_free(terminal);
}
END_TEST

START_TEST(the_chooser_ends_at_a_kitchen)
{
	open_menu(24, 80, "chooser", "Does it need to be faster");
	type("b", "Where does the time go");
	type(KEY_BACKSPACE, "Does it need to be faster");
	type("ba", "Can the work be divided");
	type("a", "Run the kitchen: Parallel Salads");
	terminal_see(terminal, "Take the lesson: ");
	type(KEY_ENTER, "Enter run it");
	leave();
}
END_TEST

START_TEST(settings_are_kept)
{
	open_menu(24, 80, "", "Begin here:");
	type("s", "Theme");
	type(KEY_RIGHT, "light");
	type(KEY_DOWN KEY_ENTER, "things jump");
	leave();
	open_menu(24, 80, "", "Begin here:");
	type("s", "light");
	terminal_see(terminal, "things jump");
	leave();
}
END_TEST

START_TEST(settings_that_are_damaged_are_put_aside)
{
	char path[320];
	snprintf(path, sizeof path, "mkdir -p '%s/state/lunchrush'; echo '{\"theme\": 5, \"ascii\": [' >'%s/state/lunchrush/settings.json'", folder, folder);
	ck_assert_int_eq(system(path), 0);
	open_menu(24, 80, "", "Begin here:");
	snprintf(path, sizeof path, "%s/state/lunchrush/settings.json.damaged", folder);
	struct stat found;
	ck_assert_int_eq(stat(path, &found), 0);
	leave();
}
END_TEST

START_TEST(an_interrupt_in_a_run_ends_the_menu_too)
{
	open_menu(24, 80, "", "Begin here:");
	type("k", "Enter run it");
	type("/burgers" KEY_ENTER, "LIVE");
	terminal_type(terminal, CTRL_C);
	terminal_ends_whole(terminal, 130);
	terminal_free(terminal);
}
END_TEST

/* q and Enter at once, as a line of a script is. */
START_TEST(what_is_typed_after_q_opens_nothing)
{
	open_menu(24, 80, "", "Begin here:");
	terminal_type(terminal, "q\r");
	terminal_ends_whole(terminal, 0);
	terminal_free(terminal);
}
END_TEST

START_TEST(an_interrupt_ends_the_menu)
{
	open_menu(24, 80, "", "Begin here:");
	terminal_type(terminal, CTRL_C);
	terminal_ends_whole(terminal, 130);
	terminal_free(terminal);
}
END_TEST

START_TEST(a_terminal_that_goes_away_takes_a_run_from_the_menu_along)
{
	open_menu(24, 80, "", "Begin here:");
	type("k", "Enter run it");
	type("/burgers" KEY_ENTER, "LIVE");
	pid_t program = terminal_program(terminal), kitchen = terminal_kitchen(terminal), floor = terminal_floor(terminal);
	terminal_hang_up(terminal);
	terminal_see_dead(terminal, program, kitchen, floor);
	terminal_free(terminal);
}
END_TEST

START_TEST(the_menu_stops_and_comes_back)
{
	open_menu(24, 80, "", "Begin here:");
	terminal_type(terminal, CTRL_Z);
	terminal_see_stopped(terminal);
	terminal_foreground(terminal);
	terminal_see(terminal, "Begin here:");
	type("k", "Enter run it");
	type(KEY_ENTER, "LIVE");
	terminal_type(terminal, CTRL_Z);
	terminal_see_stopped(terminal);
	terminal_foreground(terminal);
	type("q", "Enter run it");
	leave();
}
END_TEST

START_TEST(it_fits_any_size_and_says_all_without_unicode)
{
	terminal = terminal_open(&(struct terminal_setup){ .rows = 36, .cols = 120, .also = also }, "menu --ascii");
	terminal_see(terminal, "Begin here: The first of all");
	terminal_see(terminal, "about 2 minutes");
	for (const char *c = terminal_text(terminal); *c; c++)
		ck_assert_msg((unsigned char)*c < 0x80, "a sign that is not ASCII");
	terminal_resize(terminal, 24, 80);
	terminal_see_gone(terminal, "about 2 minutes");
	terminal_see(terminal, "Begin here: The first of all");
	terminal_resize(terminal, 60, 200);
	terminal_see(terminal, "about 2 minutes");
	leave();
}
END_TEST

START_TEST(help_lies_over_the_menu)
{
	open_menu(24, 80, "", "Begin here:");
	type("?", "the menu");
	terminal_type(terminal, KEY_ESC);
	terminal_see(terminal, "Begin here:");
	leave();
}
END_TEST

TCase *menu_tests(void)
{
	TCase *tests = tcase_create("menu");
	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_add_test(tests, a_lesson_is_begun_and_left_and_gone_on_with);
	tcase_add_test(tests, a_lesson_that_was_gone_through_in_part_is_no_more_done_than_its_end_says);
	tcase_add_test(tests, a_search_finds_by_what_a_lesson_is_about_and_stays_at_it);
	tcase_add_test(tests, a_kitchen_is_run_and_one_is_back_at_it);
	tcase_add_test(tests, what_a_run_found_wrong_is_said_in_the_menu);
	tcase_add_test(tests, schedules_are_counted_from_the_menu);
	tcase_add_test(tests, a_word_leads_to_another_and_back);
	tcase_add_test(tests, the_kinds_are_a_table_where_there_is_room_and_text_where_not);
	tcase_add_test(tests, a_page_asked_for_by_name_opens_and_is_left_at_once);
	tcase_add_test(tests, the_chooser_ends_at_a_kitchen);
	tcase_add_test(tests, settings_are_kept);
	tcase_add_test(tests, settings_that_are_damaged_are_put_aside);
	tcase_add_test(tests, an_interrupt_in_a_run_ends_the_menu_too);
	tcase_add_test(tests, what_is_typed_after_q_opens_nothing);
	tcase_add_test(tests, an_interrupt_ends_the_menu);
	tcase_add_test(tests, a_terminal_that_goes_away_takes_a_run_from_the_menu_along);
	tcase_add_test(tests, the_menu_stops_and_comes_back);
	tcase_add_test(tests, it_fits_any_size_and_says_all_without_unicode);
	tcase_add_test(tests, help_lies_over_the_menu);
	return tests;
}
