/* wrap.h - breaking text into lines at spaces. */
#ifndef LUNCHRUSH_TUI_WRAP_H
#define LUNCHRUSH_TUI_WRAP_H

#include <stddef.h>

/* Copy the next line of at most `columns` columns (and size - 1 bytes) of `text` into `line`; returns where the rest begins, NULL when
 * nothing is left. A newline always ends a line; a word longer than a line is cut. */
const char *wrap_line(const char *text, int columns, char *line, size_t size);

/* How many lines the text takes. */
int wrap_count(const char *text, int columns);

#endif
