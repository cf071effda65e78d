/* time_axis.h - a rule with ticks at round kitchen seconds, under lanes whose columns are slices of the run's clock. */
#ifndef LUNCHRUSH_TUI_TIME_AXIS_H
#define LUNCHRUSH_TUI_TIME_AXIS_H

#include "tui/pace_log.h"
#include "tui/pen.h"

struct time_axis {
	const struct pace_log *pace;
	uint64_t from_ns;  /* run clock at the first column's beginning */
	uint64_t slice_ns; /* of a column */
	int col, columns;  /* where it lies in the pen's row */
};

/* Draw it in the pen's row; `now_ns` says whose pace the ticks' distance is chosen for. */
void time_axis_draw(struct pen *pen, const struct time_axis *axis, uint64_t now_ns);

#endif
