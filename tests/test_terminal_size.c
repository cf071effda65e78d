/* test_terminal_size.c - the screen at every size, and on the way from one to another. */
#include "session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Without waiting for it: it may be too small to say that it runs. */
static void open_at(int rows, int cols)
{
	struct terminal_setup setup = { .rows = rows, .cols = cols };
	terminal = terminal_open(&setup, STEADY);
}

static char *paused_screen(void)
{
	terminal_see(terminal, " PAUSED ");
	terminal_settle(terminal, 300);
	return strdup(terminal_text(terminal));
}

/* The last line is the line of keys, and nothing reaches past the right edge that should not: rules go all the way. */
static void see_whole(void)
{
	terminal_see(terminal, "q quit");
	terminal_see(terminal, "Steady Hands");
	terminal_settle(terminal, 300);
	ck_assert_ptr_nonnull(strstr(terminal_row(terminal, -1), "q quit"));
	ck_assert_ptr_nonnull(strstr(terminal_row(terminal, 0), "Steady Hands"));
	const char *rule = terminal_row(terminal, 1);
	ck_assert_str_eq(rule + strlen(rule) - strlen("─"), "─");
}

static void holds_at(int rows, int cols)
{
	session_open(rows, cols);
	terminal_see(terminal, "3 served");
	terminal_type(terminal, " ");
	see_whole();
	session_finish();
}

START_TEST(smallest_size_shows_kitchen_and_workers)
{
	holds_at(24, 80);
}
END_TEST

START_TEST(a_large_terminal_shows_every_pane_at_once)
{
	static const char *const panes[] = { "kitchen", "─ workers", "steady.lua", "─ memory", "─ timeline", "─ story", "─ figures" };
	session_open(60, 200);
	terminal_see(terminal, "3 served");
	terminal_type(terminal, " ");
	see_whole();
	for (size_t i = 0; i < sizeof panes / sizeof panes[0]; i++)
		terminal_see(terminal, panes[i]);
	session_finish();
}
END_TEST

START_TEST(the_largest_size_is_filled)
{
	holds_at(100, 300);
}
END_TEST

START_TEST(odd_sizes_between_are_filled)
{
	static const int sizes[][2] = { { 25, 81 }, { 30, 100 }, { 36, 120 }, { 24, 300 }, { 100, 80 }, { 45, 149 }, { 45, 150 } };
	session_open(24, 80);
	terminal_type(terminal, " ");
	free(paused_screen());
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		terminal_resize(terminal, sizes[i][0], sizes[i][1]);
		see_whole();
	}
	session_finish();
}
END_TEST

/* ---- too small ---- */

static void is_too_small(int rows, int cols)
{
	char has[64];
	snprintf(has, sizeof has, "this terminal has %d × %d", cols, rows);
	terminal_resize(terminal, rows, cols);
	terminal_see(terminal, "Lunchrush needs 80 × 24");
	terminal_see(terminal, has);
	terminal_see(terminal, "q quits");
}

START_TEST(below_80_by_24_a_message_says_the_size_needed)
{
	open_at(23, 80);
	terminal_see(terminal, "Lunchrush needs 80 × 24");
	terminal_see(terminal, "this terminal has 80 × 23");
	is_too_small(24, 79);
	is_too_small(3, 30);
	is_too_small(200, 40);
	session_finish();
}
END_TEST

START_TEST(a_person_can_quit_at_a_size_too_small_for_anything)
{
	open_at(1, 1);
	terminal_see(terminal, "L");
	session_finish();
}
END_TEST

START_TEST(down_to_1_by_1_and_back_the_same_picture_stands)
{
	session_open(24, 80);
	terminal_see(terminal, "3 served");
	terminal_type(terminal, " ");
	char *before = paused_screen();
	terminal_resize(terminal, 1, 1);
	terminal_see(terminal, "L");
	terminal_resize(terminal, 24, 80);
	char *after = paused_screen();
	ck_assert_str_eq(before, after);
	free(before);
	free(after);
	session_finish();
}
END_TEST

START_TEST(many_sizes_in_a_row_end_in_a_whole_screen)
{
	static const int sizes[][2] = { { 300, 300 }, { 2, 500 }, { 100, 3 }, { 60, 200 }, { 1, 1 }, { 24, 80 }, { 23, 79 }, { 50, 132 }, { 24, 80 } };
	session_open(24, 80);
	for (int round = 0; round < 3; round++)
		for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++)
			terminal_resize(terminal, sizes[i][0], sizes[i][1]);
	terminal_type(terminal, " ");
	free(paused_screen());
	see_whole();
	terminal_type(terminal, " ");
	terminal_see(terminal, "LIVE");
	session_finish();
}
END_TEST

START_TEST(boxes_over_the_panes_survive_a_resize)
{
	session_open(24, 80);
	terminal_type(terminal, "p");
	terminal_see(terminal, "─ settings ─");
	terminal_resize(terminal, 5, 20);
	terminal_see_gone(terminal, "Steady Hands");
	terminal_resize(terminal, 40, 120);
	terminal_see(terminal, "how many are given");
	terminal_type(terminal, KEY_ESC);
	terminal_see_gone(terminal, "─ settings ─");
	terminal_type(terminal, "?");
	terminal_see(terminal, "─ help ─");
	terminal_resize(terminal, 2, 2);
	terminal_resize(terminal, 24, 80);
	terminal_see(terminal, "Tab another pane");
	terminal_type(terminal, KEY_ESC);
	terminal_see_gone(terminal, "─ help ─");
	session_finish();
}
END_TEST

TCase *size_tests(void)
{
	TCase *tests = tcase_create("size");
	tcase_add_test(tests, smallest_size_shows_kitchen_and_workers);
	tcase_add_test(tests, a_large_terminal_shows_every_pane_at_once);
	tcase_add_test(tests, the_largest_size_is_filled);
	tcase_add_test(tests, odd_sizes_between_are_filled);
	tcase_add_test(tests, below_80_by_24_a_message_says_the_size_needed);
	tcase_add_test(tests, a_person_can_quit_at_a_size_too_small_for_anything);
	tcase_add_test(tests, down_to_1_by_1_and_back_the_same_picture_stands);
	tcase_add_test(tests, many_sizes_in_a_row_end_in_a_whole_screen);
	tcase_add_test(tests, boxes_over_the_panes_survive_a_resize);
	return tests;
}
