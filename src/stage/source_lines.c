/* source_lines.c - the recipe's text as lines, each clean and with its tabs spread, ready to draw; and whether it calls what cannot be explored. */
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

/* ---- what the explorer refuses ---- */

static bool is_of_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/* Whether the name that begins here is called and is one of those that cannot be explored. */
static bool refused_at(const char *name, size_t length)
{
	static const char *const refused[] = { "now", "fork", "fetch", "session", "service", "command", "cloud" };
	char next = name[length + strspn(name + length, " ")];
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
		if (length == strlen(refused[i]) && !strncmp(name, refused[i], length))
			return next == '(' || next == '{';
	return false;
}

/* Past comments and short strings; fields and methods of that name are others. A long string or comment is read like code, which hides a hint at worst. */
static bool line_refused(const char *at)
{
	char before = ' ';
	for (; *at && strncmp(at, "--", 2); before = *at++) {
		size_t length = 0;
		if (*at == '"' || *at == '\'') {
			for (char quote = *at++; *at && *at != quote;)
				at += *at == '\\' && at[1] ? 2 : 1;
			if (!*at)
				return false;
			continue;
		}
		while (is_of_name(at[length]))
			length++;
		if (length && before != '.' && before != ':' && refused_at(at, length))
			return true;
		at += length ? length - 1 : 0;
	}
	return false;
}

static void line_add(struct info *info, size_t *size, const char *from, size_t length)
{
	if (length > 0 && from[length - 1] == '\r')
		length--;
	if (info->line_count == *size) {
		*size = *size ? *size * 2 : 64;
		info->lines = reading_sure(realloc(info->lines, *size * sizeof *info->lines));
	}
	info->lines[info->line_count] = line_read(from, length);
	info->unexplorable |= line_refused(info->lines[info->line_count++].text);
}

void source_lines_read(struct info *info, const char *source, size_t length)
{
	const char *at = source, *end = source + length;
	size_t size = 0;
	source_lines_release(info);
	info->unexplorable = false;
	while (at < end) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));
		line_add(info, &size, at, (size_t)((newline ? newline : end) - at));
		at = newline ? newline + 1 : end;
	}
}
