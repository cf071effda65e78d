/* head.h - the first line: what runs, on which engine, in which mode, and where in time one looks. */
#ifndef LUNCHRUSH_TUI_HEAD_H
#define LUNCHRUSH_TUI_HEAD_H

#include "tui/app.h"

/* Draw it into `rect`, a row. `name` is shown until the run has said its title. */
void head_draw(struct canvas *canvas, struct rect rect, struct app *app, const char *name);

#endif
