/* test_narrator.c - what is told of each kind of event, word for word. */
#include "log_stage.h"
#include "stage/narrator.h"
#include "suite.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void open_kitchen(void)
{
	log_stage_open("main main\n"
		"queue orders 5\n"
		"arrivals customers 8\n"
		"grill grill 4\n"
		"cell visits\n"
		"list pile\n"
		"queue cooked 0\n"
		"worker A \"take orders\"\n"
		"worker B \"cook patties\"\n"
		"worker C \"make burgers\"\n"
		"device D customers customers\n");
}

/* The sentence of the last of these lines. */
static const char *told(const char *lines)
{
	static char to[512];
	happens(lines);
	size_t length = narrator_sentence(&stage, &log_.events[log_.count - 1], to, sizeof to);
	ck_assert_uint_eq(length, strlen(to));
	return to;
}

static const char *moment(double now_s)
{
	static char to[512];
	narrator_moment(&stage, (uint64_t)(now_s * 1e9), to, sizeof to);
	return to;
}

#define tells(lines, sentence) ck_assert_str_eq(told(lines), sentence)

START_TEST(workers_come_and_go)
{
	tells("worker E washer", "washer joins the kitchen as E.");
	tells("device F fire grill", "fire needs nobody to run it, and goes by F.");
	tells("1 A start", "A take orders starts.");
	tells("1 A say \"Order up!\"", "A take orders says: \"Order up!\"");
	tells("1 A say \"order up\"", "A take orders says: \"order up\".");
	tells("1 A end", "A take orders is done.");
	tells("1 B fail \"burgers.lua:9: no patty\"", "B cook patties fails: burgers.lua:9: no patty.");
	tells("1 B end failed", "B cook patties ends: it has failed.");
	tells("2 @ joined A", "main has the result of A take orders.");
}
END_TEST

START_TEST(a_process_that_is_stopped_or_killed_is_told_in_words)
{
	tells("1 A stopped", "A take orders: its process is stopped.");
	tells("1 A continued", "A take orders: its process goes on.");
	tells("1 A killed 9", "A take orders: its process was killed (SIGKILL).");
	tells("1 A end failed", "A take orders is no more.");
	tells("2 @ joined A", "main gets an error in place of the result of A take orders.");
	tells("2 B killed 0", "B cook patties: its process exited before its end.");
	tells("2 C killed 40", "C make burgers: its process was ended by signal 40.");
}
END_TEST

START_TEST(who_waits_is_told_with_the_reason)
{
	tells("1 C wait empty orders", "C make burgers waits: orders is empty.");
	happens("1 A put orders 1\n1 A put orders 2\n1 A put orders 3\n1 A put orders 4\n");
	tells("1 A put orders 5", "A take orders puts order 5 into orders (5 of 5).");
	tells("1 A wait full orders", "A take orders waits: orders is full, 5 of 5.");
	tells("1 @ wait join orders", "main waits until all from orders is dealt with, 5 to go.");
	tells("1 B wait worker A", "B cook patties waits for A take orders to end.");
}
END_TEST

START_TEST(who_wakes_is_told_with_the_reason)
{
	happens("1 C wait empty orders\n1 A put orders 1\n");
	tells("1 A wake C orders", "C make burgers wakes: something came into orders.");
	tells("1 A wake C orders", "C make burgers wakes: something came into orders.");
	happens("2 C say x");
	tells("2 A wake C orders", "A take orders wakes C make burgers.");
	happens("2 A wait full orders");
	tells("3 C wake A orders", "A take orders wakes: orders has room again.");
	happens("3 @ wait join orders");
	tells("3 C wake @ orders", "main wakes: all from orders is dealt with.");
	happens("4 @ wait worker A\n4 A end");
	tells("4 A wake @", "main wakes: A take orders has ended.");
	happens("4 C get orders 1\n5 C wait empty orders\n5 @ close orders");
	tells("5 @ wake C orders", "C make burgers wakes: orders is closed.");
}
END_TEST

START_TEST(things_are_told_by_their_number_and_what_their_queue_holds)
{
	tells("1 D arrive customers 12", "Customer 12 comes in (1 of 8).");
	tells("1 A get customers 12", "A take orders takes customer 12 out of customers (0 left).");
	happens("1 A put orders 10\n1 A put orders 11");
	tells("1 A put orders 12", "A take orders puts order 12 into orders (3 of 5).");
	tells("1 B put cooked 7", "B cook patties puts 7 into cooked (1 there).");
	tells("1 B put cooked \"well done\"", "B cook patties puts well done into cooked (2 there).");
	tells("1 A put orders \"pizza\"", "A take orders puts pizza into orders (4 of 5).");
	tells("1 A put orders #4", "A take orders puts order #4 into orders (5 of 5).");
	tells("2 C get orders 10", "C make burgers takes order 10 out of orders (4 left).");
	tells("3 C serve 10", "C make burgers serves 10 (1 served in all).");
	happens("2 B get orders 11\n2 B killed 9");
	tells("3 B lost 11", "11 was in the hands of B cook patties: it is lost, nobody will serve it.");
	tells("3 C lost 11", "C make burgers loses 11: it will not be served.");
	tells("3 A close orders", "A take orders closes orders: nothing more comes in.");
	tells("3 D close customers", "No more customers will come in.");
	tells("3 C closed orders", "C make burgers finds orders closed and empty.");
	tells("3 C task_done orders 2", "C make burgers has dealt with one from orders, 2 to go.");
	tells("3 C task_done orders 0", "C make burgers has dealt with one from orders, the last.");
	tells("3 @ all_done orders", "main goes on: all from orders is dealt with.");
}
END_TEST

START_TEST(only_safe_plurals_give_a_noun)
{
	static const struct {
		const char *queue, *sentence;
	} nouns[] = {
		{"dishes", "A take orders puts dish 1 into dishes (1 there)."},
		{"boxes", "A take orders puts box 1 into boxes (1 there)."},
		{"cakes", "A take orders puts cake 1 into cakes (1 there)."},
		{"fries", "A take orders puts 1 into fries (1 there)."},
		{"glass", "A take orders puts 1 into glass (1 there)."},
		{"Orders", "A take orders puts 1 into Orders (1 there)."},
		{"status", "A take orders puts 1 into status (1 there)."},
	};
	for (size_t i = 0; i < sizeof nouns / sizeof *nouns; i++) {
		char lines[128];
		snprintf(lines, sizeof lines, "queue %s 0\n1 A put %s 1", nouns[i].queue, nouns[i].queue);
		tells(lines, nouns[i].sentence);
	}
}
END_TEST

START_TEST(the_grill_and_its_slots)
{
	tells("1 B place grill 7 2 3", "B cook patties puts 7 on slot 2 of the grill, to cook for 3 s.");
	tells("2 B look grill 7 2 0", "B cook patties looks at slot 2 of the grill: 7 is not cooked yet.");
	tells("4 - cooked grill 7 2", "The grill has cooked 7 on slot 2.");
	tells("4 B look grill 7 2", "B cook patties looks at slot 2 of the grill: 7 is cooked.");
	tells("5 B take grill 7 2", "B cook patties takes 7 off slot 2 of the grill.");
	tells("5 B look grill nothing 2 0", "B cook patties looks at slot 2 of the grill: nothing is there.");
	tells("5 B take grill nothing 2 0", "B cook patties reaches for slot 2 of the grill, and nothing is there.");
	happens("6 B place grill 8 1 3");
	tells("6 B take grill 8 1 0", "B cook patties takes 8 off slot 1 of the grill, before it is cooked.");
}
END_TEST

START_TEST(what_takes_time)
{
	tells("1 B sleep 1 \"until the next look\"", "B cook patties sleeps 1 s: until the next look.");
	tells("1 B sleep 0.25", "B cook patties sleeps 0.3 s.");
	tells("2 B awake 0.0001", "B cook patties is awake again.");
	tells("2 B awake 0.012", "B cook patties is awake again, 12 ms late.");
	tells("1 A work \"take order\" 0.4", "A take orders gets to work: take order, 0.4 s.");
	tells("2 A worked 0.4", "A take orders has done its work (0.4 s of real CPU time).");
	tells("2 A block \"read a file\" 185", "A take orders blocks for 3 min 5 s: read a file.");
	tells("3 A unblock", "A take orders goes on.");
	tells("3 A resume 0.005", "The loop hands control to A take orders, ready for 5 ms.");
	tells("3 A block wait 0.5", "A take orders blocks for 0.5 s: wait; the loop stands still.");
	tells("4 A unblock 0.5", "A take orders goes on; the loop stood still for 0.5 s.");
	tells("4 A yield", "A take orders lets the others go first.");
	tells("4 - loop_lag 0.02", "The loop comes 20 ms late to what was due.");
}
END_TEST

START_TEST(the_gil_is_told_with_its_holder)
{
	tells("0 - gil_mode 1 0.005", "The GIL is on: one worker runs at a time, and after 5 ms another may ask for its turn.");
	tells("1 A gil_acquire", "A take orders has the GIL.");
	tells("1 C gil_want A", "C make burgers wants the GIL: A take orders holds it.");
	tells("1.005 C gil_ask A", "C make burgers asks A take orders, who has held the GIL for 5 ms, to drop it.");
	tells("1.006 A gil_release 1", "A take orders gives the GIL up, as it was asked to.");
	tells("1.006 B gil_acquire", "B cook patties has the GIL.");
	tells("1.006 C gil_miss B", "C make burgers woke for the GIL and was refused: B cook patties had taken it.");
	tells("1.007 B gil_release", "B cook patties lets the GIL go.");
	tells("1.007 C gil_acquire 0.007", "C make burgers has the GIL after waiting 7 ms.");
	tells("1.1 - gil_mode 0 0", "The GIL is off: workers can run at the same time.");
}
END_TEST

START_TEST(memory_and_the_lost_update_before_it_happens)
{
	tells("1 A read visits 3", "A take orders reads visits: 3.");
	happens("1 B read visits 3");
	tells("2 A write visits 4", "A take orders writes visits = 4; B cook patties still holds the 3 it read before.");
	happens("2 C read visits 4\n2 A read visits 4");
	tells("3 B write visits 5", "B cook patties writes visits = 5; 2 others still hold what they read before.");
	tells("4 A read visits 7 1000", "A take orders has read visits 1000 times, and last found 7.");
	tells("4 A append pile 1 \"bun\"", "A take orders appends \"bun\" to pile (1 long).");
	tells("4 A element_read pile 1 \"bun\"", "A take orders reads pile[1]: \"bun\".");
	tells("4 A element_write pile 1 0.5", "A take orders writes pile[1] = 0.5.");
	tells("4 A length pile 1", "A take orders counts what is in pile: 1.");
	tells("4 A pop pile 1 0.5", "A take orders takes 0.5 off the end of pile (0 left).");
	tells("4 A pop pile 0 nil", "A take orders finds nothing in pile to take off.");
}
END_TEST

START_TEST(the_run_begins_is_held_and_ends)
{
	tells("0 - begin 42", "The kitchen opens (seed 42).");
	tells("0 - param cooks 3", "The setting cooks is 3.");
	tells("0 - pace 10", "The pace is 10 kitchen seconds to a real one.");
	tells("0 - pace 1", "The pace is 1 kitchen second to a real one.");
	tells("0 - pace 0", "The kitchen now runs as fast as it can.");
	tells("1 - hold", "The kitchen is held, and its clock with it.");
	tells("1 - go 3", "The kitchen goes on; it was held for 3 s.");
	tells("1 A stall 0.002", "A take orders had to wait 2 ms: its events came faster than they were collected.");
	tells("2 @ expect \"all are served\" 1", "As expected: all are served.");
	ck_assert_int_eq(narrator_weight(&log_.events[log_.count - 1]), WEIGHT_STORY);
	tells("2 @ expect \"none is lost\" 0", "Expected, and not so: none is lost.");
	ck_assert_int_eq(narrator_weight(&log_.events[log_.count - 1]), WEIGHT_TURN);
	tells("3 - outcome done", "The kitchen closes: all is done.");
	tells("3 - outcome failed \"a.lua:3: no\"", "The run has failed: a.lua:3: no.");
}
END_TEST

START_TEST(bookkeeping_is_never_told)
{
	tells("1 - tick", "");
	tells("1 A kernel 0 1 1", "");
	tells("1 A cpu 1", "");
	tells("1 A local 0 x 1", "");
	tells("cell more", "");
	tells("1 A code more", "");
	for (int kind = 0; kind < 256; kind++) {
		struct event event = {.kind = kind & 0xff, .worker = WORKER_MAX, .object = 0xffff, .item = UINT32_MAX, .value = UINT64_MAX};
		char to[40];
		size_t length = narrator_sentence(&stage, &event, to, sizeof to);
		ck_assert_uint_lt(length, sizeof to);
		if (narrator_weight(&event) == WEIGHT_NONE)
			ck_assert_uint_eq(length, 0);
	}
}
END_TEST

START_TEST(every_kind_that_matters_has_a_sentence)
{
	static const enum kind silent[] = {KIND_TICK, KIND_KERNEL, KIND_CPU, KIND_MEMORY, KIND_LOCAL, KIND_CODE, KIND_WORKING, KIND_STEP, KIND_NEXT, KIND_ASK};
	for (int kind = 1; kind < KIND_COUNT; kind++) {
		struct event event = {.kind = kind & 0xff, .worker = 2, .object = 1, .item = 1, .value = 1};
		bool told_of = true;
		for (size_t i = 0; i < sizeof silent / sizeof *silent; i++)
			told_of = told_of && silent[i] != (enum kind)kind;
		ck_assert_msg((narrator_weight(&event) != WEIGHT_NONE) == told_of, "%s", kind_name((enum kind)kind));
	}
}
END_TEST

START_TEST(a_free_runs_writes_are_summed_up_at_its_end)
{
	char to[512];
	happens("0 @ write visits 0\n1 A read visits 999 1000\n1 A write visits 1000 1000");
	narrator_writes(&stage, to, sizeof to);
	ck_assert_str_eq(to, "None of the 1,001 writes to visits was made of an older value. One write every 999,000 ns on the mean.");
	tells("2 A overwrite visits 1 7", "A take orders has written visits over what others had written since it read it.");
	tells("2 B overwrite visits 12 5000", "B cook patties has written visits 12 times over what others had written since it read it.");
	happens("2 - gil_mode 1 0.005\n2 - outcome violated");
	ck_assert_str_eq(moment(2), "13 of the 1,001 writes to visits were made of an older value, and lost 5,007 of what others had added. With the GIL one worker runs at "
		"a time, and hands over only where a line begins or where it waits. One write every 1,998,001 ns on the mean.");
	stage.steps = 1; /* under control each write is told by itself */
	ck_assert_uint_eq(narrator_writes(&stage, to, sizeof to), 0);
}
END_TEST

START_TEST(under_control_the_gil_goes_with_the_turn_and_is_not_told)
{
	struct event event = { .kind = KIND_GIL_ACQUIRE, .worker = 2 };
	struct stage at;
	stage_init(&at, text);
	ck_assert_int_ne(narrator_weight_at(&at, &event), WEIGHT_NONE);
	at.steps = 1;
	ck_assert_int_eq(narrator_weight_at(&at, &event), WEIGHT_NONE);
	event.kind = KIND_READ;
	ck_assert_int_ne(narrator_weight_at(&at, &event), WEIGHT_NONE);
	stage_release(&at);
}
END_TEST

START_TEST(a_moment_says_who_runs_and_what_holds_the_others_up)
{
	struct stage empty;
	char to[100];
	stage_init(&empty, text);
	narrator_moment(&empty, 0, to, sizeof to);
	ck_assert_str_eq(to, "Nobody is here yet.");
	stage_release(&empty);
	happens("0 - gil_mode 1 0.005\n1 C gil_acquire\n1 A put orders 12\n1 C get orders 12\n1 C gil_release\n1 A gil_acquire\n1 C gil_want A");
	ck_assert_str_eq(moment(1.002), "A take orders runs. C make burgers has order 12 in hand but wants the GIL: A has 3 ms of its 5 ms left.");
	ck_assert_str_eq(moment(1.012), "A take orders runs. C make burgers has order 12 in hand but wants the GIL: A has held it for 12 ms real.");
	happens("1.1 - hold");
	ck_assert_str_eq(moment(9), "The kitchen is held: its clock stands still.");
}
END_TEST

START_TEST(a_worker_of_a_pool_beside_the_loop_is_not_run_by_the_loop)
{
	happens("0 @ start 10 10\n0 @ resume 0\npool chefs 1\nhelper E \"chefs 1\" chefs\n0.5 E start 11 11\n1 @ wait worker A\n1 E block \"oven\" 8");
	ck_assert_str_eq(moment(3), "E chefs 1 is blocked outside: oven, 2 of 8 s. main waits until A take orders ends.");
}
END_TEST

START_TEST(a_moment_names_those_who_run_at_the_same_time)
{
	happens("1 @ wait worker A\n1 A work \"take order\" 8");
	ck_assert_str_eq(moment(3), "A take orders runs: take order, 2 of 8 s. main waits until A take orders ends.");
	happens("1 B work \"cook\" 8\n1 C wait empty cooked");
	ck_assert_str_eq(moment(3), "A take orders and B cook patties both run at the same time. C make burgers waits until something comes into cooked.");
	happens("2 B put cooked 1\n2 C wait empty orders\n2 B wait empty orders\n2 A put orders 1\n2 C get orders 1\n3 C wait empty cooked");
	ck_assert_str_eq(moment(3), "A take orders runs: take order, 2 of 8 s. B cook patties waits until something comes into orders, from A.");
}
END_TEST

START_TEST(who_is_ready_and_not_let_on_is_told_before_who_sleeps)
{
	happens("1 @ wait worker A\n1 B sleep 60\n1 A wait empty orders\n1 C wait empty cooked\n2 - wake A orders\n2 - wake C cooked");
	ck_assert_str_eq(moment(2), "Nobody runs just now: A take orders and C make burgers are ready, but the machine has not let them on yet. "
		"B cook patties sleeps: 59 s.");
}
END_TEST

START_TEST(under_control_who_is_ready_waits_for_its_turn)
{
	happens("1 @ end\n1 A start\n1 B start\n1 A step 1");
	ck_assert_str_eq(moment(2), "A take orders runs. B cook patties is ready, but it is not its turn.");
	happens("2 A wait empty orders");
	ck_assert_str_eq(moment(2), "Nobody runs just now: B cook patties is ready, but it is not its turn. A take orders waits until something comes into orders.");
}
END_TEST

START_TEST(a_moment_of_a_loop_that_stands_still)
{
	happens("0 - pace 10\n1 A resume\n1 A block \"read a file\" 20");
	ck_assert_str_eq(moment(1.4), "The loop stands still: A take orders blocks it, 4 s so far.");
	happens("3 A unblock 2");
	ck_assert_str_eq(moment(3), "The loop runs A take orders.");
	happens("3 C resume\n3 C yield\n3 A resume");
	ck_assert_str_eq(moment(3), "The loop runs A take orders. C make burgers is ready: one at a time.");
	happens("4 C resume\n4 C sleep 10\n4 A resume");
	ck_assert_str_eq(moment(7), "The loop runs A take orders. C make burgers is late by 20 s: A keeps the loop.");
}
END_TEST

START_TEST(a_sleeper_that_a_loop_keeps_waiting_is_ready_and_late)
{
	char to[100];
	happens("0 - pace 10\n1 C resume\n1 C sleep 10 \"a nap\"\n1 A resume");
	uint32_t c = event_log_worker(&log_, "C");
	uint64_t late_ns;
	ck_assert_int_eq(stage_worker_seen(&stage, c, 1900000000, &late_ns), STATE_SLEEPING);
	ck_assert_uint_eq(late_ns, 0);
	ck_assert_int_eq(stage_worker_seen(&stage, c, UINT64_C(4000000000), &late_ns), STATE_READY);
	ck_assert_uint_eq(late_ns, 2000000000);
	ck_assert_str_eq(stage_worker_why(&stage, c, UINT64_C(4000000000), to, sizeof to), "late by 20 s: A keeps the loop");
}
END_TEST

START_TEST(a_moment_in_which_nobody_can_go_on)
{
	happens("1 D wait full customers\n1 A wait empty cooked\n1 B wait empty cooked\n1 C wait empty cooked\n1 @ wait worker A");
	ck_assert_str_eq(moment(2), "Nobody can go on: A take orders waits until something comes into cooked; 3 more wait.");
	happens("2 D arrive customers 1");
	ck_assert_str_eq(moment(2), "Nobody runs just now. A take orders waits until something comes into cooked.");
	happens("3 C sleep 5 \"a nap\"");
	ck_assert_str_eq(moment(4), "Nobody runs just now. C make burgers sleeps: a nap, 4 s.");
	happens("4 A put orders 1\n4 A put orders 2\n4 A put orders 3\n4 A put orders 4\n4 A put orders 5\n4 A wait full orders");
	ck_assert_str_eq(moment(4), "Nobody runs just now. A take orders is held up: orders is full, 5 of 5.");
	happens("5 - outcome interrupted");
	ck_assert_str_eq(moment(6), "The run was interrupted.");
}
END_TEST

START_TEST(two_who_wait_for_ever_are_both_named)
{
	happens("1 D close customers\n1 @ wait worker A\n1 B end\n1 C end\n1 A wait empty cooked");
	ck_assert_str_eq(moment(2), "Nobody can go on: A take orders waits until something comes into cooked; main waits until A take orders ends.");
}
END_TEST

START_TEST(a_deadlock_is_told_as_the_circle_it_is)
{
	happens("1 D wait full customers\n1 D end\n1 B put cooked 1\n1 C get cooked 1\n1 C wait empty cooked\n1 B wait worker C\n1 @ wait worker A\n1 A wait worker B");
	ck_assert_str_eq(moment(2), "Nobody can go on: C make burgers waits until something comes into cooked; B cook patties waits until C make burgers ends, a circle.");
	happens("2 - outcome deadlock");
	ck_assert_str_eq(moment(2), "Deadlock: nobody can ever go on. C make burgers waits until something comes into cooked; "
		"B cook patties waits until C make burgers ends, a circle.");
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("narrator");
	TCase *tests = tcase_create("narrator");
	suite_add_tcase(suite, tests);
	tcase_add_checked_fixture(tests, open_kitchen, log_stage_close);
	tcase_add_test(tests, workers_come_and_go);
	tcase_add_test(tests, a_process_that_is_stopped_or_killed_is_told_in_words);
	tcase_add_test(tests, who_waits_is_told_with_the_reason);
	tcase_add_test(tests, who_wakes_is_told_with_the_reason);
	tcase_add_test(tests, things_are_told_by_their_number_and_what_their_queue_holds);
	tcase_add_test(tests, only_safe_plurals_give_a_noun);
	tcase_add_test(tests, the_grill_and_its_slots);
	tcase_add_test(tests, what_takes_time);
	tcase_add_test(tests, the_gil_is_told_with_its_holder);
	tcase_add_test(tests, memory_and_the_lost_update_before_it_happens);
	tcase_add_test(tests, the_run_begins_is_held_and_ends);
	tcase_add_test(tests, bookkeeping_is_never_told);
	tcase_add_test(tests, every_kind_that_matters_has_a_sentence);
	tcase_add_test(tests, under_control_the_gil_goes_with_the_turn_and_is_not_told);
	tcase_add_test(tests, a_free_runs_writes_are_summed_up_at_its_end);
	tcase_add_test(tests, a_moment_says_who_runs_and_what_holds_the_others_up);
	tcase_add_test(tests, a_moment_names_those_who_run_at_the_same_time);
	tcase_add_test(tests, a_worker_of_a_pool_beside_the_loop_is_not_run_by_the_loop);
	tcase_add_test(tests, who_is_ready_and_not_let_on_is_told_before_who_sleeps);
	tcase_add_test(tests, under_control_who_is_ready_waits_for_its_turn);
	tcase_add_test(tests, a_sleeper_that_a_loop_keeps_waiting_is_ready_and_late);
	tcase_add_test(tests, two_who_wait_for_ever_are_both_named);
	tcase_add_test(tests, a_deadlock_is_told_as_the_circle_it_is);
	tcase_add_test(tests, a_moment_of_a_loop_that_stands_still);
	tcase_add_test(tests, a_moment_in_which_nobody_can_go_on);
	return run_suite(suite);
}
