/* digits.c - digits of 4×5 dots; two dots share a cell where half blocks exist. */
#include "tui/digits.h"

#include "tui/glyph.h"

#include <stdbool.h>
#include <string.h>

#define DOTS 5

/* 0 to 9 and the full stop, a row of dots per line of each. */
static const char *const font[][DOTS] = {
	{ "####", "#  #", "#  #", "#  #", "####" }, { "  # ", " ## ", "  # ", "  # ", " ###" }, { "####", "   #", "####", "#   ", "####" },
	{ "####", "   #", " ###", "   #", "####" }, { "#  #", "#  #", "####", "   #", "   #" }, { "####", "#   ", "####", "   #", "####" },
	{ "####", "#   ", "####", "#  #", "####" }, { "####", "   #", "  # ", " #  ", " #  " }, { "####", "#  #", "####", "#  #", "####" },
	{ "####", "#  #", "####", "   #", "####" }, { " ", " ", " ", " ", "#" },
};

static const char *const *letter_of(char c)
{
	return c >= '0' && c <= '9' ? font[c - '0'] : c == '.' ? font[10] : NULL;
}

static int letter_cols(char c)
{
	return letter_of(c) ? (int)strlen(letter_of(c)[0]) : 2;
}

int digits_rows(void)
{
	return glyph_is_ascii() ? DOTS : (DOTS + 1) / 2;
}

int digits_width(const char *text)
{
	int width = 0;
	for (; *text; text++)
		width += letter_cols(*text) + (text[1] != '\0');
	return width;
}

static bool dot(const char *const *letter, int row, int col)
{
	return row < DOTS && letter[row][col] == '#';
}

static void cell_draw(struct canvas *canvas, struct rect clip, int row, int col, enum role_of_cell role, bool upper, bool lower)
{
	if (upper || lower)
		canvas_put(canvas, clip, row, col, glyph(upper && lower ? GLYPH_FULL : upper ? GLYPH_UP_HALF : GLYPH_DOWN_HALF), role, 0);
}

int digits_draw(struct canvas *canvas, struct rect clip, int row, int col, enum role_of_cell role, const char *text)
{
	bool ascii = glyph_is_ascii();
	for (; *text; col += letter_cols(*text) + (text[1] != '\0'), text++) {
		const char *const *letter = letter_of(*text);
		for (int y = 0; letter && y < digits_rows(); y++)
			for (int x = 0; x < letter_cols(*text); x++)
				cell_draw(canvas, clip, row + y, col + x, role, dot(letter, ascii ? y : 2 * y, x), dot(letter, ascii ? y : 2 * y + 1, x));
	}
	return col;
}
