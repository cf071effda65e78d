/* test_controls.c - locks and the like on the screen, by golden screens of a literal run: under the kitchen, and what is shared in memory.
 * UPDATE_GOLDEN=1 writes the screens in tests/golden anew. */
#include "pane_view.h"
#include "suite.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern const struct pane pane_kitchen, pane_memory;

/* A holds the till and B waits for it; both ovens are taken and C waits for one; D waits at the condition, E at the barrier. */
static const char log_text[] =
	"0 - begin 1\n"
	"0 - pace 1\n"
	"main bakery\n"
	"0 @ start 10 10\n"
	"lock till\n"
	"lock safe\n"
	"semaphore ovens 2\n"
	"condition news till\n"
	"event open\n"
	"barrier start 3\n"
	"shared total\n"
	"array slots 3\n"
	"cell visits\n"
	"0 @ write total 4\n"
	"0 @ fill slots 3 0\n"
	"0 @ write visits 1\n"
	"worker A ann\n"
	"worker B bob\n"
	"worker C cid\n"
	"worker D dan\n"
	"worker E eve\n"
	"0.1 A start 10 11\n"
	"0.1 B start 10 12\n"
	"0.1 C start 10 13\n"
	"0.1 D start 10 14\n"
	"0.1 E start 10 15\n"
	"0.2 @ end\n"
	"0.5 D acquire till\n"
	"0.5 D cond_wait news till\n"
	"0.5 D wait condition news\n"
	"1 A acquire till\n"
	"1 A element_write slots 2 \"x\"\n"
	"1 A read total 4\n"
	"1.1 B acquire ovens 1\n"
	"1.2 B wait lock till A\n"
	"1.3 A acquire ovens 0\n"
	"1.4 C add total 5\n"
	"1.5 C wait semaphore ovens\n"
	"1.6 E set open\n"
	"1.7 E barrier_arrive start 1\n"
	"1.7 E wait barrier start\n"
	"3.5 A say hm\n";

static struct pane_view view;

static void look(void)
{
	pane_view_init(&view, log_text, NULL, 0);
}

static void look_away(void)
{
	pane_view_release(&view);
}

static const struct { int cols, rows; } sizes[] = { { 40, 12 }, { 76, 14 }, { 120, 24 } };
#define SIZES ((int)(sizeof sizes / sizeof *sizes))

START_TEST(locks_and_the_like_stand_under_the_kitchen_at_every_size)
{
	pane_view_use(&view, &pane_kitchen);
	pane_view_golden(&view, "controls", sizes[_i].cols, sizes[_i].rows);
}
END_TEST

START_TEST(shared_values_and_arrays_are_memory)
{
	pane_view_use(&view, &pane_memory);
	pane_view_golden(&view, "memory-shared", 76, 14);
}
END_TEST

START_TEST(who_has_a_lock_since_when_and_who_waits_for_it_is_told)
{
	pane_view_use(&view, &pane_kitchen);
	const char *screen = pane_view_draw(&view, 120, 24);
	ck_assert_msg(strstr(screen, "lock till  ◆ A 2 s  ○ B"), "%s", screen);
	ck_assert_msg(strstr(screen, "lock safe  free"), "%s", screen);
	ck_assert_msg(strstr(screen, "semaphore ovens  0/2 free  ◆ A B  ○ C"), "%s", screen);
	ck_assert_msg(strstr(screen, "condition news of till  ○ D"), "%s", screen);
	ck_assert_msg(strstr(screen, "event open  set"), "%s", screen);
	ck_assert_msg(strstr(screen, "barrier start  1/3 here  ○ E"), "%s", screen);
	pane_view_more(&view, "4 A release till\n4 A wake B till\n4 B acquire till\n", 0);
	screen = pane_view_draw(&view, 120, 24);
	ck_assert_msg(strstr(screen, "lock till  ◆ B ") && !strstr(screen, "lock till  ◆ B  ○"), "%s", screen);
}
END_TEST

START_TEST(more_locks_than_there_is_room_for_are_counted)
{
	for (int i = 0; i < 30; i++) {
		char line[32];
		snprintf(line, sizeof line, "lock box%d\n", i);
		pane_view_more(&view, line, 0);
	}
	pane_view_use(&view, &pane_kitchen);
	ck_assert_ptr_nonnull(strstr(pane_view_draw(&view, 40, 12), "33 more"));
}
END_TEST

START_TEST(no_size_is_too_small_for_locks)
{
	pane_view_use(&view, &pane_kitchen);
	for (int cols = 1; cols < 60; cols += 3)
		for (int rows = 1; rows < 16; rows++)
			pane_view_draw(&view, cols, rows);
}
END_TEST

static Suite *suite(void)
{
	Suite *suite = suite_create("controls");
	TCase *tests = tcase_create("controls");
	tcase_add_checked_fixture(tests, look, look_away);
	tcase_set_timeout(tests, 60);
	tcase_add_loop_test(tests, locks_and_the_like_stand_under_the_kitchen_at_every_size, 0, SIZES);
	tcase_add_test(tests, shared_values_and_arrays_are_memory);
	tcase_add_test(tests, who_has_a_lock_since_when_and_who_waits_for_it_is_told);
	tcase_add_test(tests, more_locks_than_there_is_room_for_are_counted);
	tcase_add_test(tests, no_size_is_too_small_for_locks);
	suite_add_tcase(suite, tests);
	return suite;
}

int main(void)
{
	return run_suite(suite());
}
