/* glass.h - what a terminal shows that is sent these bytes: as much of one as recordings need. Knows no terminal.
 *
 * Moving (CR, LF, BS, CUP, CUU … CUB, CHA, VPA, save and restore), clearing (ED, EL, ECH), colours and attributes (SGR with 8, 16 and 256 colours and RGB), the alternate screen as a
 * cleared one, scrolling at the last row. The rest is passed over. */
#ifndef LUNCHRUSH_RECORD_GLASS_H
#define LUNCHRUSH_RECORD_GLASS_H

#include "record/picture.h"

#include <stddef.h>

/* A colour that was set: a palette's index, GLASS_RGB | 0xRRGGBB, or -1: the terminal's own. */
#define GLASS_RGB 0x1000000

struct glass_pen {
	int ink, ground;
	bool bold, dim, underline, reverse;
};

struct glass {
	struct picture picture;
	int row, col, kept_row, kept_col;
	struct glass_pen pen, kept_pen;
};

void glass_init(struct glass *glass, int rows, int cols, uint32_t ink, uint32_t ground);
void glass_release(struct glass *glass);
/* Another size: what fits stays. */
void glass_resize(struct glass *glass, int rows, int cols);
/* Valid UTF-8; a sequence that is not at its end there is lost. */
void glass_write(struct glass *glass, const char *bytes, size_t length);

#endif
