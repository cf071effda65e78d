/* layout.h - which panes stand where, and the thin rules between them.
 *
 * Pure geometry: no pane is called, no terminal known. A *form* (a table in layout.c) says which panes a size can carry; the rest
 * comes up one at a time in the form's guest slot when focused. The head line is row 0; the foot is the last three rows: the story and the keys. */
#ifndef LUNCHRUSH_TUI_LAYOUT_H
#define LUNCHRUSH_TUI_LAYOUT_H

#include "tui/canvas.h"
#include "tui/rules.h"

#include <stdbool.h>

#define LAYOUT_ROWS_MIN 24
#define LAYOUT_COLS_MIN 80
#define LAYOUT_PART_ROWS 21 /* the least that a run gets beside something else */
#define LAYOUT_PANES 16
#define LAYOUT_STORY_ROWS 2 /* always, so that panes do not move when a sentence is long */

struct layout_wish {
	int rows, cols;             /* of the terminal, or of the run's part of it */
	bool part;                  /* … the latter: the terminal itself is large enough */
	const char *const *names;   /* of the panes, in order */
	int count;                  /* at most LAYOUT_PANES */
	int want[LAYOUT_PANES];     /* rows each would like without its rule; 0: as many as there are */
	int guest;                  /* pane for the guest slot when it has no place of its own; -1 none */
	bool guest_first;           /* … it is what one looks at: in a part of few rows the kitchen gives way to it */
	int zoomed;                 /* this one alone on the screen; -1 none */
	bool stepping;              /* step mode: forms of its own */
	int notice;                 /* rows wanted above the foot for words that matter */
};

struct layout_place {
	struct rect frame; /* with its rule above, and the rule on its left where there is one */
	struct rect body;  /* where the pane draws */
	int pane;          /* index into names */
};

struct layout {
	int rows, cols;
	bool small;        /* the terminal is too small for anything but a message */
	struct rect head, notice, story, keys;
	struct layout_place places[LAYOUT_PANES];
	int count;
	struct rules rules;
};

void layout_init(struct layout *layout);
void layout_release(struct layout *layout);

void layout_compute(struct layout *layout, const struct layout_wish *wish);

/* The place of a pane, NULL when it is not on the screen. */
const struct layout_place *layout_place(const struct layout *layout, int pane);
/* The place at a cell, NULL where there is none. */
const struct layout_place *layout_at(const struct layout *layout, int row, int col);

/* Write a title into a place's rule. */
void layout_draw_title(const struct layout_place *place, struct canvas *canvas, const char *title, bool focused);

#endif
