/* test_study.c - what an exploration says, read from literal frames: as it should be, hostile, and cut. */
#include "suite.h"
#include "tui/study.h"

#include <stdio.h>
#include <string.h>

static struct study *study;

static void make(void)
{
	study = study_new();
	ck_assert(study != NULL);
}

static void drop(void)
{
	study_free(study);
}

static bool take(const char *json)
{
	return study_take(study, json, strlen(json));
}

#define VISITS "\"recipe\":\"visits\",\"engine\":\"threads\",\"complete\":true,\"schedules\":\"6\",\"failing\":\"4\",\"deadlocking\":\"0\",\"chance\":0.5," \
	"\"preemptions\":[{\"at_most\":0,\"failing\":\"0\",\"of\":\"2\"},{\"at_most\":1,\"failing\":\"2\",\"of\":\"4\"},{\"at_most\":2,\"failing\":\"4\",\"of\":\"6\"}]," \
	"\"outcomes\":[{\"globals\":{\"price\":3,\"visits\":2},\"schedules\":\"2\",\"chance\":0.5,\"ok\":true,\"deadlock\":false}," \
	"{\"globals\":{\"price\":3,\"visits\":1},\"schedules\":\"4\",\"chance\":0.5,\"ok\":false,\"deadlock\":false}]," \
	"\"states\":9,\"steps\":40,\"witness\":{\"schedule\":\"A B* A\",\"preemptions\":1,\"why\":\"no visit is lost\"},\"elapsed_s\":0.01"
#define COUNTED "{\"counted\":{" VISITS "}}"

START_TEST(counting_tells_how_far_it_is)
{
	ck_assert(take("{\"progress\":{\"done\":0.42,\"schedules\":\"123\",\"failing\":\"45\",\"states\":7,\"steps\":99,\"elapsed_s\":1.5}}"));
	ck_assert_double_eq(study_progress(study)->done, 0.42);
	ck_assert_str_eq(study_progress(study)->schedules, "123");
	ck_assert_uint_eq(study_progress(study)->states, 7);
	ck_assert(study_count(study) == NULL);
}
END_TEST

START_TEST(what_was_counted_is_read)
{
	ck_assert(take(COUNTED));
	ck_assert_int_eq(study_state(study), STUDY_COUNTED);
	const struct study_count *count = study_count(study);
	ck_assert_str_eq(count->schedules, "6");
	ck_assert_str_eq(count->failing, "4");
	ck_assert_double_eq(count->chance, 0.5);
	ck_assert(count->complete);
	ck_assert_int_eq(count->at_most_count, 3);
	ck_assert_str_eq(count->at_most[1].failing, "2");
	ck_assert_str_eq(count->witness, "A B* A");
	ck_assert_uint_eq(count->outcome_count, 2);
	ck_assert(count->outcomes[0].ok && !count->outcomes[1].ok);
}
END_TEST

START_TEST(outcomes_are_told_apart_by_what_differs)
{
	ck_assert(take(COUNTED));
	ck_assert_str_eq(study_count(study)->outcomes[0].words, "visits = 2");
	ck_assert_str_eq(study_count(study)->outcomes[1].words, "visits = 1");
	ck_assert_str_ne(study_count(study)->outcomes[0].key, study_count(study)->outcomes[1].key);
}
END_TEST

START_TEST(a_deadlock_says_who_waits_for_what)
{
	ck_assert(take("{\"counted\":{\"schedules\":\"6\",\"failing\":\"2\",\"outcomes\":[{\"globals\":{},\"schedules\":\"4\",\"ok\":true},"
		"{\"globals\":{},\"schedules\":\"2\",\"ok\":false,\"deadlock\":true,\"waiting\":[{\"worker\":\"ann\",\"for\":\"the lock right\",\"holder\":\"ben\"},"
		"{\"worker\":\"ben\",\"for\":\"the lock left\",\"holder\":\"ann\"}]}]}}"));
	ck_assert_str_eq(study_count(study)->outcomes[0].words, "all is well");
	ck_assert_str_eq(study_count(study)->outcomes[1].words, "deadlock: ann waits for the lock right, ben waits for the lock left");
}
END_TEST

START_TEST(a_failure_tells_its_error)
{
	ck_assert(take("{\"counted\":{\"schedules\":\"2\",\"failing\":\"1\",\"outcomes\":[{\"globals\":{\"x\":1},\"schedules\":\"1\",\"ok\":true},"
		"{\"globals\":{\"x\":1},\"schedules\":\"1\",\"ok\":false,\"error\":\"soup.lua:3: no\\u001b[2Jspoon\"}]}}"));
	ck_assert_str_eq(study_count(study)->outcomes[1].words, "soup.lua:3: no [2Jspoon");
}
END_TEST

START_TEST(what_makes_no_sense_changes_nothing)
{
	static const char *const frames[] = {
		"", "[]", "{}", "nonsense", "{\"progress\":3}", "{\"progress\":{\"done\":1.5}}", "{\"progress\":{\"done\":-1}}", "{\"progress\":{\"done\":\"all\"}}",
		"{\"counted\":null}", "{\"counted\":{\"schedules\":\"6\"}}", "{\"counted\":{\"schedules\":6,\"failing\":\"4\",\"outcomes\":[]}}",
		"{\"counted\":{\"schedules\":\"-6\",\"failing\":\"4\",\"outcomes\":[]}}", "{\"counted\":{\"schedules\":\"\",\"failing\":\"4\",\"outcomes\":[]}}",
		"{\"counted\":{\"schedules\":\"11111111111111111111111111111111111111111\",\"failing\":\"4\",\"outcomes\":[]}}",
		"{\"counted\":{\"schedules\":\"6\",\"failing\":\"4\",\"outcomes\":[{}]}}", "{\"counted\":{\"schedules\":\"6\",\"failing\":\"4\",\"outcomes\":7}}",
		"{\"counted\":{\"schedules\":\"6\",\"failing\":\"4\",\"outcomes\":[{\"globals\":3,\"schedules\":\"6\"}]}}",
		"{\"id\":7,\"at\":{}}", "{\"id\":-1,\"at\":{}}", "{\"id\":\"x\"}",
	};
	for (size_t i = 0; i < sizeof frames / sizeof *frames; i++)
		ck_assert_msg(!take(frames[i]), "%s", frames[i]);
	ck_assert(study_count(study) == NULL);
	ck_assert_double_eq(study_progress(study)->done, 0);
}
END_TEST

START_TEST(a_count_that_is_not_the_whole_says_of_what_it_is)
{
	ck_assert(take("{\"counted\":{\"schedules\":\"402\",\"failing\":\"0\",\"outcomes\":[],\"complete\":false,\"sampled\":true,\"bound\":2,\"chance\":null,"
		"\"walks\":{\"runs\":12000,\"failing\":34,\"low\":0.002,\"high\":0.004}}}"));
	const struct study_count *count = study_count(study);
	ck_assert(!count->complete && count->sampled);
	ck_assert_int_eq(count->bound, 2);
	ck_assert_uint_eq(count->walks, 12000);
	ck_assert_uint_eq(count->walks_failing, 34);
	ck_assert_double_eq(count->walks_high, 0.004);
}
END_TEST

START_TEST(a_second_count_is_not_believed)
{
	ck_assert(take(COUNTED));
	ck_assert(!take("{\"counted\":{\"schedules\":\"1\",\"failing\":\"0\",\"outcomes\":[]}}"));
	ck_assert_str_eq(study_count(study)->schedules, "6");
}
END_TEST

START_TEST(odd_parts_are_left_out_of_a_good_count)
{
	ck_assert(take("{\"counted\":{\"schedules\":\"1\",\"failing\":\"0\",\"outcomes\":[],\"chance\":7,\"states\":-3,\"preemptions\":[{\"at_most\":5}],"
		"\"witness\":{\"schedule\":\"rm -rf\",\"preemptions\":-2}}}"));
	const struct study_count *count = study_count(study);
	ck_assert_double_lt(count->chance, 0);
	ck_assert_uint_eq(count->states, 0);
	ck_assert_int_eq(count->at_most_count, 0);
	ck_assert_str_eq(count->witness, "");
	ck_assert_int_eq(count->witness_preemptions, 0);
}
END_TEST

START_TEST(nothing_is_known_where_nothing_was_started)
{
	ck_assert_int_eq(study_state(study), STUDY_NONE);
	ck_assert(study_here(study, "A") == NULL);
	ck_assert_uint_eq(study_ask(study, STUDY_NTH, "1", false), 0);
	ck_assert_int_eq(study_fd(study), -1);
	ck_assert(!study_pump(study));
}
END_TEST

START_TEST(large_counts_read_well)
{
	char text[64];
	ck_assert_str_eq(study_grouped("6", text, sizeof text), "6");
	ck_assert_str_eq(study_grouped("924", text, sizeof text), "924");
	ck_assert_str_eq(study_grouped("17153136", text, sizeof text), "17,153,136");
	ck_assert_str_eq(study_grouped("170141183460469231731687303715884105728", text, sizeof text), "1.70 x 10^38");
	ck_assert_ldouble_eq(study_number("17153136"), 17153136.0L);
}
END_TEST

static Suite *study_suite(void)
{
	Suite *suite = suite_create("study");
	TCase *frames = tcase_create("frames");
	tcase_add_checked_fixture(frames, make, drop);
	tcase_add_test(frames, counting_tells_how_far_it_is);
	tcase_add_test(frames, what_was_counted_is_read);
	tcase_add_test(frames, outcomes_are_told_apart_by_what_differs);
	tcase_add_test(frames, a_deadlock_says_who_waits_for_what);
	tcase_add_test(frames, a_failure_tells_its_error);
	tcase_add_test(frames, what_makes_no_sense_changes_nothing);
	tcase_add_test(frames, a_count_that_is_not_the_whole_says_of_what_it_is);
	tcase_add_test(frames, a_second_count_is_not_believed);
	tcase_add_test(frames, odd_parts_are_left_out_of_a_good_count);
	tcase_add_test(frames, nothing_is_known_where_nothing_was_started);
	tcase_add_test(frames, large_counts_read_well);
	suite_add_tcase(suite, frames);
	return suite;
}

int main(void)
{
	return run_suite(study_suite());
}
