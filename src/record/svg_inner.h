/* svg_inner.h - what the files of a drawing share: the file (svg.c), the cells of a row (svg_row.c), signs that are drawn (svg_sign.c). */
#ifndef LUNCHRUSH_RECORD_SVG_INNER_H
#define LUNCHRUSH_RECORD_SVG_INNER_H

#include "record/svg.h"

#include <stddef.h>

/* A cell, in units of the drawing, and where letters stand in it. */
#define SVG_CELL_COLS 9
#define SVG_CELL_ROWS 20
#define SVG_LETTERS 15
#define SVG_BASE 15
#define SVG_EDGE 14 /* around all cells */

/* Colours that were used; each is a class of that number. Once there are 2,048, which only a photograph has, further ones are told apart in steps of 16. */
struct svg_inks {
	uint32_t *inks; /* owned */
	size_t count, size;
};
size_t svg_ink(struct svg_inks *inks, uint32_t ink);

/* Draw the cells first … last of a row. With `over` they lie over others: their ground is drawn in any case. */
void svg_row(const struct picture *picture, int row, int first, int last, bool over, struct svg_inks *inks, FILE *to);

/* Whether the sign is drawn by svg_sign. */
bool svg_sign_is_drawn(uint32_t c);
/* How much of a cell's ink a shade has, in percent; 0: it is none. */
int svg_sign_shade(uint32_t c);
/* Whether several side by side are one longer one. */
bool svg_sign_joins(uint32_t c);
/* Path data of `count` such signs side by side, the first one's corner at (x, y). */
void svg_sign(uint32_t c, int x, int y, int count, FILE *to);

#endif
