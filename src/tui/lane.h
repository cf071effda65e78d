/* lane.h - how a slice of a worker's lane looks, wherever lanes are drawn. */
#ifndef LUNCHRUSH_TUI_LANE_H
#define LUNCHRUSH_TUI_LANE_H

#include "tui/pane.h"
#include "tui/pen.h"
#include "tui/slices.h"

/* The shade of a state. */
uint32_t lane_state_sign(enum state state);
/* A slice; `before`: the state of the slice before it. What ran for only a part of it is a half block; an end is a sign once. */
void lane_slice_draw(struct pen *pen, struct slice_state is, enum state before);
/* A device works by itself: that it is there is all its lane tells. */
void lane_device_draw(struct pen *pen, struct slice_state is);

#endif
