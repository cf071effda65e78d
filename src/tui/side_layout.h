/* side_layout.h - where the kitchens of a comparison stand, and its scoreboard below them. Pure geometry.
 *
 * Head line, kitchens, scoreboard, a sentence, keys. Kitchens stand beside each other, or two by two; where they would be too small for a picture, each is a strip of
 * the whole width, one above the other, so that their lanes have one time axis. */
#ifndef LUNCHRUSH_TUI_SIDE_LAYOUT_H
#define LUNCHRUSH_TUI_SIDE_LAYOUT_H

#include "tui/canvas.h"
#include "tui/rules.h"

#include <stdbool.h>

#define SIDE_CELLS 4

enum side_form { SIDE_PICTURES, SIDE_STRIPS };

struct side_cell {
	struct rect frame; /* with its rule above, and the rule on its left where there is one */
	struct rect body;
};

struct side_layout {
	struct rect head, score, story, keys; /* the score's first row is a rule */
	struct side_cell cells[SIDE_CELLS];
	int count;
	enum side_form form;
	struct rules rules;
};

void side_layout_init(struct side_layout *layout);
void side_layout_release(struct side_layout *layout);
/* For a screen of at least 80 × 24: so many kitchens (0 to SIDE_CELLS), a scoreboard of `score` rows if that is possible; `strips`: strips wherever. */
void side_layout_make(struct side_layout *layout, int rows, int cols, int count, int score, bool strips);

#endif
