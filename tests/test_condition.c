/* What lesson.ini may ask of a run: which words are understood, and what they come to in facts made by hand. */
#include "lesson/condition.h"
#include "lesson/facts.h"
#include "suite.h"

#include <jansson.h>
#include <string.h>

static struct error error;
static json_t *report;
static struct facts facts;

static void setup(void)
{
	static const char text[] =
		"{\"engine\":\"threads\",\"mode\":\"free\",\"elapsed_s\":2.0,\"events\":32,\"stalls\":1,\"outcome\":\"done\","
		"\"ledger\":{\"arrived\":13,\"served\":10,\"lost\":1,\"retried\":2,\"in_flight\":2},"
		"\"globals\":{\"visits\":4,\"ready\":true,\"open\":false,\"last\":null,\"who\":\"the cook\",\"price\":0.1},"
		"\"workers\":[{\"pid\":7,\"tid\":7,\"cpu_s\":0.25,\"switches\":{\"voluntary\":3,\"involuntary\":1}},"
		"{\"pid\":7,\"tid\":8,\"cpu_s\":0.5,\"switches\":{\"voluntary\":2,\"involuntary\":5}}],"
		"\"waiting\":[],\"params\":{\"how\":\"in one line\",\"workers\":2}}";
	memset(&error, 0, sizeof error);
	report = json_loads(text, 0, NULL);
	ck_assert_ptr_nonnull(report);
	facts = (struct facts){ .report = report, .pace = 60 };
}

static void teardown(void)
{
	json_decref(report);
}

static enum holds holds(const char *text)
{
	struct condition *condition = condition_read(text, &error);
	enum holds result;

	ck_assert_msg(condition != NULL, "%s: %s", text, error.text);
	result = condition_holds(condition, &facts);
	condition_free(condition);
	return result;
}

static struct value take(const char *text)
{
	struct quantity *quantity = quantity_read(text, &error);
	struct value value;

	ck_assert_msg(quantity != NULL, "%s: %s", text, error.text);
	value = quantity_take(quantity, &facts);
	quantity_free(quantity);
	return value;
}

static void refused(const char *text, const char *part)
{
	struct condition *condition = condition_read(text, &error);

	ck_assert_msg(condition == NULL, "%s was read", text);
	ck_assert_msg(strstr(error.text, part) != NULL, "%s: %s", text, error.text);
}

static void count(const char *text)
{
	json_t *explored = json_loads(text, 0, NULL);

	ck_assert_ptr_nonnull(explored);
	ck_assert_msg(facts_count_read(&facts.count, explored, &error) == 0, "%s", error.text);
	json_decref(explored);
}

#define COUNTED "{\"complete\":true,\"schedules\":\"924\",\"failing\":\"904\",\"deadlocking\":\"0\",\"chance\":0.93359375," \
		"\"outcomes\":[{},{},{}],\"witness\":{\"schedule\":\"A5B*A\",\"preemptions\":1}}"

START_TEST(a_global_is_compared_by_its_name_with_or_without_the_word_global)
{
	ck_assert_int_eq(holds("visits = 4"), HOLDS);
	ck_assert_int_eq(holds("global visits == 4"), HOLDS);
	ck_assert_int_eq(holds("visits<5"), HOLDS);
	ck_assert_int_eq(holds("visits < 4"), HOLDS_NOT);
	ck_assert_int_eq(holds("visits <= 4"), HOLDS);
	ck_assert_int_eq(holds("visits >= 4"), HOLDS);
	ck_assert_int_eq(holds("visits > 4"), HOLDS_NOT);
	ck_assert_int_eq(holds("visits != 4"), HOLDS_NOT);
	ck_assert_int_eq(holds("visits != 6"), HOLDS);
}
END_TEST

START_TEST(booleans_nil_words_and_decimals_are_values)
{
	ck_assert_int_eq(holds("ready = true"), HOLDS);
	ck_assert_int_eq(holds("open = true"), HOLDS_NOT);
	ck_assert_int_eq(holds("open = false"), HOLDS);
	ck_assert_int_eq(holds("last = nil"), HOLDS);
	ck_assert_int_eq(holds("who = \"the cook\""), HOLDS);
	ck_assert_int_eq(holds("who = the cook"), HOLDS);
	ck_assert_int_eq(holds("who = 4"), HOLDS_NOT);
	ck_assert_int_eq(holds("price = 0.1"), HOLDS);
	ck_assert_int_eq(holds("setting how = 'in one line' and setting workers = 2"), HOLDS);
}
END_TEST

START_TEST(words_say_how_the_run_ends)
{
	ck_assert_int_eq(holds("done"), HOLDS);
	ck_assert_int_eq(holds("deadlock"), HOLDS_NOT);
	ck_assert_int_eq(holds("outcome = done and visits < 5"), HOLDS);
	ck_assert_int_eq(holds("done and visits < 4"), HOLDS_NOT);
	ck_assert_int_eq(holds("outcome != violated"), HOLDS);
}
END_TEST

START_TEST(figures_of_a_run_are_taken_from_its_report)
{
	ck_assert_int_eq(holds("served = 10 and arrived = 13 and lost = 1 and retried = 2 and in flight = 2"), HOLDS);
	ck_assert_int_eq(holds("seconds = 120"), HOLDS);
	ck_assert_int_eq(holds("real seconds = 2"), HOLDS);
	ck_assert_int_eq(holds("served per minute = 5"), HOLDS);
	ck_assert_int_eq(holds("cpu seconds = 0.75"), HOLDS);
	ck_assert_int_eq(holds("workers = 2 and threads = 2 and processes = 1"), HOLDS);
	ck_assert_int_eq(holds("voluntary switches = 5 and forced switches = 6 and switches = 11"), HOLDS);
	ck_assert_int_eq(holds("events = 32 and stalls = 1 and waiting = 0"), HOLDS);
}
END_TEST

START_TEST(on_a_loop_one_thread_tells_its_switches_once)
{
	json_object_set_new(report, "engine", json_string("loop"));
	ck_assert_int_eq(holds("voluntary switches = 3 and forced switches = 5"), HOLDS);
}
END_TEST

START_TEST(what_the_facts_do_not_say_is_unknown_with_a_reason)
{
	struct value value;

	ck_assert_int_eq(holds("nothing_of_that_name = 4"), HOLDS_UNKNOWN);
	ck_assert_int_eq(holds("explore failing = 0"), HOLDS_UNKNOWN);
	ck_assert_int_eq(holds("no failing schedule"), HOLDS_UNKNOWN);
	ck_assert_int_eq(holds("speedup processes > 1.5"), HOLDS_UNKNOWN);
	ck_assert_int_eq(holds("at once = 2"), HOLDS_UNKNOWN);
	ck_assert_int_eq(holds("order ended = AB"), HOLDS_UNKNOWN);
	value = take("explore failing");
	ck_assert_int_eq(value.kind, VALUE_UNKNOWN);
	ck_assert_str_eq(value.text, "the schedules have not been counted");
	facts.report = NULL;
	value = take("visits");
	ck_assert_int_eq(value.kind, VALUE_UNKNOWN);
	ck_assert_str_eq(value.text, "no run is over yet");
}
END_TEST

START_TEST(what_is_not_known_does_not_save_what_does_not_hold)
{
	ck_assert_int_eq(holds("nothing_of_that_name = 4 and visits = 9"), HOLDS_NOT);
	ck_assert_int_eq(holds("visits = 4 and nothing_of_that_name = 4"), HOLDS_UNKNOWN);
}
END_TEST

START_TEST(counted_schedules_are_figures)
{
	count(COUNTED);
	ck_assert_int_eq(holds("explore schedules = 924 and explore failing = 904 and explore deadlocking = 0 and explore outcomes = 3"), HOLDS);
	ck_assert_int_eq(holds("explore preemptions = 1"), HOLDS);
	ck_assert_int_eq(holds("explore chance > 93.3 and explore chance < 93.4"), HOLDS);
	ck_assert_int_eq(holds("a failing schedule"), HOLDS);
	ck_assert_int_eq(holds("no failing schedule"), HOLDS_NOT);
}
END_TEST

START_TEST(one_failing_schedule_refutes_before_all_are_counted_and_none_proves_nothing)
{
	count("{\"complete\":false,\"schedules\":\"100\",\"failing\":\"1\",\"deadlocking\":\"0\",\"outcomes\":[]}");
	ck_assert_int_eq(holds("no failing schedule"), HOLDS_NOT);
	ck_assert_int_eq(holds("explore failing = 1"), HOLDS_UNKNOWN);
	count("{\"complete\":false,\"stopped\":\"memory\",\"schedules\":\"100\",\"failing\":\"0\",\"deadlocking\":\"0\",\"outcomes\":[]}");
	ck_assert_int_eq(holds("no failing schedule"), HOLDS_UNKNOWN);
	ck_assert_int_eq(holds("a failing schedule"), HOLDS_UNKNOWN);
}
END_TEST

START_TEST(where_some_need_not_end_those_that_do_are_counted_and_nothing_is_proved)
{
	count("{\"complete\":false,\"stopped\":null,\"cut\":0,\"endless\":true,\"sampled\":false,\"schedules\":\"53\",\"failing\":\"0\",\"deadlocking\":\"0\",\"outcomes\":[{}]}");
	ck_assert_int_eq(holds("explore schedules = 53 and explore failing = 0"), HOLDS);
	ck_assert_int_eq(holds("no failing schedule"), HOLDS_UNKNOWN);
}
END_TEST

START_TEST(a_count_that_outgrows_a_double_is_shown_exactly)
{
	char text[64];
	struct value value;

	count("{\"complete\":true,\"schedules\":\"170141183460469231731687303715884105727\",\"failing\":\"0\",\"deadlocking\":\"0\",\"outcomes\":[]}");
	value = take("explore schedules");
	ck_assert_str_eq(value_text(&value, text, sizeof text), "170141183460469231731687303715884105727");
	ck_assert_int_eq(holds("explore preemptions = none"), HOLDS);
}
END_TEST

START_TEST(what_is_no_count_is_refused)
{
	static const char *const wrong[] = { "{}", "[]", "{\"schedules\":5}", "{\"schedules\":\"12x\",\"failing\":\"0\",\"deadlocking\":\"0\"}",
					     "{\"schedules\":\"9999999999999999999999999999999999999999999\",\"failing\":\"0\",\"deadlocking\":\"0\"}" };

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		json_t *explored = json_loads(wrong[i], 0, NULL);
		ck_assert_int_eq(facts_count_read(&facts.count, explored, &error), -1);
		ck_assert_int_eq(facts.count.known, false);
		json_decref(explored);
	}
}
END_TEST

START_TEST(a_speedup_is_of_its_engine)
{
	static const struct facts_side sides[] = { { "threads+gil", 0.9 }, { "processes", 1.9 } };

	facts.sides = sides;
	facts.side_count = 2;
	ck_assert_int_eq(holds("speedup processes > 1.5 and speedup threads+gil < 1"), HOLDS);
	ck_assert_int_eq(holds("speedup loop > 1"), HOLDS_UNKNOWN);
}
END_TEST

START_TEST(what_is_no_condition_is_told_with_what_would_be_right)
{
	refused("", "is no condition");
	refused("visits", "is no condition");
	refused("visits <", "a value is missing");
	refused("visits < many", "is no number");
	refused("9 = visits", "nothing that can be measured");
	refused("served per hour > 3", "nothing that can be measured");
	refused("visits = 1 and", "is no condition");
	refused("visits = 1 and and x = 2", "is no condition");
	refused("speedup = 2", "speedup");
	refused("a=1 and a=1 and a=1 and a=1 and a=1 and a=1 and a=1 and a=1 and a=1", "at most 8 parts");
}
END_TEST

START_TEST(a_condition_says_what_its_quantities_are)
{
	char words[256];
	struct condition *condition = condition_read("visits < 2 and outcome = done and global visits > 0 and visits > 1", &error);

	ck_assert_str_eq(condition_words(condition, &facts, words, sizeof words), "visits = 4, outcome = done, visits = 4");
	ck_assert_str_eq(condition_text(condition), "visits < 2 and outcome = done and global visits > 0 and visits > 1");
	ck_assert_int_eq(strlen(condition_words(condition, &facts, words, 12)), 11);
	condition_free(condition);
}
END_TEST

START_TEST(values_are_short_for_people)
{
	char text[32];
	const struct { double number; const char *shown; } rows[] = { { 4, "4" }, { 0.5, "0.5" }, { 1.9051, "1.91" }, { 93.359375, "93.36" }, { 1234.56, "1234.6" }, { -3, "-3" } };

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct value value = { .kind = VALUE_NUMBER, .number = rows[i].number };
		ck_assert_str_eq(value_text(&value, text, sizeof text), rows[i].shown);
	}
}
END_TEST

/* ---- what only the events tell ---- */

static struct history *history;

static void happens(uint64_t time_ns, enum kind kind, uint32_t worker, uint32_t item, uint64_t value, uint16_t object)
{
	const struct event event = { .time_ns = time_ns, .kind = kind, .worker = worker, .item = item, .value = value, .object = object };

	history_append(history, &event, 1);
}

static void worker_comes(uint32_t id, enum role role)
{
	happens(0, KIND_WORKER_NEW, id > 1, 1, id | (uint64_t)role << 32, 0);
	happens(0, KIND_WORKER_START, id, 0, 0, 0);
}

/* Main and three tasks; A runs 0–100, B 50–200, C from 100 on. */
static void three_tasks(void)
{
	history = history_new();
	facts.history = history;
	history_text(history, 1, "task", 4);
	history_text(history, 2, "till", 4);
	history_text(history, 3, "prices", 6);
	happens(0, KIND_BEGIN, 0, 0, 1, 0);
	happens(0, KIND_PACE, 0, 0, 60000000, 0);
	worker_comes(1, ROLE_OF_MAIN);
	worker_comes(2, ROLE_OF_TASK);
	happens(0, KIND_WAIT, 1, REASON_WORKER_JOIN, 2, 0);
	happens(50, KIND_WORKER_NEW, 1, 1, 3 | (uint64_t)ROLE_OF_TASK << 32, 0);
	happens(50, KIND_WAIT, 1, REASON_WORKER_JOIN, 2, 0);
	happens(50, KIND_WORKER_START, 3, 0, 0, 0);
	happens(60, KIND_OBJECT_NEW, 3, 2, (uint64_t)OBJECT_SHARED << 32, 1);
	happens(70, KIND_WRITE, 3, 1, word_integer(7), 1);
	happens(100, KIND_WORKER_END, 2, 0, 0, 0);
	happens(100, KIND_WORKER_NEW, 3, 1, 4 | (uint64_t)ROLE_OF_TASK << 32, 0);
	happens(100, KIND_WORKER_START, 4, 0, 0, 0);
	happens(150, KIND_SERVE, 4, thing_number(12), 1, 0);
	happens(160, KIND_SERVE, 4, thing_number(3), 2, 0);
	happens(200, KIND_WORKER_END, 3, 0, 0, 0);
	happens(1000000000, KIND_WORKER_END, 4, 0, 0, 0);
	happens(1000000000, KIND_WORKER_END, 1, 0, 0, 0);
}

START_TEST(the_order_of_ends_is_told_by_letters_without_the_main_task)
{
	three_tasks();
	ck_assert_int_eq(holds("order ended = ABC and first ended = A and last ended = C"), HOLDS);
	history_free(history);
}
END_TEST

START_TEST(customers_are_served_in_an_order)
{
	three_tasks();
	ck_assert_int_eq(holds("order served = 12 3"), HOLDS);
	history_free(history);
}
END_TEST

START_TEST(who_hands_on_and_who_begins_at_that_moment_do_not_run_at_once)
{
	three_tasks();
	ck_assert_int_eq(holds("at once = 2"), HOLDS);
	history_free(history);
}
END_TEST

START_TEST(who_shares_the_gil_runs_only_while_holding_it)
{
	history = history_new();
	facts.history = history;
	history_text(history, 1, "task", 4);
	happens(0, KIND_BEGIN, 0, 0, 1, 0);
	happens(0, KIND_GIL_MODE, 0, 1, 5000000, 0);
	worker_comes(1, ROLE_OF_MAIN);
	worker_comes(2, ROLE_OF_TASK);
	worker_comes(3, ROLE_OF_TASK);
	happens(10, KIND_GIL_ACQUIRE, 2, 0, 0, 0);
	happens(50, KIND_GIL_WANT, 3, 0, 2, 0);
	happens(60, KIND_GIL_RELEASE, 2, 0, 0, 0);
	happens(60, KIND_GIL_ACQUIRE, 3, 0, 0, 0);
	happens(90, KIND_GIL_RELEASE, 3, 0, 0, 0);
	ck_assert_int_eq(holds("at once = 1"), HOLDS);
	history_free(history);
}
END_TEST

START_TEST(a_shared_value_and_its_last_writer_are_known_by_name)
{
	three_tasks();
	ck_assert_int_eq(holds("till = 7 and last writer till = B"), HOLDS);
	ck_assert_int_eq(holds("last writer nothing = B"), HOLDS_UNKNOWN);
	ck_assert_int_eq(holds("till[2] = 7"), HOLDS_UNKNOWN);
	history_free(history);
}
END_TEST

START_TEST(the_events_know_the_pace_of_the_kitchen)
{
	three_tasks();
	facts.pace = 1;
	ck_assert_int_eq(holds("seconds = 60"), HOLDS);
	history_free(history);
}
END_TEST

START_TEST(under_control_turns_and_steps_are_counted_and_real_time_is_not)
{
	three_tasks();
	happens(1000000000, KIND_STEP, 2, 1, 0, 0);
	happens(1000000000, KIND_STEP, 2, 2, 0, 0);
	happens(1000000000, KIND_STEP, 3, 3, 0, 0);
	happens(1000000000, KIND_STEP, 2, 4, 0, 0);
	ck_assert_int_eq(holds("steps = 4"), HOLDS_UNKNOWN);
	json_object_set_new(report, "mode", json_string("scheduled"));
	ck_assert_int_eq(holds("steps = 4 and switches = 2"), HOLDS);
	ck_assert_int_eq(holds("real seconds = 2"), HOLDS_UNKNOWN);
	history_free(history);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("condition");
	TCase *words = tcase_create("words"), *events = tcase_create("events");

	tcase_add_checked_fixture(words, setup, teardown);
	tcase_add_checked_fixture(events, setup, teardown);
	tcase_add_test(words, a_global_is_compared_by_its_name_with_or_without_the_word_global);
	tcase_add_test(words, booleans_nil_words_and_decimals_are_values);
	tcase_add_test(words, words_say_how_the_run_ends);
	tcase_add_test(words, figures_of_a_run_are_taken_from_its_report);
	tcase_add_test(words, on_a_loop_one_thread_tells_its_switches_once);
	tcase_add_test(words, what_the_facts_do_not_say_is_unknown_with_a_reason);
	tcase_add_test(words, what_is_not_known_does_not_save_what_does_not_hold);
	tcase_add_test(words, counted_schedules_are_figures);
	tcase_add_test(words, one_failing_schedule_refutes_before_all_are_counted_and_none_proves_nothing);
	tcase_add_test(words, where_some_need_not_end_those_that_do_are_counted_and_nothing_is_proved);
	tcase_add_test(words, a_count_that_outgrows_a_double_is_shown_exactly);
	tcase_add_test(words, what_is_no_count_is_refused);
	tcase_add_test(words, a_speedup_is_of_its_engine);
	tcase_add_test(words, what_is_no_condition_is_told_with_what_would_be_right);
	tcase_add_test(words, a_condition_says_what_its_quantities_are);
	tcase_add_test(words, values_are_short_for_people);
	tcase_add_test(events, the_order_of_ends_is_told_by_letters_without_the_main_task);
	tcase_add_test(events, customers_are_served_in_an_order);
	tcase_add_test(events, who_hands_on_and_who_begins_at_that_moment_do_not_run_at_once);
	tcase_add_test(events, who_shares_the_gil_runs_only_while_holding_it);
	tcase_add_test(events, a_shared_value_and_its_last_writer_are_known_by_name);
	tcase_add_test(events, the_events_know_the_pace_of_the_kitchen);
	tcase_add_test(events, under_control_turns_and_steps_are_counted_and_real_time_is_not);
	suite_add_tcase(suite, words);
	suite_add_tcase(suite, events);
	return run_suite(suite);
}
