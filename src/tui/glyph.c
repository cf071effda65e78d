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

/* From U+00C0 on. */
static const char latin[] = "AAAAAAACEEEEIIIIDNOOOOOxOUUUUYTsaaaaaaaceeeeiiiidnooooo/ouuuuyty";

static const struct {
	uint16_t c;
	char ascii;
} marks[] = { { 0x00b5, 'u' }, { 0x2013, '-' }, { 0x2014, '-' }, { 0x2018, '\'' }, { 0x2019, '\'' }, { 0x201c, '"' }, { 0x201d, '"' }, { 0x201e, '"' } };

char glyph_in_ascii(uint32_t c)
{
	if (c < 0x7f)
		return (char)c;
	for (int i = GLYPH_COUNT; i-- > 0;) /* from the end: where two look the same, the later is the one that words speak of */
		if (signs[i][GLYPHS_KITCHEN] == c)
			return (char)signs[i][GLYPHS_ASCII];
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (marks[i].c == c)
			return marks[i].ascii;
	return c >= 0xc0 && c < 0xc0 + sizeof latin - 1 ? latin[c - 0xc0] : '?';
}
