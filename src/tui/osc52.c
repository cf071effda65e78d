/* osc52.c - see osc52.h. ESC ] 52 ; c ; BASE64 BEL; within tmux the same once more as ESC P tmux; … ESC \, each ESC inside doubled. */
#include "tui/osc52.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define BEGIN "\033]52;c;"
#define END "\a"
#define WRAP_BEGIN "\033Ptmux;\033"
#define WRAP_END "\033\\"

static char *put(char *to, const char *text)
{
	size_t length = strlen(text);
	memcpy(to, text, length);
	return to + length;
}

static char *base64(char *to, const char *text, size_t length)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	for (size_t i = 0; i < length; i += 3) {
		size_t left = length - i;
		uint32_t bits = (uint32_t)(unsigned char)text[i] << 16;
		bits |= left > 1 ? (uint32_t)(unsigned char)text[i + 1] << 8 : 0;
		bits |= left > 2 ? (uint32_t)(unsigned char)text[i + 2] : 0;
		*to++ = digits[bits >> 18];
		*to++ = digits[bits >> 12 & 63];
		*to++ = left > 1 ? digits[bits >> 6 & 63] : '=';
		*to++ = left > 2 ? digits[bits & 63] : '=';
	}
	return to;
}

static char *sequence(char *to, const char *text, size_t length)
{
	return put(base64(put(to, BEGIN), text, length), END);
}

char *osc52_write(const char *text, bool tmux, size_t *length)
{
	size_t bytes = strlen(text), most = 2 * (bytes / 3 * 4 + 4 + sizeof BEGIN + sizeof END) + sizeof WRAP_BEGIN + sizeof WRAP_END;
	char *whole = bytes <= OSC52_TEXT_MAX ? malloc(most) : NULL, *at = whole;
	if (!whole)
		return NULL;
	at = sequence(at, text, bytes);
	if (tmux)
		at = put(sequence(put(at, WRAP_BEGIN), text, bytes), WRAP_END);
	*length = (size_t)(at - whole);
	return whole;
}
