/* wrap.c - greedy line breaking by display columns. */
#include "tui/wrap.h"

#include "trace/text.h"

#include <string.h>

const char *wrap_line(const char *text, int columns, char *line, size_t size)
{
	const char *end = text + strlen(text), *at = text, *stop = NULL;
	int used = 0;
	if (at == end || size < 5)
		return NULL;
	while (at < end && *at != '\n') {
		const char *next = at;
		int width = text_columns(text_next(&next, end));
		if ((used + width > columns && at > text) || (size_t)(next - text) >= size)
			break;
		if (*at == ' ')
			stop = at;
		used += width;
		at = next;
	}
	if (at < end && *at != '\n' && *at != ' ' && stop > text)
		at = stop; /* go back to the last space */
	size_t length = (size_t)(at - text);
	memcpy(line, text, length);
	line[length] = '\0';
	return at < end && (*at == ' ' || *at == '\n') ? at + 1 : at;
}

int wrap_count(const char *text, int columns)
{
	char line[1024];
	int count = 0;
	while ((text = wrap_line(text, columns, line, sizeof line)))
		count++;
	return count;
}
