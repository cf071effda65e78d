/* test_measure.c - `lunchrush measure`: that each figure is there and makes sense, how it is stored, and the page with the figures in it. How large a figure is depends on who else uses
 * the machine; only relations that hold everywhere are compared. */
#include "cli/measure.h"
#include "kin.h"
#include "recipe_run.h"
#include "suite.h"
#include "trace/text.h"

#include <dirent.h>
#include <glob.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#define QUICK "measure --quick --repeats 2"

static char state[] = "/tmp/measure.XXXXXX", folder[64], stored[96];

/* A state folder of our own, with `text` as the figures in it; NULL none. */
static void state_with(const char *text)
{
	ck_assert_ptr_nonnull(mkdtemp(strcpy(state, "/tmp/measure.XXXXXX")));
	snprintf(folder, sizeof folder, "%s/lunchrush", state);
	snprintf(stored, sizeof stored, "%s/measured.json", folder);
	setenv("XDG_STATE_HOME", state, 1);
	if (!text)
		return;
	ck_assert_int_eq(mkdir(folder, 0700), 0);
	FILE *file = fopen(stored, "w");
	ck_assert(file && fputs(text, file) >= 0 && fclose(file) == 0);
}

static void no_state(void)
{
	char command[96];
	snprintf(command, sizeof command, "rm -rf %s", state);
	ck_assert_int_eq(system(command), 0);
}

static int files_in(const char *path)
{
	DIR *dir = opendir(path);
	int count = 0;
	for (struct dirent *entry; dir && (entry = readdir(dir));)
		count += entry->d_name[0] != '.';
	if (dir)
		closedir(dir);
	return count;
}

static const char *file_text(const char *path)
{
	static char text[1 << 16];
	FILE *file = fopen(path, "r");
	size_t length = file ? fread(text, 1, sizeof text - 1, file) : 0;
	text[length] = '\0';
	if (file)
		fclose(file);
	return text;
}

static const json_t *figure_of(const json_t *measured, const char *figure, const char *kind)
{
	const json_t *one;
	size_t i;
	json_array_foreach(json_object_get(measured, "figures"), i, one)
		if (!strcmp(json_string_value(json_object_get(one, "figure")), figure) && !strcmp(json_string_value(json_object_get(one, "kind")), kind))
			return one;
	ck_abort_msg("there is no figure %s of %s", figure, kind);
}

static double median_of(const json_t *measured, const char *figure, const char *kind)
{
	return json_number_value(json_object_get(figure_of(measured, figure, kind), "median"));
}

/* ---- measuring ---- */

static void figures_are_whole(const json_t *measured)
{
	const json_t *one;
	size_t i;
	json_array_foreach(json_object_get(measured, "figures"), i, one) {
		double low = json_number_value(json_object_get(one, "low")), median = json_number_value(json_object_get(one, "median"));
		char *text = json_dumps(one, 0);
		ck_assert_msg(low > 0 && low <= median && median <= json_number_value(json_object_get(one, "high")), "%s", text);
		ck_assert_msg(json_integer_value(json_object_get(one, "runs")) >= 1 && json_is_string(json_object_get(one, "unit")), "%s", text);
		free(text);
	}
}

static void relations_hold(const json_t *measured)
{
	ck_assert(median_of(measured, "start", "processes") > median_of(measured, "start", "loop"));
	ck_assert(median_of(measured, "start", "threads") > median_of(measured, "start", "loop"));
	ck_assert(median_of(measured, "waiting", "threads") > median_of(measured, "waiting", "loop"));
	ck_assert(median_of(measured, "waiting", "processes") > median_of(measured, "waiting", "loop"));
	ck_assert(median_of(measured, "waiting", "instances") > median_of(measured, "waiting", "loop"));
	ck_assert(median_of(measured, "cold", "instances") > median_of(measured, "warm", "instances"));
	ck_assert(median_of(measured, "additions", "machine") > median_of(measured, "recipe-additions", "machine"));
}

START_TEST(every_kind_is_measured_and_what_is_printed_is_stored)
{
	static const char *const all[][2] = {
		{ "start", "threads" },      { "start", "threads+gil" }, { "start", "loop" },   { "start", "processes" },  { "switch", "threads" },
		{ "switch", "threads+gil" }, { "switch", "loop" },       { "switch", "processes" }, { "value", "loop" },   { "parcel", "processes" },
		{ "waiting", "threads" },    { "waiting", "loop" },      { "waiting", "processes" }, { "most", "threads" }, { "most", "instances" },
	};
	int status;
	state_with(NULL);
	json_t *measured = recipe_run(&status, QUICK " --json");
	ck_assert_int_eq(status, 0);
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		ck_assert_ptr_nonnull(figure_of(measured, all[i][0], all[i][1]));
	figures_are_whole(measured);
	relations_hold(measured);
	ck_assert(json_is_true(json_object_get(figure_of(measured, "most", "loop"), "at_least")));
	ck_assert_int_ge(json_integer_value(json_object_get(json_object_get(measured, "machine"), "cores")), 1);
	ck_assert_int_eq(json_integer_value(json_object_get(measured, "repeats")), 2);
	json_t *again = recipe_run(&status, "measure --show --json");
	ck_assert_int_eq(status, 0);
	ck_assert(json_equal(measured, again));
	ck_assert_int_eq(files_in(folder), 1);
	json_decref(measured);
	json_decref(again);
	no_state();
}
END_TEST

#define FIGURE "{\"figure\":\"start\",\"kind\":\"threads\",\"unit\":\"s\",\"median\":0.000123,\"low\":0.0001,\"high\":0.0002,\"runs\":5,\"at_least\":false}"
#define STORED(figures) "{\"date\":\"2020-02-02 02:02 UTC\",\"machine\":{\"cpu\":\"a cpu\",\"cores\":2,\"memory_bytes\":4e9,\"kernel\":\"a kernel\",\"lunchrush\":\"0.1.0\"}," \
	"\"repeats\":5,\"quick\":false,\"others\":0.5,\"figures\":[" figures "]}"

static void wait_for_kitchen(pid_t pid)
{
	int status;
	while (kin_child(pid) <= 0) {
		ck_assert_int_eq(waitpid(pid, &status, WNOHANG), 0);
		usleep(1000); /* asks again: the state is waited for, not the time */
	}
}

START_TEST(ctrl_c_leaves_the_old_figures_and_nothing_else)
{
	int status;
	state_with(STORED(FIGURE));
	pid_t pid = fork();
	if (pid == 0) {
		ck_assert_ptr_nonnull(freopen("/dev/null", "w", stdout));
		ck_assert_ptr_nonnull(freopen("/dev/null", "w", stderr));
		execl("./lunchrush", "lunchrush", "measure", (char *)NULL);
		_exit(127);
	}
	wait_for_kitchen(pid);
	kill(pid, SIGINT);
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) == 130, "it ended with %#x", (unsigned)status);
	ck_assert_str_eq(file_text(stored), STORED(FIGURE));
	ck_assert_int_eq(files_in(folder), 1);
	no_state();
}
END_TEST

START_TEST(where_nothing_can_be_stored_nothing_is_measured)
{
	char below[128];
	int status;
	state_with(STORED(FIGURE));
	snprintf(below, sizeof below, "%s/deeper", stored); /* below a file there is no folder */
	setenv("XDG_STATE_HOME", below, 1);
	char *said = recipe_output(&status, "measure 2>&1");
	ck_assert_int_eq(status, 2);
	ck_assert_msg(strstr(said, "the figures cannot be stored: ") && strstr(said, "set XDG_STATE_HOME to a folder that can be written"), "%s", said);
	free(said);
	no_state();
}
END_TEST

START_TEST(a_number_of_runs_that_makes_no_sense_is_refused)
{
	int status;
	static const char *const wrong[] = { "measure --repeats 0", "measure --repeats 101", "measure --repeats x", "measure visits", "measure --show --quick" };
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		free(recipe_output(&status, "%s", wrong[i]));
		ck_assert_msg(status == 2, "%s: %d", wrong[i], status);
	}
}
END_TEST

/* ---- stored ---- */

START_TEST(a_damaged_file_is_kept_aside_and_said)
{
	char aside[128];
	int status;
	state_with("{\"date\":\"2020");
	snprintf(aside, sizeof aside, "%s.damaged", stored);
	char *said = recipe_output(&status, "measure --show 2>&1");
	ck_assert_int_eq(status, 1);
	ck_assert_msg(strstr(said, "measured.json was damaged; it is kept as ") && strstr(said, "Nothing has been measured yet"), "%s", said);
	ck_assert_str_eq(file_text(aside), "{\"date\":\"2020");
	ck_assert_int_ne(access(stored, F_OK), 0);
	free(said);
	no_state();
}
END_TEST

START_TEST(what_makes_no_sense_is_damaged)
{
	static const char *const wrong[] = {
		"", "[]", "7", "{}", STORED("7"), STORED("{\"figure\":\"start\",\"kind\":\"loop\"}"),
		STORED("{\"figure\":\"start\",\"kind\":\"loop\",\"median\":-1,\"low\":-1,\"high\":-1,\"runs\":5}"),
		STORED("{\"figure\":\"start\",\"kind\":\"loop\",\"median\":3,\"low\":4,\"high\":5,\"runs\":5}"),
		STORED("{\"figure\":\"start\",\"kind\":\"loop\",\"median\":3,\"low\":2,\"high\":5,\"runs\":0}"),
		STORED("{\"figure\":\"start\",\"kind\":\"loop\",\"median\":\"3\",\"low\":2,\"high\":5,\"runs\":1}"),
	};
	static struct measures measures;
	struct error error;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		state_with(wrong[i]);
		ck_assert_msg(measure_read(stored, &measures, &error) == MEASURE_DAMAGED, "%s", wrong[i]);
		ck_assert_str_eq(measures.date, "");
		no_state();
	}
}
END_TEST

START_TEST(figures_of_another_version_are_passed_over)
{
	static struct measures measures;
	struct error error;
	state_with(STORED(FIGURE ",{\"figure\":\"teleport\",\"kind\":\"loop\",\"median\":1},{\"figure\":\"start\",\"kind\":\"fibers\",\"median\":1}"));
	ck_assert_int_eq(measure_read(stored, &measures, &error), MEASURE_STORED);
	ck_assert_str_eq(measures.date, "2020-02-02 02:02 UTC");
	ck_assert_uint_eq(measures.at[MEASURE_START][MEASURE_THREADS].runs, 5);
	no_state();
}
END_TEST

START_TEST(what_is_written_is_read_again_and_takes_the_place_of_the_old)
{
	static struct measures measures, again;
	struct error error;
	state_with(STORED(FIGURE));
	ck_assert_int_eq(measure_read(stored, &measures, &error), MEASURE_STORED);
	strcpy(measures.date, "2021-03-03 03:03 UTC");
	strcpy(measures.at[MEASURE_COLD][MEASURE_INSTANCES].why, "no \"cloud\"\there");
	ck_assert_int_eq(measure_write(stored, &measures, &error), 0);
	ck_assert_int_eq(measure_read(stored, &again, &error), MEASURE_STORED);
	ck_assert_str_eq(again.date, "2021-03-03 03:03 UTC");
	ck_assert_str_eq(again.at[MEASURE_COLD][MEASURE_INSTANCES].why, "no \"cloud\" here");
	ck_assert_double_eq(again.at[MEASURE_START][MEASURE_THREADS].median, 0.000123);
	ck_assert_int_eq(files_in(folder), 1);
	no_state();
	ck_assert_int_eq(measure_write(stored, &measures, &error), -1); /* its folder is gone */
	ck_assert_msg(strstr(error.text, "cannot be stored"), "%s", error.text);
}
END_TEST

/* ---- for people ---- */

START_TEST(figures_have_three_digits_that_count_and_their_unit)
{
	static const struct {
		enum measure_row row;
		double value;
		bool at_least;
		const char *text;
	} all[] = {
		{ MEASURE_START, 1.234e-7, false, "123 ns" },          { MEASURE_START, 1.239e-3, false, "1.24 ms" },     { MEASURE_START, 12.5, false, "12.5 s" },
		{ MEASURE_WAITING, 1590, false, "1.59 KB" },           { MEASURE_WAITING, 48e3, false, "48.0 KB" },       { MEASURE_MOST, 4000, true, "at least 4,000" },
		{ MEASURE_ADDITIONS, 307.2e6, false, "307 million" },  { MEASURE_ADDITIONS, 1.5e9, false, "1.50 billion" }, { MEASURE_START, 999e-6, false, "999 us" },
	};
	char text[64];
	setenv("LC_ALL", "C", 1);
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		struct measure_figure figure = { .runs = 1, .median = all[i].value, .low = all[i].value, .high = all[i].value, .at_least = all[i].at_least };
		ck_assert_str_eq(measure_text(all[i].row, &figure, text), all[i].text);
	}
	ck_assert_str_eq(measure_text(MEASURE_START, &(struct measure_figure){ 0 }, text), "?");
}
END_TEST

START_TEST(no_line_of_page_and_figures_is_wider_than_80_columns)
{
	int status;
	state_with(STORED(FIGURE));
	char *said = recipe_output(&status, "measure --show");
	ck_assert_int_eq(status, 0);
	for (char *line = strtok(said, "\n"); line; line = strtok(NULL, "\n"))
		ck_assert_msg(text_width(line) <= 80 && (!*line || line[strlen(line) - 1] != ' '), "%s|", line);
	free(said);
	said = recipe_output(&status, "measure --show");
	ck_assert_msg(strstr(said, "Measured 2020-02-02 02:02 UTC") && strstr(said, "a cpu, 2 cores"), "%s", said);
	ck_assert_msg(strstr(said, "Others used 50 % of the machine meanwhile"), "%s", said);
	free(said);
	no_state();
}
END_TEST

START_TEST(before_anything_was_measured_the_page_says_what_to_do)
{
	int status;
	state_with(NULL);
	char *said = recipe_output(&status, "measure --show");
	ck_assert_int_eq(status, 0);
	ck_assert_msg(strstr(said, "Cloud instances") && strstr(said, "Nothing has been measured yet: `lunchrush measure`"), "%s", said);
	free(said);
	free(recipe_output(&status, "measure --show --json"));
	ck_assert_int_eq(status, 1);
	no_state();
}
END_TEST

/* ---- the page ---- */

static const char *page_path(void)
{
	static char path[1024];
	snprintf(path, sizeof path, "%s/lessons/pages/comparison.ini", getenv("srcdir") ? getenv("srcdir") : ".");
	return path;
}

static void recipe_is_there(const char *name)
{
	char pattern[1200];
	glob_t found;
	snprintf(pattern, sizeof pattern, "%s/lessons/[0-9]*-%s/recipe.lua", getenv("srcdir") ? getenv("srcdir") : ".", name);
	ck_assert_msg(glob(pattern, 0, NULL, &found) == 0, "there is no recipe '%s'", name);
	globfree(&found);
}

START_TEST(each_cell_of_the_page_says_something_and_names_a_recipe_that_is_there)
{
	static struct measure_page page;
	static struct measures none;
	struct error error = { "" };
	ck_assert_msg(measure_page_read(page_path(), &none, &page, &error) == 0, "%s", error.text);
	ck_assert_uint_ge(page.count, 8);
	for (size_t row = 0; row < page.count; row++) {
		ck_assert(page.rows[row].title[0]);
		for (int kind = 0; kind < MEASURE_PAGE_KINDS; kind++) {
			ck_assert_msg(page.rows[row].cells[kind].text[0], "%s", page.rows[row].title);
			recipe_is_there(page.rows[row].cells[kind].see);
		}
	}
}
END_TEST

/* A page of these words, with a thread's start known: 0, and its only row's first cell; -1 with words. */
static int page_of(const char *words, char cell[320], struct error *error)
{
	static struct measure_page page;
	static struct measures measures;
	measures.at[MEASURE_START][MEASURE_THREADS] = (struct measure_figure){ .runs = 1, .median = 2e-3, .low = 2e-3, .high = 2e-3 };
	state_with(words);
	int result = measure_page_read(stored, &measures, &page, error);
	snprintf(cell, 320, "%s", page.rows[0].cells[0].text);
	no_state();
	return result;
}

START_TEST(figures_are_put_into_the_page_and_what_is_not_there_is_said)
{
	struct error error;
	char cell[320];
	ck_assert_int_eq(page_of("[cost]\nthreads = a {start}, b {start:threads}, c {start:loop}.\n", cell, &error), 0);
	ck_assert_str_eq(cell, "a 2.00\u00a0ms, b 2.00\u00a0ms, c ?.");
	static const char *const wrong[] = { "threads = {nothing}", "threads = {start:nobody}", "threads = {start", "threads = start}", "fibers = x", "threads-hear = x" };
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		char words[200];
		snprintf(words, sizeof words, "[cost]\ntitle = Cost\n%s\n", wrong[i]);
		ck_assert_msg(page_of(words, cell, &error) == -1, "%s", wrong[i]);
		ck_assert_msg(strstr(error.text, "measured.json:3: "), "%s: %s", wrong[i], error.text);
	}
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("measure");
	TCase *run = tcase_create("run"), *store = tcase_create("stored"), *page = tcase_create("page");
	tcase_set_timeout(run, 600);
	tcase_add_test(run, every_kind_is_measured_and_what_is_printed_is_stored);
	tcase_add_test(run, ctrl_c_leaves_the_old_figures_and_nothing_else);
	tcase_add_test(run, where_nothing_can_be_stored_nothing_is_measured);
	tcase_add_test(run, a_number_of_runs_that_makes_no_sense_is_refused);
	tcase_add_test(store, a_damaged_file_is_kept_aside_and_said);
	tcase_add_test(store, what_makes_no_sense_is_damaged);
	tcase_add_test(store, figures_of_another_version_are_passed_over);
	tcase_add_test(store, what_is_written_is_read_again_and_takes_the_place_of_the_old);
	tcase_add_test(page, figures_have_three_digits_that_count_and_their_unit);
	tcase_add_test(page, no_line_of_page_and_figures_is_wider_than_80_columns);
	tcase_add_test(page, before_anything_was_measured_the_page_says_what_to_do);
	tcase_add_test(page, each_cell_of_the_page_says_something_and_names_a_recipe_that_is_there);
	tcase_add_test(page, figures_are_put_into_the_page_and_what_is_not_there_is_said);
	suite_add_tcase(suite, run);
	suite_add_tcase(suite, store);
	suite_add_tcase(suite, page);
	return run_suite(suite);
}
