/* error.h - words for a person about what went wrong.
 *
 * Every function that can fail takes a `struct error *` from its caller, returns -1 (or NULL, or false) and
 * leaves one line there: what was wrong, where (file:line when there is one), what would be right. */
#ifndef LUNCHRUSH_TRACE_ERROR_H
#define LUNCHRUSH_TRACE_ERROR_H

#include <stdarg.h>

/* One clean line of UTF-8 without a final newline or full stop; empty when nothing failed. */
struct error {
	char text[768];
};

/* Write the line; control characters are cleaned away. Always returns -1, so that `return error_set(…)` reads well. */
int error_set(struct error *error, const char *format, ...) __attribute__((format(printf, 2, 3)));
int error_vset(struct error *error, const char *format, va_list args);

#endif
