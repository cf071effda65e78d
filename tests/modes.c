/* modes.c - a small reader of escape sequences: only those are kept that leave something behind. */
#include "modes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ESC '\033'

enum { MODE_WRAP = 7, MODE_BLINK = 12, MODE_CURSOR = 25 };

void modes_init(struct modes *modes)
{
	*modes = (struct modes){ .length = 0 };
	modes->on[MODE_WRAP] = modes->on[MODE_CURSOR] = true;
}

static void private_mode(struct modes *modes, const char *parameters, bool on)
{
	for (char *end; *parameters; parameters = *end ? end + 1 : end) {
		unsigned long mode = strtoul(parameters, &end, 10);
		if (mode < MODES_MAX)
			modes->on[mode] = on;
		if (end == parameters && !*end)
			return;
	}
}

static bool is_colour(long n)
{
	return (n >= 30 && n <= 38) || (n >= 40 && n <= 48) || (n >= 90 && n <= 107);
}

static void pen(struct modes *modes, const char *parameters)
{
	bool first = true;
	for (char *end; first || *parameters; parameters = *end ? end + 1 : end, first = false) {
		long n = strtol(parameters, &end, 10);
		modes->pen = n != 0 && (modes->pen || (n != 10 && n != 39 && n != 49)); /* 10, 39, 49: as usual */
		modes->colour |= is_colour(n);
		if (n == 38 || n == 48)
			return; /* what follows is the colour */
	}
}

/* A whole sequence without its ESC. */
static void sequence(struct modes *modes, char *text)
{
	char last = text[strlen(text) - 1];
	if (text[0] == '=' || text[0] == '>')
		modes->keypad = text[0] == '=';
	if (text[0] != '[')
		return;
	text[strlen(text) - 1] = '\0';
	if (text[1] == '?' && (last == 'h' || last == 'l'))
		private_mode(modes, text + 2, last == 'h');
	else if (last == 'm')
		pen(modes, text + 1);
}

/* Whether the sequence held is whole: a CSI ends with a letter or the like, ESC ( takes one more byte, others are done. */
static bool whole(const struct modes *modes)
{
	char last = modes->held[modes->length - 1];
	if (modes->held[0] == '[')
		return modes->length > 1 && last >= 0x40 && last <= 0x7e;
	return !strchr("()*+#%", modes->held[0]) || modes->length == 2;
}

void modes_feed(struct modes *modes, const char *bytes, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		modes->beyond_ascii |= (unsigned char)bytes[i] > 0x7e;
		if (bytes[i] == ESC) {
			modes->length = 1;
			modes->held[0] = ESC; /* until the next byte takes its place */
			continue;
		}
		if (modes->length == 0)
			continue;
		if (modes->held[0] == ESC)
			modes->length = 0;
		modes->held[modes->length++] = bytes[i];
		if (whole(modes) || modes->length == sizeof modes->held - 1) {
			modes->held[modes->length] = '\0';
			sequence(modes, modes->held);
			modes->length = 0;
		}
	}
}

const char *modes_left(const struct modes *modes)
{
	static char words[64];
	for (int mode = 0; mode < MODES_MAX; mode++) {
		bool usual = mode == MODE_WRAP || mode == MODE_CURSOR;
		if (mode != MODE_BLINK && modes->on[mode] != usual) {
			snprintf(words, sizeof words, "private mode %d is %s", mode, usual ? "off" : "on");
			return words;
		}
	}
	if (modes->keypad)
		return "the keypad is in its application mode";
	return modes->pen ? "a colour or an attribute is still set" : NULL;
}
