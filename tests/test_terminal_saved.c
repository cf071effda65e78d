/* test_terminal_saved.c - a run that fails, and runs that were saved: whole, cut off, or no run at all. */
#include "session.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FAILURE "failing.lua:7: attempt to index a nil value (local 'plate')"

/* ---- a recipe that fails ---- */

START_TEST(a_failed_run_shows_its_line_and_quits_with_1)
{
	terminal = terminal_open(NULL, "run tests/recipes/failing.lua");
	terminal_see(terminal, "✗ failed");
	terminal_see(terminal, "✗ " FAILURE);
	terminal_see(terminal, "B clumsy");
	terminal_see(terminal, "✗ dead");
	terminal_type(terminal, KEY_LEFT);
	terminal_see(terminal, " PAUSED ");
	terminal_see(terminal, FAILURE);
	terminal_type(terminal, "q");
	terminal_ends_whole(terminal, 1);
	ck_assert_ptr_nonnull(strstr(terminal_text(terminal), "lunchrush: " FAILURE));
	terminal_free(terminal);
}
END_TEST

START_TEST(what_went_wrong_is_said_on_stderr_in_one_line)
{
	char path[] = "/tmp/lunchrush-stderr-XXXXXX", words[1024] = "";
	struct terminal_setup setup = { .error_fd = mkstemp(path) };
	terminal = terminal_open(&setup, "run tests/recipes/failing.lua");
	terminal_see(terminal, "✗ failed");
	terminal_type(terminal, "q");
	terminal_ends_whole(terminal, 1);
	ssize_t length = pread(setup.error_fd, words, sizeof words - 1, 0);
	unlink(path);
	ck_assert_int_gt(length, 0);
	ck_assert_ptr_eq(strstr(words, "lunchrush: " FAILURE), words);
	ck_assert_ptr_eq(strchr(words, '\n'), words + length - 1);
	ck_assert_ptr_null(strstr(terminal_text(terminal), FAILURE));
	terminal_free(terminal);
}
END_TEST

START_TEST(a_recipe_that_cannot_be_read_is_told_without_a_screen)
{
	terminal = terminal_open(NULL, "run tests/recipes/no-such-recipe.lua");
	terminal_ends_whole(terminal, 2);
	ck_assert_ptr_nonnull(strstr(terminal_text(terminal), "no-such-recipe.lua"));
	terminal_free(terminal);
}
END_TEST

/* ---- saved runs ---- */

static char trace[64];

/* A run of three, saved as `trace`. */
static void save(void)
{
	char arguments[160];
	strcpy(trace, "/tmp/lunchrush-trace-XXXXXX");
	close(mkstemp(trace));
	snprintf(arguments, sizeof arguments, STEADY " --set last=3 --trace %s", trace);
	terminal = terminal_open(NULL, arguments);
	terminal_see(terminal, "✓ done");
	session_finish();
}

static void replay(void)
{
	char arguments[96];
	snprintf(arguments, sizeof arguments, "replay %s", trace);
	terminal = terminal_open(NULL, arguments);
}

START_TEST(a_saved_run_plays_from_its_beginning_to_its_end)
{
	save();
	replay();
	terminal_see(terminal, "Steady Hands");
	terminal_see(terminal, "✓ done");
	terminal_see(terminal, "3 served");
	terminal_type(terminal, KEY_HOME);
	terminal_see(terminal, "Nobody is here yet.");
	terminal_type(terminal, "]");
	terminal_see_gone(terminal, "Nobody is here yet.");
	terminal_type(terminal, KEY_END);
	terminal_see(terminal, "✓ done");
	session_finish();
	unlink(trace);
}
END_TEST

START_TEST(a_saved_run_cannot_be_changed_and_says_so)
{
	static const char *const keys[] = { "r", "l", "t", "G", ">" };
	save();
	replay();
	terminal_see(terminal, "✓ done");
	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
		terminal_type(terminal, keys[i]);
		terminal_see(terminal, "This is a saved run");
		terminal_type(terminal, KEY_ESC);
		terminal_see_gone(terminal, "This is a saved run");
	}
	session_finish();
	unlink(trace);
}
END_TEST

START_TEST(of_a_truncated_trace_what_is_whole_is_shown_and_one_line_says_where)
{
	struct stat before;
	char where[128];
	save();
	ck_assert_int_eq(stat(trace, &before), 0);
	ck_assert_int_eq(truncate(trace, before.st_size / 2), 0);
	replay();
	terminal_see(terminal, "✗ broken off");
	terminal_see(terminal, "Steady Hands");
	terminal_see(terminal, "A giver");
	snprintf(where, sizeof where, "%s: ", trace);
	terminal_see(terminal, where);
	terminal_see(terminal, "byte ");
	terminal_type(terminal, "q");
	terminal_ends_whole(terminal, 2);
	ck_assert_ptr_nonnull(strstr(terminal_text(terminal), where));
	terminal_free(terminal);
	unlink(trace);
}
END_TEST

START_TEST(a_trace_cut_anywhere_ends_in_words_and_a_whole_terminal)
{
	struct stat before;
	save();
	ck_assert_int_eq(stat(trace, &before), 0);
	for (int eighth = 7; eighth >= 0; eighth -= 2) {
		ck_assert_int_eq(truncate(trace, before.st_size * eighth / 8 + 3), 0);
		replay();
		terminal_see(terminal, trace);
		terminal_type(terminal, "q");
		terminal_ends_whole(terminal, 2);
		terminal_free(terminal);
	}
	unlink(trace);
}
END_TEST

START_TEST(a_file_that_is_no_trace_is_told_in_one_line)
{
	snprintf(trace, sizeof trace, "/etc/passwd");
	replay();
	terminal_see(terminal, "passwd: ");
	terminal_type(terminal, "q");
	terminal_ends_whole(terminal, 2);
	terminal_free(terminal);
}
END_TEST

TCase *saved_tests(void)
{
	TCase *tests = tcase_create("saved");
	tcase_add_test(tests, a_failed_run_shows_its_line_and_quits_with_1);
	tcase_add_test(tests, what_went_wrong_is_said_on_stderr_in_one_line);
	tcase_add_test(tests, a_recipe_that_cannot_be_read_is_told_without_a_screen);
	tcase_add_test(tests, a_saved_run_plays_from_its_beginning_to_its_end);
	tcase_add_test(tests, a_saved_run_cannot_be_changed_and_says_so);
	tcase_add_test(tests, of_a_truncated_trace_what_is_whole_is_shown_and_one_line_says_where);
	tcase_add_test(tests, a_trace_cut_anywhere_ends_in_words_and_a_whole_terminal);
	tcase_add_test(tests, a_file_that_is_no_trace_is_told_in_one_line);
	return tests;
}
