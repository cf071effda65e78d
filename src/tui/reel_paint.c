/* reel_paint.c - a canvas as bytes.
 *
 * Of each row the stretches that changed are written; few unchanged cells between two are cheaper than a jump. The place of the cursor and the pen's style are known within a frame
 * and not relied on between frames, so that a player may begin at any of them. What always holds: after a frame `shown` is what a terminal shows that got all bytes. */
#include "tui/reel_paint.h"

#include "trace/text.h"

#include <stdio.h>
#include <string.h>

#define BRIDGE 6 /* unchanged cells that are written rather than jumped over */

struct pen_state {
	struct buffer *to;
	const struct style *styles;
	int row, col;          /* where the next character comes to be; -1 unknown */
	int fg, bg, attr;      /* as set; attr -1: unknown */
};

void paint_release(struct paint *paint)
{
	canvas_release(&paint->shown);
	*paint = (struct paint){ .shown = { 0 } };
}

static void put(struct buffer *to, const char *text)
{
	buffer_append(to, text, strlen(text));
}

/* `begun`: where the sequence begins: its first number has no semicolon before it. */
static void colour_put(struct pen_state *pen, size_t begun, int which, int colour)
{
	char text[24];
	snprintf(text, sizeof text, colour < 8 ? ";%d%d" : ";%d8;5;%d", which, colour);
	put(pen->to, text + (pen->to->length - begun == 2));
}

static void style_set(struct pen_state *pen, const struct cell *cell)
{
	const struct style *style = &pen->styles[cell->role];
	int attr = theme_attr(style, cell);
	bool known = pen->attr >= 0, plain = known && !((attr | pen->attr) & (ATTR_UNDERLINE | ATTR_REVERSE));
	if (known && pen->bg == style->bg && ((cell->c == ' ' && plain) || (pen->attr == attr && pen->fg == style->fg)))
		return; /* of a blank only its ground is seen */
	bool anew = pen->attr != attr || (style->fg < 0 && pen->fg >= 0) || (style->bg < 0 && pen->bg >= 0);
	size_t begun = pen->to->length;
	put(pen->to, anew ? "\033[0" : "\033[");
	put(pen->to, anew && attr & ATTR_BOLD ? ";1" : "");
	put(pen->to, anew && attr & ATTR_DIM ? ";2" : "");
	put(pen->to, anew && attr & ATTR_UNDERLINE ? ";4" : "");
	put(pen->to, anew && attr & ATTR_REVERSE ? ";7" : "");
	if (style->fg >= 0 && (anew || pen->fg != style->fg))
		colour_put(pen, begun, 3, style->fg);
	if (style->bg >= 0 && (anew || pen->bg != style->bg))
		colour_put(pen, begun, 4, style->bg);
	put(pen->to, "m");
	pen->attr = attr;
	pen->fg = style->fg;
	pen->bg = style->bg;
}

static void move(struct pen_state *pen, int row, int col)
{
	char text[32];
	if (pen->row == row && pen->col == col)
		return;
	snprintf(text, sizeof text, "\033[%d;%dH", row + 1, col + 1);
	put(pen->to, text);
	pen->row = row;
	pen->col = col;
}

static void cells_write(struct pen_state *pen, const struct cell *cells, int row, int first, int last, int cols)
{
	move(pen, row, first);
	for (int col = first; col <= last; col++) {
		char bytes[4];
		if (cells[col].c == 0)
			continue; /* the left half took this column too */
		style_set(pen, &cells[col]);
		buffer_append(pen->to, bytes, text_put(bytes, cells[col].c));
	}
	pen->col = last + 1 < cols ? last + 1 : -1; /* behind the last column terminals differ */
}

static bool same(const struct cell *a, const struct cell *b)
{
	return a->c == b->c && a->role == b->role && a->attr == b->attr;
}

/* A stretch never begins or ends within a wide character. */
static void row_write(struct pen_state *pen, const struct cell *now, const struct cell *shown, int row, int cols)
{
	for (int col = 0; col < cols;) {
		while (col < cols && same(&now[col], &shown[col]))
			col++;
		if (col == cols)
			return;
		int first = col, last = col;
		for (int at = col; at < cols && at - last <= BRIDGE; at++)
			last = same(&now[at], &shown[at]) ? last : at;
		first -= now[first].c == 0 && first > 0;
		last += last + 1 < cols && now[last + 1].c == 0;
		cells_write(pen, now, row, first, last, cols);
		col = last + 1;
	}
}

/* From an empty terminal: blanks in its own colours need not be written. */
static void begin_anew(struct paint *paint, const struct canvas *canvas, const struct style *styles, struct buffer *to)
{
	if (!paint->shown.cells)
		canvas_init(&paint->shown, 0, 0);
	canvas_resize(&paint->shown, canvas->rows, canvas->cols);
	memcpy(paint->styles, styles, sizeof paint->styles);
	const struct style *ground = &styles[ROLE_TEXT];
	if (ground->bg >= 0 || ground->attr & (ATTR_REVERSE | ATTR_UNDERLINE))
		for (int i = 0; i < canvas->rows * canvas->cols; i++)
			paint->shown.cells[i].c = UINT32_MAX; /* equal to nothing */
	put(to, "\033[?25l\033[0m\033[H\033[2J");
}

void paint_frame(struct paint *paint, const struct canvas *canvas, const struct style *styles, struct buffer *to)
{
	struct pen_state pen = { .to = to, .styles = paint->styles, .row = -1, .attr = -1 };
	if (paint->shown.rows != canvas->rows || paint->shown.cols != canvas->cols || memcmp(paint->styles, styles, sizeof paint->styles))
		begin_anew(paint, canvas, styles, to);
	for (int row = 0; row < canvas->rows; row++) {
		size_t at = (size_t)row * (size_t)canvas->cols;
		row_write(&pen, &canvas->cells[at], &paint->shown.cells[at], row, canvas->cols);
	}
	memcpy(paint->shown.cells, canvas->cells, (size_t)canvas->rows * (size_t)canvas->cols * sizeof *canvas->cells);
}
