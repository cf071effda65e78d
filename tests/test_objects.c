/* test_objects.c - locks, semaphores, conditions, events, barriers, shared values and arrays in the reducer and in words, by literal logs. */
#include "log_stage.h"
#include "stage/narrator.h"
#include "suite.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#define S UINT64_C(1000000000)

static void open_kitchen(void)
{
	log_stage_open("0 - begin 42\n"
		"main main\n"
		"lock till\n"
		"lock safe 1\n"
		"semaphore ovens 2\n"
		"condition changed till\n"
		"event open\n"
		"barrier start 3\n"
		"shared total\n"
		"array slots 3\n"
		"worker A ann\n"
		"worker B bob\n"
		"worker C cid\n");
}

static uint32_t holds(const char *letter, const char *name)
{
	return stage_worker_holds(&stage, event_log_worker(&log_, letter), event_log_object(&log_, name));
}

static const char *why(const char *letter)
{
	static char to[160];
	return stage_worker_why(&stage, event_log_worker(&log_, letter), stage.time_ns, to, sizeof to);
}

/* What the last event is told as. Names stand alone or behind their letter. */
static const char *told(const char *line)
{
	static char to[256];
	happens(line);
	narrator_sentence(&stage, &log_.events[log_.count - 1], to, sizeof to);
	return strstr(to, " ") == to + 1 ? to + 2 : to;
}

/* ---- who holds what ---- */

START_TEST(a_lock_has_one_holder_since_a_time)
{
	ck_assert_str_eq(told("1 A acquire till"), "ann acquires till.");
	ck_assert_uint_eq(object("till")->holder, event_log_worker(&log_, "A"));
	ck_assert_uint_eq(object("till")->held_since_ns, 1 * S);
	ck_assert_uint_eq(holds("A", "till"), 1);
	ck_assert_str_eq(told("2 A release till"), "ann releases till.");
	ck_assert_uint_eq(object("till")->holder, 0);
	ck_assert_uint_eq(holds("A", "till"), 0);
	ck_assert_uint_eq(stage.strange, 0);
}
END_TEST

START_TEST(who_wants_a_lock_waits_for_its_holder)
{
	happens("1 A acquire till\n2 B wait lock till A");
	ck_state("B", STATE_WAITING);
	ck_assert_str_eq(why("B"), "until till is free, A has it");
	ck_assert_uint_eq(worker("B")->peer, event_log_worker(&log_, "A"));
	ck_assert_uint_eq(object("till")->waiting, 1);
	ck_assert_str_eq(told("3 A release till"), "ann releases till; 1 waits for it.");
	happens("3 A wake B till");
	ck_state("B", STATE_READY);
	ck_assert_str_eq(why("B"), "till is free");
	ck_assert_uint_eq(object("till")->waiting, 0);
	happens("4 B acquire till");
	ck_assert_uint_eq(object("till")->held_since_ns, 4 * S);
	ck_assert_uint_eq(worker("B")->totals_ns[STATE_WAITING], 1 * S);
}
END_TEST

START_TEST(a_lock_whose_holder_has_ended_is_told)
{
	happens("1 A acquire till\n1 B wait lock till A\n2 A end");
	ck_assert_str_eq(why("B"), "until till is free, A has it and has ended");
}
END_TEST

START_TEST(a_reentrant_lock_is_held_more_than_once)
{
	happens("1 A acquire safe");
	ck_assert_str_eq(told("1 A acquire safe 0 2"), "ann acquires safe once more, and holds it 2 times now.");
	ck_assert_uint_eq(holds("A", "safe"), 2);
	ck_assert_str_eq(told("2 A release safe 0 1"), "ann releases safe once, and still holds it.");
	ck_assert_uint_eq(holds("A", "safe"), 1);
	ck_assert_uint_eq(object("safe")->held_since_ns, 1 * S);
	happens("3 A release safe");
	ck_assert_uint_eq(object("safe")->holder, 0);
}
END_TEST

START_TEST(places_of_a_semaphore_are_counted_and_stand_at_who_has_them)
{
	ck_assert_uint_eq(object("ovens")->length, 2);
	ck_assert_str_eq(told("1 A acquire ovens 1"), "ann acquires a place of ovens (1 of 2 left).");
	happens("1 B acquire ovens 0");
	ck_assert_str_eq(told("1 C refused ovens"), "cid tries ovens in vain: no place is free.");
	ck_assert_str_eq(told("1 C wait semaphore ovens"), "cid waits: no place of ovens is free.");
	ck_assert_uint_eq(holds("A", "ovens"), 1);
	happens("2 A release ovens 1");
	ck_assert_uint_eq(holds("A", "ovens"), 0);
	ck_assert_uint_eq(object("ovens")->length, 1);
}
END_TEST

START_TEST(a_place_too_many_is_told)
{
	ck_assert_str_eq(told("1 A release ovens 3"), "ann gives back a place of ovens that nobody had taken: it has 3 now, and was made with 2.");
}
END_TEST

START_TEST(who_can_end_a_wait_is_who_has_the_lock_or_a_place_now)
{
	uint32_t ids[2];
	happens("1 A acquire till\n1 B wait lock till A\n2 A release till\n2 C acquire till");
	ck_assert_uint_eq(stage_worker_from(&stage, event_log_worker(&log_, "B"), ids, 2), 1);
	ck_assert_uint_eq(ids[0], event_log_worker(&log_, "C"));
	happens("3 C release till\n3 B acquire ovens 1\n3 C acquire ovens 0\n3 A wait semaphore ovens");
	ck_assert_uint_eq(stage_worker_from(&stage, event_log_worker(&log_, "A"), ids, 2), 2);
	ck_assert_uint_eq(ids[0], event_log_worker(&log_, "B"));
	ck_assert_uint_eq(ids[1], event_log_worker(&log_, "C"));
}
END_TEST

START_TEST(more_locks_than_are_kept_do_no_harm)
{
	happens("lock a\nlock b\nlock c\nlock d\nlock e\n"
		"1 A acquire a\n1 A acquire b\n1 A acquire c\n1 A acquire d\n1 A acquire e\n");
	ck_assert_uint_eq(holds("A", "d"), 1);
	ck_assert_uint_eq(holds("A", "e"), 0);
	ck_assert_uint_eq(object("e")->holder, event_log_worker(&log_, "A"));
	happens("2 A release b\n2 A release e\n2 A acquire e");
	ck_assert_uint_eq(holds("A", "e"), 1);
}
END_TEST

/* ---- signals ---- */

START_TEST(waiting_at_a_condition_lets_the_lock_go_until_notified)
{
	happens("1 A acquire till");
	ck_assert_str_eq(told("1 A cond_wait changed till"), "ann lets till go and queues up at changed.");
	ck_assert_uint_eq(object("till")->holder, 0);
	ck_assert_uint_eq(object("changed")->length, 1);
	happens("1 A wait condition changed");
	ck_assert_str_eq(why("A"), "until changed is notified");
	happens("2 B acquire till");
	ck_assert_str_eq(told("2 B notify changed 1 1"), "bob notifies changed: 1 of 1 may go on as soon as till is free.");
	ck_assert_uint_eq(object("changed")->length, 0);
	happens("2 B wake A changed\n2 A wait lock till B\n3 B release till\n3 B wake A till");
	ck_assert_str_eq(told("3 A cond_back changed till"), "ann was notified at changed and has till again.");
	ck_assert_uint_eq(object("till")->holder, event_log_worker(&log_, "A"));
	ck_assert_uint_eq(holds("A", "till"), 1);
	ck_assert_uint_eq(stage.strange, 0);
}
END_TEST

START_TEST(a_notify_that_nobody_hears_is_told)
{
	happens("1 A acquire till");
	ck_assert_str_eq(told("1 A notify changed 0 0"), "ann notifies changed, and nobody hears it: nobody waits there.");
}
END_TEST

START_TEST(an_event_is_set_passed_and_cleared)
{
	happens("1 A wait event open\n1 B wait event open");
	ck_assert_str_eq(why("A"), "until open is set");
	ck_assert_str_eq(told("2 C set open"), "cid sets open, for which 2 wait.");
	ck_assert_uint_eq(object("open")->length, 1);
	happens("2 C wake A open");
	ck_assert_str_eq(told("2 A pass open"), "ann goes on: open is set.");
	happens("3 C clear open");
	ck_assert_uint_eq(object("open")->length, 0);
}
END_TEST

START_TEST(a_barrier_opens_when_all_have_arrived)
{
	ck_assert_str_eq(told("1 A barrier_arrive start 1"), "ann arrives at start, 1 of 3.");
	happens("1 A wait barrier start\n1 B barrier_arrive start 2\n1 B wait barrier start");
	ck_assert_str_eq(why("A"), "until all are at start, 2 of 3");
	ck_assert_str_eq(told("2 C barrier_arrive start 3"), "cid arrives at start, the last of 3: all may go on.");
	ck_assert_uint_eq(object("start")->length, 0);
	happens("2 C wake A start");
	ck_assert_str_eq(told("2 A pass start"), "ann goes on from start: all 3 have arrived.");
}
END_TEST

/* ---- memory that is shared ---- */

START_TEST(a_shared_value_is_read_written_and_added_to)
{
	happens("1 A write total 5\n1 A read total 5");
	ck_assert_uint_eq(worker("A")->read_cell, event_log_object(&log_, "total"));
	ck_assert_str_eq(told("2 B add total 7"), "bob adds to total in one step; it is now 7.");
	ck_assert_uint_eq(object("total")->value, word_integer(7));
	ck_assert_uint_eq(worker("B")->read_cell, 0);
	ck_assert_uint_eq(object("total")->writer, event_log_worker(&log_, "B"));
	ck_assert_str_eq(told("2 A write total 6"), "ann writes total = 6.");
	ck_assert_uint_eq(worker("A")->station, 0);
}
END_TEST

START_TEST(an_array_holds_what_it_is_filled_with_and_does_not_grow)
{
	ck_assert_str_eq(told("1 @ fill slots 3 0"), "Each of the 3 places of slots holds 0.");
	happens("1 A element_write slots 2 \"x\"");
	ck_assert_uint_eq(stage.elements[object("slots")->elements], word_integer(0));
	ck_assert_uint_eq(stage.elements[object("slots")->elements + 1], word_text(event_log_text(&log_, "x")));
	ck_assert_uint_eq(stage.strange, 0);
	happens("2 A element_write slots 4 1");
	ck_assert_uint_eq(stage.strange, 1);
	ck_assert_uint_eq(object("slots")->length, 3);
}
END_TEST

START_TEST(what_makes_no_sense_is_counted_and_changes_nothing)
{
	const uint32_t ann = event_log_worker(&log_, "A");
	happens("0 A start");
	struct event odd[] = {
		{ .kind = KIND_ACQUIRE, .worker = ann & WORKER_MAX, .object = event_log_object(&log_, "open") },
		{ .kind = KIND_COND_WAIT, .worker = ann & WORKER_MAX, .object = event_log_object(&log_, "changed"), .value = 9999 },
		{ .kind = KIND_BARRIER_ARRIVE, .worker = ann & WORKER_MAX, .object = event_log_object(&log_, "start"), .item = 4 },
		{ .kind = KIND_NOTIFY, .worker = ann & WORKER_MAX, .object = event_log_object(&log_, "changed"), .item = 1 },
		{ .kind = KIND_FILL, .worker = ann & WORKER_MAX, .object = event_log_object(&log_, "slots"), .item = 4000000000u },
		{ .kind = KIND_WAIT, .worker = ann & WORKER_MAX, .object = event_log_object(&log_, "till"), .item = REASON_BARRIER },
		{ .kind = KIND_WAIT, .worker = ann & WORKER_MAX, .object = 60000, .item = REASON_LOCK },
	};
	for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
		stage_apply(&stage, &odd[i]);
		ck_assert_uint_eq(stage.strange, i + 1);
	}
	ck_state("A", STATE_RUNNING);
	ck_assert_uint_eq(object("till")->holder, 0);
	ck_assert_uint_eq(object("slots")->length, 0);
	ck_assert_uint_eq(object("start")->length, 0);
}
END_TEST

/* ---- nobody can go on ---- */

START_TEST(two_locks_taken_in_opposite_order_are_told_as_who_waits_for_whom)
{
	char to[512];
	happens("0 A start\n0 B start\n0 C start\n1 @ end\n1 C end\n1 A acquire till\n1 B acquire safe\n2 A wait lock safe B\n2 B wait lock till A");
	narrator_moment(&stage, 2 * S, to, sizeof to);
	ck_assert_msg(strstr(to, "Nobody can go on") == to, "%s", to);
	ck_assert_msg(strstr(to, "until safe is free, B has it") != NULL, "%s", to);
}
END_TEST

static Suite *suite(void)
{
	Suite *suite = suite_create("objects");
	TCase *tests = tcase_create("objects");
	tcase_add_checked_fixture(tests, open_kitchen, log_stage_close);
	tcase_add_test(tests, a_lock_has_one_holder_since_a_time);
	tcase_add_test(tests, who_wants_a_lock_waits_for_its_holder);
	tcase_add_test(tests, a_lock_whose_holder_has_ended_is_told);
	tcase_add_test(tests, a_reentrant_lock_is_held_more_than_once);
	tcase_add_test(tests, places_of_a_semaphore_are_counted_and_stand_at_who_has_them);
	tcase_add_test(tests, a_place_too_many_is_told);
	tcase_add_test(tests, who_can_end_a_wait_is_who_has_the_lock_or_a_place_now);
	tcase_add_test(tests, more_locks_than_are_kept_do_no_harm);
	tcase_add_test(tests, waiting_at_a_condition_lets_the_lock_go_until_notified);
	tcase_add_test(tests, a_notify_that_nobody_hears_is_told);
	tcase_add_test(tests, an_event_is_set_passed_and_cleared);
	tcase_add_test(tests, a_barrier_opens_when_all_have_arrived);
	tcase_add_test(tests, a_shared_value_is_read_written_and_added_to);
	tcase_add_test(tests, an_array_holds_what_it_is_filled_with_and_does_not_grow);
	tcase_add_test(tests, what_makes_no_sense_is_counted_and_changes_nothing);
	tcase_add_test(tests, two_locks_taken_in_opposite_order_are_told_as_who_waits_for_whom);
	suite_add_tcase(suite, tests);
	return suite;
}

int main(void)
{
	return run_suite(suite());
}
