/* pane_timeline.c - a lane for each worker, time from left to right.
 *
 * A column is a slice of time whose length is a round number, and slices lie at multiples of it: what was drawn stays as it was. The picture
 * rests while time fills it up to the mark of now, and then moves on by a whole block of columns, so that one can read it. At first
 * the slices are short, so that a short run fills the width; they grow by round steps up to a tenth of a second, or what a person chose. The
 * top lane tells by letter who held the GIL or the loop. States differ by shade as well as by colour; a worker that ran for only a
 * part of a slice shows as a half block, so that short turns are seen. Where there is room lanes are taller. Time is the run's clock; the
 * axis is labelled in kitchen seconds. */
#include "trace/text.h"
#include "trace/tongue.h"
#include "tui/lane.h"
#include "tui/pace_log.h"
#include "tui/time_axis.h"
#include "tui/pane.h"
#include "tui/pen.h"
#include "tui/roster.h"

#include <stdio.h>
#include <stdlib.h>

#define SLICE_MOST_NS 100000000u /* the longest slice chosen by itself */
#define SLICE_LEAST 6            /* the shortest chosen by itself, as a number of round_slice: 0.1 ms */
#define NAME_MOST 16             /* columns of a lane's name, at least where there is room */
#define LANE_ROWS_MOST 4

struct timeline {
	struct roster roster;
	struct pace_log pace;
	int zoom;         /* steps from the slice chosen by itself: above 0 longer */
	uint64_t slice_ns; /* as of the last frame */
	int label_columns, columns; /* before the lanes; of the lanes */
};

static void *timeline_new(void)
{
	return calloc(1, sizeof(struct timeline));
}

static void timeline_free(void *data)
{
	struct timeline *own = data;
	pace_log_release(&own->pace);
	free(own);
}

/* The n-th of 1, 2, 5, 10, 20, 50 … microseconds. */
static uint64_t round_slice(int n)
{
	static const uint64_t steps[] = { 1000, 2000, 5000 };
	uint64_t slice = steps[n % 3];
	for (int i = n / 3; i > 0; i--)
		slice *= 10;
	return slice;
}

#define ROUND_SLICES 27 /* up to 500 s */

/* The shortest slice with which the whole run up to now fits, at most SLICE_MOST_NS; then as zoomed. */
static void choose_slice(struct timeline *own, uint64_t now_ns)
{
	uint64_t columns = own->columns > 1 ? (uint64_t)own->columns - 1 : 1;
	int n = SLICE_LEAST;
	while (round_slice(n) < SLICE_MOST_NS && now_ns / round_slice(n) >= columns)
		n++;
	if (own->zoom > ROUND_SLICES - 1 - n)
		own->zoom = ROUND_SLICES - 1 - n;
	if (own->zoom < -n)
		own->zoom = -n;
	own->slice_ns = round_slice(n + own->zoom);
}

/* By so many columns the picture moves on. */
static uint64_t block(const struct timeline *own)
{
	return own->columns >= 40 ? 10 : own->columns >= 10 ? 5 : 1;
}

/* The time of the first column, a multiple of whole blocks: now is in one of the last block's columns at most. */
static uint64_t start_ns(const struct timeline *own, uint64_t now_ns)
{
	uint64_t now = now_ns / own->slice_ns, columns = own->columns > 0 ? (uint64_t)own->columns : 1;
	return now < columns ? 0 : (now - columns + block(own)) / block(own) * block(own) * own->slice_ns;
}

static struct slice slice_of(const struct timeline *own, uint64_t from_ns, uint64_t now_ns)
{
	uint64_t to_ns = from_ns + own->slice_ns;
	return (struct slice){ from_ns, to_ns > now_ns + 1 ? now_ns + 1 : to_ns };
}

static void draw_label(struct timeline *own, struct pen *pen, const struct view *view, uint32_t id)
{
	const struct stage_worker *worker = &view->stage->workers[id];
	bool quiet = worker->role == ROLE_OF_DEVICE || worker->state == STATE_ENDED;
	char letter[12];
	int width = text_width(worker_letter(id, letter));
	pen_sign(pen, id == view->chosen ? glyph(GLYPH_HEAD) : ' ', ROLE_FOCUS, 0);
	pen_field(pen, width, quiet ? ROLE_QUIET : pane_worker_role(view, id), quiet ? 0 : ATTR_BOLD, letter);
	pen_sign(pen, ' ', ROLE_TEXT, 0);
	if (own->label_columns - pen->col > 3)
		pen_field(pen, own->label_columns - pen->col - 1, ROLE_QUIET, 0, stage_worker_name(view->stage, id));
	pen_at(pen, pen->row, own->label_columns);
}

enum part { PART_TOP, PART_BODY, PART_EDGE };

/* The lower rows of a tall lane: who only waits or sleeps has none, and nobody's reach quite down, so that lanes stay apart. */
static void draw_lower(struct pen *pen, struct slice_state is, enum part part)
{
	bool tall = is.state == STATE_RUNNING || is.state == STATE_READY || is.state == STATE_BLOCKED || is.state == STATE_STALLING;
	bool half = part == PART_EDGE && is.state == STATE_RUNNING && !glyph_is_ascii();
	if (!tall || (part == PART_EDGE && !half))
		pen_sign(pen, ' ', ROLE_TEXT, 0);
	else
		pen_sign(pen, half ? glyph(GLYPH_UP_HALF) : lane_state_sign(is.state), pane_state_role(is.state), 0);
}

static void draw_lane(struct timeline *own, struct pen *pen, const struct view *view, uint32_t worker, enum part part)
{
	struct slices slices = slices_of(view->history, worker);
	uint64_t at_ns = start_ns(own, view->now_ns), late_ns;
	bool device = view->stage->workers[worker].role == ROLE_OF_DEVICE;
	enum state before = STATE_COUNT;
	stage_worker_seen(view->stage, worker, view->now_ns, &late_ns);
	for (int i = 0; i < own->columns && at_ns <= view->now_ns; i++, at_ns += own->slice_ns) {
		struct slice_state is = slices_next(&slices, slice_of(own, at_ns, view->now_ns));
		if (is.state == STATE_SLEEPING && at_ns + late_ns >= view->now_ns)
			is.state = late_ns ? STATE_READY : STATE_SLEEPING; /* its time is up, and the loop has not come to it yet */
		if (part != PART_TOP)
			draw_lower(pen, is, part);
		else if (device)
			lane_device_draw(pen, is);
		else
			lane_slice_draw(pen, is, before);
		before = is.state;
	}
}

/* A label, and the lane in so many rows. */
static void draw_worker(struct timeline *own, struct pen *pen, const struct view *view, uint32_t id, int rows)
{
	int top = pen->row;
	draw_label(own, pen, view, id);
	draw_lane(own, pen, view, id, PART_TOP);
	for (int row = 1; row < rows; row++) {
		pen_at(pen, top + row, own->label_columns);
		if (view->stage->workers[id].role != ROLE_OF_DEVICE)
			draw_lane(own, pen, view, id, row == rows - 1 ? PART_EDGE : PART_BODY);
	}
}

/* The holder's letter where it begins to hold, a line while it goes on; a letter that does not fit before the next is left out. */
static void draw_holding(struct pen *pen, uint32_t holder, int from, int to)
{
	char letter[12];
	pen_at(pen, pen->row, from);
	if (holder == 0)
		return;
	if (text_width(worker_letter(holder, letter)) <= to - from)
		pen_text(pen, ROLE_RUNNING, 0, letter);
	while (pen->col < to)
		pen_sign(pen, glyph(GLYPH_H), ROLE_RULE, 0);
}

static void draw_holder(struct timeline *own, struct pen *pen, const struct view *view)
{
	struct slices slices = slices_of(view->history, 0);
	uint64_t at_ns = start_ns(own, view->now_ns);
	uint32_t holder = 0;
	int from = own->label_columns, col = from;
	pen_at(pen, pen->row, 1);
	pen_field(pen, own->label_columns - 2, ROLE_QUIET, 0, view->stage->sequential ? _("turn") : view->stage->loop ? _("loop") : _("GIL"));
	for (int i = 0; i < own->columns && at_ns <= view->now_ns; i++, col++, at_ns += own->slice_ns) {
		struct slice_state is = slices_next(&slices, slice_of(own, at_ns, view->now_ns));
		if (is.holder == holder)
			continue;
		draw_holding(pen, holder, from, col);
		holder = is.holder;
		from = col;
	}
	draw_holding(pen, holder, from, col);
}

/* The signs of states as they stand in every pane, and beside each the shade of its lane. */
static void draw_legend(struct pen *pen, const struct stage *stage)
{
	static const uint8_t states[] = { STATE_RUNNING, STATE_READY, STATE_BLOCKED, STATE_WAITING, STATE_SLEEPING, STATE_STALLING };
	for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
		enum state state = states[i];
		if ((state == STATE_BLOCKED && !stage->gil) || text_width(_(state_name(state))) + 5 > pen_left(pen))
			continue;
		pen_sign(pen, pane_state_glyph(state), pane_state_role(state), 0);
		if (lane_state_sign(state) != pane_state_glyph(state))
			pen_sign(pen, lane_state_sign(state), pane_state_role(state), 0);
		pen_print(pen, ROLE_QUIET, 0, " %s  ", _(state_name(state)));
		if (state == STATE_RUNNING && pen_left(pen) > 64) {
			pen_sign(pen, glyph(GLYPH_DOWN_HALF), ROLE_RUNNING, 0);
			pen_text(pen, ROLE_QUIET, 0, _(" a part of it  "));
		}
	}
}

/* Columns before the lanes: mark, letter and, where there is room, name. */
static void measure(struct timeline *own, const struct view *view, int cols)
{
	char letter[12];
	int widest = 1, name = 0, most = cols < 60 ? 0 : cols / 6 > NAME_MOST ? cols / 6 : NAME_MOST;
	for (int i = 0; i < own->roster.count; i++) {
		int width = text_width(worker_letter(own->roster.ids[i], letter));
		widest = width > widest ? width : widest;
		width = text_width(stage_worker_name(view->stage, own->roster.ids[i]));
		name = width > name ? width : name;
	}
	name = name > most ? most : name;
	own->label_columns = 1 + widest + 1 + (name ? name + 1 : 0);
	if (own->label_columns < 6)
		own->label_columns = 6;
	own->columns = cols > own->label_columns ? cols - own->label_columns : 0;
}

struct layout {
	bool holder, axis, legend;
	int lanes; /* rows for them */
};

static struct layout layout_of(const struct view *view, int rows)
{
	size_t spans = 0;
	if (view->history)
		history_lane(view->history, 0, &spans);
	int all = view->stage->worker_count > 0 ? (int)view->stage->worker_count - 1 : 0;
	struct layout layout = { .axis = rows >= 3, .holder = rows >= 4 && spans > 0 };
	layout.legend = rows >= 5 && (rows - 3 >= all || rows >= 16);
	layout.lanes = rows - layout.holder - layout.axis - layout.legend;
	return layout;
}

static bool is_task(const struct view *view, uint32_t id)
{
	return view->stage->workers[id].role == ROLE_OF_TASK;
}

/* Rows of a task's lane, when all lanes fit into `rows`; those of the script and of devices stay low. */
static int lane_rows(const struct timeline *own, const struct view *view, int rows)
{
	int tasks = 0;
	for (int i = 0; i < own->roster.count; i++)
		tasks += is_task(view, own->roster.ids[i]);
	if (own->roster.hidden_count || !tasks)
		return 1;
	int tall = (rows - (own->roster.count - tasks)) / tasks;
	return tall > LANE_ROWS_MOST ? LANE_ROWS_MOST : tall < 1 ? 1 : tall;
}

/* The axis as far as now, and a mark there. */
static void draw_axis(struct timeline *own, struct pen *pen, const struct view *view)
{
	uint64_t from_ns = start_ns(own, view->now_ns);
	int columns = (int)((view->now_ns - from_ns) / own->slice_ns) + 1;
	columns = columns > own->columns ? own->columns : columns;
	struct time_axis axis = { &own->pace, from_ns, own->slice_ns, own->label_columns, columns - 1 };
	time_axis_draw(pen, &axis, view->now_ns);
	pen_at(pen, pen->row, own->label_columns + columns - 1);
	pen_sign(pen, glyph(GLYPH_POINT_UP), ROLE_MARK, 0);
	if (own->columns - columns >= 4)
		pen_text(pen, ROLE_QUIET, 0, _(" now"));
}

static bool timeline_draw(void *data, struct canvas *canvas, struct rect rect, const struct view *view)
{
	struct timeline *own = data;
	struct pen pen = pen_start(canvas, rect);
	struct layout layout = layout_of(view, rect.rows);
	char rest[200];
	if (view->history)
		pace_log_read(&own->pace, view->history);
	roster_update(&own->roster, view, layout.lanes);
	measure(own, view, rect.cols);
	choose_slice(own, view->now_ns);
	if (layout.holder)
		draw_holder(own, &pen, view);
	int tall = lane_rows(own, view, layout.lanes), row = layout.holder;
	for (int i = 0; i < own->roster.count; i++) {
		int rows = is_task(view, own->roster.ids[i]) ? tall : 1;
		pen_at(&pen, row, 0);
		draw_worker(own, &pen, view, own->roster.ids[i], rows);
		row += rows;
	}
	if (own->roster.hidden_count && own->roster.count < layout.lanes) {
		pen_at(&pen, row++, 1);
		pen_rest(&pen, ROLE_QUIET, 0, roster_rest(&own->roster, view, rest, sizeof rest));
	}
	pen_at(&pen, row, 0);
	if (layout.axis)
		draw_axis(own, &pen, view);
	pen_at(&pen, row + 1, 1);
	if (layout.legend)
		draw_legend(&pen, view->stage);
	return false;
}

static void timeline_head(void *data, const struct view *view, char *to, int size)
{
	struct timeline *own = data;
	char slice[24];
	if (own->slice_ns == 0) {
		snprintf(to, size, _("timeline"));
		return;
	}
	double rate = pace_log_rate(&own->pace, view->now_ns);
	snprintf(to, size, _("timeline, %s a column"), pane_seconds((double)own->slice_ns / 1e9 * rate, slice, sizeof slice));
}

static bool timeline_key(void *data, int key, const struct view *view)
{
	struct timeline *own = data;
	(void)view;
	if (key == ',' || key == '.') {
		own->zoom += key == ',' ? 1 : -1;
		return true;
	}
	return scroll_key(&own->roster.scroll, key);
}

static int timeline_rows(void *data, const struct view *view, int cols)
{
	(void)data, (void)cols;
	uint32_t all = view->stage->worker_count > 0 ? view->stage->worker_count - 1 : 0;
	return all > 1000 ? 1000 : (int)all + 3;
}

const struct pane pane_timeline = {
	.name = "timeline",
	.title = N_("timeline"),
	.help = N_("A lane for each worker, time from left to right up to the mark of now; the axis is in kitchen seconds.\n"
		"The picture rests while time fills it, and then moves on by some columns.\n"
		"Full blocks: it ran. Half blocks: it ran for a part of that column's time. Shades: it was ready,\n"
		"it wanted the GIL, or it waited. Dots: it slept. A tick or a cross: it ended or failed.\n"
		"The top lane tells by letter who held the GIL, or whom the loop ran; a gap: nobody.\n"
		"Comma shows more time, full stop less. Up, down, page up and page down go through the lanes\n"
		"when they do not all fit; Enter goes back."),
	.new = timeline_new,
	.free = timeline_free,
	.head = timeline_head,
	.draw = timeline_draw,
	.key = timeline_key,
	.rows = timeline_rows,
};
