/* thick_figure.h - the one number that matters, in block digits: the value that the step's question or goal is about, else how many were served, else the steps taken. */
#ifndef LUNCHRUSH_TUI_THICK_FIGURE_H
#define LUNCHRUSH_TUI_THICK_FIGURE_H

#include "lesson/lesson.h"
#include "tui/pane.h"
#include "tui/step_log.h"

struct thick_figure {
	char label[64]; /* "visits", "served", "steps" */
	char value[64]; /* "4", "true" */
};

/* What it is now; `step` may be NULL; `log` as thick_lanes.h has it. */
void thick_figure_find(struct thick_figure *figure, const struct lesson_step *step, const struct view *view, const struct step_log *log);
/* Rows and columns that it takes at this height of what is around it. */
int thick_figure_rows(int rows);
int thick_figure_cols(const struct thick_figure *figure, int rows);
/* Draw it, its value above its label, in the middle of the rectangle. */
void thick_figure_draw(const struct thick_figure *figure, struct canvas *canvas, struct rect rect);

#endif
