/* roster.h - which workers are shown where not all fit.
 *
 * All fit: all are shown, in order of creation. Else those that matter most now — who is picked out, runs, blocks, waits — still in
 * order of creation, so that nobody's line moves without need; who is shown changes at most four times a second while the picture
 * runs, and at once while it stands. Taken in hand, it is a plain list that scrolls. */
#ifndef LUNCHRUSH_TUI_ROSTER_H
#define LUNCHRUSH_TUI_ROSTER_H

#include "tui/pane.h"
#include "tui/scroll.h"

#define ROSTER_MAX 256 /* rows of a pane that are ever filled */

/* Zero-initialised before use. */
struct roster {
	struct scroll scroll;
	uint32_t ids[ROSTER_MAX];      /* the workers shown, ascending */
	int count;                     /* how many of ids are used */
	uint32_t hidden[STATE_COUNT];  /* those not shown, by state; devices apart */
	uint32_t hidden_devices;
	uint32_t hidden_count;
	uint32_t workers;              /* of the stage when the choice was made */
	int rows;                      /* … the rows there were, */
	uint32_t chosen;               /* … who was picked out, */
	uint64_t frame_ns;             /* … and the frame */
};

/* Choose for a pane with `rows` rows. When not all fit, one row is kept free for the line that counts the rest. */
void roster_update(struct roster *roster, const struct view *view, int rows);
/* That line: "… and 38 more: 1 running, 20 waiting", or, where only those who stand aside are not shown, "… @ main waiting, B door by itself"; empty
 * when all are shown. Into to[size]; returns to. */
char *roster_rest(const struct roster *roster, const struct view *view, char *to, int size);

#endif
