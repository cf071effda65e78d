/* terminal_text.c - the screen as text. */
#include "terminal_inner.h"

#include <stdlib.h>

static size_t cell_put(const VTermScreenCell *cell, char *to)
{
	uint32_t c = cell->chars[0] == 0 || cell->chars[0] == (uint32_t)-1 ? ' ' : cell->chars[0];
	if (c < 0x80)
		return to[0] = (char)c, 1;
	if (c < 0x800)
		return to[0] = (char)(0xc0 | c >> 6), to[1] = (char)(0x80 | (c & 63)), 2;
	return to[0] = (char)(0xe0 | (c >> 12 & 15)), to[1] = (char)(0x80 | (c >> 6 & 63)), to[2] = (char)(0x80 | (c & 63)), 3;
}

/* One row into `to`; returns its bytes without spaces at the end. */
static size_t row_put(const struct terminal *terminal, int row, char *to)
{
	size_t length = 0, used = 0;
	for (int col = 0; col < terminal->cols; col++) {
		VTermScreenCell cell;
		vterm_screen_get_cell(terminal->screen, (VTermPos){ row, col }, &cell);
		size_t bytes = cell_put(&cell, to + length);
		length += bytes;
		if (bytes > 1 || to[length - 1] != ' ')
			used = length;
	}
	return used;
}

const char *terminal_text(struct terminal *terminal)
{
	size_t length = 0;
	terminal->text = realloc(terminal->text, (size_t)terminal->rows * (3 * (size_t)terminal->cols + 1) + 1);
	for (int row = 0; row < terminal->rows; row++) {
		length += row_put(terminal, row, terminal->text + length);
		terminal->text[length++] = '\n';
	}
	terminal->text[length] = '\0';
	return terminal->text;
}

const char *terminal_row(struct terminal *terminal, int row)
{
	terminal->row = realloc(terminal->row, 3 * (size_t)terminal->cols + 1);
	terminal->row[row_put(terminal, row < 0 ? terminal->rows + row : row, terminal->row)] = '\0';
	return terminal->row;
}
