/* test_screen.c - a canvas on a terminal: what is written, in bytes.
 *
 * The terminal is a memory file that ncurses takes for one; the bytes it wrote are its size. */
#include "suite.h"
#include "tui/screen.h"

#include <curses.h>

#include <check.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static FILE *out;
static struct theme theme;
static struct screen screen;
static struct canvas canvas;
static const struct rect everywhere = { 0, 0, 1000, 1000 };

static off_t written(void)
{
	struct stat status;
	ck_assert_int_eq(fstat(fileno(out), &status), 0);
	return status.st_size;
}

/* Whether the bytes are among what was written since `from`. */
static bool wrote(const char *bytes, off_t from)
{
	static char all[1 << 16];
	ssize_t length = pread(fileno(out), all, sizeof all, from);
	return length > 0 && memmem(all, (size_t)length, bytes, strlen(bytes));
}

static void open_as(const char *type, enum depth depth, bool ascii)
{
	setlocale(LC_CTYPE, "C.UTF-8");
	unsetenv("NO_COLOR");
	out = fdopen(memfd_create("terminal", 0), "w+");
	ck_assert_ptr_nonnull(newterm(type, out, stdin));
	resizeterm(24, 80);
	start_color();
	struct error error;
	const char *dir = getenv("srcdir");
	ck_assert_msg(theme_load(&theme, dir ? dir : ".", "dark", &error) == 0, "%s", error.text);
	screen_init(&screen, &theme, depth, ascii);
	canvas_init(&canvas, 24, 80);
}

/* Whether a bold word in black is written bold on a terminal of 8 colours, in this theme. */
static bool is_bold(const char *theme_name)
{
	struct error error;
	const char *dir = getenv("srcdir");
	open_as("linux", DEPTH_8, false);
	ck_assert_int_eq(theme_load(&theme, dir ? dir : ".", theme_name, &error), 0);
	screen_dress(&screen, &theme, DEPTH_8);
	canvas_text(&canvas, everywhere, 3, 4, ROLE_QUIET, ATTR_BOLD, "bold");
	screen_show(&screen, &canvas);
	return wrote("\033[1m", 0) || wrote(";1m", 0);
}

START_TEST(where_bold_is_bright_nothing_dark_becomes_pale_by_it)
{
	ck_assert(!is_bold("light"));
}
END_TEST

START_TEST(where_bold_is_bright_light_text_on_dark_is_bold)
{
	ck_assert(is_bold("mono") && is_bold("dark"));
}
END_TEST

START_TEST(a_frame_in_which_nothing_changed_writes_nothing)
{
	open_as("xterm-256color", DEPTH_256, false);
	canvas_text(&canvas, everywhere, 3, 4, ROLE_RUNNING, 0, "● running");
	ck_assert_int_eq(screen_show(&screen, &canvas), 24 * 80);
	off_t before = written();
	ck_assert_int_gt(before, 0);
	for (int i = 0; i < 10; i++)
		ck_assert_int_eq(screen_show(&screen, &canvas), 0);
	ck_assert_int_eq(written(), before);
}
END_TEST

START_TEST(a_small_change_writes_little)
{
	open_as("xterm-256color", DEPTH_256, false);
	canvas_text(&canvas, everywhere, 3, 4, ROLE_TEXT, 0, "12.3 s");
	screen_show(&screen, &canvas);
	off_t before = written();
	canvas_text(&canvas, everywhere, 3, 4, ROLE_TEXT, 0, "12.4 s");
	ck_assert_int_eq(screen_show(&screen, &canvas), 1);
	ck_assert_int_gt(written(), before);
	ck_assert_int_lt(written(), before + 64);
}
END_TEST

START_TEST(a_change_of_meaning_alone_is_shown)
{
	open_as("xterm-256color", DEPTH_256, false);
	canvas_text(&canvas, everywhere, 0, 0, ROLE_TEXT, 0, "A");
	screen_show(&screen, &canvas);
	off_t before = written();
	canvas_text(&canvas, everywhere, 0, 0, ROLE_RUNNING, 0, "A");
	ck_assert_int_eq(screen_show(&screen, &canvas), 1);
	ck_assert(wrote("38;5;46m", before));
}
END_TEST

START_TEST(a_forgotten_screen_is_drawn_whole)
{
	open_as("xterm-256color", DEPTH_256, false);
	canvas_text(&canvas, everywhere, 5, 5, ROLE_TEXT, 0, "soup");
	screen_show(&screen, &canvas);
	off_t before = written();
	screen_forget(&screen);
	ck_assert_int_eq(screen_show(&screen, &canvas), 24 * 80);
	ck_assert(wrote("soup", before));
}
END_TEST

START_TEST(wide_characters_and_what_follows_them_stand_where_they_should)
{
	open_as("xterm-256color", DEPTH_256, false);
	canvas_text(&canvas, everywhere, 0, 0, ROLE_TEXT, 0, "漢字x");
	screen_show(&screen, &canvas);
	ck_assert(wrote("漢字x", 0));
	off_t before = written();
	canvas_text(&canvas, everywhere, 0, 0, ROLE_TEXT, 0, "漢語x");
	screen_show(&screen, &canvas);
	ck_assert(wrote("語", before));
	ck_assert(!wrote("x", before));
}
END_TEST

START_TEST(without_colours_there_are_only_attributes)
{
	open_as("xterm-256color", DEPTH_MONO, false);
	canvas_text(&canvas, everywhere, 0, 0, ROLE_TITLE, 0, "title");
	canvas_text(&canvas, everywhere, 1, 0, ROLE_DEAD, 0, "dead");
	screen_show(&screen, &canvas);
	ck_assert(wrote("1m", 0));
	ck_assert(wrote("7m", 0));
	ck_assert(!wrote("38;5;", 0));
	ck_assert(!wrote("\033[37m", 0));
}
END_TEST

START_TEST(eight_colours_suffice)
{
	open_as("xterm", DEPTH_8, false);
	canvas_text(&canvas, everywhere, 0, 0, ROLE_BLOCKED, 0, "blocked");
	screen_show(&screen, &canvas);
	ck_assert(wrote("\033[31m", 0) || wrote(";31", 0));
	ck_assert(!wrote("38;5;", 0));
}
END_TEST

START_TEST(a_terminal_without_utf8_gets_ascii_only)
{
	open_as("xterm-256color", DEPTH_256, true);
	canvas_text(&canvas, everywhere, 0, 0, ROLE_TEXT, 0, "a漢é●z");
	screen_show(&screen, &canvas);
	ck_assert(wrote("a? e*z", 0));
}
END_TEST

START_TEST(words_that_speak_of_signs_show_what_is_drawn_where_there_is_only_ascii)
{
	open_as("xterm-256color", DEPTH_256, true);
	canvas_text(&canvas, everywhere, 0, 0, ROLE_TEXT, 0, "→ or ←, 3 × 5 µs … „Käse“ – ◐ ◆");
	screen_show(&screen, &canvas);
	ck_assert(wrote("> or <, 3 x 5 us ~ \"Kase\" - r !", 0));
}
END_TEST

START_TEST(reversed_twice_is_not_reversed)
{
	open_as("xterm-256color", DEPTH_MONO, false);
	canvas_text(&canvas, everywhere, 0, 0, ROLE_BANNER, ATTR_REVERSE, "banner");
	screen_show(&screen, &canvas);
	ck_assert(!wrote("\033[7m", 0));
}
END_TEST

static Suite *suite(void)
{
	Suite *all = suite_create("screen");
	TCase *tests = tcase_create("screen");
	tcase_add_test(tests, a_frame_in_which_nothing_changed_writes_nothing);
	tcase_add_test(tests, where_bold_is_bright_nothing_dark_becomes_pale_by_it);
	tcase_add_test(tests, where_bold_is_bright_light_text_on_dark_is_bold);
	tcase_add_test(tests, a_small_change_writes_little);
	tcase_add_test(tests, a_change_of_meaning_alone_is_shown);
	tcase_add_test(tests, a_forgotten_screen_is_drawn_whole);
	tcase_add_test(tests, wide_characters_and_what_follows_them_stand_where_they_should);
	tcase_add_test(tests, without_colours_there_are_only_attributes);
	tcase_add_test(tests, eight_colours_suffice);
	tcase_add_test(tests, a_terminal_without_utf8_gets_ascii_only);
	tcase_add_test(tests, words_that_speak_of_signs_show_what_is_drawn_where_there_is_only_ascii);
	tcase_add_test(tests, reversed_twice_is_not_reversed);
	suite_add_tcase(all, tests);
	return all;
}

int main(void)
{
	return run_suite(suite());
}
