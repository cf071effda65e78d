/* pen.c - writing along the rows of a pane. */
#include "tui/pen.h"

#include "trace/text.h"
#include "tui/wrap.h"

#include <stdarg.h>
#include <stdio.h>

struct pen pen_start(struct canvas *canvas, struct rect rect)
{
	canvas_fill(canvas, rect, ' ', ROLE_TEXT, 0);
	return (struct pen){ .canvas = canvas, .rect = rect };
}

void pen_at(struct pen *pen, int row, int col)
{
	pen->row = row;
	pen->col = col;
}

int pen_left(const struct pen *pen)
{
	return pen->rect.cols > pen->col ? pen->rect.cols - pen->col : 0;
}

void pen_sign(struct pen *pen, uint32_t c, enum role_of_cell role, int attr)
{
	canvas_put(pen->canvas, pen->rect, pen->rect.row + pen->row, pen->rect.col + pen->col, c, role, attr);
	pen->col += text_columns(c);
}

void pen_text(struct pen *pen, enum role_of_cell role, int attr, const char *text)
{
	pen->col = canvas_text(pen->canvas, pen->rect, pen->rect.row + pen->row, pen->rect.col + pen->col, role, attr, text) - pen->rect.col;
}

void pen_print(struct pen *pen, enum role_of_cell role, int attr, const char *format, ...)
{
	char text[512];
	va_list args;
	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	pen_text(pen, role, attr, text);
}

void pen_field(struct pen *pen, int columns, enum role_of_cell role, int attr, const char *text)
{
	canvas_text_cut(pen->canvas, pen->rect, pen->rect.row + pen->row, pen->rect.col + pen->col, columns, role, attr, text);
	pen->col += columns > 0 ? columns : 0;
}

void pen_rest(struct pen *pen, enum role_of_cell role, int attr, const char *text)
{
	int left = pen_left(pen), width = text_width(text);
	pen_field(pen, width < left ? width : left, role, attr, text);
}

void pen_wrap(struct pen *pen, int columns, enum role_of_cell role, int attr, const char *text)
{
	char line[512];
	int col = pen->col;
	while ((text = wrap_line(text, columns, line, sizeof line))) {
		if (pen->row >= 0)
			pen_text(pen, role, attr, line);
		pen_at(pen, pen->row + 1, col);
	}
}
