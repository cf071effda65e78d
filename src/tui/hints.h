/* hints.h - the keys that matter now, in one row at the foot of a screen of its own; what has no room is left out, and a click is as good as the key. */
#ifndef LUNCHRUSH_TUI_HINTS_H
#define LUNCHRUSH_TUI_HINTS_H

#include "tui/canvas.h"

#define HINT_PLACES 24

/* A table of them ends with a NULL name. */
struct hint {
	const char *name;  /* as in keymap.h: "Enter", "k", "\3 \4" for arrows */
	const char *words; /* N_("open") */
	int rank;          /* 1 stays longest */
};

/* Where on the screen a click means a key. */
struct hint_places {
	struct {
		struct rect at;
		int key; /* 0 none */
	} places[HINT_PLACES];
	int count;
};

/* Draw them into `row`; adds their places where `places` is not NULL. Returns the column after the last. */
int hints_draw(const struct hint *hints, struct canvas *canvas, struct rect row, struct hint_places *places);
/* A press there means this key; one too many is left out. */
void hints_place(struct hint_places *places, struct rect at, int key);
/* The key behind a name, as in keymap.h; 0: the name means several, or none. */
int hints_key(const char *name);
/* The key that a press at this cell means; 0 none. */
int hints_hit(const struct hint_places *places, int row, int col);

#endif
