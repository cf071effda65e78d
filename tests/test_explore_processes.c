/* test_explore_processes.c - counting schedules of processes: each has globals and lists of its own, copied when it is made, and the rest is common.
 *
 * What is counted on coroutines is run on real processes, and what happens must be the same, event for event. */
#include "recipe_run.h"
#include "suite.h"

#include <stdlib.h>
#include <string.h>

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

/* ---- what is known ---- */

static const struct {
	const char *recipe, *schedules, *failing;
	double chance;
} known[] = {
	{ "visits-apart --set workers=2 --set increments=1 --set how=shared", "6", "4", 0.5 },
	{ "visits-apart --set workers=2 --set increments=3 --set how=shared", "924", "904", 239 / 256. },
	{ "visits-apart --set workers=3 --set increments=1 --set how=shared", "90", "84", 5 / 6. },
	{ "visits-apart --set workers=2 --set increments=1 --set how='shared with a lock'", "2", "0", 0 },
	{ "visits-apart --set workers=2 --set increments=3 --set how='shared with a lock'", "20", "0", 0 },
	{ "visits-apart --set workers=2 --set increments=1 --set how='a global'", "6", "6", 1 }, /* the main process sees none of them */
	{ "$R/cond-deadlock.lua --engine processes", "3", "3", 1 },
	{ "visits --engine processes --set increments=2", "70", "70", 1 },
};

START_TEST(what_processes_share_races_and_what_each_has_does_not)
{
	int status;
	json_t *counted = recipe_run(&status, "explore --json %s", known[_i].recipe);
	ck_assert_str_eq(recipe_text(counted, "engine"), "processes");
	ck_assert(json_is_true(json_object_get(counted, "complete")));
	ck_assert_str_eq(recipe_text(counted, "schedules"), known[_i].schedules);
	ck_assert_str_eq(recipe_text(counted, "failing"), known[_i].failing);
	ck_assert_double_eq_tol(json_number_value(json_object_get(counted, "chance")), known[_i].chance, 1e-9);
	json_decref(counted);
}
END_TEST

START_TEST(globals_and_lists_that_each_process_has_give_one_outcome_where_threads_have_many)
{
	int status;
	json_t *apart = recipe_run(&status, "explore --json $R/each-its-own.lua --engine processes"), *shared = recipe_run(&status, "explore --json $R/each-its-own.lua --engine threads");
	ck_assert_uint_eq(json_array_size(json_object_get(apart, "outcomes")), 1);
	ck_assert_uint_gt(json_array_size(json_object_get(shared, "outcomes")), 1);
	ck_assert_str_eq(recipe_text(apart, "schedules"), recipe_text(shared, "schedules"));
	ck_assert_str_eq(recipe_text(apart, "failing"), "0");
	json_decref(apart);
	json_decref(shared);
}
END_TEST

START_TEST(a_recipe_that_forks_itself_is_refused_with_its_line)
{
	int status;
	char *words = recipe_output(&status, "explore fork 2>&1");
	ck_assert_int_eq(status, 1);
	ck_assert_ptr_nonnull(strstr(words, "fork.lua:"));
	ck_assert_ptr_nonnull(strstr(words, "fork() cannot be explored"));
	free(words);
}
END_TEST

/* ---- the same on real processes ---- */

static const char *const sampled[] = { "visits-apart --set how=shared", "visits-apart", "visits-apart --set how='shared with a lock'", "$R/cond-deadlock.lua", "pipe", "futures", "chefs --set chefs=2",
	"$R/each-its-own.lua", "$R/pool-race.lua", "visits --set how='with a lock'", "$R/one-order.lua", "$R/after-you.lua" };

START_TEST(a_sample_of_schedules_runs_on_processes_as_it_was_counted)
{
	int status;
	size_t i;
	json_t *one, *counted = recipe_run(&status, "explore --json %s --engine processes --seed 3 --sample 6 --timeout 60", sampled[_i]);
	const json_t *outcomes = json_object_get(counted, "outcomes"), *sample = json_object_get(counted, "sample");
	ck_assert_uint_gt(json_array_size(sample), 0);
	json_array_foreach(sample, i, one) {
		json_t *ran = recipe_run(&status, "run --json %s --engine processes --seed 3 --schedule '%s'", sampled[_i], recipe_text(one, "schedule"));
		const json_t *outcome = json_array_get(outcomes, (size_t)json_integer_value(json_object_get(one, "outcome")));
		ck_assert_msg(strcmp(recipe_text(ran, "hash"), recipe_text(one, "hash")) == 0, "%s", recipe_text(one, "schedule"));
		ck_assert(json_equal(json_object_get(ran, "globals"), json_object_get(outcome, "globals")));
		json_decref(ran);
	}
	json_decref(counted);
}
END_TEST

static Suite *suite(void)
{
	Suite *suite = suite_create("explore_processes");
	TCase *counts = tcase_create("counts"), *same = tcase_create("same");
	tcase_set_timeout(counts, 60);
	tcase_set_timeout(same, 120);
	tcase_add_loop_test(counts, what_processes_share_races_and_what_each_has_does_not, 0, COUNT(known));
	tcase_add_test(counts, globals_and_lists_that_each_process_has_give_one_outcome_where_threads_have_many);
	tcase_add_test(counts, a_recipe_that_forks_itself_is_refused_with_its_line);
	tcase_add_loop_test(same, a_sample_of_schedules_runs_on_processes_as_it_was_counted, 0, COUNT(sampled));
	suite_add_tcase(suite, counts);
	suite_add_tcase(suite, same);
	return suite;
}

int main(void)
{
	return run_suite(suite());
}
