/* kitchen_grill.c - paints a grill: its slots side by side, what lies on each, and how far it is.
 *
 *   grill 3/4                 grill 3/4
 *   [ 31 ][ 32 ][ 33 ][    ]  ┌──────┬──────┬──────┬──────┐
 *   [████][██▌·][█▌··][    ]  │  31  │  32  │  33  │      │
 *                             │██████│███▌··│█▌····│      │
 *                             └──────┴──────┴──────┴──────┘
 *
 * With more height come words (cooked, or how long still) and thicker bars. */
#include "tui/kitchen_scene.h"

#include "trace/text.h"
#include "trace/tongue.h"
#include "tui/glyph.h"

#include <stdio.h>

struct grill {
	const struct scene *scene;
	const struct stage_object *object;
	struct rect at;
	int label;    /* columns of the widest number */
	int slot;     /* columns of a slot between its walls */
	int slots;    /* drawn */
	int first;    /* row of the numbers */
	bool framed, words;
	int bars;     /* rows of bar */
	uint32_t coming; /* things that belong here and are still on their way */
	bool over;    /* it has been shut down */
};

static const struct stage_slot *slot_of(const struct grill *grill, int i)
{
	const struct stage *stage = grill->scene->view->stage;
	uint32_t at = grill->object->slots + (uint32_t)i;
	return at < stage->slot_count ? &stage->slots[at] : &stage->slots[0];
}

static double slot_share(const struct grill *grill, const struct stage_slot *slot)
{
	uint64_t now = grill->scene->view->now_ns;
	if (slot->state == SLOT_COOKED || slot->until_ns <= slot->since_ns)
		return slot->state == SLOT_COOKED;
	if (now <= slot->since_ns)
		return 0;
	double share = (double)(now - slot->since_ns) / (double)(slot->until_ns - slot->since_ns);
	return share > 1 ? 1 : share;
}

static enum role_of_cell slot_role(const struct stage_slot *slot, double share)
{
	return slot->state == SLOT_COOKED ? ROLE_COOKED : share < 0.34 ? ROLE_RAW : ROLE_COOKING;
}

/* Kitchen seconds until it is cooked, in words. */
static void slot_words(const struct grill *grill, const struct stage_slot *slot, int row, int col)
{
	const struct view *view = grill->scene->view;
	double left = stage_kitchen_s(view->stage, slot->until_ns) - stage_kitchen_s(view->stage, view->now_ns);
	char words[24];
	if (slot->state == SLOT_COOKED)
		snprintf(words, sizeof words, "%s", _("cooked"));
	else
		pane_seconds(left > 0 ? left : 0, words, sizeof words);
	int width = text_width(words);
	if (slot->state != SLOT_FREE && width <= grill->slot)
		canvas_text(grill->scene->canvas, grill->at, row, col + (grill->slot - width) / 2,
			slot->state == SLOT_COOKED ? ROLE_COOKED : ROLE_QUIET, 0, words);
}

static void grill_measure(struct grill *grill)
{
	int count = grill->object->capacity > 64 ? 64 : (int)grill->object->capacity;
	grill->framed = grill->at.rows >= 5 && glyph_has_boxes();
	int walls = grill->framed ? 1 : 2;
	grill->slot = (grill->at.cols - grill->framed) / (count ? count : 1) - walls;
	grill->slot = grill->slot > 14 ? 14 : grill->slot < grill->label ? grill->label : grill->slot;
	grill->slots = (grill->at.cols - grill->framed) / (grill->slot + walls);
	grill->slots = grill->slots > count ? count : grill->slots;
	int inner = grill->at.rows - (grill->framed ? 3 : 1);
	grill->words = inner >= 3 && grill->slot >= 6;
	grill->bars = inner - 1 - grill->words;
	grill->first = grill->at.row + (grill->framed ? 2 : 1);
}

static int slot_col(const struct grill *grill, int i)
{
	return grill->at.col + 1 + i * (grill->slot + (grill->framed ? 1 : 2));
}

static void slot_paint(struct grill *grill, int i)
{
	const struct scene *scene = grill->scene;
	const struct stage_slot *slot = slot_of(grill, i);
	double share = slot_share(grill, slot);
	int col = slot_col(grill, i), row = grill->first;
	if (slot->thing)
		grill->coming += scene_thing(scene, slot->thing, row, col, grill->slot, false);
	for (int b = 0; b < grill->bars && slot->state != SLOT_FREE; b++)
		scene_bar(scene, grill->at, row + 1 + b, col, grill->slot, share, slot_role(slot, share));
	if (grill->words)
		slot_words(grill, slot, row + 1 + grill->bars, col);
	for (int r = row; !grill->framed && r < grill->at.row + grill->at.rows; r++) {
		canvas_put(scene->canvas, grill->at, r, col - 1, '[', ROLE_QUIET, 0);
		canvas_put(scene->canvas, grill->at, r, col + grill->slot, ']', ROLE_QUIET, 0);
	}
}

static void grill_walls(const struct grill *grill)
{
	int top = grill->at.row + 1, bottom = grill->at.row + grill->at.rows - 1, width = grill->slots * (grill->slot + 1) + 1;
	scene_frame(grill->scene, (struct rect){ top, grill->at.col, bottom - top + 1, width }, ROLE_RULE, 0);
	for (int i = 1; i < grill->slots; i++) {
		int col = slot_col(grill, i) - 1;
		for (int row = top; row <= bottom; row++)
			canvas_put(grill->scene->canvas, grill->at, row, col,
				glyph(row == top ? GLYPH_TEE_DOWN : row == bottom ? GLYPH_TEE_UP : GLYPH_V), ROLE_RULE, 0);
	}
}

static int grill_title(const struct grill *grill, const char *name)
{
	struct canvas *canvas = grill->scene->canvas;
	int row = grill->at.row, cooked = 0;
	for (int i = 0; i < (int)grill->object->capacity && i < 1024; i++)
		cooked += slot_of(grill, i)->state == SLOT_COOKED;
	int end = grill->at.col + grill->at.cols - 2 * scene_wired(grill->scene, row, grill->at.col + grill->at.cols - 2);
	int col = canvas_text_cut(canvas, grill->at, row, grill->at.col, grill->at.cols - 4, grill->over ? ROLE_QUIET : ROLE_TITLE,
		grill->over ? 0 : ATTR_BOLD, name);
	col = canvas_print(canvas, grill->at, row, col, grill->over ? ROLE_QUIET : ROLE_TEXT, 0, " %u/%u", grill->object->length - grill->coming,
		grill->object->capacity);
	if (cooked && col + 10 < end)
		col = canvas_print(canvas, grill->at, row, col, ROLE_COOKED, 0, _("  %d cooked"), cooked);
	return col;
}

/* In one row each slot is its number on what is done of it. */
static void grill_row(struct grill *grill, int col)
{
	grill->at = (struct rect){ grill->at.row, col, 1, grill->at.col + grill->at.cols - col };
	int width = grill->label + 3;
	for (int i = 0; i < (int)grill->object->capacity && (i + 1) * width <= grill->at.cols; i++) {
		const struct stage_slot *slot = slot_of(grill, i);
		double share = slot_share(grill, slot);
		int at = col + i * width;
		canvas_put(grill->scene->canvas, grill->at, grill->at.row, at, '[', ROLE_QUIET, 0);
		canvas_put(grill->scene->canvas, grill->at, grill->at.row, at + width - 1, ']', ROLE_QUIET, 0);
		if (slot->state != SLOT_FREE)
			scene_bar(grill->scene, grill->at, grill->at.row, at + width - 2, 1, share, slot_role(slot, share));
		if (slot->thing)
			scene_thing(grill->scene, slot->thing, grill->at.row, at + 1, grill->label, false);
	}
}

void grill_paint(const struct scene *scene, int s, struct rect at)
{
	const struct station *station = &scene->map->stations[s];
	const struct stage_object *object = stage_object(scene->view->stage, station->object);
	if (!object)
		return;
	struct grill grill = { .scene = scene, .object = object, .at = at };
	for (int i = 0; i < (int)object->capacity && i < 64; i++)
		grill.label = scene_label_cols(scene, s, slot_of(&grill, i)->thing);
	const struct stage_worker *device = stage_worker(scene->view->stage, object->device);
	grill.over = device && (device->state == STATE_ENDED || device->state == STATE_DEAD);
	if (at.rows == 1) {
		grill_row(&grill, grill_title(&grill, station->name) + 1);
		return;
	}
	grill_measure(&grill);
	if (grill.framed)
		grill_walls(&grill);
	for (int i = 0; i < grill.slots; i++)
		slot_paint(&grill, i);
	int col = grill_title(&grill, station->name);
	if (grill.slots < (int)object->capacity)
		canvas_print(scene->canvas, at, at.row, col + 1, ROLE_QUIET, 0, "+%d", (int)object->capacity - grill.slots);
}
