/* The panes beside the kitchen: golden screens of three literal runs, and what each pane promises in its header or its essay.
 * UPDATE_GOLDEN=1 writes the screens in tests/golden anew. */
#include "pane_view.h"
#include "paper/key.h"
#include "suite.h"
#include "trace/text.h"
#include "tui/glyph.h"

#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern const struct pane pane_workers, pane_code, pane_memory, pane_timeline, pane_story, pane_figures;
static const struct pane *const trial[] = { &pane_workers, &pane_code, &pane_memory, &pane_timeline, &pane_story, &pane_figures };
#define TRIALS ((int)(sizeof trial / sizeof *trial))

/* ---- the runs ---- */

static const char burgers_recipe[] =
	"-- Three jobs and one cook.\n"
	"local customers = arrivals(\"customers\", {count = 30, every = 2})\n"
	"local orders = queue(\"orders\", 2)\n"
	"served = 0\n"
	"\n"
	"local function take_orders()\n"
	"  for c in customers:each() do\n"
	"    work(\"take order\", 0.4)\n"
	"    orders:put(c)\n"
	"  end\n"
	"end\n"
	"\n"
	"local function make_burgers()\n"
	"  while true do\n"
	"    local order = orders:get()\n"
	"    work(\"make burger\", 0.8)\n"
	"    served = served + 1\n"
	"    serve(order)\n"
	"  end\n"
	"end\n"
	"\n"
	"task(\"take orders\", take_orders)\n"
	"task(\"make burgers\", make_burgers)\n";

/* Two threads under the GIL: at the end A wants it, B works. */
static const char burgers_log[] =
	"0 - begin 7\n"
	"0 - pace 1\n"
	"0 - gil_mode 1 0.005\n"
	"main burgers\n"
	"0 @ start 4300 4300 :1\n"
	"0 @ gil_acquire 0\n"
	"arrivals customers\n"
	"queue orders 2\n"
	"cell served\n"
	"cell take_orders\n"
	"0.001 @ write served 0 :4\n"
	"0.001 @ code take_orders :6\n"
	"device A customers customers\n"
	"worker B \"take orders\"\n"
	"worker C \"make burgers\"\n"
	"0.002 @ wait worker B :23\n"
	"0.002 @ gil_release 0\n"
	"0.003 B start 4300 4311\n"
	"0.003 B gil_want\n"
	"0.003 B gil_acquire 0\n"
	"0.004 B wait empty customers :7\n"
	"0.004 B gil_release 0\n"
	"0.004 C start 4300 4312\n"
	"0.004 C gil_acquire 0\n"
	"0.005 C wait empty orders :15\n"
	"0.005 C gil_release 0\n"
	"0.005 C kernel 1 2 0\n"
	"0.5 A arrive customers 1 1\n"
	"0.5 A wake B customers\n"
	"0.5 B gil_want\n"
	"0.5 B gil_acquire 0\n"
	"0.5 B get customers 1 1 :7\n"
	"0.5 B local 0 c 1\n"
	"0.5 B work \"take order\" 0.4 :8\n"
	"0.9 B worked 0.4\n"
	"0.9 B put orders 1 1 :9\n"
	"0.9 B wake C orders\n"
	"0.9 B wait empty customers :7\n"
	"0.9 B gil_release 0\n"
	"0.9 C gil_want\n"
	"0.901 C gil_acquire 0.001\n"
	"0.901 C get orders 1 1 :15\n"
	"0.901 C local 0 order 1\n"
	"0.901 C work \"make burger\" 0.8 :16\n"
	"0.901 C kernel 1 3 0\n"
	"1.2 A arrive customers 2 2\n"
	"1.2 A wake B customers\n"
	"1.2 B gil_want C\n"
	"1.205 B gil_ask C\n"
	"1.206 C gil_release 1\n"
	"1.206 B gil_acquire 0.006\n"
	"1.206 B get customers 2 2 :7\n"
	"1.206 B local 0 c 2\n"
	"1.206 B work \"take order\" 0.4 :8\n"
	"1.207 C gil_want B\n"
	"1.212 C gil_ask B\n"
	"1.212 B gil_release 1\n"
	"1.212 C gil_acquire 0.005\n"
	"1.7 C worked 0.8\n"
	"1.7 C read served 0 :17\n"
	"1.7 C write served 1 :17\n"
	"1.7 C serve 1 1 :18\n"
	"1.7 C wait empty orders :15\n"
	"1.7 C gil_release 0\n"
	"1.7 B gil_acquire 0.49\n"
	"1.7 B kernel 0 4 1\n"
	"2.1 B worked 0.4\n"
	"2.1 B put orders 2 2 :9\n"
	"2.1 B wake C orders\n"
	"2.1 C gil_want B\n"
	"2.105 C gil_ask B\n"
	"2.106 B gil_release 1\n"
	"2.106 C gil_acquire 0.006\n"
	"2.106 C get orders 2 2 :15\n"
	"2.106 C local 0 order 2\n"
	"2.106 C work \"make burger\" 0.8 :16\n"
	"2.107 B gil_want C\n"
	"2.112 B gil_miss C\n";

/* Three workers count visits and have all read the same nought; one has written. */
static const char visits_log[] =
	"0 - begin 1\n"
	"0 - pace 1\n"
	"main visits\n"
	"0 @ start 10 10\n"
	"cell visits\n"
	"cell count\n"
	"list seen\n"
	"0 @ write visits 0 :1\n"
	"0 @ code count :2\n"
	"0 @ append seen 1 7\n"
	"0 @ append seen 2 8\n"
	"worker A waiter\n"
	"worker B waiter\n"
	"worker C waiter\n"
	"0.001 A start 10 11\n"
	"0.001 B start 10 12\n"
	"0.001 C start 10 13\n"
	"0.002 @ wait worker A :9\n"
	"0.010 A read visits 0 :4\n"
	"0.011 B read visits 0 :4\n"
	"0.012 C read visits 0 :4\n"
	"0.020 C write visits 1 :4\n"
	"0.021 C end\n";

static const char loop_recipe[] =
	"task(\"tick\", function()\n"
	"  -- sleep(1) in a comment is none\n"
	"  for i = 1, 3 do sleep(1) end\n"
	"  local said = \"yield()\"\n"
	"end)\n"
	"task(\"stare\", function() block(\"stare\", 2) end)\n"
	"work(\"clean\", 1)\n"
	"helper()\n";

/* A loop that one task holds up. */
static const char loop_log[] =
	"0 - begin 1\n"
	"0 - pace 2\n"
	"main kitchen\n"
	"0 @ start 10 10\n"
	"worker A tick\n"
	"worker B stare\n"
	"0.001 @ wait worker A :8\n"
	"0.001 A start 10 10\n"
	"0.001 A resume 0\n"
	"0.001 A sleep 1 :3\n"
	"0.002 B start 10 10\n"
	"0.002 B resume 0\n"
	"0.002 B block stare 2 :6\n"
	"0.9 A cpu 0.01\n";

/* ---- golden screens ---- */

static const struct { const char *name, *log, *recipe; double after_s; } runs[] = {
	{ "burgers", burgers_log, burgers_recipe, 0.288 },
	{ "visits", visits_log, NULL, 0.005 },
	{ "loop", loop_log, loop_recipe, 0.02 },
};
static const struct { int cols, rows; } sizes[] = { { 38, 8 }, { 80, 10 }, { 140, 24 } };

START_TEST(every_pane_is_as_it_was_read_and_found_good)
{
	for (size_t run = 0; run < sizeof runs / sizeof *runs; run++) {
		struct pane_view view;
		char name[64];
		pane_view_init(&view, runs[run].log, runs[run].recipe, runs[run].after_s);
		if (strcmp(runs[run].name, "loop") == 0)
			snprintf(view.info.engine, sizeof view.info.engine, "loop");
		snprintf(name, sizeof name, "%s-%s", trial[_i]->name, runs[run].name);
		for (size_t size = 0; size < sizeof sizes / sizeof *sizes; size++) {
			pane_view_use(&view, trial[_i]);
			pane_view_golden(&view, name, sizes[size].cols, sizes[size].rows);
		}
		pane_view_release(&view);
	}
}
END_TEST

/* ---- all panes ---- */

/* The first cell that is drawn outside of the rectangle or not drawn inside of it; -1 when there is none. */
static int first_wrong(const struct canvas *canvas, struct rect rect)
{
	for (int i = 0; i < canvas->rows * canvas->cols; i++) {
		int row = i / canvas->cols - rect.row, col = i % canvas->cols - rect.col;
		bool inside = row >= 0 && row < rect.rows && col >= 0 && col < rect.cols;
		if (inside != (canvas->cells[i].c != '?'))
			return i;
	}
	return -1;
}

START_TEST(no_pane_draws_outside_of_its_rectangle_or_leaves_it_undrawn_at_any_size)
{
	struct pane_view view;
	pane_view_init(&view, burgers_log, burgers_recipe, 0.1);
	pane_view_use(&view, trial[_i]);
	canvas_resize(&view.canvas, 34, 90);
	for (int rows = 0; rows <= 30; rows++)
		for (int cols = 0; cols <= 80; cols += cols < 12 ? 1 : 17) {
			struct rect whole = { 0, 0, 34, 90 }, rect = { 2, 3, rows, cols };
			canvas_fill(&view.canvas, whole, '?', ROLE_TEXT, 0);
			view.pane->draw(view.own, &view.canvas, rect, &view.view);
			int wrong = first_wrong(&view.canvas, rect);
			ck_assert_msg(wrong < 0, "%s, %d x %d: row %d, column %d", view.pane->name, cols, rows, wrong / 90, wrong % 90);
		}
	pane_view_release(&view);
}
END_TEST

START_TEST(every_pane_draws_a_run_in_which_nothing_has_happened)
{
	struct pane_view view;
	pane_view_init(&view, "", NULL, 0);
	pane_view_use(&view, trial[_i]);
	ck_assert_ptr_null(strchr(pane_view_draw(&view, 60, 12), '?'));
	ck_assert_int_gt((int)strlen(view.pane->help), 100);
	if (view.pane->rows)
		ck_assert_int_ge(view.pane->rows(view.own, &view.view, 60), 0);
	pane_view_release(&view);
}
END_TEST

START_TEST(in_ascii_every_pane_is_ascii)
{
	struct pane_view view;
	glyph_use(GLYPHS_ASCII);
	pane_view_init(&view, burgers_log, burgers_recipe, 0.1);
	pane_view_use(&view, trial[_i]);
	for (const char *at = pane_view_draw(&view, 120, 20); *at; at++)
		ck_assert_int_lt((unsigned char)*at, 0x80);
	glyph_use(GLYPHS_KITCHEN);
	pane_view_release(&view);
}
END_TEST

START_TEST(every_pane_goes_back_and_on_and_over_to_another_run)
{
	struct pane_view view, other;
	pane_view_init(&view, burgers_log, burgers_recipe, 0.1);
	pane_view_init(&other, visits_log, NULL, 0.1);
	pane_view_use(&view, trial[_i]);
	char *before = strdup(pane_view_draw(&view, 80, 12));
	for (size_t position = 0; position < history_count(view.history); position += 3) {
		pane_view_stand(&view, position);
		ck_assert_ptr_null(strchr(pane_view_draw(&view, 80, 12), '?'));
	}
	struct view mine = view.view;
	view.view = other.view;
	ck_assert_str_ne(pane_view_draw(&view, 80, 12), before);
	view.view = mine;
	pane_view_more(&view, "", 0.1);
	view.view.frame_ns += 60000000000;
	for (int frame = 0; frame < 20; frame++) {
		pane_view_draw(&view, 80, 12);
		view.view.frame_ns += 1000000000;
	}
	ck_assert_str_eq(pane_view_draw(&view, 80, 12), before);
	free(before);
	pane_view_release(&other);
	pane_view_release(&view);
}
END_TEST

/* ---- looks ---- */

START_TEST(seconds_read_as_people_say_them)
{
	static const struct { double s; const char *words; } times[] = {
		{ 0, "0 s" }, { 0.00012, "120 \u00b5s" }, { 0.005, "5 ms" }, { 0.0031, "3.1 ms" }, { 0.00099999, "1 ms" }, { 0.0996, "0.1 s" },
		{ 0.4, "0.4 s" }, { 12.44, "12.4 s" }, { 59.97, "1 min 00 s" }, { 185, "3 min 05 s" }, { 3900, "1 h 05 min" }, { NAN, "? s" },
	};
	char words[24];
	for (size_t i = 0; i < sizeof times / sizeof *times; i++)
		ck_assert_str_eq(pane_seconds(times[i].s, words, sizeof words), times[i].words);
}
END_TEST

/* ---- workers ---- */

/* `count` workers, all waiting but the last; their events are made here, as so many lines would be long to read. */
static void crowd_init(struct pane_view *view, int count)
{
	pane_view_init(view, "0 - begin 1\n0 - pace 1\nmain crowd\n0 @ start 10 10\nqueue bell\n", NULL, 0);
	uint32_t name = event_log_text(&view->log, "guest"), last = (uint32_t)count + 1;
	history_text(view->history, name, "guest", 5);
	for (uint32_t id = 2; id <= last; id++) {
		struct event made = { .worker = 1, .kind = KIND_WORKER_NEW, .item = name, .value = id | (uint64_t)ROLE_OF_TASK << 32 };
		history_append(view->history, &made, 1);
	}
	for (uint32_t id = 2; id <= last; id++) {
		struct event events[] = {
			{ .time_ns = 1000, .worker = id, .kind = KIND_WORKER_START, .value = 10 | (uint64_t)id << 32 },
			{ .time_ns = 1000, .worker = id, .kind = KIND_WAIT, .item = REASON_QUEUE_EMPTY, .object = 1 },
		};
		history_append(view->history, events, id == last ? 1 : 2);
	}
	view->log.worker_count = last;
	pane_view_more(view, "1 @ wait empty bell\n", 0);
	pane_view_use(view, &pane_workers);
}

START_TEST(of_ten_thousand_workers_the_one_that_runs_is_shown_and_the_rest_are_counted)
{
	struct pane_view view;
	crowd_init(&view, 10000);
	const char *text = pane_view_draw(&view, 80, 6);
	ck_assert_ptr_nonnull(strstr(text, "(10000)"));
	ck_assert_ptr_nonnull(strstr(text, "and 9996 more: 9996 waiting"));
	pane_view_release(&view);
}
END_TEST

START_TEST(a_crowd_does_not_hide_the_one_who_does_something_else_and_devices_are_counted_apart)
{
	struct pane_view view;
	crowd_init(&view, 25);
	pane_view_more(&view, "1 Y wait empty bell\nworker Z cook\n2 Z start 10 99\n2 Z sleep 5 nap\n", 0);
	ck_assert_ptr_nonnull(strstr(pane_view_draw(&view, 80, 5), " Z cook"));
	pane_view_more(&view, "device (27) bells bell\n2 (27) arrive bell 1\n", 0);
	ck_assert_ptr_nonnull(strstr(pane_view_draw(&view, 80, 5), "and 24 more: 23 waiting, 1 device"));
	pane_view_release(&view);
}
END_TEST

START_TEST(workers_that_all_fit_stand_in_order_of_creation_whatever_they_do)
{
	struct pane_view view;
	pane_view_init(&view, burgers_log, NULL, 0);
	pane_view_use(&view, &pane_workers);
	const char *text = pane_view_draw(&view, 100, 4), *last = text;
	static const char *const order[] = { " @ burgers", " A customers", " B take orders", " C make burgers" };
	for (int i = 0; i < 4; i++) {
		last = strstr(last, order[i]);
		ck_assert_ptr_nonnull(last);
	}
	pane_view_release(&view);
}
END_TEST

START_TEST(all_workers_can_be_gone_through_by_hand)
{
	struct pane_view view;
	crowd_init(&view, 40);
	ck_assert_ptr_null(strstr(pane_view_draw(&view, 80, 6), " T "));
	for (int i = 0; i < 5; i++)
		ck_assert(view.pane->key(view.own, KEYS_PAGE_DOWN, &view.view));
	ck_assert_ptr_nonnull(strstr(pane_view_draw(&view, 80, 6), " T "));
	ck_assert(view.pane->key(view.own, KEYS_ENTER, &view.view));
	ck_assert(!view.pane->key(view.own, 'x', &view.view));
	pane_view_release(&view);
}
END_TEST

START_TEST(who_is_shown_does_not_change_from_frame_to_frame)
{
	struct pane_view view;
	crowd_init(&view, 40);
	pane_view_draw(&view, 80, 6);
	pane_view_more(&view, "1.01 (40) wait empty bell\n1.02 T say hello\n", 0);
	const char *text = pane_view_draw(&view, 80, 6);
	ck_assert_ptr_nonnull(strstr(text, "(40)"));
	ck_assert_ptr_null(strstr(text, " T "));
	view.view.frame_ns += 300000000;
	text = pane_view_draw(&view, 80, 6);
	ck_assert_ptr_nonnull(strstr(text, " T "));
	pane_view_release(&view);
}
END_TEST

/* ---- code ---- */

static bool line_has(const char *text, const char *part, const char *sign)
{
	const char *at = strstr(text, part);
	ck_assert_msg(at != NULL, "no line with %s in\n%s", part, text);
	while (at > text && at[-1] != '\n')
		at--;
	const char *end = strchr(at, '\n'), *found = strstr(at, sign);
	return found && found < end;
}

START_TEST(on_the_loop_only_lines_where_a_task_waits_are_marked)
{
	struct pane_view view;
	pane_view_init(&view, loop_log, loop_recipe, 0);
	pane_view_use(&view, &pane_code);
	const char *text = pane_view_draw(&view, 80, 12), *mark = glyph_text(GLYPH_HEAD);
	ck_assert(line_has(text, "for i = 1, 3 do sleep(1) end", mark));
	ck_assert(!line_has(text, "in a comment is none", mark));
	ck_assert(!line_has(text, "local said", mark));
	ck_assert(!line_has(text, "block(\"stare\", 2)", mark));
	ck_assert(!line_has(text, "work(\"clean\", 1)", mark));
	ck_assert(line_has(text, "helper()", mark)); /* nothing in the text says so: the main task was seen waiting there */
	pane_view_release(&view);
}
END_TEST

START_TEST(on_threads_every_line_of_a_function_is_marked_and_no_other)
{
	struct pane_view view;
	pane_view_init(&view, burgers_log, burgers_recipe, 0);
	pane_view_use(&view, &pane_code);
	const char *text = pane_view_draw(&view, 80, 26), *mark = glyph_text(GLYPH_DOTTED);
	ck_assert(line_has(text, "work(\"take order\", 0.4)", mark));
	ck_assert(line_has(text, "served = served + 1", mark));
	ck_assert(!line_has(text, "served = 0", mark));
	ck_assert(!line_has(text, "task(\"make burgers\", make_burgers)", mark));
	pane_view_release(&view);
}
END_TEST

START_TEST(the_code_stays_where_it_is_while_the_line_is_in_its_middle)
{
	struct pane_view view;
	pane_view_init(&view, burgers_log, burgers_recipe, 0);
	pane_view_use(&view, &pane_code);
	view.view.reduced_motion = true;
	pane_view_stand(&view, history_count(view.history));
	char *top = strndup(pane_view_draw(&view, 60, 12), 20);
	pane_view_more(&view, "2.9 C worked 0.8 :17\n", 0);
	pane_view_stand(&view, history_count(view.history));
	ck_assert_int_eq(strncmp(pane_view_draw(&view, 60, 12), top, 20), 0);
	pane_view_more(&view, "2.9 B gil_want :7\n2.91 C gil_release 1\n2.91 B gil_acquire 0.1 :7\n", 0);
	pane_view_stand(&view, history_count(view.history));
	ck_assert_int_ne(strncmp(pane_view_draw(&view, 60, 12), top, 20), 0);
	free(top);
	pane_view_release(&view);
}
END_TEST

START_TEST(many_workers_on_a_line_are_counted_in_the_margin)
{
	struct pane_view view;
	crowd_init(&view, 40);
	char *log = NULL;
	size_t size;
	FILE *to = open_memstream(&log, &size);
	for (int i = 2; i < 42; i++) {
		char letter[12];
		fprintf(to, "2 %s wait empty bell :3\n", worker_letter((uint32_t)i, letter));
	}
	fprintf(to, "2 (40) wait empty bell :4\n");
	fclose(to);
	pane_view_more(&view, log, 0);
	view.info.lines = (struct source_line[]){ { "for guest in", 12 }, { "bells", 5 }, { "ring()", 6 }, { "leave()", 7 } };
	view.info.line_count = 4;
	pane_view_use(&view, &pane_code);
	ck_assert(line_has(pane_view_draw(&view, 60, 6), "ring()", "A+38"));
	ck_assert(line_has(pane_view_draw(&view, 60, 6), "leave()", "(40)"));
	ck_assert(line_has(pane_view_draw(&view, 40, 6), "ring()", "\u25cb39"));
	free(log);
	pane_view_release(&view);
}
END_TEST

/* ---- memory ---- */

START_TEST(a_value_read_before_another_wrote_is_out_of_date)
{
	struct pane_view view;
	pane_view_init(&view, visits_log, NULL, 0);
	pane_view_use(&view, &pane_memory);
	const char *text = pane_view_draw(&view, 80, 10);
	ck_assert_ptr_nonnull(strstr(text, "A holds a 0 it read from visits, out of date"));
	ck_assert_ptr_nonnull(strstr(text, "B holds a 0 it read from visits, out of date"));
	ck_assert_ptr_null(strstr(text, "C holds"));
	ck_assert_str_eq(pane_view_head(&view), "memory: 2 out of date");
	pane_view_stand(&view, history_count(view.history) - 2);
	ck_assert_ptr_null(strstr(pane_view_draw(&view, 80, 10), "out of date"));
	pane_view_release(&view);
}
END_TEST

static const char forked_log[] =
	"0 - begin 1\n"
	"main visits\n"
	"0 @ start 10 10\n"
	"cell visits\n"
	"0 @ write visits 0 :1\n"
	"worker A waiter\n"
	"worker B waiter\n"
	"0.001 A start 11 11\n"
	"0.001 B start 12 12\n"
	"0.010 B read visits 0 :4\n"
	"0.011 A read visits 0 :4\n"
	"0.012 A write visits 3 :4\n"
	"0.013 A cpu 0.5\n"
	"0.013 A kernel 1 3 2\n"
	"0.014 B write visits 2 :4\n"
	"0.015 B read visits 2 :4\n"
	"0.016 A write visits 4 :4\n";

START_TEST(among_processes_memory_tells_who_has_what_and_nothing_is_out_of_date_by_what_others_wrote)
{
	struct pane_view view;
	pane_view_init(&view, forked_log, NULL, 0);
	snprintf(view.info.engine, sizeof view.info.engine, "processes");
	pane_view_use(&view, &pane_memory);
	const char *text = pane_view_draw(&view, 80, 10);
	ck_assert_ptr_nonnull(strstr(text, "visits   4 in A, 2 in B, 0 in @"));
	ck_assert_ptr_nonnull(strstr(text, "B holds a 2 it read from visits"));
	ck_assert_ptr_null(strstr(text, "out of date"));
	pane_view_release(&view);
}
END_TEST

START_TEST(among_processes_each_worker_is_told_with_its_process_its_parent_its_core_and_its_cpu_time)
{
	struct pane_view view;
	pane_view_init(&view, forked_log, NULL, 0);
	snprintf(view.info.engine, sizeof view.info.engine, "processes");
	pane_view_use(&view, &pane_workers);
	const char *text = pane_view_draw(&view, 120, 10);
	ck_assert_ptr_nonnull(strstr(text, "pid 11  of 10  core 1  CPU 0.5 s"));
	ck_assert_ptr_nonnull(strstr(text, "pid 10"));
	pane_view_release(&view);
}
END_TEST

/* The engine is not what makes a process: a pool's may stand beside threads, and beside a loop. */
START_TEST(a_pools_processes_are_told_as_processes_and_the_threads_beside_them_as_threads)
{
	static const char *const log =
		"0 - begin 1\n"
		"main visits\n"
		"0 @ start 10 10\n"
		"pool chefs 1\n"
		"helper A \"chefs 1\" chefs\n"
		"worker B waiter\n"
		"0.001 A start 11 11\n"
		"0.001 B start 10 12\n"
		"0.010 A cpu 0.5\n"
		"0.010 B cpu 0.25\n";
	struct pane_view view;
	pane_view_init(&view, log, NULL, 0);
	snprintf(view.info.engine, sizeof view.info.engine, "threads");
	pane_view_use(&view, &pane_workers);
	const char *text = pane_view_draw(&view, 120, 10);
	ck_assert_ptr_nonnull(strstr(text, "pid 11  of 10"));
	ck_assert_ptr_nonnull(strstr(text, "tid 12"));
	ck_assert_ptr_null(strstr(strstr(text, "tid 12"), "of 10"));
	pane_view_release(&view);
}
END_TEST

START_TEST(a_worker_beside_the_loop_is_not_on_its_thread)
{
	static const char *const log =
		"0 - begin 1\n"
		"main visits\n"
		"0 @ start 10 10\n"
		"0 @ resume 0\n"
		"pool chefs 1\n"
		"helper A \"chefs 1\" chefs\n"
		"0.001 A start 11 11\n";
	struct pane_view view;
	pane_view_init(&view, log, NULL, 0);
	snprintf(view.info.engine, sizeof view.info.engine, "loop");
	pane_view_use(&view, &pane_workers);
	ck_assert_ptr_nonnull(strstr(pane_view_draw(&view, 120, 10), "pid 11  of 10"));
	ck_assert_ptr_nonnull(strstr(pane_view_head(&view), "the loop on thread 10"));
	pane_view_release(&view);
}
END_TEST

START_TEST(a_global_that_holds_a_function_is_no_memory)
{
	struct pane_view view;
	pane_view_init(&view, burgers_log, NULL, 0);
	pane_view_use(&view, &pane_memory);
	const char *text = pane_view_draw(&view, 80, 10);
	ck_assert_ptr_nonnull(strstr(text, "served = 1"));
	ck_assert_ptr_null(strstr(text, "take_orders"));
	pane_view_release(&view);
}
END_TEST

START_TEST(a_setting_is_what_it_was_at_the_moment_shown)
{
	struct setting look = { .name = "look", .value = "60", .help = "between two looks", .live = true };
	struct pane_view view;
	pane_view_init(&view, "0 - begin 1\n0.5 - param look 30\n", NULL, 0);
	view.info.settings = &look;
	view.info.setting_count = 1;
	pane_view_use(&view, &pane_memory);
	ck_assert_ptr_nonnull(strstr(pane_view_draw(&view, 60, 4), "look = 30"));
	pane_view_stand(&view, 1);
	ck_assert_ptr_nonnull(strstr(pane_view_draw(&view, 60, 4), "look = 60"));
	pane_view_release(&view);
}
END_TEST

/* ---- timeline ---- */

START_TEST(a_turn_too_short_for_a_column_is_still_seen)
{
	struct pane_view view;
	pane_view_init(&view, "0 - begin 1\n0 - pace 1\nmain m\n0 @ start 1 1\nworker A tick\n0 @ wait worker A\n"
		"5 A start 1 1\n5 A resume 0\n5.0001 A sleep 5 nap\n", NULL, 4);
	pane_view_use(&view, &pane_timeline);
	const char *text = pane_view_draw(&view, 60, 6);
	ck_assert_msg(line_has(text, "tick", glyph_text(GLYPH_DOWN_HALF)), "%s", text);
	pane_view_release(&view);
}
END_TEST

START_TEST(the_timeline_moves_by_whole_columns_and_what_was_drawn_stays)
{
	struct pane_view view;
	pane_view_init(&view, burgers_log, NULL, 30);
	pane_view_use(&view, &pane_timeline);
	char *before = strdup(pane_view_draw(&view, 60, 4));
	view.view.now_ns += 1;
	ck_assert_str_eq(pane_view_draw(&view, 60, 4), before);
	view.view.now_ns += 100000000;
	ck_assert_str_ne(pane_view_draw(&view, 60, 4), before);
	free(before);
	pane_view_release(&view);
}
END_TEST

START_TEST(comma_shows_more_time_and_full_stop_less)
{
	struct pane_view view;
	pane_view_init(&view, burgers_log, NULL, 0);
	pane_view_use(&view, &pane_timeline);
	pane_view_draw(&view, 60, 8);
	ck_assert_str_eq(pane_view_head(&view), "timeline, 50 ms a column");
	view.pane->key(view.own, ',', &view.view);
	pane_view_draw(&view, 60, 8);
	ck_assert_str_eq(pane_view_head(&view), "timeline, 0.1 s a column");
	view.pane->key(view.own, '.', &view.view);
	view.pane->key(view.own, '.', &view.view);
	pane_view_draw(&view, 60, 8);
	ck_assert_str_eq(pane_view_head(&view), "timeline, 20 ms a column");
	pane_view_release(&view);
}
END_TEST

/* ---- story ---- */

START_TEST(a_sentence_tells_how_it_was_then_not_how_it_is_now)
{
	struct pane_view view;
	pane_view_init(&view, "0 - begin 1\n0 - pace 1\nmain m\nqueue orders 2\nworker A cook\n0 A start 1 1\n"
		"1 A put orders 1\n2 A put orders 2\n3 A get orders 1\n4 A get orders 2\n", NULL, 0);
	pane_view_use(&view, &pane_story);
	const char *text = pane_view_draw(&view, 100, 10);
	ck_assert_msg(strstr(text, "1 of 2") && strstr(text, "2 of 2"), "%s", text);
	pane_view_release(&view);
}
END_TEST

START_TEST(the_same_look_again_and_again_is_told_once)
{
	struct pane_view view;
	pane_view_init(&view, "0 - begin 1\n0 - pace 1\nmain m\ngrill fire 4\nworker A cook\n0 A start 1 1\n"
		"1 A look fire nothing 1 0\n1 A look fire nothing 2 0\n1 A look fire nothing 3 0\n1 A look fire nothing 4 0\n", NULL, 0);
	pane_view_stand(&view, history_count(view.history));
	pane_view_use(&view, &pane_story);
	ck_assert_ptr_nonnull(strstr(pane_view_draw(&view, 120, 10), "and 3 more looks"));
	pane_view_release(&view);
}
END_TEST

START_TEST(details_are_told_only_while_the_picture_stands)
{
	struct pane_view view;
	pane_view_init(&view, burgers_log, NULL, 0);
	pane_view_use(&view, &pane_story);
	ck_assert_ptr_null(strstr(pane_view_draw(&view, 100, 40), " asks "));
	pane_view_stand(&view, history_count(view.history));
	ck_assert_ptr_nonnull(strstr(pane_view_draw(&view, 100, 40), " asks "));
	pane_view_release(&view);
}
END_TEST

START_TEST(a_long_way_back_is_told_as_truly)
{
	struct pane_view view;
	crowd_init(&view, 20000);
	pane_view_more(&view, "2 A put bell 1\n3 A get bell 1\n", 0);
	pane_view_use(&view, &pane_story);
	pane_view_draw(&view, 100, 10);
	pane_view_stand(&view, 200);
	char *far = strdup(pane_view_draw(&view, 100, 10));
	pane_view_use(&view, &pane_story);
	ck_assert_str_eq(pane_view_draw(&view, 100, 10), far);
	pane_view_stand(&view, 201);
	ck_assert_str_ne(pane_view_draw(&view, 100, 10), far);
	pane_view_stand(&view, 200);
	ck_assert_str_eq(pane_view_draw(&view, 100, 10), far);
	free(far);
	pane_view_release(&view);
}
END_TEST

/* ---- figures ---- */

START_TEST(figures_without_meaning_are_left_out)
{
	struct pane_view view;
	pane_view_init(&view, visits_log, NULL, 0);
	pane_view_use(&view, &pane_figures);
	const char *text = pane_view_draw(&view, 80, 20);
	ck_assert_ptr_null(strstr(text, "nan"));
	ck_assert_ptr_null(strstr(text, "loop"));
	ck_assert_ptr_null(strstr(text, "stay"));
	ck_assert_ptr_null(strstr(text, "GIL"));
	pane_view_release(&view);
	pane_view_init(&view, burgers_log, NULL, 0);
	pane_view_use(&view, &pane_figures);
	text = pane_view_draw(&view, 80, 20);
	ck_assert_ptr_nonnull(strstr(text, "1 of 2 served"));
	ck_assert_ptr_nonnull(strstr(text, "waited for the GIL"));
	pane_view_release(&view);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("panes");
	TCase *tests = tcase_create("panes");
	tcase_add_loop_test(tests, every_pane_is_as_it_was_read_and_found_good, 0, TRIALS);
	tcase_add_loop_test(tests, no_pane_draws_outside_of_its_rectangle_or_leaves_it_undrawn_at_any_size, 0, TRIALS);
	tcase_add_loop_test(tests, every_pane_draws_a_run_in_which_nothing_has_happened, 0, TRIALS);
	tcase_add_loop_test(tests, in_ascii_every_pane_is_ascii, 0, TRIALS);
	tcase_add_loop_test(tests, every_pane_goes_back_and_on_and_over_to_another_run, 0, TRIALS);
	tcase_add_test(tests, seconds_read_as_people_say_them);
	tcase_add_test(tests, of_ten_thousand_workers_the_one_that_runs_is_shown_and_the_rest_are_counted);
	tcase_add_test(tests, a_crowd_does_not_hide_the_one_who_does_something_else_and_devices_are_counted_apart);
	tcase_add_test(tests, workers_that_all_fit_stand_in_order_of_creation_whatever_they_do);
	tcase_add_test(tests, all_workers_can_be_gone_through_by_hand);
	tcase_add_test(tests, who_is_shown_does_not_change_from_frame_to_frame);
	tcase_add_test(tests, on_the_loop_only_lines_where_a_task_waits_are_marked);
	tcase_add_test(tests, on_threads_every_line_of_a_function_is_marked_and_no_other);
	tcase_add_test(tests, the_code_stays_where_it_is_while_the_line_is_in_its_middle);
	tcase_add_test(tests, many_workers_on_a_line_are_counted_in_the_margin);
	tcase_add_test(tests, a_value_read_before_another_wrote_is_out_of_date);
	tcase_add_test(tests, among_processes_memory_tells_who_has_what_and_nothing_is_out_of_date_by_what_others_wrote);
	tcase_add_test(tests, among_processes_each_worker_is_told_with_its_process_its_parent_its_core_and_its_cpu_time);
	tcase_add_test(tests, a_pools_processes_are_told_as_processes_and_the_threads_beside_them_as_threads);
	tcase_add_test(tests, a_worker_beside_the_loop_is_not_on_its_thread);
	tcase_add_test(tests, a_global_that_holds_a_function_is_no_memory);
	tcase_add_test(tests, a_setting_is_what_it_was_at_the_moment_shown);
	tcase_add_test(tests, a_turn_too_short_for_a_column_is_still_seen);
	tcase_add_test(tests, the_timeline_moves_by_whole_columns_and_what_was_drawn_stays);
	tcase_add_test(tests, comma_shows_more_time_and_full_stop_less);
	tcase_add_test(tests, a_sentence_tells_how_it_was_then_not_how_it_is_now);
	tcase_add_test(tests, the_same_look_again_and_again_is_told_once);
	tcase_add_test(tests, details_are_told_only_while_the_picture_stands);
	tcase_add_test(tests, a_long_way_back_is_told_as_truly);
	tcase_add_test(tests, figures_without_meaning_are_left_out);
	suite_add_tcase(suite, tests);
	return run_suite(suite);
}
