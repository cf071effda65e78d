/* What each worker will do next, in words, and the circle of those who wait for one another: from literal logs, with what a kitchen tells before a choice. */
#include "log_stage.h"
#include "stage/cycle.h"
#include "stage/next.h"
#include "suite.h"

#include <string.h>

static const char opening[] =
	"main main\n"
	"lock left\n"
	"lock right\n"
	"queue orders 2\n"
	"semaphore seats 2\n"
	"condition news left\n"
	"event open\n"
	"barrier line 3\n"
	"cell visits\n"
	"grill stove 2\n"
	"0 @ write visits 0\n"
	"worker A \"first\"\n"
	"worker B \"second\"\n"
	"device C stove stove\n";

static void open_(void)
{
	log_stage_open(opening);
}

static uint32_t id_of(const char *letter)
{
	return event_log_worker(&log_, letter);
}

/* The kitchen tells what the worker would do. */
static void told(const char *letter, enum kind kind, enum next_way way, enum reason reason, const char *object, uint64_t value, int line)
{
	struct event event = { .time_ns = stage.time_ns, .kind = KIND_NEXT, .worker = id_of(letter), .line = (uint16_t)line, .value = value,
		.object = object ? event_log_object(&log_, object) : 0, .item = (uint32_t)kind | (uint32_t)way << 8 | (uint32_t)reason << 16 };
	stage_apply(&stage, &event);
}

static void asked(void)
{
	stage_apply(&stage, &(struct event){ .time_ns = stage.time_ns, .kind = KIND_ASK });
}

static void ck_words(const char *letter, const char *expected)
{
	char words[200];
	ck_assert_str_eq(stage_next_words(&stage, id_of(letter), words, sizeof words), expected);
}

START_TEST(a_write_is_told_with_the_value_that_was_read)
{
	happens("0 A read visits 0");
	told("A", KIND_WRITE, NEXT_CAN, REASON_NONE, "visits", word_integer(1), 4);
	asked();
	ck_words("A", "writes visits = 1 (it read 0)");
	ck_assert(stage_next_possible(&stage, id_of("A")));
	ck_assert(!stage_next_loses(&stage, id_of("A")));
	ck_assert_uint_eq(stage_next_line(&stage, id_of("A")), 4);
}
END_TEST

START_TEST(a_write_of_what_is_out_of_date_would_lose_an_update)
{
	happens("0 A read visits 0\n0 B read visits 0\n0 B write visits 1");
	told("A", KIND_WRITE, NEXT_CAN, REASON_NONE, "visits", word_integer(1), 4);
	asked();
	ck_assert(stage_next_loses(&stage, id_of("A")));
}
END_TEST

START_TEST(a_lock_is_acquired_or_waited_for_and_its_holder_named)
{
	told("A", KIND_ACQUIRE, NEXT_CAN, REASON_NONE, "left", 0, 3);
	asked();
	ck_words("A", "acquires the lock left");
	happens("0 B acquire left");
	told("A", KIND_ACQUIRE, NEXT_CANNOT, REASON_LOCK, "left", id_of("B"), 3);
	asked();
	ck_words("A", "waits for lock left: B holds it");
	ck_assert(!stage_next_possible(&stage, id_of("A")));
	happens("0 B end");
	ck_words("A", "waits for lock left: B holds it and has ended");
	ck_words("B", "has ended");
}
END_TEST

START_TEST(each_reason_to_wait_is_told_with_what_is_missing)
{
	static const struct { enum kind kind; enum reason reason; const char *object, *words; } waits[] = {
		{ KIND_PUT, REASON_QUEUE_FULL, "orders", "waits for room in orders: 0 of 2" },
		{ KIND_GET, REASON_QUEUE_EMPTY, "orders", "waits until something comes into orders" },
		{ KIND_ALL_DONE, REASON_QUEUE_JOIN, "orders", "waits until all from orders is dealt with: 0 left" },
		{ KIND_ACQUIRE, REASON_SEMAPHORE, "seats", "waits for a place of seats: none is free" },
		{ KIND_COND_BACK, REASON_CONDITION, "news", "waits to be notified at news" },
		{ KIND_PASS, REASON_EVENT, "open", "waits until open is set" },
		{ KIND_PASS, REASON_BARRIER, "line", "waits at line: 0 of 3 are there" },
	};
	for (size_t i = 0; i < sizeof waits / sizeof *waits; i++) {
		told("A", waits[i].kind, NEXT_CANNOT, waits[i].reason, waits[i].object, 0, 3);
		asked();
		ck_words("A", waits[i].words);
	}
}
END_TEST

START_TEST(a_sleeper_and_a_device_are_told_with_the_time_to_which_the_clock_jumps)
{
	told("A", KIND_AWAKE, NEXT_ASLEEP, REASON_NONE, NULL, 400000000, 0);
	told("C", KIND_AWAKE, NEXT_DEVICE, REASON_NONE, NULL, 2000000000, 0);
	asked();
	ck_words("A", "wakes in 0.4 s: the clock jumps");
	ck_words("C", "cooks, due in 2 s: the clock jumps");
	ck_assert(stage_next_possible(&stage, id_of("A")));
	ck_assert(stage_next_possible(&stage, id_of("C")));
}
END_TEST

START_TEST(who_joins_another_is_no_choice)
{
	told("A", KIND_JOINED, NEXT_JOINS, REASON_WORKER_JOIN, NULL, id_of("B"), 9);
	asked();
	ck_words("A", "waits for B to end");
	ck_assert(!stage_next_possible(&stage, id_of("A")));
}
END_TEST

START_TEST(between_two_choices_nobody_is_possible)
{
	told("A", KIND_READ, NEXT_CAN, REASON_NONE, "visits", 0, 4);
	asked();
	ck_assert(stage_next_possible(&stage, id_of("A")));
	stage_apply(&stage, &(struct event){ .kind = KIND_STEP, .worker = id_of("A"), .item = 1 });
	ck_assert(!stage_next_possible(&stage, id_of("A")));
	ck_words("B", "is on its way");
}
END_TEST

START_TEST(two_who_hold_what_the_other_wants_are_a_circle)
{
	struct wait_edge edges[CYCLE_MAX];
	char words[300];
	happens("0 A acquire left\n0 B acquire right");
	told("A", KIND_ACQUIRE, NEXT_CANNOT, REASON_LOCK, "right", id_of("B"), 3);
	asked();
	ck_assert_uint_eq(stage_cycle(&stage, edges), 0);
	ck_assert_str_eq(stage_cycle_words(&stage, words, sizeof words), "");
	told("B", KIND_ACQUIRE, NEXT_CANNOT, REASON_LOCK, "left", id_of("A"), 3);
	asked();
	ck_assert_uint_eq(stage_cycle(&stage, edges), 2);
	ck_assert_str_eq(stage_cycle_words(&stage, words, sizeof words),
		"A waits for the lock right, which B holds, and B waits for the lock left, which A holds: nobody can let go first");
}
END_TEST

START_TEST(at_the_end_of_a_run_those_who_really_wait_make_the_circle)
{
	struct wait_edge edges[CYCLE_MAX];
	happens("0 A acquire left\n0 B acquire right\n0 A wait lock right B\n0 B wait lock left A\n0 - outcome deadlock");
	ck_assert_uint_eq(stage_cycle(&stage, edges), 2);
	ck_words("A", "waits for lock right: B holds it");
}
END_TEST

START_TEST(waiting_for_one_who_waits_for_nobody_is_no_circle)
{
	struct wait_edge edges[CYCLE_MAX];
	happens("0 B acquire left\n0 A wait lock left B\n0 @ wait worker A");
	ck_assert_uint_eq(stage_cycle(&stage, edges), 0);
	ck_assert(stage_waits_for(&stage, id_of("@"), &edges[0]));
	ck_assert_uint_eq(edges[0].holder, id_of("A"));
}
END_TEST

START_TEST(joining_one_who_waits_for_oneself_is_a_circle)
{
	struct wait_edge edges[CYCLE_MAX];
	char words[300];
	happens("0 @ acquire left\n0 A wait lock left @\n0 @ wait worker A");
	ck_assert_uint_eq(stage_cycle(&stage, edges), 2);
	ck_assert(strstr(stage_cycle_words(&stage, words, sizeof words), "@ waits for A to end"));
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("next");
	TCase *words = tcase_create("words"), *circle = tcase_create("circle");
	tcase_add_checked_fixture(words, open_, log_stage_close);
	tcase_add_test(words, a_write_is_told_with_the_value_that_was_read);
	tcase_add_test(words, a_write_of_what_is_out_of_date_would_lose_an_update);
	tcase_add_test(words, a_lock_is_acquired_or_waited_for_and_its_holder_named);
	tcase_add_test(words, each_reason_to_wait_is_told_with_what_is_missing);
	tcase_add_test(words, a_sleeper_and_a_device_are_told_with_the_time_to_which_the_clock_jumps);
	tcase_add_test(words, who_joins_another_is_no_choice);
	tcase_add_test(words, between_two_choices_nobody_is_possible);
	tcase_add_checked_fixture(circle, open_, log_stage_close);
	tcase_add_test(circle, two_who_hold_what_the_other_wants_are_a_circle);
	tcase_add_test(circle, at_the_end_of_a_run_those_who_really_wait_make_the_circle);
	tcase_add_test(circle, waiting_for_one_who_waits_for_nobody_is_no_circle);
	tcase_add_test(circle, joining_one_who_waits_for_oneself_is_a_circle);
	suite_add_tcase(suite, words);
	suite_add_tcase(suite, circle);
	return run_suite(suite);
}
