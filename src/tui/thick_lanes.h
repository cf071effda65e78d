/* thick_lanes.h - the workers for the back of a classroom: each a lane of three rows, with its name, the word of its state, and why.
 *
 * Of a free run a lane shows the states by time, the whole run so far. Under control a lane shows the steps its worker took: a block for each, with what it did. */
#ifndef LUNCHRUSH_TUI_THICK_LANES_H
#define LUNCHRUSH_TUI_THICK_LANES_H

#include "tui/pane.h"
#include "tui/roster.h"
#include "tui/step_log.h"

#define THICK_LANE_ROWS 3

/* Zero-initialised before use. */
struct thick_lanes {
	struct roster roster;
};

/* Rows that all lanes would take, with a blank row between them. */
int thick_lanes_rows(const struct view *view);
/* Draw those that fit; who is left out is counted in the last row. `log`: the steps of the run, where somebody or a schedule chooses; NULL: it runs free. */
void thick_lanes_draw(struct thick_lanes *own, struct canvas *canvas, struct rect rect, const struct view *view, const struct step_log *log);

#endif
