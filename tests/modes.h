/* modes.h - what a program has left switched on in its terminal.
 *
 * Reads the bytes that go to a terminal and keeps its private modes (ESC [ ? … h and l, all parameters), its keypad, its pen,
 * and whether colour was ever asked for. libvterm 0.1 heeds only the first parameter of these. */
#ifndef LUNCHRUSH_TESTS_MODES_H
#define LUNCHRUSH_TESTS_MODES_H

#include <stdbool.h>
#include <stddef.h>

#define MODES_MAX 4096

/* Made by modes_init. */
struct modes {
	bool on[MODES_MAX];    /* by the mode's number */
	bool keypad;           /* ESC = */
	bool colour;           /* some colour was asked for, ever */
	bool beyond_ascii;     /* some byte above 0x7e was written, ever */
	bool pen;              /* the last SGR left something set */
	char held[64];         /* an escape sequence begun */
	size_t length;
};

void modes_init(struct modes *modes);
void modes_feed(struct modes *modes, const char *bytes, size_t length);
/* Whether a mode is not as it is in a terminal nobody has touched: says which, in words that stay until the next call; NULL when all is well. */
const char *modes_left(const struct modes *modes);

#endif
