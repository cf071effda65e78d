#include "stage/say.h"
#include "trace/tongue.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

void say_begin(struct say *say, char *to, size_t size)
{
	*say = (struct say){.to = to, .size = size};
	if (size)
		to[0] = '\0';
}

/* A length at which no character is cut in two. */
static size_t whole(const char *text, size_t length)
{
	while (length > 0 && ((unsigned char)text[length] & 0xc0) == 0x80)
		length--;
	return length;
}

void say_add(struct say *say, const char *format, ...)
{
	char piece[1200];
	va_list args;
	va_start(args, format);
	int made = vsnprintf(piece, sizeof piece, format, args);
	va_end(args);
	size_t length = made < 0 ? 0 : (size_t)made;
	if (length >= sizeof piece)
		length = whole(piece, sizeof piece - 1);
	size_t room = say->size > say->length ? say->size - say->length - 1 : 0;
	if (length > room)
		length = whole(piece, room);
	for (size_t i = 0; i < length; i++)
		say->to[say->length++] = piece[i];
	if (say->size)
		say->to[say->length] = '\0';
}

void say_ns(struct say *say, uint64_t ns)
{
	uint64_t tenths = (ns + 50000000) / 100000000, s = (ns + 500000000) / 1000000000;
	if (s >= 60)
		say_add(say, s % 60 ? "%" PRIu64 " min %" PRIu64 " s" : "%" PRIu64 " min", s / 60, s % 60);
	else if (ns >= 95000000)
		say_add(say, tenths % 10 ? "%" PRIu64 ".%" PRIu64 " s" : "%" PRIu64 " s", tenths / 10, tenths % 10);
	else if (ns >= 950000)
		say_add(say, "%" PRIu64 " ms", (ns + 500000) / 1000000);
	else
		say_add(say, _("%.2g ms"), (double)ns * 1e-6);
}

void say_bytes(struct say *say, uint64_t bytes)
{
	if (bytes < 1000)
		say_add(say, _("%u bytes"), (unsigned)bytes);
	else if (bytes < 1000000)
		say_add(say, _("%.3g KB"), (double)bytes / 1e3);
	else
		say_add(say, _("%.3g MB"), (double)bytes / 1e6);
}
