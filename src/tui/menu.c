/* menu.c - the front of the menu: which of its screens is shown, keys to that one, and links from any of them.
 *
 * Screens lie on each other as a person opened them; Esc goes back to the one below. What leads out of the menu (a lesson, a run) ends the loop with a choice; the
 * stack stays, so that one comes back to where one was. */
#include "tui/menu_inner.h"

#include "paper/key.h"
#include "trace/tongue.h"
#include "tui/glyph.h"
#include "tui/help.h"
#include "tui/reel.h"
#include "tui/wheel.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BESIDE_FROM 108   /* columns from which the card stands beside the list */
#define LIST_COLS 70
#define CARD_COLS 56
#define MARGIN 2
#define LARGE_FROM 34     /* rows from which the name is large */
#define CARD_ROWS 5

void menu_say(struct menu *menu, bool bad, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	vsnprintf(menu->words, sizeof menu->words, format, args);
	va_end(args);
	menu->bad = bad;
}

struct menu *menu_new(const struct menu_world *world, const char *link)
{
	struct menu *menu = calloc(1, sizeof *menu);
	if (!menu)
		return NULL;
	menu->world = *world;
	menu->home.chosen = menu->kitchens.chosen = -1;
	menu->views[0] = MENU_HOME;
	menu->depth = 1;
	menu_home_make(menu);
	if (link) {
		menu_follow(menu, link);
		if (menu->depth > 1) { /* it is the first screen: there is nothing behind it */
			menu->views[0] = menu->views[menu->depth - 1];
			menu->depth = 1;
		}
	}
	return menu;
}

void menu_free(struct menu *menu)
{
	if (!menu)
		return;
	menu_list_release(&menu->home);
	menu_list_release(&menu->kitchens);
	reader_free(menu->reader);
	free(menu->chooser);
	free(menu->table);
	free(menu);
}

void menu_again(struct menu *menu, const struct menu_world *world, const char *words)
{
	menu->world = *world;
	menu->choice = (struct menu_choice){ .deed = MENU_LEAVE };
	menu_home_make(menu);
	menu_say(menu, true, "%s", words);
}

const struct menu_choice *menu_chosen(const struct menu *menu)
{
	return &menu->choice;
}

/* ---- going somewhere ---- */

static enum menu_view view_of(const struct menu *menu)
{
	return menu->views[menu->depth - 1];
}

/* Whether the page that is read is drawn as a table. */
static bool table_shown(const struct menu *menu)
{
	return view_of(menu) == MENU_READER && menu->tabled && menu_table_fits(menu);
}

static void enter(struct menu *menu, enum menu_view view)
{
	if (view_of(menu) == view)
		return;
	if (menu->depth == MENU_DEPTH)
		memmove(menu->views + 1, menu->views + 2, (MENU_DEPTH - 2) * sizeof menu->views[0]);
	else
		menu->depth++;
	menu->views[menu->depth - 1] = view;
}

static void leave_view(struct menu *menu)
{
	if (menu->depth > 1)
		menu->depth--;
	else if (menu->app && view_of(menu) != MENU_HOME)
		app_leave(menu->app);
}

void menu_do(struct menu *menu, enum menu_deed deed, const char *name)
{
	menu->choice.deed = deed;
	if (name && menu->choice.count < MENU_PICKED)
		snprintf(menu->choice.names[menu->choice.count++], sizeof menu->choice.names[0], "%s", name);
	if (menu->app)
		app_leave(menu->app);
}

static void open_page(struct menu *menu, const char *link)
{
	bool reading = view_of(menu) == MENU_READER;
	if (!menu->reader)
		menu->reader = reader_new(&menu->world.pages);
	if (!menu->reader)
		return;
	reader_open(menu->reader, link, !reading);
	menu->tabled = !reading && !strcmp(link, "page:comparison");
	if (menu->tabled)
		menu_table_open(menu);
	enter(menu, MENU_READER);
}

/* Its ends lead to what rows of the menu are called. */
static void name_ends(struct menu *menu)
{
	for (int i = 0; i < menu->chooser->count; i++) {
		struct chooser_node *node = &menu->chooser->nodes[i];
		const struct shelf_lesson *lesson = node->lesson[0] ? shelf_named(menu->world.shelf, node->lesson) : NULL;
		const struct menu_kitchen *kitchen = node->recipe[0] ? menu_kitchen_named(menu, node->recipe) : NULL;
		snprintf(node->lesson_title, sizeof node->lesson_title, "%s", lesson ? lesson->card.title : "");
		snprintf(node->recipe_title, sizeof node->recipe_title, "%s", kitchen ? kitchen->title : "");
	}
}

static void open_chooser(struct menu *menu)
{
	struct error error;
	if (!menu->chooser && (menu->chooser = chooser_read(menu->world.data_dir, &error)))
		name_ends(menu);
	if (menu->chooser)
		enter(menu, MENU_CHOOSER);
	else
		menu_say(menu, true, "%s", error.text);
}

static void open_lesson(struct menu *menu, const char *name)
{
	const struct shelf_lesson *lesson = shelf_named(menu->world.shelf, name);
	if (!lesson)
		menu_say(menu, true, _("there is no lesson `%s`"), name);
	else if (lesson->wrong[0])
		menu_say(menu, true, "%s", lesson->wrong);
	else
		menu_do(menu, MENU_LEARN, name);
}

static void open_place(struct menu *menu, const char *name)
{
	if (!strcmp(name, "kitchens") || !strcmp(name, "compare")) {
		menu_kitchens_open(menu, NULL);
		enter(menu, MENU_KITCHENS);
		if (name[0] == 'c')
			menu_say(menu, false, _("Space picks one or more, then c runs them on every engine and puts them side by side."));
	} else if (!strcmp(name, "chooser")) {
		open_chooser(menu);
	} else if (!strcmp(name, "settings")) {
		enter(menu, MENU_WISHES);
	} else if (!strcmp(name, "measure")) {
		menu_do(menu, MENU_MEASURE, NULL);
	}
}

void menu_follow(struct menu *menu, const char *link)
{
	const char *colon = strchr(link, ':'), *name = colon ? colon + 1 : link;
	if (!strncmp(link, "menu:", 5)) {
		open_place(menu, name);
	} else if (!strncmp(link, "lesson:", 7)) {
		open_lesson(menu, name);
	} else if (!strncmp(link, "recipe:", 7)) {
		menu_kitchens_open(menu, name);
		enter(menu, MENU_KITCHENS);
	} else if (!strncmp(link, "page:", 5) || !strncmp(link, "word:", 5)) {
		if (!strcmp(link, "page:chooser"))
			open_chooser(menu);
		else
			open_page(menu, link);
	}
}

/* ---- drawing ---- */

struct menu_frame menu_frame(const struct canvas *canvas)
{
	struct menu_frame frame = { .beside = canvas->cols >= BESIDE_FROM, .wide = canvas->rows >= LARGE_FROM };
	int most = LIST_COLS + 4 + CARD_COLS, cols = canvas->cols - 2 * MARGIN;
	cols = frame.beside && cols > most ? most : cols;
	int left = (canvas->cols - cols) / 2, head = menu_title_rows(frame.wide) + 2, bottom = canvas->rows - 1 - (frame.wide ? 1 : 0);
	int list = !frame.beside ? cols : cols * LIST_COLS / most;
	frame.title = (struct rect){ frame.wide ? 2 : 1, left, head, cols };
	frame.keys = (struct rect){ bottom, left, 1, cols };
	frame.places = (struct rect){ bottom - 1, left, 1, cols };
	frame.said = (struct rect){ bottom - 2, left, 1, cols };
	int top = frame.title.row + head - (frame.wide ? 0 : 1), rows = frame.said.row - top;
	frame.card = frame.beside ? (struct rect){ top, left + list + 4, rows, cols - list - 4 } : (struct rect){ frame.said.row - CARD_ROWS, left, CARD_ROWS, cols };
	frame.list = (struct rect){ top, left, frame.beside ? rows : rows - CARD_ROWS - 1, list };
	return frame;
}

static void said_draw(const struct menu *menu, const struct app *app, struct canvas *canvas)
{
	const char *words = menu->words[0] ? menu->words : app->message;
	bool bad = menu->words[0] && menu->bad;
	struct rect row = menu_frame(canvas).said;
	if (view_of(menu) == MENU_READER || view_of(menu) == MENU_CHOOSER) {
		row.row = canvas->rows - 2;
	}
	if (!*words)
		return;
	if (bad)
		canvas_put(canvas, row, row.row, row.col, glyph(GLYPH_DEAD), ROLE_BAD, 0);
	canvas_text_cut(canvas, row, row.row, row.col + (bad ? 2 : 0), row.cols - (bad ? 2 : 0), bad ? ROLE_BAD : ROLE_TEXT, 0, words);
}

static bool draw(struct app *app, uint64_t now_ns, bool *moving)
{
	struct menu *menu = app->front_data;
	struct canvas *canvas = &app->canvas;
	struct rect all = { 0, 0, canvas->rows, canvas->cols };
	(void)now_ns;
	(void)moving;
	menu->places.count = 0;
	switch (view_of(menu)) {
	case MENU_HOME: menu_home_draw(menu, canvas); break;
	case MENU_KITCHENS: menu_kitchens_draw(menu, canvas); break;
	case MENU_READER: table_shown(menu) ? menu_table_draw(menu, canvas) : reader_draw(menu->reader, canvas, all); break;
	case MENU_CHOOSER: chooser_draw(menu->chooser, canvas, all); break;
	case MENU_WISHES: menu_wishes_draw(menu, canvas); break;
	}
	said_draw(menu, app, canvas);
	if (menu->help)
		menu->help_top = help_page_draw(canvas, table_shown(menu) ? &menu_help_table : menu_help[view_of(menu)], menu->help_top);
	return true;
}

/* ---- keys ---- */

static void help_key(struct menu *menu, int key)
{
	if (key == KEYS_UP || key == KEYS_PAGE_UP)
		menu->help_top -= menu->help_top > 0;
	else if (key == KEYS_DOWN || key == KEYS_PAGE_DOWN)
		menu->help_top++;
	else
		menu->help = false;
}

static bool reading_key(struct menu *menu, const struct input_key *key)
{
	char leads[READER_LINK];
	if (table_shown(menu)) {
		if (!menu_table_key(menu, key->key) && (key->key == KEYS_ESCAPE || key->key == KEYS_BACKSPACE))
			leave_view(menu);
		return true;
	}
	enum reader_wish wish = reader_key(menu->reader, key, leads);
	if (wish == READER_LEAVE)
		leave_view(menu);
	else if (wish == READER_LEADS)
		menu_follow(menu, leads);
	return true;
}

static bool choosing_key(struct menu *menu, const struct input_key *key)
{
	char leads[96];
	enum chooser_wish wish = chooser_key(menu->chooser, key, leads);
	if (wish == CHOOSER_LEAVE)
		leave_view(menu);
	else if (wish == CHOOSER_LEADS)
		menu_follow(menu, leads);
	return true;
}

static bool view_key(struct menu *menu, const struct input_key *key)
{
	switch (view_of(menu)) {
	case MENU_HOME: return menu_home_key(menu, key);
	case MENU_KITCHENS: return menu_kitchens_key(menu, key);
	case MENU_READER: return reading_key(menu, key);
	case MENU_CHOOSER: return choosing_key(menu, key);
	default: return menu_wishes_key(menu, key);
	}
}

/* Whether letters are text now. */
static bool typing(const struct menu *menu)
{
	switch (view_of(menu)) {
	case MENU_HOME: return menu->home.typing;
	case MENU_KITCHENS: return menu->kitchens.typing;
	case MENU_READER: return reader_types(menu->reader);
	default: return false;
	}
}

static bool types(const struct app *app)
{
	return typing(app->front_data);
}

static bool key(struct app *app, const struct input_key *pressed)
{
	struct menu *menu = app->front_data;
	struct input_key now = *pressed;
	menu->app = app;
	menu->words[0] = '\0';
	if (menu->help) {
		help_key(menu, now.key);
		return true;
	}
	int hit = now.key == KEYS_MOUSE ? hints_hit(&menu->places, now.row, now.col) : 0;
	if (hit)
		now.key = hit;
	if (!typing(menu) && now.key == '?') {
		menu->help = true;
		menu->help_top = 0;
	} else if (!typing(menu) && now.key == 'q') {
		app_leave(app);
	} else if (!typing(menu) && now.key == 'R') {
		reel_toggle(app, 0);
	} else if (!view_key(menu, &now) && now.key == KEYS_ESCAPE) {
		leave_view(menu);
	}
	return true;
}

/* What is read scrolls; in a list another is chosen. */
static bool wheel(struct app *app, const struct input_key *turned)
{
	struct menu *menu = app->front_data;
	bool reads = menu->help || (view_of(menu) == MENU_READER && !table_shown(menu));
	for (int i = 0; i < (reads ? WHEEL_ROWS : 1); i++)
		key(app, &(struct input_key){ .key = wheel_direction(turned) < 0 ? KEYS_UP : KEYS_DOWN });
	return true;
}

static int menu_begin(struct app *app, struct error *error)
{
	struct menu *menu = app->front_data;
	(void)error;
	menu->app = app;
	return 0;
}

static void menu_end(struct app *app)
{
	struct menu *menu = app->front_data;
	menu->app = NULL;
}

const struct front menu_front = {
	.name = "menu",
	.open = menu_begin,
	.close = menu_end,
	.draw = draw,
	.key = key,
	.wheel = wheel,
	.types = types,
};
