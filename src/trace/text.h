/* text.h - making text from strangers safe to show, once, where it comes in.
 *
 * Recipes, traces and names may hold anything: escape sequences, bidirectional overrides, zero-width marks,
 * broken UTF-8. Everything that reaches a screen or a message has passed text_clean. */
#ifndef LUNCHRUSH_TRACE_TEXT_H
#define LUNCHRUSH_TRACE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Copy at most `size - 1` bytes of `from` into `to` as valid UTF-8 on one line: control characters and C1
 * become a space, broken bytes U+FFFD, invisible marks (bidi, zero width, BOM, U+2028/9) vanish; a sequence is never
 * cut in the middle. Always ends with NUL. Returns the length written. */
size_t text_clean(char *to, size_t size, const char *from, size_t length);

/* The next code point of valid-or-not UTF-8 at *at (moved on; never past `end`); U+FFFD for a broken byte. */
uint32_t text_next(const char **at, const char *end);

/* Write code point `c` as UTF-8 into to[4]; returns the number of bytes, 1 to 4. */
size_t text_put(char to[4], uint32_t c);

/* Columns that code point `c` takes on a terminal: 0, 1 or 2. Independent of the locale. */
int text_columns(uint32_t c);

/* Columns that a whole NUL-ended UTF-8 string takes. */
int text_width(const char *text);

#endif
