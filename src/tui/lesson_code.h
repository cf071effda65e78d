/* lesson_code.h - the recipe of a step beside its page, before anything runs: its text, nobody on its lines. */
#ifndef LUNCHRUSH_TUI_LESSON_CODE_H
#define LUNCHRUSH_TUI_LESSON_CODE_H

#include "tui/canvas.h"
#include "tui/outline.h"

/* Zero-initialised: none. */
struct lesson_code {
	struct info info;       /* only its lines */
	struct outline outline;
	char path[1024], file[64];
	int top, page;          /* first line shown; how many are, as of the last frame */
};

/* Read the file, unless it is the one that is there; what cannot be read has no lines. */
void lesson_code_take(struct lesson_code *code, const char *path, const char *file);
void lesson_code_release(struct lesson_code *code);
/* With a rule and its name above; scrolled by `change` with lesson_code_scroll. */
void lesson_code_draw(struct lesson_code *code, struct canvas *canvas, struct rect rect);
void lesson_code_scroll(struct lesson_code *code, int change);

#endif
