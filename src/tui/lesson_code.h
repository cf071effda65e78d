/* lesson_code.h - the recipe of a step beside its page, before anything runs: its text, nobody on its lines, and with which settings the step will run it. */
#ifndef LUNCHRUSH_TUI_LESSON_CODE_H
#define LUNCHRUSH_TUI_LESSON_CODE_H

#include "trace/launch.h"
#include "tui/canvas.h"
#include "tui/outline.h"

/* Zero-initialised: none. */
struct lesson_code {
	struct info info;       /* only its lines */
	struct outline outline;
	char path[1024], file[64];
	char settings[400];     /* "workers = 3, increments = 2": those that the step sets; "" none */
	struct rect at;         /* where it was last drawn; without columns: it was not in the last frame */
	int top, page;          /* first line shown; how many are, as of the last frame */
};

/* Read the file of this launch, unless it is the one that is there, and its settings; what cannot be read has no lines. */
void lesson_code_take(struct lesson_code *code, const struct launch *launch);
void lesson_code_release(struct lesson_code *code);
/* With a rule, its name and the settings above; scrolled by lesson_code_scroll, a page for each `change`, and by lesson_code_move, a line. */
void lesson_code_draw(struct lesson_code *code, struct canvas *canvas, struct rect rect);
void lesson_code_scroll(struct lesson_code *code, int change);
void lesson_code_move(struct lesson_code *code, int lines);

#endif
