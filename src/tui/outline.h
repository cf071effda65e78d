/* outline.h - what a recipe's text says about where control can change hands. */
#ifndef LUNCHRUSH_TUI_OUTLINE_H
#define LUNCHRUSH_TUI_OUTLINE_H

#include "stage/info.h"
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

#endif
