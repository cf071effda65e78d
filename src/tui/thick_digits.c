/* thick_digits.c - see thick_digits.h. The larger ones are the smaller ones, a cell of two rows for a half block: what is drawn once is drawn large from there. */
#include "tui/thick_digits.h"

#include "tui/digits.h"
#include "tui/glyph.h"

#include <string.h>

#define TOO_WIDE 100000

int thick_digits_rows(int scale)
{
	return scale < 2 ? digits_rows() : glyph_is_ascii() ? digits_rows() : 2 * digits_rows() - 1;
}

int thick_digits_width(const char *text, int scale)
{
	if (!*text || strspn(text, "0123456789.") != strlen(text) || strlen(text) > 40)
		return TOO_WIDE;
	return digits_width(text) * scale;
}

static void cell_spread(struct canvas *canvas, struct rect clip, int row, int col, uint32_t sign, enum role_of_cell role)
{
	bool upper = sign == glyph(GLYPH_FULL) || sign == glyph(GLYPH_UP_HALF), lower = sign == glyph(GLYPH_FULL) || sign == glyph(GLYPH_DOWN_HALF);
	for (int x = 0; x < 2; x++) {
		if (upper)
			canvas_put(canvas, clip, row, col + x, glyph(GLYPH_FULL), role, 0);
		if (lower && !glyph_is_ascii())
			canvas_put(canvas, clip, row + 1, col + x, glyph(GLYPH_FULL), role, 0);
	}
}

void thick_digits_draw(struct canvas *canvas, struct rect clip, int row, int col, enum role_of_cell role, int scale, const char *text)
{
	struct canvas small;
	if (scale < 2) {
		digits_draw(canvas, clip, row, col, role, text);
		return;
	}
	canvas_init(&small, digits_rows(), digits_width(text));
	digits_draw(&small, (struct rect){ 0, 0, small.rows, small.cols }, 0, 0, role, text);
	int pitch = glyph_is_ascii() ? 1 : 2;
	for (int y = 0; y < small.rows; y++)
		for (int x = 0; x < small.cols; x++)
			cell_spread(canvas, clip, row + pitch * y, col + 2 * x, small.cells[y * small.cols + x].c, role);
	canvas_release(&small);
}
