/* rules.h - thin lines between frames, joined where they meet. */
#ifndef LUNCHRUSH_TUI_RULES_H
#define LUNCHRUSH_TUI_RULES_H

#include "tui/canvas.h"

#include <stdint.h>

struct rules {
	int rows, cols;
	uint8_t *bits; /* rows × cols: to which of its four neighbours a cell's rule leads; 0 no rule */
};

void rules_init(struct rules *rules);
void rules_release(struct rules *rules);
/* No rules at all, at this size. */
void rules_clear(struct rules *rules, int rows, int cols);
/* A frame's rules: above it, and on its left unless it stands at the edge. */
void rules_frame(struct rules *rules, struct rect frame);
/* All frames are there: join what meets. */
void rules_join(struct rules *rules);
void rules_draw(const struct rules *rules, struct canvas *canvas);

#endif
