/* thick_code.h - the recipe for the back of a classroom: a few lines around where things happen, who is on them, and nothing else. */
#ifndef LUNCHRUSH_TUI_THICK_CODE_H
#define LUNCHRUSH_TUI_THICK_CODE_H

#include "tui/follow.h"
#include "tui/outline.h"
#include "tui/pane.h"
#include "tui/presence.h"

#define THICK_CODE_LINES 8

/* Zero-initialised before use. */
struct thick_code {
	struct outline outline;
	struct presence presence;
	const void *lines; /* of which text the outline is, … */
	size_t count;      /* … and how many lines it has */
	struct follow follow;
	uint32_t *busy;    /* per line: what tasks did there so far */
	size_t busiest;    /* the line on which they did most, from 1; 0 none */
	int top;           /* the first line shown, from 0 */
};

void thick_code_release(struct thick_code *own);
/* At most THICK_CODE_LINES lines; blank lines between them where there is room for that. */
void thick_code_draw(struct thick_code *own, struct canvas *canvas, struct rect rect, const struct view *view);

#endif
