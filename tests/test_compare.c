/* test_compare.c - real recipes on each engine: which rows there are, that they say the same, and why a row is missing. Figures that depend on who else
 * uses the machine are not compared. */
#include "cli/compare_cli.h"
#include "cli/verb.h"
#include "kitchen/kitchen.h"
#include "suite.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static struct compare_words words;
static struct comparison comparison;
static char directory[] = "/tmp/compare.XXXXXX";

static void recipe_at(const char *path)
{
	launch_init(&words.launch);
	words.launch.seed = 1;
	words.runs = 1;
	words.way_count = COMPARE_WAYS;
	for (size_t i = 0; i < COMPARE_WAYS; i++)
		words.ways[i] = &compare_ways[i];
	snprintf(words.launch.recipe, sizeof words.launch.recipe, "tried");
	snprintf(words.launch.file, sizeof words.launch.file, "tried.lua");
	snprintf(words.launch.path, sizeof words.launch.path, "%s", path);
}

static void recipe(const char *path)
{
	char whole[1024];
	snprintf(whole, sizeof whole, "%s/%s", getenv("srcdir") ? getenv("srcdir") : ".", path);
	recipe_at(whole);
}

static void set(const char *name, const char *value)
{
	struct error error;
	ck_assert_int_eq(launch_set(&words.launch, name, value, &error), 0);
}

/* A file of that name in a folder of our own; its path. */
static const char *write_file(const char *name, const char *text)
{
	static char path[64];
	snprintf(path, sizeof path, "%s/%s", directory, name);
	FILE *file = fopen(path, "w");
	ck_assert(file && fputs(text, file) >= 0 && fclose(file) == 0);
	return path;
}

static void measure(void)
{
	struct error error = { "" };
	int status;
	ck_assert_msg(compare_measure(&words, &comparison, &status, &error) == 0, "%s", error.text);
	launch_release(&words.launch);
}

static const struct compare_row *row_of(const char *name)
{
	for (size_t i = 0; i < comparison.row_count; i++)
		if (!strcmp(comparison.rows[i].way->name, name))
			return &comparison.rows[i];
	ck_abort_msg("there is no row for %s", name);
}

static char *table(void)
{
	char *text;
	size_t length;
	FILE *to = open_memstream(&text, &length);
	compare_say(to, &words, &comparison);
	fclose(to);
	return text;
}

/* ---- what each engine does ---- */

START_TEST(tasks_that_need_nobody_run_on_every_engine_and_serve_the_same)
{
	recipe("lessons/26-squares/recipe.lua");
	set("squares", "100000");
	set("sums", "3");
	measure();
	ck_assert_uint_eq(comparison.row_count, COMPARE_WAYS);
	ck_assert_int_ge(comparison.cores, 1);
	for (size_t i = 0; i < COMPARE_WAYS; i++) {
		const struct compare_row *row = &comparison.rows[i];
		ck_assert_msg(row->is.ran && !row->is.wrong, "%s: %s", row->way->name, row->is.why);
		ck_assert_int_eq(row->is.served, 3);
		ck_assert(row->is.elapsed_s > 0 && row->is.cpu_s > 0);
		ck_assert_int_gt(row->is.peak_kb, 0);
	}
	ck_assert_ptr_eq(compare_base(&comparison), row_of("sequential"));
}
END_TEST

/* Who holds the GIL computes, the others do not: all CPU time fits into the time that passed, however many cores there are and however busy they are. A tenth
 * is left for what the floor does before the clock starts. */
START_TEST(with_the_gil_no_more_than_one_core_is_used)
{
	recipe("lessons/26-squares/recipe.lua");
	set("sums", "4");
	set("squares", "20000000");
	words.ways[0] = compare_way_named("threads+gil", 11);
	words.way_count = 1;
	measure();
	const struct compare_row *row = row_of("threads+gil");
	ck_assert_msg(row->is.cpu_s <= row->is.elapsed_s * 1.1, "%g s of CPU in %g s", row->is.cpu_s, row->is.elapsed_s);
	ck_assert_int_gt(row->is.switches, 4); /* and it went round among them */
}
END_TEST

/* What all other measures are against: one after another, nobody is in the way of another. */
START_TEST(sequential_runs_each_task_to_its_end_when_it_is_made)
{
	recipe_at(write_file("order.lua",
		"order = ''\n"
		"local function say_it(word) order = order .. word yield() sleep(0.001) order = order .. word end\n"
		"local t = task('outer', function() order = order .. '(' task('inner', say_it, 'i') order = order .. ')' return 7 end)\n"
		"task('next', say_it, 'n')\n"
		"local seven = t:join()\n"
		"expect('in order', function() return order == '(ii)nn' and seven == 7 end)\n"));
	words.way_count = 1;
	measure();
	ck_assert_msg(row_of("sequential")->is.ran && !row_of("sequential")->is.wrong, "%s", row_of("sequential")->is.why);
}
END_TEST

START_TEST(tasks_that_need_each_other_need_concurrency)
{
	recipe("lessons/16-buffer/recipe.lua");
	set("look", "while");
	measure();
	const struct compare_row *row = row_of("sequential");
	ck_assert(!row->is.ran && !row->is.wrong);
	ck_assert_msg(strstr(row->is.why, "needs concurrency: ") == row->is.why, "%s", row->is.why);
	ck_assert(row_of("threads")->is.ran);
	ck_assert_ptr_eq(compare_base(&comparison), row_of("threads"));
	char *text = table();
	ck_assert_msg(strstr(text, "sequential   n/a: needs concurrency") != NULL, "%s", text);
	free(text);
}
END_TEST

START_TEST(a_pool_needs_concurrency)
{
	recipe_at(write_file("pool.lua", "local p = pool('helpers', 2) p:map(function(x) return x + 1 end, {1, 2}) p:shutdown()\n"));
	measure();
	ck_assert_msg(strstr(row_of("sequential")->is.why, "needs concurrency: ") == row_of("sequential")->is.why, "%s", row_of("sequential")->is.why);
	ck_assert(!row_of("sequential")->is.wrong);
	ck_assert_msg(row_of("loop")->is.ran, "%s", row_of("loop")->is.why);
}
END_TEST

START_TEST(a_device_lets_a_task_go_on_that_is_alone)
{
	recipe_at(write_file("door.lua",
		"local guests = arrivals('guests', {count = 3, every = 0.01})\n"
		"task('waiter', function() for guest in guests:each() do serve(guest) end end)\n"));
	words.way_count = 1;
	measure();
	ck_assert_msg(row_of("sequential")->is.ran, "%s", row_of("sequential")->is.why);
	ck_assert_int_eq(row_of("sequential")->is.served, 3);
}
END_TEST

START_TEST(an_engine_that_the_recipe_leaves_out_is_left_out)
{
	recipe_at(write_file("some.lua", "recipe{engine = 'loop', engines = {'loop'}}\nserve(1)\n"));
	measure();
	ck_assert_str_eq(row_of("threads")->is.why, "the recipe runs on loop");
	ck_assert(!row_of("processes")->is.ran && !row_of("processes")->is.wrong);
	ck_assert(row_of("sequential")->is.ran && row_of("loop")->is.ran);
}
END_TEST

START_TEST(what_is_broken_on_an_engine_is_said_beside_its_figures)
{
	recipe_at(write_file("apart.lua", "n = 0\nlocal t = task('one', function() n = n + 1 end)\nt:join()\nexpect('it is one', function() return n == 1 end)\n"));
	measure();
	ck_assert(row_of("processes")->is.ran && row_of("processes")->is.wrong);
	ck_assert_str_eq(row_of("processes")->is.why, "it is one");
	ck_assert(!row_of("threads")->is.wrong && !row_of("loop")->is.wrong && !row_of("sequential")->is.wrong);
	char *text = table();
	ck_assert_msg(strstr(text, "On processes it does not hold: it is one") != NULL, "%s", text);
	free(text);
}
END_TEST

START_TEST(a_setting_that_cannot_be_is_wrong_usage)
{
	struct error error = { "" };
	int status = 0;
	recipe("lessons/26-squares/recipe.lua");
	set("sums", "none");
	ck_assert_int_eq(compare_measure(&words, &comparison, &status, &error), -1);
	ck_assert_int_eq(status, EXIT_USAGE);
	ck_assert_msg(strstr(error.text, "sums") != NULL, "%s", error.text);
	launch_release(&words.launch);
}
END_TEST

/* Of ten seconds in which all cores were busy half was ours. */
START_TEST(what_others_used_of_the_machine_is_told_where_the_recipe_computes)
{
	struct machine before = machine_now();
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	if (before.busy_s < 0)
		return; /* only some of the cores are ours, or the kernel does not tell */
	before.busy_s -= 10.0 * (double)cores;
	before.at_s -= 10;
	struct measured computes = { .elapsed_s = 10, .cpu_s = 5.0 * (double)cores }, waits = { .elapsed_s = 10, .cpu_s = 0.1 };
	measured_others(&computes, &before);
	measured_others(&waits, &before);
	ck_assert_double_eq_tol(computes.others, 0.5, 0.02);
	ck_assert_double_eq(waits.others, 0);
}
END_TEST

/* ---- what is printed ---- */

START_TEST(json_is_the_contract)
{
	static const char *const reals[] = { "elapsed_s", "speedup", "cpu_s" };
	recipe("lessons/26-squares/recipe.lua");
	set("squares", "1000");
	measure();
	json_t *json = compare_json(&words, &comparison), *row;
	size_t i;
	ck_assert_str_eq(json_string_value(json_object_get(json, "recipe")), "tried");
	ck_assert_int_eq(json_integer_value(json_object_get(json, "cores")), comparison.cores);
	ck_assert_uint_eq(json_array_size(json_object_get(json, "rows")), COMPARE_WAYS);
	ck_assert_uint_eq(json_array_size(json_object_get(json, "left_out")), 0);
	json_array_foreach(json_object_get(json, "rows"), i, row) {
		for (size_t k = 0; k < sizeof reals / sizeof *reals; k++)
			ck_assert_msg(json_is_real(json_object_get(row, reals[k])), "%s", reals[k]);
		ck_assert_str_eq(json_string_value(json_object_get(row, "engine")), compare_ways[i].name);
		ck_assert(json_is_integer(json_object_get(row, "peak_kb")) && json_is_integer(json_object_get(row, "switches")));
		ck_assert(json_is_integer(json_object_get(row, "served")) && json_is_null(json_object_get(row, "published_s")));
	}
	ck_assert(json_real_value(json_object_get(json_array_get(json_object_get(json, "rows"), 0), "speedup")) == 1);
	json_decref(json);
}
END_TEST

START_TEST(no_line_of_the_table_is_wider_than_80_columns)
{
	recipe("lessons/26-squares/recipe.lua");
	set("squares", "1000");
	measure();
	snprintf(comparison.rows[3].is.why, sizeof comparison.rows[3].is.why, "a reason that goes on and on, as reasons do, until it has said all that there is to be said");
	comparison.rows[3].is.ran = false;
	char *text = table(), *line = text;
	ck_assert_msg(strstr(text, "published") != NULL, "%s", text);
	for (size_t length; *line; line += length + (line[length] == '\n')) {
		size_t columns = 0;
		length = strcspn(line, "\n");
		for (size_t i = 0; i < length; i++)
			columns += ((unsigned char)line[i] & 0xc0) != 0x80;
		ck_assert_msg(columns <= 80, "%.*s", (int)length, line);
	}
	free(text);
}
END_TEST

/* ---- what others have published ---- */

static int published(const char *text, struct compare_published *to, struct error *error)
{
	char path[64];
	write_file("published.ini", text);
	snprintf(path, sizeof path, "%s/recipe.lua", directory);
	return compare_published_read(path, to, error);
}

START_TEST(published_figures_are_seconds_or_a_speed_up)
{
	struct compare_published known;
	struct error error = { "" };
	ck_assert_msg(published("[published]\nby = somebody\nsequential = 7.4 s\nthreads-gil = 0.96 x\n", &known, &error) == 0, "%s", error.text);
	ck_assert_str_eq(known.by, "somebody");
	ck_assert(known.known[0].seconds == 7.4 && isnan(known.known[0].speedup));
	ck_assert(known.known[2].speedup == 0.96 && isnan(known.known[2].seconds));
	ck_assert(isnan(known.known[1].seconds) && isnan(known.known[1].speedup));
}
END_TEST

START_TEST(a_wrong_published_figure_is_one_line_with_its_place)
{
	static const char *const wrong[] = { "[published]\nloop = quick\n", "[published]\nfibers = 1 s\n", "[other]\nloop = 1 s\n", "[published]\nloop = -1 s\n", "[published]\nloop = nan x\n" };
	struct compare_published known;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct error error = { "" };
		ck_assert_int_eq(published(wrong[i], &known, &error), -1);
		ck_assert_msg(strstr(error.text, "published.ini:2: ") != NULL, "%s", error.text);
	}
}
END_TEST

static void make_directory(void)
{
	ck_assert(mkdtemp(directory) != NULL);
}

static void remove_directory(void)
{
	static const char *const names[] = { "order.lua", "pool.lua", "door.lua", "some.lua", "apart.lua", "published.ini" };
	char path[64];
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		snprintf(path, sizeof path, "%s/%s", directory, names[i]);
		unlink(path);
	}
	rmdir(directory);
}

static Suite *compare_suite(void)
{
	Suite *suite = suite_create("compare");
	TCase *engines = tcase_create("engines"), *printed = tcase_create("printed");
	tcase_set_timeout(engines, 60);
	tcase_add_checked_fixture(engines, make_directory, remove_directory);
	tcase_add_test(engines, tasks_that_need_nobody_run_on_every_engine_and_serve_the_same);
	tcase_add_test(engines, with_the_gil_no_more_than_one_core_is_used);
	tcase_add_test(engines, sequential_runs_each_task_to_its_end_when_it_is_made);
	tcase_add_test(engines, tasks_that_need_each_other_need_concurrency);
	tcase_add_test(engines, a_pool_needs_concurrency);
	tcase_add_test(engines, a_device_lets_a_task_go_on_that_is_alone);
	tcase_add_test(engines, an_engine_that_the_recipe_leaves_out_is_left_out);
	tcase_add_test(engines, what_is_broken_on_an_engine_is_said_beside_its_figures);
	tcase_add_test(engines, a_setting_that_cannot_be_is_wrong_usage);
	tcase_add_test(engines, what_others_used_of_the_machine_is_told_where_the_recipe_computes);
	suite_add_tcase(suite, engines);
	tcase_set_timeout(printed, 60);
	tcase_add_checked_fixture(printed, make_directory, remove_directory);
	tcase_add_test(printed, json_is_the_contract);
	tcase_add_test(printed, no_line_of_the_table_is_wider_than_80_columns);
	tcase_add_test(printed, published_figures_are_seconds_or_a_speed_up);
	tcase_add_test(printed, a_wrong_published_figure_is_one_line_with_its_place);
	suite_add_tcase(suite, printed);
	return suite;
}

/* A source starts the running program as its kitchen: that is this test. */
int main(int argc, char **argv)
{
	if (argc == 3 && !strcmp(argv[1], LAUNCH_ARGUMENT))
		return kitchen_main(argv[2]);
	return run_suite(compare_suite());
}
