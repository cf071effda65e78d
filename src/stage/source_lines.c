/* source_lines.c - the recipe's text as lines, each clean and with its tabs spread, ready to draw. */
#include "stage/reading.h"
#include "trace/text.h"

#include <stdlib.h>
#include <string.h>

#define TAB_COLUMNS 8

void source_lines_release(struct info *info)
{
	for (size_t i = 0; i < info->line_count; i++)
		free((char *)info->lines[i].text);
	free(info->lines);
	info->lines = NULL;
	info->line_count = 0;
}

/* Tabs become spaces up to the next multiple of 8 columns; the rest is cleaned as every text is. */
static struct source_line line_read(const char *from, size_t length)
{
	char *spread = reading_sure(malloc(length * TAB_COLUMNS + 1));
	size_t used = 0, columns = 0;
	for (const char *at = from; at < from + length;) {
		const char *next = at;
		uint32_t c = text_next(&next, from + length);
		if (c == '\t') {
			do
				spread[used++] = ' ';
			while (++columns % TAB_COLUMNS != 0);
		} else {
			memcpy(spread + used, at, (size_t)(next - at));
			used += (size_t)(next - at);
			columns += (size_t)text_columns(c);
		}
		at = next;
	}
	char *clean = reading_sure(malloc(used * 3 + 1)); /* a broken byte becomes three */
	text_clean(clean, used * 3 + 1, spread, used);
	free(spread);
	return (struct source_line){.text = clean, .columns = text_width(clean)};
}

static void line_add(struct info *info, size_t *size, const char *from, size_t length)
{
	if (length > 0 && from[length - 1] == '\r')
		length--;
	if (info->line_count == *size) {
		*size = *size ? *size * 2 : 64;
		info->lines = reading_sure(realloc(info->lines, *size * sizeof *info->lines));
	}
	info->lines[info->line_count++] = line_read(from, length);
}

void source_lines_read(struct info *info, const char *source, size_t length)
{
	const char *at = source, *end = source + length;
	size_t size = 0;
	source_lines_release(info);
	while (at < end) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));
		line_add(info, &size, at, (size_t)((newline ? newline : end) - at));
		at = newline ? newline + 1 : end;
	}
}
