/* test_canvas.c - the grid of cells, and the words broken into lines on it. */
#include "suite.h"
#include "tui/banner.h"
#include "tui/box.h"
#include "tui/canvas.h"
#include "tui/glyph.h"
#include "tui/wrap.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static struct canvas canvas;

static const struct rect everywhere = { 0, 0, 1000, 1000 };

static void make(int rows, int cols)
{
	canvas_init(&canvas, rows, cols);
}

static void assert_shows(const char *text)
{
	char *dump = canvas_dump(&canvas, false);
	ck_assert_str_eq(dump, text);
	free(dump);
}

static void done(void)
{
	canvas_release(&canvas);
	glyph_use(GLYPHS_KITCHEN);
}

START_TEST(text_returns_the_column_after_it)
{
	make(1, 10);
	ck_assert_int_eq(canvas_text(&canvas, everywhere, 0, 2, ROLE_TEXT, 0, "né"), 4);
	assert_shows("  né\n");
}
END_TEST

START_TEST(nothing_is_drawn_outside_the_clip)
{
	make(2, 10);
	struct rect clip = { 0, 2, 1, 3 };
	ck_assert_int_eq(canvas_text(&canvas, clip, 0, 0, ROLE_TEXT, 0, "abcdefgh"), 8);
	canvas_text(&canvas, clip, 1, 2, ROLE_TEXT, 0, "no");
	assert_shows("  cde\n\n");
}
END_TEST

START_TEST(nothing_is_drawn_outside_the_canvas)
{
	make(1, 3);
	canvas_text(&canvas, everywhere, 0, -2, ROLE_TEXT, 0, "abcdefgh");
	canvas_text(&canvas, everywhere, 7, 0, ROLE_TEXT, 0, "x");
	canvas_text(&canvas, everywhere, -1, 0, ROLE_TEXT, 0, "x");
	canvas_fill(&canvas, (struct rect){ -5, 2, 100, 100 }, '#', ROLE_TEXT, 0);
	assert_shows("cd#\n");
}
END_TEST

START_TEST(a_wide_character_takes_two_cells)
{
	make(1, 5);
	ck_assert_int_eq(canvas_text(&canvas, everywhere, 0, 0, ROLE_TEXT, 0, "a漢b"), 4);
	ck_assert_uint_eq(canvas.cells[2].c, 0);
	assert_shows("a漢b\n");
}
END_TEST

START_TEST(half_a_wide_character_is_a_space)
{
	make(1, 4);
	canvas_text(&canvas, everywhere, 0, 3, ROLE_TEXT, 0, "漢");
	canvas_text(&canvas, everywhere, 0, -1, ROLE_TEXT, 0, "漢x");
	assert_shows(" x\n");
	canvas_text(&canvas, everywhere, 0, 0, ROLE_TEXT, 0, "漢漢");
	canvas_put(&canvas, everywhere, 0, 1, 'y', ROLE_TEXT, 0); /* overwrites a right half */
	canvas_put(&canvas, everywhere, 0, 2, 'z', ROLE_TEXT, 0); /* overwrites a left half */
	assert_shows(" yz\n");
}
END_TEST

START_TEST(marks_without_width_and_controls_do_not_move_what_follows)
{
	make(1, 8);
	ck_assert_int_eq(canvas_text(&canvas, everywhere, 0, 0, ROLE_TEXT, 0, "a\xcc\x81\tb"), 3);
	assert_shows("a b\n");
}
END_TEST

START_TEST(text_that_does_not_fit_is_cut_with_an_ellipsis)
{
	make(3, 10);
	ck_assert_int_eq(canvas_text_cut(&canvas, everywhere, 0, 0, 5, ROLE_TEXT, 0, "hello"), 5);
	ck_assert_int_eq(canvas_text_cut(&canvas, everywhere, 1, 0, 5, ROLE_TEXT, 0, "hello!"), 5);
	ck_assert_int_eq(canvas_text_cut(&canvas, everywhere, 2, 0, 4, ROLE_TEXT, 0, "漢字漢"), 3);
	assert_shows("hello\nhell…\n漢…\n");
}
END_TEST

START_TEST(a_dump_can_tell_roles)
{
	make(1, 6);
	canvas_text(&canvas, everywhere, 0, 0, ROLE_TEXT, 0, "a");
	canvas_text(&canvas, everywhere, 0, 2, ROLE_QUIET, 0, "b");
	canvas_text(&canvas, everywhere, 0, 3, ROLE_QUIET, ATTR_REVERSE, " ");
	char *dump = canvas_dump(&canvas, true);
	ck_assert_str_eq(dump, "a b\n. bb\n");
	free(dump);
}
END_TEST

START_TEST(an_empty_canvas_can_be_drawn_on)
{
	make(0, 0);
	canvas_text(&canvas, everywhere, 0, 0, ROLE_TEXT, 0, "x");
	canvas_fill(&canvas, everywhere, 'x', ROLE_TEXT, 0);
	assert_shows("");
	canvas_resize(&canvas, 1, 2);
	canvas_text(&canvas, everywhere, 0, 0, ROLE_TEXT, 0, "xyz");
	assert_shows("xy\n");
}
END_TEST

START_TEST(glyphs_are_ascii_when_asked)
{
	ck_assert_str_eq(glyph_text(GLYPH_RUNNING), "●");
	glyph_use(GLYPHS_ASCII);
	for (int g = 0; g < GLYPH_COUNT; g++) {
		ck_assert_uint_lt(glyph((enum glyph)g), 0x7f);
		ck_assert_uint_ge(glyph((enum glyph)g), ' ');
		ck_assert_uint_eq(strlen(glyph_text((enum glyph)g)), 1);
	}
}
END_TEST

START_TEST(lines_break_at_spaces)
{
	char line[32];
	const char *rest = wrap_line("one two three", 8, line, sizeof line);
	ck_assert_str_eq(line, "one two");
	rest = wrap_line(rest, 8, line, sizeof line);
	ck_assert_str_eq(line, "three");
	ck_assert_ptr_null(wrap_line(rest, 8, line, sizeof line));
}
END_TEST

START_TEST(no_word_is_lost_in_wrapping_however_narrow)
{
	char line[32];
	static const char text[] = "averyveryverylongword, 漢字\n\nend";
	for (int columns = 1; columns < 30; columns++) {
		size_t letters = 0;
		int lines = 0;
		for (const char *rest = text; (rest = wrap_line(rest, columns, line, sizeof line)); lines++)
			letters += strlen(line);
		ck_assert_int_eq(wrap_count(text, columns), lines);
		ck_assert_uint_ge(letters + 3, strlen(text)); /* but for a space and two newlines */
	}
}
END_TEST

START_TEST(the_banner_stands_only_on_free_cells_and_stays_there)
{
	struct banner banner = { 0 };
	uint64_t now_ns = 7000000000;
	make(8, 60);
	canvas_fill(&canvas, everywhere, '#', ROLE_TEXT, 0); /* all is in motion yet */
	ck_assert(!banner_draw(&banner, &canvas, (struct rect){ 0, 0, 8, 60 }, now_ns));
	now_ns += 100000000;
	canvas_clear(&canvas);
	ck_assert(banner_draw(&banner, &canvas, (struct rect){ 0, 0, 8, 60 }, now_ns));
	canvas_clear(&canvas); /* something glides there since the pause began */
	canvas_text(&canvas, everywhere, 7, 59, ROLE_TEXT, 0, "x");
	ck_assert(banner_draw(&banner, &canvas, (struct rect){ 0, 0, 8, 60 }, now_ns));
	struct rect first = banner.at;
	ck_assert_uint_eq(canvas.cells[7 * 60 + 59].c, 'x');
	now_ns += 2000000000;
	canvas_clear(&canvas); /* a better place is free now, but it does not wander */
	ck_assert(banner_draw(&banner, &canvas, (struct rect){ 0, 0, 8, 60 }, now_ns));
	ck_assert_int_eq(banner.at.row, first.row);
	ck_assert_int_eq(banner.at.col, first.col);
	canvas_fill(&canvas, everywhere, '#', ROLE_TEXT, 0);
	char *before = canvas_dump(&canvas, false);
	ck_assert(!banner_draw(&banner, &canvas, (struct rect){ 0, 0, 8, 60 }, now_ns));
	assert_shows(before);
	free(before);
	canvas_clear(&canvas);
	ck_assert(!banner_draw(&banner, &canvas, (struct rect){ 0, 0, 8, 60 }, now_ns));
}
END_TEST

START_TEST(a_box_fits_any_canvas)
{
	for (int rows = 0; rows < 6; rows++)
		for (int cols = 0; cols < 10; cols++) {
			make(rows, cols);
			struct rect in = box_draw(&canvas, 20, 40, "title", "foot");
			canvas_text(&canvas, in, in.row, in.col, ROLE_TEXT, 0, "inside");
			canvas_release(&canvas);
		}
	make(3, 12);
	box_draw(&canvas, 3, 12, "abcdefghi", "");
	assert_shows("┌─ abcde… ─┐\n│          │\n└──────────┘\n");
}
END_TEST

START_TEST(a_canvas_is_copied_into_another_and_what_it_cuts_of_wide_signs_goes)
{
	struct canvas part;
	canvas_init(&part, 2, 3);
	canvas_text(&part, (struct rect){ 0, 0, 2, 3 }, 0, 0, ROLE_TEXT, 0, "abc");
	canvas_text(&part, (struct rect){ 0, 0, 2, 3 }, 1, 0, ROLE_TEXT, 0, "d\xe6\xbc\xa2");
	make(3, 6);
	canvas_text(&canvas, (struct rect){ 0, 0, 3, 6 }, 1, 0, ROLE_TEXT, 0, "\xe6\xbc\xa2\xe6\xbc\xa2\xe6\xbc\xa2");
	canvas_copy(&canvas, 1, 1, &part);
	assert_shows("\n abc\xe6\xbc\xa2\n d\xe6\xbc\xa2\n");
	canvas_copy(&canvas, 2, 4, &part);
	canvas_copy(&canvas, -1, -2, &part);
	assert_shows("\n abc\xe6\xbc\xa2\n d\xe6\xbc\xa2""ab\n");
	canvas_copy(&canvas, 7, 7, &part);
	canvas_copy(&canvas, -7, -7, &part);
	canvas_release(&part);
}
END_TEST

static Suite *suite(void)
{
	Suite *all = suite_create("canvas");
	TCase *tests = tcase_create("canvas");
	tcase_add_checked_fixture(tests, NULL, done);
	tcase_add_test(tests, text_returns_the_column_after_it);
	tcase_add_test(tests, nothing_is_drawn_outside_the_clip);
	tcase_add_test(tests, nothing_is_drawn_outside_the_canvas);
	tcase_add_test(tests, a_wide_character_takes_two_cells);
	tcase_add_test(tests, half_a_wide_character_is_a_space);
	tcase_add_test(tests, marks_without_width_and_controls_do_not_move_what_follows);
	tcase_add_test(tests, text_that_does_not_fit_is_cut_with_an_ellipsis);
	tcase_add_test(tests, a_dump_can_tell_roles);
	tcase_add_test(tests, an_empty_canvas_can_be_drawn_on);
	tcase_add_test(tests, glyphs_are_ascii_when_asked);
	tcase_add_test(tests, lines_break_at_spaces);
	tcase_add_test(tests, no_word_is_lost_in_wrapping_however_narrow);
	tcase_add_test(tests, the_banner_stands_only_on_free_cells_and_stays_there);
	tcase_add_test(tests, a_box_fits_any_canvas);
	tcase_add_test(tests, a_canvas_is_copied_into_another_and_what_it_cuts_of_wide_signs_goes);
	suite_add_tcase(all, tests);
	return all;
}

int main(void)
{
	return run_suite(suite());
}
