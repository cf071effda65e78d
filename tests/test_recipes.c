/* test_recipes.c - what each recipe teaches, as numbers: how many schedules there are and how many of them fail, and that the simplest failure that the
 * explorer finds fails on a real engine, too.
 *
 * Where the numbers come from stands beside them. Workers under one lock step in blocks, from acquire to release, since nobody else can do anything
 * in between that matters: there the schedules are the orders of the blocks. Those marked * were counted by a second program, which knows nothing of this one:
 * it takes the steps of the recipe as a list and tries all orders.
 *
 * Each row that fails was seen to be noticed with its fact removed from the recipe: with one lock round all of it, `while` for `if`, the right number of
 * parties, no second release, a yield, no thinking, and so on. */
#include "recipe_run.h"
#include "suite.h"

#include <stdbool.h>
#include <string.h>

/* ---- every schedule, counted ---- */

static const struct row {
	const char *lesson, *settings, *engine, *schedules, *failing, *outcome; /* outcome: of the simplest failure; NULL none fails */
} rows[] = {
	/* (12 choose 6) orders of two times six steps; the 20 good ones keep each read beside its write. On the loop a task is one stretch */
	{ "10-visits", "", "threads", "924", "904", "violated" },
	{ "10-visits", "how='spelled out'", "threads", "924", "904", "violated" },
	{ "10-visits", "how='with a lock'", "threads", "20", "0", NULL },
	{ "10-visits", "", "loop", "2", "0", NULL },
	{ "11-opposed", "", "threads", "6", "2", "deadlock" },
	{ "11-opposed", "order='the same'", "threads", "2", "0", NULL },
	/* until two hold a lock each, 2 ways, the cook takes both of his steps somewhere, (4 choose 2); right: his two somewhere among eight, (10 choose 2), twice */
	{ "45-partial", "", "threads", "192", "12", "deadlock" },
	{ "45-partial", "order='the same'", "threads", "90", "0", NULL },
	/* (8 choose 4) orders, and all but six lose one; blocks of two each, (4 choose 2), under a lock; the same of single steps; and one step each */
	{ "46-three-ways", "", "threads", "70", "64", "violated" },
	{ "46-three-ways", "how='a lock'", "threads", "6", "0", NULL },
	{ "46-three-ways", "how='one step'", "threads", "6", "0", NULL },
	{ "46-three-ways", "how='each alone'", "threads", "2", "0", NULL },
	{ "12-philosophers", "philosophers=3", "threads", "168", "6", "deadlock" },
	{ "12-philosophers", "philosophers=4", "threads", "98184", "24", "deadlock" },
	{ "12-philosophers", "philosophers=3 --set rule=ordered", "threads", "142", "0", NULL },
	{ "12-philosophers", "philosophers=3 --set rule=waiter", "threads", "20280", "0", NULL },
	/* of the five steps of whoever takes first (look, acquire, read, write, release) the other's look comes before one of the first four: 2 × 4 fail; or after
	 * the write: 2 × 2 do not */
	{ "13-lock-too-small", "", "threads", "12", "8", "violated" },
	/* two blocks each: both looks before both writes, 2 × 2; or one after the other, 2 */
	{ "13-lock-too-small", "locked='each access'", "threads", "6", "4", "violated" },
	{ "13-lock-too-small", "locked=both", "threads", "2", "0", NULL },
	{ "13-lock-too-small", "", "loop", "3", "0", NULL },
	/* (8 choose 4) orders; good: three or four steps of one before the other's read, 4 × 3 + 5 × 1, twice */
	{ "14-lock-per-copy", "", "threads", "70", "36", "violated" },
	{ "14-lock-per-copy", "lock='one for all'", "threads", "2", "0", NULL },
	/* the second waiter's four steps anywhere among the eight of the others, who wait for each other: (12 choose 4), twice */
	{ "14-lock-per-copy", "workers=3 --set lock='two doors'", "threads", "990", "600", "violated" },
	/* both look first, 2 ways, then the last of (4 choose 2) orders of two steps each breaks it; else the other looks after the write, 2 × 2 */
	{ "15-one-patty", "", "threads", "16", "12", "violated" },
	{ "15-one-patty", "how='with a lock'", "threads", "2", "0", NULL },
	{ "15-one-patty", "how='in one step'", "threads", "4", "0", NULL },
	{ "16-buffer", "", "threads", "28", "4", "violated" }, /* * as are the four below */
	{ "16-buffer", "look=while", "threads", "28", "0", NULL },
	{ "16-buffer", "look=while --set conditions=one", "threads", "30", "2", "deadlock" },
	{ "16-buffer", "look=while --set conditions=one --set tell=all", "threads", "40", "0", NULL },
	{ "16-buffer", "look=while --set capacity=2", "threads", "24", "0", NULL },
	/* one block each, and who is first decides */
	{ "17-lost-notify", "", "threads", "2", "1", "deadlock" },
	{ "17-lost-notify", "way='a flag'", "threads", "2", "0", NULL },
	{ "17-lost-notify", "way='an event'", "threads", "1", "0", NULL },
	{ "17-lost-notify", "", "loop", "3", "1", "deadlock" }, /* a loop does not mend it */
	{ "18-semaphore", "", "threads", "1428", "42", "violated" }, /* * */
	{ "18-semaphore", "slip='not given back'", "threads", "3", "3", "deadlock" }, /* whoever is first is the last */
	{ "18-semaphore", "slip=none", "threads", "6", "0", NULL },                    /* 3! */
	/* two steps each, and nobody goes on: (4 choose 2); right: the same, and then two steps each again */
	{ "19-barrier", "", "threads", "6", "6", "deadlock" },
	{ "19-barrier", "parties=right", "threads", "36", "0", NULL },
	/* one has taken all four steps before the other's first: then of that one's up to four steps k come before the write that ends it, 2 × 5; (8 choose 4) - 2 */
	{ "19-barrier", "parties='one too few'", "threads", "78", "10", "violated" },
	{ "20-readers", "", "threads", "70", "12", "violated" }, /* * */
	{ "20-readers", "rule=fair", "threads", "66", "0", NULL }, /* * */
	/* the read before, between or after the cook's two steps */
	{ "21-sleep", "", "threads", "3", "1", "violated" },
	{ "21-sleep", "way=event", "threads", "1", "0", NULL },
	/* before `ready` is written the waiter looks not at all, and then has one step left beside the cook's last, 2; looks, 3; yields, 2; looks again, 3 */
	{ "22-spin", "between=yield", "threads", "10", "0", NULL },
	{ "22-spin", "between=event", "threads", "1", "0", NULL },
	{ "23-convoy", "", "threads", "1", "0", NULL },
	/* one block each, and one more for a waiter that has waited. Waiter first: cook, then two orders; draught, then the waiter, who finds nothing, or the cook. Else
	 * two orders each */
	{ "47-draught", "", "threads", "8", "1", "violated" },
	{ "47-draught", "look=while", "threads", "8", "0", NULL },
	{ "47-draught", "draughts=0", "threads", "2", "0", NULL },
};

#define SETTING(row) *(row)->settings ? "--set" : "", (row)->settings

START_TEST(a_recipe_fails_in_as_many_schedules_as_it_teaches)
{
	const struct row *row = &rows[_i];
	int status;
	json_t *counted = recipe_run(&status, "explore $L/%s/recipe.lua %s %s --engine %s --json", row->lesson, SETTING(row), row->engine);
	ck_assert_str_eq(recipe_text(counted, "schedules"), row->schedules);
	ck_assert_str_eq(recipe_text(counted, "failing"), row->failing);
	ck_assert(json_is_true(json_object_get(counted, "complete")));
	ck_assert_int_eq(status, row->outcome ? 1 : 0);
	const char *schedule = recipe_text(json_object_get(counted, "witness"), "schedule");
	ck_assert_int_eq(*schedule != 0, row->outcome != NULL);
	json_t *run = recipe_run(&status, "run $L/%s/recipe.lua %s %s --engine %s --json --schedule '%s'", row->lesson, SETTING(row), row->engine, schedule);
	ck_assert_str_eq(recipe_text(run, "outcome"), row->outcome ? row->outcome : "done");
	ck_assert_int_eq(status, row->outcome ? 1 : 0);
	json_decref(run);
	json_decref(counted);
}
END_TEST

/* The GIL goes with the turn: it does not mend a race. */
START_TEST(the_gil_leaves_the_simplest_failure_as_it_is)
{
	int status;
	json_t *run = recipe_run(&status, "run $L/10-visits/recipe.lua --json --schedule A5B6A %s", _i ? "--gil" : "--no-gil");
	ck_assert_int_eq(recipe_number(run, "globals", "visits"), 3);
	ck_assert_str_eq(recipe_text(run, "outcome"), "violated");
	json_decref(run);
}
END_TEST

/* ---- what counting does not show ---- */

/* Policies let time pass only when nobody else can go on, as a machine at leisure does: there the sleep is long enough, whoever else is chosen. */
START_TEST(a_sleep_looks_right_where_time_goes_by)
{
	for (int seed = 1; seed <= 20; seed++) {
		int status;
		free(recipe_output(&status, "run $L/21-sleep/recipe.lua --json --policy random --seed %d", seed));
		ck_assert_int_eq(status, 0);
	}
}
END_TEST

/* Two wait for each other before the cook's first step. */
START_TEST(a_third_goes_on_serving_while_two_wait_for_ever)
{
	int status;
	json_t *run = recipe_run(&status, "run $L/45-partial/recipe.lua --json --schedule AB --set burgers=30");
	ck_assert_str_eq(recipe_text(run, "outcome"), "deadlock");
	ck_assert_int_eq(recipe_number(run, "ledger", "served"), 30);
	ck_assert_uint_eq(json_array_size(json_object_get(run, "waiting")), 2);
	json_decref(run);
}
END_TEST

START_TEST(spinning_without_a_yield_goes_on_for_ever_in_some_schedule)
{
	int status;
	json_t *counted = recipe_run(&status, "explore $L/22-spin/recipe.lua --json");
	ck_assert(json_is_true(json_object_get(counted, "endless")));
	ck_assert_int_eq(status, 1);
	json_decref(counted);
}
END_TEST

/* By turns each takes its first thing, finds the other's taken and puts its own back: six steps after which all is as before. */
START_TEST(two_who_are_polite_go_on_for_ever_by_turns)
{
	int status;
	json_t *counted = recipe_run(&status, "explore $L/53-after-you/recipe.lua --json");
	ck_assert(json_is_true(json_object_get(counted, "endless")));
	ck_assert_str_eq(recipe_text(counted, "deadlocking"), "0");
	json_decref(counted);
	json_t *turns = recipe_run(&status, "run $L/53-after-you/recipe.lua --json --policy round-robin --timeout 0.3");
	ck_assert_ptr_nonnull(strstr(recipe_text(turns, "error"), "time is up"));
	ck_assert_int_eq(recipe_number(turns, "globals", "meals"), 0);
	json_decref(turns);
	json_t *one_first = recipe_run(&status, "run $L/53-after-you/recipe.lua --json --schedule 'ABABAB A* B*'");
	ck_assert_str_eq(recipe_text(one_first, "outcome"), "done");
	json_decref(one_first);
	free(recipe_output(&status, "run $L/53-after-you/recipe.lua --policy round-robin --set order='the same'"));
	ck_assert_int_eq(status, 0);
}
END_TEST

START_TEST(spinning_without_a_yield_holds_a_loop_until_time_is_up)
{
	int status;
	json_t *run = recipe_run(&status, "run $L/22-spin/recipe.lua --engine loop --timeout 0.5 --json");
	ck_assert_str_eq(recipe_text(run, "outcome"), "failed");
	ck_assert_ptr_nonnull(strstr(recipe_text(run, "error"), "time is up: waiter was here"));
	ck_assert_int_eq(status, 1);
	json_decref(run);
	free(recipe_output(&status, "run $L/22-spin/recipe.lua --engine loop --set between=yield"));
	ck_assert_int_eq(status, 0);
}
END_TEST

/* Time is virtual, and the seconds are exact: the trainee has two of three pages left when the chef comes, the waiter five glasses. */
static const struct {
	const char *how;
	int late, status;
} inversions[] = {
	{ "--policy priority", 7, 1 },
	{ "--policy priority --set glasses=9", 11, 1 },
	{ "--policy priority --set glasses=0", 2, 0 },
	{ "--policy inherit", 2, 0 },
	{ "--policy priority --set adds='from a copy'", 0, 0 },
};

START_TEST(by_rank_alone_the_highest_waits_for_the_middle_one)
{
	int status;
	json_t *run = recipe_run(&status, "run $L/50-inversion/recipe.lua --json %s", inversions[_i].how);
	ck_assert_double_eq_tol(json_number_value(json_object_get(json_object_get(run, "globals"), "late")), inversions[_i].late, 0.001);
	ck_assert_int_eq(status, inversions[_i].status);
	json_decref(run);
}
END_TEST

/* How often somebody waited a whole switch interval for the GIL that a thinker had, and asked for it. Anybody else may have it as long on a busy machine. */
static int asks(const char *how)
{
	int status, count = 0;
	char *out = recipe_output(&status, "run $L/23-convoy/recipe.lua --plain --all %s", how);
	ck_assert_int_eq(status, 0);
	for (const char *at = out; (at = strstr(at, " asks ")); at++)
		count += strncmp(at + 8, "thinker", 7) == 0; /* behind a letter */
	free(out);
	return count;
}

START_TEST(with_the_gil_calls_wait_for_the_thinker)
{
	ck_assert_int_gt(asks("--gil"), 0);
	ck_assert_int_eq(asks("--no-gil"), 0);
}
END_TEST

/* A whole number in words with commas after `before`; 0 where the words are not there. */
static long number_after(const char *words, const char *before)
{
	const char *at = strstr(words, before);
	long number = 0;
	for (at = at ? at + strlen(before) : ""; (*at >= '0' && *at <= '9') || *at == ','; at++)
		number = *at == ',' ? number : number * 10 + (*at - '0');
	return number;
}

static const struct {
	const char *how;
	bool whole; /* no update can be lost */
} races[] = { { "--no-gil", false }, { "--gil --set how='spelled out'", false }, { "--gil", true }, { "--no-gil --set how='with a lock'", true } };

/* What is counted write by write as lost is just what is missing in the end. */
START_TEST(a_free_run_says_how_many_updates_it_has_lost)
{
	int status, increments = strstr(races[_i].how, "lock") ? 2000 : 20000;
	json_t *run = recipe_run(&status, "run $L/10-visits/recipe.lua --set workers=50 --set increments=%d %s --json --trace t-race-%d.trace", increments, races[_i].how, _i);
	char *told = recipe_output(&status, "replay t-race-%d.trace --plain | tail -n 3; rm t-race-%d.trace", _i, _i);
	long visits = (long)recipe_number(run, "globals", "visits"), lost = number_after(told, "of an older value, and lost ");
	ck_assert_int_eq(number_after(told, " of the "), 50 * increments + 1);
	ck_assert_int_eq(visits + lost, 50 * increments);
	ck_assert_int_eq(strstr(told, "None of the ") != NULL, lost == 0);
	if (races[_i].whole)
		ck_assert_int_eq(lost, 0);
	json_decref(run);
	free(told);
}
END_TEST

START_TEST(more_at_once_than_there_is_room_for_is_said_with_the_line_that_begins_them)
{
	int status;
	json_t *run = recipe_run(&status, "run $R/crowd.lua --json --timeout 60");
	ck_assert_str_eq(recipe_text(run, "outcome"), "failed");
	ck_assert_ptr_eq(strstr(recipe_text(run, "error"), "crowd.lua:4: too many threads at once: at most 2048"), recipe_text(run, "error"));
	ck_assert_int_eq(status, 1);
	json_decref(run);
}
END_TEST

/* ---- always() ---- */

START_TEST(what_must_always_hold_stops_the_run_at_the_step_that_breaks_it)
{
	int status;
	const char *engine = _i ? "--engine loop" : "--engine threads", *schedule = _i ? "B*A*" : "B A B A";
	json_t *run = recipe_run(&status, "run $R/always.lua --json %s --schedule '%s'", engine, schedule);
	ck_assert_str_eq(recipe_text(run, "outcome"), _i ? "done" : "violated"); /* on a loop nobody comes in between */
	ck_assert_str_eq(recipe_text(run, "schedule"), "BA");
	ck_assert_int_eq(status, _i ? 0 : 1);
	json_decref(run);
	char *told = recipe_output(&status, "run $R/always.lua --plain %s --schedule '%s'", engine, schedule);
	ck_assert_int_eq(strstr(told, "Step 2, by A cook 1, breaks what must always hold: never more than one patty in the bowl.") != NULL, !_i);
	free(told);
}
END_TEST

/* The step that breaks it may be the last that anybody takes: the run then ends by itself in the same moment. */
START_TEST(the_last_step_of_all_is_looked_at_too)
{
	for (int i = 0; i < 20; i++) {
		int status;
		char *told = recipe_output(&status, "run $L/15-one-patty/recipe.lua --plain --schedule AB3A2");
		ck_assert_msg(strstr(told, "Step 6, by A cook 1, breaks what must always hold: two hands are never on one patty.") != NULL, "%.3000s", told);
		ck_assert_int_eq(status, 1);
		free(told);
	}
}
END_TEST

/* The bowl is empty in the end of all six orders; four of them put two in meanwhile, and end there, two and two alike. */
START_TEST(the_explorer_counts_what_is_wrong_only_on_the_way)
{
	int status;
	json_t *counted = recipe_run(&status, "explore $R/always.lua --json");
	ck_assert_str_eq(recipe_text(counted, "schedules"), "4");
	ck_assert_str_eq(recipe_text(counted, "failing"), "2");
	json_decref(counted);
	counted = recipe_run(&status, "explore $R/always.lua --json --set check=remembers"); /* each look is the first */
	ck_assert_str_eq(recipe_text(counted, "schedules"), "6");
	ck_assert_str_eq(recipe_text(counted, "failing"), "0");
	json_decref(counted);
}
END_TEST

START_TEST(a_free_run_is_checked_at_its_end)
{
	int status;
	free(recipe_output(&status, "run $R/always.lua"));
	ck_assert_int_eq(status, 0);
	json_t *run = recipe_run(&status, "run $R/always.lua --json --set check=acquires");
	ck_assert_str_eq(recipe_text(run, "outcome"), "violated");
	json_decref(run);
}
END_TEST

static const char *const not_looking[] = { "assigns", "acquires", "puts", "starts", "draws" };

START_TEST(always_may_only_look)
{
	for (int i = 0; i < 2; i++) {
		int status;
		json_t *run = recipe_run(&status, "run $R/always.lua --json --policy round-robin --engine %s --set check=%s", i ? "loop" : "threads", not_looking[_i]);
		ck_assert_str_eq(recipe_text(run, "outcome"), "failed");
		ck_assert_ptr_nonnull(strstr(recipe_text(run, "error"), "always() only looks"));
		ck_assert_ptr_nonnull(strstr(recipe_text(run, "error"), "always.lua:1"));
		ck_assert_int_eq(status, 1);
		json_decref(run);
	}
}
END_TEST

START_TEST(an_always_without_an_end_or_with_an_error_is_said)
{
	int status;
	json_t *run = recipe_run(&status, "run $R/always.lua --json --schedule A --set check='never ends'");
	ck_assert_ptr_nonnull(strstr(recipe_text(run, "error"), "did not come to an end"));
	json_decref(run);
	run = recipe_run(&status, "run $R/always.lua --json --schedule A --set check=errs");
	ck_assert_ptr_nonnull(strstr(recipe_text(run, "error"), "attempt to index a nil value (global 'nothing') (in always("));
	json_decref(run);
	free(recipe_output(&status, "run $R/always.lua --json --schedule 'A* B*' --set check='reads what is not there'"));
	ck_assert_int_eq(status, 0);
}
END_TEST

static const struct {
	const char *check, *words;
} wrong_checks[] = {
	{ "never ends", "all is well (the check failed: it did not come to an end)" },
	{ "hoards", "all is well (the check failed: it takes more memory than a recipe may have)" },
	{ "throws a table", "all is well (the check failed: an error without words: error() was given a table, not a text)" },
};

START_TEST(a_check_at_the_end_that_goes_wrong_is_told_in_words)
{
	int status;
	json_t *run = recipe_run(&status, "run $R/checks.lua --json --set check='%s'", wrong_checks[_i].check);
	ck_assert_int_eq(status, 1);
	ck_assert_str_eq(json_string_value(json_array_get(json_object_get(run, "violations"), 0)), wrong_checks[_i].words);
	json_decref(run);
	run = recipe_run(&status, "explore $R/checks.lua --json --set check='%s'", wrong_checks[_i].check);
	ck_assert_int_eq(status, 1);
	ck_assert_str_eq(recipe_text(run, "failing"), "1");
	json_decref(run);
}
END_TEST

/* ---- three ways to juggle ---- */

/* Of 15 throws each takes ten switch intervals. Hands of their own, or an agreement: none is cut off; with a yield inside a throw on the loop, or hands of their own
 * on threads, this was seen to fail. */
START_TEST(throws_are_cut_off_where_one_pair_of_hands_is_taken_away_at_any_moment)
{
	static const struct {
		const char *engine;
		bool cut;
	} ways[] = { { "processes", false }, { "threads --gil", true }, { "loop", false } };
	int status;
	json_t *run = recipe_run(&status, "run $L/01-jugglers/recipe.lua --json --pace 5 --engine %s", ways[_i].engine);
	ck_assert_int_eq(status, 0);
	if (ways[_i].cut)
		ck_assert_int_gt(recipe_number(run, "globals", "cut_off"), 3);
	else
		ck_assert_int_eq(recipe_number(run, "globals", "cut_off"), 0);
	json_decref(run);
}
END_TEST

/* The last to pick up has nobody after it. */
START_TEST(of_three_throws_two_can_be_cut_off)
{
	int status;
	json_t *run = recipe_run(&status, "run $L/01-jugglers/recipe.lua --json --set throws=1 --engine threads --schedule A2B2C2");
	ck_assert_int_eq(recipe_number(run, "globals", "cut_off"), 2);
	json_decref(run);
}
END_TEST

/* Rings come third, and are done first where nobody takes their hands away. */
START_TEST(on_a_loop_one_who_keeps_the_hands_is_done_first)
{
	int status;
	char *out = recipe_output(&status, "run $L/01-jugglers/recipe.lua --plain --pace 20 --engine loop --set selfish=%s", _i ? "rings" : "nobody");
	const char *rings = strstr(out, "C rings is done"), *balls = strstr(out, "A balls is done");
	ck_assert(rings && balls);
	ck_assert((rings < balls) == (_i == 1));
	free(out);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("recipes");
	TCase *counts = tcase_create("counts"), *runs = tcase_create("runs"), *always = tcase_create("always");
	tcase_set_timeout(counts, 60);
	tcase_set_timeout(runs, 60);
	tcase_add_loop_test(counts, a_recipe_fails_in_as_many_schedules_as_it_teaches, 0, sizeof rows / sizeof *rows);
	tcase_add_loop_test(runs, the_gil_leaves_the_simplest_failure_as_it_is, 0, 2);
	tcase_add_test(runs, a_sleep_looks_right_where_time_goes_by);
	tcase_add_test(runs, more_at_once_than_there_is_room_for_is_said_with_the_line_that_begins_them);
	tcase_add_loop_test(runs, a_check_at_the_end_that_goes_wrong_is_told_in_words, 0, sizeof wrong_checks / sizeof *wrong_checks);
	tcase_add_test(runs, a_third_goes_on_serving_while_two_wait_for_ever);
	tcase_add_test(runs, spinning_without_a_yield_goes_on_for_ever_in_some_schedule);
	tcase_add_test(runs, two_who_are_polite_go_on_for_ever_by_turns);
	tcase_add_test(runs, spinning_without_a_yield_holds_a_loop_until_time_is_up);
	tcase_add_loop_test(runs, a_free_run_says_how_many_updates_it_has_lost, 0, sizeof races / sizeof *races);
	tcase_add_test(runs, with_the_gil_calls_wait_for_the_thinker);
	tcase_add_loop_test(runs, by_rank_alone_the_highest_waits_for_the_middle_one, 0, sizeof inversions / sizeof *inversions);
	tcase_add_loop_test(runs, throws_are_cut_off_where_one_pair_of_hands_is_taken_away_at_any_moment, 0, 3);
	tcase_add_test(runs, of_three_throws_two_can_be_cut_off);
	tcase_add_loop_test(runs, on_a_loop_one_who_keeps_the_hands_is_done_first, 0, 2);
	tcase_add_loop_test(always, what_must_always_hold_stops_the_run_at_the_step_that_breaks_it, 0, 2);
	tcase_add_test(always, the_last_step_of_all_is_looked_at_too);
	tcase_add_test(always, the_explorer_counts_what_is_wrong_only_on_the_way);
	tcase_add_test(always, a_free_run_is_checked_at_its_end);
	tcase_add_loop_test(always, always_may_only_look, 0, sizeof not_looking / sizeof *not_looking);
	tcase_add_test(always, an_always_without_an_end_or_with_an_error_is_said);
	suite_add_tcase(suite, counts);
	suite_add_tcase(suite, runs);
	suite_add_tcase(suite, always);
	return run_suite(suite);
}
