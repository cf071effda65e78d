/* pages.c - a page is its heading, then words of the house in an order that its number gives, a line each few of them, cut at its size. */
#include "service/pages.h"

#include "service/fate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WORDS_A_LINE 10

static const char *const words[] = {
	"an", "order", "comes", "in", "and", "the", "cook", "waits", "for", "a", "pan", "while", "one", "more", "guest", "asks", "when", "soup", "is", "ready",
	"bread", "goes", "out", "salt", "by", "hand", "plates", "are", "warm", "now", "two", "burgers",
};

enum { COUNT = sizeof words / sizeof *words };

/* Copy as much as fits; how much is there then. */
static size_t append(char *to, size_t at, size_t bytes, const char *text)
{
	size_t length = strlen(text), room = bytes - at;
	if (length > room)
		length = room;
	memcpy(to + at, text, length);
	return at + length;
}

char *page_text(uint32_t number, size_t bytes)
{
	char heading[32], *to = malloc(bytes + 1);
	size_t at = 0;
	if (!to)
		return NULL;
	snprintf(heading, sizeof heading, "Page %u\n\n", (unsigned)number);
	at = append(to, at, bytes, heading);
	for (uint64_t i = 0; at < bytes; i++) {
		at = append(to, at, bytes, words[fate_number(number, i) % COUNT]);
		at = append(to, at, bytes, i % WORDS_A_LINE == WORDS_A_LINE - 1 ? "\n" : " ");
	}
	to[bytes] = '\0';
	return to;
}
