/* thick_letters.c - see thick_letters.h.
 *
 * A letter has 5×8 dots at most, and is as wide as it is; two dots share a cell, one above the other, so that dots are about square. The lowest line of dots is for what hangs below. */
#include "tui/thick_letters.h"

#include "trace/text.h"
#include "tui/glyph.h"

#include <string.h>

#define DOT_ROWS 8
#define LINE_ROWS 5  /* four of dots, and a blank one */
#define SPACE 3      /* columns of a blank */

struct letter {
	uint32_t c;
	uint8_t rows[DOT_ROWS]; /* five dots each, the first is 16 */
};

static const struct letter letters[] = {
	{ 'A', { 14, 17, 17, 31, 17, 17, 17 } }, { 'B', { 30, 17, 17, 30, 17, 17, 30 } }, { 'C', { 14, 17, 16, 16, 16, 17, 14 } },
	{ 'D', { 30, 17, 17, 17, 17, 17, 30 } }, { 'E', { 31, 16, 16, 30, 16, 16, 31 } }, { 'F', { 31, 16, 16, 30, 16, 16, 16 } },
	{ 'G', { 14, 17, 16, 23, 17, 17, 15 } }, { 'H', { 17, 17, 17, 31, 17, 17, 17 } }, { 'I', { 14, 4, 4, 4, 4, 4, 14 } },
	{ 'J', { 7, 2, 2, 2, 2, 18, 12 } }, { 'K', { 17, 18, 20, 24, 20, 18, 17 } }, { 'L', { 16, 16, 16, 16, 16, 16, 31 } },
	{ 'M', { 17, 27, 21, 21, 17, 17, 17 } }, { 'N', { 17, 25, 21, 19, 17, 17, 17 } }, { 'O', { 14, 17, 17, 17, 17, 17, 14 } },
	{ 'P', { 30, 17, 17, 30, 16, 16, 16 } }, { 'Q', { 14, 17, 17, 17, 21, 18, 13 } }, { 'R', { 30, 17, 17, 30, 20, 18, 17 } },
	{ 'S', { 15, 16, 16, 14, 1, 1, 30 } }, { 'T', { 31, 4, 4, 4, 4, 4, 4 } }, { 'U', { 17, 17, 17, 17, 17, 17, 14 } },
	{ 'V', { 17, 17, 17, 17, 17, 10, 4 } }, { 'W', { 17, 17, 17, 21, 21, 27, 17 } }, { 'X', { 17, 17, 10, 4, 10, 17, 17 } },
	{ 'Y', { 17, 17, 10, 4, 4, 4, 4 } }, { 'Z', { 31, 1, 2, 4, 8, 16, 31 } },
	{ 'a', { 0, 0, 14, 1, 15, 17, 15 } }, { 'b', { 16, 16, 30, 17, 17, 17, 30 } }, { 'c', { 0, 0, 14, 17, 16, 17, 14 } },
	{ 'd', { 1, 1, 15, 17, 17, 17, 15 } }, { 'e', { 0, 0, 14, 17, 31, 16, 14 } }, { 'f', { 6, 8, 28, 8, 8, 8, 8 } },
	{ 'g', { 0, 0, 15, 17, 17, 15, 1, 14 } }, { 'h', { 16, 16, 30, 17, 17, 17, 17 } }, { 'i', { 4, 0, 12, 4, 4, 4, 14 } },
	{ 'j', { 2, 0, 6, 2, 2, 2, 18, 12 } }, { 'k', { 16, 16, 18, 20, 24, 20, 18 } }, { 'l', { 12, 4, 4, 4, 4, 4, 14 } },
	{ 'm', { 0, 0, 26, 21, 21, 21, 21 } }, { 'n', { 0, 0, 30, 17, 17, 17, 17 } }, { 'o', { 0, 0, 14, 17, 17, 17, 14 } },
	{ 'p', { 0, 0, 30, 17, 17, 30, 16, 16 } }, { 'q', { 0, 0, 15, 17, 17, 15, 1, 1 } }, { 'r', { 0, 0, 22, 25, 16, 16, 16 } },
	{ 's', { 0, 0, 15, 16, 14, 1, 30 } }, { 't', { 8, 8, 28, 8, 8, 8, 6 } }, { 'u', { 0, 0, 17, 17, 17, 17, 15 } },
	{ 'v', { 0, 0, 17, 17, 17, 10, 4 } }, { 'w', { 0, 0, 17, 21, 21, 21, 10 } }, { 'x', { 0, 0, 17, 10, 4, 10, 17 } },
	{ 'y', { 0, 0, 17, 17, 17, 15, 1, 14 } }, { 'z', { 0, 0, 31, 2, 4, 8, 31 } },
	{ '0', { 14, 17, 17, 17, 17, 17, 14 } }, { '1', { 4, 12, 4, 4, 4, 4, 14 } }, { '2', { 14, 17, 1, 2, 4, 8, 31 } },
	{ '3', { 31, 2, 4, 2, 1, 17, 14 } }, { '4', { 2, 6, 10, 18, 31, 2, 2 } }, { '5', { 31, 16, 30, 1, 1, 17, 14 } },
	{ '6', { 6, 8, 16, 30, 17, 17, 14 } }, { '7', { 31, 1, 2, 4, 8, 8, 8 } }, { '8', { 14, 17, 17, 14, 17, 17, 14 } },
	{ '9', { 14, 17, 17, 15, 1, 2, 12 } },
	{ '.', { 0, 0, 0, 0, 0, 24, 24 } }, { ',', { 0, 0, 0, 0, 0, 24, 24, 16 } }, { '?', { 14, 17, 1, 2, 4, 0, 4 } }, { '!', { 24, 24, 24, 24, 0, 24, 24 } },
	{ ':', { 0, 24, 24, 0, 0, 24, 24 } }, { ';', { 0, 24, 24, 0, 0, 24, 24, 16 } }, { '\'', { 16, 16, 16 } }, { '"', { 20, 20, 20 } },
	{ '-', { 0, 0, 0, 0, 28 } }, { '+', { 0, 4, 4, 31, 4, 4 } }, { '=', { 0, 0, 31, 0, 31 } }, { '<', { 2, 4, 8, 16, 8, 4, 2 } },
	{ '>', { 16, 8, 4, 2, 4, 8, 16 } }, { '(', { 4, 8, 16, 16, 16, 8, 4 } }, { ')', { 16, 8, 4, 4, 4, 8, 16 } }, { '/', { 1, 1, 2, 4, 8, 16, 16 } },
	{ '*', { 0, 4, 21, 14, 21, 4 } }, { '%', { 24, 25, 2, 4, 8, 19, 3 } }, { '&', { 12, 18, 20, 8, 21, 18, 13 } }, { '_', { 0, 0, 0, 0, 0, 0, 0, 31 } },
	{ '[', { 28, 16, 16, 16, 16, 16, 28 } }, { ']', { 28, 4, 4, 4, 4, 4, 28 } }, { '#', { 10, 10, 31, 10, 31, 10, 10 } }, { '@', { 14, 17, 23, 21, 23, 16, 14 } },
	{ 0xe4, { 10, 0, 14, 1, 15, 17, 15 } }, { 0xf6, { 10, 0, 14, 17, 17, 17, 14 } }, { 0xfc, { 10, 0, 17, 17, 17, 17, 15 } },
	{ 0xc4, { 10, 14, 17, 17, 31, 17, 17 } }, { 0xd6, { 10, 14, 17, 17, 17, 17, 14 } }, { 0xdc, { 10, 17, 17, 17, 17, 17, 14 } },
	{ 0xdf, { 12, 18, 18, 22, 17, 17, 22 } }, { 0xe9, { 2, 4, 14, 17, 31, 16, 14 } }, { 0x2026, { 0, 0, 0, 0, 0, 0, 21 } },
};

/* Typographer's signs, as the plain ones. */
static uint32_t plain(uint32_t c)
{
	switch (c) {
	case 0x2013: case 0x2014: case 0x2212: return '-';
	case 0x2018: case 0x2019: return '\'';
	case 0x201c: case 0x201d: case 0x201e: return '"';
	case 0xa0: case 0x202f: return ' ';
	default: return c;
	}
}

static const struct letter *letter_of(uint32_t c)
{
	c = plain(c);
	for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
		if (letters[i].c == c)
			return &letters[i];
	return NULL;
}

/* All dots of a letter in one row: where it begins and ends. */
static int extent(const struct letter *letter, int *first)
{
	uint8_t all = 0;
	for (int y = 0; y < DOT_ROWS; y++)
		all |= letter->rows[y];
	int from = 0, to = 5;
	while (from < 4 && !(all & (16 >> from)))
		from++;
	while (to > from + 1 && !(all & (16 >> (to - 1))))
		to--;
	*first = from;
	return to - from;
}

static int sign_width(uint32_t c)
{
	int first;
	return plain(c) == ' ' ? SPACE : extent(letter_of(c), &first) + 1;
}

/* Columns of `length` bytes. */
static int width_of(const char *text, size_t length)
{
	const char *at = text, *end = text + length;
	int width = 0;
	while (at < end)
		width += sign_width(text_next(&at, end));
	return width;
}

bool thick_letters_can(const char *text)
{
	const char *at = text, *end = text + strlen(text);
	while (at < end) {
		uint32_t c = text_next(&at, end);
		if (plain(c) != ' ' && !letter_of(c))
			return false;
	}
	return !glyph_is_ascii();
}

/* How many bytes the next line has; 0 where not even a word fits. */
static size_t line_length(const char *text, int columns)
{
	size_t fits = 0, at = 0;
	while (text[at]) {
		size_t next = at + strspn(text + at, " ");
		next += strcspn(text + next, " ");
		if (width_of(text, next) > columns)
			break;
		fits = at = next;
		if (!text[next + strspn(text + next, " ")])
			return strlen(text);
	}
	return fits;
}

int thick_letters_rows(const char *text, int columns)
{
	int rows = 0;
	while (*text) {
		size_t length = line_length(text, columns);
		if (length == 0)
			return 0;
		text += length;
		text += strspn(text, " ");
		rows += LINE_ROWS;
	}
	return rows;
}

static void letter_draw(struct canvas *canvas, struct rect clip, int row, int col, enum role_of_cell role, const struct letter *letter)
{
	int first, width = extent(letter, &first);
	for (int y = 0; y < DOT_ROWS / 2; y++)
		for (int x = 0; x < width; x++) {
			bool upper = letter->rows[2 * y] & (16 >> (first + x)), lower = letter->rows[2 * y + 1] & (16 >> (first + x));
			if (upper || lower)
				canvas_put(canvas, clip, row + y, col + x, glyph(upper && lower ? GLYPH_FULL : upper ? GLYPH_UP_HALF : GLYPH_DOWN_HALF), role, 0);
		}
}

int thick_letters_draw(struct canvas *canvas, struct rect clip, int row, int col, int columns, enum role_of_cell role, const char *text)
{
	while (*text) {
		size_t length = line_length(text, columns);
		const char *at = text, *end = text + length;
		int x = col;
		if (length == 0)
			break;
		while (at < end) {
			uint32_t c = text_next(&at, end);
			if (letter_of(c))
				letter_draw(canvas, clip, row, x, role, letter_of(c));
			x += sign_width(c);
		}
		text = end + strspn(end, " ");
		row += LINE_ROWS;
	}
	return row;
}
