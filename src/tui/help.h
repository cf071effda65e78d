/* help.h - what lies over the panes after `?`: what the focused pane shows, and every key of the present mode. */
#ifndef LUNCHRUSH_TUI_HELP_H
#define LUNCHRUSH_TUI_HELP_H

#include "tui/canvas.h"
#include "tui/pane.h"

struct binding;

/* Draw it from line `top` on; returns `top`, made less where it was past the end. */
int help_draw(struct canvas *canvas, const struct pane *pane, const struct binding *keys, int top);

#endif
