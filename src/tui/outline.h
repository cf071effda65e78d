/* outline.h - what a recipe's text says about where control can change hands. */
#ifndef LUNCHRUSH_TUI_OUTLINE_H
#define LUNCHRUSH_TUI_OUTLINE_H

#include "stage/info.h"
#include "tui/pen.h"
#include "tui/tint.h"

#include <stdint.h>

struct outline_line {
	struct tint tint;  /* open at the line's beginning */
	uint16_t body;     /* first line of the function body it lies in, 0 outside of functions */
	bool calls;        /* a call that can wait stands here */
};

struct outline {
	struct outline_line *lines; /* line n is lines[n - 1] */
	size_t count;
	int indent; /* columns that a level of indentation takes in the text, 0 where there is none */
};

/* Read the recipe. */
void outline_init(struct outline *outline, const struct info *info);
void outline_release(struct outline *outline);

/* outline_draw.c: the text of a line (from 0) in its colours, from where the pen is to the right edge, cut with "…"; a level of indentation takes at most `level` columns. */
void outline_text_draw(const struct outline *outline, struct pen *pen, const struct info *info, size_t line, int attr, int level);

#endif
