/* picture.h - what a screen showed, with its colours: what becomes text, a drawing or a moving one. Knows no terminal, no theme and no run.
 *
 * A cell is a code point, the two colours it really has (reversed and dim ones are worked out), bold and underlined. */
#ifndef LUNCHRUSH_RECORD_PICTURE_H
#define LUNCHRUSH_RECORD_PICTURE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#define PICTURE_BOLD 1
#define PICTURE_UNDERLINE 2
#define PICTURE_SIZE_MAX 500 /* rows, and columns */

struct picture_cell {
	uint32_t c;           /* code point; 0: right half of a wide one */
	uint32_t ink, ground; /* 0xRRGGBB */
	uint32_t attr;        /* PICTURE_* */
};

struct picture {
	struct picture_cell *cells; /* rows × cols, by row; owned */
	int rows, cols;
	uint32_t ink, ground;       /* of a cell that says nothing; 0xRRGGBB */
};

/* The ground that most of its cells have: of 16 that come first in it. */
uint32_t picture_ground(const struct picture *picture);
/* All blank. Zero-initialised or made before; what it held goes. */
void picture_size(struct picture *picture, int rows, int cols, uint32_t ink, uint32_t ground);
void picture_release(struct picture *picture);
void picture_copy(struct picture *to, const struct picture *from);

/* The colour of a palette's index, 0 to 255: from 16 on it is the same on all terminals (a cube of 6 × 6 × 6, then 24 greys); of the first 16, which are a person's own, those that
 * xterm comes with. */
uint32_t picture_colour(int index);
/* `percent` of `a`, the rest of `b`. */
uint32_t picture_mix(uint32_t a, uint32_t b, int percent);

/* As a terminal shows them: a style's colours (-1: those of the picture) with its attributes. */
struct picture_style {
	int ink, ground; /* palette index, -1 none */
	bool bold, dim, underline, reverse;
};
void picture_put(struct picture *picture, int row, int col, uint32_t c, const struct picture_style *style);

/* The picture as plain text: a line a row, without blanks at their ends, without empty lines at the end. With `ascii` what is beyond ASCII is drawn with signs near to it. */
void picture_text(const struct picture *picture, bool ascii, FILE *to);

#endif
