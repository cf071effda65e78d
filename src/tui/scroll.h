/* scroll.h - a list that is longer than its pane, moved by hand.
 *
 * Zero-initialised it is not in anyone's hand: `by_hand` is false and the pane shows what it thinks best. A scroll key takes it in
 * hand; Enter or Escape lets go. */
#ifndef LUNCHRUSH_TUI_SCROLL_H
#define LUNCHRUSH_TUI_SCROLL_H

#include <stdbool.h>

struct scroll {
	int top;      /* first line shown */
	int page;     /* lines that fit, as of the last frame */
	int count;    /* lines there are, as of the last frame */
	bool by_hand;
};

/* Tell it what there is now; keeps `top` within bounds. */
void scroll_fit(struct scroll *scroll, int count, int page);
/* A key: up, down, page up, page down, Enter, Escape. True when it was used. */
bool scroll_key(struct scroll *scroll, int key);

#endif
