/* banner.h - a word in block letters where a picture leaves room for it. */
#ifndef LUNCHRUSH_TUI_BANNER_H
#define LUNCHRUSH_TUI_BANNER_H

#include "tui/canvas.h"

#include <stdbool.h>

/* Where it stood in the last frame, so that it does not wander while one steps. Zero it to begin. */
struct banner {
	struct rect at;
	bool placed;
	bool shown;  /* it had a place: where that is lost, no other is looked for, unless the pause has only begun */
	uint64_t since_ns; /* when it was first drawn */
};

/* Draw PAUSED on cells of `area` that are empty; false (and nothing drawn) where there is no such place. `now_ns` goes on between frames. */
bool banner_draw(struct banner *banner, struct canvas *canvas, struct rect area, uint64_t now_ns);

#endif
