/* bar.c - see bar.h. */
#include "tui/bar.h"

static const enum glyph eighths[] = { GLYPH_EIGHTH_1, GLYPH_EIGHTH_1, GLYPH_EIGHTH_2, GLYPH_EIGHTH_3, GLYPH_EIGHTH_4, GLYPH_EIGHTH_5, GLYPH_EIGHTH_6,
	GLYPH_EIGHTH_7 };

void bar_draw(struct pen *pen, int columns, double share, enum role_of_cell role)
{
	int parts = (int)(share * columns * 8 + 0.5), end = pen->col + columns;
	if (parts > columns * 8)
		parts = columns * 8;
	if (share > 0 && parts < (glyph_is_ascii() ? 4 : 1))
		parts = glyph_is_ascii() ? 4 : 1;
	for (; parts >= 8; parts -= 8)
		pen_sign(pen, glyph(GLYPH_FULL), role, 0);
	if (parts > 0 && pen->col < end)
		pen_sign(pen, glyph(eighths[parts]), role, 0);
	pen_at(pen, pen->row, end);
}

void bar_split(struct pen *pen, int columns, double share)
{
	int bad = (int)(share * columns + 0.5);
	if (share > 0 && bad == 0)
		bad = 1;
	if (share < 1 && bad == columns)
		bad = columns - 1;
	for (int i = 0; i < columns; i++)
		pen_sign(pen, glyph(i < bad ? GLYPH_FULL : GLYPH_SHADE_LIGHT), i < bad ? ROLE_BAD : ROLE_GOOD, 0);
}

void bar_progress(struct pen *pen, int columns, double share)
{
	int start = pen->col;
	for (int i = 0; i < columns; i++)
		pen_sign(pen, glyph(GLYPH_SHADE_LIGHT), ROLE_QUIET, 0);
	pen_at(pen, pen->row, start);
	bar_draw(pen, columns, share, ROLE_RUNNING);
}
