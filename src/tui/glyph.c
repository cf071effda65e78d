/* glyph.c - the sets of signs: a table made from one list, and a switch between its columns. */
#include "tui/glyph.h"

#include "trace/text.h"

#include <string.h>

static const uint16_t signs[GLYPH_COUNT][GLYPHS_COUNT] = {
#define G(name, kitchen, plain, ascii) [GLYPH_##name] = { [GLYPHS_KITCHEN] = kitchen, [GLYPHS_PLAIN] = plain, [GLYPHS_ASCII] = ascii },
	GLYPHS(G)
#undef G
};

static const char *const names[GLYPHS_COUNT] = { [GLYPHS_KITCHEN] = "kitchen", [GLYPHS_PLAIN] = "plain", [GLYPHS_ASCII] = "ascii" };

static enum glyph_set used;

void glyph_use(enum glyph_set set)
{
	used = set;
}

bool glyph_is_ascii(void)
{
	return used == GLYPHS_ASCII;
}

bool glyph_has_boxes(void)
{
	return used != GLYPHS_PLAIN;
}

const char *glyph_set_name(enum glyph_set set)
{
	return names[set];
}

int glyph_set_named(const char *name)
{
	for (int set = 0; set < GLYPHS_COUNT; set++)
		if (!strcmp(names[set], name))
			return set;
	return -1;
}

uint32_t glyph(enum glyph which)
{
	return signs[which][used];
}

const char *glyph_text(enum glyph which)
{
	static char texts[GLYPHS_COUNT][GLYPH_COUNT][5]; /* written with the same bytes each time */
	char *text = texts[used][which];
	text[text_put(text, signs[which][used])] = '\0';
	return text;
}
