/* test_terminal_look.c - on every kind of terminal: without UTF-8, without colour, of names nobody has heard of. */
#include "session.h"

#include <string.h>

static void open_as(const struct terminal_setup *setup, const char *arguments)
{
	terminal = terminal_open(setup, arguments);
	terminal_see(terminal, "LIVE");
	terminal_see(terminal, "A giver");
	terminal_see(terminal, "q quit");
}

/* Every key that changes the whole picture, so that all of it has been drawn. */
static void look_around(void)
{
	terminal_type(terminal, " ");
	terminal_see(terminal, " PAUSED ");
	terminal_type(terminal, "?");
	terminal_see(terminal, " help ");
	terminal_type(terminal, "?p");
	terminal_see(terminal, " settings ");
	terminal_type(terminal, "p\t\t");
	terminal_see(terminal, "steady.lua");
	terminal_type(terminal, "\t\t");
	terminal_see(terminal, "timeline");
	terminal_type(terminal, " ");
	terminal_see(terminal, "LIVE");
}

/* ---- ASCII ---- */

START_TEST(with_ascii_asked_for_nothing_else_is_written)
{
	open_as(NULL, STEADY " --ascii");
	look_around();
	ck_assert(!terminal_modes(terminal)->beyond_ascii);
	session_finish();
}
END_TEST

START_TEST(in_a_locale_that_is_not_utf8_nothing_but_ascii_is_written)
{
	open_as(&(struct terminal_setup){ .locale = "C" }, STEADY);
	look_around();
	ck_assert(!terminal_modes(terminal)->beyond_ascii);
	session_finish();
}
END_TEST

START_TEST(a_locale_that_does_not_exist_gets_ascii)
{
	open_as(&(struct terminal_setup){ .locale = "xx_YY.UTF-8" }, STEADY);
	look_around();
	ck_assert(!terminal_modes(terminal)->beyond_ascii);
	session_finish();
}
END_TEST

START_TEST(paused_is_large_in_ascii_too)
{
	struct terminal_setup setup = { .rows = 60, .cols = 200 };
	open_as(&setup, STEADY " --ascii");
	session_pause();
	terminal_see(terminal, "####   ###  #   #  #### ##### ####");
	session_finish();
}
END_TEST

/* ---- colour ---- */

START_TEST(with_no_color_no_colour_is_asked_for_and_the_words_say_it_all)
{
	open_as(&(struct terminal_setup){ .also = "NO_COLOR=1" }, STEADY);
	look_around();
	ck_assert(!terminal_modes(terminal)->colour);
	session_finish();
}
END_TEST

START_TEST(an_empty_no_color_means_colour)
{
	open_as(&(struct terminal_setup){ .also = "NO_COLOR=" }, STEADY);
	ck_assert(terminal_modes(terminal)->colour);
	session_finish();
}
END_TEST

/* ---- names of terminals ---- */

static const char *const known[] = { "xterm-256color", "xterm", "screen-256color", "tmux-256color", "linux", "vt100", "xterm-mono", "ansi", "rxvt" };

START_TEST(on_a_known_terminal_the_screen_stands)
{
	struct terminal_setup setup = { .term = known[_i] };
	open_as(&setup, STEADY);
	look_around();
	session_finish();
}
END_TEST

static const char *const unknown[] = { "xterm-kitty", "foot", "no-such-terminal", "" };

START_TEST(an_unknown_terminal_is_taken_for_an_xterm)
{
	struct terminal_setup setup = { .term = unknown[_i] };
	open_as(&setup, STEADY);
	look_around();
	session_finish();
}
END_TEST

START_TEST(a_terminal_that_cannot_move_its_cursor_is_told_to_do_without_a_screen)
{
	terminal = terminal_open(&(struct terminal_setup){ .term = "dumb" }, STEADY);
	terminal_ends_whole(terminal, 2);
	ck_assert_ptr_nonnull(strstr(terminal_text(terminal), "lunchrush: the terminal `dumb` cannot move its cursor"));
	ck_assert_ptr_nonnull(strstr(terminal_text(terminal), "try --plain"));
	terminal_free(terminal);
}
END_TEST

#define COUNT(array) (int)(sizeof(array) / sizeof(array)[0])

TCase *look_tests(void)
{
	TCase *tests = tcase_create("look");
	tcase_add_test(tests, with_ascii_asked_for_nothing_else_is_written);
	tcase_add_test(tests, in_a_locale_that_is_not_utf8_nothing_but_ascii_is_written);
	tcase_add_test(tests, a_locale_that_does_not_exist_gets_ascii);
	tcase_add_test(tests, paused_is_large_in_ascii_too);
	tcase_add_test(tests, with_no_color_no_colour_is_asked_for_and_the_words_say_it_all);
	tcase_add_test(tests, an_empty_no_color_means_colour);
	tcase_add_loop_test(tests, on_a_known_terminal_the_screen_stands, 0, COUNT(known));
	tcase_add_loop_test(tests, an_unknown_terminal_is_taken_for_an_xterm, 0, COUNT(unknown));
	tcase_add_test(tests, a_terminal_that_cannot_move_its_cursor_is_told_to_do_without_a_screen);
	return tests;
}
