/* thick_digits.h - numbers in block digits, at a scale: 1 as digits.h draws them, 2 twice as large. */
#ifndef LUNCHRUSH_TUI_THICK_DIGITS_H
#define LUNCHRUSH_TUI_THICK_DIGITS_H

#include "tui/canvas.h"

int thick_digits_rows(int scale);
/* Columns that the text takes; more than any screen has where it is no number. */
int thick_digits_width(const char *text, int scale);
void thick_digits_draw(struct canvas *canvas, struct rect clip, int row, int col, enum role_of_cell role, int scale, const char *text);

#endif
