/* test_side.c - kitchens side by side, without a terminal: the clock that they share, moments of several runs, and where they stand at every size. */
#include "event_log.h"
#include "suite.h"
#include "tui/side.h"

#include <string.h>

#define MS UINT64_C(1000000)
#define SECOND UINT64_C(1000000000)

/* ---- the clock ---- */

static struct side_clock side_clock;

static void clock_over(uint64_t end_ns)
{
	side_clock = (struct side_clock){ 0 };
	side_clock_end(&side_clock, end_ns);
}

static const uint64_t lengths[] = { 700000, 5 * MS, 600 * MS, 3 * SECOND, 29 * SECOND, 3000 * SECOND };

START_TEST(a_comparison_of_any_length_plays_for_8_to_16_seconds)
{
	clock_over(lengths[_i]);
	side_clock_go(&side_clock, true);
	uint64_t real_ns = 0;
	for (; side_clock.going; real_ns += 10 * MS)
		side_clock_advance(&side_clock, 10 * MS);
	ck_assert_uint_ge(real_ns, 8 * SECOND - 20 * MS);
	ck_assert_uint_le(real_ns, 16 * SECOND + 20 * MS);
	ck_assert_uint_eq(side_clock.now_ns, lengths[_i]);
}
END_TEST

START_TEST(a_chosen_speed_stays_when_a_longer_run_is_known)
{
	clock_over(10 * SECOND);
	int speed = side_clock.speed;
	side_clock_faster(&side_clock, 1);
	side_clock_end(&side_clock, 1000 * SECOND);
	ck_assert_int_eq(side_clock.speed, speed + 1);
}
END_TEST

START_TEST(speed_has_bounds)
{
	clock_over(SECOND);
	side_clock_faster(&side_clock, 1000);
	ck_assert_int_eq(side_clock.speed, SIDE_SPEED_MOST);
	side_clock_faster(&side_clock, -1000);
	ck_assert_int_eq(side_clock.speed, SIDE_SPEED_LEAST);
}
END_TEST

START_TEST(at_the_end_it_stands_and_goes_on_from_the_beginning)
{
	clock_over(SECOND);
	side_clock_look(&side_clock, 5 * SECOND);
	ck_assert_uint_eq(side_clock.now_ns, SECOND);
	ck_assert(side_clock_at_end(&side_clock) && !side_clock.going);
	side_clock_go(&side_clock, true);
	ck_assert(side_clock.going);
	ck_assert_uint_eq(side_clock.now_ns, 0);
}
END_TEST

START_TEST(standing_still_is_still)
{
	clock_over(SECOND);
	side_clock_look(&side_clock, 300 * MS);
	side_clock_advance(&side_clock, SECOND);
	ck_assert_uint_eq(side_clock.now_ns, 300 * MS);
}
END_TEST

START_TEST(where_nothing_is_known_it_does_not_go)
{
	clock_over(0);
	side_clock_go(&side_clock, true);
	ck_assert(!side_clock.going);
}
END_TEST

/* ---- moments of several runs ---- */

static struct sides *sides;

static struct side *add_run(const char *name, const char *lines)
{
	static struct launch launch;
	struct event_log log;
	launch_init(&launch);
	struct side *side = sides_add(sides, name, &launch, 0);
	event_log_init(&log);
	event_log_read(&log, "main main\nworker A \"cook\"\n");
	event_log_read(&log, lines);
	watch_init(&side->watch, NULL, &side->launch, NULL);
	event_log_history(&log, side->watch.history);
	side->open = true;
	side->state = SIDE_MEASURED;
	side->is.ran = true;
	side->end_ns = history_end_ns(side->watch.history);
	side->is.elapsed_s = (double)side->end_ns / 1e9;
	if (side->end_ns > sides->clock.end_ns)
		side_clock_end(&sides->clock, side->end_ns);
	event_log_release(&log);
	return side;
}

static void make(void)
{
	sides = sides_new(1, 2, 1);
	sides->plays = true;
}

static void drop(void)
{
	sides_free(sides);
}

START_TEST(a_step_goes_to_the_next_event_of_any_of_them_and_back)
{
	static const uint64_t moments[] = { 1, 2, 3, 5, 6 };
	add_run("one", "1 A say x\n3 A say x\n6 A say x\n");
	add_run("two", "2 A say x\n5 A say x\n");
	for (int i = 0; i < 5; i++) {
		sides_step(sides, 1);
		ck_assert_uint_eq(sides->clock.now_ns, moments[i] * SECOND);
	}
	sides_step(sides, 1);
	ck_assert_uint_eq(sides->clock.now_ns, 6 * SECOND);
	for (int i = 3; i >= 0; i--) {
		sides_step(sides, -1);
		ck_assert_uint_eq(sides->clock.now_ns, moments[i] * SECOND);
	}
	sides_step(sides, -1);
	ck_assert_uint_eq(sides->clock.now_ns, 0);
}
END_TEST

START_TEST(all_are_shown_at_the_same_moment_and_who_is_over_stands)
{
	struct side *one = add_run("one", "1 A say x\n2 A say x\n"), *two = add_run("two", "1 A say x\n2 A say x\n5 A say x\n");
	side_clock_look(&sides->clock, 1500 * MS);
	sides_look(sides);
	ck_assert_uint_eq(one->watch.player.now_ns, 1500 * MS);
	ck_assert_uint_eq(two->watch.player.now_ns, 1500 * MS);
	ck_assert(!side_over(sides, one) && !side_over(sides, two));
	side_clock_look(&sides->clock, 3 * SECOND);
	sides_look(sides);
	ck_assert_uint_eq(one->watch.player.now_ns, 2 * SECOND);
	ck_assert_uint_eq(two->watch.player.now_ns, 3 * SECOND);
	ck_assert(side_over(sides, one) && !side_over(sides, two));
	ck_assert_int_eq(side_rank(sides, one), 1);
	ck_assert_int_eq(side_rank(sides, two), 2);
	ck_assert_double_eq(side_speedup(sides, two), 0.4);
}
END_TEST

START_TEST(speed_ups_are_against_sequential_and_only_within_a_recipe)
{
	struct side *one = add_run("threads", "2 A say x\n"), *two = add_run("sequential", "4 A say x\n"), *other = add_run("other", "1 A say x\n");
	strcpy(two->launch.engine, "sequential");
	other->recipe = 1;
	ck_assert_ptr_eq(side_base(sides, one), two);
	ck_assert_double_eq(side_speedup(sides, one), 2);
	ck_assert_int_eq(side_rank(sides, one), 1);
	ck_assert_ptr_eq(side_base(sides, other), other);
}
END_TEST

START_TEST(four_have_a_place_and_who_is_out_has_none)
{
	struct side *shown[SIDE_CELLS], *list[6];
	int of;
	for (int i = 0; i < 6; i++)
		list[i] = add_run("one", "1 A say x\n");
	side_leave_out(list[1], "the recipe runs on threads");
	ck_assert_int_eq(sides_shown(sides, shown, &of), 4);
	ck_assert_int_eq(of, 5);
	ck_assert_ptr_eq(shown[0], list[0]);
	ck_assert_ptr_eq(shown[1], list[2]);
	sides->first = 4; /* past the last four: those */
	ck_assert_int_eq(sides_shown(sides, shown, &of), 4);
	ck_assert_ptr_eq(shown[3], list[5]);
}
END_TEST

/* ---- where they stand ---- */

static const int sizes[][2] = { { 24, 80 }, { 24, 120 }, { 30, 100 }, { 36, 120 }, { 45, 150 }, { 60, 200 }, { 100, 80 }, { 300, 300 } };

static bool inside(struct rect rect, int rows, int cols)
{
	return rect.row >= 0 && rect.col >= 0 && rect.rows >= 0 && rect.cols >= 0 && rect.row + rect.rows <= rows && rect.col + rect.cols <= cols;
}

START_TEST(cells_tile_the_screen_above_the_scoreboard)
{
	int rows = sizes[_i][0], cols = sizes[_i][1];
	struct side_layout layout;
	side_layout_init(&layout);
	for (int count = 1; count <= SIDE_CELLS; count++)
		for (int score = 2; score < 44; score += 5)
			for (int strips = 0; strips < 2; strips++) {
				int area = 0;
				side_layout_make(&layout, rows, cols, count, score, strips);
				ck_assert_int_eq(layout.count, count);
				for (int i = 0; i < count; i++) {
					struct rect frame = layout.cells[i].frame;
					ck_assert(inside(frame, rows, cols) && inside(layout.cells[i].body, rows, cols));
					ck_assert_int_ge(layout.cells[i].body.rows, 2);
					area += frame.rows * frame.cols;
				}
				ck_assert_int_eq(area, (layout.score.row - 1) * cols);
				ck_assert_int_eq(layout.score.row + layout.score.rows + layout.story.rows + 1, rows);
			}
	side_layout_release(&layout);
}
END_TEST

static enum side_form form_at(int rows, int cols, int count)
{
	struct side_layout layout;
	side_layout_init(&layout);
	side_layout_make(&layout, rows, cols, count, 2 + count, false);
	enum side_form form = layout.form;
	side_layout_release(&layout);
	return form;
}

START_TEST(two_are_pictures_at_the_smallest_size_and_four_are_strips)
{
	ck_assert_int_eq(form_at(24, 80, 2), SIDE_PICTURES);
	ck_assert_int_eq(form_at(24, 80, 4), SIDE_STRIPS);
	ck_assert_int_eq(form_at(36, 120, 4), SIDE_PICTURES);
	ck_assert_int_eq(form_at(60, 200, 4), SIDE_PICTURES);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("side by side");
	TCase *time = tcase_create("clock"), *runs = tcase_create("runs"), *place = tcase_create("layout");
	tcase_add_loop_test(time, a_comparison_of_any_length_plays_for_8_to_16_seconds, 0, sizeof lengths / sizeof *lengths);
	tcase_add_test(time, a_chosen_speed_stays_when_a_longer_run_is_known);
	tcase_add_test(time, speed_has_bounds);
	tcase_add_test(time, at_the_end_it_stands_and_goes_on_from_the_beginning);
	tcase_add_test(time, standing_still_is_still);
	tcase_add_test(time, where_nothing_is_known_it_does_not_go);
	tcase_add_checked_fixture(runs, make, drop);
	tcase_add_test(runs, a_step_goes_to_the_next_event_of_any_of_them_and_back);
	tcase_add_test(runs, all_are_shown_at_the_same_moment_and_who_is_over_stands);
	tcase_add_test(runs, speed_ups_are_against_sequential_and_only_within_a_recipe);
	tcase_add_test(runs, four_have_a_place_and_who_is_out_has_none);
	tcase_add_loop_test(place, cells_tile_the_screen_above_the_scoreboard, 0, sizeof sizes / sizeof *sizes);
	tcase_add_test(place, two_are_pictures_at_the_smallest_size_and_four_are_strips);
	suite_add_tcase(suite, time);
	suite_add_tcase(suite, runs);
	suite_add_tcase(suite, place);
	return run_suite(suite);
}
