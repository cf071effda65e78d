/* plain.c - looking for characters that should not be there. What shows is cleaned in any case (trace/text.h); this is for the author, who sees nothing of them. */
#include "paper/plain.h"

#include "trace/error.h"
#include "trace/text.h"

#include <stdio.h>

#define TOLD_MAX 20

/* Words for one; NULL: it is good. `at` is behind it. */
static const char *wrong(uint32_t c, const char *at, const char *end, char to[64])
{
	if (c == '\t' || c == '\n' || (c == '\r' && at < end && *at == '\n'))
		return NULL;
	if (c < 0x20 || (c >= 0x7f && c < 0xa0))
		return snprintf(to, 64, "a control character (U+%04X)", (unsigned)c), to;
	if (c == 0xfffd)
		return "bytes that are no UTF-8";
	if (c == 0xfeff)
		return "a byte order mark";
	if ((c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0x200e || c == 0x200f || c == 0x061c)
		return snprintf(to, 64, "a mark that turns the direction of writing (U+%04X)", (unsigned)c), to;
	if (c == 0x2028 || c == 0x2029)
		return snprintf(to, 64, "an end of line that is none here (U+%04X)", (unsigned)c), to;
	return NULL;
}

int plain_check(const char *text, size_t length, const char *file, plain_tell *tell, void *data)
{
	const char *end = text + length;
	int line = 1, last = 0, told = 0;

	while (text < end && told < TOLD_MAX) {
		char words[64];
		if (*text >= ' ' && *text < 0x7f) {
			text++;
			continue;
		}
		uint32_t c = text_next(&text, end);
		const char *what = line == last ? NULL : wrong(c, text, end, words);
		if (what) {
			struct error whole;
			error_set(&whole, "%s:%d: %s: save it as plain UTF-8 without it", file, line, what);
			tell(data, whole.text);
			last = line;
			told++;
		}
		line += c == '\n';
	}
	return told;
}
