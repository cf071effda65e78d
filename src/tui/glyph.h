/* glyph.h - every drawn sign by meaning, in three sets.
 *
 *   kitchen   all that UTF-8 terminals draw: round signs, walls, boxes for places
 *   plain     only signs of code page 437 and …, which the fonts of consoles have; places have no boxes, only [ ]
 *   ascii     for terminals that have no UTF-8, whatever was asked for
 *
 * Panes never write a non-ASCII literal: they ask glyph(GLYPH_RUNNING). Which set is used is decided at the start, and again in the settings. All signs are one column wide on all
 * terminals tried. */
#ifndef LUNCHRUSH_TUI_GLYPH_H
#define LUNCHRUSH_TUI_GLYPH_H

#include <stdbool.h>
#include <stdint.h>

#define GLYPHS(G) \
	G(RUNNING, 0x25cf, '*', '*') G(READY, 0x25d0, '+', 'r') G(WAITING, 0x25cb, 0x25cb, 'o') G(BLOCKED, 0x25c6, '!', '!') \
	G(SLEEPING, 0x00b7, 0x00b7, '.') G(STALLING, 0x25a0, 0x25a0, '#') G(STOPPED, 0x25a1, '=', '=') G(ENDED, 0x2713, 0x221a, 'v') \
	G(DEAD, 0x2717, 'x', 'x') G(NEW, 0x2026, ',', ',') G(DEVICE, 0x2504, '-', '-') G(H, 0x2500, 0x2500, '-') G(V, 0x2502, 0x2502, '|') \
	G(TEE_DOWN, 0x252c, 0x252c, '+') G(TEE_UP, 0x2534, 0x2534, '+') G(TEE_LEFT, 0x2524, 0x2524, '+') G(TEE_RIGHT, 0x251c, 0x251c, '+') \
	G(CROSS, 0x253c, 0x253c, '+') G(CORNER_TL, 0x250c, 0x250c, '+') G(CORNER_TR, 0x2510, 0x2510, '+') G(CORNER_BL, 0x2514, 0x2514, '+') \
	G(CORNER_BR, 0x2518, 0x2518, '+') G(WALL_H, 0x2550, 0x2550, '=') G(WALL_V, 0x2551, 0x2551, '#') G(WALL_TL, 0x2554, 0x2554, '#') \
	G(WALL_TR, 0x2557, 0x2557, '#') G(WALL_BL, 0x255a, 0x255a, '#') G(WALL_BR, 0x255d, 0x255d, '#') G(HATCH_H, 0x256a, 0x256a, '|') \
	G(HATCH_V, 0x256b, 0x256b, '-') G(FULL, 0x2588, 0x2588, '#') G(SHADE_DARK, 0x2593, 0x2593, '%') G(SHADE, 0x2592, 0x2592, '=') \
	G(SHADE_LIGHT, 0x2591, 0x2591, '-') G(EIGHTH_1, 0x258f, ' ', ' ') G(EIGHTH_2, 0x258e, ' ', ' ') G(EIGHTH_3, 0x258d, 0x258c, '-') \
	G(EIGHTH_4, 0x258c, 0x258c, '-') G(EIGHTH_5, 0x258b, 0x258c, '-') G(EIGHTH_6, 0x258a, 0x2588, '=') G(EIGHTH_7, 0x2589, 0x2588, '=') \
	G(BAR, 0x2590, 0x2590, '|') G(ARROW_LEFT, 0x2190, 0x2190, '<') G(ARROW_RIGHT, 0x2192, 0x2192, '>') G(ARROW_UP, 0x2191, 0x2191, '^') \
	G(ARROW_DOWN, 0x2193, 0x2193, 'v') G(PLAY, 0x25b6, 0x25ba, '>') G(HEAD, 0x25b8, 0x25ba, '>') G(STAR, 0x2605, '*', '*') \
	G(HEART, 0x2665, 0x2665, '*') G(ELLIPSIS, 0x2026, 0x2026, '~') G(TIMES, 0x00d7, 'x', 'x') G(DOTTED, 0x250a, ':', ':') \
	G(BELT, 0x2504, 0x00b7, '-') G(MARK, 0x258c, 0x25ba, '>') G(DOT, 0x00b7, 0x00b7, '.') G(UP_HALF, 0x2580, 0x2580, '"') \
	G(DOWN_HALF, 0x2584, 0x2584, '_') G(POINT_UP, 0x25b2, 0x25b2, '^') G(POINT_RIGHT, 0x25b6, 0x25ba, '>') G(POINT_DOWN, 0x25bc, 0x25bc, 'v') \
	G(POINT_LEFT, 0x25c0, 0x25c4, '<') G(HEAD_LEFT, 0x25c2, 0x25c4, '<') G(BACKSPACE, 0x232b, 0x2190, '<') G(ENTER, 0x23ce, '<', '<') \
	G(BOTH_WAYS, 0x2194, 0x2194, '-') G(UP_AND_DOWN, 0x2195, 0x2195, '|') G(RISE_1, 0x2581, '_', '_') G(RISE_2, 0x2582, '_', '_') \
	G(RISE_3, 0x2583, '.', '.') G(RISE_4, 0x2584, 0x2584, '-') G(RISE_5, 0x2585, 0x2584, '-') G(RISE_6, 0x2586, 0x2588, '=') \
	G(RISE_7, 0x2587, 0x2588, '=') G(RISE_8, 0x2588, 0x2588, '#')

enum glyph {
#define G(name, kitchen, plain, ascii) GLYPH_##name,
	GLYPHS(G)
#undef G
	GLYPH_COUNT
};

enum glyph_set { GLYPHS_KITCHEN, GLYPHS_PLAIN, GLYPHS_ASCII, GLYPHS_COUNT };

/* Choose the set for the process. */
void glyph_use(enum glyph_set set);
bool glyph_is_ascii(void);
/* Whether places in queues and on grills are drawn as boxes where there is room. */
bool glyph_has_boxes(void);
/* "kitchen"; and back: -1 there is none of that name. */
const char *glyph_set_name(enum glyph_set set);
int glyph_set_named(const char *name);
/* The code point. */
uint32_t glyph(enum glyph glyph);
/* As a NUL-ended UTF-8 string that lives for ever. */
const char *glyph_text(enum glyph glyph);

/* What stands for this code point on a terminal that has only ASCII: a drawn sign's own, a letter without its marks; `?` where there is nothing like it. Words in which signs are spoken of then
 * show what is drawn. */
char glyph_in_ascii(uint32_t c);

#endif
