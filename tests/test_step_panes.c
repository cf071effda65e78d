/* The panes of step mode, as they were read and found good: who next, and the schedule so far, from literal logs. UPDATE_GOLDEN=1 writes the screens in tests/golden anew. */
#include "pane_view.h"
#include "suite.h"
#include "tui/control.h"
#include "tui/glyph.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

extern const struct pane pane_next, pane_schedule, pane_code;

static const char recipe[] =
	"visits = 0\n"
	"for i = 1, 3 do\n"
	"  task(\"waiter \" .. i, function()\n"
	"    visits = visits + 1\n"
	"  end)\n"
	"end\n";

static const char visits[] =
	"main visits\n"
	"cell visits\n"
	"0 @ write visits 0\n"
	"worker A \"waiter 1\"\n"
	"worker B \"waiter 2\"\n"
	"worker C \"waiter 3\"\n"
	"0 A start\n0 B start\n0 C start\n";

static struct pane_view view;
static struct control control;

static struct event next(uint32_t worker, enum kind kind, enum next_way way, enum reason reason, uint16_t object, uint64_t value, uint16_t line)
{
	return (struct event){ .kind = KIND_NEXT, .worker = worker, .object = object, .line = line, .value = value,
		.item = (uint32_t)kind | (uint32_t)way << 8 | (uint32_t)reason << 16 };
}

/* More events at the time of the last; then the kitchen asks. */
static void ask(const struct event *events, size_t count)
{
	uint64_t now = history_end_ns(view.history);
	for (size_t i = 0; i <= count; i++) {
		struct event event = i < count ? events[i] : (struct event){ .kind = KIND_ASK };
		event.time_ns = now;
		history_append(view.history, &event, 1);
	}
	pane_view_more(&view, "", 0);
	step_log_read(&control.log, view.history);
	view.view.control = &control;
}

/* A and B have read 0, and C, who read it too, has written 1 and ended. */
static void lost_update(void)
{
	const uint64_t zero = word_integer(0), one = word_integer(1);
	struct event events[] = {
		{ .kind = KIND_STEP, .worker = 2, .item = 1 }, { .kind = KIND_READ, .worker = 2, .object = 1, .item = 1, .value = zero, .line = 4 },
		{ .kind = KIND_STEP, .worker = 3, .item = 2 }, { .kind = KIND_READ, .worker = 3, .object = 1, .item = 1, .value = zero, .line = 4 },
		{ .kind = KIND_STEP, .worker = 4, .item = 3 }, { .kind = KIND_READ, .worker = 4, .object = 1, .item = 1, .value = zero, .line = 4 },
		{ .kind = KIND_STEP, .worker = 4, .item = 4 }, { .kind = KIND_WRITE, .worker = 4, .object = 1, .item = 1, .value = one, .line = 4 },
		{ .kind = KIND_WORKER_END, .worker = 4 },
		next(2, KIND_WRITE, NEXT_CAN, REASON_NONE, 1, one, 4), next(3, KIND_WRITE, NEXT_CAN, REASON_NONE, 1, one, 4),
	};
	pane_view_init(&view, visits, recipe, 0);
	ask(events, sizeof events / sizeof *events);
}

static void close_(void)
{
	step_log_release(&control.log);
	control = (struct control){ 0 };
	pane_view_release(&view);
}

START_TEST(a_lost_update_is_seen_before_it_happens)
{
	lost_update();
	pane_view_use(&view, &pane_next);
	pane_view_golden(&view, "next-visits", 40, 6);
	pane_view_golden(&view, "next-visits", 90, 6);
	pane_view_use(&view, &pane_schedule);
	pane_view_golden(&view, "schedule-visits", 40, 4);
	control.breaks[control.break_count++] = 4;
	pane_view_use(&view, &pane_code);
	pane_view_golden(&view, "code-visits-step", 60, 9);
	close_();
}
END_TEST

START_TEST(what_follows_is_told_where_it_is_counted)
{
	lost_update();
	control.outlook = (struct outlook){ .known = true, .before_known = true, .schedules = "2", .failing = "2", .before_schedules = "6", .before_failing = "5",
		.next_count = 2, .next = { { 2, "1", "1" }, { 3, "10", "4" } } };
	pane_view_use(&view, &pane_next);
	pane_view_golden(&view, "next-counted", 90, 6);
	pane_view_use(&view, &pane_schedule);
	pane_view_golden(&view, "schedule-counted", 40, 5);
	close_();
}
END_TEST

/* In as many columns as there are the sentence is whole, or a shorter one. */
START_TEST(what_follows_is_never_cut)
{
	static const struct {
		const char *schedules, *failing;
		int columns;
		const char *here, *before, *then;
	} cases[] = {
		{ "924", "904", 40, "from here 904 of 924 schedules fail", "a step ago 904 of 924", "904 of 924 fail" },
		{ "924", "904", 34, "from here 904 of 924 fail", "a step ago 904 of 924", "904 of 924 fail" },
		{ "924", "904", 14, "98 % fail", "", "98 % fail" },
		{ "924", "904", 4, "", "", "98 %" },
		{ "66468720", "120", 34, "from here 120 of 66,468,720 fail", "a step ago 120 of 66,468,720", "120 of 66,468,720 fail" },
		{ "66468720", "120", 24, "from here <1 % fail", "a step ago <1 %", "120 of 66,468,720 fail" },
		{ "66468720", "120", 4, "", "", "<1 %" },
		{ "252", "252", 34, "from here all 252 schedules fail", "a step ago all 252", "all 252 fail" },
		{ "252", "252", 10, "all fail", "", "all fail" },
		{ "20", "0", 40, "from here none of 20 schedules fails", "a step ago none of 20", "none of 20 fails" },
		{ "20", "0", 5, "", "", "none" },
		{ "1", "1", 40, "from here the only schedule fails", "a step ago only this one", "fails" },
		{ "1", "0", 30, "the only schedule ends well", "a step ago only this one", "ends well" },
		{ "1", "0", 4, "", "", "good" },
		{ "1", "0", 3, "", "", "ok" },
		{ "20", "0", 3, "", "", "ok" },
	};
	char words[160];
	ck_assert_str_eq(outlook_from_here(cases[_i].schedules, cases[_i].failing, cases[_i].columns, words, sizeof words), cases[_i].here);
	ck_assert_str_eq(outlook_before(cases[_i].schedules, cases[_i].failing, cases[_i].columns, words, sizeof words), cases[_i].before);
	ck_assert_str_eq(outlook_then(cases[_i].schedules, cases[_i].failing, cases[_i].columns, words, sizeof words), cases[_i].then);
}
END_TEST

START_TEST(of_more_schedules_than_were_counted_it_is_said_that_there_are_more)
{
	char words[160];
	ck_assert_str_eq(outlook_beyond(OUTLOOK_MORE, 60, words, sizeof words), "too many schedules to count beside: F3 counts on");
	ck_assert_str_eq(outlook_beyond(OUTLOOK_MORE, 36, words, sizeof words), "too many to count: F3 counts on");
	ck_assert_str_eq(outlook_beyond(OUTLOOK_TOO_MANY, 36, words, sizeof words), "too many schedules to count");
	ck_assert_str_eq(outlook_beyond(OUTLOOK_TOO_MANY, 5, words, sizeof words), "");
}
END_TEST

START_TEST(a_circle_of_three_is_drawn)
{
	pane_view_init(&view, "main philosophers\nlock left\nlock middle\nlock right\nworker A \"Ada\"\nworker B \"Bela\"\nworker C \"Cleo\"\nworker D \"Dora\"\n"
		"0 A acquire left\n0 B acquire middle\n0 C acquire right\n0 D end\n0 A wait lock middle B\n0 B wait lock right C\n0 C wait lock left A\n"
		"0 - outcome deadlock\n", recipe, 0);
	view.view.control = &control;
	pane_view_use(&view, &pane_next);
	pane_view_golden(&view, "next-circle", 44, 9);
	glyph_use(GLYPHS_ASCII);
	pane_view_use(&view, &pane_next);
	pane_view_golden(&view, "next-circle-ascii", 44, 9);
	glyph_use(GLYPHS_KITCHEN);
	close_();
}
END_TEST

START_TEST(of_a_long_schedule_the_end_is_shown)
{
	lost_update();
	for (uint32_t i = 0; i < 300; i++)
		ask(&(struct event){ .kind = KIND_STEP, .worker = 2 + i % 2, .item = 5 + i }, 1);
	pane_view_use(&view, &pane_schedule);
	pane_view_golden(&view, "schedule-long", 40, 4);
	close_();
}
END_TEST

START_TEST(of_many_workers_those_who_can_go_come_first)
{
	char log[4096] = "main crowd\nlock door\n";
	struct event events[40];
	for (int i = 0; i < 40; i++)
		snprintf(log + strlen(log), sizeof log - strlen(log), i < 26 ? "worker %c \"w\"\n" : "worker (%d) \"w\"\n", i < 26 ? 'A' + i : i + 1);
	strcat(log, "0 A acquire door\n");
	pane_view_init(&view, log, recipe, 0);
	for (uint32_t i = 0; i < 40; i++)
		events[i] = i % 10 == 9 || i == 0 ? next(i + 2, KIND_RELEASE, NEXT_CAN, REASON_NONE, 1, 0, 4) : next(i + 2, KIND_ACQUIRE, NEXT_CANNOT, REASON_LOCK, 1, 2, 4);
	ask(events, 40);
	pane_view_use(&view, &pane_next);
	pane_view_golden(&view, "next-crowd", 50, 8);
	close_();
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("panes of step mode");
	TCase *golden = tcase_create("golden");
	tcase_add_test(golden, a_lost_update_is_seen_before_it_happens);
	tcase_add_test(golden, what_follows_is_told_where_it_is_counted);
	tcase_add_loop_test(golden, what_follows_is_never_cut, 0, 16);
	tcase_add_test(golden, of_more_schedules_than_were_counted_it_is_said_that_there_are_more);
	tcase_add_test(golden, a_circle_of_three_is_drawn);
	tcase_add_test(golden, of_a_long_schedule_the_end_is_shown);
	tcase_add_test(golden, of_many_workers_those_who_can_go_come_first);
	suite_add_tcase(suite, golden);
	return run_suite(suite);
}
