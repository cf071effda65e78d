/* svg_row.c - a stretch of cells: first their grounds, then what is drawn, then letters and signs, left to right. */
#include "record/svg_inner.h"

#include "trace/text.h"

#include <stdlib.h>

struct stretch {
	const struct picture_cell *cells; /* of the row */
	int first, last, y;
	uint32_t plain;                   /* the ground that need not be drawn */
	struct svg_inks *inks;
	FILE *to;
};

#define INKS_EXACT 2048

size_t svg_ink(struct svg_inks *inks, uint32_t ink)
{
	if (inks->count >= INKS_EXACT)
		ink &= 0xf0f0f0;
	for (size_t i = 0; i < inks->count; i++)
		if (inks->inks[i] == ink)
			return i;
	if (inks->count == inks->size) {
		inks->size = inks->size ? inks->size * 2 : 32;
		inks->inks = realloc(inks->inks, inks->size * sizeof *inks->inks);
		if (!inks->inks)
			abort();
	}
	inks->inks[inks->count] = ink;
	return inks->count++;
}

/* The ground that is seen: a shade is one. */
static uint32_t ground_of(const struct picture_cell *cell)
{
	int shade = svg_sign_shade(cell->c);
	return shade ? picture_mix(cell->ink, cell->ground, shade) : cell->ground;
}

static bool is_blank(const struct picture_cell *cell)
{
	return cell->c == ' ' || cell->c == 0xa0 || svg_sign_shade(cell->c);
}

/* Letters whose width every monospace font keeps. */
static bool is_letter(uint32_t c)
{
	return (c > ' ' && c < 0x7f) || (c > 0xa0 && c != 0xad && c < 0x250) || (c >= 0x2010 && c <= 0x201f) || c == 0x2026;
}

static void grounds(const struct stretch *is)
{
	for (int col = is->first; col <= is->last;) {
		uint32_t ground = ground_of(&is->cells[col]);
		int end = col;
		while (end <= is->last && ground_of(&is->cells[end]) == ground)
			end++;
		if (ground != is->plain)
			fprintf(is->to, "<path class=\"g i%zu\" d=\"M%d %dh%dv%dh-%dz\"/>\n", svg_ink(is->inks, ground), col * SVG_CELL_COLS, is->y,
				(end - col) * SVG_CELL_COLS, SVG_CELL_ROWS, (end - col) * SVG_CELL_COLS);
		col = end;
	}
}

/* One path for drawn signs of one ink, also where blanks lie between. Returns the column after it. */
static int drawn(const struct stretch *is, int col)
{
	uint32_t ink = is->cells[col].ink;
	fprintf(is->to, "<path class=\"g i%zu\" d=\"", svg_ink(is->inks, ink));
	while (col <= is->last && (is_blank(&is->cells[col]) || (svg_sign_is_drawn(is->cells[col].c) && is->cells[col].ink == ink))) {
		uint32_t c = is->cells[col].c;
		int count = 1;
		while (svg_sign_joins(c) && col + count <= is->last && is->cells[col + count].c == c && is->cells[col + count].ink == ink)
			count++;
		if (!is_blank(&is->cells[col]))
			svg_sign(c, col * SVG_CELL_COLS, is->y, count, is->to);
		col += count;
	}
	fprintf(is->to, "\"/>\n");
	return col;
}

static void sign_put(uint32_t c, FILE *to)
{
	char bytes[4];
	if (c == '&')
		fputs("&amp;", to);
	else if (c == '<')
		fputs("&lt;", to);
	else if (c == '>')
		fputs("&gt;", to);
	else if (c < 0x20 || (c >= 0xd800 && c <= 0xdfff) || (c & 0xfffe) == 0xfffe || c > 0x10ffff)
		fputc('?', to); /* no XML may hold it */
	else
		fwrite(bytes, 1, text_put(bytes, c), to);
}

static bool same_style(const struct picture_cell *a, const struct picture_cell *b)
{
	return a->ink == b->ink && (a->attr & PICTURE_BOLD) == (b->attr & PICTURE_BOLD);
}

/* The column after the letters from `col` on that go together: one blank between words does not part them. */
static int letters_end(const struct stretch *is, int col)
{
	int end = col;
	for (int at = col; at <= is->last && at - end <= 1; at++) {
		if (is->cells[at].c == ' ')
			continue;
		if (!is_letter(is->cells[at].c) || !same_style(&is->cells[at], &is->cells[col]))
			break;
		end = at + 1;
	}
	return end;
}

static int letters(const struct stretch *is, int col)
{
	const struct picture_cell *cell = &is->cells[col];
	int end = letters_end(is, col), x = col * SVG_CELL_COLS, y = is->y + SVG_BASE;
	fprintf(is->to, "<text class=\"%si%zu\" x=\"%d\" y=\"%d\"", cell->attr & PICTURE_BOLD ? "b " : "", svg_ink(is->inks, cell->ink), x, y);
	if (end - col > 1)
		fprintf(is->to, " textLength=\"%d\"", (end - col) * SVG_CELL_COLS);
	fputc('>', is->to);
	for (; col < end; col++)
		sign_put(is->cells[col].c, is->to);
	fprintf(is->to, "</text>\n");
	return end;
}

/* Another sign, maybe of another font: in the middle of what it takes. */
static int sign(const struct stretch *is, int col)
{
	const struct picture_cell *cell = &is->cells[col];
	int end = col + 1 + (col + 1 <= is->last && cell[1].c == 0), half = (end - col) * SVG_CELL_COLS;
	fprintf(is->to, "<text class=\"m %si%zu\" x=\"%d%s\" y=\"%d\">", cell->attr & PICTURE_BOLD ? "b " : "", svg_ink(is->inks, cell->ink), col * SVG_CELL_COLS + half / 2,
		half % 2 ? ".5" : "", is->y + SVG_BASE);
	sign_put(cell->c, is->to);
	fprintf(is->to, "</text>\n");
	return end;
}

static void underlines(const struct stretch *is)
{
	for (int col = is->first; col <= is->last; col++)
		if (is->cells[col].attr & PICTURE_UNDERLINE)
			fprintf(is->to, "<path class=\"g i%zu\" d=\"M%d %dh%dv1h-%dz\"/>\n", svg_ink(is->inks, is->cells[col].ink), col * SVG_CELL_COLS, is->y + SVG_BASE + 2, SVG_CELL_COLS,
				SVG_CELL_COLS);
}

void svg_row(const struct picture *picture, int row, int first, int last, bool over, struct svg_inks *inks, FILE *to)
{
	struct stretch is = { .cells = &picture->cells[row * picture->cols], .first = first, .last = last, .y = row * SVG_CELL_ROWS, .plain = over ? UINT32_MAX : picture->ground,
		.inks = inks, .to = to };
	grounds(&is);
	underlines(&is);
	for (int col = first; col <= last;) {
		const struct picture_cell *cell = &is.cells[col];
		if (cell->c == 0 || is_blank(cell))
			col++;
		else if (svg_sign_is_drawn(cell->c))
			col = drawn(&is, col);
		else
			col = is_letter(cell->c) ? letters(&is, col) : sign(&is, col);
	}
}
