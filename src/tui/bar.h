/* bar.h - lengths drawn as bars: in eighths of a column, in full signs where there is only ASCII. */
#ifndef LUNCHRUSH_TUI_BAR_H
#define LUNCHRUSH_TUI_BAR_H

#include "tui/pen.h"

/* A bar of share × columns, share from 0 to 1; a share above 0 shows at least a little. The pen goes on by `columns`. */
void bar_draw(struct pen *pen, int columns, double share, enum role_of_cell role);
/* The whole width in two parts: `share` of it as bad, the rest as good; told apart without colours too. A part above 0 has at least a column, where there
 * are two. */
void bar_split(struct pen *pen, int columns, double share);
/* Progress in a trough: the rest is shaded. */
void bar_progress(struct pen *pen, int columns, double share);

#endif
