/* presence.h - where in the recipe the workers are, and which part of it is worth showing. */
#ifndef LUNCHRUSH_TUI_PRESENCE_H
#define LUNCHRUSH_TUI_PRESENCE_H

#include "tui/pane.h"

#define PRESENCE_IDS 6

/* Who is on a line now. */
struct presence_line {
	uint32_t ids[PRESENCE_IDS]; /* the first of them, and always one that runs */
	uint32_t count;             /* all of them */
	float heat;                 /* how busy the line has been in the last seconds */
	uint8_t state;              /* enum state: running or stalling if one on it is, else STATE_NEW */
};

/* Zero-initialised before use. */
struct presence {
	struct presence_line *lines; /* line n is lines[n - 1] */
	size_t count;
	uint32_t line;               /* the one line that matters most now, 0 none */
	uint32_t worker;             /* who is there */
	uint64_t frame_ns;           /* of the last update, 0 none yet */
};

void presence_release(struct presence *presence);
/* The recipe has `count` lines; forgets everything when that changes. */
void presence_resize(struct presence *presence, size_t count);
/* Take in the view. */
void presence_update(struct presence *presence, const struct view *view);
/* Where a window of `rows` lines whose first is line `top` + 1 should begin so that what happens is in it: `top` itself while that is good. */
int presence_top(const struct presence *presence, const struct view *view, int top, int rows);

#endif
