/* foot.h - the last lines: what went wrong, one sentence of story, and the keys that matter now. */
#ifndef LUNCHRUSH_TUI_FOOT_H
#define LUNCHRUSH_TUI_FOOT_H

#include "tui/app.h"

/* How many rows the notice needs at this width; 0: nothing went wrong. */
int foot_notice_rows(const struct app *app, int cols);
/* All that the last step did up to the moment shown, sentence after sentence, into to[size]; its length, 0 where no step was taken. */
size_t foot_steps_story(const struct step_log *log, const struct watch *watch, char *to, size_t size);
void foot_draw(struct app *app, const struct layout *layout, struct canvas *canvas);

#endif
