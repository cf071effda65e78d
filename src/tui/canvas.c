/* canvas.c - a grid of cells that panes draw on.
 *
 * Everything is clipped twice, to the canvas and to the caller's rectangle, so a pane that miscounts spoils nothing but
 * itself. What always holds: every cell's code point is drawable, and the right half of a wide character (c 0) stands
 * beside its left half; overwriting one half turns the other into a space. */
#include "tui/canvas.h"

#include "trace/stream.h"
#include "trace/text.h"
#include "tui/glyph.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct cell blank = { .c = ' ', .role = ROLE_TEXT };

void canvas_init(struct canvas *canvas, int rows, int cols)
{
	*canvas = (struct canvas){ 0 };
	canvas_resize(canvas, rows, cols);
}

void canvas_release(struct canvas *canvas)
{
	free(canvas->cells);
	*canvas = (struct canvas){ 0 };
}

void canvas_resize(struct canvas *canvas, int rows, int cols)
{
	rows = rows < 0 ? 0 : rows;
	cols = cols < 0 ? 0 : cols;
	size_t count = (size_t)rows * (size_t)cols;
	struct cell *cells = realloc(canvas->cells, (count ? count : 1) * sizeof *cells);
	if (!cells)
		abort();
	canvas->cells = cells;
	canvas->rows = rows;
	canvas->cols = cols;
	canvas_clear(canvas);
}

void canvas_clear(struct canvas *canvas)
{
	size_t count = (size_t)canvas->rows * (size_t)canvas->cols;
	for (size_t i = 0; i < count; i++)
		canvas->cells[i] = blank;
}

static bool inside(const struct canvas *canvas, struct rect clip, int row, int col)
{
	return row >= 0 && row < canvas->rows && col >= 0 && col < canvas->cols &&
		row >= clip.row && row - clip.row < clip.rows && col >= clip.col && col - clip.col < clip.cols;
}

/* The cell at (row, col) is about to change: whatever wide character it is half of falls apart. */
static void part(struct canvas *canvas, int row, int col)
{
	struct cell *cell = &canvas->cells[(size_t)row * (size_t)canvas->cols + (size_t)col];
	if (cell->c == 0 && col > 0)
		cell[-1].c = ' ';
	else if (col + 1 < canvas->cols && cell[1].c == 0)
		cell[1].c = ' ';
}

static void set(struct canvas *canvas, int row, int col, uint32_t c, enum role_of_cell role, int attr)
{
	part(canvas, row, col);
	canvas->cells[(size_t)row * (size_t)canvas->cols + (size_t)col] =
		(struct cell){ .c = c, .role = (uint8_t)role, .attr = (uint8_t)attr };
}

void canvas_put(struct canvas *canvas, struct rect clip, int row, int col, uint32_t c, enum role_of_cell role, int attr)
{
	if (c < 0x20 || (c >= 0x7f && c < 0xa0))
		c = ' ';
	int columns = text_columns(c);
	if (columns == 0)
		return;
	bool left = inside(canvas, clip, row, col);
	if (columns == 1) {
		if (left)
			set(canvas, row, col, c, role, attr);
		return;
	}
	bool right = inside(canvas, clip, row, col + 1);
	if (left && right) { /* one half alone cannot be drawn: a space stands for it */
		set(canvas, row, col, c, role, attr);
		set(canvas, row, col + 1, ' ', role, attr);
		canvas->cells[(size_t)row * (size_t)canvas->cols + (size_t)col + 1].c = 0;
	} else if (left) {
		set(canvas, row, col, ' ', role, attr);
	} else if (right) {
		set(canvas, row, col + 1, ' ', role, attr);
	}
}

int canvas_text(struct canvas *canvas, struct rect clip, int row, int col, enum role_of_cell role, int attr, const char *text)
{
	const char *end = text + strlen(text);
	while (text < end) {
		uint32_t c = text_next(&text, end);
		if (c < 0x20 || (c >= 0x7f && c < 0xa0))
			c = ' ';
		canvas_put(canvas, clip, row, col, c, role, attr);
		col += text_columns(c);
	}
	return col;
}

int canvas_print(struct canvas *canvas, struct rect clip, int row, int col, enum role_of_cell role, int attr, const char *format, ...)
{
	char text[1024];
	va_list args;
	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	return canvas_text(canvas, clip, row, col, role, attr, text);
}

int canvas_text_cut(struct canvas *canvas, struct rect clip, int row, int col, int columns, enum role_of_cell role, int attr,
	const char *text)
{
	if (columns <= 0)
		return col;
	if (text_width(text) <= columns)
		return canvas_text(canvas, clip, row, col, role, attr, text);
	const char *end = text + strlen(text);
	int stop = col + columns - 1;
	while (text < end) {
		uint32_t c = text_next(&text, end);
		int width = c < 0x20 ? 1 : text_columns(c);
		if (col + width > stop)
			break;
		canvas_put(canvas, clip, row, col, c, role, attr);
		col += width;
	}
	canvas_put(canvas, clip, row, col, glyph(GLYPH_ELLIPSIS), role, attr);
	return col + 1;
}

void canvas_fill(struct canvas *canvas, struct rect rect, uint32_t c, enum role_of_cell role, int attr)
{
	int top = rect.row < 0 ? 0 : rect.row, left = rect.col < 0 ? 0 : rect.col;
	for (int row = top; row < canvas->rows && row - rect.row < rect.rows; row++)
		for (int col = left; col < canvas->cols && col - rect.col < rect.cols; col++)
			canvas_put(canvas, rect, row, col, c, role, attr);
}

void canvas_copy(struct canvas *canvas, int row, int col, const struct canvas *from)
{
	int top = row < 0 ? -row : 0, left = col < 0 ? -col : 0;
	int cols = canvas->cols - col < from->cols ? canvas->cols - col : from->cols;
	for (int r = top; r < from->rows && row + r < canvas->rows && cols > left; r++) {
		part(canvas, row + r, col + left);
		part(canvas, row + r, col + cols - 1);
		memcpy(&canvas->cells[(size_t)(row + r) * (size_t)canvas->cols + (size_t)(col + left)], &from->cells[(size_t)r * (size_t)from->cols + (size_t)left],
			(size_t)(cols - left) * sizeof *from->cells);
	}
}

static void dump_text(const struct canvas *canvas, struct buffer *to)
{
	for (int row = 0; row < canvas->rows; row++) {
		const struct cell *cells = &canvas->cells[(size_t)row * (size_t)canvas->cols];
		int length = canvas->cols;
		while (length > 0 && cells[length - 1].c == ' ')
			length--;
		for (int col = 0; col < length; col++) {
			char bytes[4];
			if (cells[col].c)
				buffer_append(to, bytes, text_put(bytes, cells[col].c));
		}
		buffer_append(to, "\n", 1);
	}
}

/* Roles as letters, in the order of ROLES: a … z, then A …; a dot for plain text, and nothing under trailing spaces. */
static void dump_roles(const struct canvas *canvas, struct buffer *to)
{
	static const char letters[] = ".bcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
	_Static_assert(ROLE_COUNT < sizeof letters, "a letter for each role");
	for (int row = 0; row < canvas->rows; row++) {
		const struct cell *cells = &canvas->cells[(size_t)row * (size_t)canvas->cols];
		int length = canvas->cols;
		while (length > 0 && cells[length - 1].c == ' ' && cells[length - 1].attr == 0)
			length--;
		for (int col = 0; col < length; col++)
			buffer_append(to, cells[col].c == ' ' && cells[col].attr == 0 ? " " : &letters[cells[col].role], 1);
		buffer_append(to, "\n", 1);
	}
}

char *canvas_dump(const struct canvas *canvas, bool roles)
{
	struct buffer to = { 0 };
	dump_text(canvas, &to);
	if (roles)
		dump_roles(canvas, &to);
	buffer_append(&to, "", 1);
	return to.bytes;
}
