/* test_control.c - the gate under control, on real threads and on the loop: who goes next is chosen, and the run is what was chosen.
 *
 * The increments of tests/recipes/visits.lua are a read and a write each. What any order of these leads to is worked out here by hand
 * (run_by_hand) and compared with what the program says when the same order is given as a schedule string. */
#include "schedule/policy.h"
#include "schedule/schedule.h"
#include "suite.h"

#include <check.h>
#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* What `lunchrush run` with these words prints on stdout; to be freed. The words are a shell's. */
static char *lunchrush(int *status, const char *format, ...) __attribute__((format(printf, 2, 3)));
static char *lunchrush(int *status, const char *format, ...)
{
	char words[4096], command[8192];
	size_t length = 0, size = 1 << 20;
	char *out = malloc(size);
	const char *dir = getenv("srcdir");
	va_list args;
	va_start(args, format);
	vsnprintf(words, sizeof words, format, args);
	va_end(args);
	snprintf(command, sizeof command, "R=%s/tests/recipes; ./lunchrush run %s 2>/dev/null", dir ? dir : ".", words);
	FILE *pipe = popen(command, "r");
	ck_assert_ptr_nonnull(pipe);
	length = fread(out, 1, size - 1, pipe);
	out[length] = 0;
	*status = WEXITSTATUS(pclose(pipe));
	return out;
}

static json_t *report(const char *out)
{
	json_t *json = json_loads(out, 0, NULL);
	ck_assert_msg(json != NULL, "%.500s", out);
	return json;
}

/* ---- schedule strings ---- */

START_TEST(a_string_is_read_into_workers_and_steps)
{
	struct schedule schedule;
	struct error error;
	ck_assert_int_eq(schedule_read(&schedule, "A B3 (27)* @", &error), 0);
	ck_assert_uint_eq(schedule.count, 4);
	ck_assert(schedule.items[0].worker == 2 && schedule.items[0].steps == 1);
	ck_assert(schedule.items[1].worker == 3 && schedule.items[1].steps == 3);
	ck_assert(schedule.items[2].worker == 28 && schedule.items[2].steps == 0);
	ck_assert(schedule.items[3].worker == 1 && schedule.items[3].steps == 1);
	schedule_release(&schedule);
	ck_assert_int_eq(schedule_read(&schedule, "", &error), 0);
	ck_assert_uint_eq(schedule.count, 0);
	schedule_release(&schedule);
}
END_TEST

static const char *const wrong_strings[] = { "a", "A0", "3", "(0)", "(x)", "(3", "A-", "A99999999999", "é", "A B c" };

START_TEST(a_wrong_string_is_refused_with_its_place)
{
	struct schedule schedule;
	struct error error;
	ck_assert_int_eq(schedule_read(&schedule, wrong_strings[_i], &error), -1);
	ck_assert_ptr_nonnull(strstr(error.text, "at its character"));
}
END_TEST

START_TEST(steps_are_written_as_a_string_that_reads_back)
{
	static const uint32_t steps[] = { 2, 2, 2, 3, 1, 28, 28, 2 };
	struct schedule schedule;
	struct error error;
	char *text = schedule_write(steps, 8);
	ck_assert_str_eq(text, "A3B@(27)2A");
	ck_assert_int_eq(schedule_read(&schedule, text, &error), 0);
	ck_assert_uint_eq(schedule.count, 5);
	schedule_release(&schedule);
	free(text);
}
END_TEST

START_TEST(a_random_walk_is_the_same_for_the_same_seed_and_reaches_everybody)
{
	static const uint32_t able[] = { 2, 3, 5 };
	struct policy one = { .name = POLICY_RANDOM, .random = 7 }, same = one, other = { .name = POLICY_RANDOM, .random = 8 };
	int seen[6] = { 0 }, differ = 0;
	for (int i = 0; i < 300; i++) {
		uint32_t chosen = policy_choose(&one, able, 3);
		ck_assert_uint_eq(chosen, policy_choose(&same, able, 3));
		differ += chosen != policy_choose(&other, able, 3);
		seen[chosen]++;
	}
	ck_assert(seen[2] > 50 && seen[3] > 50 && seen[5] > 50 && differ > 50);
}
END_TEST

START_TEST(by_rank_whoever_was_made_first_is_chosen_however_the_able_stand)
{
	static const uint32_t by_turn[] = { 5, 3, 4 };
	struct policy ranks = { .name = POLICY_PRIORITY };
	for (int i = 0; i < 3; i++)
		ck_assert_uint_eq(policy_choose(&ranks, by_turn, 3), 3);
	ck_assert_uint_eq(policy_choose(&ranks, by_turn, 1), 5);
}
END_TEST

/* ---- every schedule, on real threads ---- */

/* The string of a schedule of two workers given as bits: bit i set means that step i is B's. */
static void string_of(unsigned bits, int steps, char *to)
{
	for (int i = 0; i < steps; i++)
		to[i] = bits >> i & 1 ? 'B' : 'A';
	to[steps] = 0;
}

/* What visits is in the end when two workers take their reads and writes in this order. */
static int run_by_hand(unsigned bits, int steps)
{
	int visits = 0, held[2] = { 0 }, taken[2] = { 0 };
	for (int i = 0; i < steps; i++) {
		int who = bits >> i & 1;
		if (taken[who]++ % 2 == 0)
			held[who] = visits;
		else
			visits = held[who] + 1;
	}
	return visits;
}

/* Run all schedules of two workers with `increments` each; returns how many there are, and how many lose an update. */
static int run_all(int increments, const char *options, int *failing)
{
	int steps = 4 * increments, schedules = 0;
	*failing = 0;
	for (unsigned bits = 0; bits < 1u << steps; bits++) {
		char string[32];
		int status, expected = run_by_hand(bits, steps);
		if (__builtin_popcount(bits) != steps / 2)
			continue;
		string_of(bits, steps, string);
		char *out = lunchrush(&status, "$R/visits.lua --json --set workers=2 --set increments=%d %s --schedule %s", increments, options, string);
		json_t *json = report(out);
		ck_assert_int_eq(status, 0);
		ck_assert_int_eq(json_integer_value(json_object_get(json_object_get(json, "globals"), "visits")), expected);
		ck_assert_str_eq(json_string_value(json_object_get(json, "mode")), "scheduled");
		json_decref(json);
		free(out);
		schedules++;
		*failing += expected != 2 * increments;
	}
	return schedules;
}

START_TEST(each_schedule_of_one_increment_each_ends_as_it_must_and_four_of_six_lose_one)
{
	int failing;
	ck_assert_int_eq(run_all(1, "", &failing), 6);
	ck_assert_int_eq(failing, 4);
}
END_TEST

START_TEST(the_gil_mends_no_race_under_control)
{
	int failing;
	ck_assert_int_eq(run_all(1, "--gil", &failing), 6);
	ck_assert_int_eq(failing, 4);
}
END_TEST

START_TEST(on_the_loop_two_increments_have_two_schedules_and_lose_nothing)
{
	static const char *const strings[] = { "AB", "BA" };
	for (int i = 0; i < 2; i++) {
		int status;
		char *out = lunchrush(&status, "$R/visits.lua --engine loop --json --set workers=2 --set increments=1 --schedule %s", strings[i]);
		json_t *json = report(out);
		ck_assert_int_eq(json_integer_value(json_object_get(json_object_get(json, "globals"), "visits")), 2);
		ck_assert_str_eq(json_string_value(json_object_get(json, "schedule")), strings[i]);
		json_decref(json);
		free(out);
	}
}
END_TEST

/* ---- the same choices, the same run ---- */

static const char *const repeated[][2] = {
	{ "burgers", "threads" }, { "burgers", "loop" }, { "sandwich", "threads" }, { "$R/join.lua", "threads" }, { "$R/ring.lua", "loop" },
	{ "$R/travellers.lua", "threads" },
};

START_TEST(the_same_seed_gives_the_same_run_event_by_event)
{
	int status, again;
	char *one = lunchrush(&status, "%s --engine %s --plain --all --policy random --seed %d", repeated[_i / 3][0], repeated[_i / 3][1], _i);
	char *two = lunchrush(&again, "%s --engine %s --plain --all --policy random --seed %d", repeated[_i / 3][0], repeated[_i / 3][1], _i);
	ck_assert_int_eq(status, 0);
	ck_assert_int_eq(again, 0);
	ck_assert_str_eq(one, two);
	free(one);
	free(two);
}
END_TEST

/* The events of a run but for those that tell of a full ring: these are the machine's. */
static long long events_of(const json_t *report)
{
	return json_integer_value(json_object_get(report, "events")) - json_integer_value(json_object_get(report, "stalls"));
}

START_TEST(the_schedule_that_a_run_reports_runs_it_again)
{
	int status;
	char *walk = lunchrush(&status, "%s --engine %s --json --policy random --seed %d", repeated[_i / 3][0], repeated[_i / 3][1], _i);
	json_t *walked = report(walk);
	const char *schedule = json_string_value(json_object_get(walked, "schedule"));
	char *out = lunchrush(&status, "%s --engine %s --json --seed %d --schedule '%s'", repeated[_i / 3][0], repeated[_i / 3][1], _i, schedule);
	json_t *followed = report(out);
	ck_assert_int_eq(status, 0);
	ck_assert_str_eq(schedule, json_string_value(json_object_get(followed, "schedule")));
	ck_assert(json_equal(json_object_get(walked, "globals"), json_object_get(followed, "globals")));
	ck_assert_int_eq(events_of(walked), events_of(followed));
	json_decref(walked);
	json_decref(followed);
	free(walk);
	free(out);
}
END_TEST

/* ---- what cannot be ---- */

static const struct {
	const char *words, *error;
} impossible[] = {
	{ "$R/visits.lua --set workers=2 --set increments=1 --schedule AAA", "step 3 of the schedule is A, but waiter 1 has ended" },
	{ "$R/visits.lua --set workers=2 --set increments=1 --schedule AZ", "step 2 of the schedule is Z, but there is no such worker" },
	{ "$R/deadlock.lua --schedule A", "step 1 of the schedule is A, but waiter cannot go on: it waits for something in q" },
	{ "$R/visits.lua --set workers=2 --set increments=1 --schedule A2B3", "step 5 of the schedule is B, but all tasks have ended" },
	{ "$R/visits.lua --set workers=2 --set increments=1 --engine loop --schedule ABA", "step 3 of the schedule is A, but all tasks have ended" },
	{ "$R/visits.lua --set workers=2 --set increments=1 --schedule @", "step 1 of the schedule is @, but main has ended" },
	{ "$R/visits.lua --set workers=2 --set increments=1 --schedule C", "step 1 of the schedule is C, but there is no such worker: the last is B" },
};

START_TEST(a_step_that_cannot_be_taken_is_named_with_its_worker_and_its_cause)
{
	int status;
	char *out = lunchrush(&status, "%s --json", impossible[_i].words);
	json_t *json = report(out);
	ck_assert_int_eq(status, 1);
	ck_assert_msg(strncmp(json_string_value(json_object_get(json, "error")), impossible[_i].error, strlen(impossible[_i].error)) == 0, "%s",
		      json_string_value(json_object_get(json, "error")));
	json_decref(json);
	free(out);
}
END_TEST

/* Guests that would come for ever: nobody waits for them any more. */
START_TEST(when_the_last_task_has_ended_devices_do_nothing_more)
{
	int status;
	for (int i = 0; i < 10; i++) {
		char *out = lunchrush(&status, "$R/guests.lua --engine %s --json --policy random --seed 5", _i ? "loop" : "threads");
		json_t *json = report(out);
		ck_assert_int_eq(status, 0);
		ck_assert_int_eq(json_integer_value(json_object_get(json_object_get(json, "ledger"), "arrived")), 6);
		json_decref(json);
		free(out);
	}
}
END_TEST

START_TEST(under_control_a_step_that_never_ends_is_stopped)
{
	int status;
	char *out = lunchrush(&status, "$R/never.lua --engine %s --json --policy round-robin", _i ? "loop" : "threads");
	json_t *json = report(out);
	ck_assert_int_eq(status, 1);
	ck_assert_ptr_nonnull(strstr(json_string_value(json_object_get(json, "error")), "never.lua:3: runs on runs on and on"));
	json_decref(json);
	free(out);
}
END_TEST

/* explore names a schedule and no more: run must draw the same random numbers. */
START_TEST(a_schedule_alone_says_which_run_it_is)
{
	int status;
	char *out = lunchrush(&status, "$R/visits.lua --json --schedule A");
	json_t *json = report(out);
	ck_assert_int_eq(json_integer_value(json_object_get(json, "seed")), 1);
	json_decref(json);
	free(out);
}
END_TEST

START_TEST(under_control_a_deadlock_is_found_at_once_on_both_engines)
{
	static const char *const engines[] = { "threads", "loop" };
	int status;
	char *out = lunchrush(&status, "$R/deadlock.lua --engine %s --json --policy round-robin", engines[_i]);
	json_t *json = report(out);
	ck_assert_int_eq(status, 1);
	ck_assert_str_eq(json_string_value(json_object_get(json, "outcome")), "deadlock");
	ck_assert_uint_eq(json_array_size(json_object_get(json, "waiting")), 2);
	json_decref(json);
	free(out);
}
END_TEST

START_TEST(virtual_time_jumps_over_sleeps)
{
	int status;
	char *out = lunchrush(&status, "sandwich --json --policy round-robin");
	json_t *json = report(out);
	ck_assert_int_eq(status, 0);
	/* More than three kitchen minutes at the pace of one to one: had they been real, the test would have run into its limit. */
	ck_assert_double_ge(json_real_value(json_object_get(json, "elapsed_s")), 180);
	json_decref(json);
	free(out);
}
END_TEST

/* A waits for what C has, who waits for what D has; B is able all the time. With ranks alone B takes all its steps first (on threads but for those that its yields
 * leave to others), and with inheritance D and C go on by A's rank. */
START_TEST(who_holds_a_lock_inherits_the_rank_of_the_highest_that_waits_for_it_along_the_chain)
{
	for (int inherit = 0; inherit < 2; inherit++) {
		int status;
		char *out = lunchrush(&status, "$R/ranks.lua --json --engine %s --policy %s", _i ? "loop" : "threads", inherit ? "inherit" : "priority");
		json_t *json = report(out);
		int left = (int)json_integer_value(json_object_get(json_object_get(json, "globals"), "left"));
		ck_assert_int_eq(status, 0);
		if (inherit)
			ck_assert_int_ge(left, 19);
		else
			ck_assert_int_le(left, 12);
		json_decref(json);
		free(out);
	}
}
END_TEST

START_TEST(inheritance_finds_a_circle_of_locks_to_be_a_deadlock)
{
	int status;
	char *out = lunchrush(&status, "$R/deadlock.lua --engine %s --json --policy inherit", _i ? "loop" : "threads");
	json_t *json = report(out);
	ck_assert_str_eq(json_string_value(json_object_get(json, "outcome")), "deadlock");
	json_decref(json);
	free(out);
}
END_TEST

/* ---- every schedule counted ---- */

/* What is known of these programs, worked out elsewhere and cross-checked with a model checker. */
static const struct truth {
	const char *words;          /* recipe and settings */
	const char *schedules, *failing, *deadlocking;
	double chance;              /* of failing, when each step picks evenly */
	const char *failing_at_most[3], *of_at_most[3]; /* with at most 0, 1, 2 preemptions; NULL: not known */
} truths[] = {
	{ "visits --set workers=2 --set increments=1", "6", "4", "0", 1.0 / 2, { "0", "2", "4" }, { "2", "4", "6" } },
	{ "visits --set workers=2 --set increments=3", "924", "904", "0", 239.0 / 256, { "0", "6", "48" }, { "2", "12", "62" } },
	{ "visits --set workers=3 --set increments=1", "90", "84", "0", 5.0 / 6, { "0", "18", "54" }, { "6", "24", "60" } },
	{ "visits --set workers=3 --set increments=2", "34650", "34560", "0", 11495.0 / 11664, { "0", "36", "342" }, { "6", "60", "402" } },
	{ "visits --set workers=3 --set increments=3", "17153136", "17151456", "0", 0.998883232, { NULL }, { NULL } },
	{ "visits --set workers=2 --set increments=1 --set how='with a lock'", "2", "0", "0", 0, { NULL }, { NULL } },
	{ "visits --set workers=2 --set increments=3 --set how='with a lock'", "20", "0", "0", 0, { NULL }, { NULL } },
	{ "visits --set workers=3 --set increments=2 --set how='with a lock'", "90", "0", "0", 0, { NULL }, { NULL } },
	{ "visits --engine loop --set workers=2 --set increments=1", "2", "0", "0", 0, { NULL }, { NULL } },
	{ "opposed", "6", "2", "2", 1.0 / 2, { "0", "2", "2" }, { "2", "6", "6" } },
	{ "philosophers --set philosophers=3", "168", "6", "6", 1.0 / 3, { "0", "3", "6" }, { "6", "57", "129" } },
	{ "philosophers --set philosophers=4", "98184", "24", "24", 11.0 / 48, { NULL }, { NULL } },
};

static const char *text_of(const json_t *json, const char *key)
{
	const char *text = json_string_value(json_object_get(json, key));
	return text ? text : "";
}

/* `lunchrush explore …` */
static json_t *explored(const char *words)
{
	char command[4096];
	size_t size = 1 << 20;
	char *out = malloc(size);
	const char *dir = getenv("srcdir");
	snprintf(command, sizeof command, "R=%s/tests/recipes; ./lunchrush explore %s --json 2>/dev/null", dir ? dir : ".", words);
	FILE *pipe = popen(command, "r");
	ck_assert_ptr_nonnull(pipe);
	out[fread(out, 1, size - 1, pipe)] = 0;
	pclose(pipe);
	json_t *json = report(out);
	free(out);
	return json;
}

START_TEST(every_schedule_is_counted_exactly)
{
	const struct truth *truth = &truths[_i];
	json_t *json = explored(truth->words), *preemptions = json_object_get(json, "preemptions");
	ck_assert(json_is_true(json_object_get(json, "complete")));
	ck_assert_str_eq(text_of(json, "schedules"), truth->schedules);
	ck_assert_str_eq(text_of(json, "failing"), truth->failing);
	ck_assert_str_eq(text_of(json, "deadlocking"), truth->deadlocking);
	ck_assert_double_eq_tol(json_real_value(json_object_get(json, "chance")), truth->chance, 1e-8);
	for (size_t k = 0; k < 3 && truth->of_at_most[0]; k++) {
		ck_assert_str_eq(text_of(json_array_get(preemptions, k), "failing"), truth->failing_at_most[k]);
		ck_assert_str_eq(text_of(json_array_get(preemptions, k), "of"), truth->of_at_most[k]);
	}
	json_decref(json);
}
END_TEST

START_TEST(outcomes_are_told_apart_by_what_the_globals_hold)
{
	static const struct {
		int visits;
		const char *schedules;
	} known[] = { { 2, "8" }, { 3, "300" }, { 4, "416" }, { 5, "180" }, { 6, "20" } };
	json_t *json = explored("visits --set workers=2 --set increments=3"), *outcomes = json_object_get(json, "outcomes"), *one;
	size_t i;
	ck_assert_uint_eq(json_array_size(outcomes), 5);
	json_array_foreach(outcomes, i, one) {
		long long visits = json_integer_value(json_object_get(json_object_get(one, "globals"), "visits"));
		ck_assert(visits >= 2 && visits <= 6);
		ck_assert_int_eq(known[visits - 2].visits, visits);
		ck_assert_str_eq(text_of(one, "schedules"), known[visits - 2].schedules);
		ck_assert_int_eq(json_is_true(json_object_get(one, "ok")), visits == 6);
	}
	json_decref(json);
}
END_TEST

START_TEST(the_simplest_failure_fails_on_real_threads)
{
	static const char *const programs[] = { "visits --set workers=2 --set increments=3", "opposed", "philosophers --set philosophers=4" };
	json_t *json = explored(programs[_i]);
	const char *schedule = json_string_value(json_object_get(json_object_get(json, "witness"), "schedule"));
	int status;
	ck_assert_ptr_nonnull(schedule);
	/* After the string's end the run goes on round-robin. */
	char *out = lunchrush(&status, "%s --engine threads --json --schedule '%s'", programs[_i], schedule);
	ck_assert_int_eq(status, 1);
	free(out);
	json_decref(json);
}
END_TEST

static Suite *suite(void)
{
	Suite *suite = suite_create("control");
	TCase *strings = tcase_create("strings"), *runs = tcase_create("runs");
	tcase_add_test(strings, a_string_is_read_into_workers_and_steps);
	tcase_add_loop_test(strings, a_wrong_string_is_refused_with_its_place, 0, (int)(sizeof wrong_strings / sizeof *wrong_strings));
	tcase_add_test(strings, steps_are_written_as_a_string_that_reads_back);
	tcase_add_test(strings, a_random_walk_is_the_same_for_the_same_seed_and_reaches_everybody);
	tcase_add_test(strings, by_rank_whoever_was_made_first_is_chosen_however_the_able_stand);
	tcase_set_timeout(runs, 120);
	tcase_add_test(runs, each_schedule_of_one_increment_each_ends_as_it_must_and_four_of_six_lose_one);
	tcase_add_test(runs, the_gil_mends_no_race_under_control);
	tcase_add_test(runs, on_the_loop_two_increments_have_two_schedules_and_lose_nothing);
	tcase_add_loop_test(runs, the_same_seed_gives_the_same_run_event_by_event, 0, 3 * (int)(sizeof repeated / sizeof *repeated));
	tcase_add_loop_test(runs, the_schedule_that_a_run_reports_runs_it_again, 0, 3 * (int)(sizeof repeated / sizeof *repeated));
	tcase_add_loop_test(runs, a_step_that_cannot_be_taken_is_named_with_its_worker_and_its_cause, 0, (int)(sizeof impossible / sizeof *impossible));
	tcase_add_loop_test(runs, when_the_last_task_has_ended_devices_do_nothing_more, 0, 2);
	tcase_add_loop_test(runs, under_control_a_step_that_never_ends_is_stopped, 0, 2);
	tcase_add_test(runs, a_schedule_alone_says_which_run_it_is);
	tcase_add_loop_test(runs, under_control_a_deadlock_is_found_at_once_on_both_engines, 0, 2);
	tcase_add_test(runs, virtual_time_jumps_over_sleeps);
	tcase_add_loop_test(runs, who_holds_a_lock_inherits_the_rank_of_the_highest_that_waits_for_it_along_the_chain, 0, 2);
	tcase_add_loop_test(runs, inheritance_finds_a_circle_of_locks_to_be_a_deadlock, 0, 2);
	tcase_add_loop_test(runs, every_schedule_is_counted_exactly, 0, (int)(sizeof truths / sizeof *truths));
	tcase_add_test(runs, outcomes_are_told_apart_by_what_the_globals_hold);
	tcase_add_loop_test(runs, the_simplest_failure_fails_on_real_threads, 0, 3);
	suite_add_tcase(suite, strings);
	suite_add_tcase(suite, runs);
	return suite;
}

int main(void)
{
	return run_suite(suite());
}
