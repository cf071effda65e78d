/* key_name.c - how a key is written for people. By itself, so that what only draws keys needs none of what they do. */
#include "tui/keymap.h"

#include "tui/glyph.h"

#include <stdio.h>

char *keymap_name(const char *name, char *to, size_t size)
{
	static const enum glyph arrows[] = { GLYPH_ARROW_LEFT, GLYPH_ARROW_RIGHT, GLYPH_ARROW_UP, GLYPH_ARROW_DOWN, GLYPH_BACKSPACE, GLYPH_ENTER };
	static const char *const words[] = { "Left", "Right", "Up", "Down", "Backspace", "Enter" }; /* in ASCII < and > are other keys */
	size_t used = 0;
	to[0] = '\0';
	for (; *name && used < size; name++) {
		char plain[2] = { *name, '\0' };
		bool arrow = *name >= 1 && *name <= 6;
		used += (size_t)snprintf(to + used, size - used, "%s",
			!arrow ? plain : glyph_is_ascii() ? words[*name - 1] : glyph_text(arrows[*name - 1]));
	}
	return to;
}
