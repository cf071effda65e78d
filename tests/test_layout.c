/* test_layout.c - where panes stand, at every size. */
#include "suite.h"
#include "tui/layout.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static const char *const names[] = { "kitchen", "workers", "code", "memory", "timeline", "story", "figures" };
enum { KITCHEN, WORKERS, CODE, MEMORY, TIMELINE, STORY, FIGURES, PANES };

static struct layout layout;
static struct layout_wish wish;

static void make(void)
{
	layout_init(&layout);
	wish = (struct layout_wish){ .names = names, .count = PANES, .guest = -1, .zoomed = -1,
		.want = { [WORKERS] = 6, [MEMORY] = 4, [TIMELINE] = 9, [FIGURES] = 8 } };
}

static void drop(void)
{
	layout_release(&layout);
}

static void compute(int cols, int rows)
{
	wish.rows = rows;
	wish.cols = cols;
	layout_compute(&layout, &wish);
}

/* Every cell between head and foot belongs to one frame exactly, and bodies lie within their frames. */
static void assert_tiled(void)
{
	static unsigned char taken[200 * 400];
	memset(taken, 0, sizeof taken);
	for (int i = 0; i < layout.count; i++) {
		struct rect frame = layout.places[i].frame, body = layout.places[i].body;
		ck_assert(body.row > frame.row && body.row + body.rows <= frame.row + frame.rows);
		ck_assert(body.col > frame.col && body.col + body.cols < frame.col + frame.cols + 1);
		for (int row = frame.row; row < frame.row + frame.rows; row++)
			for (int col = frame.col; col < frame.col + frame.cols; col++)
				taken[row * layout.cols + col]++;
	}
	int bottom = layout.notice.rows ? layout.notice.row : layout.story.row;
	for (int row = 1; row < bottom; row++)
		for (int col = 0; col < layout.cols; col++)
			if (taken[row * layout.cols + col] != 1) /* an assertion a cell would take longer than the test */
				ck_abort_msg("%d×%d: cell %d,%d lies in %d frames", layout.cols, layout.rows, row, col,
					taken[row * layout.cols + col]);
}

START_TEST(frames_tile_the_screen_at_every_size)
{
	for (int rows = 24; rows <= 100; rows += rows < 50 ? 1 : 7)
		for (int cols = 80; cols <= 300; cols += cols < 160 ? 1 : 13) {
			compute(cols, rows);
			ck_assert(!layout.small);
			assert_tiled();
		}
}
END_TEST

START_TEST(frames_tile_whatever_panes_wish)
{
	for (int want = 0; want < 300; want += 17)
		for (int notice = 0; notice < 40; notice += 5) {
			for (int i = 0; i < PANES; i++)
				wish.want[i] = want + i;
			wish.notice = notice;
			compute(80, 24);
			assert_tiled();
			compute(130, 40);
			assert_tiled();
		}
}
END_TEST

START_TEST(the_kitchen_and_the_workers_always_have_room)
{
	for (int rows = 24; rows <= 100; rows++)
		for (int cols = 80; cols <= 300; cols += 11) {
			compute(cols, rows);
			ck_assert_int_ge(layout_place(&layout, KITCHEN)->body.rows, 11);
			ck_assert_int_ge(layout_place(&layout, KITCHEN)->body.cols, 50);
			ck_assert_int_ge(layout_place(&layout, WORKERS)->body.rows, 4);
		}
}
END_TEST

START_TEST(a_small_screen_has_the_kitchen_and_the_workers)
{
	compute(80, 24);
	ck_assert_int_eq(layout.count, 2);
	ck_assert_ptr_nonnull(layout_place(&layout, KITCHEN));
	ck_assert_int_eq(layout_place(&layout, WORKERS)->body.rows, 6); /* as many as it wished for */
}
END_TEST

START_TEST(a_large_screen_has_every_pane)
{
	compute(200, 60);
	for (int i = 0; i < PANES; i++)
		ck_assert_msg(layout_place(&layout, i) != NULL, "%s is missing", names[i]);
}
END_TEST

START_TEST(every_pane_can_come_up_at_every_size)
{
	static const int sizes[][2] = { { 80, 24 }, { 80, 50 }, { 100, 30 }, { 120, 24 }, { 120, 36 }, { 200, 60 }, { 300, 100 } };
	for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++)
		for (wish.guest = 0; wish.guest < PANES; wish.guest++) {
			compute(sizes[s][0], sizes[s][1]);
			ck_assert_ptr_nonnull(layout_place(&layout, wish.guest));
			ck_assert_ptr_nonnull(layout_place(&layout, KITCHEN));
			assert_tiled();
		}
}
END_TEST

START_TEST(a_zoomed_pane_has_the_screen_to_itself)
{
	wish.zoomed = STORY;
	compute(80, 24);
	ck_assert_int_eq(layout.count, 1);
	ck_assert_int_eq(layout.places[0].pane, STORY);
	ck_assert_int_eq(layout.places[0].body.rows, 19);
	assert_tiled();
}
END_TEST

START_TEST(a_part_of_the_screen_may_have_fewer_rows_than_a_terminal)
{
	wish.part = true;
	for (wish.notice = 0; wish.notice <= 7; wish.notice++) {
		compute(LAYOUT_COLS_MIN, LAYOUT_PART_ROWS);
		ck_assert(!layout.small);
		ck_assert_int_eq(layout.count, 2);
		assert_tiled();
	}
	compute(LAYOUT_COLS_MIN, LAYOUT_PART_ROWS - 1);
	ck_assert(layout.small);
}
END_TEST

START_TEST(in_the_least_part_the_kitchen_gives_way_to_a_guest_that_is_looked_at)
{
	wish.part = true;
	wish.guest = TIMELINE;
	compute(LAYOUT_COLS_MIN, LAYOUT_PART_ROWS);
	ck_assert_int_eq(layout_place(&layout, TIMELINE)->body.rows, 4);
	wish.guest_first = true;
	compute(LAYOUT_COLS_MIN, LAYOUT_PART_ROWS);
	ck_assert_int_eq(layout_place(&layout, TIMELINE)->body.rows, 6);
	assert_tiled();
	wish.guest = WORKERS; /* it has its place anyway */
	compute(LAYOUT_COLS_MIN, LAYOUT_PART_ROWS);
	ck_assert_int_eq(layout_place(&layout, WORKERS)->body.rows, 4);
	wish.guest = TIMELINE;
	for (wish.notice = 0; wish.notice <= 7; wish.notice++) {
		compute(LAYOUT_COLS_MIN, LAYOUT_PART_ROWS);
		assert_tiled();
	}
}
END_TEST

START_TEST(a_terminal_too_small_has_no_panes)
{
	for (int rows = 0; rows < 30; rows++)
		for (int cols = 0; cols < 90; cols++) {
			compute(cols, rows);
			if (layout.small != (rows < 24 || cols < 80) || layout.small != (layout.count == 0))
				ck_abort_msg("%d×%d has %d panes", cols, rows, layout.count);
		}
	compute(1, 1);
	compute(80, 24);
	assert_tiled();
}
END_TEST

START_TEST(a_click_finds_its_pane)
{
	compute(100, 30);
	struct rect code = layout_place(&layout, CODE)->frame;
	ck_assert_int_eq(layout_at(&layout, code.row + 1, code.col + 3)->pane, CODE);
	ck_assert_ptr_null(layout_at(&layout, 0, 0));
	ck_assert_ptr_null(layout_at(&layout, 29, 5));
}
END_TEST

START_TEST(rules_join_where_they_meet)
{
	struct rules rules;
	struct canvas canvas;
	rules_init(&rules);
	rules_clear(&rules, 6, 10);
	rules_frame(&rules, (struct rect){ 0, 0, 4, 5 });
	rules_frame(&rules, (struct rect){ 0, 5, 2, 5 });
	rules_frame(&rules, (struct rect){ 2, 5, 2, 5 });
	rules_frame(&rules, (struct rect){ 4, 0, 2, 10 });
	rules_join(&rules);
	canvas_init(&canvas, 6, 10);
	rules_draw(&rules, &canvas);
	char *dump = canvas_dump(&canvas, false);
	ck_assert_str_eq(dump, "─────┬────\n     │\n     ├────\n     │\n─────┴────\n\n");
	free(dump);
	canvas_release(&canvas);
	rules_release(&rules);
}
END_TEST

START_TEST(the_focused_title_is_marked_without_colour)
{
	struct canvas canvas;
	struct layout_place place = { .frame = { 0, 0, 3, 20 } };
	canvas_init(&canvas, 2, 20);
	layout_draw_title(&place, &canvas, "kitchen", false);
	place.frame.row = 1;
	layout_draw_title(&place, &canvas, "a title that is too long", true);
	char *dump = canvas_dump(&canvas, false);
	ck_assert_str_eq(dump, "  kitchen\n  ▸ a title tha…\n");
	free(dump);
	canvas_release(&canvas);
}
END_TEST

static Suite *suite(void)
{
	Suite *all = suite_create("layout");
	TCase *tests = tcase_create("layout");
	tcase_add_checked_fixture(tests, make, drop);
	tcase_add_test(tests, frames_tile_the_screen_at_every_size);
	tcase_add_test(tests, frames_tile_whatever_panes_wish);
	tcase_add_test(tests, the_kitchen_and_the_workers_always_have_room);
	tcase_add_test(tests, a_small_screen_has_the_kitchen_and_the_workers);
	tcase_add_test(tests, a_large_screen_has_every_pane);
	tcase_add_test(tests, every_pane_can_come_up_at_every_size);
	tcase_add_test(tests, a_zoomed_pane_has_the_screen_to_itself);
	tcase_add_test(tests, a_part_of_the_screen_may_have_fewer_rows_than_a_terminal);
	tcase_add_test(tests, in_the_least_part_the_kitchen_gives_way_to_a_guest_that_is_looked_at);
	tcase_add_test(tests, a_terminal_too_small_has_no_panes);
	tcase_add_test(tests, a_click_finds_its_pane);
	tcase_add_test(tests, rules_join_where_they_meet);
	tcase_add_test(tests, the_focused_title_is_marked_without_colour);
	suite_add_tcase(all, tests);
	return all;
}

int main(void)
{
	return run_suite(suite());
}
