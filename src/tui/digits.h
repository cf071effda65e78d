/* digits.h - numbers in large type: three rows high, five where there is only ASCII. */
#ifndef LUNCHRUSH_TUI_DIGITS_H
#define LUNCHRUSH_TUI_DIGITS_H

#include "tui/canvas.h"

/* Rows that it takes. */
int digits_rows(void);
/* Columns that the text takes: digits, full stops, blanks. */
int digits_width(const char *text);
/* Draw at (row, col) of the canvas; returns the column after it. */
int digits_draw(struct canvas *canvas, struct rect clip, int row, int col, enum role_of_cell role, const char *text);

#endif
