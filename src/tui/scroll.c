/* scroll.c - a list that is longer than its pane, moved by hand. */
#include "tui/scroll.h"

#include "paper/key.h"

void scroll_fit(struct scroll *scroll, int count, int page)
{
	scroll->count = count;
	scroll->page = page > 0 ? page : 0;
	int last = count - scroll->page;
	if (scroll->top > last)
		scroll->top = last;
	if (scroll->top < 0)
		scroll->top = 0;
}

static bool move(struct scroll *scroll, int lines)
{
	if (!scroll->by_hand && scroll->count <= scroll->page)
		return true; /* all is in sight: nothing to take in hand */
	scroll->by_hand = true;
	scroll->top += lines;
	scroll_fit(scroll, scroll->count, scroll->page);
	return true;
}

bool scroll_key(struct scroll *scroll, int key)
{
	int page = scroll->page > 1 ? scroll->page - 1 : 1;
	switch (key) {
	case KEYS_UP: return move(scroll, -1);
	case KEYS_DOWN: return move(scroll, 1);
	case KEYS_PAGE_UP: return move(scroll, -page);
	case KEYS_PAGE_DOWN: return move(scroll, page);
	case KEYS_ENTER:
	case KEYS_ESCAPE:
		if (!scroll->by_hand)
			return false;
		scroll->by_hand = false;
		return true;
	default: return false;
	}
}
