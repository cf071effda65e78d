/* test_stage.c - the reducer, by literal logs: some lines happen, then the state is looked at. */
#include "log_stage.h"
#include "stage/metrics.h"
#include "stage/narrator.h"
#include "suite.h"

#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define S UINT64_C(1000000000)

static void open_kitchen(void)
{
	log_stage_open("0 - begin 42\n"
		"main main\n"
		"0 @ start 100 100\n"
		"queue orders 2\n"
		"arrivals customers 8\n"
		"grill grill 4\n"
		"cell visits\n"
		"list pile\n"
		"worker A \"take orders\"\n"
		"worker B \"cook patties\"\n"
		"worker C \"make burgers\"\n"
		"device D door customers\n"
		"device E fire grill\n"
		"0 A start 100 101\n"
		"0 B start 100 102\n"
		"0 C start 100 103\n");
}

static void close_kitchen(void)
{
	ck_assert_uint_eq(stage.strange, 0);
	log_stage_close();
}

static const char *why(const char *letter, double now_s)
{
	static char to[160];
	return stage_worker_why(&stage, event_log_worker(&log_, letter), (uint64_t)(now_s * 1e9), to, sizeof to);
}

/* What a worker has in its hands, newest first: "12 7". */
static const char *hand(const char *letter)
{
	static char to[256];
	to[0] = '\0';
	for (uint32_t i = worker(letter)->hand; i; i = stage.things[i].next) {
		char label[32];
		strcat(to, to[0] ? " " : "");
		strcat(to, stage_thing_label(&stage, stage.things[i].key, label, sizeof label));
	}
	return to;
}

static const char *queue(const char *name)
{
	static char to[256];
	uint32_t length = 0;
	to[0] = '\0';
	for (uint32_t i = object(name)->first; i; i = stage.things[i].next, length++) {
		char label[32];
		strcat(to, to[0] ? " " : "");
		strcat(to, stage_thing_label(&stage, stage.things[i].key, label, sizeof label));
	}
	ck_assert_uint_eq(length, object(name)->length);
	return to;
}

static const struct stage_slot *slot(int number) { return &stage.slots[object("grill")->slots + number - 1]; }

/* ---- workers ---- */

START_TEST(workers_are_known_by_name_and_letter)
{
	ck_assert_str_eq(stage_worker_name(&stage, event_log_worker(&log_, "B")), "cook patties");
	ck_assert_str_eq(stage_worker_name(&stage, 0), "the kitchen");
	ck_assert_str_eq(stage_worker_name(&stage, 999), "?");
	ck_assert_ptr_null(stage_worker(&stage, 0));
	ck_assert_uint_eq(stage.alive, 4);
	ck_assert_uint_eq(stage.seed, 42);
	ck_assert_uint_eq(worker("C")->tid, 103);
	ck_assert_uint_eq(object("grill")->device, event_log_worker(&log_, "E"));
}
END_TEST

START_TEST(whoever_acts_runs)
{
	happens("worker F sixth");
	ck_state("F", STATE_NEW);
	happens("0.1 F say hello :7");
	ck_state("F", STATE_RUNNING);
	ck_assert_uint_eq(worker("F")->line, 7);
	ck_assert_uint_eq(worker("F")->actions, 1);
	ck_assert_uint_eq(worker("F")->last_kind, KIND_SAY);
}
END_TEST

START_TEST(samples_of_the_kernel_do_not_wake_a_sleeper)
{
	happens("1 A sleep 5\n"
		"2 A kernel 1 12 3\n"
		"2 A cpu 0.5 7\n"
		"2 A local 0 n 3\n"
		"2 - tick\n");
	ck_state("A", STATE_SLEEPING);
	ck_assert_uint_eq(worker("A")->core, 1);
	ck_assert_uint_eq(worker("A")->voluntary, 12);
	ck_assert_uint_eq(worker("A")->involuntary, 3);
	ck_assert_uint_eq(worker("A")->cpu_ns, S / 2);
	ck_assert_uint_eq(worker("A")->kernel_wait_ms, 7);
}
END_TEST

START_TEST(a_worker_waits_until_it_is_woken_and_then_is_ready_until_it_acts)
{
	happens("1 C wait empty orders");
	ck_state("C", STATE_WAITING);
	ck_assert_uint_eq(object("orders")->waiting_get, 1);
	ck_assert_uint_eq(worker("C")->station, event_log_object(&log_, "orders"));
	ck_assert_str_eq(why("C", 1), "until something comes into orders");
	happens("2 A put orders 3\n2 A wake C orders");
	ck_state("C", STATE_READY);
	ck_assert_uint_eq(object("orders")->waiting_get, 0);
	ck_assert_str_eq(why("C", 2), "something came into orders");
	happens("3 C get orders 3");
	ck_state("C", STATE_RUNNING);
	ck_assert_uint_eq(worker("C")->reason, REASON_NONE);
	ck_assert_uint_eq(worker("C")->totals_ns[STATE_WAITING], 1 * S);
	ck_assert_uint_eq(worker("C")->totals_ns[STATE_READY], 1 * S);
}
END_TEST

START_TEST(a_full_queue_holds_up_who_puts)
{
	happens("1 A put orders 1\n1 A put orders 2\n1 A wait full orders");
	ck_assert_uint_eq(object("orders")->waiting_put, 1);
	ck_assert_str_eq(why("A", 1), "until orders has room, 2 of 2");
	happens("2 C get orders 1\n2 C wake A orders");
	ck_assert_str_eq(why("A", 2), "orders has room again");
	ck_assert_uint_eq(object("orders")->waiting_put, 0);
	ck_assert_uint_eq(object("orders")->peak, 2);
}
END_TEST

START_TEST(waiting_again_after_a_lost_race_counts_once)
{
	happens("1 C wait empty orders\n1 A wake C orders\n1 C wait empty orders\n1.5 C wait empty orders");
	ck_assert_uint_eq(object("orders")->waiting_get, 1);
}
END_TEST

START_TEST(one_waits_for_another_to_end_and_has_its_result)
{
	happens("1 @ wait worker A");
	ck_assert_str_eq(why("@", 1), "until A take orders ends");
	ck_assert_uint_eq(worker("@")->peer, event_log_worker(&log_, "A"));
	happens("2 A end\n2 A wake @");
	ck_state("A", STATE_ENDED);
	ck_assert_str_eq(why("@", 2), "A take orders has ended");
	happens("2 @ joined A");
	ck_state("@", STATE_RUNNING);
	ck_assert_uint_eq(stage.alive, 3);
}
END_TEST

START_TEST(a_worker_that_fails_is_dead_and_stays_so)
{
	happens("1 B get customers 1\n");
	stage.strange = 0; /* nothing was in customers */
	happens("2 B fail \"burgers.lua:3: no patty\"\n2 B end failed\n3 B kernel 0 1 1\n3 B gil_release");
	ck_state("B", STATE_DEAD);
	ck_assert_str_eq(stage_text_get(text, stage.error), "burgers.lua:3: no patty");
	ck_assert_uint_eq(stage.alive, 3);
	ck_assert_uint_eq(worker("B")->hand, 0);
}
END_TEST

START_TEST(sleep_is_due_by_the_pace_and_moves_when_the_pace_changes)
{
	happens("1 - pace 2\n1 B sleep 4 \"until the next look\"");
	ck_state("B", STATE_SLEEPING);
	ck_assert_uint_eq(worker("B")->until_ns, 3 * S);
	ck_assert_str_eq(why("B", 2), "until the next look, 2 s");
	happens("2 - pace 1");
	ck_assert_uint_eq(worker("B")->until_ns, 4 * S);
	ck_assert_str_eq(why("B", 3), "until the next look, 1 s");
	ck_assert_str_eq(why("B", 6.5), "until the next look, should be awake");
	happens("2.5 - pace 0");
	ck_assert_uint_eq(worker("B")->until_ns, 0);
	happens("2.5 - pace 3");
	ck_assert_uint_eq(worker("B")->until_ns, 3 * S);
	happens("3 B awake 0.001");
	ck_state("B", STATE_RUNNING);
	ck_assert_uint_eq(worker("B")->label, 0);
	ck_assert_uint_eq(worker("B")->until_ns, 0);
}
END_TEST

START_TEST(kitchen_time_is_the_sum_over_paces_and_stands_still_while_held)
{
	happens("2 - pace 10\n3 - pace 0.5\n5 - hold");
	ck_assert(fabs(stage_kitchen_s(&stage, 5 * S) - 13.0) < 1e-9);
	ck_assert(fabs(stage_kitchen_s(&stage, 9 * S) - 13.0) < 1e-9);
	ck_assert(stage.held);
	happens("5 - go 60");
	ck_assert(!stage.held);
	ck_assert_uint_eq(stage.held_ns, 60 * S);
	ck_assert(fabs(stage_kitchen_s(&stage, 7 * S) - 14.0) < 1e-9);
}
END_TEST

START_TEST(work_lasts_over_preemption_until_it_is_done)
{
	happens("0 - gil_mode 1 0.005\n"
		"1 A gil_acquire\n"
		"1 A work \"take order\" 0.4");
	ck_assert(worker("A")->working);
	ck_assert_str_eq(why("A", 1.2), "take order, 0.2 of 0.4 s");
	happens("1.1 A gil_release 1");
	ck_state("A", STATE_READY);
	ck_assert_str_eq(why("A", 1.1), "take order, interrupted");
	happens("1.1 B gil_acquire\n1.1 A gil_want B\n1.2 B gil_release\n1.2 A gil_acquire 0.1");
	ck_assert_uint_eq(worker("A")->until_ns, 3 * S / 2); /* a tenth of a second later */
	ck_assert_str_eq(why("A", 1.3), "take order, 0.2 of 0.4 s");
	happens("1.5 A worked 0.4");
	ck_assert(!worker("A")->working);
	ck_assert_uint_eq(worker("A")->gil_wait_ns, S / 10);
}
END_TEST

START_TEST(work_on_a_busy_machine_is_as_far_as_it_says)
{
	happens("1 A work \"take order\" 0.4\n"
		"1.4 A working 0.3");
	ck_assert_str_eq(why("A", 1.4), "take order, 0.1 of 0.4 s");
	happens("2 A working 0.1");
	ck_assert_str_eq(why("A", 2), "take order, 0.3 of 0.4 s");
	ck_assert_uint_eq(worker("A")->until_ns, 21 * S / 10);
	happens("2 A working 9"); /* more than there was */
	ck_assert_uint_eq(worker("A")->until_ns, 21 * S / 10);
}
END_TEST

START_TEST(who_has_run_for_a_while_and_done_nothing_that_is_seen_computes)
{
	ck_assert_str_eq(why("C", 0.01), "has just started");
	ck_assert_str_eq(why("C", 0.2), "computes");
}
END_TEST

START_TEST(a_blocking_wait_stalls_the_worker_and_on_a_loop_everyone)
{
	happens("1 A resume\n1 A block \"read a file\" 2");
	ck_state("A", STATE_STALLING);
	ck_assert_str_eq(why("A", 2), "read a file, 1 of 2 s, the loop stands still");
	happens("3 A unblock 2\n3.5 A block \"read a file\" 1\n4.5 A unblock 1\n4.5 - loop_lag 0.25\n5 - loop_lag 0.5");
	ck_state("A", STATE_RUNNING);
	ck_assert_uint_eq(stage.loop_stalls, 2);
	ck_assert_uint_eq(stage.loop_stalled_ns, 3 * S);
	ck_assert_uint_eq(stage.loop_stall_longest_ns, 2 * S);
	ck_assert_uint_eq(stage.loop_lags, 2);
	ck_assert_uint_eq(stage.loop_lag_longest_ns, S / 2);
}
END_TEST

/* ---- control ---- */

START_TEST(the_gil_has_one_holder_and_tells_who_wants_it)
{
	happens("0 - gil_mode 1 0.005\n1 A gil_acquire\n1.001 C gil_want A");
	ck_assert_uint_eq(stage.holder, event_log_worker(&log_, "A"));
	ck_state("C", STATE_BLOCKED);
	ck_assert_uint_eq(worker("C")->before, STATE_RUNNING);
	ck_assert_str_eq(why("C", 1.002), "A holds the GIL");
	happens("1.006 C gil_ask A\n1.007 A gil_release 1\n1.007 B gil_acquire 0.001\n1.008 C gil_miss B");
	ck_state("A", STATE_READY);
	ck_state("C", STATE_BLOCKED);
	ck_assert_uint_eq(worker("C")->gil_misses, 1);
	ck_assert_str_eq(why("C", 1.008), "B holds the GIL");
	happens("1.01 B gil_release\n1.01 C gil_acquire 0.009");
	ck_state("C", STATE_RUNNING);
	ck_state("B", STATE_RUNNING);
	ck_assert(worker("C")->holds_gil && !worker("B")->holds_gil && !worker("A")->holds_gil);
	ck_assert_uint_eq(stage.switches, 2);
	ck_assert_uint_eq(worker("C")->gil_wait_ns, 9000000);
}
END_TEST

START_TEST(a_release_told_after_the_next_acquire_takes_nothing_away)
{
	happens("0 - gil_mode 1 0.005\n1 A gil_acquire\n1.1 B gil_acquire\n1.1 A gil_release");
	ck_assert_uint_eq(stage.holder, event_log_worker(&log_, "B"));
	ck_assert(worker("B")->holds_gil);
}
END_TEST

START_TEST(switching_the_gil_off_frees_those_who_wanted_it)
{
	happens("0 - gil_mode 1 0.005\n1 A gil_acquire\n1 B gil_want A\n2 - gil_mode 0 0");
	ck_state("B", STATE_READY);
	ck_assert_uint_eq(stage.holder, 0);
	ck_assert(!stage.gil && !worker("A")->holds_gil);
}
END_TEST

START_TEST(a_waiting_worker_that_lets_the_gil_go_still_waits)
{
	happens("0 - gil_mode 1 0.005\n1 C gil_acquire\n1 C wait empty orders\n1 C gil_release");
	ck_state("C", STATE_WAITING);
	ck_assert_uint_eq(stage.holder, 0);
}
END_TEST

START_TEST(the_loop_runs_one_at_a_time_until_it_waits)
{
	happens("1 @ resume\n1 A resume 0.5");
	ck_assert(stage.loop);
	ck_state("@", STATE_READY);
	ck_assert_uint_eq(stage.holder, event_log_worker(&log_, "A"));
	ck_assert_uint_eq(worker("A")->resumes, 1);
	happens("2 A wait empty customers");
	ck_assert_uint_eq(stage.holder, 0);
	happens("2 B resume\n2 B sleep 1");
	ck_assert_uint_eq(stage.holder, 0);
	happens("3 C resume\n3 C yield");
	ck_state("C", STATE_READY);
	ck_assert_uint_eq(stage.holder, 0);
	ck_assert_uint_eq(worker("C")->yields, 1);
	ck_assert_uint_eq(stage.switches, 3);
	happens("4 C resume\n4 C end");
	ck_assert_uint_eq(stage.holder, 0);
}
END_TEST

START_TEST(on_threads_a_yield_goes_on_running)
{
	happens("1 A yield");
	ck_state("A", STATE_RUNNING);
}
END_TEST

START_TEST(on_a_loop_a_sleep_that_is_over_makes_ready_not_running)
{
	happens("1 A resume\n1 A sleep 1\n1 B resume\n2 A awake");
	ck_state("A", STATE_READY);
	ck_state("B", STATE_RUNNING);
}
END_TEST

/* ---- things ---- */

START_TEST(a_thing_keeps_its_place_in_the_table_from_door_to_door)
{
	happens("1 D arrive customers 12\n");
	uint32_t index = object("customers")->first;
	happens("2 A get customers 12");
	ck_assert_uint_eq(worker("A")->hand, index);
	ck_assert_uint_eq(stage.things[index].source, event_log_object(&log_, "customers"));
	happens("3 A put orders 12");
	ck_assert_uint_eq(object("orders")->first, index);
	ck_assert_uint_eq(worker("A")->hand, 0);
	happens("4 C get orders 12\n7 C serve 12 1");
	ck_assert_uint_eq(stage.things[index].place, PLACE_SERVED);
	ck_assert_uint_eq(stage.things[index].born_ns, 1 * S);
	ck_assert_uint_eq(stage.things[index].moved_ns, 7 * S);
	ck_assert_uint_eq(stage.stay_sum_ns, 6 * S);
	ck_assert_uint_eq(stage.served, 1);
	ck_assert_uint_eq(stage.arrived, 1);
	ck_assert_uint_eq(stage.last_served[0], thing_number(12));
	ck_assert_uint_eq(worker("C")->served, 1);
}
END_TEST

START_TEST(who_serves_has_used_up_all_else_in_its_hand)
{
	happens("queue cooked 0\n"
		"1 A put orders 12\n1 B put cooked 31\n2 C get orders 12\n2 C get cooked 31");
	ck_assert_str_eq(hand("C"), "31 12");
	happens("3 C serve 12");
	ck_assert_str_eq(hand("C"), "");
	ck_assert_uint_eq(stage.served, 1);
}
END_TEST

START_TEST(taking_the_next_from_the_same_queue_uses_up_the_one_before)
{
	happens("1 A put orders 1\n1 A put orders 2\n2 C get orders 1\n3 C get orders 2");
	ck_assert_str_eq(hand("C"), "2");
}
END_TEST

START_TEST(what_was_not_in_the_hand_is_served_all_the_same)
{
	happens("1 C serve \"pizza\"");
	ck_assert_uint_eq(stage.served, 1);
	ck_assert_uint_eq(stage.stay_sum_ns, 0);
	ck_assert_uint_eq(stage.last_served[0], thing_text(event_log_text(&log_, "pizza")));
}
END_TEST

START_TEST(a_lost_order_is_counted_as_lost)
{
	happens("1 D arrive customers 5\n1 A get customers 5\n2 A lost 5");
	ck_assert_uint_eq(stage.lost, 1);
	ck_assert_uint_eq(stage.served, 0);
	ck_assert_str_eq(hand("A"), "");
}
END_TEST

START_TEST(a_worker_that_ends_drops_what_it_held)
{
	happens("1 A put orders 1\n2 C get orders 1");
	uint32_t index = worker("C")->hand;
	happens("3 C end");
	ck_assert_uint_eq(worker("C")->hand, 0);
	ck_assert_uint_eq(stage.things[index].place, PLACE_GONE);
}
END_TEST

START_TEST(queues_give_in_the_order_in_which_they_took)
{
	happens("queue belt 0\n1 A put belt 1\n1 A put belt \"two\"\n1 A put belt #3");
	ck_assert_str_eq(queue("belt"), "1 two #3");
	happens("2 C get belt 1");
	ck_assert_str_eq(queue("belt"), "two #3");
	happens("2 C get belt \"two\"\n2 C get belt #3\n3 A put belt 4");
	ck_assert_str_eq(queue("belt"), "4");
	ck_assert_uint_eq(object("belt")->reads, 3);
	ck_assert_uint_eq(object("belt")->writes, 4);
}
END_TEST

START_TEST(an_index_is_used_again_only_after_others_have_left_since)
{
	happens("queue belt 0\n1 A put belt 1\n1 C get belt 1\n1 C serve 1");
	uint32_t first = 1;
	ck_assert_uint_eq(stage.things[first].place, PLACE_SERVED);
	uint32_t birth = stage.things[first].birth;
	for (int i = 0; i < STAGE_THINGS_RESTING; i++)
		happens("2 A put belt 2\n2 C get belt 2\n2 C serve 2");
	ck_assert_uint_eq(stage.things[first].birth, birth);
	happens("3 A put belt 3");
	ck_assert_uint_ne(stage.things[first].birth, birth);
	ck_assert_uint_eq(object("belt")->first, first);
}
END_TEST

START_TEST(closing_and_dealing_with_all)
{
	happens("1 A put orders 1\n1 A put orders 2");
	ck_assert_uint_eq(object("orders")->unfinished, 2);
	happens("1 @ wait join orders");
	ck_assert_str_eq(why("@", 1), "until all from orders is dealt with, 2 left");
	happens("2 C get orders 1\n2 C task_done orders 1\n3 C get orders 2\n3 C task_done orders 0\n3 C wake @ orders");
	ck_assert_str_eq(why("@", 3), "all from orders is dealt with");
	happens("3 @ all_done orders\n3 @ close orders\n4 C closed orders");
	ck_state("@", STATE_RUNNING);
	ck_assert(object("orders")->closed);
	ck_assert_uint_eq(object("orders")->unfinished, 0);
}
END_TEST

START_TEST(the_grill_cooks_by_itself)
{
	happens("queue raw 0\n1 B put raw 7\n1 B get raw 7\n2 B place grill 7 3 10");
	uint32_t index = slot(3)->thing;
	ck_assert_uint_ne(index, 0);
	ck_assert_uint_eq(stage.things[index].slot, 3);
	ck_assert_uint_eq(stage.things[index].place, PLACE_SLOT);
	ck_assert_uint_eq(slot(3)->state, SLOT_COOKING);
	ck_assert_uint_eq(slot(3)->until_ns, 12 * S);
	ck_assert_uint_eq(object("grill")->length, 1);
	happens("7 - pace 5");
	ck_assert_uint_eq(slot(3)->until_ns, 8 * S);
	ck_assert_uint_eq(slot(3)->since_ns, 6 * S); /* half done, as before */
	happens("7.5 B look grill 7 3 0\n8 E cooked grill 7 3");
	ck_assert_uint_eq(slot(3)->state, SLOT_COOKED);
	happens("9 B take grill 7 3");
	ck_assert_str_eq(hand("B"), "7");
	ck_assert_uint_eq(worker("B")->hand, index);
	ck_assert_uint_eq(slot(3)->state, SLOT_FREE);
	ck_assert_uint_eq(object("grill")->length, 0);
	happens("9 B look grill nothing 3 0\n9 C take grill nothing 3 0");
	ck_assert_str_eq(hand("C"), "");
}
END_TEST

START_TEST(two_hands_on_one_patty_are_believed_and_counted_as_strange)
{
	happens("1 B place grill 7 1 1\n2 E cooked grill 7 1\n3 B take grill 7 1\n3 C take grill 7 1");
	ck_assert_uint_eq(stage.strange, 1);
	ck_assert_str_eq(hand("B"), "7");
	ck_assert_str_eq(hand("C"), "7");
	ck_assert_uint_eq(object("grill")->length, 0);
	stage.strange = 0;
}
END_TEST

START_TEST(touches_tell_who_takes_and_gives_where)
{
	happens("1 D arrive customers 1\n1 A get customers 1\n1 A put orders 1\n1 A length orders 1");
	const struct stage_touch *touches = worker("A")->touches;
	ck_assert_uint_eq(touches[0].object, event_log_object(&log_, "customers"));
	ck_assert_uint_eq(touches[0].takes, 1);
	ck_assert_uint_eq(touches[0].gives, 0);
	ck_assert_uint_eq(touches[1].object, event_log_object(&log_, "orders"));
	ck_assert_uint_eq(touches[1].gives, 1);
	ck_assert_uint_eq(touches[2].object, 0);
	ck_assert_uint_eq(worker("A")->station, event_log_object(&log_, "orders"));
	ck_assert_uint_eq(worker("D")->station, event_log_object(&log_, "customers"));
}
END_TEST

/* ---- memory ---- */

START_TEST(a_value_read_and_not_written_back_is_held)
{
	happens("1 A write visits 0\n2 A read visits 0\n2 B read visits 0\n3 A write visits 1");
	ck_assert_uint_eq(worker("A")->read_cell, 0);
	ck_assert_uint_eq(worker("B")->read_cell, event_log_object(&log_, "visits"));
	ck_assert_uint_eq(worker("B")->read_word, word_integer(0));
	ck_assert_uint_eq(object("visits")->value, word_integer(1));
	ck_assert_uint_eq(object("visits")->writer, event_log_worker(&log_, "A"));
	happens("4 B read visits 1 1000\n4 B write visits 7 1000");
	ck_assert_uint_eq(object("visits")->reads, 1002);
	ck_assert_uint_eq(object("visits")->writes, 1002);
	ck_assert_uint_eq(worker("B")->station, 0);
}
END_TEST

START_TEST(a_global_that_holds_a_function_is_code)
{
	happens("1 A code visits");
	ck_assert(object("visits")->code);
	happens("2 A write visits true");
	ck_assert(!object("visits")->code);
}
END_TEST

/* A and B are threads of one process, C becomes one of its own. */
START_TEST(a_process_has_its_own_value_of_a_global_and_the_stage_keeps_both)
{
	uint32_t a = event_log_worker(&log_, "A"), c = event_log_worker(&log_, "C"), visits;
	happens("1 C start 200 200\n2 @ write visits 10\n3 C read visits 10\n4 C write visits 13");
	visits = (uint32_t)(object("visits") - stage.objects);
	ck_assert_uint_eq(object("visits")->value, word_integer(10));
	ck_assert_uint_eq(stage_cell_value(&stage, visits, c), word_integer(13));
	ck_assert_uint_eq(stage_cell_value(&stage, visits, a), word_integer(10));
	happens("5 A write visits 11");
	ck_assert_uint_eq(object("visits")->value, word_integer(11));
	ck_assert_uint_eq(stage_cell_value(&stage, visits, a), word_integer(11));
	ck_assert_uint_eq(stage_cell_value(&stage, visits, c), word_integer(13));
	ck_assert(stage_shares(&stage, visits, a, 1));
	ck_assert(!stage_shares(&stage, visits, a, c));
}
END_TEST

START_TEST(a_stopped_process_stands_still_whatever_it_was_at_and_then_goes_on_with_that)
{
	happens("1 A work \"take order\" 4\n2 A stopped");
	ck_assert_int_eq(stage_worker_stands(worker("A")), STATE_STOPPED);
	ck_assert_int_eq(stage_worker_seen(&stage, event_log_worker(&log_, "A"), 3 * S, NULL), STATE_STOPPED);
	ck_assert_str_eq(why("A", 3), "its process, until it is told to go on");
	happens("3 A stopped"); /* told twice */
	happens("5 A continued\n5 A continued");
	ck_state("A", STATE_RUNNING);
	ck_assert_int_eq(stage_worker_stands(worker("A")), STATE_RUNNING);
	ck_assert_str_eq(why("A", 6), "take order, 2 of 4 s");
	happens("8 A worked 4");
	ck_assert_uint_eq(worker("A")->totals_ns[STATE_STOPPED], 3 * S);
	ck_assert_uint_eq(stage.strange, 0);
}
END_TEST

START_TEST(a_stopped_worker_that_is_woken_is_ready_once_it_goes_on)
{
	happens("1 C wait empty orders\n2 C stopped\n3 A put orders 1\n3 A wake C");
	ck_assert_int_eq(stage_worker_stands(worker("C")), STATE_STOPPED);
	happens("4 C continued");
	ck_assert_int_eq(stage_worker_stands(worker("C")), STATE_READY);
}
END_TEST

START_TEST(a_killed_worker_is_dead_of_its_signal_in_words)
{
	happens("1 A killed 9\n1 B stopped\n2 B killed 11\n2 C killed 0");
	ck_state("A", STATE_DEAD);
	ck_assert_str_eq(why("A", 3), "killed (SIGKILL)");
	ck_assert_str_eq(why("B", 3), "ended by touching memory that is not its own (SIGSEGV)");
	ck_assert_str_eq(why("C", 3), "exited before its end");
	ck_assert_int_eq(stage_worker_stands(worker("B")), STATE_DEAD);
}
END_TEST

/* A hundred elements, one after the other: 10, 20, 30 … */
static void pile_grows(void)
{
	char line[64];
	for (int i = 1; i <= 100; i++) {
		snprintf(line, sizeof line, "1 A append pile %d %d", i, i * 10);
		happens(line);
	}
	ck_assert_uint_eq(object("pile")->length, 100);
	for (int i = 1; i <= STAGE_LIST_SHOWN; i++)
		ck_assert_uint_eq(stage.elements[object("pile")->elements + i - 1], word_integer(i * 10));
}

START_TEST(lists_keep_their_first_elements_and_their_true_length)
{
	pile_grows();
	happens("2 B pop pile 100 1000\n2 B element_write pile 3 \"x\"\n2 B element_read pile 3 \"x\"");
	ck_assert_uint_eq(object("pile")->length, 99);
	ck_assert_uint_eq(object("pile")->writer, event_log_worker(&log_, "B"));
	ck_assert_uint_eq(stage.elements[object("pile")->elements + 2], word_text(event_log_text(&log_, "x")));
}
END_TEST

START_TEST(a_list_that_shrinks_and_grows_again_takes_no_more_room)
{
	char line[64];
	pile_grows();
	uint32_t room = stage.element_count;
	while (object("pile")->length > 0) {
		snprintf(line, sizeof line, "1 A pop pile %u 0", object("pile")->length);
		happens(line);
	}
	happens("1 A pop pile 0 nil\n1 A length pile 0");
	pile_grows();
	ck_assert_uint_eq(stage.element_count, room);
}
END_TEST

START_TEST(locals_are_kept_by_place_and_place_0_begins_anew)
{
	happens("1 A local 0 x 1\n1 A local 1 y true\n1 A local 200 z 1");
	const struct stage_local *locals = &stage.locals[worker("A")->locals];
	ck_assert_str_eq(stage_text_get(text, locals[0].name), "x");
	ck_assert_uint_eq(locals[1].value, word_boolean(true));
	happens("2 A local 0 z 2");
	locals = &stage.locals[worker("A")->locals];
	ck_assert_str_eq(stage_text_get(text, locals[0].name), "z");
	ck_assert_uint_eq(locals[1].name, 0);
	happens("2 A local 0");
	ck_assert_uint_eq(stage.locals[worker("A")->locals].name, 0);
}
END_TEST

/* ---- the run ---- */

START_TEST(the_run_ends_with_an_outcome_and_its_expectations)
{
	happens("1 - param cooks 3\n1 A stall 0.002\n2 @ expect \"all are served\" 1\n2 @ expect \"none is lost\" 0\n"
		"2 - outcome violated \"none is lost\"");
	ck_assert_uint_eq(stage.expected, 2);
	ck_assert_uint_eq(stage.broken, 1);
	ck_assert_uint_eq(stage.stalls, 1);
	ck_assert_uint_eq(stage.stalled_ns, 2000000);
	ck_assert_uint_eq(stage.outcome, OUTCOME_VIOLATED);
	ck_assert_str_eq(stage_text_get(text, stage.error), "none is lost");
}
END_TEST

START_TEST(figures_follow_from_the_stage)
{
	happens("0 - pace 6\n0 D arrive customers 1\n0 D arrive customers 2\n"
		"0 A sleep 60\n0 B sleep 60\n0 C sleep 60\n0 @ sleep 60\n"
		"5 A get customers 1\n10 A serve 1");
	struct metrics metrics;
	metrics_of(&stage, 10 * S, &metrics);
	ck_assert(fabs(metrics.kitchen_s - 60) < 1e-6);
	ck_assert(fabs(metrics.served_per_minute - 1) < 1e-6);
	ck_assert(fabs(metrics.stay_mean_s - 60) < 1e-6);
	ck_assert(fabs(metrics.stay_p95_s / 60 - 1) <= 0.04);
	ck_assert_uint_eq(metrics.in_flight, 1);
	ck_assert(fabs(metrics.utilisation - 5.0 / 40) < 1e-6);
	ck_assert(fabs(metrics.concurrency - 0.5) < 1e-6);
	ck_assert(isnan(metrics.loop_lag_mean_s) && isnan(metrics.gil_wait_s));
}
END_TEST

START_TEST(shares_of_stays_are_never_below_and_at_most_8_percent_above)
{
	for (double ns = 11000; ns < 3e12; ns *= 1.37) {
		uint32_t stays[STAGE_STAYS] = {0};
		stays_add(stays, (uint64_t)ns);
		ck_assert_msg((double)stays_share(stays, 0.95) >= ns - 1 && (double)stays_share(stays, 0.95) <= 1.0802 * ns, "%.0f ns", ns);
	}
	uint32_t none[STAGE_STAYS] = {0};
	ck_assert_uint_eq(stays_share(none, 0.5), 0);
	stays_add(none, 0);
	stays_add(none, UINT64_MAX);
	ck_assert_uint_eq(none[0], 1);
	ck_assert_uint_eq(none[STAGE_STAYS - 1], 1);
}
END_TEST

START_TEST(words_read_as_in_a_recipe)
{
	char to[64];
	ck_assert_str_eq(stage_word_text(&stage, word_nil(), to, sizeof to), "nil");
	ck_assert_str_eq(stage_word_text(&stage, word_boolean(true), to, sizeof to), "true");
	ck_assert_str_eq(stage_word_text(&stage, word_table(), to, sizeof to), "a table");
	ck_assert_str_eq(stage_word_text(&stage, word_long_text(), to, sizeof to), "a long text");
	ck_assert_str_eq(stage_word_text(&stage, word_integer(-12), to, sizeof to), "-12");
	ck_assert_str_eq(stage_word_text(&stage, word_number(0.5), to, sizeof to), "0.5");
	ck_assert_str_eq(stage_word_text(&stage, word_number(3), to, sizeof to), "3.0");
	ck_assert_str_eq(stage_word_text(&stage, word_text(event_log_text(&log_, "main")), to, sizeof to), "\"main\"");
	ck_assert_str_eq(stage_word_text(&stage, word_text(event_log_text(&log_, "main")), to, 4), "\"ma");
	ck_assert_str_eq(stage_word_text(&stage, word_nil(), to, 1), "");
}
END_TEST

/* ---- under control ---- */

static void stands(const char *letter, enum kind kind, enum next_way way, enum reason reason, const char *object)
{
	struct event event = {
		.time_ns = stage.time_ns, .kind = KIND_NEXT, .worker = event_log_worker(&log_, letter) & WORKER_MAX, .object = event_log_object(&log_, object),
		.item = (uint32_t)kind | (uint32_t)way << 8 | (uint32_t)reason << 16,
	};
	stage_apply(&stage, &event);
}

static void steps(const char *letter, uint32_t number)
{
	struct event event = { .time_ns = stage.time_ns, .kind = KIND_STEP, .worker = event_log_worker(&log_, letter) & WORKER_MAX, .item = number };
	stage_apply(&stage, &event);
}

START_TEST(at_the_gate_a_worker_is_ready_or_waits_for_what_its_next_action_needs)
{
	stands("A", KIND_PUT, NEXT_CAN, REASON_NONE, "orders");
	stands("B", KIND_GET, NEXT_CANNOT, REASON_QUEUE_EMPTY, "orders");
	ck_assert_int_eq(worker("A")->state, STATE_READY);
	ck_assert_int_eq(worker("B")->state, STATE_WAITING);
	ck_assert_uint_eq(stage.objects[event_log_object(&log_, "orders")].waiting_get, 1);
	steps("A", 1);
	ck_assert_int_eq(worker("A")->state, STATE_RUNNING);
	stands("B", KIND_GET, NEXT_CAN, REASON_NONE, "orders");
	ck_assert_int_eq(worker("B")->state, STATE_READY);
	ck_assert_uint_eq(stage.objects[event_log_object(&log_, "orders")].waiting_get, 0);
	steps("B", 2);
	ck_assert_int_eq(worker("A")->state, STATE_READY);
	ck_assert_int_eq(worker("B")->state, STATE_RUNNING);
}
END_TEST

/* ---- hostile ---- */

START_TEST(every_kind_is_folded)
{
	for (int kind = 1; kind < KIND_COUNT; kind++) {
		struct event event = {.kind = kind & 0xff, .worker = 2, .object = 0xffff, .item = 1, .value = UINT64_MAX};
		stage_apply(&stage, &event);
		ck_assert_str_ne(kind_name((enum kind)kind), "?");
		ck_assert_str_ne(kind_doc((enum kind)kind), "?");
	}
	stage.strange = 0;
}
END_TEST

START_TEST(an_event_that_names_nothing_changes_nothing_but_is_counted)
{
	static const struct event hostile[] = {
		{.kind = KIND_PUT, .worker = 2, .object = 9999, .item = 1},
		{.kind = KIND_PUT, .worker = 2, .object = 4, .item = 1},          /* a cell is no queue */
		{.kind = KIND_SAY, .worker = 5000},
		{.kind = KIND_SLEEP, .worker = 0},
		{.kind = KIND_WORKER_NEW, .value = WORKER_MAX, .item = 1},         /* would be gigabytes */
		{.kind = KIND_WORKER_NEW, .value = 2, .item = 1},                  /* is there already */
		{.kind = KIND_OBJECT_NEW, .object = 1, .value = UINT64_C(1) << 32}, /* so is this */
		{.kind = KIND_OBJECT_NEW, .object = 500, .value = UINT64_C(3) << 32 | UINT32_MAX}, /* 4 G slots */
		{.kind = KIND_OBJECT_NEW, .object = 501, .value = UINT64_C(77) << 32},
		{.kind = KIND_PLACE, .worker = 2, .object = 3, .item = 1, .value = UINT64_C(5) << 48},
		{.kind = KIND_TAKE, .worker = 2, .object = 3, .item = 1, .value = 0},
		{.kind = KIND_WAIT, .worker = 2, .item = 77},
		{.kind = KIND_WAIT, .worker = 2, .object = 60000, .item = REASON_PROGRAM}, /* of nothing that is there, for a reason that needs nothing */
		{.kind = KIND_WAIT, .worker = 2, .item = REASON_WORKER_JOIN, .value = 1u << 30},
		{.kind = KIND_WAKE, .worker = 2, .value = UINT64_MAX},
		{.kind = KIND_PACE, .value = UINT64_MAX},
		{.kind = KIND_OUTCOME, .item = 99},
		{.kind = 200, .worker = 1},
	};
	size_t before = stage_bytes(&stage);
	for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
		uint64_t strange = stage.strange;
		stage_apply(&stage, &hostile[i]);
		ck_assert_msg(stage.strange == strange + 1, "event %zu", i);
	}
	ck_assert_uint_lt(stage_bytes(&stage), before + 1000 * sizeof(struct stage_object)); /* a table of 500, not 4 G slots */
	stage.strange = 0;
}
END_TEST

static uint32_t chain_length(uint32_t first)
{
	uint32_t length = 0;
	for (; first; first = stage.things[first].next)
		length++;
	return length;
}

/* Things in queues, in hands, on slots, and gone. */
static uint32_t things_in_chains(void)
{
	uint32_t sum = chain_length(stage.thing_free);
	ck_assert_uint_eq(sum, stage.thing_free_count);
	for (uint32_t i = 1; i < stage.object_count; i++) {
		uint32_t length = chain_length(stage.objects[i].first);
		if (stage.objects[i].type == OBJECT_QUEUE || stage.objects[i].type == OBJECT_ARRIVALS)
			ck_assert_uint_eq(length, stage.objects[i].length);
		sum += length;
	}
	for (uint32_t i = 0; i < stage.worker_count; i++)
		sum += chain_length(stage.workers[i].hand);
	for (uint32_t i = 1; i < stage.slot_count; i++)
		sum += stage.slots[i].thing != 0;
	return sum;
}

START_TEST(no_stream_of_random_events_breaks_the_stage_or_leaves_the_narrator_speechless)
{
	uint64_t seed = 88172645463325252u;
	for (int i = 0; i < 200000; i++) {
		struct event event;
		uint64_t words[4];
		for (int w = 0; w < 4; w++) {
			seed ^= seed << 13, seed ^= seed >> 7, seed ^= seed << 17;
			words[w] = seed;
		}
		memcpy(&event, words, sizeof event);
		event.kind = words[2] % (KIND_COUNT + 2);
		event.time_ns = (uint64_t)i;
		event.worker = words[1] % 9;
		event.object %= 8;
		if (words[3] & 1)
			event.item %= 9;
		if (words[3] & 2)
			event.value %= 9;
		else if (words[3] & 4)
			event.value &= UINT64_C(0x0003000700000007);
		stage_apply(&stage, &event);
		char to[200];
		ck_assert_uint_lt(narrator_sentence(&stage, &event, to, 1 + (size_t)i % sizeof to), sizeof to);
		if (i % 100 == 0)
			ck_assert_uint_gt(narrator_moment(&stage, event.time_ns, to, sizeof to), 0);
	}
	for (uint32_t i = 0; i < stage.worker_count; i++) {
		char to[64];
		stage_worker_why(&stage, i, UINT64_MAX, to, sizeof to);
	}
	ck_assert_uint_eq(things_in_chains(), stage.thing_count - 1);
	struct metrics metrics;
	metrics_of(&stage, UINT64_MAX, &metrics);
	ck_assert_uint_gt(stage.strange, 0);
	stage.strange = 0;
}
END_TEST

START_TEST(a_copy_is_equal_and_apart)
{
	happens("1 A put orders 1\n1 A append pile 1 5\n1 B place grill 7 1 1\n1 A local 0 x 1");
	struct stage copy;
	stage_init(&copy, text);
	stage_copy(&copy, &stage);
	happens("2 C get orders 1\n2 B take grill 7 1 0");
	ck_assert_uint_eq(copy.objects[1].length, 1);
	ck_assert_uint_eq(copy.workers[4].hand, 0);
	ck_assert_uint_eq(copy.worker_count, stage.worker_count);
	stage_copy(&copy, &stage);
	ck_assert_mem_eq(copy.things, stage.things, stage.thing_count * sizeof *stage.things);
	ck_assert_mem_eq(copy.workers, stage.workers, stage.worker_count * sizeof *stage.workers);
	ck_assert_uint_eq(stage_bytes(&copy), stage_bytes(&stage));
	stage_release(&copy);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("stage");
	TCase *tests = tcase_create("stage");
	suite_add_tcase(suite, tests);
	tcase_add_checked_fixture(tests, open_kitchen, close_kitchen);
	tcase_add_test(tests, workers_are_known_by_name_and_letter);
	tcase_add_test(tests, whoever_acts_runs);
	tcase_add_test(tests, at_the_gate_a_worker_is_ready_or_waits_for_what_its_next_action_needs);
	tcase_add_test(tests, samples_of_the_kernel_do_not_wake_a_sleeper);
	tcase_add_test(tests, a_worker_waits_until_it_is_woken_and_then_is_ready_until_it_acts);
	tcase_add_test(tests, a_full_queue_holds_up_who_puts);
	tcase_add_test(tests, waiting_again_after_a_lost_race_counts_once);
	tcase_add_test(tests, one_waits_for_another_to_end_and_has_its_result);
	tcase_add_test(tests, a_worker_that_fails_is_dead_and_stays_so);
	tcase_add_test(tests, sleep_is_due_by_the_pace_and_moves_when_the_pace_changes);
	tcase_add_test(tests, kitchen_time_is_the_sum_over_paces_and_stands_still_while_held);
	tcase_add_test(tests, work_lasts_over_preemption_until_it_is_done);
	tcase_add_test(tests, a_blocking_wait_stalls_the_worker_and_on_a_loop_everyone);
	tcase_add_test(tests, the_gil_has_one_holder_and_tells_who_wants_it);
	tcase_add_test(tests, a_release_told_after_the_next_acquire_takes_nothing_away);
	tcase_add_test(tests, switching_the_gil_off_frees_those_who_wanted_it);
	tcase_add_test(tests, a_waiting_worker_that_lets_the_gil_go_still_waits);
	tcase_add_test(tests, the_loop_runs_one_at_a_time_until_it_waits);
	tcase_add_test(tests, on_threads_a_yield_goes_on_running);
	tcase_add_test(tests, on_a_loop_a_sleep_that_is_over_makes_ready_not_running);
	tcase_add_test(tests, a_thing_keeps_its_place_in_the_table_from_door_to_door);
	tcase_add_test(tests, who_serves_has_used_up_all_else_in_its_hand);
	tcase_add_test(tests, taking_the_next_from_the_same_queue_uses_up_the_one_before);
	tcase_add_test(tests, what_was_not_in_the_hand_is_served_all_the_same);
	tcase_add_test(tests, a_lost_order_is_counted_as_lost);
	tcase_add_test(tests, a_worker_that_ends_drops_what_it_held);
	tcase_add_test(tests, queues_give_in_the_order_in_which_they_took);
	tcase_add_test(tests, an_index_is_used_again_only_after_others_have_left_since);
	tcase_add_test(tests, closing_and_dealing_with_all);
	tcase_add_test(tests, the_grill_cooks_by_itself);
	tcase_add_test(tests, two_hands_on_one_patty_are_believed_and_counted_as_strange);
	tcase_add_test(tests, touches_tell_who_takes_and_gives_where);
	tcase_add_test(tests, a_value_read_and_not_written_back_is_held);
	tcase_add_test(tests, a_global_that_holds_a_function_is_code);
	tcase_add_test(tests, a_process_has_its_own_value_of_a_global_and_the_stage_keeps_both);
	tcase_add_test(tests, a_stopped_process_stands_still_whatever_it_was_at_and_then_goes_on_with_that);
	tcase_add_test(tests, a_stopped_worker_that_is_woken_is_ready_once_it_goes_on);
	tcase_add_test(tests, a_killed_worker_is_dead_of_its_signal_in_words);
	tcase_add_test(tests, lists_keep_their_first_elements_and_their_true_length);
	tcase_add_test(tests, a_list_that_shrinks_and_grows_again_takes_no_more_room);
	tcase_add_test(tests, locals_are_kept_by_place_and_place_0_begins_anew);
	tcase_add_test(tests, the_run_ends_with_an_outcome_and_its_expectations);
	tcase_add_test(tests, figures_follow_from_the_stage);
	tcase_add_test(tests, shares_of_stays_are_never_below_and_at_most_8_percent_above);
	tcase_add_test(tests, words_read_as_in_a_recipe);
	tcase_add_test(tests, work_on_a_busy_machine_is_as_far_as_it_says);
	tcase_add_test(tests, who_has_run_for_a_while_and_done_nothing_that_is_seen_computes);
	tcase_add_test(tests, every_kind_is_folded);
	tcase_add_test(tests, an_event_that_names_nothing_changes_nothing_but_is_counted);
	tcase_add_test(tests, no_stream_of_random_events_breaks_the_stage_or_leaves_the_narrator_speechless);
	tcase_add_test(tests, a_copy_is_equal_and_apart);
	return run_suite(suite);
}
