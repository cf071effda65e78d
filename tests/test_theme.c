/* test_theme.c - themes: those that ship, and those that somebody got wrong. */
#include "suite.h"
#include "tui/theme.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char path[] = "/tmp/test_theme_XXXXXX.ini";
static struct theme theme;
static struct error error;

/* The theme in a file of this text: 0 or -1, as theme_load. */
static int load_bytes(const char *text, size_t length)
{
	FILE *file = fopen(path, "w");
	ck_assert_ptr_nonnull(file);
	ck_assert_uint_eq(fwrite(text, 1, length, file), length);
	fclose(file);
	error.text[0] = '\0';
	return theme_load(&theme, NULL, path, &error);
}

static int load(const char *text)
{
	return load_bytes(text, strlen(text));
}

/* Loading fails, and the line says where and what. */
static void assert_fails(const char *text, int line, const char *words)
{
	char where[64];
	snprintf(where, sizeof where, "%s:%d: ", path, line);
	ck_assert_int_eq(load(text), -1);
	ck_assert_msg(!strncmp(error.text, where, strlen(where)), "`%s` should begin with `%s`", error.text, where);
	ck_assert_msg(strstr(error.text, words) != NULL, "`%s` should tell of `%s`", error.text, words);
}

static void make(void)
{
	strcpy(path, "/tmp/test_theme_XXXXXX.ini");
	int fd = mkstemps(path, 4);
	ck_assert_int_ge(fd, 0);
	close(fd);
	unsetenv("NO_COLOR");
}

static void drop(void)
{
	unlink(path);
}

static const char *data_dir(void)
{
	const char *dir = getenv("srcdir");
	return dir ? dir : ".";
}

START_TEST(shipped_themes_load)
{
	static const char *const names[] = { "dark", "light", "projector" };
	for (int i = 0; i < 3; i++) {
		ck_assert_msg(theme_load(&theme, data_dir(), names[i], &error) == 0, "%s", error.text);
		ck_assert_str_eq(theme.name, names[i]);
	}
}
END_TEST

START_TEST(shipped_themes_tell_states_apart_at_every_depth_of_colour)
{
	static const char *const names[] = { "dark", "light", "projector" };
	static const enum role_of_cell states[] = { ROLE_RUNNING, ROLE_READY, ROLE_WAITING, ROLE_BLOCKED, ROLE_SLEEPING };
	for (int n = 0; n < 3; n++) {
		ck_assert_int_eq(theme_load(&theme, data_dir(), names[n], &error), 0);
		for (int depth = DEPTH_8; depth < DEPTH_COUNT; depth++)
			for (int i = 0; i < 5; i++)
				for (int k = 0; k < i; k++)
					ck_assert_int_ne(theme.styles[depth][states[i]].fg, theme.styles[depth][states[k]].fg);
	}
}
END_TEST

START_TEST(a_line_gives_colours_and_attributes)
{
	ck_assert_msg(load("[256]\ntext = 250,234\nrunning = 46 bold underline\nbanner = ,1\nkey = reverse\n") == 0, "%s", error.text);
	const struct style *styles = theme.styles[DEPTH_256];
	ck_assert_int_eq(styles[ROLE_RUNNING].fg, 46);
	ck_assert_int_eq(styles[ROLE_RUNNING].bg, 234);
	ck_assert_int_eq(styles[ROLE_RUNNING].attr, ATTR_BOLD | ATTR_UNDERLINE);
	ck_assert_int_eq(styles[ROLE_BANNER].fg, 250);
	ck_assert_int_eq(styles[ROLE_BANNER].bg, 1);
	ck_assert_int_eq(styles[ROLE_KEY].attr, ATTR_REVERSE);
}
END_TEST

START_TEST(roles_left_out_look_like_text)
{
	ck_assert_int_eq(load("[16]\nrule = 8\ntext = 7,0\n"), 0); /* whatever the order */
	ck_assert_int_eq(theme.styles[DEPTH_16][ROLE_DEAD].fg, 7);
	ck_assert_int_eq(theme.styles[DEPTH_16][ROLE_RULE].bg, 0);
	ck_assert_int_eq(theme.styles[DEPTH_256][ROLE_DEAD].fg, -1);
}
END_TEST

START_TEST(what_is_no_role_no_section_or_no_colour_is_told_with_its_line)
{
	assert_fails("[256]\n\nruning = 46\n", 3, "`runing` is no role");
	assert_fails("[265]\nrunning = 46\n", 2, "[265] is no section");
	assert_fails("[256]\nrunning = 256\n", 2, "0 to 255");
	assert_fails("[16]\nrunning = 46\n", 2, "0 to 15");
	assert_fails("[8]\nrunning = -1\n", 2, "0 to 7");
	assert_fails("[256]\nrunning = 46 blink\n", 2, "reverse");
	assert_fails("[256]\nrunning = bold 46\n", 2, "FOREGROUND");
	assert_fails("[mono]\nrunning = 1\n", 2, "[mono]");
	assert_fails("[theme]\nname = x\n", 2, "about");
}
END_TEST

START_TEST(nothing_is_lost_in_silence)
{
	assert_fails("[256]\nrunning = 46 ; green\n", 2, "comment");
	assert_fails("[256]\nrunning = 46 # green\n", 2, "comment");
	assert_fails("[256]\nrunning = 46\nrunning = 47\n", 3, "line 2");
	assert_fails("[256]\nrunning = 46\\\n", 2, "\\");
	assert_fails("[256]\n# joined \\\nrunning = 46\n", 2, "\\");
	assert_fails("[256\nrunning = 46\n", 1, "section");
	assert_fails("[256] x\n", 1, "section");
	assert_fails("[256]\nrunning\n", 2, "name = value");
	assert_fails("running = 46\n", 1, "section");
	assert_fails("\xef\xbb\xbf[256]\n", 1, "byte order mark");
	char longest[2048] = "[256]\nrunning = 46 ";
	memset(longest + strlen(longest), 'x', 1500);
	assert_fails(longest, 2, "1000 bytes");
}
END_TEST

START_TEST(bytes_that_are_no_theme_are_refused)
{
	ck_assert_int_eq(load_bytes("[256]\nrun\0ning = 46\n", 20), -1);
	ck_assert_ptr_nonnull(strstr(error.text, "NUL"));
	char *huge = malloc(100000);
	memset(huge, '\n', 100000);
	ck_assert_int_eq(load_bytes(huge, 100000), -1);
	free(huge);
	srand(1);
	for (int i = 0; i < 500; i++) { /* whatever they are: an error or a theme, never a crash */
		char noise[200];
		for (size_t k = 0; k < sizeof noise; k++)
			noise[k] = "[256]\nmonotext=1,2 bold;#\\\"\r\t\x80:"[rand() % 33];
		load_bytes(noise, sizeof noise);
	}
}
END_TEST

START_TEST(a_theme_that_is_not_there_is_told)
{
	ck_assert_int_eq(theme_load(&theme, data_dir(), "nosuch", &error), -1);
	ck_assert_ptr_nonnull(strstr(error.text, "nosuch"));
	ck_assert_int_eq(theme_load(&theme, data_dir(), "../themes/dark", &error), -1);
	ck_assert_int_eq(theme_load(&theme, NULL, "dark", &error), -1);
	ck_assert_int_eq(theme_load(&theme, NULL, "/", &error), -1);
	ck_assert_int_eq(theme_load(&theme, NULL, "", &error), -1);
}
END_TEST

START_TEST(colours_follow_the_terminal_and_no_color)
{
	ck_assert_int_eq(theme_depth(1 << 24), DEPTH_256);
	ck_assert_int_eq(theme_depth(256), DEPTH_256);
	ck_assert_int_eq(theme_depth(88), DEPTH_16);
	ck_assert_int_eq(theme_depth(8), DEPTH_8);
	ck_assert_int_eq(theme_depth(-1), DEPTH_MONO);
	setenv("NO_COLOR", "", 1);
	ck_assert_int_eq(theme_depth(256), DEPTH_256);
	setenv("NO_COLOR", "1", 1);
	ck_assert_int_eq(theme_depth(256), DEPTH_MONO);
}
END_TEST

static Suite *suite(void)
{
	Suite *all = suite_create("theme");
	TCase *tests = tcase_create("theme");
	tcase_add_checked_fixture(tests, make, drop);
	tcase_add_test(tests, shipped_themes_load);
	tcase_add_test(tests, shipped_themes_tell_states_apart_at_every_depth_of_colour);
	tcase_add_test(tests, a_line_gives_colours_and_attributes);
	tcase_add_test(tests, roles_left_out_look_like_text);
	tcase_add_test(tests, what_is_no_role_no_section_or_no_colour_is_told_with_its_line);
	tcase_add_test(tests, nothing_is_lost_in_silence);
	tcase_add_test(tests, bytes_that_are_no_theme_are_refused);
	tcase_add_test(tests, a_theme_that_is_not_there_is_told);
	tcase_add_test(tests, colours_follow_the_terminal_and_no_color);
	suite_add_tcase(all, tests);
	return all;
}

int main(void)
{
	return run_suite(suite());
}
