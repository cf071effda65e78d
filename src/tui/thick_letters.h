/* thick_letters.h - a sentence in letters made of blocks, four rows high: what must be read from the back of the room, on a screen whose own letters are small. */
#ifndef LUNCHRUSH_TUI_THICK_LETTERS_H
#define LUNCHRUSH_TUI_THICK_LETTERS_H

#include "tui/canvas.h"

/* Whether all of its signs can be drawn so, here: not where there is only ASCII. */
bool thick_letters_can(const char *text);
/* Rows that it takes in so many columns, broken between words; 0 where a word is too long. */
int thick_letters_rows(const char *text, int columns);
/* Draw it; returns the row after it. */
int thick_letters_draw(struct canvas *canvas, struct rect clip, int row, int col, int columns, enum role_of_cell role, const char *text);

#endif
