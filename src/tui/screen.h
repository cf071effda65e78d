/* screen.h - putting a canvas on the terminal, touching only what changed since the last one.
 *
 * The terminal must be taken (or ncurses opened otherwise). A frame equal to the last writes not one byte. */
#ifndef LUNCHRUSH_TUI_SCREEN_H
#define LUNCHRUSH_TUI_SCREEN_H

#include "tui/canvas.h"
#include "tui/theme.h"

#include <stdbool.h>

struct screen {
	struct canvas shown;         /* what the terminal shows */
	const struct style *styles;  /* of the depth in use */
	bool pales[ROLE_COUNT];      /* of 8 colours: bold, which is bright there, would make this role harder to read */
	bool colours, ascii, forgotten;
	bool handed_over;            /* the first frame is drawn over what another screen left, which ncurses knows */
};

/* `theme` must outlive the screen. With `ascii` code points beyond ASCII come out as glyph_in_ascii() has them: for terminals that have no UTF-8. */
void screen_init(struct screen *screen, const struct theme *theme, enum depth depth, bool ascii);
void screen_release(struct screen *screen);
/* From the next frame on it looks like this theme, which must outlive the screen. */
void screen_dress(struct screen *screen, const struct theme *theme, enum depth depth);

/* Show the canvas; returns how many cells had changed. */
int screen_show(struct screen *screen, const struct canvas *canvas);

/* Nobody knows what the terminal shows now (resized, resumed): the next frame draws everything. */
void screen_forget(struct screen *screen);

#endif
