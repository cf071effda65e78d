/* layout.c - forms, and how their rows are shared out.
 *
 * A form is bands from top to bottom; a band is one or two columns; a column is shelves from top to bottom, each for one pane. Rows are
 * shared in the same way among bands and among the shelves of a column (share_out): each first gets its least, then those that
 * know what they want are filled up to their most, then what is left goes to those that stretch. The first form
 * that fits the terminal is taken.
 *
 * What always holds: frames tile the area between head and foot without gap or overlap; every pane that is named as focused has a
 * place; nothing reaches outside the terminal, whatever its size. */
#include "tui/layout.h"

#include "tui/glyph.h"
#include "tui/share.h"

#include <string.h>

#define BANDS 4
#define SHELVES 2
#define PIECES 4 /* the most that are shared out at once */

struct shelf {
	const char *pane;
	int least;    /* rows with the rule */
	int most;     /* percent of what is shared out; 0: it stretches */
	bool guest;   /* a pane without a place comes up here */
};

struct band {
	struct shelf left[SHELVES], right[SHELVES];
	int least, most; /* as a shelf's; what the band wants is what its tallest column wants */
	int width;       /* percent of the columns for the left one; 0: there is no right one */
};

struct form {
	int rows, cols;
	struct band bands[BANDS];
};

static const struct form forms[] = {
	{ 45, 150, {
		{ .least = 16, .width = 60, .left = { { "kitchen", 16, 0, false } },
			.right = { { "code", 8, 0, false }, { "memory", 6, 45, false } } },
		{ .least = 8, .most = 34, .width = 60, .left = { { "workers", 8, 0, false } }, .right = { { "figures", 8, 0, true } } },
		{ .least = 9, .most = 34, .width = 60, .left = { { "timeline", 9, 0, false } }, .right = { { "story", 9, 0, false } } },
	} },
	{ 36, 120, {
		{ .least = 14, .width = 60, .left = { { "kitchen", 14, 0, false } },
			.right = { { "code", 7, 0, false }, { "memory", 5, 45, false } } },
		{ .least = 5, .most = 30, .left = { { "workers", 5, 0, false } } },
		{ .least = 7, .most = 34, .width = 60, .left = { { "timeline", 7, 0, false } }, .right = { { "story", 7, 0, true } } },
	} },
	{ 30, 100, {
		{ .least = 13, .width = 58, .left = { { "kitchen", 13, 0, false } },
			.right = { { "code", 6, 0, false }, { "memory", 4, 45, false } } },
		{ .least = 5, .most = 30, .left = { { "workers", 5, 0, false } } },
		{ .least = 5, .most = 30, .left = { { "timeline", 5, 0, true } } },
	} },
	{ 24, 120, {
		{ .least = 12, .width = 62, .left = { { "kitchen", 12, 0, false } }, .right = { { "code", 12, 0, true } } },
		{ .least = 5, .most = 36, .width = 62, .left = { { "workers", 5, 0, false } }, .right = { { "story", 5, 0, false } } },
	} },
	{ 40, 80, {
		{ .least = 12, .left = { { "kitchen", 12, 0, false } } },
		{ .least = 5, .most = 26, .left = { { "workers", 5, 0, false } } },
		{ .least = 5, .most = 22, .left = { { "timeline", 5, 0, false } } },
		{ .least = 8, .most = 30, .left = { { "code", 8, 0, true } } },
	} },
	{ 0, 0, {
		{ .least = 12, .left = { { "kitchen", 12, 0, false } } },
		{ .least = 5, .most = 38, .left = { { "workers", 5, 0, true } } },
	} },
};

/* The least part of a screen, where what matters is a guest: a timeline of four rows shows hardly a lane. */
static const struct form guest_form = { 0, 0, {
	{ .least = 9, .left = { { "kitchen", 9, 0, false } } },
	{ .least = 5, .most = 45, .left = { { "workers", 5, 0, true } } },
} };

/* In step mode: who next, the code, memory and what was chosen so far are always there. */
static const struct form step_forms[] = {
	{ 45, 150, {
		{ .least = 14, .width = 50, .left = { { "next", 7, 60, false }, { "memory", 6, 0, false } },
			.right = { { "code", 9, 0, false }, { "schedule", 5, 45, false } } },
		{ .least = 7, .most = 20, .width = 50, .left = { { "story", 7, 0, true } }, .right = { { "timeline", 7, 0, false } } },
		{ .least = 14, .most = 40, .left = { { "kitchen", 14, 0, false } } },
	} },
	{ 34, 100, {
		{ .least = 14, .width = 54, .left = { { "next", 7, 60, false }, { "memory", 6, 0, false } },
			.right = { { "code", 9, 0, false }, { "schedule", 5, 45, false } } },
		{ .least = 7, .most = 34, .left = { { "story", 7, 0, true } } },
	} },
	{ 0, 0, {
		{ .least = 11, .width = 54, .left = { { "next", 5, 65, false }, { "memory", 5, 0, false } },
			.right = { { "code", 6, 0, true }, { "schedule", 4, 45, false } } },
	} },
};

static int max(int a, int b)
{
	return a > b ? a : b;
}

static int min(int a, int b)
{
	return a < b ? a : b;
}

static int pane_index(const struct layout_wish *wish, const char *name)
{
	for (int i = 0; name && i < wish->count; i++)
		if (!strcmp(wish->names[i], name))
			return i;
	return -1;
}

static bool form_has(const struct form *form, const char *name)
{
	for (int b = 0; b < BANDS; b++)
		for (int s = 0; s < SHELVES; s++)
			if ((form->bands[b].left[s].pane && !strcmp(form->bands[b].left[s].pane, name)) ||
			    (form->bands[b].right[s].pane && !strcmp(form->bands[b].right[s].pane, name)))
				return true;
	return false;
}

/* The pane that stands on a shelf now. */
static int shelf_pane(const struct form *form, const struct layout_wish *wish, const struct shelf *shelf)
{
	if (shelf->guest && wish->guest >= 0 && wish->guest < wish->count && !form_has(form, wish->names[wish->guest]))
		return wish->guest;
	return pane_index(wish, shelf->pane);
}

static int shelf_wants(const struct form *form, const struct layout_wish *wish, const struct shelf *shelf)
{
	int pane = shelf->pane ? shelf_pane(form, wish, shelf) : -1;
	if (pane < 0)
		return shelf->least;
	return wish->want[pane] > 0 ? wish->want[pane] + 1 : 1000;
}

static int column_wants(const struct form *form, const struct layout_wish *wish, const struct shelf shelves[SHELVES])
{
	int want = 0;
	for (int s = 0; s < SHELVES; s++)
		want += shelves[s].pane ? shelf_wants(form, wish, &shelves[s]) : 0;
	return min(want, 1000);
}

static void place_add(struct layout *layout, struct rect frame, int pane)
{
	if (pane < 0 || frame.rows <= 0 || frame.cols <= 0 || layout->count == LAYOUT_PANES)
		return;
	int left = frame.col > 0 ? 2 : 1; /* a rule and a space, or a space */
	struct rect body = { frame.row + 1, frame.col + left, max(0, frame.rows - 1), max(0, frame.cols - left - 1) };
	layout->places[layout->count++] = (struct layout_place){ .frame = frame, .body = body, .pane = pane };
}

static void column_place(struct layout *layout, const struct form *form, const struct layout_wish *wish,
	const struct shelf shelves[SHELVES], struct rect area)
{
	struct piece pieces[PIECES] = { 0 };
	int count = 0;
	for (; count < SHELVES && shelves[count].pane; count++)
		pieces[count] = (struct piece){ .least = shelves[count].least, .most = shelves[count].most * area.rows / 100,
			.want = shelf_wants(form, wish, &shelves[count]) };
	share_out(pieces, count, area.rows);
	for (int s = 0; s < count; s++) {
		struct rect frame = { area.row, area.col, pieces[s].rows, area.cols };
		place_add(layout, frame, shelf_pane(form, wish, &shelves[s]));
		area.row += pieces[s].rows;
	}
}

static void form_place(struct layout *layout, const struct form *form, const struct layout_wish *wish, struct rect area)
{
	struct piece pieces[PIECES] = { 0 };
	int count = 0;
	for (; count < BANDS && form->bands[count].least; count++) {
		const struct band *band = &form->bands[count];
		pieces[count] = (struct piece){ .least = band->least, .most = band->most * area.rows / 100,
			.want = max(column_wants(form, wish, band->left), column_wants(form, wish, band->right)) };
	}
	share_out(pieces, count, area.rows);
	for (int b = 0; b < count; b++) {
		const struct band *band = &form->bands[b];
		int width = band->width ? area.cols * band->width / 100 : area.cols;
		column_place(layout, form, wish, band->left, (struct rect){ area.row, area.col, pieces[b].rows, width });
		if (band->width)
			column_place(layout, form, wish, band->right,
				(struct rect){ area.row, area.col + width, pieces[b].rows, area.cols - width });
		area.row += pieces[b].rows;
	}
}

void layout_init(struct layout *layout)
{
	*layout = (struct layout){ 0 };
	rules_init(&layout->rules);
}

void layout_release(struct layout *layout)
{
	rules_release(&layout->rules);
	*layout = (struct layout){ 0 };
}

static const struct form *form_for(int rows, int cols, const struct layout_wish *wish)
{
	const struct form *form = wish->stepping ? step_forms : forms;
	while (rows < form->rows || cols < form->cols)
		form++;
	bool least = wish->part && !wish->stepping && form->rows == 0;
	return least && wish->guest_first && wish->guest >= 0 && !form_has(form, wish->names[wish->guest]) ? &guest_form : form;
}

void layout_compute(struct layout *layout, const struct layout_wish *wish)
{
	int rows = max(0, wish->rows), cols = max(0, wish->cols);
	layout->rows = rows;
	layout->cols = cols;
	layout->count = 0;
	layout->small = rows < (wish->part ? LAYOUT_PART_ROWS : LAYOUT_ROWS_MIN) || cols < LAYOUT_COLS_MIN;
	if (!layout->small) {
		int notice = min(max(0, wish->notice), rows / 3);
		struct rect area = { 1, 0, rows - 2 - LAYOUT_STORY_ROWS - notice, cols };
		layout->head = (struct rect){ 0, 0, 1, cols };
		layout->notice = (struct rect){ rows - 1 - LAYOUT_STORY_ROWS - notice, 0, notice, cols };
		layout->story = (struct rect){ rows - 1 - LAYOUT_STORY_ROWS, 0, LAYOUT_STORY_ROWS, cols };
		layout->keys = (struct rect){ rows - 1, 0, 1, cols };
		if (wish->zoomed >= 0 && wish->zoomed < wish->count)
			place_add(layout, area, wish->zoomed);
		else
			form_place(layout, form_for(rows, cols, wish), wish, area);
	}
	rules_clear(&layout->rules, rows, cols);
	for (int i = 0; i < layout->count; i++)
		rules_frame(&layout->rules, layout->places[i].frame);
	rules_join(&layout->rules);
}

const struct layout_place *layout_place(const struct layout *layout, int pane)
{
	for (int i = 0; i < layout->count; i++)
		if (layout->places[i].pane == pane)
			return &layout->places[i];
	return NULL;
}

const struct layout_place *layout_at(const struct layout *layout, int row, int col)
{
	for (int i = 0; i < layout->count; i++) {
		struct rect frame = layout->places[i].frame;
		if (row >= frame.row && row < frame.row + frame.rows && col >= frame.col && col < frame.col + frame.cols)
			return &layout->places[i];
	}
	return NULL;
}

void layout_draw_title(const struct layout_place *place, struct canvas *canvas, const char *title, bool focused)
{
	struct rect clip = { place->frame.row, place->frame.col, 1, place->frame.cols };
	int col = place->frame.col + (place->frame.col > 0 ? 2 : 1), room = place->frame.cols - 6;
	if (room < 3 || !*title)
		return;
	canvas_put(canvas, clip, clip.row, col++, ' ', ROLE_RULE, 0);
	if (focused) {
		canvas_put(canvas, clip, clip.row, col++, glyph(GLYPH_HEAD), ROLE_FOCUS, 0);
		canvas_put(canvas, clip, clip.row, col++, ' ', ROLE_RULE, 0);
		room -= 2;
	}
	col = canvas_text_cut(canvas, clip, clip.row, col, room, focused ? ROLE_FOCUS : ROLE_TITLE, 0, title);
	canvas_put(canvas, clip, clip.row, col, ' ', ROLE_RULE, 0);
}
