/* test_launch.c - what is told between the two processes: launches and commands. */
#include "suite.h"
#include "trace/command.h"
#include "trace/launch.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

START_TEST(a_launch_comes_back_as_it_was_written)
{
	struct launch launch, again, copy;
	struct error error;
	char *json;

	launch_init(&launch);
	strcpy(launch.recipe, "soup");
	strcpy(launch.path, "/tmp/a \"b\"/süß.lua");
	strcpy(launch.file, "süß.lua");
	strcpy(launch.engine, "loop");
	launch.gil = 0;
	launch.gil_interval_s = 0.0005;
	launch.pace = 2.5;
	launch.seed = UINT64_MAX - 3;
	launch.timeout_s = 9;
	launch.trace = false;
	launch.events = false;
	ck_assert_int_eq(launch_set(&launch, "cooks", "3", &error), 0);
	ck_assert_int_eq(launch_set(&launch, "way", "one = two", &error), 0);
	ck_assert_int_eq(launch_set(&launch, "cooks", "4", &error), 0);
	json = launch_write(&launch);
	ck_assert_ptr_nonnull(json);
	ck_assert_int_eq(launch_read(&again, json, &error), 0);
	launch_copy(&copy, &again);
	launch_release(&again);

	ck_assert_str_eq(copy.recipe, launch.recipe);
	ck_assert_str_eq(copy.path, launch.path);
	ck_assert_str_eq(copy.file, launch.file);
	ck_assert_str_eq(copy.engine, "loop");
	ck_assert_int_eq(copy.gil, 0);
	ck_assert_double_eq(copy.gil_interval_s, 0.0005);
	ck_assert_double_eq(copy.pace, 2.5);
	ck_assert(copy.seed == UINT64_MAX - 3);
	ck_assert_double_eq(copy.timeout_s, 9);
	ck_assert(!copy.trace && !copy.events);
	ck_assert_uint_eq(copy.setting_count, 2);
	ck_assert_str_eq(copy.settings[0].name, "cooks");
	ck_assert_str_eq(copy.settings[0].value, "4");
	ck_assert_str_eq(copy.settings[1].value, "one = two");
	launch_release(&copy);
	launch_release(&launch);
	free(json);
}
END_TEST

START_TEST(what_is_left_out_of_a_launch_keeps_its_default)
{
	struct launch launch;
	struct error error;

	ck_assert_int_eq(launch_read(&launch, "{\"recipe\":\"soup\"}", &error), 0);
	ck_assert_int_eq(launch.gil, -1);
	ck_assert_double_eq(launch.gil_interval_s, 0.005);
	ck_assert(launch.pace < 0);
	ck_assert(launch.trace && launch.events);
	launch_release(&launch);
}
END_TEST

static const struct {
	const char *json, *words;
} bad_launches[] = {
	{ "", "no JSON object" },
	{ "[]", "no JSON object" },
	{ "{\"recipe\":7}", "recipe" },
	{ "{\"pace\":\"fast\"}", "pace" },
	{ "{\"seed\":1.5}", "seed" },
	{ "{\"trace\":1}", "trace" },
	{ "{\"settings\":[[\"a\"]]}", "settings" },
	{ "{\"engine\":\"an engine with far too long a name\"}", "engine" },
	{ "{\"file\":\"a\\u001bb\"}", "file" },
};

START_TEST(a_bad_launch_is_refused_by_name)
{
	struct launch launch;
	struct error error;

	ck_assert_int_eq(launch_read(&launch, bad_launches[_i].json, &error), -1);
	ck_assert_msg(strstr(error.text, bad_launches[_i].words) != NULL, "%s", error.text);
}
END_TEST

START_TEST(a_setting_needs_a_name_and_a_value_that_fit)
{
	struct launch launch;
	struct error error;
	char long_text[200];

	memset(long_text, 'x', sizeof long_text - 1);
	long_text[sizeof long_text - 1] = '\0';
	launch_init(&launch);
	ck_assert_int_eq(launch_set(&launch, "", "3", &error), -1);
	ck_assert_int_eq(launch_set(&launch, long_text, "3", &error), -1);
	ck_assert_int_eq(launch_set(&launch, "cooks", long_text, &error), -1);
	ck_assert_int_eq(launch_set(&launch, "co\nks", "3", &error), -1);
	ck_assert_uint_eq(launch.setting_count, 0);
	launch_release(&launch);
}
END_TEST

static const struct {
	struct command command;
	const char *line;
} commands[] = {
	{ { .what = COMMAND_HOLD }, "{\"do\":\"hold\"}\n" },
	{ { .what = COMMAND_GO }, "{\"do\":\"go\"}\n" },
	{ { .what = COMMAND_QUIT }, "{\"do\":\"quit\"}\n" },
	{ { .what = COMMAND_PACE, .number = 0.25, .text = "0.25" }, "{\"do\":\"pace\",\"value\":0.25}\n" },
	{ { .what = COMMAND_GIL, .number = 1, .text = "true" }, "{\"do\":\"gil\",\"value\":true}\n" },
	{ { .what = COMMAND_SET, .number = 3, .name = "cooks", .text = "3" }, "{\"do\":\"set\",\"name\":\"cooks\",\"value\":3}\n" },
	{ { .what = COMMAND_SET, .number = 0.1, .name = "s", .text = "0.1" }, "{\"do\":\"set\",\"name\":\"s\",\"value\":0.1}\n" },
	{ { .what = COMMAND_SET, .name = "way", .text = "03" }, "{\"do\":\"set\",\"name\":\"way\",\"value\":\"03\"}\n" },
	{ { .what = COMMAND_SET, .name = "way", .text = "a \"b\"" }, "{\"do\":\"set\",\"name\":\"way\",\"value\":\"a \\\"b\\\"\"}\n" },
};

START_TEST(a_command_is_one_line_and_comes_back)
{
	char line[COMMAND_LINE_MAX];
	struct command again;
	struct error error;
	int length = command_write(&commands[_i].command, line);

	ck_assert_int_gt(length, 0);
	ck_assert_int_eq(length, (int)strlen(commands[_i].line));
	ck_assert_int_eq(memcmp(line, commands[_i].line, (size_t)length), 0);
	ck_assert_msg(command_read(&again, line, (size_t)length - 1, &error) == 0, "%s", error.text);
	ck_assert_int_eq(again.what, commands[_i].command.what);
	ck_assert_double_eq(again.number, commands[_i].command.number);
	ck_assert_str_eq(again.name, commands[_i].command.name);
	ck_assert_str_eq(again.text, commands[_i].command.text);
}
END_TEST

static const char *const bad_commands[] = {
	"", "hold", "[]", "{}", "{\"do\":\"dance\"}", "{\"do\":7}", "{\"do\":\"pace\"}", "{\"do\":\"pace\",\"value\":-1}",
	"{\"do\":\"pace\",\"value\":\"2\"}", "{\"do\":\"gil\",\"value\":1}", "{\"do\":\"set\",\"value\":1}", "{\"do\":\"set\",\"name\":\"a\"}",
	"{\"do\":\"set\",\"name\":\"\",\"value\":1}", "{\"do\":\"set\",\"name\":\"a\",\"value\":[1]}",
};

START_TEST(a_bad_command_is_refused_with_words)
{
	struct command command;
	struct error error = { "" };

	ck_assert_int_eq(command_read(&command, bad_commands[_i], strlen(bad_commands[_i]), &error), -1);
	ck_assert_str_ne(error.text, "");
}
END_TEST

START_TEST(a_value_too_long_for_a_command_is_refused)
{
	char line[400], text[300];
	struct command command;
	struct error error;

	memset(text, 'x', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	snprintf(line, sizeof line, "{\"do\":\"set\",\"name\":\"a\",\"value\":\"%s\"}", text);
	ck_assert_int_eq(command_read(&command, line, strlen(line), &error), -1);
	snprintf(line, sizeof line, "{\"do\":\"set\",\"name\":\"%s\",\"value\":1}", text);
	ck_assert_int_eq(command_read(&command, line, strlen(line), &error), -1);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("launch");
	TCase *tcase = tcase_create("launch");

	tcase_add_test(tcase, a_launch_comes_back_as_it_was_written);
	tcase_add_test(tcase, what_is_left_out_of_a_launch_keeps_its_default);
	tcase_add_loop_test(tcase, a_bad_launch_is_refused_by_name, 0, sizeof bad_launches / sizeof *bad_launches);
	tcase_add_test(tcase, a_setting_needs_a_name_and_a_value_that_fit);
	tcase_add_loop_test(tcase, a_command_is_one_line_and_comes_back, 0, sizeof commands / sizeof *commands);
	tcase_add_loop_test(tcase, a_bad_command_is_refused_with_words, 0, sizeof bad_commands / sizeof *bad_commands);
	tcase_add_test(tcase, a_value_too_long_for_a_command_is_refused);
	suite_add_tcase(suite, tcase);
	return run_suite(suite);
}
