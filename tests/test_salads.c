/* test_salads.c - the recipes of workers that are processes: what each teaches, on real processes.
 *
 * Salads: nothing is shared but queues, bowls go round, work is CPU time, and a maker or the washer who is killed at any step takes nothing along but what was in
 * its hands. Visits: globals are apart; what is shared can be lost like any other; a lock makes it right. Fork: one process becomes two.
 *
 * Each was seen to fail with its fact removed from the recipe: bowls put back unwashed, work() that sleeps, a shared count, a cell for the
 * global, no lock, a number written before the fork only. */
#include "aftermath.h"
#include "recipe_run.h"
#include "suite.h"

#include <stdbool.h>
#include <string.h>

#define SALADS "$L/31-salads/recipe.lua"
#define VISITS "$L/30-visits-apart/recipe.lua"

/* ---- salads ---- */

enum station { CLEAN, IN_USE, DIRTY, WASHING, STATIONS };

#define BOWLS 3

/* What a line of the story says of a bowl: which, and where it comes to; false: nothing. */
static bool moves(const char *line, int *bowl, enum station *to)
{
	static const struct { const char *words, *queue; } ways[STATIONS] = {
		[CLEAN] = { " puts bowl %d ", " into clean" }, [IN_USE] = { " takes bowl %d ", " out of clean" },
		[DIRTY] = { " puts bowl %d ", " into dirty" }, [WASHING] = { " takes bowl %d ", " out of dirty" },
	};
	for (*to = CLEAN; *to < STATIONS; (*to)++) {
		const char *at = strstr(line, *to == CLEAN || *to == DIRTY ? " puts " : " takes ");
		if (at && sscanf(at, ways[*to].words, bowl) == 1 && strstr(at, ways[*to].queue))
			return true;
	}
	return false;
}

START_TEST(each_bowl_goes_from_clean_to_in_use_to_dirty_to_washing_and_round_again)
{
	static const char *const ways[] = { "--policy random --seed 1", "--policy random --seed 2", "--policy round-robin", "--pace max" };
	enum station at[BOWLS + 1] = { 0 }, to;
	int status, bowl, rounds = 0, in_use = 0, most = 0;
	char words[256], *save = NULL;
	snprintf(words, sizeof words, SALADS " --set customers=10 --set makers=4 --set bowls=%d %s", BOWLS, ways[_i]);
	char *told = recipe_output(&status, "run --plain --timeout 60 %s 2>&1", words);
	ck_assert_int_eq(status, 0);
	for (char *line = strtok_r(told, "\n", &save); line; line = strtok_r(NULL, "\n", &save)) {
		if (!moves(line, &bowl, &to) || strstr(line, "main puts"))
			continue;
		ck_assert_int_le(bowl, BOWLS);
		ck_assert_msg(to == (at[bowl] + 1) % STATIONS, "bowl %d comes from %d to %d: %s", bowl, at[bowl], to, line);
		at[bowl] = to;
		rounds += to == CLEAN;
		in_use += (to == IN_USE) - (to == DIRTY);
		most = in_use > most ? in_use : most;
	}
	free(told);
	ck_assert_int_eq(rounds, 10);
	for (bowl = 1; bowl <= BOWLS; bowl++)
		ck_assert_int_eq(at[bowl], CLEAN);
	ck_assert_int_le(most, BOWLS);
	if (_i == 2)
		ck_assert_int_eq(most, BOWLS); /* four want to; three have a bowl */
}
END_TEST

START_TEST(makers_share_nothing_but_queues_so_what_one_counts_no_other_sees)
{
	int status;
	json_t *apart = recipe_run(&status, "run --json --timeout 60 " SALADS " --policy round-robin");
	ck_assert_int_eq(recipe_number(apart, "globals", "made"), 0);
	json_t *shared = recipe_run(&status, "run --json --timeout 60 " SALADS " --policy round-robin --engine threads");
	ck_assert_int_gt(recipe_number(shared, "globals", "made"), 0);
	for (int i = 0; i < 2; i++) {
		ck_assert_int_eq(ledger_of(i ? apart : shared, "served"), 12);
		ck_assert_str_eq(recipe_text(i ? apart : shared, "outcome"), "done");
	}
	json_decref(apart);
	json_decref(shared);
}
END_TEST

START_TEST(a_salad_costs_cpu_time_whoever_makes_it)
{
	int status;
	size_t i;
	double makers = 0;
	json_t *worker, *json = recipe_run(&status, "run --json --timeout 60 " SALADS " --set customers=6 --set every=0 --set makers=2 --pace 300");
	json_array_foreach(json_object_get(json, "workers"), i, worker)
		if (strcmp(recipe_text(worker, "name"), "make salads") == 0)
			makers += json_real_value(json_object_get(worker, "cpu_s"));
	ck_assert_str_eq(recipe_text(json, "outcome"), "done");
	ck_assert_double_ge(makers, 0.95 * 6 * 20 / 300); /* twenty seconds of hands for each */
	json_decref(json);
}
END_TEST

/* What the report says of why the first who waits for ever at that does so; "" nothing. */
static const char *cause_of(const json_t *json, const char *what)
{
	size_t i;
	json_t *wait;
	json_array_foreach(json_object_get(json, "waiting"), i, wait)
		if (strcmp(recipe_text(wait, "for"), what) == 0)
			return recipe_text(wait, "cause");
	return "";
}

/* Before anything was washed, and after. */
START_TEST(where_the_washer_was_killed_the_deadlock_names_it)
{
	int status;
	json_t *json = recipe_run(&status, "run --json --timeout 60 " SALADS " --set bowls=2 --policy round-robin --kill 'wash bowls@%d'", 1 + 2 * _i);
	ck_assert_str_eq(recipe_text(json, "outcome"), "deadlock");
	ck_assert_str_eq(cause_of(json, "something in clean"), "wash bowls, who was to work with it, was killed");
	json_decref(json);
}
END_TEST

/* In the first round and in the second. */
START_TEST(who_waits_at_a_barrier_for_one_who_was_killed_is_told_so)
{
	int status;
	json_t *json = recipe_run(&status, "run --json --timeout 60 $R/meet.lua --policy round-robin --kill cat@%d", 1 + 3 * _i);
	ck_assert_str_eq(recipe_text(json, "outcome"), "deadlock");
	ck_assert_str_eq(cause_of(json, "all to arrive at door"), "cat, who was to come, was killed");
	json_decref(json);
}
END_TEST

#define FEW SALADS " --set customers=4 --set makers=2 --set bowls=2 --set retry=%s"

/* B and C make salads, D washes. What is so after one of them was killed before a step of its own. */
static void check_killed(const json_t *json, char letter, int step, bool retry)
{
	const char *outcome = recipe_text(json, "outcome");
	long long lost = ledger_of(json, "lost"), retried = ledger_of(json, "retried");
	bool done = !strcmp(outcome, "done") || !strcmp(outcome, "violated"); /* violated: its bowl is gone with it */
	ck_assert_msg(done || (letter == 'D' && !strcmp(outcome, "deadlock")), "%c killed at step %d: %s %s", letter, step, outcome,
		recipe_text(json, "error"));
	ck_assert_int_eq(ledger_of(json, "arrived"), 4);
	ck_assert_int_le(lost + retried, 1);
	ck_assert_int_eq(retry ? lost : retried, 0);
	if (done) /* an order that went back when all others had gone home is still at the door */
		ck_assert_int_le(ledger_of(json, "in_flight"), retried);
	aftermath_accounted(json);
	aftermath_nothing_held(json);
	aftermath_nobody_left(json);
}

START_TEST(killed_at_every_step_of_anybody_no_order_is_unaccounted_nothing_held_and_no_process_left)
{
	const char *retry = _i ? "true" : "false";
	int status, count, runs = 0, hit = 0;
	json_t *whole = recipe_run(&status, "run --json --timeout 60 " FEW " --policy random --seed 1", retry);
	const char *schedule = recipe_text(whole, "schedule");
	for (char letter = 'B'; letter <= 'D'; letter++) {
		size_t length;
		for (int step = 1; (length = schedule_until(schedule, letter, step, &count)) > 0; step++, runs++) {
			json_t *json = recipe_run(&status, "run --json --timeout 60 " FEW " --schedule '%.*s%d' --kill %c@%d", retry, (int)length, schedule,
				count, letter, step);
			check_killed(json, letter, step, _i);
			hit += (int)(ledger_of(json, "lost") + ledger_of(json, "retried"));
			json_decref(json);
		}
	}
	ck_assert_int_ge(runs, 4 * (4 + 2)); /* four orders: taken, a bowl taken, served, the bowl put down; and each bowl washed */
	ck_assert_int_ge(hit, 4 * 2); /* between being taken and being served an order is in somebody's hands */
	json_decref(whole);
}
END_TEST

START_TEST(killed_at_any_action_of_a_free_run_no_order_is_unaccounted_either)
{
	int status;
	for (int retry = 0; retry < 2; retry++) {
		json_t *json = recipe_run(&status, "run --json --timeout 60 " FEW " --pace max --kill %c@%d", retry ? "true" : "false", "BD"[_i % 2], _i / 2 + 1);
		check_killed(json, "BD"[_i % 2], _i / 2 + 1, retry);
		json_decref(json);
	}
}
END_TEST

/* The order is taken the instant the customer comes in: whoever has it then has an order in hand. A maker who is slower than the others takes none, and is not
 * killed: else its bowl is gone with it. */
START_TEST(an_order_that_was_taken_as_it_came_is_accounted_for_when_its_maker_is_killed)
{
	int status, killed = 0;
	for (int i = 0; i < 20; i++) {
		json_t *json = recipe_run(&status, "run --json --timeout 60 " SALADS " --set customers=3 --set every=1 --set speed=1000 --pace 100 --kill B@5");
		bool gone = strcmp(recipe_text(json, "outcome"), "violated") == 0;
		ck_assert_int_eq(ledger_of(json, "in_flight"), 0);
		ck_assert_int_eq(ledger_of(json, "lost"), gone);
		ck_assert_int_eq(ledger_of(json, "served"), 3 - gone);
		killed += gone;
		json_decref(json);
	}
	ck_assert_int_gt(killed, 0);
}
END_TEST

/* In the report's words and in the story's; killed sooner, with nothing in its hands, it leaves nobody there to come back. */
START_TEST(an_order_that_came_back_when_nobody_was_left_to_take_it_is_said_to_be_at_the_door)
{
	static const char *const ways[] = { "true --kill 'make salads@3'", "false --kill 'make salads@3'", "true" };
	int status;
	char *told = recipe_output(&status, "run --plain --timeout 60 " SALADS " --set customers=1 --set makers=1 --policy round-robin --set retry=%s", ways[_i]);
	const char *story = strstr(told, "did not hold; 1 is still at the door, and nobody is left to take it.");
	ck_assert_msg((story != NULL) == (_i == 0), "%s", told);
	const char *end = strstr(told, "1 still in the shop.\nOf those 1 is still at the door, and nobody is left to take it.\n");
	ck_assert_msg((end != NULL) == (_i == 0), "%s", told);
	free(told);
}
END_TEST

START_TEST(a_setting_that_says_whether_orders_are_retried_is_true_or_false_and_declared)
{
	int status;
	json_t *json = recipe_run(&status, "run --json $R/retry-%s.lua", _i ? "undeclared" : "number");
	ck_assert_int_eq(status, 1);
	ck_assert_ptr_nonnull(strstr(recipe_text(json, "error"), _i ? "no param() declares" : "true or false"));
	json_decref(json);
}
END_TEST

/* ---- visits ---- */

static long long visits(const char *how, const char *more)
{
	int status;
	json_t *json = recipe_run(&status, "run --json --timeout 60 " VISITS " --set how='%s' %s", how, more);
	long long visits = recipe_number(json, "globals", "visits");
	ck_assert_int_eq(status, visits == 6 ? 0 : 1);
	json_decref(json);
	return visits;
}

START_TEST(a_global_counts_nothing_for_others_shared_loses_what_threads_lose_and_a_lock_makes_it_right)
{
	static const char *const schedules[] = { "", "--schedule 'AB*A*'", "--schedule 'A6B6'" };
	static const char *const ways[] = { "", "--policy random --seed 1", "--policy round-robin" };
	ck_assert_int_eq(visits("a global", schedules[_i]), 0);
	ck_assert_int_eq(visits("shared with a lock", ways[_i]), 6);
	ck_assert_int_eq(visits("shared, add", ways[_i]), 6);
	if (_i == 1)
		ck_assert_int_eq(visits("shared", schedules[1]), 3); /* B's three are overwritten with A's first */
	if (_i == 2)
		ck_assert_int_eq(visits("shared", schedules[2]), 6);
}
END_TEST

START_TEST(shared_among_processes_loses_visits_in_the_same_schedules_as_a_global_of_threads)
{
	int status;
	for (int seed = 1; seed <= 5; seed++) {
		char more[64], words[512];
		snprintf(more, sizeof more, "--policy random --seed %d", seed);
		snprintf(words, sizeof words, "run --json --timeout 60 " VISITS " --engine threads %s", more);
		json_t *json = recipe_run(&status, "%s", words);
		ck_assert_int_eq(visits("shared", more), recipe_number(json, "globals", "visits"));
		json_decref(json);
	}
}
END_TEST

/* ---- fork ---- */

#define FORK "$L/32-fork/recipe.lua"

START_TEST(one_process_becomes_two_and_each_appends_its_own_number_to_its_own_list)
{
	static const char *const ways[] = { "", "--policy random --seed 1", "--schedule 'A*'" };
	int status;
	json_t *json = recipe_run(&status, "run --json --timeout 60 " FORK " %s", ways[_i]), *workers = json_object_get(json, "workers");
	ck_assert_str_eq(recipe_text(json, "outcome"), "done");
	ck_assert_uint_eq(json_array_size(workers), 2);
	ck_assert_int_eq(recipe_number(json, "globals", "parents"), recipe_number(json, "globals", "mine"));
	ck_assert_int_ne(recipe_number(json, "globals", "childs"), recipe_number(json, "globals", "mine"));
	for (size_t i = 0; _i == 0 && i < 2; i++) /* free, they are the system's */
		ck_assert_int_eq(recipe_number(json, "globals", i ? "childs" : "mine"), json_integer_value(json_object_get(json_array_get(workers, i), "pid")));
	aftermath_nobody_left(json);
	json_decref(json);
}
END_TEST

START_TEST(under_control_a_fork_gives_the_same_events_each_time)
{
	int status;
	json_t *one = recipe_run(&status, "run --json --timeout 60 " FORK " --policy random --seed 3");
	json_t *same = recipe_run(&status, "run --json --timeout 60 " FORK " --schedule '%s' --seed 3", recipe_text(one, "schedule"));
	ck_assert_str_ne(recipe_text(one, "hash"), "");
	ck_assert_str_eq(recipe_text(one, "hash"), recipe_text(same, "hash"));
	json_decref(one);
	json_decref(same);
}
END_TEST

START_TEST(a_child_may_fork_and_a_child_does_not_have_its_parents_locks)
{
	int status;
	json_t *json = recipe_run(&status, "run --json --timeout 60 $R/fork-many.lua %s", _i ? "--policy random --seed 2" : "");
	ck_assert_msg(status == 0, "%s", recipe_broken(json));
	ck_assert_str_eq(recipe_text(json, "outcome"), "done");
	ck_assert_uint_eq(json_array_size(json_object_get(json, "workers")), 5);
	aftermath_nobody_left(json);
	json_decref(json);
}
END_TEST

START_TEST(on_threads_fork_is_refused_in_one_line)
{
	int status;
	json_t *json = recipe_run(&status, "run --json --timeout 60 $R/fork-many.lua --engine threads");
	ck_assert_int_eq(status, 1);
	ck_assert_ptr_nonnull(strstr(recipe_text(json, "error"), "fork-many.lua:4: fork() makes two of a process"));
	ck_assert_ptr_nonnull(strstr(recipe_text(json, "error"), "--engine processes would be right"));
	json_decref(json);
}
END_TEST

START_TEST(a_forked_child_killed_at_any_of_its_actions_ends_its_own_life_only)
{
	int status;
	json_t *json = recipe_run(&status, "run --json --timeout 60 " FORK " --kill child@%d", _i + 1);
	ck_assert_str_eq(recipe_text(json, "outcome"), "failed"); /* the parent joins it, and does not catch what that raises */
	ck_assert_ptr_nonnull(strstr(recipe_text(json, "error"), "child cannot be joined: its process was killed"));
	aftermath_nobody_left(json);
	json_decref(json);
}
END_TEST

static Suite *suite(void)
{
	Suite *suite = suite_create("salads");
	TCase *salads = tcase_create("salads"), *kills = tcase_create("kills"), *apart = tcase_create("apart"), *forks = tcase_create("forks");
	tcase_set_timeout(salads, 120);
	tcase_add_loop_test(salads, each_bowl_goes_from_clean_to_in_use_to_dirty_to_washing_and_round_again, 0, 4);
	tcase_add_test(salads, makers_share_nothing_but_queues_so_what_one_counts_no_other_sees);
	tcase_add_test(salads, a_salad_costs_cpu_time_whoever_makes_it);
	tcase_set_timeout(kills, 240);
	tcase_add_loop_test(kills, killed_at_every_step_of_anybody_no_order_is_unaccounted_nothing_held_and_no_process_left, 0, 2);
	tcase_add_loop_test(kills, where_the_washer_was_killed_the_deadlock_names_it, 0, 2);
	tcase_add_loop_test(kills, who_waits_at_a_barrier_for_one_who_was_killed_is_told_so, 0, 2);
	tcase_add_loop_test(kills, killed_at_any_action_of_a_free_run_no_order_is_unaccounted_either, 0, 16);
	tcase_add_test(kills, an_order_that_was_taken_as_it_came_is_accounted_for_when_its_maker_is_killed);
	tcase_add_loop_test(kills, an_order_that_came_back_when_nobody_was_left_to_take_it_is_said_to_be_at_the_door, 0, 3);
	tcase_add_loop_test(kills, a_setting_that_says_whether_orders_are_retried_is_true_or_false_and_declared, 0, 2);
	tcase_set_timeout(apart, 120);
	tcase_add_loop_test(apart, a_global_counts_nothing_for_others_shared_loses_what_threads_lose_and_a_lock_makes_it_right, 0, 3);
	tcase_add_test(apart, shared_among_processes_loses_visits_in_the_same_schedules_as_a_global_of_threads);
	tcase_set_timeout(forks, 120);
	tcase_add_loop_test(forks, one_process_becomes_two_and_each_appends_its_own_number_to_its_own_list, 0, 3);
	tcase_add_test(forks, under_control_a_fork_gives_the_same_events_each_time);
	tcase_add_loop_test(forks, a_child_may_fork_and_a_child_does_not_have_its_parents_locks, 0, 2);
	tcase_add_test(forks, on_threads_fork_is_refused_in_one_line);
	tcase_add_loop_test(forks, a_forked_child_killed_at_any_of_its_actions_ends_its_own_life_only, 0, 2);
	suite_add_tcase(suite, salads);
	suite_add_tcase(suite, kills);
	suite_add_tcase(suite, apart);
	suite_add_tcase(suite, forks);
	return suite;
}

int main(void)
{
	return run_suite(suite());
}
