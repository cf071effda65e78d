/* test_waiting.c - recipes about waiting: who stands still while waiting holds the others up, who lets go does not. In virtual time the figures are exact.
 *
 * Each case was seen to fail with its fact removed from the recipe. Waiters: `sleep` for `block` and the other way round. Ten numbers: joined within the loop that makes
 * them, gathered as they were heard. Chefs: no semaphore, one of three places whatever is asked for, `block` for `sleep` and the other way round. Green threads: by wire without
 * a wait, in memory with one, the lock round the look alone. */
#include "recipe_run.h"
#include "suite.h"

#include <math.h>
#include <string.h>

/* A number among a run's globals, or of its report. */
static double number(const char *key, const char *words)
{
	int status;
	json_t *json = recipe_run(&status, "run --json --seed 7 --timeout 60 %s", words);
	ck_assert_msg(status == 0, "%s: %s", words, recipe_broken(json));
	const json_t *value = json_object_get(json_object_get(json, "globals"), key);
	double number = json_number_value(value ? value : json_object_get(json, key));
	json_decref(json);
	return number;
}

START_TEST(who_stands_still_while_waiting_takes_the_sum_who_lets_go_the_longest)
{
	double sum = number("sum", "waiters --policy fifo"), longest = number("longest", "waiters --policy fifo");
	ck_assert(sum > longest * 1.2);
	ck_assert_double_lt(fabs(number("took", "waiters --policy fifo --set waits='stand still'") - sum), 0.1);
	ck_assert_double_lt(fabs(number("took", "waiters --policy fifo") - longest), 0.1);
}
END_TEST

START_TEST(in_a_free_run_it_is_the_same)
{
	double sum = number("sum", "waiters --policy fifo");
	ck_assert_double_ge(number("took", "waiters --pace 10 --set waits='stand still'"), sum);
	/* a bound from above would depend on the machine's load: that letting go takes less than the sum is for virtual time to say */
	ck_assert_double_ge(number("took", "waiters --pace 10"), number("longest", "waiters --policy fifo"));
}
END_TEST

START_TEST(gathering_takes_as_long_as_the_longest_on_every_engine)
{
	static const char *const engines[] = { "loop", "threads", "processes" };
	char words[96];
	snprintf(words, sizeof words, "ten-numbers --policy fifo --engine %s", engines[_i]);
	double longest = number("longest", words);
	ck_assert(number("sum", words) > 3 * longest);
	ck_assert_double_lt(fabs(number("took", words) - longest), 0.1);
}
END_TEST

START_TEST(numbers_are_said_in_another_order_than_they_are_gathered)
{
	int status;
	json_t *json = recipe_run(&status, "run --json --seed 7 --policy fifo ten-numbers");
	const json_t *globals = json_object_get(json, "globals");
	ck_assert_int_eq(status, 0);
	ck_assert_str_eq(recipe_text(globals, "gathered"), "1 2 3 4 5 6 7 8 9 10 ");
	ck_assert_str_ne(recipe_text(globals, "said"), recipe_text(globals, "gathered"));
	ck_assert_uint_eq(strlen(recipe_text(globals, "said")), strlen(recipe_text(globals, "gathered")));
	json_decref(json);
}
END_TEST

/* More numbers than a global's text can hold. */
START_TEST(a_thousand_numbers_are_gathered)
{
	int status;
	json_t *json = recipe_run(&status, "run --json --policy fifo ten-numbers --set count=1000");
	ck_assert_msg(status == 0, "%s", recipe_broken(json));
	json_decref(json);
}
END_TEST

START_TEST(nothing_overlaps_in_a_loop_if_no_step_waits)
{
	ck_assert_double_eq(number("most", "chefs-in-a-loop"), 3);
	ck_assert_double_eq(number("most", "chefs-in-a-loop --set cooking='stands there'"), 1);
	ck_assert_double_eq(number("most", "chefs-in-a-loop --set chefs=2"), 2);
}
END_TEST

/* Two guests, one cake. Both look before either notes the sale down: then it is sold twice. */
static const struct {
	const char *note, *schedules, *failing;
} sales[] = {
	{ "in memory", "2", "0" },               /* whoever is first, to the end */
	{ "by wire", "6", "4" },                 /* two stretches each, split at the hidden wait: (4 choose 2); good: one after the other */
	{ "by wire, under a lock", "4", "0" },   /* whoever is first; the other comes to the lock before or after the wait */
};

START_TEST(a_call_that_waits_lets_others_in_between_two_lines)
{
	int status;
	json_t *json = recipe_run(&status, "explore --json green-threads --set note='%s'", sales[_i].note);
	ck_assert_str_eq(recipe_text(json, "schedules"), sales[_i].schedules);
	ck_assert_str_eq(recipe_text(json, "failing"), sales[_i].failing);
	ck_assert_int_eq(status, strcmp(sales[_i].failing, "0") != 0);
	json_decref(json);
	json = recipe_run(&status, "run --json green-threads --set note='%s'", sales[_i].note);
	ck_assert_int_eq(status, strcmp(sales[_i].failing, "0") != 0);
	json_decref(json);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("waiting");
	TCase *tcase = tcase_create("waiting");
	tcase_set_timeout(tcase, 120);
	tcase_add_test(tcase, who_stands_still_while_waiting_takes_the_sum_who_lets_go_the_longest);
	tcase_add_test(tcase, in_a_free_run_it_is_the_same);
	tcase_add_loop_test(tcase, gathering_takes_as_long_as_the_longest_on_every_engine, 0, 3);
	tcase_add_test(tcase, numbers_are_said_in_another_order_than_they_are_gathered);
	tcase_add_test(tcase, a_thousand_numbers_are_gathered);
	tcase_add_test(tcase, nothing_overlaps_in_a_loop_if_no_step_waits);
	tcase_add_loop_test(tcase, a_call_that_waits_lets_others_in_between_two_lines, 0, 3);
	suite_add_tcase(suite, tcase);
	return run_suite(suite);
}
