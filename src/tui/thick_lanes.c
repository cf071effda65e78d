/* thick_lanes.c - see thick_lanes.h.
 *
 * The scale of time is chosen so that the whole run fits, until a column would be longer than SLICE_MOST_NS; from then on the picture rests while time fills it and moves on
 * by ten columns, as the timeline's does. */
#include "tui/thick_lanes.h"

#include "stage/narrator.h"
#include "stage/next.h"
#include "trace/text.h"
#include "trace/tongue.h"
#include "tui/lane.h"
#include "tui/pen.h"

#include <stdio.h>
#include <string.h>

#define SLICE_MOST_NS 200000000u
#define SLICE_LEAST_NS 50000u
#define BLOCK 10 /* columns by which the picture moves on */

static bool has_lane(const struct stage_worker *worker)
{
	return worker->name && (worker->role == ROLE_OF_TASK || worker->role == ROLE_OF_POOL || worker->role == ROLE_OF_INSTANCE);
}

/* The script itself has a lane only where nobody else has one. */
static uint32_t lanes_count(const struct stage *stage)
{
	uint32_t count = 0;
	for (uint32_t id = 1; id < stage->worker_count; id++)
		count += has_lane(&stage->workers[id]);
	return count ? count : stage_worker(stage, 1) != NULL;
}

int thick_lanes_rows(const struct view *view)
{
	uint32_t count = lanes_count(view->stage);
	return count > 100 ? 400 : (int)count * (THICK_LANE_ROWS + 1) - (count > 0);
}

/* Those that are drawn, ascending; at most `most`. */
static uint32_t choose(struct thick_lanes *own, const struct view *view, uint32_t most, uint32_t ids[ROSTER_MAX])
{
	const struct stage *stage = view->stage;
	uint32_t all = lanes_count(stage), count = 0;
	if (all <= most) {
		for (uint32_t id = 1; id < stage->worker_count && count < ROSTER_MAX; id++)
			if (has_lane(&stage->workers[id]))
				ids[count++] = id;
		if (count == 0 && all)
			ids[count++] = 1;
		return count;
	}
	uint32_t aside = stage->worker_made > all ? stage->worker_made - all : 0; /* the script, devices: they have no lanes, and the roster knows them */
	roster_update(&own->roster, view, (int)(most + 1 + (aside < 8 ? aside : 8)));
	for (int i = 0; i < own->roster.count && count < most; i++)
		if (has_lane(&stage->workers[own->roster.ids[i]]))
			ids[count++] = own->roster.ids[i];
	return count;
}

/* ---- the name of a lane ---- */

/* In control a worker is what it can do next; else what it does. */
static enum state state_of(const struct view *view, uint32_t id, char *why, size_t size)
{
	const struct stage *stage = view->stage;
	const struct stage_worker *worker = &stage->workers[id];
	bool over = worker->state == STATE_ENDED || worker->state == STATE_DEAD;
	why[0] = '\0';
	if (!stage->asked || over) {
		if (!over)
			stage_worker_why(stage, id, view->now_ns, why, size);
		return pane_worker_state(view, id);
	}
	stage_next_words(stage, id, why, size);
	if (!stage_next_possible(stage, id))
		return STATE_WAITING;
	return worker->next.way == NEXT_CAN ? STATE_READY : STATE_SLEEPING;
}

static void label_draw(struct pen *pen, const struct view *view, uint32_t id, int row, int columns)
{
	char why[200], letter[12];
	enum state state = state_of(view, id, why, sizeof why);
	enum role_of_cell role = pane_state_role(state);
	bool loses = view->stage->asked && stage_next_possible(view->stage, id) && stage_next_loses(view->stage, id);
	pen_at(pen, row, 0);
	pen_sign(pen, pane_state_glyph(state), role, ATTR_BOLD);
	pen_print(pen, role, ATTR_BOLD, " %s ", worker_letter(id, letter));
	pen_field(pen, columns - pen->col, ROLE_TITLE, 0, stage_worker_name(view->stage, id));
	pen_at(pen, row + 1, 2);
	pen_field(pen, columns - 2, role, ATTR_BOLD, _(state_name(state)));
	pen_at(pen, row + 2, 2);
	pen_field(pen, columns - 2, loses ? ROLE_BAD : ROLE_TEXT, loses ? ATTR_BOLD : 0, why);
}

/* ---- lanes by time ---- */

/* 1, 2 or 5 times a power of ten, so that all up to now fits. */
static uint64_t slice_for(uint64_t now_ns, int columns)
{
	static const unsigned steps[] = { 1, 2, 5 };
	uint64_t unit = 10000, slice = 0;
	for (int i = 0; slice < SLICE_LEAST_NS || (slice < SLICE_MOST_NS && now_ns / slice >= (uint64_t)columns); i++) {
		slice = steps[i % 3] * unit;
		unit *= i % 3 == 2 ? 10 : 1;
	}
	return slice;
}

static void time_draw(struct pen *pen, const struct view *view, uint32_t id, int row, int col)
{
	int columns = pen->rect.cols - col;
	if (columns < 2)
		return;
	uint64_t slice = slice_for(view->now_ns, columns), now = view->now_ns / slice;
	uint64_t first = now < (uint64_t)columns ? 0 : (now - (uint64_t)columns + BLOCK) / BLOCK * BLOCK;
	struct slices walk = slices_of(view->history, id);
	enum state before = STATE_COUNT;
	for (int i = 0; i < columns && first + (uint64_t)i <= now; i++) {
		uint64_t from = (first + (uint64_t)i) * slice, to = from + slice;
		struct slice_state is = slices_next(&walk, (struct slice){ from, to > view->now_ns + 1 ? view->now_ns + 1 : to });
		for (int y = 0; y < THICK_LANE_ROWS; y++) {
			pen_at(pen, row + y, col + i);
			if (is.state != STATE_COUNT)
				lane_slice_draw(pen, is, before);
		}
		before = is.state;
	}
}

/* ---- lanes by step ---- */

/* What step `index` did, in a word or two. */
static void step_words(const struct view *view, const struct step_log *log, size_t index, int columns, char *to, size_t size)
{
	char value[64];
	to[0] = '\0';
	for (size_t at = log->steps[index].position + 1; at < step_log_position(log, index + 1); at++) {
		const struct event *event = history_event(view->history, at);
		if (!event || event->worker != log->steps[index].worker || narrator_weight_at(view->stage, event) == WEIGHT_NONE)
			continue;
		bool cell = event->kind == KIND_READ || event->kind == KIND_WRITE || event->kind == KIND_ADD;
		const char *what = cell ? stage_word_text(view->stage, event->value, value, sizeof value) : stage_object_name(view->stage, event->object);
		snprintf(to, size, "%s%s%s", kind_name((enum kind)event->kind), *what ? " " : "", what);
		if (text_width(to) > columns && !cell)
			snprintf(to, size, "%s", kind_name((enum kind)event->kind));
		for (char *c = to; *c; c++)
			*c = *c == '_' ? ' ' : *c;
		return;
	}
}

static void step_block(struct pen *pen, const struct view *view, const struct step_log *log, size_t index, int row, int col, int columns, bool last)
{
	char words[80];
	enum role_of_cell role = last ? ROLE_RUNNING : ROLE_QUIET;
	for (int y = 0; y < THICK_LANE_ROWS; y++)
		for (int x = 0; x < columns - 1; x++) {
			pen_at(pen, row + y, col + x);
			pen_sign(pen, y == 1 ? ' ' : glyph(GLYPH_FULL), role, y == 1 ? ATTR_REVERSE : 0);
		}
	step_words(view, log, index, columns - 1, words, sizeof words);
	int width = text_width(words) < columns - 1 ? text_width(words) : columns - 1;
	pen_at(pen, row + 1, col + (columns - 1 - width) / 2);
	pen_field(pen, columns - 1, role, ATTR_REVERSE | ATTR_BOLD, words);
}

static void steps_draw(struct pen *pen, const struct view *view, const struct step_log *log, uint32_t id, int row, int col)
{
	int room = pen->rect.cols - col, width = room >= 120 ? 12 : room >= 70 ? 10 : 9, shown = room / width;
	size_t end = step_log_at(log, view->player->position), first = end > (size_t)shown ? end - (size_t)shown : 0;
	for (size_t i = first; i < end; i++) {
		int at = col + (int)(i - first) * width;
		if (log->steps[i].worker == id) {
			step_block(pen, view, log, i, row, at, width, i + 1 == end);
			continue;
		}
		for (int x = 0; x < width; x++) {
			pen_at(pen, row + 1, at + x);
			pen_sign(pen, glyph(GLYPH_H), ROLE_RULE, 0);
		}
	}
}

/* ---- all ---- */

static int label_columns(int cols)
{
	return cols >= 150 ? 46 : cols >= 100 ? 38 : 34;
}

void thick_lanes_draw(struct thick_lanes *own, struct canvas *canvas, struct rect rect, const struct view *view, const struct step_log *log)
{
	struct pen pen = pen_start(canvas, rect);
	uint32_t ids[ROSTER_MAX], all = lanes_count(view->stage);
	bool fits = (uint32_t)(rect.rows + 1) / (THICK_LANE_ROWS + 1) >= all;
	int pitch = fits ? THICK_LANE_ROWS + 1 : THICK_LANE_ROWS, label = label_columns(rect.cols);
	bool tight = !fits && (uint32_t)rect.rows / THICK_LANE_ROWS < all;
	int most = fits ? (int)all : (rect.rows - tight) / THICK_LANE_ROWS;
	uint32_t count = choose(own, view, most > 0 ? (uint32_t)most : 0, ids);
	for (uint32_t i = 0; i < count; i++) {
		int row = (int)i * pitch;
		label_draw(&pen, view, ids[i], row, label - 1);
		if (log)
			steps_draw(&pen, view, log, ids[i], row, label);
		else
			time_draw(&pen, view, ids[i], row, label);
	}
	if (count < all && rect.rows > 0) {
		pen_at(&pen, (int)count * pitch < rect.rows ? (int)count * pitch : rect.rows - 1, 2);
		pen_print(&pen, ROLE_QUIET, 0, _("and %u more"), all - count);
	}
}
