/* side_lanes.c - the workers of one side as lanes over the time that all sides have in common.
 *
 * The axis goes from the opening of each kitchen to the end of the one that takes longest, so that lanes above each other are a race: who is ahead reaches further, and
 * who is done ends. Where there are more workers than rows two share a row, the upper and the lower half of it, and only that they ran is drawn. */
#include "trace/text.h"
#include "tui/lane.h"
#include "tui/side.h"

#include <stdio.h>

#define NAME_COLS 14
#define WHY_COLS 26
#define COLS_NAMED 44 /* from here on lanes have names */
#define COLS_TOLD 76  /* … and it is told what each does */

void side_lanes_margins(int cols, int *before, int *after)
{
	*before = cols >= COLS_NAMED ? 4 + NAME_COLS : 4;
	*after = cols >= COLS_TOLD ? WHY_COLS + 1 : 0;
}

static bool is_task(const struct stage *stage, uint32_t id)
{
	return stage->workers[id].role == ROLE_OF_TASK || stage->workers[id].role == ROLE_OF_POOL;
}

/* Tasks and a pool's workers in order of creation, the main task where there are none; of the newest moment, so that lanes stay where they are. */
static int workers_of(const struct side *side, uint32_t ids[], int most)
{
	const struct stage *stage = side->open ? history_head(side->watch.history) : NULL;
	int count = 0;
	for (uint32_t id = 1; stage && id < stage->worker_count; id++)
		if (is_task(stage, id) && count++ < most)
			ids[count - 1] = id;
	if (!count && stage && stage->worker_count > 1 && most > 0) {
		ids[0] = 1;
		count = 1;
	}
	return count;
}

int side_lanes_count(const struct side *side)
{
	uint32_t ids[1];
	return workers_of(side, ids, 1);
}

struct lanes_at {
	const struct view *view;
	uint64_t slice_ns, now_ns; /* of a column; shown of this side */
	int before, columns, after;
};

static void draw_label(struct pen *pen, const struct lanes_at *at, uint32_t id)
{
	const struct stage *stage = at->view->stage;
	char letter[12];
	if (id >= stage->worker_count)
		return;
	enum role_of_cell role = pane_worker_role(at->view, id);
	pen_sign(pen, pane_worker_glyph(at->view, id), role, 0);
	pen_sign(pen, ' ', ROLE_TEXT, 0);
	pen_text(pen, role, 0, worker_letter(id, letter));
	pen_sign(pen, ' ', ROLE_TEXT, 0);
	if (at->before - pen->col > 3)
		pen_field(pen, at->before - pen->col - 1, ROLE_QUIET, 0, stage_worker_name(stage, id));
}

static void draw_why(struct pen *pen, const struct lanes_at *at, uint32_t id)
{
	const struct stage *stage = at->view->stage;
	char why[160];
	if (!at->after || id >= stage->worker_count || stage->workers[id].state == STATE_ENDED)
		return;
	pen_at(pen, pen->row, at->before + at->columns + 1);
	pen_rest(pen, ROLE_QUIET, 0, stage_worker_why(stage, id, at->view->now_ns, why, sizeof why));
}

static void draw_lane(struct pen *pen, const struct lanes_at *at, uint32_t id)
{
	struct slices slices = slices_of(at->view->history, id);
	enum state before = STATE_COUNT;
	uint64_t from_ns = 0;
	pen_at(pen, pen->row, at->before);
	for (int i = 0; i < at->columns && from_ns <= at->now_ns; i++, from_ns += at->slice_ns) {
		uint64_t to_ns = from_ns + at->slice_ns;
		struct slice_state is = slices_next(&slices, (struct slice){ from_ns, to_ns > at->now_ns + 1 ? at->now_ns + 1 : to_ns });
		lane_slice_draw(pen, is, before);
		before = is.state;
	}
}

static uint32_t half(bool upper, bool lower)
{
	return upper && lower ? glyph_is_ascii() ? ':' : glyph(GLYPH_FULL) : upper ? glyph(GLYPH_UP_HALF) : lower ? glyph(GLYPH_DOWN_HALF) : ' ';
}

static void draw_pair(struct pen *pen, const struct lanes_at *at, uint32_t one, uint32_t other)
{
	struct slices upper = slices_of(at->view->history, one), lower = slices_of(at->view->history, other);
	uint64_t from_ns = 0;
	char letter[2][12];
	pen_print(pen, ROLE_QUIET, 0, "%s %s", worker_letter(one, letter[0]), other ? worker_letter(other, letter[1]) : "");
	pen_at(pen, pen->row, at->before);
	for (int i = 0; i < at->columns && from_ns <= at->now_ns; i++, from_ns += at->slice_ns) {
		struct slice slice = { from_ns, from_ns + at->slice_ns > at->now_ns + 1 ? at->now_ns + 1 : from_ns + at->slice_ns };
		bool above = slices_next(&upper, slice).ran, below = other && slices_next(&lower, slice).ran;
		pen_sign(pen, half(above, below), ROLE_RUNNING, 0);
	}
}

static int draw_each(struct pen *pen, const struct lanes_at *at, const uint32_t ids[], int count, int rows)
{
	int pitch = rows >= 2 * count ? 2 : 1; /* a row between where there is room */
	for (int i = 0; i < count; i++) {
		pen_at(pen, i * pitch, 0);
		draw_label(pen, at, ids[i]);
		draw_why(pen, at, ids[i]);
		draw_lane(pen, at, ids[i]);
	}
	return count * pitch;
}

/* Two a row; how many have none is told at the end of the last. */
static int draw_pairs(struct pen *pen, const struct lanes_at *at, const uint32_t ids[], int count, int rows)
{
	int row = 0;
	for (; row < rows && 2 * row < count; row++) {
		pen_at(pen, row, 0);
		draw_pair(pen, at, ids[2 * row], 2 * row + 1 < count ? ids[2 * row + 1] : 0);
	}
	if (2 * row < count && at->before > 8) {
		pen_at(pen, row - 1, 8);
		pen_print(pen, ROLE_QUIET, 0, "+ %d", count - 2 * row);
	}
	return row;
}

int side_lanes_draw(const struct sides *sides, struct side *side, struct canvas *canvas, struct rect rect)
{
	uint32_t ids[128];
	int count = workers_of(side, ids, 128);
	struct pen pen = pen_start(canvas, rect);
	struct view view;
	if (!count || rect.rows < 1)
		return 0;
	count = count > 128 ? 128 : count;
	view = side_view(sides, side);
	struct lanes_at at = { .view = &view, .now_ns = side_now_ns(sides, side) };
	side_lanes_margins(rect.cols, &at.before, &at.after);
	at.columns = rect.cols - at.before - at.after;
	if (at.columns < 1)
		return 0;
	at.slice_ns = sides_span_ns(sides) / (uint64_t)at.columns + 1;
	return count <= rect.rows ? draw_each(&pen, &at, ids, count, rect.rows) : draw_pairs(&pen, &at, ids, count, rect.rows);
}
