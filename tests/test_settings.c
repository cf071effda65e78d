/* test_settings.c - the list of settings: what is typed, what is refused, and what a live setting does to a kitchen that runs.
 *
 * A kitchen is the running program started again, so here it is this test: its recipes run on the real engines. */
#include "kitchen/kitchen.h"
#include "paper/key.h"
#include "suite.h"
#include "tui/settings.h"

#include <check.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CTRL_U 0x15

static struct launch launch;
static struct watch watch;
static struct settings settings;

/* A run that is over, whose recipe has the settings `customers` = 60, 1 to 500, and `way` = quick. */
static void open_list(void)
{
	static const char customers[] = "{\"name\":\"customers\",\"value\":60,\"default\":60,\"min\":1,\"max\":500,\"help\":\"\",\"live\":false}";
	static const char way[] = "{\"name\":\"way\",\"value\":\"quick\",\"default\":\"quick\",\"choices\":[\"quick\",\"slow\"],\"help\":\"\",\"live\":false}";
	struct error error;
	launch_init(&launch);
	watch_init(&watch, NULL, &launch, NULL);
	ck_assert_int_eq(info_frame(&watch.info, 'P', customers, strlen(customers), &error), 0);
	ck_assert_int_eq(info_frame(&watch.info, 'P', way, strlen(way), &error), 0);
	settings = (struct settings){ 0 };
	settings_open(&settings);
}

static void close_list(void)
{
	watch_release(&watch);
	launch_release(&launch);
}

static void press(int key)
{
	ck_assert_int_eq(settings_key(&settings, &watch, key), SETTINGS_STAY);
}

static void type(const char *keys)
{
	for (; *keys; keys++)
		press(*keys);
}

/* What the next run will have. */
static const char *next(const char *name)
{
	for (size_t i = 0; i < launch.setting_count; i++)
		if (strcmp(launch.settings[i].name, name) == 0)
			return launch.settings[i].value;
	return "as it was";
}

START_TEST(what_is_typed_after_enter_takes_the_old_value_s_place)
{
	press(KEYS_ENTER);
	ck_assert_str_eq(settings.typed, "60");
	type("20");
	press(KEYS_ENTER);
	ck_assert_str_eq(next("customers"), "20");
}
END_TEST

START_TEST(an_old_value_can_be_gone_on_with)
{
	press(KEYS_ENTER);
	press(KEYS_RIGHT);
	type("0");
	ck_assert_str_eq(settings.typed, "600");
	press(KEYS_BACKSPACE);
	press(KEYS_BACKSPACE);
	type("1");
	press(KEYS_ENTER);
	ck_assert_str_eq(next("customers"), "61");
}
END_TEST

START_TEST(backspace_takes_an_old_value_away_at_once)
{
	press(KEYS_ENTER);
	press(KEYS_BACKSPACE);
	ck_assert_str_eq(settings.typed, "");
	type("7");
	press(KEYS_ENTER);
	ck_assert_str_eq(next("customers"), "7");
}
END_TEST

START_TEST(ctrl_u_clears_what_was_typed)
{
	type("123");
	press(CTRL_U);
	ck_assert_str_eq(settings.typed, "");
	type("4");
	press(KEYS_ENTER);
	ck_assert_str_eq(next("customers"), "4");
}
END_TEST

START_TEST(enter_twice_changes_nothing_and_escape_forgets)
{
	press(KEYS_ENTER);
	press(KEYS_ENTER);
	ck_assert_str_eq(next("customers"), "60");
	press(KEYS_ENTER);
	type("3");
	press(KEYS_ESCAPE);
	ck_assert_str_eq(next("customers"), "60");
}
END_TEST

START_TEST(a_value_out_of_range_says_the_range)
{
	type("501");
	press(KEYS_ENTER);
	ck_assert_str_eq(settings.message, "customers cannot be 501: 1 to 500");
	press(KEYS_ENTER);
	type("many");
	press(KEYS_ENTER);
	ck_assert_str_eq(settings.message, "customers cannot be many: 1 to 500");
	press(KEYS_DOWN);
	press(KEYS_ENTER);
	type("swift");
	press(KEYS_ENTER);
	ck_assert_str_eq(settings.message, "way cannot be swift: one of quick, slow");
	ck_assert_str_eq(next("customers"), "as it was");
}
END_TEST

/* The list on a screen of that many columns; to be freed. */
static char *drawn(int cols)
{
	struct canvas canvas;
	canvas_init(&canvas, 24, cols);
	settings_draw(&settings, &canvas, &watch);
	char *text = canvas_dump(&canvas, false);
	canvas_release(&canvas);
	return text;
}

/* Whether the row of that setting ends with the sign for what was cut. */
static bool is_cut(const char *text, const char *name)
{
	const char *row = strstr(text, name), *sign = row ? strstr(row, "\xe2\x80\xa6") : NULL;
	ck_assert_msg(row != NULL, "%s", text);
	return sign && (size_t)(sign - row) < strcspn(row, "\n");
}

START_TEST(a_row_that_is_cut_says_so)
{
	static const int narrow[] = { 80, 60, 46, 40 };
	struct error error;
	char *text = drawn(80);
	ck_assert_msg(strstr(text, "60          1 to 500 ") && !is_cut(text, "customers"), "%s", text);
	free(text);
	type("123");
	press(KEYS_ENTER);
	for (int i = 0; i < 4; i++) {
		text = drawn(narrow[i]);
		ck_assert_msg(is_cut(text, "customers") && !is_cut(text, "way"), "%s", text);
		free(text);
	}
	ck_assert_int_eq(launch_set(&launch, "way", "so long that it cannot be shown in a row of eighty columns, whatever is done about it", &error), 0);
	text = drawn(80);
	ck_assert_msg(strstr(text, "so long that") && is_cut(text, "way"), "%s", text);
	free(text);
}
END_TEST

START_TEST(of_what_is_typed_the_end_is_shown)
{
	for (int i = 0; i < 60; i++)
		type("1");
	type("23");
	char *text = drawn(60);
	ck_assert_msg(strstr(text, "\xe2\x80\xa6" "1111") != NULL && strstr(text, "123 ") != NULL, "%s", text);
	free(text);
}
END_TEST

/* ---- live, in a kitchen that runs ---- */

#define RECIPE \
	"recipe{title = \"Live\", pace = 1}\n" \
	"local first = param(\"look\", 60, {min = 1, max = 600, live = true})\n" \
	"local how = param(\"how\", \"calm\", {choices = {\"calm\", \"quick\"}, live = true})\n" \
	"task(\"looker\", function()\n" \
	"  while param(\"look\") == first or param(\"how\") == how do sleep(0.001) end\n" \
	"  say(\"look is \" .. param(\"look\") .. \", how is \" .. param(\"how\"))\n" \
	"end)\n"

static char path[] = "/tmp/lunchrush-settings-XXXXXX";

static void take_what_comes(void)
{
	struct pollfd ready = { .fd = source_fd(watch.source), .events = POLLIN };
	poll(&ready, 1, -1);
	watch_pump(&watch, 0);
}

/* The recipe runs, and its settings are known. */
static void open_kitchen(const char *engine)
{
	struct error error;
	int fd = mkstemp(strcpy(path, "/tmp/lunchrush-settings-XXXXXX"));
	ck_assert_int_eq(write(fd, RECIPE, sizeof RECIPE - 1), sizeof RECIPE - 1);
	close(fd);
	launch_init(&launch);
	strcpy(launch.recipe, "live");
	strcpy(launch.path, path);
	strcpy(launch.file, "live.lua");
	strcpy(launch.engine, engine);
	struct source *source = source_kitchen(&launch, NULL, &error);
	ck_assert_msg(source != NULL, "%s", error.text);
	watch_init(&watch, source, &launch, NULL);
	settings = (struct settings){ 0 };
	settings_open(&settings);
	while (watch.info.setting_count < 2 && !watch.loaded)
		take_what_comes();
	ck_assert_uint_eq(watch.info.setting_count, 2);
}

static void run_to_the_end(void)
{
	char words[300];
	while (!watch.loaded)
		take_what_comes();
	ck_assert_msg(watch_end(&watch) == WATCH_DONE, "%s", watch_error(&watch, words, sizeof words));
}

/* The last event of this kind; fails when there is none. */
static const struct event *last_event(enum kind kind)
{
	for (size_t i = history_count(watch.history); i > 0; i--)
		if (history_event(watch.history, i - 1)->kind == kind)
			return history_event(watch.history, i - 1);
	ck_abort_msg("there is no event %s", kind_name(kind));
	return NULL;
}

static const char *text(uint32_t id)
{
	return stage_text_get(history_texts(watch.history), id);
}

static const char *const engines[] = { "threads", "loop" };

START_TEST(a_live_setting_reaches_the_recipe_that_runs)
{
	open_kitchen(engines[_i]);
	press(KEYS_ENTER);
	type("20");
	press(KEYS_ENTER);
	press(KEYS_DOWN);
	press(KEYS_RIGHT);
	run_to_the_end();
	ck_assert_str_eq(text(last_event(KIND_SAY)->item), "look is 20, how is quick");
	ck_assert_str_eq(text(last_event(KIND_PARAM)->item), "how");
	ck_assert_str_eq(text(word_as_text(last_event(KIND_PARAM)->value)), "quick");
	ck_assert_str_eq(next("look"), "20");
	close_list();
	unlink(path);
}
END_TEST

START_TEST(a_kitchen_keeps_a_live_setting_within_its_range)
{
	open_kitchen(engines[_i]);
	watch_set(&watch, "look", "100000");
	watch_set(&watch, "how", "quick");
	run_to_the_end();
	ck_assert_str_eq(text(last_event(KIND_SAY)->item), "look is 600, how is quick");
	close_list();
	unlink(path);
}
END_TEST

int main(int argc, char **argv)
{
	if (argc == 3 && strcmp(argv[1], LAUNCH_ARGUMENT) == 0)
		return kitchen_main(argv[2]);
	Suite *suite = suite_create("settings");
	TCase *list = tcase_create("list"), *live = tcase_create("live");
	tcase_add_checked_fixture(list, open_list, close_list);
	tcase_add_test(list, what_is_typed_after_enter_takes_the_old_value_s_place);
	tcase_add_test(list, an_old_value_can_be_gone_on_with);
	tcase_add_test(list, backspace_takes_an_old_value_away_at_once);
	tcase_add_test(list, ctrl_u_clears_what_was_typed);
	tcase_add_test(list, enter_twice_changes_nothing_and_escape_forgets);
	tcase_add_test(list, a_value_out_of_range_says_the_range);
	tcase_add_test(list, a_row_that_is_cut_says_so);
	tcase_add_test(list, of_what_is_typed_the_end_is_shown);
	tcase_set_timeout(live, 30);
	tcase_add_loop_test(live, a_live_setting_reaches_the_recipe_that_runs, 0, 2);
	tcase_add_loop_test(live, a_kitchen_keeps_a_live_setting_within_its_range, 0, 2);
	suite_add_tcase(suite, list);
	suite_add_tcase(suite, live);
	return run_suite(suite);
}
