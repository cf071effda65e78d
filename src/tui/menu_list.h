/* menu_list.h - a list under headings: gone through by keys, searched as one types, clicked on. Knows not what its rows mean. */
#ifndef LUNCHRUSH_TUI_MENU_LIST_H
#define LUNCHRUSH_TUI_MENU_LIST_H

#include "tui/canvas.h"
#include "tui/glyph.h"
#include "tui/input.h"

#include <stdbool.h>
#include <stddef.h>

struct menu_row {
	bool heading;
	bool marked;             /* stands out, before it is chosen, too */
	bool picked;             /* one of several that were picked */
	enum glyph sign;         /* GLYPH_COUNT: none */
	enum role_of_cell role;  /* of the sign and of `state` */
	char title[128];
	char state[32];          /* "step 3 of 6" */
	char length[16];         /* "8 min" */
	const char *sought[3];   /* what a search looks into beside the title; NULL none; borrowed */
	char link[96];           /* what it stands for: its name for its owner, too */
};

struct menu_list {
	struct menu_row *rows;   /* owned */
	size_t count, room;
	int *lines;              /* what each line shows: a row, or -1 for an empty line; owned */
	int line_count;
	int chosen;              /* row; -1: nothing can be chosen */
	int top;                 /* first line shown */
	bool typing;             /* a search is open: letters go into it */
	char sought[48];
	struct rect at;          /* where it was drawn last */
};

void menu_list_release(struct menu_list *list);
/* Empty it, but remember place and search. */
void menu_list_clear(struct menu_list *list);
/* A new row at its end, zeroed, with no sign; aborts when memory is out. */
struct menu_row *menu_list_add(struct menu_list *list);
/* Once all rows are there: choose the row of that link, else keep what was chosen as far as can be. NULL: keep. */
void menu_list_settle(struct menu_list *list, const char *link);
/* The row chosen; NULL none. */
const struct menu_row *menu_list_chosen(const struct menu_list *list);

void menu_list_draw(struct menu_list *list, struct canvas *canvas, struct rect rect);

enum menu_list_key { MENU_LIST_NOT, MENU_LIST_USED, MENU_LIST_TAKEN };
/* A key or a press. MENU_LIST_TAKEN: the row chosen is to be carried out (Enter, or a press on it); while typing all letters are used. */
enum menu_list_key menu_list_key(struct menu_list *list, const struct input_key *key);

#endif
