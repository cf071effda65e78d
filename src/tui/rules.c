/* rules.c - each cell of a rule knows to which neighbours it leads; the sign follows from that.
 *
 * What always holds: a cell that leads right has a neighbour that leads left (or is the edge), so lines never end in the air but at the
 * foot. */
#include "tui/rules.h"

#include "tui/glyph.h"

#include <stdlib.h>
#include <string.h>

void rules_init(struct rules *rules)
{
	*rules = (struct rules){ 0 };
}

void rules_release(struct rules *rules)
{
	free(rules->bits);
	rules_init(rules);
}

void rules_clear(struct rules *rules, int rows, int cols)
{
	size_t size = (size_t)rows * (size_t)cols;
	rules->bits = realloc(rules->bits, size ? size : 1);
	if (!rules->bits)
		abort();
	rules->rows = rows;
	rules->cols = cols;
	memset(rules->bits, 0, size);
}

enum { LINE_UP = 1, LINE_DOWN = 2, LINE_LEFT = 4, LINE_RIGHT = 8 };

static void mark(struct rules *rules, int row, int col, int bits)
{
	if (row >= 0 && row < rules->rows && col >= 0 && col < rules->cols)
		rules->bits[row * rules->cols + col] |= (uint8_t)bits;
}

void rules_frame(struct rules *rules, struct rect frame)
{
	for (int col = frame.col; col < frame.col + frame.cols; col++)
		mark(rules, frame.row, col, (col > frame.col ? LINE_LEFT : 0) | (col + 1 < frame.col + frame.cols ? LINE_RIGHT : 0));
	if (frame.col == 0)
		mark(rules, frame.row, 0, LINE_LEFT);
	if (frame.col + frame.cols == rules->cols)
		mark(rules, frame.row, rules->cols - 1, LINE_RIGHT);
	if (frame.col == 0)
		return;
	for (int row = frame.row; row < frame.row + frame.rows; row++)
		mark(rules, row, frame.col, (row > frame.row ? LINE_UP : 0) | LINE_DOWN);
}

void rules_join(struct rules *rules)
{
	int cols = rules->cols;
	for (int row = 0; row < rules->rows; row++)
		for (int col = 0; col < cols; col++) {
			uint8_t *here = &rules->bits[row * cols + col];
			if (col > 0 && *here & LINE_RIGHT && here[-1] & LINE_LEFT && !(here[-1] & LINE_DOWN)) {
				*here |= LINE_LEFT;
				here[-1] |= LINE_RIGHT;
			}
			if (row > 0 && *here & (LINE_LEFT | LINE_RIGHT) && here[-cols] & LINE_DOWN)
				*here |= LINE_UP;
		}
}

void rules_draw(const struct rules *rules, struct canvas *canvas)
{
	static const enum glyph glyphs[16] = {
		[LINE_LEFT] = GLYPH_H, [LINE_RIGHT] = GLYPH_H, [LINE_LEFT | LINE_RIGHT] = GLYPH_H,
		[LINE_UP] = GLYPH_V, [LINE_DOWN] = GLYPH_V, [LINE_UP | LINE_DOWN] = GLYPH_V,
		[LINE_DOWN | LINE_RIGHT] = GLYPH_CORNER_TL, [LINE_DOWN | LINE_LEFT] = GLYPH_CORNER_TR,
		[LINE_UP | LINE_RIGHT] = GLYPH_CORNER_BL, [LINE_UP | LINE_LEFT] = GLYPH_CORNER_BR,
		[LINE_DOWN | LINE_LEFT | LINE_RIGHT] = GLYPH_TEE_DOWN, [LINE_UP | LINE_LEFT | LINE_RIGHT] = GLYPH_TEE_UP,
		[LINE_UP | LINE_DOWN | LINE_RIGHT] = GLYPH_TEE_RIGHT, [LINE_UP | LINE_DOWN | LINE_LEFT] = GLYPH_TEE_LEFT,
		[LINE_UP | LINE_DOWN | LINE_LEFT | LINE_RIGHT] = GLYPH_CROSS,
	};
	struct rect all = { 0, 0, rules->rows, rules->cols };
	for (int row = 0; row < rules->rows; row++)
		for (int col = 0; col < rules->cols; col++) {
			int bits = rules->bits[row * rules->cols + col];
			if (bits)
				canvas_put(canvas, all, row, col, glyph(glyphs[bits & 15]), ROLE_RULE, 0);
		}
}
