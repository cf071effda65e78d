/* allow.h - the box that asks whether an outside program may be started: it lies over everything, and takes the keys. */
#ifndef LUNCHRUSH_TUI_ALLOW_H
#define LUNCHRUSH_TUI_ALLOW_H

#include "tui/canvas.h"
#include "tui/watch.h"

#include <stdbool.h>
#include <stdint.h>

/* The question that is on the screen; zero: none. */
struct allow {
	uint32_t id;       /* of the question */
	uint64_t since_ns; /* when it came up, any steady clock */
	bool heard;        /* its keys count: it was on the screen long enough to be seen, and as a whole */
	bool whole;        /* all of it is on the screen */
};

/* Whether something is asked there. */
bool allow_asked(const struct watch *watch);
/* Draw what is asked, if anything is; true while it waits for its keys to count. */
bool allow_draw(struct allow *allow, struct canvas *canvas, const struct watch *watch, uint64_t now_ns);
/* A key, while something is asked. */
void allow_key(struct allow *allow, struct watch *watch, int key);

#endif
