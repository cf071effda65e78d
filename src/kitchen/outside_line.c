/* outside_line.c - see outside_line.h.
 *
 * A person decides by this line, so two different commands never look the same: what is shown as itself is ASCII, and letters that text_clean leaves as they are
 * and that take room on a terminal; everything else is spelt out. */
#include "kitchen/outside_line.h"

#include "trace/text.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST 10 /* bytes that one byte of an argument may become: "\u{10ffff}" of four, "\x1b" of one */

static bool is_bare(const char *text)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@%+=:,./-";
	return *text && strspn(text, plain) == strlen(text);
}

/* Whether it is seen as itself and as nothing else. Blanks beyond the plain one look like it, and marks of no width like nothing. */
static bool is_plain(uint32_t c, const char *bytes, size_t length)
{
	char clean[8];
	if (c < 0x80)
		return c >= 0x20 && c < 0x7f;
	bool blank = c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200f) || (c >= 0x2028 && c <= 0x202f) || c == 0x205f || c == 0x3000 || c == 0xfffd;
	return !blank && text_columns(c) > 0 && text_clean(clean, sizeof clean, bytes, length) == length && memcmp(clean, bytes, length) == 0;
}

static char *put_bytes(char *to, const char *bytes, size_t length)
{
	for (size_t i = 0; i < length; i++)
		to += sprintf(to, "\\x%02x", (unsigned char)bytes[i]);
	return to;
}

static char *put_one(char *to, uint32_t c, const char *bytes, size_t length)
{
	if (c == '\n')
		return stpcpy(to, "\\n");
	if (c == '\t')
		return stpcpy(to, "\\t");
	if (c == '\'' || c == '\\')
		return to + sprintf(to, "\\%c", (char)c);
	if (c < 0x80 ? !is_plain(c, bytes, length) : c == 0xfffd)
		return put_bytes(to, bytes, length);
	if (!is_plain(c, bytes, length))
		return to + sprintf(to, "\\u{%x}", (unsigned)c);
	memcpy(to, bytes, length);
	return to + length;
}

static char *put_argument(char *to, const char *text)
{
	if (is_bare(text))
		return stpcpy(to, text);
	*to++ = '\'';
	for (const char *at = text, *end = text + strlen(text); at < end;) {
		const char *begin = at;
		uint32_t c = text_next(&at, end);
		to = put_one(to, c, begin, (size_t)(at - begin));
	}
	*to++ = '\'';
	return to;
}

char *outside_line(const char *const *argv, size_t count)
{
	size_t size = 1;
	for (size_t i = 0; i < count; i++)
		size += strlen(argv[i]) * MOST + 3;
	char *line = malloc(size), *to = line;
	for (size_t i = 0; line && i < count; i++) {
		if (i)
			*to++ = ' ';
		to = put_argument(to, argv[i]);
	}
	if (line)
		*to = '\0';
	return line;
}
