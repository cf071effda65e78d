/* test_trials.c - a real recipe run freely again and again: what is counted, and that it ends. */
#include "kitchen/kitchen.h"
#include "source/source.h"
#include "source/trials.h"
#include "suite.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>

static struct launch launch;

static void recipe(const char *path)
{
	const char *dir = getenv("srcdir");
	struct error error;
	launch_init(&launch);
	snprintf(launch.recipe, sizeof launch.recipe, "tried");
	snprintf(launch.file, sizeof launch.file, "tried.lua");
	snprintf(launch.path, sizeof launch.path, "%s/%s", dir ? dir : ".", path);
	launch.seed = 1;
	ck_assert_int_eq(launch_set(&launch, "increments", "1", &error), 0);
}

static struct trials *begin(const struct trials_plan *plan)
{
	struct error error = { "" };
	struct trials *trials = trials_new(plan, &error);
	ck_assert_msg(trials != NULL, "%s", error.text);
	return trials;
}

static void wait_for_end(struct trials *trials)
{
	while (!trials_over(trials)) {
		struct pollfd ready = { .fd = trials_fd(trials), .events = POLLIN };
		ck_assert_int_eq(poll(&ready, 1, 20000), 1);
		trials_pump(trials);
	}
}

/* The whole: every run is in one outcome. */
static void sums_agree(const struct trials_result *result)
{
	uint32_t sum = 0, failing = 0;
	for (size_t i = 0; i < result->outcome_count; i++) {
		sum += result->outcomes[i].runs;
		failing += result->outcomes[i].ok ? 0 : result->outcomes[i].runs;
	}
	ck_assert_uint_eq(sum, result->runs);
	ck_assert_uint_eq(failing, result->failing);
}

START_TEST(so_many_runs_are_made_and_counted_by_outcome)
{
	recipe("lessons/10-visits/recipe.lua");
	struct trials *trials = begin(&(struct trials_plan){ .ways = { &launch }, .runs = 12, .seconds = 60, .at_once = 2 });
	wait_for_end(trials);
	const struct trials_result *result = trials_result(trials, 0);
	ck_assert_str_eq(result->error, "");
	ck_assert_uint_eq(result->runs, 12);
	sums_agree(result);
	ck_assert(strstr(result->outcomes[0].words, "visits = ") != NULL);
	double low, high, median = trials_median(result, &low, &high);
	ck_assert(low <= median && median <= high && low > 0);
	trials_free(trials);
}
END_TEST

/* Each holds one lock for a while and then wants the other's. */
START_TEST(sleeps_keep_their_meaning)
{
	recipe("lessons/11-opposed/recipe.lua");
	launch.setting_count = 0;
	struct trials *trials = begin(&(struct trials_plan){ .ways = { &launch }, .runs = 12, .seconds = 60, .at_once = 2 });
	wait_for_end(trials);
	ck_assert_uint_eq(trials_result(trials, 0)->runs, 12);
	ck_assert_uint_gt(trials_result(trials, 0)->failing, 0);
	sums_agree(trials_result(trials, 0));
	trials_free(trials);
}
END_TEST

START_TEST(two_ways_take_turns)
{
	struct launch other;
	struct error error;
	recipe("lessons/10-visits/recipe.lua");
	launch_copy(&other, &launch);
	ck_assert_int_eq(launch_set(&other, "workers", "3", &error), 0);
	struct trials *trials = begin(&(struct trials_plan){ .ways = { &launch, &other }, .runs = 4, .seconds = 60, .at_once = 1 });
	wait_for_end(trials);
	ck_assert_uint_eq(trials_result(trials, 0)->runs, 4);
	ck_assert_uint_eq(trials_result(trials, 1)->runs, 4);
	trials_free(trials);
	launch_release(&other);
}
END_TEST

START_TEST(time_ends_them_even_while_a_run_goes_on_for_ever)
{
	recipe("tests/recipes/endless.lua");
	launch.setting_count = 0;
	struct trials *trials = begin(&(struct trials_plan){ .ways = { &launch }, .runs = 1000, .seconds = 0.3, .at_once = 2 });
	wait_for_end(trials);
	ck_assert_uint_lt(trials_result(trials, 0)->runs, 1000);
	trials_free(trials);
}
END_TEST

START_TEST(settings_that_cannot_be_are_said_once)
{
	struct error error;
	recipe("lessons/10-visits/recipe.lua");
	ck_assert_int_eq(launch_set(&launch, "workers", "none", &error), 0);
	struct trials *trials = begin(&(struct trials_plan){ .ways = { &launch }, .runs = 1000, .seconds = 60, .at_once = 2 });
	wait_for_end(trials);
	ck_assert_uint_eq(trials_result(trials, 0)->runs, 0);
	ck_assert_msg(strstr(trials_result(trials, 0)->error, "workers") != NULL, "%s", trials_result(trials, 0)->error);
	trials_free(trials);
}
END_TEST

START_TEST(leaving_early_ends_what_runs)
{
	recipe("tests/recipes/endless.lua");
	launch.setting_count = 0;
	struct trials *trials = begin(&(struct trials_plan){ .ways = { &launch }, .runs = 1000, .seconds = 60, .at_once = 2 });
	ck_assert(!trials_over(trials));
	trials_free(trials); /* waits for the kitchens it ends */
}
END_TEST

START_TEST(a_count_of_all_schedules_tells_no_events_even_when_asked_to)
{
	struct history *history = history_new();
	struct error error = { "" };
	struct info info;
	recipe("lessons/13-lock-too-small/recipe.lua");
	launch.setting_count = 0;
	launch.explore = launch.trace = launch.events = true;
	info_init(&info);
	struct source *source = source_kitchen(&launch, NULL, &error);
	ck_assert_msg(source != NULL, "%s", error.text);
	while (source_state(source) == SOURCE_OPEN) {
		struct pollfd ready = { .fd = source_fd(source), .events = POLLIN };
		ck_assert_int_eq(poll(&ready, 1, 20000), 1);
		source_pump(source, history, &info, 0);
	}
	ck_assert_msg(source_state(source) == SOURCE_WHOLE, "%s", source_error(source));
	ck_assert_uint_eq(history_count(history), 0);
	source_free(source);
	info_release(&info);
	history_free(history);
}
END_TEST

static Suite *trials_suite(void)
{
	Suite *suite = suite_create("trials");
	TCase *runs = tcase_create("runs");
	tcase_set_timeout(runs, 60);
	tcase_add_test(runs, so_many_runs_are_made_and_counted_by_outcome);
	tcase_add_test(runs, sleeps_keep_their_meaning);
	tcase_add_test(runs, two_ways_take_turns);
	tcase_add_test(runs, time_ends_them_even_while_a_run_goes_on_for_ever);
	tcase_add_test(runs, settings_that_cannot_be_are_said_once);
	tcase_add_test(runs, a_count_of_all_schedules_tells_no_events_even_when_asked_to);
	tcase_add_test(runs, leaving_early_ends_what_runs);
	suite_add_tcase(suite, runs);
	return suite;
}

/* A source starts the running program as its kitchen: that is this test. */
int main(int argc, char **argv)
{
	if (argc == 3 && !strcmp(argv[1], LAUNCH_ARGUMENT))
		return kitchen_main(argv[2]);
	return run_suite(trials_suite());
}
