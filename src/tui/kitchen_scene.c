/* kitchen_scene.c - the brushes that the painters of stations share. */
#include "tui/kitchen_scene.h"

#include "trace/text.h"
#include "tui/glyph.h"

#include <stdio.h>
#include <string.h>

#define LABEL_COLS_MOST 8
#define LABEL_BYTES 32

/* The number behind a name stays whole, as it tells one from another: "bowl 3" becomes "bow3", then "b3". 0 where there is no such. */
static int label_numbered(char *to, const char *label, int cols)
{
	size_t length = strlen(label), digits = 0;
	while (digits < length && label[length - digits - 1] >= '0' && label[length - digits - 1] <= '9')
		digits++;
	if (!digits || digits == length || (int)digits >= cols)
		return 0;
	const char *at = label, *end = label + length - digits;
	int width = 0;
	while (at < end && *at != ' ') {
		const char *from = at;
		int next = text_columns(text_next(&at, end));
		if (width + next > cols - (int)digits || (size_t)(at - label) + digits > LABEL_BYTES)
			break;
		memcpy(to, from, (size_t)(at - from));
		to += at - from;
		width += next;
	}
	memcpy(to, end, digits + 1);
	return width + (int)digits;
}

/* As much of the label as fits into `cols` columns. */
static int label_cut(char *to, const char *label, int cols)
{
	int numbered = text_width(label) > cols ? label_numbered(to, label, cols) : 0;
	if (numbered)
		return numbered;
	const char *at = label, *end = label + strlen(label);
	int width = 0;
	while (at < end) {
		const char *from = at;
		int next = text_columns(text_next(&at, end));
		if (width + next > cols || (size_t)(at - label) > LABEL_BYTES)
			break;
		memcpy(to, from, (size_t)(at - from));
		to += at - from;
		width += next;
	}
	*to = '\0';
	return width;
}

bool scene_label(const struct scene *scene, struct motion_id id, const char *label, int row, int col, int cols, bool boxed)
{
	char cut[LABEL_BYTES + 1], text[MOTION_LABEL];
	int inner = cols > LABEL_COLS_MOST ? LABEL_COLS_MOST : cols, width = label_cut(cut, label, inner);
	int digit = width == 1 && inner > 1; /* single digits stand below the others' last */
	int before = (inner - width - digit + 1) / 2 + digit;
	col += (cols - inner) / 2;
	if (boxed)
		snprintf(text, sizeof text, "[%*s%s%*s]", before, "", cut, inner - width - before, "");
	else
		snprintf(text, sizeof text, "%s", cut);
	return motion_thing(scene->motion, id, scene->station, row, boxed ? col : col + before, text, boxed, pane_thing_role(id.key));
}

bool scene_thing(const struct scene *scene, uint32_t index, int row, int col, int cols, bool boxed)
{
	const struct stage_thing *thing = &scene->view->stage->things[index];
	char label[64];
	stage_thing_words(scene->view->stage, thing, label, sizeof label);
	return scene_label(scene, (struct motion_id){ .thing = index, .birth = thing->birth, .key = thing->key }, label, row, col, cols, boxed);
}

#define BORN_NS 200000000u /* a call given no longer ago may still be seen coming, run clock */

static int station_of_worker(const struct kitchen_map *map, uint32_t worker)
{
	for (int s = 0; s < map->station_count; s++)
		for (uint32_t m = 0; station_is_manned(&map->stations[s]) && m < map->stations[s].count; m++)
			if (map->members[map->stations[s].first + m] == worker)
				return s;
	return -1;
}

bool scene_call(const struct scene *scene, const struct stage_call *call, int row, int col, int cols, bool boxed)
{
	char label[16];
	snprintf(label, sizeof label, "%u", call->number);
	struct motion_id id = { .thing = MOTION_CALLS | (uint32_t)call->order, .birth = call->pool, .key = thing_number(call->number) };
	int from = call->state == CALL_WAITS && scene->view->now_ns - call->given_ns < BORN_NS ? station_of_worker(scene->map, call->giver) : -1;
	if (from >= 0)
		motion_born(scene->motion, id, from);
	return scene_label(scene, id, label, row, col, cols, boxed);
}

int scene_label_cols(const struct scene *scene, int station, uint32_t first)
{
	const struct stage *stage = scene->view->stage;
	uint8_t *widest = &scene->label_cols[station];
	*widest = *widest < 2 ? 2 : *widest;
	int looked = 0;
	for (uint32_t i = first; i && i < stage->thing_count && looked < 64; i = stage->things[i].next, looked++) {
		char label[64];
		int width = text_width(stage_thing_words(stage, &stage->things[i], label, sizeof label));
		width = width > LABEL_COLS_MOST ? LABEL_COLS_MOST : width;
		*widest = width > *widest ? (uint8_t)width : *widest;
	}
	return *widest;
}

void scene_bar(const struct scene *scene, struct rect clip, int row, int col, int cols, double share, enum role_of_cell role)
{
	static const enum glyph eighths[] = {
		GLYPH_EIGHTH_1, GLYPH_EIGHTH_2, GLYPH_EIGHTH_3, GLYPH_EIGHTH_4, GLYPH_EIGHTH_5, GLYPH_EIGHTH_6, GLYPH_EIGHTH_7,
	};
	int parts = (int)(share * cols * 8 + 0.5);
	for (int i = 0; i < cols; i++, parts -= 8) {
		if (parts >= 8)
			canvas_put(scene->canvas, clip, row, col + i, glyph(GLYPH_FULL), role, 0);
		else if (parts > 0)
			canvas_put(scene->canvas, clip, row, col + i, glyph(eighths[parts - 1]), role, 0);
		else
			canvas_put(scene->canvas, clip, row, col + i, glyph(GLYPH_DOT), ROLE_RULE, ATTR_DIM);
	}
}

/* What the wires have in that cell of the canvas. */
static int scene_bits(const struct scene *scene, int row, int col)
{
	const struct kitchen_wires *wires = scene->wires;
	row -= scene->room.row;
	col -= scene->room.col;
	return wires->cells && row >= 0 && col >= 0 && row < wires->rows && col < wires->cols ? wires->cells[row * wires->cols + col] : 0;
}

bool scene_wired(const struct scene *scene, int row, int col)
{
	return scene_bits(scene, row, col) != 0;
}

/* Whether the line beside that cell leads into it. */
static bool scene_leads(const struct scene *scene, int row, int col, int way)
{
	int bits = scene_bits(scene, row, col);
	return bits & way && !(bits & WIRE_HEAD);
}

uint32_t scene_headed(const struct scene *scene, int row, int col)
{
	if (scene_bits(scene, row, col) != (WIRE_HEAD | WIRE_LEFT))
		return 0;
	if (scene_leads(scene, row, col + 1, WIRE_LEFT))
		return glyph(GLYPH_H);
	return glyph(scene_leads(scene, row - 1, col, WIRE_DOWN) ? GLYPH_CORNER_BR : scene_leads(scene, row + 1, col, WIRE_UP) ? GLYPH_CORNER_TR : GLYPH_H);
}

int scene_glyph(const struct scene *scene, struct rect clip, int row, int col, uint32_t c, enum role_of_cell role, int attr)
{
	canvas_put(scene->canvas, clip, row, col, c, role, attr);
	return col + 1;
}

/* What a frame is made of: along, up, and the corners from the upper left. */
struct frame_signs {
	enum glyph h, v, corners[4];
};

static void frame_paint(const struct scene *scene, struct rect at, const struct frame_signs *signs, enum role_of_cell role, int attr)
{
	int bottom = at.row + at.rows - 1, right = at.col + at.cols - 1;
	for (int col = at.col + 1; col < right; col++) {
		canvas_put(scene->canvas, at, at.row, col, glyph(signs->h), role, attr);
		canvas_put(scene->canvas, at, bottom, col, glyph(signs->h), role, attr);
	}
	for (int row = at.row + 1; row < bottom; row++) {
		canvas_put(scene->canvas, at, row, at.col, glyph(signs->v), role, attr);
		canvas_put(scene->canvas, at, row, right, glyph(signs->v), role, attr);
	}
	canvas_put(scene->canvas, at, at.row, at.col, glyph(signs->corners[0]), role, attr);
	canvas_put(scene->canvas, at, at.row, right, glyph(signs->corners[1]), role, attr);
	canvas_put(scene->canvas, at, bottom, at.col, glyph(signs->corners[2]), role, attr);
	canvas_put(scene->canvas, at, bottom, right, glyph(signs->corners[3]), role, attr);
}

void scene_frame(const struct scene *scene, struct rect at, enum role_of_cell role, int attr)
{
	static const struct frame_signs thin = { GLYPH_H, GLYPH_V, { GLYPH_CORNER_TL, GLYPH_CORNER_TR, GLYPH_CORNER_BL, GLYPH_CORNER_BR } };
	frame_paint(scene, at, &thin, role, attr);
}

bool scene_walled(const struct scene *scene, uint32_t worker)
{
	const struct view *view = scene->view;
	const struct stage_worker *who = stage_worker(view->stage, worker), *main = stage_worker(view->stage, 1);
	bool all = view->info && !strcmp(view->info->engine, "processes");
	return who && who->role != ROLE_OF_DEVICE && (all || (who->pid && main && main->pid && who->pid != main->pid));
}

/* Left and right of a row. */
static void side_walls(const struct scene *scene, struct rect at, int row, enum role_of_cell role)
{
	int right = at.col + at.cols - 1;
	bool in = scene_bits(scene, row, at.col - 1) & WIRE_RIGHT, out = scene_bits(scene, row, right + 1) & WIRE_LEFT;
	canvas_put(scene->canvas, at, row, at.col, glyph(in ? GLYPH_HATCH_V : GLYPH_WALL_V), role, 0);
	canvas_put(scene->canvas, at, row, right, glyph(out ? GLYPH_HATCH_V : GLYPH_WALL_V), role, 0);
}

void scene_walls(const struct scene *scene, struct rect at, enum role_of_cell role)
{
	static const struct frame_signs walls = { GLYPH_WALL_H, GLYPH_WALL_V, { GLYPH_WALL_TL, GLYPH_WALL_TR, GLYPH_WALL_BL, GLYPH_WALL_BR } };
	int bottom = at.row + at.rows - 1, framed = at.rows >= 3;
	if (framed)
		frame_paint(scene, at, &walls, role, 0);
	for (int row = at.row + framed; row <= bottom - framed; row++)
		side_walls(scene, at, row, role);
	for (int col = at.col + 1; framed && col < at.col + at.cols - 1; col++) {
		if (scene_bits(scene, at.row - 1, col) & WIRE_DOWN)
			canvas_put(scene->canvas, at, at.row, col, glyph(GLYPH_HATCH_H), role, 0);
		if (scene_bits(scene, bottom + 1, col) & WIRE_UP)
			canvas_put(scene->canvas, at, bottom, col, glyph(GLYPH_HATCH_H), role, 0);
	}
}
