/* end_card.h - what lies over the lower half once a run is over: how it went, beside the other ways it was run. */
#ifndef LUNCHRUSH_TUI_END_CARD_H
#define LUNCHRUSH_TUI_END_CARD_H

#include "tui/canvas.h"
#include "tui/results.h"

/* Draw it so that it ends above row `bottom`: of the run that is watched and is over. */
void end_card_draw(struct canvas *canvas, int bottom, const struct results *results, const struct watch *watch);

#endif
