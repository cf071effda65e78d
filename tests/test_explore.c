/* test_explore.c - `lunchrush explore` on real recipes, and a kitchen that stays to be asked.
 *
 * What is counted on coroutines is run on real threads: every schedule of a small recipe, and its event hash must be the same. */
#include "kitchen/kitchen.h"
#include "schedule/explorer.h"
#include "schedule/schedule.h"
#include "source/source.h"
#include "suite.h"

#include <jansson.h>
#include <poll.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

/* What `lunchrush` with these words prints on stdout; to be freed. The words are a shell's. */
static char *lunchrush(int *status, const char *format, ...) __attribute__((format(printf, 2, 3)));
static char *lunchrush(int *status, const char *format, ...)
{
	char words[4096], command[8192];
	size_t size = 4 << 20;
	char *out = malloc(size);
	const char *dir = getenv("srcdir");
	va_list args;
	va_start(args, format);
	vsnprintf(words, sizeof words, format, args);
	va_end(args);
	snprintf(command, sizeof command, "R=%s/tests/recipes; ./lunchrush %s 2>&1", dir ? dir : ".", words);
	FILE *pipe = popen(command, "r");
	ck_assert_ptr_nonnull(pipe);
	out[fread(out, 1, size - 1, pipe)] = 0;
	*status = WEXITSTATUS(pclose(pipe));
	return out;
}

static json_t *object(char *out)
{
	json_t *json = json_loads(out, 0, NULL);
	ck_assert_msg(json != NULL, "%.500s", out);
	free(out);
	return json;
}

static const char *text_of(const json_t *json, const char *key)
{
	const char *text = json_string_value(json_object_get(json, key));
	return text ? text : "";
}

static double number_of(const json_t *json, const char *key)
{
	return json_number_value(json_object_get(json, key));
}

/* ---- the same on threads ---- */

/* What visits is in the end when the workers of this schedule read and write in turn. */
static long long run_by_hand(const char *text)
{
	struct schedule schedule;
	struct error error;
	long long visits = 0, held[8] = { 0 }, taken[8] = { 0 };
	ck_assert_int_eq(schedule_read(&schedule, text, &error), 0);
	for (size_t i = 0; i < schedule.count; i++)
		for (uint32_t k = 0; k < schedule.items[i].steps; k++) {
			uint32_t who = schedule.items[i].worker;
			if (taken[who]++ % 2 == 0)
				held[who] = visits;
			else
				visits = held[who] + 1;
		}
	schedule_release(&schedule);
	return visits;
}

START_TEST(each_of_924_schedules_runs_on_threads_as_it_was_counted)
{
	int status;
	size_t i;
	json_t *one, *counted = object(lunchrush(&status, "explore visits --set workers=2 --set increments=3 --sample 924 --json"));
	const json_t *outcomes = json_object_get(counted, "outcomes"), *sample = json_object_get(counted, "sample");
	char before[64] = "";
	ck_assert_int_eq(status, 0);
	ck_assert_uint_eq(json_array_size(sample), 924);
	int failing = 0;
	json_array_foreach(sample, i, one) {
		const char *schedule = text_of(one, "schedule");
		json_t *ran = object(lunchrush(&status, "run visits --set workers=2 --set increments=3 --engine threads --json --schedule %s", schedule));
		const json_t *outcome = json_array_get(outcomes, (size_t)number_of(one, "outcome"));
		ck_assert_msg(strcmp(text_of(ran, "hash"), text_of(one, "hash")) == 0, "%s", schedule);
		ck_assert(json_equal(json_object_get(ran, "globals"), json_object_get(outcome, "globals")));
		ck_assert_int_eq(json_integer_value(json_object_get(json_object_get(ran, "globals"), "visits")), run_by_hand(schedule));
		ck_assert_int_eq(json_is_true(json_object_get(one, "ok")), strcmp(text_of(ran, "outcome"), "done") == 0);
		ck_assert_str_eq(text_of(ran, "schedule"), schedule);
		ck_assert_str_ne(before, schedule);
		snprintf(before, sizeof before, "%s", schedule);
		failing += !json_is_true(json_object_get(one, "ok"));
		json_decref(ran);
	}
	ck_assert_int_eq(failing, 904);
	json_decref(counted);
}
END_TEST

static const char *const sampled[] = { "opposed", "philosophers --set philosophers=3", "visits --set how='with a lock'", "$R/one-order.lua", "$R/after-you.lua" };

START_TEST(a_sample_of_other_recipes_runs_on_threads_as_it_was_counted)
{
	int status;
	size_t i;
	json_t *one, *counted = object(lunchrush(&status, "explore %s --sample 12 --json", sampled[_i]));
	const json_t *outcomes = json_object_get(counted, "outcomes");
	ck_assert_uint_gt(json_array_size(json_object_get(counted, "sample")), 0);
	json_array_foreach(json_object_get(counted, "sample"), i, one) {
		json_t *ran = object(lunchrush(&status, "run %s --engine threads --json --schedule '%s'", sampled[_i], text_of(one, "schedule")));
		const json_t *outcome = json_array_get(outcomes, (size_t)number_of(one, "outcome"));
		ck_assert_msg(strcmp(text_of(ran, "hash"), text_of(one, "hash")) == 0, "%s", text_of(one, "schedule"));
		ck_assert(json_equal(json_object_get(ran, "globals"), json_object_get(outcome, "globals")));
		if (json_is_true(json_object_get(outcome, "deadlock"))) {
			ck_assert_str_eq(text_of(ran, "outcome"), "deadlock");
			ck_assert(json_equal(json_object_get(ran, "waiting"), json_object_get(outcome, "waiting")));
		}
		json_decref(ran);
	}
	json_decref(counted);
}
END_TEST

/* ---- schedules by number ---- */

START_TEST(the_first_and_the_last_schedule_are_those_without_preemption)
{
	static const char *const known[][2] = { { "1", "A6B6\n" }, { "924", "B6A6\n" }, { "2", "A5BAB5\n" }, { "'1 failing'", "A5BAB5\n" } };
	int status;
	char *out = lunchrush(&status, "explore visits --nth %s", known[_i][0]);
	ck_assert_str_eq(out, known[_i][1]);
	ck_assert_int_eq(status, 0);
	free(out);
}
END_TEST

START_TEST(a_sample_of_failing_schedules_is_as_many_lines_that_fail)
{
	int status, lines = 0;
	char *out = lunchrush(&status, "explore visits --set increments=2 --sample 10 --failing --seed 7"), *rest = out, *line;
	ck_assert_int_eq(status, 0);
	while ((line = strsep(&rest, "\n")) && *line) {
		ck_assert_int_lt(run_by_hand(line), 4);
		lines++;
	}
	ck_assert_int_eq(lines, 10);
	free(out);
}
END_TEST

/* ---- what is wrong ---- */

START_TEST(a_deadlock_says_who_waits_for_whom)
{
	int status;
	json_t *counted = object(lunchrush(&status, "explore opposed --json")), *outcome;
	const char *why = text_of(json_object_get(counted, "witness"), "why");
	size_t i, deadlocks = 0;
	ck_assert_msg(strstr(why, "waits for ever for the lock safe, which in the evening holds") != NULL, "%s", why);
	json_array_foreach(json_object_get(counted, "outcomes"), i, outcome)
		if (json_is_true(json_object_get(outcome, "deadlock"))) {
			ck_assert_uint_eq(json_array_size(json_object_get(outcome, "waiting")), 2);
			ck_assert(json_is_false(json_object_get(outcome, "partial")));
			deadlocks++;
		}
	ck_assert_uint_eq(deadlocks, 1);
	ck_assert_str_eq(text_of(counted, "partial"), "0");
	json_decref(counted);
}
END_TEST

START_TEST(a_deadlock_is_partial_when_others_have_ended)
{
	int status;
	json_t *counted = object(lunchrush(&status, "explore $R/one-order.lua --json"));
	ck_assert_int_eq(status, 1);
	ck_assert_str_eq(text_of(counted, "deadlocking"), text_of(counted, "schedules"));
	ck_assert_str_eq(text_of(counted, "partial"), text_of(counted, "schedules"));
	json_decref(counted);
}
END_TEST

START_TEST(the_witness_says_what_was_expected_and_what_came)
{
	int status;
	json_t *counted = object(lunchrush(&status, "explore visits --set increments=1 --json"));
	ck_assert_str_eq(text_of(json_object_get(counted, "witness"), "why"), "what is expected does not hold: no visit is lost (visits = 1)");
	ck_assert_str_eq(text_of(json_object_get(counted, "witness"), "schedule"), "AB*A");
	json_decref(counted);
}
END_TEST

/* ---- loops ---- */

static const struct {
	const char *recipe, *lasso;
} endless[] = { { "$R/spin.lua", "(A)*" }, { "$R/after-you.lua", "AB(A3)*" } };

START_TEST(a_recipe_that_may_go_on_for_ever_has_a_lasso)
{
	int status;
	json_t *counted = object(lunchrush(&status, "explore %s --json", endless[_i].recipe));
	ck_assert(json_is_true(json_object_get(counted, "endless")));
	ck_assert(json_is_false(json_object_get(counted, "complete")));
	ck_assert_str_eq(text_of(counted, "lasso"), endless[_i].lasso);
	ck_assert_str_eq(text_of(counted, "failing"), "0");
	ck_assert_int_eq(status, 1);
	json_decref(counted);
	char *out = lunchrush(&status, "explore %s", endless[_i].recipe);
	ck_assert_ptr_nonnull(strstr(out, "There are endlessly many schedules"));
	free(out);
}
END_TEST

/* ---- bounds ---- */

START_TEST(a_bound_on_preemptions_counts_what_the_whole_count_has_within_it)
{
	int status;
	json_t *all = object(lunchrush(&status, "explore visits --json")), *bound = object(lunchrush(&status, "explore visits --preemptions %d --json", _i));
	const json_t *row = json_array_get(json_object_get(all, "preemptions"), (size_t)_i);
	ck_assert(json_is_true(json_object_get(bound, "complete")));
	ck_assert_int_eq((int)number_of(bound, "bound"), _i);
	ck_assert_str_eq(text_of(bound, "schedules"), text_of(row, "of"));
	ck_assert_str_eq(text_of(bound, "failing"), text_of(row, "failing"));
	ck_assert_uint_eq(json_array_size(json_object_get(bound, "preemptions")), (size_t)_i + 1);
	ck_assert(json_is_null(json_object_get(bound, "chance")));
	json_decref(all);
	json_decref(bound);
}
END_TEST

START_TEST(what_is_too_large_to_be_counted_is_sampled_and_says_so)
{
	int status, again;
	char *one = lunchrush(&status, "explore visits --set workers=65 --set increments=1 --seed 3 --json");
	char *two = lunchrush(&again, "explore visits --set workers=65 --set increments=1 --seed 3");
	json_t *counted = object(one);
	const json_t *walks = json_object_get(counted, "walks");
	ck_assert_int_eq(status, 1);
	ck_assert(json_is_true(json_object_get(counted, "sampled")));
	ck_assert(json_is_false(json_object_get(counted, "complete")));
	ck_assert_str_eq(text_of(counted, "stopped"), "workers");
	ck_assert_double_gt(number_of(walks, "runs"), 0);
	ck_assert_double_le(number_of(walks, "low"), number_of(counted, "chance"));
	ck_assert_double_ge(number_of(walks, "high"), number_of(counted, "chance"));
	ck_assert_double_gt(number_of(walks, "low"), 0.5); /* 65 of them all but never get through unharmed */
	json_t *ran = object(lunchrush(&status, "run visits --set workers=65 --set increments=1 --json --schedule '%s'",
				       text_of(json_object_get(counted, "witness"), "schedule")));
	ck_assert_str_eq(text_of(ran, "outcome"), "violated");
	ck_assert_ptr_nonnull(strstr(two, "random walks"));
	json_decref(ran);
	json_decref(counted);
	free(two);
}
END_TEST

START_TEST(when_time_is_up_what_is_known_is_told)
{
	int status;
	json_t *counted = object(lunchrush(&status, "explore visits --set workers=8 --set increments=200 --timeout 0.3 --json"));
	ck_assert_int_eq(status, 1);
	ck_assert(json_is_false(json_object_get(counted, "complete")));
	ck_assert_str_eq(text_of(counted, "stopped"), "time");
	ck_assert_double_gt(number_of(counted, "steps"), 0);
	ck_assert_double_lt(number_of(counted, "done"), 1);
	json_decref(counted);
}
END_TEST

START_TEST(schedules_longer_than_they_may_be_are_cut_off)
{
	int status;
	json_t *counted = object(lunchrush(&status, "explore visits --set increments=1 --max-steps 3 --json"));
	ck_assert_int_eq(status, 1);
	ck_assert(json_is_false(json_object_get(counted, "complete")));
	ck_assert_str_eq(text_of(counted, "schedules"), "0");
	ck_assert_double_gt(number_of(counted, "cut"), 0);
	json_decref(counted);
}
END_TEST

START_TEST(a_step_that_never_ends_is_an_error_of_its_schedule)
{
	int status;
	json_t *counted = object(lunchrush(&status, "explore $R/never.lua --json"));
	ck_assert_int_eq(status, 1);
	ck_assert_ptr_nonnull(strstr(text_of(json_object_get(counted, "witness"), "why"), "is this an endless loop?"));
	json_decref(counted);
}
END_TEST

/* ---- a kitchen that stays ---- */

struct stay {
	struct source *source;
	struct history *history;
	struct info info;
	json_t *counted, *answer; /* the latest */
	double done;              /* told last … */
	int told;                 /* … so many times */
};

static void take(void *data, const char *bytes, size_t length)
{
	struct stay *stay = data;
	json_t *json = json_loadb(bytes, length, 0, NULL), *counted = json_object_get(json, "counted"), *progress = json_object_get(json, "progress");
	ck_assert_ptr_nonnull(json);
	if (progress) {
		ck_assert_double_ge(number_of(progress, "done"), stay->done);
		stay->done = number_of(progress, "done");
		stay->told++;
		ck_assert_ptr_null(stay->counted);
	} else if (counted) {
		stay->counted = json_incref(counted);
	} else {
		json_decref(stay->answer);
		stay->answer = json_incref(json);
	}
	json_decref(json);
}

static void wait_more(struct stay *stay)
{
	struct pollfd ready = { .fd = source_fd(stay->source), .events = POLLIN };
	poll(&ready, 1, -1);
	ck_assert_int_eq(source_pump(stay->source, stay->history, &stay->info, 0), SOURCE_OPEN);
}

static void stay_open(struct stay *stay, const char *workers, const char *increments)
{
	struct launch launch;
	struct error error;
	const char *dir = getenv("srcdir");
	*stay = (struct stay){ 0 };
	launch_init(&launch);
	launch.explore = launch.stay = true;
	launch.trace = launch.events = false;
	strcpy(launch.recipe, "visits");
	strcpy(launch.file, "visits.lua");
	snprintf(launch.path, sizeof launch.path, "%s/lessons/10-visits/recipe.lua", dir ? dir : ".");
	ck_assert_int_eq(launch_set(&launch, "workers", workers, &error), 0);
	ck_assert_int_eq(launch_set(&launch, "increments", increments, &error), 0);
	stay->source = source_kitchen(&launch, NULL, &error);
	ck_assert_ptr_nonnull(stay->source);
	source_on_answer(stay->source, take, stay);
	stay->history = history_new();
	info_init(&stay->info);
	launch_release(&launch);
}

static const json_t *ask(struct stay *stay, const char *what, const char *text, bool failing)
{
	static int id;
	struct command question = { .what = COMMAND_ASK, .number = ++id, .failing = failing };
	snprintf(question.name, sizeof question.name, "%s", what);
	snprintf(question.text, sizeof question.text, "%s", text);
	json_decref(stay->answer);
	stay->answer = NULL;
	source_command(stay->source, &question);
	while (!stay->answer)
		wait_more(stay);
	ck_assert_int_eq((int)number_of(stay->answer, "id"), id);
	return json_object_get(stay->answer, "error") ? json_object_get(stay->answer, "error") : json_object_get(stay->answer, what);
}

/* Tell it to end, and take in what it still has to say. */
static void stay_quit(struct stay *stay)
{
	const struct command quit = { .what = COMMAND_QUIT };
	enum source_state state;
	source_command(stay->source, &quit);
	while ((state = source_pump(stay->source, stay->history, &stay->info, 0)) == SOURCE_OPEN) {
		struct pollfd ready = { .fd = source_fd(stay->source), .events = POLLIN };
		poll(&ready, 1, -1);
	}
	ck_assert_int_eq(state, SOURCE_WHOLE);
	ck_assert_ptr_nonnull(stay->info.report);
}

static void stay_close(struct stay *stay)
{
	json_decref(stay->counted);
	json_decref(stay->answer);
	source_free(stay->source);
	info_release(&stay->info);
	history_free(stay->history);
}

START_TEST(a_kitchen_that_stays_answers_from_what_it_counted)
{
	struct stay stay;
	stay_open(&stay, "2", "1");
	const json_t *at = ask(&stay, "at", "AB", false); /* asked before all is counted: answered after */
	ck_assert_ptr_nonnull(stay.counted);
	ck_assert_str_eq(text_of(stay.counted, "schedules"), "6");
	ck_assert_str_eq(text_of(at, "schedules"), "2");
	ck_assert_str_eq(text_of(at, "failing"), "2");
	ck_assert_double_eq(number_of(at, "chance"), 1);
	ck_assert_uint_eq(json_array_size(json_object_get(at, "next")), 2);
	ck_assert_double_eq(number_of(json_array_get(json_object_get(at, "next"), 1), "worker"), 3);
	at = ask(&stay, "at", "A*", false);
	ck_assert_str_eq(text_of(at, "schedules"), "1");
	ck_assert_str_eq(text_of(at, "failing"), "0");
	at = ask(&stay, "at", "A2B2", false);
	ck_assert(json_is_true(json_object_get(at, "ends")));
	const json_t *outcome = json_array_get(json_object_get(stay.counted, "outcomes"), (size_t)number_of(at, "outcome"));
	ck_assert(json_is_true(json_object_get(outcome, "ok")));
	ck_assert_str_eq(text_of(ask(&stay, "nth", "4", true), "schedule"), "BABA");
	ck_assert_uint_eq(json_array_size(ask(&stay, "sample", "3", false)), 3);
	ck_assert_uint_eq(json_array_size(ask(&stay, "runs", "6", false)), 6);
	ck_assert_str_eq(text_of(ask(&stay, "outcome", "1", false), "schedule"), "AB2A");
	ck_assert_str_eq(text_of(ask(&stay, "run", "1", true), "schedule"), "ABAB");
	stay_quit(&stay);
	stay_close(&stay);
}
END_TEST

static const struct {
	const char *what, *text, *words;
} wrong[] = {
	{ "at", "AAA", "step 3 is A, but it can take no step there" },
	{ "at", "A x", "at its character" },
	{ "at", "Z", "step 1 is Z" },
	{ "nth", "7", "numbered from 1 to 6" },
	{ "nth", "0", "numbered from 1 to 6" },
	{ "nth", "many", "numbered from 1 to 6" },
	{ "sample", "0", "1 to 100000 are right" },
	{ "outcome", "2", "numbered from 0 to 1" },
	{ "lunch", "", "cannot be asked" },
};

START_TEST(what_cannot_be_answered_is_said_in_one_line)
{
	struct stay stay;
	stay_open(&stay, "2", "1");
	const char *words = json_string_value(ask(&stay, wrong[_i].what, wrong[_i].text, false));
	ck_assert_msg(words && strstr(words, wrong[_i].words), "%s", words ? words : "no error");
	stay_quit(&stay);
	stay_close(&stay);
}
END_TEST

START_TEST(an_exploration_that_is_told_to_quit_tells_what_it_knows)
{
	struct stay stay;
	stay_open(&stay, "8", "200");
	while (stay.told == 0)
		wait_more(&stay);
	stay_quit(&stay);
	ck_assert_ptr_nonnull(stay.counted);
	ck_assert(json_is_false(json_object_get(stay.counted, "complete")));
	ck_assert_str_eq(text_of(stay.counted, "stopped"), "interrupt");
	stay_close(&stay);
}
END_TEST

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

static Suite *suite(void)
{
	Suite *suite = suite_create("explore");
	TCase *threads = tcase_create("threads"), *words = tcase_create("words"), *bounds = tcase_create("bounds"), *stays = tcase_create("stays");
	tcase_set_timeout(threads, 120);
	tcase_set_timeout(words, 60);
	tcase_set_timeout(bounds, 60);
	tcase_set_timeout(stays, 60);
	tcase_add_test(threads, each_of_924_schedules_runs_on_threads_as_it_was_counted);
	tcase_add_loop_test(threads, a_sample_of_other_recipes_runs_on_threads_as_it_was_counted, 0, COUNT(sampled));
	tcase_add_loop_test(words, the_first_and_the_last_schedule_are_those_without_preemption, 0, 4);
	tcase_add_test(words, a_sample_of_failing_schedules_is_as_many_lines_that_fail);
	tcase_add_test(words, a_deadlock_says_who_waits_for_whom);
	tcase_add_test(words, a_deadlock_is_partial_when_others_have_ended);
	tcase_add_test(words, the_witness_says_what_was_expected_and_what_came);
	tcase_add_loop_test(words, a_recipe_that_may_go_on_for_ever_has_a_lasso, 0, COUNT(endless));
	tcase_add_loop_test(bounds, a_bound_on_preemptions_counts_what_the_whole_count_has_within_it, 0, 3);
	tcase_add_test(bounds, what_is_too_large_to_be_counted_is_sampled_and_says_so);
	tcase_add_test(bounds, when_time_is_up_what_is_known_is_told);
	tcase_add_test(bounds, schedules_longer_than_they_may_be_are_cut_off);
	tcase_add_test(bounds, a_step_that_never_ends_is_an_error_of_its_schedule);
	tcase_add_test(stays, a_kitchen_that_stays_answers_from_what_it_counted);
	tcase_add_loop_test(stays, what_cannot_be_answered_is_said_in_one_line, 0, COUNT(wrong));
	tcase_add_test(stays, an_exploration_that_is_told_to_quit_tells_what_it_knows);
	suite_add_tcase(suite, threads);
	suite_add_tcase(suite, words);
	suite_add_tcase(suite, bounds);
	suite_add_tcase(suite, stays);
	return suite;
}

int main(int argc, char **argv)
{
	if (argc == 3 && strcmp(argv[1], LAUNCH_ARGUMENT) == 0)
		return kitchen_main(argv[2]);
	return run_suite(suite());
}
