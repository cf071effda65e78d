/* test_config.c - lunchrush.ini and the environment: what holds, and what is told of the rest. */
#include "paper/config.h"
#include "suite.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[64], path[128];
static struct config config;
static char told[64][1300];
static int told_count;

static void tell(void *data, const char *message)
{
	(void)data;
	ck_assert_int_lt(told_count, 64);
	snprintf(told[told_count++], sizeof told[0], "%s", message);
}

static int judge(void *data, enum config_key key, const char *value, char *words, size_t size)
{
	(void)data;
	ck_assert_int_eq(key, CONFIG_THEME);
	snprintf(words, size, "there is none");
	return strcmp(value, "nosuch") ? 0 : -1;
}

static void read_all(void)
{
	told_count = 0;
	config_read(&config, tell, judge, NULL);
}

static void read_bytes(const char *text, size_t length)
{
	FILE *file = fopen(path, "w");
	ck_assert_ptr_nonnull(file);
	ck_assert_uint_eq(fwrite(text, 1, length, file), length);
	fclose(file);
	read_all();
}

static void read_text(const char *text)
{
	read_bytes(text, strlen(text));
}

static void assert_told(int which, int line, const char *words)
{
	char where[160];
	ck_assert_int_lt(which, told_count);
	snprintf(where, sizeof where, "%s:%d: ", path, line);
	ck_assert_msg(!strncmp(told[which], where, strlen(where)), "`%s` should begin with `%s`", told[which], where);
	ck_assert_msg(strstr(told[which], words) != NULL, "`%s` should tell of `%s`", told[which], words);
}

static void make(void)
{
	static const char *const variables[] = { "LUNCHRUSH_THEME", "LUNCHRUSH_GLYPHS", "LUNCHRUSH_REDUCED_MOTION", "LUNCHRUSH_MOUSE", "LUNCHRUSH_PACE", "LUNCHRUSH_ENGINE" };
	strcpy(folder, "/tmp/test_config_XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	setenv("XDG_CONFIG_HOME", folder, 1);
	for (size_t i = 0; i < sizeof variables / sizeof *variables; i++)
		unsetenv(variables[i]);
	snprintf(path, sizeof path, "%s/lunchrush", folder);
	ck_assert_int_eq(mkdir(path, 0700), 0);
	snprintf(path, sizeof path, "%s/lunchrush/lunchrush.ini", folder);
}

static void drop(void)
{
	unlink(path);
	rmdir(path);
	*strrchr(path, '/') = '\0';
	rmdir(path);
	rmdir(folder);
}

START_TEST(what_the_file_says_holds_and_says_where_it_stands)
{
	read_text("[screen]\ntheme = light\nglyphs = plain\nreduced_motion = yes\nmouse = off\nlanguage = de\n\n[run]\npace = 2.5\nengine = loop\n");
	ck_assert_int_eq(told_count, 0);
	ck_assert(config.there);
	ck_assert_str_eq(config.values[CONFIG_THEME], "light");
	ck_assert_str_eq(config.from[CONFIG_THEME], "lunchrush.ini:2");
	ck_assert_str_eq(config.values[CONFIG_GLYPHS], "plain");
	ck_assert(config_is_yes(config.values[CONFIG_REDUCED_MOTION]));
	ck_assert(*config.values[CONFIG_MOUSE] && !config_is_yes(config.values[CONFIG_MOUSE]));
	ck_assert_str_eq(config.values[CONFIG_LANGUAGE], "de");
	ck_assert_str_eq(config.values[CONFIG_PACE], "2.5");
	ck_assert_str_eq(config.values[CONFIG_ENGINE], "loop");
	ck_assert_str_eq(config.from[CONFIG_ENGINE], "lunchrush.ini:10");
}
END_TEST

START_TEST(without_a_file_nothing_is_said_and_nothing_is_wrong)
{
	read_all();
	ck_assert_int_eq(told_count, 0);
	ck_assert(!config.there);
	ck_assert_str_eq(config.path, path);
	for (int key = 0; key < CONFIG_COUNT; key++)
		ck_assert_str_eq(config.values[key], "");
}
END_TEST

START_TEST(the_environment_wins_over_the_file)
{
	setenv("LUNCHRUSH_THEME", "mono", 1);
	setenv("LUNCHRUSH_PACE", "max", 1);
	setenv("LUNCHRUSH_GLYPHS", "", 1); /* as if it were not there */
	read_text("[screen]\ntheme = light\nglyphs = ascii\n[run]\npace = 2\n");
	ck_assert_int_eq(told_count, 0);
	ck_assert_str_eq(config.values[CONFIG_THEME], "mono");
	ck_assert_str_eq(config.from[CONFIG_THEME], "LUNCHRUSH_THEME");
	ck_assert_str_eq(config.values[CONFIG_PACE], "max");
	ck_assert_str_eq(config.values[CONFIG_GLYPHS], "ascii");
}
END_TEST

START_TEST(what_is_wrong_in_the_environment_is_told_and_the_file_holds)
{
	setenv("LUNCHRUSH_GLYPHS", "emoji", 1);
	read_text("[screen]\nglyphs = plain\n");
	ck_assert_int_eq(told_count, 1);
	ck_assert_msg(!strncmp(told[0], "LUNCHRUSH_GLYPHS: ", 18) && strstr(told[0], "kitchen, plain or ascii"), "%s", told[0]);
	ck_assert_str_eq(config.values[CONFIG_GLYPHS], "plain");
}
END_TEST

START_TEST(a_wrong_value_is_told_with_its_line_and_the_rest_holds)
{
	read_text("[screen]\ntheme = nosuch\nglyphs = round\nreduced_motion = perhaps\nmouse = yes\n[run]\npace = -1\nengine = steam\n");
	ck_assert_int_eq(told_count, 5);
	assert_told(0, 2, "there is none");
	assert_told(1, 3, "kitchen, plain or ascii");
	assert_told(2, 4, "yes or no");
	assert_told(3, 7, "or max");
	assert_told(4, 8, "threads, loop");
	ck_assert_str_eq(config.values[CONFIG_THEME], "");
	ck_assert_str_eq(config.values[CONFIG_MOUSE], "yes");
}
END_TEST

START_TEST(a_key_that_there_is_none_of_is_told_with_what_is_meant)
{
	read_text("[screen]\nthem = light\npace = 2\nmouse = yes\n[kitchen]\ncolour = blue\n");
	ck_assert_int_eq(told_count, 3);
	assert_told(0, 2, "theme in [screen]");
	assert_told(1, 3, "pace in [run]");
	assert_told(2, 6, "`colour` in [kitchen]");
	ck_assert_str_eq(config.values[CONFIG_MOUSE], "yes");
}
END_TEST

START_TEST(a_line_that_is_no_setting_is_told_and_the_rest_holds)
{
	read_text("[screen]\nlight\ntheme = light # the bright one\nglyphs = plain\nglyphs = ascii\nmouse = no\n");
	ck_assert_int_eq(told_count, 3);
	assert_told(0, 2, "name = value");
	assert_told(1, 3, "comment");
	assert_told(2, 5, "line 4");
	ck_assert_str_eq(config.values[CONFIG_THEME], "");
	ck_assert_str_eq(config.values[CONFIG_GLYPHS], "plain");
	ck_assert_str_eq(config.from[CONFIG_MOUSE], "lunchrush.ini:6");
}
END_TEST

START_TEST(what_is_no_file_or_too_large_is_told_and_nothing_of_it_holds)
{
	ck_assert_int_eq(mkdir(path, 0700), 0);
	read_all();
	ck_assert_int_eq(told_count, 1);
	ck_assert_ptr_nonnull(strstr(told[0], "no file"));
	rmdir(path);
	char *huge = malloc(70000);
	memset(huge, '\n', 70000);
	read_bytes(huge, 70000);
	free(huge);
	ck_assert_int_eq(told_count, 1);
	ck_assert_ptr_nonnull(strstr(told[0], "64 KB"));
	ck_assert_int_eq(unlink(path), 0);
	ck_assert_int_eq(mkfifo(path, 0600), 0); /* nobody writes: it must not wait */
	read_all();
	ck_assert_int_eq(told_count, 1);
}
END_TEST

/* A file of so many bytes: a setting, and at its end another. */
static void read_sized(size_t size)
{
	static const char first[] = "[screen]\nglyphs = plain\n", last[] = "\nmouse = yes\n";
	char *text = malloc(size);
	memset(text, '\n', size);
	memcpy(text, first, strlen(first));
	memcpy(text + size - strlen(last), last, strlen(last));
	read_bytes(text, size);
	free(text);
}

START_TEST(a_file_of_exactly_64_KB_holds_to_its_last_line)
{
	for (size_t size = 65535; size <= 65536; size++) {
		read_sized(size);
		ck_assert_msg(told_count == 0, "%zu bytes: %s", size, told[0]);
		ck_assert_str_eq(config.values[CONFIG_GLYPHS], "plain");
		ck_assert_str_eq(config.values[CONFIG_MOUSE], "yes");
	}
	read_sized(65537);
	ck_assert_int_eq(told_count, 1);
	ck_assert_ptr_nonnull(strstr(told[0], "is larger than 64 KB"));
	ck_assert_str_eq(config.values[CONFIG_GLYPHS], "");
}
END_TEST

START_TEST(however_many_lines_are_wrong_the_others_hold_and_it_is_said_how_many)
{
	char *text = NULL;
	size_t size;
	FILE *to = open_memstream(&text, &size);
	fprintf(to, "[screen]\nglyphs = plain\n");
	for (int i = 0; i < 300; i++)
		fprintf(to, "wrong %d\n", i);
	fprintf(to, "mouse = yes\n");
	fclose(to);
	read_bytes(text, size);
	free(text);
	ck_assert_int_eq(told_count, 51);
	assert_told(0, 3, "name = value");
	assert_told(49, 52, "name = value");
	ck_assert_msg(strstr(told[50], "lunchrush.ini: 250 more lines are wrong") != NULL, "%s", told[50]);
	ck_assert_str_eq(config.values[CONFIG_GLYPHS], "plain");
	ck_assert_str_eq(config.values[CONFIG_MOUSE], "yes");
}
END_TEST

START_TEST(what_stands_below_a_section_that_is_wrong_is_left_out)
{
	read_text("[run]\npace = 2\n[scr een]\npace = 3\nmouse = yes\n[screen]\nglyphs = plain\n");
	ck_assert_int_eq(told_count, 1);
	assert_told(0, 3, "section");
	ck_assert_str_eq(config.values[CONFIG_PACE], "2");
	ck_assert_str_eq(config.values[CONFIG_MOUSE], "");
	ck_assert_str_eq(config.values[CONFIG_GLYPHS], "plain");
}
END_TEST

START_TEST(a_byte_order_mark_is_told_and_the_file_holds)
{
	read_text("\xef\xbb\xbf[screen]\nmouse = yes\n");
	ck_assert_int_eq(told_count, 1);
	assert_told(0, 1, "byte order mark");
	ck_assert_str_eq(config.values[CONFIG_MOUSE], "yes");
}
END_TEST

START_TEST(whatever_the_bytes_are_it_ends)
{
	static const char bytes[] = "[screen]\nmouse=yes;#\\\"\r\t\x80: "; /* its NUL, too */
	srand(1);
	for (int i = 0; i < 300; i++) {
		char noise[120];
		for (size_t k = 0; k < sizeof noise; k++)
			noise[k] = bytes[(size_t)rand() % sizeof bytes];
		FILE *file = fopen(path, "w");
		fwrite(noise, 1, sizeof noise, file);
		fclose(file);
		config_read(&config, NULL, judge, NULL);
	}
}
END_TEST

START_TEST(a_value_that_is_far_too_long_is_told_with_what_would_be_right)
{
	char value[3000];
	memset(value, 'x', sizeof value - 1);
	value[sizeof value - 1] = '\0';
	setenv("LUNCHRUSH_GLYPHS", value, 1);
	read_all();
	unsetenv("LUNCHRUSH_GLYPHS");
	ck_assert_int_eq(told_count, 1);
	ck_assert_str_eq(told[0] + strlen(told[0]) - strlen(": kitchen, plain or ascii would be right"), ": kitchen, plain or ascii would be right");
	ck_assert_str_eq(config.values[CONFIG_GLYPHS], "");
}
END_TEST

START_TEST(escape_sequences_are_not_told)
{
	read_text("[screen]\nglyphs = \033[31mred\n");
	ck_assert_int_eq(told_count, 1);
	ck_assert_ptr_null(strchr(told[0], '\033'));
}
END_TEST

START_TEST(without_xdg_it_lies_below_home)
{
	char at[128], want[128];
	unsetenv("XDG_CONFIG_HOME");
	setenv("HOME", folder, 1);
	ck_assert_int_eq(config_folder(at, sizeof at), 0);
	snprintf(want, sizeof want, "%s/.config/lunchrush", folder);
	ck_assert_str_eq(at, want);
	setenv("HOME", "nowhere", 1);
	ck_assert_int_eq(config_folder(at, sizeof at), -1);
}
END_TEST

static Suite *suite(void)
{
	Suite *all = suite_create("config");
	TCase *tests = tcase_create("config");
	tcase_add_checked_fixture(tests, make, drop);
	tcase_add_test(tests, what_the_file_says_holds_and_says_where_it_stands);
	tcase_add_test(tests, without_a_file_nothing_is_said_and_nothing_is_wrong);
	tcase_add_test(tests, the_environment_wins_over_the_file);
	tcase_add_test(tests, what_is_wrong_in_the_environment_is_told_and_the_file_holds);
	tcase_add_test(tests, a_wrong_value_is_told_with_its_line_and_the_rest_holds);
	tcase_add_test(tests, a_key_that_there_is_none_of_is_told_with_what_is_meant);
	tcase_add_test(tests, a_line_that_is_no_setting_is_told_and_the_rest_holds);
	tcase_add_test(tests, what_is_no_file_or_too_large_is_told_and_nothing_of_it_holds);
	tcase_add_test(tests, a_file_of_exactly_64_KB_holds_to_its_last_line);
	tcase_add_test(tests, however_many_lines_are_wrong_the_others_hold_and_it_is_said_how_many);
	tcase_add_test(tests, what_stands_below_a_section_that_is_wrong_is_left_out);
	tcase_add_test(tests, a_byte_order_mark_is_told_and_the_file_holds);
	tcase_add_test(tests, whatever_the_bytes_are_it_ends);
	tcase_add_test(tests, a_value_that_is_far_too_long_is_told_with_what_would_be_right);
	tcase_add_test(tests, escape_sequences_are_not_told);
	tcase_add_test(tests, without_xdg_it_lies_below_home);
	suite_add_tcase(all, tests);
	return all;
}

int main(void)
{
	return run_suite(suite());
}
