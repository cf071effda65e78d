/* pane_view.h - a view over a literal log, and what a pane draws of it: for golden screens of panes. */
#ifndef LUNCHRUSH_TESTS_PANE_VIEW_H
#define LUNCHRUSH_TESTS_PANE_VIEW_H

#include "event_log.h"
#include "tui/pane.h"

struct pane_view {
	struct event_log log;
	struct history *history;
	struct info info;
	struct player player;
	struct view view;
	struct source_line lines[64];
	char recipe[4096];       /* the lines' text */
	const struct pane *pane;
	void *own;               /* of the pane */
	struct canvas canvas;
	bool moving;             /* what the last draw returned */
};

/* A run from a log and a recipe (NULL: none), looked at live, `after_s` seconds after its last event. */
void pane_view_init(struct pane_view *view, const char *log, const char *recipe, double after_s);
void pane_view_release(struct pane_view *view);
/* More of the log comes in. */
void pane_view_more(struct pane_view *view, const char *log, double after_s);
/* Look at the moment after the first `position` events; the picture stands. */
void pane_view_stand(struct pane_view *view, size_t position);
/* Which pane is drawn: a new one. */
void pane_view_use(struct pane_view *view, const struct pane *pane);
/* Draw it, and return the canvas as text, which lives until the next draw. */
const char *pane_view_draw(struct pane_view *view, int cols, int rows);
/* The title the pane gives itself. */
const char *pane_view_head(struct pane_view *view);
/* Compare title and picture with tests/golden/pane-NAME.txt; with UPDATE_GOLDEN set, write it. */
void pane_view_golden(struct pane_view *view, const char *name, int cols, int rows);

#endif
