/* box.c - a frame of thin lines with a breath of space inside and around. */
#include "tui/box.h"

#include "trace/text.h"
#include "tui/glyph.h"

static int min(int a, int b)
{
	return a < b ? a : b;
}

static void edges_draw(struct canvas *canvas, struct rect box)
{
	int bottom = box.row + box.rows - 1, right = box.col + box.cols - 1;
	for (int col = box.col; col <= right; col++) {
		canvas_put(canvas, box, box.row, col, glyph(GLYPH_H), ROLE_RULE, 0);
		canvas_put(canvas, box, bottom, col, glyph(GLYPH_H), ROLE_RULE, 0);
	}
	for (int row = box.row; row <= bottom; row++) {
		canvas_put(canvas, box, row, box.col, glyph(GLYPH_V), ROLE_RULE, 0);
		canvas_put(canvas, box, row, right, glyph(GLYPH_V), ROLE_RULE, 0);
	}
	canvas_put(canvas, box, box.row, box.col, glyph(GLYPH_CORNER_TL), ROLE_RULE, 0);
	canvas_put(canvas, box, box.row, right, glyph(GLYPH_CORNER_TR), ROLE_RULE, 0);
	canvas_put(canvas, box, bottom, box.col, glyph(GLYPH_CORNER_BL), ROLE_RULE, 0);
	canvas_put(canvas, box, bottom, right, glyph(GLYPH_CORNER_BR), ROLE_RULE, 0);
}

static void label_draw(struct canvas *canvas, struct rect box, int row, enum role_of_cell role, const char *text)
{
	int room = box.cols - 6;
	if (!*text || room < 3)
		return;
	int col = box.col + 2;
	canvas_put(canvas, box, row, col++, ' ', ROLE_RULE, 0);
	col = canvas_text_cut(canvas, box, row, col, room, role, 0, text);
	canvas_put(canvas, box, row, col, ' ', ROLE_RULE, 0);
}

static struct rect draw_at(struct canvas *canvas, struct rect box, const char *title, const char *foot)
{
	canvas_fill(canvas, box, ' ', ROLE_TEXT, 0);
	edges_draw(canvas, box);
	label_draw(canvas, box, box.row, ROLE_TITLE, title);
	label_draw(canvas, box, box.row + box.rows - 1, ROLE_QUIET, foot);
	struct rect inside = { box.row + 1, box.col + 3, box.rows - 2, box.cols - 6 };
	inside.rows = inside.rows < 0 ? 0 : inside.rows;
	inside.cols = inside.cols < 0 ? 0 : inside.cols;
	return inside;
}

struct rect box_draw(struct canvas *canvas, int rows, int cols, const char *title, const char *foot)
{
	struct rect box = { .rows = min(rows, canvas->rows), .cols = min(cols, canvas->cols) };
	box.row = (canvas->rows - box.rows) / 2;
	box.col = (canvas->cols - box.cols) / 2;
	return draw_at(canvas, box, title, foot);
}

struct rect box_draw_above(struct canvas *canvas, int bottom, int rows, int cols, const char *title, const char *foot)
{
	struct rect box = { .rows = min(rows, bottom), .cols = min(cols, canvas->cols) };
	box.row = bottom - box.rows;
	box.col = (canvas->cols - box.cols) / 2;
	return draw_at(canvas, box, title, foot);
}
