/* menu_inner.h - what the files of the menu share: menu.c (the front), menu_home.c (lessons), menu_kitchens.c, menu_wishes.c (settings), menu_card.c (what a row is about). */
#ifndef LUNCHRUSH_TUI_MENU_INNER_H
#define LUNCHRUSH_TUI_MENU_INNER_H

#include "tui/app.h"
#include "tui/chooser.h"
#include "tui/hints.h"
#include "tui/menu.h"
#include "tui/menu_list.h"

enum menu_view { MENU_HOME, MENU_KITCHENS, MENU_READER, MENU_CHOOSER, MENU_WISHES };

#define MENU_VIEWS (MENU_WISHES + 1)

/* menu_help.c: what `?` says of each. */
struct help_page;
extern const struct help_page *const menu_help[MENU_VIEWS];
extern const struct help_page menu_help_table;

#define MENU_DEPTH 8

struct menu {
	struct menu_world world;
	struct app *app;                    /* while the front is open */
	enum menu_view views[MENU_DEPTH];   /* the last is the one shown; Esc goes back */
	int depth;
	struct menu_list home, kitchens;
	const struct menu_kitchen *kitchen; /* all of them, by what kitchens' rows were made of; NULL: not asked for yet */
	size_t kitchen_count;
	struct reader *reader;
	struct chooser *chooser;            /* NULL: not read yet */
	struct menu_table *table;           /* NULL: not read, or it cannot be */
	bool tabled;                        /* the page that is read is the table's */
	int table_row, table_col;
	int wish;                           /* row of the settings */
	struct menu_choice choice;
	struct hint_places places;          /* of the keys drawn last */
	char words[320];                    /* said until the next key; "" */
	bool bad;                           /* … they tell of something wrong */
	bool help;
	int help_top;
};

/* menu.c */
void menu_say(struct menu *menu, bool bad, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* Follow "lesson:NAME", "recipe:NAME", "page:NAME", "word:NAME", "menu:NAME". */
void menu_follow(struct menu *menu, const char *link);
/* Leave the menu so that this is done. */
void menu_do(struct menu *menu, enum menu_deed deed, const char *name);

/* A screen's frame: the list, what the chosen row is about beside or below it, and two rows of keys. */
struct menu_frame {
	struct rect title, list, card, said, places, keys;
	bool beside;      /* the card stands beside the list */
	bool wide;        /* large letters have room above */
};
struct menu_frame menu_frame(const struct canvas *canvas);

/* menu_home.c */
void menu_home_make(struct menu *menu);
void menu_home_draw(struct menu *menu, struct canvas *canvas);
bool menu_home_key(struct menu *menu, const struct input_key *key);

/* menu_kitchens.c */
/* The kitchen of this name; NULL: there is none. */
const struct menu_kitchen *menu_kitchen_named(struct menu *menu, const char *name);
void menu_kitchens_open(struct menu *menu, const char *name);
void menu_kitchens_draw(struct menu *menu, struct canvas *canvas);
bool menu_kitchens_key(struct menu *menu, const struct input_key *key);

/* menu_table.c: in place of the reader where it fits */
void menu_table_open(struct menu *menu);
bool menu_table_fits(const struct menu *menu);
void menu_table_draw(struct menu *menu, struct canvas *canvas);
/* False: it means nothing here. */
bool menu_table_key(struct menu *menu, int key);

/* menu_wishes.c */
void menu_wishes_draw(struct menu *menu, struct canvas *canvas);
bool menu_wishes_key(struct menu *menu, const struct input_key *key);

/* menu_title.c: the program's name, in large letters where there is room; returns rows used */
int menu_title_draw(struct canvas *canvas, struct rect rect, bool large);
int menu_title_rows(bool large);

#endif
