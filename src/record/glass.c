/* glass.c - see glass.h.
 *
 * What always holds: row and col lie within the picture, but for col, which may lie one behind the last: the next sign then begins a row. A wide sign has both its
 * halves or none: where one is overwritten, cleared or cut off, the other becomes blank. */
#include "record/glass.h"

#include "trace/text.h"

#include <stdlib.h>
#include <string.h>

#define PARAMETERS 32

static void pen_plain(struct glass *glass)
{
	glass->pen = (struct glass_pen){ .ink = -1, .ground = -1 };
}

void glass_init(struct glass *glass, int rows, int cols, uint32_t ink, uint32_t ground)
{
	*glass = (struct glass){ .row = 0 };
	picture_size(&glass->picture, rows, cols, ink, ground);
	pen_plain(glass);
	glass->kept_pen = glass->pen;
}

void glass_release(struct glass *glass)
{
	picture_release(&glass->picture);
}

static int within(int value, int least, int most)
{
	return value < least ? least : value > most ? most : value;
}

static uint32_t colour(int of, uint32_t otherwise)
{
	return of < 0 ? otherwise : of & GLASS_RGB ? (uint32_t)of & 0xffffff : picture_colour(of & 255);
}

/* ---- cells ---- */

static struct picture_cell cell_of(const struct glass *glass, uint32_t c)
{
	uint32_t ink = colour(glass->pen.ink, glass->picture.ink), ground = colour(glass->pen.ground, glass->picture.ground);
	if (glass->pen.dim)
		ink = picture_mix(ink, ground, 60);
	return (struct picture_cell){ .c = c, .ink = glass->pen.reverse ? ground : ink, .ground = glass->pen.reverse ? ink : ground,
		.attr = (glass->pen.bold ? PICTURE_BOLD : 0) | (glass->pen.underline ? PICTURE_UNDERLINE : 0) };
}

static struct picture_cell *cell_at(struct glass *glass, int row, int col)
{
	return &glass->picture.cells[row * glass->picture.cols + col];
}

/* What lies across the edges of the cells from … up to `till` of a row is halved by what comes there. */
static void halves_drop(struct glass *glass, int row, int from, int till)
{
	if (from > 0 && from < glass->picture.cols && cell_at(glass, row, from)->c == 0)
		cell_at(glass, row, from - 1)->c = ' ';
	if (till > 0 && till < glass->picture.cols && cell_at(glass, row, till)->c == 0)
		cell_at(glass, row, till)->c = ' ';
}

/* Cells from … up to `till` of a row become blank, in the ground that is set. */
static void blank(struct glass *glass, int row, int from, int till)
{
	struct picture_cell none = { .c = ' ', .ink = glass->picture.ink, .ground = colour(glass->pen.ground, glass->picture.ground) };
	from = within(from, 0, glass->picture.cols);
	till = within(till, 0, glass->picture.cols);
	halves_drop(glass, row, from, till);
	for (int col = from; col < till; col++)
		*cell_at(glass, row, col) = none;
}

static void line_feed(struct glass *glass)
{
	struct picture *picture = &glass->picture;
	if (glass->row + 1 < picture->rows) {
		glass->row++;
		return;
	}
	memmove(picture->cells, picture->cells + picture->cols, (size_t)(picture->rows - 1) * (size_t)picture->cols * sizeof *picture->cells);
	blank(glass, glass->row, 0, picture->cols);
}

static void sign(struct glass *glass, uint32_t c)
{
	int columns = text_columns(c), cols = glass->picture.cols;
	if (columns == 0 || columns > cols)
		return;
	if (glass->col + columns > cols) {
		glass->col = 0;
		line_feed(glass);
	}
	halves_drop(glass, glass->row, glass->col, glass->col + columns);
	*cell_at(glass, glass->row, glass->col) = cell_of(glass, c);
	if (columns == 2)
		*cell_at(glass, glass->row, glass->col + 1) = cell_of(glass, 0);
	glass->col += columns;
}

void glass_resize(struct glass *glass, int rows, int cols)
{
	struct picture now = { .cells = NULL };
	const struct picture *old = &glass->picture;
	picture_size(&now, rows, cols, old->ink, old->ground);
	int keep = cols < old->cols ? cols : old->cols;
	for (int row = 0; row < rows && row < old->rows; row++) {
		blank(glass, row, keep, old->cols); /* a sign that is cut goes */
		memcpy(&now.cells[row * cols], &old->cells[row * old->cols], (size_t)keep * sizeof *now.cells);
	}
	picture_release(&glass->picture);
	glass->picture = now;
	glass->row = within(glass->row, 0, rows - 1);
	glass->col = within(glass->col, 0, cols);
	glass->kept_row = glass->kept_col = 0;
}

/* ---- sequences ---- */

struct sequence {
	int values[PARAMETERS];
	int count;
	bool is_private; /* ESC [ ? … */
	char end;
};

static int value_or(const struct sequence *is, int index, int otherwise)
{
	return index < is->count && is->values[index] > 0 ? is->values[index] : otherwise;
}

/* 38;5;N and 38;2;R;G;B: returns how many parameters that took. */
static int colour_read(const struct sequence *is, int at, int *to)
{
	const int *values = &is->values[at];
	if (at + 2 < is->count && values[1] == 5) {
		*to = within(values[2], 0, 255);
		return 3;
	}
	if (at + 4 < is->count && values[1] == 2) {
		*to = GLASS_RGB | within(values[2], 0, 255) << 16 | within(values[3], 0, 255) << 8 | within(values[4], 0, 255);
		return 5;
	}
	return is->count - at;
}

static void pen_simple(struct glass *glass, int value)
{
	switch (value) {
	case 0: pen_plain(glass); break;
	case 1: glass->pen.bold = true; break;
	case 2: glass->pen.dim = true; break;
	case 4: glass->pen.underline = true; break;
	case 7: glass->pen.reverse = true; break;
	case 22: glass->pen.bold = glass->pen.dim = false; break;
	case 24: glass->pen.underline = false; break;
	case 27: glass->pen.reverse = false; break;
	case 39: glass->pen.ink = -1; break;
	case 49: glass->pen.ground = -1; break;
	default:
		if (value >= 30 && value <= 37)
			glass->pen.ink = value - 30;
		else if (value >= 40 && value <= 47)
			glass->pen.ground = value - 40;
		else if (value >= 90 && value <= 97)
			glass->pen.ink = value - 90 + 8;
		else if (value >= 100 && value <= 107)
			glass->pen.ground = value - 100 + 8;
	}
}

static void pen_set(struct glass *glass, const struct sequence *is)
{
	if (is->count == 0)
		pen_plain(glass);
	for (int at = 0; at < is->count;)
		if (is->values[at] == 38 || is->values[at] == 48)
			at += colour_read(is, at, is->values[at] == 38 ? &glass->pen.ink : &glass->pen.ground);
		else
			pen_simple(glass, is->values[at++]);
}

/* The column that sequences go by: where the next sign begins a row it is still the last. */
static int column(const struct glass *glass)
{
	return within(glass->col, 0, glass->picture.cols - 1);
}

static void screen_clear(struct glass *glass, int how)
{
	int rows = glass->picture.rows, cols = glass->picture.cols;
	if (how == 0)
		blank(glass, glass->row, column(glass), cols);
	if (how == 1)
		blank(glass, glass->row, 0, column(glass) + 1);
	int from = how == 0 ? glass->row + 1 : 0, till = how == 1 ? glass->row : rows;
	for (int row = from; row < till; row++)
		blank(glass, row, 0, cols);
}

static void place(struct glass *glass, int row, int col)
{
	glass->row = within(row, 0, glass->picture.rows - 1);
	glass->col = within(col, 0, glass->picture.cols - 1);
}

static bool is_other_screen(const struct sequence *is)
{
	return is->is_private && is->count && (is->values[0] == 1049 || is->values[0] == 1047 || is->values[0] == 47);
}

static void obey(struct glass *glass, const struct sequence *is)
{
	int first = value_or(is, 0, 1), cols = glass->picture.cols;
	if (is->is_private && !is_other_screen(is))
		return;
	switch (is->end) {
	case 'A': place(glass, glass->row - first, glass->col); break;
	case 'B': place(glass, glass->row + first, glass->col); break;
	case 'C': place(glass, glass->row, glass->col + first); break;
	case 'D': place(glass, glass->row, column(glass) - first); break;
	case 'E': place(glass, glass->row + first, 0); break;
	case 'F': place(glass, glass->row - first, 0); break;
	case 'G': place(glass, glass->row, first - 1); break;
	case 'd': place(glass, first - 1, glass->col); break;
	case 'H':
	case 'f': place(glass, first - 1, value_or(is, 1, 1) - 1); break;
	case 'J': screen_clear(glass, value_or(is, 0, 0)); break;
	case 'K': blank(glass, glass->row, value_or(is, 0, 0) ? 0 : column(glass), value_or(is, 0, 0) == 1 ? column(glass) + 1 : cols); break;
	case 'X': blank(glass, glass->row, column(glass), column(glass) + within(first, 1, cols)); break;
	case 'm': pen_set(glass, is); break;
	case 'h':
	case 'l':
		if (is_other_screen(is))
			screen_clear(glass, 2);
		break;
	default: break;
	}
}

/* What stands behind ESC [; returns behind it. */
static const char *sequence_read(struct sequence *is, const char *at, const char *end)
{
	*is = (struct sequence){ .count = 0 };
	for (; at < end; at++) {
		if (*at >= '0' && *at <= '9') {
			is->count += is->count == 0;
			int *value = &is->values[is->count - 1];
			*value = within(*value * 10 + (*at - '0'), 0, 65535);
		} else if (*at == ';' || *at == ':') {
			is->count += is->count == 0;
			is->count = within(is->count + 1, 1, PARAMETERS);
		} else if (*at == '?' || *at == '>' || *at == '<' || *at == '=') {
			is->is_private = true;
		} else if ((unsigned char)*at >= 0x40) {
			is->end = *at;
			return at + 1;
		}
	}
	return end;
}

/* A string for the terminal (a title, …): up to BEL or ESC \. */
static const char *string_pass(const char *at, const char *end)
{
	while (at < end && *at != '\a' && *at != '\033')
		at++;
	if (at < end && *at == '\033')
		at++;
	return at < end ? at + 1 : end;
}

static const char *escape(struct glass *glass, const char *at, const char *end)
{
	struct sequence is;
	if (at == end)
		return end;
	switch (*at++) {
	case '[':
		at = sequence_read(&is, at, end);
		obey(glass, &is);
		return at;
	case ']':
	case 'P':
	case '_':
	case '^':
		return string_pass(at, end);
	case '(':
	case ')':
		return at < end ? at + 1 : end;
	case '7':
		glass->kept_row = glass->row;
		glass->kept_col = glass->col;
		glass->kept_pen = glass->pen;
		return at;
	case '8':
		place(glass, glass->kept_row, glass->kept_col);
		glass->pen = glass->kept_pen;
		return at;
	case 'c':
		pen_plain(glass);
		screen_clear(glass, 2);
		place(glass, 0, 0);
		return at;
	default:
		return at;
	}
}

void glass_write(struct glass *glass, const char *bytes, size_t length)
{
	const char *at = bytes, *end = bytes + length;
	while (at < end) {
		unsigned char c = (unsigned char)*at;
		if (c >= 0x20 && c != 0x7f) {
			sign(glass, text_next(&at, end));
			continue;
		}
		at++;
		if (c == '\033')
			at = escape(glass, at, end);
		else if (c == '\r')
			glass->col = 0;
		else if (c == '\n')
			line_feed(glass);
		else if (c == '\b')
			glass->col = within(column(glass) - 1, 0, glass->picture.cols - 1);
		else if (c == '\t')
			glass->col = within((glass->col / 8 + 1) * 8, 0, glass->picture.cols - 1);
	}
}
