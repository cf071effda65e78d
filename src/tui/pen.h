/* pen.h - writing along the rows of a pane, left to right.
 *
 * A pen knows its pane's rectangle and where it stands; all it writes is clipped to the rectangle. Rows and columns are relative to
 * the pane, so that a pane never adds offsets itself. */
#ifndef LUNCHRUSH_TUI_PEN_H
#define LUNCHRUSH_TUI_PEN_H

#include "tui/canvas.h"
#include "tui/glyph.h"

struct pen {
	struct canvas *canvas;
	struct rect rect;
	int row, col; /* where the next sign goes, relative to rect */
};

/* A pen at the top left of a rectangle that it first wipes. */
struct pen pen_start(struct canvas *canvas, struct rect rect);
/* Move. */
void pen_at(struct pen *pen, int row, int col);
/* Columns left in the row. */
int pen_left(const struct pen *pen);
/* Write and move on. */
void pen_sign(struct pen *pen, uint32_t c, enum role_of_cell role, int attr);
void pen_text(struct pen *pen, enum role_of_cell role, int attr, const char *text);
void pen_print(struct pen *pen, enum role_of_cell role, int attr, const char *format, ...) __attribute__((format(printf, 4, 5)));
/* Write into a field of `columns` columns, cut with an ellipsis where it does not fit; the pen goes to the field's end. */
void pen_field(struct pen *pen, int columns, enum role_of_cell role, int attr, const char *text);
/* Write what fits in the row, cut with an ellipsis. */
void pen_rest(struct pen *pen, enum role_of_cell role, int attr, const char *text);

/* Write in lines of `columns` columns (as many as wrap_count says), each beginning at the pen's column; rows above the pane's first are
 * left out. */
void pen_wrap(struct pen *pen, int columns, enum role_of_cell role, int attr, const char *text);

#endif
