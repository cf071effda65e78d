/* foot.h - the last lines: what went wrong, one sentence of story, and the keys that matter now. */
#ifndef LUNCHRUSH_TUI_FOOT_H
#define LUNCHRUSH_TUI_FOOT_H

#include "tui/app.h"

/* How many rows the notice needs at this width; 0: nothing went wrong. */
int foot_notice_rows(const struct app *app, int cols);
void foot_draw(struct app *app, const struct layout *layout, struct canvas *canvas);

#endif
