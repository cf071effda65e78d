/* kitchen_belt.c - paints a queue as a belt: things come in at its back end and leave at its front end, in the direction of the flow.
 *
 *   orders 3/5                      orders 3/5
 *   ▸[  ][  ][12][11][10]▸          ┌────┬────┬────┬────┬────┐
 *                                   ▸    │    │ 12 │ 11 │ 10 ▸
 *                                   └────┴────┴────┴────┴────┘
 *
 * A bounded belt shows its places; one without a bound shows a track. What finds no room is told by number at the back end. Who waits
 * at the belt stands in its title: for room at a full one, for something to come at an empty one. */
#include "tui/kitchen_scene.h"

#include "trace/text.h"
#include "trace/tongue.h"
#include "tui/glyph.h"

#include <stdio.h>

#define LABEL_LEAST 2
#define SLOT_SPARE 20 /* columns of a place beside the label, at most */

struct belt {
	const struct scene *scene;
	const struct stage_object *object;
	int station;
	struct rect at;
	bool leftward;
	uint32_t capacity; /* 0 it has no bound */
	int label;   /* columns of a label */
	int slot;    /* columns of a place */
	int places;  /* drawn */
	int front;   /* column of the front end's arrow; places lie behind it */
	int row;     /* of the things */
	uint32_t coming; /* things that belong here and are still on their way */
	bool framed;
	bool walled; /* neighbouring places share a wall: in a frame, or for want of columns */
};

/* How many wait there. */
static uint32_t belt_waiting(const struct stage_object *object)
{
	return object->type == OBJECT_PIPE ? object->waiting : object->waiting_put + object->waiting_get;
}

/* The letters of those who wait at the belt, a few. */
static int belt_waiters(const struct belt *belt, int col, int end)
{
	const struct stage *stage = belt->scene->view->stage;
	uint32_t id = belt->scene->map->stations[belt->station].object, left = belt_waiting(belt->object);
	char letter[12];
	for (uint32_t w = 1; w < stage->worker_count && left; w++) {
		const struct stage_worker *worker = &stage->workers[w];
		if (worker->state != STATE_WAITING || worker->object != id || worker->reason == REASON_QUEUE_JOIN)
			continue;
		if (col + 1 + text_width(worker_letter(w, letter)) + (left > 1 ? 4 : 0) > end) /* "+12" must find room behind it */
			break;
		col = scene_glyph(belt->scene, belt->at, belt->at.row, col, pane_state_glyph(STATE_WAITING), ROLE_WAITING, 0);
		col = canvas_print(belt->scene->canvas, belt->at, belt->at.row, col, ROLE_WAITING, 0, "%s ", worker_letter(w, letter));
		left--;
	}
	if (left && col + 3 <= end)
		col = canvas_print(belt->scene->canvas, belt->at, belt->at.row, col, ROLE_WAITING, 0, "+%u", left);
	return col;
}

/* The count, then what there is to say about it where there is room. */
static int belt_count(const struct belt *belt, int col, int end, enum role_of_cell role)
{
	struct canvas *canvas = belt->scene->canvas;
	const struct stage_object *object = belt->object;
	uint32_t there = object->length - belt->coming;
	bool full = belt->capacity && there >= belt->capacity;
	bool arrivals = belt->scene->map->stations[belt->station].arrivals;
	const char *words[] = { full ? _(" full") : object->closed ? (arrivals ? _(" no more come") : _(" closed")) : "", object->closed && !full ? _(" closed") : "" };
	int attr = full ? ATTR_BOLD : 0;
	if (belt->capacity)
		col = canvas_print(canvas, belt->at, belt->at.row, col, full ? ROLE_WAITING : role, attr, " %u/%u", there, belt->capacity);
	else
		col = canvas_print(canvas, belt->at, belt->at.row, col, role, 0, " %u", there);
	if (belt_waiting(object))
		end -= 3; /* who waits says more than that it is full */
	for (int i = 0; i < 2; i++)
		if (col + text_width(words[i]) <= end)
			return canvas_text(canvas, belt->at, belt->at.row, col, full ? ROLE_WAITING : ROLE_QUIET, attr, words[i]);
	return col;
}

/* The name, whole if it can be; then the count and who waits. It keeps off the lines that come through its row. */
static int belt_title(const struct belt *belt)
{
	const struct stage_object *object = belt->object;
	struct rect at = belt->at;
	int begin = at.col, end = at.col + at.cols, count = belt->capacity ? 4 + (belt->capacity > 9) * 2 : 2 + (object->length > 9);
	bool over = object->closed && !object->length;
	if (at.rows > 1 && scene_wired(belt->scene, at.row, begin))
		begin += 2;
	if (at.rows > 1 && scene_wired(belt->scene, at.row, end - 1))
		end -= 2;
	int room = end - begin - count;
	int col = canvas_text_cut(belt->scene->canvas, at, at.row, begin, room > 4 ? room : 4, over ? ROLE_QUIET : ROLE_TITLE, over ? 0 : ATTR_BOLD,
		belt->scene->map->stations[belt->station].name);
	return belt_waiters(belt, belt_count(belt, col, end, over ? ROLE_QUIET : ROLE_TEXT) + 1, end);
}

/* Where place number `i` from the front begins. */
static int place_col(const struct belt *belt, int i)
{
	return belt->leftward ? belt->front + 1 + i * belt->slot : belt->front - (i + 1) * belt->slot;
}

static int at_least(int value, int least)
{
	return value < least ? least : value;
}

static void belt_measure(struct belt *belt)
{
	int capacity = belt->capacity > 1000 ? 1000 : (int)belt->capacity, cols = belt->at.cols;
	bool tall = belt->at.rows >= 4 && capacity;
	belt->framed = tall && glyph_has_boxes();
	belt->walled = belt->framed || (capacity && capacity * (belt->label + 2) + 2 > cols);
	int inner = cols - (belt->walled ? 1 : 2), fit = capacity ? inner / capacity - 1 : 0;
	if (belt->walled && fit >= LABEL_LEAST && fit < belt->label) /* all places are seen rather than all of each label */
		belt->label = fit;
	int least = belt->label + (belt->walled ? 1 : 2);
	belt->slot = capacity ? at_least(inner / capacity, least) : least;
	belt->slot = belt->slot > belt->label + SLOT_SPARE ? belt->label + SLOT_SPARE : belt->slot;
	belt->places = inner / belt->slot;
	if (capacity && belt->places > capacity)
		belt->places = capacity;
	belt->row = belt->at.row + (tall ? 2 + (belt->at.rows - 4) / 2 : belt->at.rows > 1);
	belt->front = belt->leftward ? belt->at.col : belt->at.col + belt->at.cols - 1;
}

/* The track behind the places: a belt without a bound is all track. */
static void belt_track(const struct belt *belt, int from)
{
	int back = belt->leftward ? belt->at.col + belt->at.cols - 1 : belt->at.col;
	int first = belt->leftward ? place_col(belt, from) : back + 1, last = belt->leftward ? back : place_col(belt, from - 1);
	enum glyph arrow = belt->leftward ? GLYPH_HEAD_LEFT : GLYPH_HEAD;
	for (int col = first; col < last; col++)
		canvas_put(belt->scene->canvas, belt->at, belt->row, col, glyph(GLYPH_BELT), ROLE_RULE, ATTR_DIM);
	canvas_put(belt->scene->canvas, belt->at, belt->row, back, glyph(arrow), ROLE_QUIET, 0);
	canvas_put(belt->scene->canvas, belt->at, belt->row, belt->front, glyph(arrow), ROLE_QUIET, 0);
}

static void belt_places(const struct belt *belt)
{
	for (int i = 0; i <= belt->places && belt->walled; i++) {
		int wall = belt->leftward ? belt->front + i * belt->slot : belt->front - i * belt->slot;
		if (i > 0 && (i < belt->places || (wall != belt->at.col && wall != belt->at.col + belt->at.cols - 1)))
			canvas_put(belt->scene->canvas, belt->at, belt->row, wall, glyph(GLYPH_V), ROLE_RULE, 0);
	}
	for (int i = 0; i < belt->places && !belt->walled; i++) {
		int col = place_col(belt, i);
		canvas_put(belt->scene->canvas, belt->at, belt->row, col, '[', ROLE_QUIET, 0);
		canvas_put(belt->scene->canvas, belt->at, belt->row, col + belt->slot - 1, ']', ROLE_QUIET, 0);
	}
}

static void rule_put(const struct belt *belt, int row, int col, bool first, bool last)
{
	bool top = row == belt->at.row + 1;
	enum glyph g = first ? (top ? GLYPH_CORNER_TL : GLYPH_CORNER_BL) : last ? (top ? GLYPH_CORNER_TR : GLYPH_CORNER_BR)
		: top ? GLYPH_TEE_DOWN : GLYPH_TEE_UP;
	canvas_put(belt->scene->canvas, belt->at, row, col, glyph(g), ROLE_RULE, 0);
}

/* Places with shared walls: wall k stands before place k, counted from the left. */
static void belt_frame(const struct belt *belt)
{
	int left = belt->leftward ? belt->front : belt->front - belt->places * belt->slot, bottom = belt->at.row + belt->at.rows - 1;
	int right = left + belt->places * belt->slot;
	for (int row = belt->at.row + 1; row <= bottom; row++) {
		bool rule = row == belt->at.row + 1 || row == bottom;
		for (int col = left; col <= right; col++) {
			bool wall = (col - left) % belt->slot == 0;
			if (rule && wall)
				rule_put(belt, row, col, col == left, col == right);
			else if (rule || (wall && !(row == belt->row && (col == left || col == right))))
				canvas_put(belt->scene->canvas, belt->at, row, col, glyph(rule ? GLYPH_H : GLYPH_V), ROLE_RULE, 0);
		}
	}
	enum glyph arrow = belt->leftward ? GLYPH_HEAD_LEFT : GLYPH_HEAD;
	canvas_put(belt->scene->canvas, belt->at, belt->row, left, glyph(arrow), ROLE_QUIET, 0);
	canvas_put(belt->scene->canvas, belt->at, belt->row, right, glyph(arrow), ROLE_QUIET, 0);
}

/* How many lie behind what is shown, at the back end. */
static void belt_more(const struct belt *belt, int shown)
{
	char more[24];
	if ((int)belt->object->length <= shown)
		return;
	snprintf(more, sizeof more, "+%u", belt->object->length - (uint32_t)shown);
	int col = belt->leftward ? place_col(belt, shown) + 1 : place_col(belt, shown - 1) - text_width(more);
	canvas_text(belt->scene->canvas, belt->at, belt->row, col, ROLE_TEXT, 0, more);
}

static void belt_things(struct belt *belt, int places)
{
	const struct stage *stage = belt->scene->view->stage;
	int i = 0;
	for (uint32_t t = belt->object->first; t && i < places; t = stage->things[t].next, i++) {
		int col = place_col(belt, i) + (belt->walled && !belt->leftward);
		int cols = belt->slot - (belt->walled ? 1 : 2);
		belt->coming += scene_thing(belt->scene, t, belt->row, col, cols, !belt->walled && cols <= 8);
	}
}

/* All in one row: the title, then as many things as there is room for. */
static void belt_row(struct belt *belt)
{
	int col = belt_title(belt) + 1, room = belt->at.col + belt->at.cols - col;
	if (room < 2)
		return;
	belt->at = (struct rect){ belt->at.row, col, 1, room };
	belt_measure(belt);
	if (room < belt->label + 4) { /* no more than a sign of which way things go */
		belt->row = belt->at.row;
		belt_track(belt, 0);
		return;
	}
	belt_track(belt, belt->places < (int)belt->object->length ? belt->places : (int)belt->object->length);
	belt_things(belt, belt->places);
}

void belt_paint(const struct scene *scene, int s, struct rect at)
{
	const struct station *station = &scene->map->stations[s];
	const struct stage_object *object = stage_object(scene->view->stage, station->object);
	if (!object || at.cols < 6)
		return;
	struct belt belt = { .scene = scene, .object = object, .station = s, .at = at, .leftward = scene->plan->leftward[s],
		.capacity = station->capacity };
	belt.label = scene_label_cols(scene, s, object->first);
	if (at.rows == 1) {
		belt_row(&belt);
		return;
	}
	belt_measure(&belt);
	int more = (int)object->length > belt.places ? 1 : 0;
	if (belt.framed) {
		if (belt.places * belt.slot + 1 < at.cols)
			belt_track(&belt, belt.places);
		belt_frame(&belt);
		belt_things(&belt, belt.places);
		belt_title(&belt);
		return;
	}
	int shown = belt.places - (more && !belt.capacity);
	belt_track(&belt, belt.capacity ? belt.places : shown < (int)object->length ? shown : (int)object->length);
	if (belt.capacity)
		belt_places(&belt);
	belt_things(&belt, shown);
	belt_title(&belt);
	if (!belt.capacity)
		belt_more(&belt, shown);
}
