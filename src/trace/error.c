/* error.c - one clean line of words.
 *
 * The line is put together in a scratch buffer first, so that an error may quote its own former text, then cleaned once: whatever
 * a recipe, a trace or a file name brought along cannot reach the terminal as it was. */
#include "trace/error.h"

#include "trace/text.h"

#include <stdio.h>
#include <string.h>

int error_vset(struct error *error, const char *format, va_list args)
{
	char line[2 * sizeof error->text];

	if (!error)
		return -1;
	if (vsnprintf(line, sizeof line, format, args) < 0)
		strcpy(line, "something failed, and so did the words for it");
	text_clean(error->text, sizeof error->text, line, strlen(line));
	return -1;
}

int error_set(struct error *error, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	error_vset(error, format, args);
	va_end(args);
	return -1;
}
