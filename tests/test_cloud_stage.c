/* test_cloud_stage.c - clouds by literal logs: what the reducer makes of each event of theirs, and the sentence that tells it. */
#include "log_stage.h"
#include "stage/narrator.h"
#include "suite.h"
#include "trace/hash.h"

#include <stdio.h>
#include <string.h>

static void open_kitchen(void)
{
	log_stage_open("0 - begin 42\n"
		"main main\n"
		"cloud stalls 2\n"
		"device A stalls stalls\n"
		"worker B waiter\n"
		"0 @ start 10 10\n"
		"0 B start 10 10\n");
}

static const char *why(const char *letter)
{
	static char to[160];
	return stage_worker_why(&stage, event_log_worker(&log_, letter), stage.time_ns, to, sizeof to);
}

static const char *told(const char *lines)
{
	static char to[256];
	happens(lines);
	narrator_sentence(&stage, &log_.events[log_.count - 1], to, sizeof to);
	return to;
}

#define tells(lines, sentence) ck_assert_str_eq(told(lines), sentence)

static const struct stage_call *request(uint32_t number)
{
	return stage_call(&stage, event_log_object(&log_, "stalls"), number);
}

/* C is there, started for request 1 and ready; nothing is given to it yet. */
static void one_is_ready(void)
{
	happens("1 B invoke stalls 1\n1 B wait future stalls 1\ninstance C \"stalls 1\" stalls\n1 C start 11 11\n1 C cold stalls 1\n2 C wait request stalls");
}

START_TEST(a_request_is_given_and_told_by_what_it_is_about)
{
	tells("cloud bar 3", "bar is set up: a cloud of at most 3 instances.");
	tells("1 B invoke stalls 1", "B waiter makes request 1 of stalls.");
	tells("1 B invoke stalls 2 2", "B waiter makes request 2 of stalls.");
	tells("1 B invoke stalls 3 12", "B waiter makes request 3 of stalls (12).");
	tells("1 B invoke stalls 4 \"cold brew\"", "B waiter makes request 4 of stalls (cold brew).");
	tells("1 B invoke stalls 5 9 posted", "B waiter posts request 5 of stalls (9) and does not wait for an answer.");
	ck_assert(request(5)->posted && !request(4)->posted);
	ck_assert_uint_eq(stage.cloud.given, 5);
	ck_assert_uint_eq(object("stalls")->length, 5);
	ck_assert_uint_eq(object("stalls")->unfinished, 5);
	ck_assert_uint_eq(stage.strange, 0);
}
END_TEST

START_TEST(who_waits_is_told_of_the_instance_that_is_started_for_the_request)
{
	happens("1 B invoke stalls 1\n1 B wait future stalls 1");
	ck_assert_str_eq(why("B"), "for the result of request 1 of stalls, nobody has begun it");
	happens("instance C \"stalls 1\" stalls\n1 C start 11 11");
	tells("1 C cold stalls 1", "C stalls 1 is started for request 1 of stalls: a cold start.");
	ck_assert_str_eq(why("B"), "for the result of request 1 of stalls, C is started for it");
	ck_assert_str_eq(why("C"), "cold start");
	ck_assert(worker("C")->cold);
	ck_assert_uint_eq(stage.cloud.cold, 1);
	ck_assert_uint_eq(stage.cloud.instances, 1);
	tells("2 C wait request stalls", "C stalls 1 waits for a request of stalls.");
	ck_assert(!worker("C")->cold);
	ck_assert_str_eq(why("C"), "warm, nothing to do");
	tells("2.1 C handle stalls 1 1.1", "C stalls 1 begins request 1 of stalls, its first.");
	ck_assert_str_eq(why("B"), "for the result of request 1 of stalls, C works on it");
	ck_assert_uint_eq(object("stalls")->length, 0);
}
END_TEST

START_TEST(nobody_is_on_the_way_any_more_when_an_instance_dies_at_its_start)
{
	happens("1 B invoke stalls 1\n1 B wait future stalls 1\ninstance C \"stalls 1\" stalls\n1 C start 11 11\n1 C cold stalls 1\n1.2 C killed 9\n1.2 C end failed");
	ck_assert_str_eq(why("B"), "for the result of request 1 of stalls, nobody has begun it");
	ck_assert_uint_eq(stage.cloud.instances, 0);
}
END_TEST

START_TEST(cold_and_warm_are_counted_with_what_they_cost)
{
	one_is_ready();
	happens("2 C handle stalls 1 1.1");
	tells("3 C handled stalls 1 20", "C stalls 1 answers request 1 of stalls.");
	happens("3 B invoke stalls 2 7\n3 B invoke stalls 3 8");
	tells("3 C handle stalls 2 0.002", "C stalls 1 begins request 2 of stalls (7), warm.");
	happens("3.5 C handled stalls 2 20\n3.5 C handle stalls 3 0.504");
	ck_assert_uint_eq(stage.cloud.first, 1);
	ck_assert_uint_eq(stage.cloud.warm, 2);
	ck_assert_uint_eq(stage.cloud.handled, 2);
	ck_assert_uint_eq(stage.cloud.first_ns, 1100000000);
	ck_assert_uint_eq(stage.cloud.later_ns, 506000000);
	ck_assert_uint_eq(request(1)->state, CALL_DONE);
	ck_assert_uint_eq(request(3)->state, CALL_RUNS);
	ck_assert_uint_eq(stage.strange, 0);
}
END_TEST

START_TEST(too_many_at_once_are_refused_or_wait)
{
	happens("1 B invoke stalls 1 5\n1 B invoke stalls 2 6 posted");
	tells("1 A throttled stalls 1", "Request 1 of stalls (5) is refused (429): all 2 instances are busy.");
	ck_assert_uint_eq(request(1)->state, CALL_RAISED);
	tells("1 A throttled stalls 2 waits", "Request 2 of stalls (6) must wait: all 2 instances are busy.");
	ck_assert_uint_eq(request(2)->state, CALL_WAITS);
	ck_assert_uint_eq(stage.cloud.throttled, 2);
	ck_assert_uint_eq(object("stalls")->length, 1);
	ck_assert_uint_eq(object("stalls")->unfinished, 1);
}
END_TEST

START_TEST(errors_and_deaths_end_a_request)
{
	one_is_ready();
	happens("2 C handle stalls 1 1");
	tells("3 C handled stalls 1 5 raised", "C stalls 1 ends request 1 of stalls in an error.");
	ck_assert_uint_eq(request(1)->state, CALL_RAISED);
	happens("3 B invoke stalls 2\n3 C handle stalls 2 0");
	tells("4 C handled stalls 2 0 died", "Request 2 of stalls fails: C stalls 1 died over it.");
	ck_assert_uint_eq(stage.cloud.raised, 2);
	ck_assert_uint_eq(stage.cloud.handled, 0);
	ck_assert_uint_eq(worker("C")->call, 0);
}
END_TEST

START_TEST(one_that_takes_too_long_is_told_as_that_where_it_lies)
{
	one_is_ready();
	happens("2 C handle stalls 1 1");
	tells("5 C timed_out stalls 1 3", "Request 1 of stalls takes longer than its 3 s: C stalls 1 is killed, and what it made is thrown away.");
	ck_assert_uint_eq(request(1)->state, CALL_RAISED);
	happens("5 C killed 9");
	ck_assert_str_eq(why("C"), "its request took too long: killed (SIGKILL)");
	happens("instance D \"stalls 2\" stalls\n5 D start 12 12\n5 D cold stalls 2\n6 D wait request stalls\n7 D killed 9");
	ck_assert_str_eq(why("D"), "killed (SIGKILL)"); /* by somebody: it had nothing in hand */
	ck_assert_uint_eq(stage.cloud.timed_out, 1);
}
END_TEST

START_TEST(a_request_that_nobody_waits_for_is_tried_again_and_lost)
{
	happens("1 B invoke stalls 1 12 posted\ninstance C \"stalls 1\" stalls\n1 C start 11 11\n1 C cold stalls 1\n2 C wait request stalls\n2 C handle stalls 1 1\n3 C handled stalls 1 5 raised");
	tells("3 A reinvoke stalls 1 1 2", "Request 1 of stalls (12) will be tried again in 1 s, try 2.");
	ck_assert_uint_eq(request(1)->state, CALL_WAITS);
	ck_assert_uint_eq(stage.cloud.again, 1);
	ck_assert_uint_eq(object("stalls")->length, 1);
	happens("4 C handle stalls 1 2\n5 C handled stalls 1 5 raised");
	tells("5 A reinvoke stalls 1", "Request 1 of stalls (12) is lost: it has failed for the last time, and nobody is told.");
	ck_assert_uint_eq(stage.cloud.lost, 1);
	ck_assert_uint_eq(object("stalls")->unfinished, 0);
}
END_TEST

START_TEST(an_instance_goes_and_the_next_takes_its_place)
{
	one_is_ready();
	happens("instance D \"stalls 2\" stalls\n2 D start 12 12\n2 D cold stalls 2");
	ck_assert_uint_eq(worker("C")->place, 0);
	ck_assert_uint_eq(worker("D")->place, 1);
	tells("4 C reclaim stalls 0 1.5", "C stalls 1 had nothing to do for 1.5 s and goes.");
	happens("4 C end\ninstance E \"stalls 3\" stalls\n5 E start 13 13\n5 E cold stalls 3");
	ck_assert_uint_eq(worker("E")->place, 0);
	ck_assert_uint_eq(stage.cloud.reclaimed, 1);
	ck_assert_uint_eq(stage.cloud.instances, 2);
	ck_assert_uint_eq(stage.cloud.peak, 2);
}
END_TEST

START_TEST(an_instance_runs_beside_a_loop)
{
	happens("0.5 B resume");
	one_is_ready();
	ck_assert(stage.loop);
	ck_assert(stage_beside_loop(&stage, event_log_worker(&log_, "C")));
	ck_assert(!stage_beside_loop(&stage, event_log_worker(&log_, "B")));
	happens("2 C handle stalls 1 1\n2 C block \"oven\" 8");
	ck_assert_str_eq(why("C"), "oven, 0 of 8 s"); /* and nothing stands still for it */
}
END_TEST

static const char *text_of(void *data, uint32_t id)
{
	(void)data;
	return id && id <= log_.text_count ? log_.texts[id - 1] : "";
}

static uint64_t hash_of(const char *line)
{
	happens(line);
	return event_hash(EVENT_HASH_START, &log_.events[log_.count - 1], text_of, NULL);
}

START_TEST(what_happens_in_a_cloud_counts_for_the_hash_but_not_how_long_it_took)
{
	for (enum kind kind = KIND_INVOKE; kind <= KIND_REINVOKE; kind++)
		ck_assert_msg(event_hash_counts(kind), "%s", kind_name(kind));
	one_is_ready();
	ck_assert_uint_ne(hash_of("2 C cold stalls 1"), hash_of("2 C cold stalls 2"));
	ck_assert_uint_ne(hash_of("2 A throttled stalls 1"), hash_of("2 A throttled stalls 1 waits"));
	ck_assert_uint_ne(hash_of("2 C handled stalls 1 7"), hash_of("2 C handled stalls 1 7 raised"));
	ck_assert_uint_eq(hash_of("2 C handle stalls 1 1"), hash_of("3 C handle stalls 1 2"));
	ck_assert_uint_eq(hash_of("3 C reclaim stalls 0 1"), hash_of("3 C reclaim stalls 0 2"));
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("cloud_stage");
	TCase *tests = tcase_create("clouds by literal logs");
	tcase_add_checked_fixture(tests, open_kitchen, log_stage_close);
	tcase_add_test(tests, a_request_is_given_and_told_by_what_it_is_about);
	tcase_add_test(tests, who_waits_is_told_of_the_instance_that_is_started_for_the_request);
	tcase_add_test(tests, nobody_is_on_the_way_any_more_when_an_instance_dies_at_its_start);
	tcase_add_test(tests, cold_and_warm_are_counted_with_what_they_cost);
	tcase_add_test(tests, too_many_at_once_are_refused_or_wait);
	tcase_add_test(tests, errors_and_deaths_end_a_request);
	tcase_add_test(tests, one_that_takes_too_long_is_told_as_that_where_it_lies);
	tcase_add_test(tests, a_request_that_nobody_waits_for_is_tried_again_and_lost);
	tcase_add_test(tests, an_instance_goes_and_the_next_takes_its_place);
	tcase_add_test(tests, an_instance_runs_beside_a_loop);
	tcase_add_test(tests, what_happens_in_a_cloud_counts_for_the_hash_but_not_how_long_it_took);
	suite_add_tcase(suite, tests);
	return run_suite(suite);
}
