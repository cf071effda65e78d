/* test_terminal_unseen.c - recipes the screen has never seen are legible at 80 × 24: each worker, queue and global is there, and its state
 * is said in words. Each runs until it shows what it is about, is paused, and is then looked at as a whole. */
#include "session.h"

#include <stdio.h>
#include <string.h>

static void open_recipe(const char *arguments)
{
	terminal = terminal_open(NULL, arguments);
	terminal_see(terminal, "LIVE");
}

static void shows(const char *words)
{
	terminal_see(terminal, words);
}

/* ---- a ring of five tasks that pass one token ---- */

/* The line of the workers pane: it begins with the name, then the state. */
static bool worker_has_state(const char *name)
{
	static const char *const states[] = { "running", "ready", "waiting", "sleeping", "wants GIL" };
	const char *at = strstr(terminal_text(terminal), "─ workers");
	for (; at && (at = strstr(at, name)); at++)
		for (size_t i = 0; i < sizeof states / sizeof states[0]; i++) {
			char word[32];
			size_t glyph = strcspn(at + strlen(name), "abcdefghijklmnopqrstuvwxyz\n");
			snprintf(word, sizeof word, "%s", states[i]);
			if (!strncmp(at + strlen(name) + glyph, word, strlen(word)))
				return true;
		}
	return false;
}

START_TEST(a_ring_of_five_tasks_and_one_token)
{
	char name[32];
	open_recipe("run tests/recipes/token-ring.lua");
	shows("look at it");
	session_pause();
	for (int i = 1; i <= 5; i++) {
		snprintf(name, sizeof name, "%c player %d", 'A' + i - 1, i);
		shows(name);
		ck_assert_msg(worker_has_state(name), "%s has no state in words:\n%s", name, terminal_text(terminal));
	}
	shows("until something comes into hand");
	session_finish();
}
END_TEST

START_TEST(the_ring_shows_each_hand_and_how_full_it_is)
{
	char name[32];
	open_recipe("run tests/recipes/token-ring.lua");
	shows("look at it");
	session_pause();
	terminal_type(terminal, "z");
	terminal_see_gone(terminal, "─ workers");
	for (int i = 1; i <= 5; i++) {
		snprintf(name, sizeof name, "hand %d ", i);
		shows(name);
	}
	session_finish();
}
END_TEST

START_TEST(the_token_keeps_its_number_wherever_it_is)
{
	open_recipe("run tests/recipes/token-ring.lua");
	for (int i = 0; i < 3; i++) {
		shows("look at it");
		session_pause();
		shows("7");
		terminal_type(terminal, " ");
		shows("LIVE");
	}
	session_finish();
}
END_TEST

/* ---- twenty workers behind one queue ---- */

START_TEST(twenty_workers_behind_one_queue)
{
	open_recipe("run tests/recipes/fan-out.lua");
	shows("jobs 10/10 full");
	shows("20 sleeping");
	session_pause();
	shows("worker ×20");
	shows("until jobs has room");
	for (char letter = 'A'; letter <= 'T'; letter++) {
		char sleeper[16];
		snprintf(sleeper, sizeof sleeper, "·%c[", letter);
		shows(sleeper);
	}
	session_finish();
}
END_TEST

START_TEST(each_of_twenty_has_a_line_when_workers_are_zoomed)
{
	struct terminal_setup setup = { .rows = 30, .cols = 80 };
	terminal = terminal_open(&setup, "run tests/recipes/fan-out.lua");
	shows("20 sleeping");
	session_pause();
	terminal_type(terminal, "\tz");
	terminal_see_gone(terminal, "─ kitchen");
	for (char letter = 'A'; letter <= 'T'; letter++) {
		char line[64];
		snprintf(line, sizeof line, "%c worker · sleeping  rest", letter);
		shows(line);
	}
	shows("@ main   ○ waiting   until jobs has room");
	session_finish();
}
END_TEST

START_TEST(fifty_of_one_kind_are_shown_together)
{
	open_recipe("run burgers --set waiters=50 --set customers=200");
	shows("take orders ×50");
	shows("cook patties");
	shows("make burgers");
	session_pause();
	shows("take orders ×50");
	session_finish();
}
END_TEST

/* ---- nothing but globals ---- */

START_TEST(nothing_but_globals)
{
	open_recipe("run tests/recipes/only-globals.lua");
	shows("fetch a glass");
	shows("wrote it");
	session_pause();
	shows("waiter ×3");
	shows("A waiter");
	shows("B waiter");
	shows("C waiter");
	shows("sleeping  fetch a glass");
	shows("visits = ");
	shows("open = true");
	session_finish();
}
END_TEST

START_TEST(a_global_says_who_wrote_it_last)
{
	open_recipe("run tests/recipes/only-globals.lua");
	shows("visits = 2");
	session_pause();
	terminal_type(terminal, "\t\t\tz");
	shows("▸ memory");
	shows("visits");
	shows("open");
	shows("wrote");
	session_finish();
}
END_TEST

/* ---- the loop shows them just as well ---- */

static const char *const on_the_loop[] = { "token-ring", "fan-out", "only-globals" };

START_TEST(the_same_recipe_is_legible_on_the_loop)
{
	char arguments[128];
	snprintf(arguments, sizeof arguments, "run tests/recipes/%s.lua --engine loop", on_the_loop[_i]);
	open_recipe(arguments);
	shows("event loop");
	shows("sleeping");
	session_pause();
	shows(_i == 0 ? "E player 5" : _i == 1 ? "worker ×20" : "C waiter");
	session_finish();
}
END_TEST

TCase *unseen_tests(void)
{
	TCase *tests = tcase_create("unseen");
	tcase_add_test(tests, a_ring_of_five_tasks_and_one_token);
	tcase_add_test(tests, the_ring_shows_each_hand_and_how_full_it_is);
	tcase_add_test(tests, the_token_keeps_its_number_wherever_it_is);
	tcase_add_test(tests, twenty_workers_behind_one_queue);
	tcase_add_test(tests, each_of_twenty_has_a_line_when_workers_are_zoomed);
	tcase_add_test(tests, fifty_of_one_kind_are_shown_together);
	tcase_add_test(tests, nothing_but_globals);
	tcase_add_test(tests, a_global_says_who_wrote_it_last);
	tcase_add_loop_test(tests, the_same_recipe_is_legible_on_the_loop, 0, 3);
	return tests;
}
