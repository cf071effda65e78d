/* box.h - a framed, empty area on top of what is drawn, for what a person asked for. */
#ifndef LUNCHRUSH_TUI_BOX_H
#define LUNCHRUSH_TUI_BOX_H

#include "tui/canvas.h"

/* Draw a frame of at most rows × cols in the middle of the canvas, cleared inside, with a title and a foot ("" none); returns the
 * area to write in. */
struct rect box_draw(struct canvas *canvas, int rows, int cols, const char *title, const char *foot);

/* The same, but so that its last row is the one above row `bottom`. */
struct rect box_draw_above(struct canvas *canvas, int bottom, int rows, int cols, const char *title, const char *foot);

#endif
