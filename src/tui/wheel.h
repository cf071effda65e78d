/* wheel.h - the mouse wheel: what lies under the pointer scrolls, whatever has the focus; the focus stays where it is.
 *
 * A page, a pane, the help scroll by WHEEL_ROWS rows a notch. In a list in which one is chosen a notch is one up or down. Where nothing can be scrolled nothing happens: a wheel never
 * changes a value, turns a page of a talk or takes a step. */
#ifndef LUNCHRUSH_TUI_WHEEL_H
#define LUNCHRUSH_TUI_WHEEL_H

#include "tui/input.h"

#define WHEEL_ROWS 3

struct app;

/* -1 up, 1 down; 0: it is no wheel. */
int wheel_direction(const struct input_key *key);
/* What a notch of it does. */
void wheel_turn(struct app *app, const struct input_key *key);

#endif
