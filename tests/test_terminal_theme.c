/* test_terminal_theme.c - how the screen looks is chosen while it is there, kept, and said once and for all in lunchrush.ini. */
#include "session.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char folder[64], also[320];

static void setup(void)
{
	strcpy(folder, "/tmp/lunchrush-theme-XXXXXX"); /* not in the build folder: its path may be of any length */
	ck_assert(mkdtemp(folder) != NULL);
	snprintf(also, sizeof also, "XDG_STATE_HOME=%s/state\nXDG_CONFIG_HOME=%s", folder, folder);
}

static void teardown(void)
{
	char command[128];
	snprintf(command, sizeof command, "rm -rf '%s'", folder);
	ck_assert_int_eq(system(command), 0);
}

/* A file in the folder of settings. */
static void put(const char *name, const char *text)
{
	char path[160];
	snprintf(path, sizeof path, "mkdir -p '%s/lunchrush/themes'", folder);
	ck_assert_int_eq(system(path), 0);
	snprintf(path, sizeof path, "%s/lunchrush/%s", folder, name);
	FILE *file = fopen(path, "w");
	ck_assert_ptr_nonnull(file);
	fputs(text, file);
	fclose(file);
}

static void open_at(int cols, const char *arguments, const char *seen)
{
	terminal = terminal_open(&(struct terminal_setup){ .rows = 36, .cols = cols, .also = also }, arguments);
	terminal_see(terminal, seen);
}

static void open_on(const char *arguments, const char *seen)
{
	open_at(120, arguments, seen);
}

/* Where lines begin with the path of a file here, which may be long, and are not to be cut in two by the terminal. */
static void open_wide(const char *arguments, const char *seen)
{
	open_at(400, arguments, seen);
}

static void type(const char *keys, const char *seen)
{
	terminal_type(terminal, keys);
	terminal_see(terminal, seen);
}

START_TEST(the_next_theme_is_there_at_once_and_kept)
{
	open_on(STEADY, "A giver");
	type("T", "Theme light: dark on white");
	type("T", "Theme colour-blind: ");
	session_finish();
	open_on("menu", "Begin here:");
	type("s", "colour-blind");
	type("T", "Theme colour-blind-light: ");
	terminal_type(terminal, "q");
	terminal_ends_whole(terminal, 0);
	terminal_free(terminal);
	open_on("doctor", "colour-blind-light, chosen in the settings");
	terminal_see_ended(terminal);
	terminal_free(terminal);
}
END_TEST

START_TEST(what_was_said_of_the_theme_goes_with_the_next_key)
{
	open_on(STEADY, "A giver");
	type("T", "Theme light: dark on white");
	terminal_type(terminal, " ");
	terminal_see(terminal, " PAUSED ");
	terminal_see_gone(terminal, "Theme light");
	session_finish();
}
END_TEST

/* Both at once: what is said goes by itself after a while. */
static bool is_said_over_no_key(struct terminal *seen, const void *words)
{
	const char *text = terminal_text(seen);
	return strstr(text, words) && strstr(text, "q quit") && (strstr(text, "s settings") || !strstr(text, "open"));
}

START_TEST(what_is_said_of_the_theme_leaves_the_keys_at_the_foot)
{
	open_at(80, STEADY, "q quit");
	terminal_type(terminal, "T");
	terminal_until(terminal, is_said_over_no_key, "Theme light: dark on white", "the theme and all keys");
	session_finish();
	open_at(80, "menu", "s settings"); /* its keys take two rows */
	terminal_type(terminal, "T");
	terminal_until(terminal, is_said_over_no_key, "Theme colour-blind: five", "the theme and all keys");
	terminal_type(terminal, "q");
	terminal_ends_whole(terminal, 0);
	terminal_free(terminal);
}
END_TEST

START_TEST(where_letters_are_typed_t_is_one_and_ctrl_t_is_the_key)
{
	open_on("menu", "Begin here:");
	type("/", "leave the search");
	type("Two", "Two waiters");
	ck_assert_ptr_null(strstr(terminal_text(terminal), "Theme"));
	type("\024", "Theme light: ");
	terminal_type(terminal, KEY_ESC "q");
	terminal_ends_whole(terminal, 0);
	terminal_free(terminal);
	open_on(STEADY, "A giver");
	type("s", "step 0");
	type("\024", "Theme colour-blind: ");
	terminal_type(terminal, CTRL_Q);
	terminal_ends_whole(terminal, 0);
	terminal_free(terminal);
}
END_TEST

START_TEST(what_lunchrush_ini_says_wins_over_what_was_chosen_and_says_so)
{
	put("lunchrush.ini", "[screen]\ntheme = light\nglyphs = plain\n");
	open_on("menu", "Begin here:");
	type("T", "Theme colour-blind (until you leave: lunchrush.ini:2 decides): five colours that all eyes tell apart");
	type("s", "lunchrush.ini:2 decides on this one");
	terminal_type(terminal, "q");
	terminal_ends_whole(terminal, 0);
	terminal_free(terminal);
	open_on("doctor", "light, lunchrush.ini:2");
	terminal_see(terminal, "plain, lunchrush.ini:3");
	terminal_see_ended(terminal);
	terminal_free(terminal);
}
END_TEST

START_TEST(a_line_that_is_wrong_is_told_and_the_rest_holds)
{
	put("lunchrush.ini", "[screen]\nthem = light\nglyphs = plain\n");
	open_wide("doctor", "lunchrush/lunchrush.ini:2: `them` is no setting here; is theme in [screen] meant?");
	terminal_see(terminal, "plain, lunchrush.ini:3");
	terminal_see_ended(terminal);
	terminal_free(terminal);
}
END_TEST

START_TEST(a_flag_wins_over_all)
{
	put("lunchrush.ini", "[screen]\ntheme = light\n");
	open_on("--theme gruvbox", "Begin here:");
	type("s", "gruvbox");
	terminal_see(terminal, "--theme decides on this one");
	terminal_type(terminal, "q");
	terminal_ends_whole(terminal, 0);
	terminal_free(terminal);
}
END_TEST

START_TEST(ones_own_theme_is_among_them_and_a_wrong_one_is_passed_over)
{
	put("themes/aubergine.ini", "[theme]\nabout = nearly black\n[256]\ntext = 252,53\n");
	put("themes/bad.ini", "[256]\ntxt = 252,53\n");
	open_on(STEADY " --theme light", "A giver");
	type("T", "Theme aubergine (until you leave: --theme decides): nearly black");
	type("T", "Theme colour-blind (");
	session_finish();
	open_wide("list", "nearly black (your own)");
	terminal_see(terminal, "bad.ini:2: `txt` is no role");
	terminal_see_ended(terminal);
	terminal_free(terminal);
}
END_TEST

START_TEST(plain_signs_have_no_boxes_for_places)
{
	static const char box[] = "\xe2\x94\xac\xe2\x94\x80\xe2\x94\x80\xe2\x94\xac"; /* the top of the walls of a place */
	open_on("run burgers", box);
	session_finish();
	open_on("run burgers --glyphs plain", "orders 0/5");
	ck_assert_ptr_null(strstr(terminal_text(terminal), box));
	ck_assert_ptr_null(strstr(terminal_text(terminal), "\xe2\x97\x8f")); /* the round sign of who runs */
	session_finish();
}
END_TEST

TCase *theme_tests(void)
{
	TCase *tests = tcase_create("themes");
	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_add_test(tests, the_next_theme_is_there_at_once_and_kept);
	tcase_add_test(tests, what_was_said_of_the_theme_goes_with_the_next_key);
	tcase_add_test(tests, what_is_said_of_the_theme_leaves_the_keys_at_the_foot);
	tcase_add_test(tests, where_letters_are_typed_t_is_one_and_ctrl_t_is_the_key);
	tcase_add_test(tests, what_lunchrush_ini_says_wins_over_what_was_chosen_and_says_so);
	tcase_add_test(tests, a_line_that_is_wrong_is_told_and_the_rest_holds);
	tcase_add_test(tests, a_flag_wins_over_all);
	tcase_add_test(tests, ones_own_theme_is_among_them_and_a_wrong_one_is_passed_over);
	tcase_add_test(tests, plain_signs_have_no_boxes_for_places);
	return tests;
}
