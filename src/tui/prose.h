/* prose.h - a document on a canvas: laid out in columns, scrolled, with links that can be gone through and opened. Knows no keys and no files. */
#ifndef LUNCHRUSH_TUI_PROSE_H
#define LUNCHRUSH_TUI_PROSE_H

#include "paper/markdown.h"
#include "tui/canvas.h"

struct prose;

/* Lay it out in `cols` columns, at least 20; the document must outlive it. NULL when memory is out. */
struct prose *prose_new(const struct document *document, int cols);
void prose_free(struct prose *prose);
int prose_rows(const struct prose *prose);

/* Draw rows from `top` on into `rect`; `link` is the one chosen, -1 none. */
void prose_draw(const struct prose *prose, struct canvas *canvas, struct rect rect, int top, int link);

/* A row's text, as far as it fits into to[size]; returns to. */
char *prose_row_text(const struct prose *prose, int row, char *to, size_t size);

int prose_links(const struct prose *prose);
/* "word:blocking"; and the row on which it begins. */
const char *prose_link(const struct prose *prose, int index);
int prose_link_row(const struct prose *prose, int index);

#endif
