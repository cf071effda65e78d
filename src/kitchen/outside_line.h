/* outside_line.h - a command line as a person may read it before they allow it: whole, on one line, and nothing in it invisible. */
#ifndef LUNCHRUSH_KITCHEN_OUTSIDE_LINE_H
#define LUNCHRUSH_KITCHEN_OUTSIDE_LINE_H

#include <stddef.h>

/* The arguments between spaces. One that has anything but letters, digits and a few plain signs stands between '…', and in there control characters, broken bytes
 * and all that is not plain to see is written as \n, \t, \xNN or \u{NNNN}, a quote as \', a backslash as \\. To be freed; NULL when memory is out. */
char *outside_line(const char *const *argv, size_t count);

#endif
