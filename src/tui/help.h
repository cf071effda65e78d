/* help.h - what lies over the panes after `?`: what the focused pane shows, and every key of the present mode. */
#ifndef LUNCHRUSH_TUI_HELP_H
#define LUNCHRUSH_TUI_HELP_H

#include "tui/canvas.h"
#include "tui/pane.h"

struct binding;

struct help_page;
/* Draw it from line `top` on, after the keys of `first` (NULL: none); returns `top`, made less where it was past the end. */
int help_draw(struct canvas *canvas, const struct help_page *first, const struct pane *pane, const struct binding *keys, int top);

/* What a screen of its own shows, and its keys, which no pane and no table of bindings tells. */
struct help_page {
	const char *title, *about;
	struct { const char *name, *words; } keys[20]; /* ends with a NULL; names as in keymap.h */
};
extern const struct help_page help_atlas, help_branch, help_sides;
/* Draw that; as help_draw. */
int help_page_draw(struct canvas *canvas, const struct help_page *page, int top);

#endif
