/* eyes.h - libvterm as a terminal that may change its size at any byte.
 *
 * A program that drew for a larger screen does not know yet that it is smaller: its last bytes set a scroll region below the last row, scroll there, or erase where the cursor was. A terminal
 * bears that: it cuts the region to its rows and keeps the cursor on the screen. libvterm up to 0.1.4 does neither, writes beyond its memory, and ends with a signal later. So what it is given
 * goes through here: sequences are held until they are whole, regions are cut, and the cursor is put back onto the screen wherever it left it. */
#ifndef LUNCHRUSH_TESTS_EYES_H
#define LUNCHRUSH_TESTS_EYES_H

#include <stdbool.h>
#include <stddef.h>
#include <vterm.h>

struct eyes {
	VTerm *vt;       /* the caller's */
	int rows, cols;
	int region_end;  /* the last row of the scroll region, from 1; 0: that of the screen */
	char held[64];   /* a sequence that is not whole yet */
	size_t length;
	bool in_string;  /* libvterm is in a title or the like, up to BEL or ESC */
};

/* The terminal has that size already. */
void eyes_init(struct eyes *eyes, VTerm *vt, int rows, int cols);
void eyes_write(struct eyes *eyes, const char *bytes, size_t length);
void eyes_resize(struct eyes *eyes, int rows, int cols);

#endif
