/* test_crossing.c - what each recipe about pools, pipes and processes teaches, on real engines.
 *
 * Nothing here is held against a clock: what is said of time is an order of events, or an inequality that a slow machine can only make truer.
 *
 * Each was seen to fail with its fact removed from the recipe: the long request asleep, or in the loop in spite of the pool; one chef, dishes that all take the same,
 * results as they were served, threads for processes; sums that sleep, one helper; a cook who changes the sender's own table, or none; parcels of a number, or only
 * of large ones; futures asked before they are begun, no error; a plain table for the shared number, a list for the array, a cell for the global. */
#include "recipe_run.h"
#include "suite.h"

#include <stdbool.h>
#include <string.h>

static double real(const json_t *json, const char *key)
{
	return json_number_value(json_object_get(json, key));
}

static json_t *global(const json_t *json, const char *name)
{
	return json_object_get(json_object_get(json, "globals"), name);
}

/* How often `what` is told between the first `from` and the `to` after it. */
static int told_between(const char *story, const char *from, const char *to, const char *what)
{
	const char *begin = strstr(story, from), *end = begin ? strstr(begin, to) : NULL;
	int count = 0;
	ck_assert_msg(end != NULL, "no \"%s\" … \"%s\" in: %.2000s", from, to, story);
	for (const char *at = begin; (at = strstr(at, what)) && at < end; at++)
		count++;
	return count;
}

#define LONG "run --plain --timeout 60 $L/24-long-request/recipe.lua --set long=0.6"

START_TEST(a_long_request_in_the_loop_stops_all_others)
{
	int status;
	char *loop = recipe_output(&status, LONG);
	ck_assert_int_eq(told_between(loop, "long request gets to work: calculate", "the answer is 42", " serves "), 0);
	free(loop);
	json_t *json = recipe_run(&status, "run --json --timeout 60 $L/24-long-request/recipe.lua --set long=0.6");
	ck_assert_double_ge(real(json_object_get(json, "globals"), "slowest"), 0.3); /* who was due soon after the loop began to calculate */
	json_decref(json);
}
END_TEST

START_TEST(a_long_request_in_a_pool_stops_nobody)
{
	int status;
	char *pool = _i ? recipe_output(&status, LONG " --set where='in a pool of processes'") : recipe_output(&status, LONG " --set where='in a pool of threads'");
	ck_assert_int_gt(told_between(pool, "begins call 1 of helpers", "is done with call 1", " serves "), 0);
	free(pool);
}
END_TEST

/* What the menu of each kind of pool says of where its dishes were cooked. */
static void chefs(const char *engine, const char *of, int processes)
{
	int status;
	json_t *json = recipe_run(&status, "run --json $L/25-chefs/recipe.lua --engine %s --policy round-robin --set of=%s", engine, of);
	ck_assert_int_eq(status, 0);
	ck_assert_str_ne(json_string_value(global(json, "in_order")), "12345");
	ck_assert_uint_eq(strlen(json_string_value(global(json, "in_order"))), 5);
	ck_assert_int_eq((int)json_integer_value(global(json, "processes")), processes);
	ck_assert_int_eq(json_is_true(global(json, "at_home")), processes == 1);
	json_decref(json);
}

START_TEST(results_come_in_the_order_of_the_list_and_work_in_another)
{
	static const char *const engines[] = { "threads", "loop", "processes" };
	chefs(engines[_i], "either", _i == 2 ? 3 : 1);
	chefs(engines[_i], "threads", 1);
	chefs(engines[_i], "processes", 3);
}
END_TEST

/* CPU seconds of all workers; *helpers: how many are the pool's. */
static double cpu_of(const json_t *json, int *helpers)
{
	size_t i;
	json_t *worker;
	double sum = 0;
	*helpers = 0;
	json_array_foreach(json_object_get(json, "workers"), i, worker) {
		sum += real(worker, "cpu_s");
		*helpers += strncmp(recipe_text(worker, "name"), "helpers ", 8) == 0;
	}
	return sum;
}

/* One runs at a time: the time is at least the sum of what each used. It is nothing but arithmetic: 64 million squares take more CPU time than this on any machine. */
START_TEST(under_the_gil_two_threads_calculate_no_sooner_than_one_after_the_other)
{
	int status, helpers;
	json_t *json = recipe_run(&status, "run --json --no-trace --timeout 60 $L/33-squares-in-a-pool/recipe.lua --pace max --engine threads --gil");
	double cpu = cpu_of(json, &helpers);
	ck_assert_int_eq(status, 0);
	ck_assert_int_eq(helpers, 2);
	ck_assert_double_gt(cpu, 0.05);
	ck_assert_double_gt(real(json, "elapsed_s"), 0.9 * cpu);
	json_decref(json);
}
END_TEST

/* Two who never sleep wait for each other, round by round. Without the GIL they come through, on however busy a machine; with it nobody
 * goes on for 10 seconds in each round unless the other lets go, and nobody does. */
START_TEST(only_the_gil_keeps_two_from_going_on_at_once)
{
	static const char *const free_of_it[] = { "threads --no-gil", "processes --no-gil", "processes --gil" };
	int status;
	json_t *json = recipe_run(&status, "run --json --no-trace --timeout 100 $R/at-once.lua --gil-interval 10000 --engine %s", free_of_it[_i]);
	ck_assert_msg(status == 0, "%s", recipe_broken(json));
	ck_assert_int_eq(recipe_number(json, "globals", "met"), 40);
	json_decref(json);
	json = recipe_run(&status, "run --json --no-trace --timeout 1 $R/at-once.lua --gil-interval 10000 --engine threads --gil");
	ck_assert_str_eq(recipe_text(json, "outcome"), "failed");
	ck_assert_ptr_nonnull(strstr(recipe_text(json, "error"), "time is up"));
	json_decref(json);
}
END_TEST

static const char *const ways[] = { "--engine threads", "--engine loop", "--engine processes", "--engine threads --policy random --seed 1",
	"--engine processes --policy random --seed 1" };
#define WAYS (int)(sizeof ways / sizeof *ways)

START_TEST(each_thing_comes_out_of_a_pipe_as_a_copy)
{
	int status;
	json_t *json = recipe_run(&status, "run --json $L/27-pipe/recipe.lua %s", ways[_i]);
	ck_assert_int_eq(status, 0);
	ck_assert_int_eq(recipe_number(json, "globals", "came"), 3);
	ck_assert_int_eq(recipe_number(json, "globals", "price_here"), 8);
	ck_assert_int_eq(recipe_number(json, "globals", "price_there"), 9);
	json_decref(json);
}
END_TEST

START_TEST(what_crossed_is_counted_in_bytes_and_a_word_is_not)
{
	int status;
	json_t *json = recipe_run(&status, "run --json $L/28-parcels/recipe.lua --set largest=1 %s", ways[_i]);
	json_t *parcels = json_object_get(json, "parcels");
	ck_assert_int_eq(status, 0);
	ck_assert_int_eq((int)json_integer_value(json_object_get(parcels, "count")), 3); /* of 10 KB, 100 KB and 1 MB; 1, 10, 100 and 1000 bytes are few */
	ck_assert_int_eq(recipe_number(json, "globals", "bytes_crossed"), 1111111);
	ck_assert_int_ge((int)json_integer_value(json_object_get(parcels, "bytes")), 1110000);
	ck_assert_int_lt((int)json_integer_value(json_object_get(parcels, "bytes")), 1110100);
	if (_i < 3)
		ck_assert_double_gt(real(parcels, "pack_s"), 0);
	else
		ck_assert_double_eq(real(parcels, "pack_s"), 0); /* in virtual time nothing takes any */
	json_decref(json);
}
END_TEST

START_TEST(work_begins_before_anyone_asks_and_an_error_comes_with_the_result)
{
	char words[200];
	snprintf(words, sizeof words, "$L/29-futures/recipe.lua %s", ways[3 + _i]);
	recipe_holds(words);
}
END_TEST

START_TEST(shared_memory_crosses_and_a_global_does_not)
{
	int status;
	json_t *json = recipe_run(&status, "run --json $L/32-shared-array/recipe.lua %s", ways[_i]);
	ck_assert_int_eq(status, 0);
	ck_assert_int_eq(recipe_number(json, "globals", "global"), strstr(ways[_i], "processes") ? 0 : 1);
	json_decref(json);
}
END_TEST

#define GROUP(name) (group = tcase_create(name), tcase_set_timeout(group, 300), suite_add_tcase(suite, group))

int main(void)
{
	Suite *suite = suite_create("crossing");
	TCase *group;
	GROUP("request");
	tcase_add_test(group, a_long_request_in_the_loop_stops_all_others);
	tcase_add_loop_test(group, a_long_request_in_a_pool_stops_nobody, 0, 2);
	GROUP("chefs");
	tcase_add_loop_test(group, results_come_in_the_order_of_the_list_and_work_in_another, 0, 3);
	GROUP("squares");
	tcase_add_test(group, under_the_gil_two_threads_calculate_no_sooner_than_one_after_the_other);
	tcase_add_loop_test(group, only_the_gil_keeps_two_from_going_on_at_once, 0, 3);
	GROUP("pipe");
	tcase_add_loop_test(group, each_thing_comes_out_of_a_pipe_as_a_copy, 0, WAYS);
	GROUP("parcels");
	tcase_add_loop_test(group, what_crossed_is_counted_in_bytes_and_a_word_is_not, 0, WAYS);
	GROUP("futures");
	tcase_add_loop_test(group, work_begins_before_anyone_asks_and_an_error_comes_with_the_result, 0, 2);
	GROUP("array");
	tcase_add_loop_test(group, shared_memory_crosses_and_a_global_does_not, 0, WAYS);
	return run_suite(suite);
}
