/* menu.h - the program's shop window: lessons by chapter, and from there kitchens, pages, the chooser and the settings.
 *
 * A front with no run of its own: what a person chooses is carried out by the command line once tui_run has returned, which then opens the menu again, at the same place.
 * Between the two the terminal is kept (terminal.h). */
#ifndef LUNCHRUSH_TUI_MENU_H
#define LUNCHRUSH_TUI_MENU_H

#include "lesson/shelf.h"
#include "tui/front.h"
#include "tui/glyph.h"
#include "tui/reader.h"

#define MENU_PICKED 4

/* A recipe as its card says it. */
struct menu_kitchen {
	char name[64], title[96], about[320], engines[96];
	char wrong[320]; /* it cannot be read: FILE:LINE: why; "" */
};

#define MENU_TABLE_COLS 4
#define MENU_TABLE_ROWS 16

/* A page that is a table: "page:comparison". */
struct menu_table {
	char title[96], note[256];
	const char *heads[MENU_TABLE_COLS];
	int count;
	struct {
		char title[64];
		struct {
			char text[320]; /* no line is broken at U+00A0 in it */
			char see[64];   /* the recipe that shows it; "" none */
		} cells[MENU_TABLE_COLS];
	} rows[MENU_TABLE_ROWS];
};

enum menu_wish { WISH_THEME, WISH_MOTION, WISH_GLYPHS, WISH_LANGUAGE, WISHES };

/* What a person wishes. */
struct menu_wishes {
	char theme[1024];    /* a name, or a path; "": "dark" */
	char language[16];   /* of words and lessons: "de", "en"; "": as the environment says */
	enum glyph_set glyphs;
	bool reduced_motion;
	char held[WISHES][64]; /* who else decides on it: "lunchrush.ini:3", "LUNCHRUSH_THEME", "--theme"; a change then holds until one leaves. "": nobody, and it is kept */
};

/* All that the menu shows; borrowed. */
struct menu_world {
	const char *data_dir;
	const struct shelf *shelf;
	const struct progress *progress;
	/* The kitchens there are; asked when they are first wanted. The array stays the giver's. */
	const struct menu_kitchen *(*kitchens)(void *data, size_t *count);
	struct reader_source pages;
	/* The table of page:comparison, as it is now. -1 with words; its count is above 0 otherwise. */
	int (*table)(void *data, struct menu_table *to, struct error *error);
	struct menu_wishes *wishes;
	int (*store)(void *data, const struct menu_wishes *wishes, struct error *error);
	const char *const *themes;    /* NULL-ended */
	const char *const *languages; /* that there are lessons in; NULL-ended */
	void *data;                   /* for kitchens and store */
};

enum menu_deed { MENU_LEAVE, MENU_LEARN, MENU_RUN, MENU_EXPLORE, MENU_COMPARE, MENU_MEASURE };

/* What was chosen: lessons or recipes by name. */
struct menu_choice {
	enum menu_deed deed;
	char names[MENU_PICKED][64];
	int count;
};

struct menu;

/* Begin at the list of lessons, or at `link`: "menu:chooser", "page:words" … NULL when memory is out. */
struct menu *menu_new(const struct menu_world *world, const char *link);
void menu_free(struct menu *menu);
/* Before tui_run has it again: what there is now, and words to show at first ("" none). */
void menu_again(struct menu *menu, const struct menu_world *world, const char *words);
/* After tui_run. */
const struct menu_choice *menu_chosen(const struct menu *menu);

/* tui_options.front_data is the struct menu. */
extern const struct front menu_front;

#endif
