/* reel_paint.h - a canvas as the bytes that a terminal needs to show it: what changed since the last one. Knows no terminal and no clock.
 *
 * xterm's sequences in 256 colours (cursor, colours and attributes, clear): what every player and terminal of today understands. */
#ifndef LUNCHRUSH_TUI_REEL_PAINT_H
#define LUNCHRUSH_TUI_REEL_PAINT_H

#include "trace/stream.h"
#include "tui/canvas.h"
#include "tui/theme.h"

/* Zero-initialised before use: nothing is shown yet. */
struct paint {
	struct canvas shown;             /* what the terminal shows; rows 0: not known */
	struct style styles[ROLE_COUNT]; /* … in these colours */
};

void paint_release(struct paint *paint);
/* Append what brings a terminal from the last canvas to this one; nothing when they are the same. */
void paint_frame(struct paint *paint, const struct canvas *canvas, const struct style *styles, struct buffer *to);

#endif
