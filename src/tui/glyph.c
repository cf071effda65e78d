/* glyph.c - the two sets of signs: two tables made from one list, and a switch between them. */
#include "tui/glyph.h"

#include "trace/text.h"

struct sign {
	uint32_t utf8;
	char ascii;
};

static const struct sign signs[GLYPH_COUNT] = {
#define G(name, u, a) [GLYPH_##name] = { .utf8 = u, .ascii = a },
	GLYPHS(G)
#undef G
};

static bool use_ascii;

void glyph_use_ascii(bool ascii)
{
	use_ascii = ascii;
}

bool glyph_is_ascii(void)
{
	return use_ascii;
}

uint32_t glyph(enum glyph which)
{
	return use_ascii ? (uint32_t)signs[which].ascii : signs[which].utf8;
}

const char *glyph_text(enum glyph which)
{
	static char utf8[GLYPH_COUNT][5], ascii[GLYPH_COUNT][2]; /* written with the same bytes each time */
	if (use_ascii) {
		ascii[which][0] = signs[which].ascii;
		return ascii[which];
	}
	utf8[which][text_put(utf8[which], signs[which].utf8)] = '\0';
	return utf8[which];
}
