/* menu_kitchens.c - every recipe by itself: Enter runs it, e counts its schedules, c compares its engines; Space picks several to compare. */
#include "tui/menu_inner.h"

#include "paper/key.h"
#include "trace/tongue.h"
#include "tui/pen.h"

#include <stdio.h>
#include <string.h>

static void make(struct menu *menu)
{
	menu_list_clear(&menu->kitchens);
	for (size_t i = 0; i < menu->kitchen_count; i++) {
		const struct menu_kitchen *kitchen = &menu->kitchen[i];
		struct menu_row *row = menu_list_add(&menu->kitchens);
		row->sign = kitchen->wrong[0] ? GLYPH_DEAD : GLYPH_DOT;
		row->role = kitchen->wrong[0] ? ROLE_BAD : ROLE_QUIET;
		snprintf(row->title, sizeof row->title, "%s", kitchen->title[0] ? kitchen->title : kitchen->name);
		snprintf(row->state, sizeof row->state, "%.31s", kitchen->name);
		snprintf(row->link, sizeof row->link, "%s", kitchen->name);
		row->sought[0] = kitchen->name;
		row->sought[1] = kitchen->about;
		row->sought[2] = kitchen->engines;
	}
}

static void know(struct menu *menu)
{
	if (menu->kitchen)
		return;
	menu->kitchen = menu->world.kitchens(menu->world.data, &menu->kitchen_count);
	make(menu);
}

static const struct menu_kitchen *kitchen_named(const struct menu *menu, const char *name)
{
	for (size_t i = 0; i < menu->kitchen_count; i++)
		if (!strcmp(menu->kitchen[i].name, name))
			return &menu->kitchen[i];
	return NULL;
}

const struct menu_kitchen *menu_kitchen_named(struct menu *menu, const char *name)
{
	know(menu);
	return kitchen_named(menu, name);
}

void menu_kitchens_open(struct menu *menu, const char *name)
{
	know(menu);
	menu->kitchens.typing = false;
	menu->kitchens.sought[0] = '\0';
	menu_list_settle(&menu->kitchens, name);
	const struct menu_row *row = menu_list_chosen(&menu->kitchens);
	if (name && (!row || strcmp(row->link, name)))
		menu_say(menu, true, _("there is no recipe `%s`"), name);
}

static const struct menu_kitchen *kitchen_of(const struct menu *menu, const struct menu_row *row)
{
	return row ? kitchen_named(menu, row->link) : NULL;
}

static int picked(const struct menu *menu)
{
	int count = 0;
	for (size_t i = 0; i < menu->kitchens.count; i++)
		count += menu->kitchens.rows[i].picked;
	return count;
}

/* ---- drawing ---- */

static void engines_draw(struct pen *pen, const char *engines)
{
	char text[128];
	size_t used = 0;
	for (; *engines && used + 3 < sizeof text; engines++)
		used += (size_t)snprintf(text + used, sizeof text - used, *engines == ',' ? ", " : "%c", *engines);
	pen_text(pen, ROLE_QUIET, 0, _("Runs on "));
	pen_rest(pen, ROLE_QUIET, 0, text);
}

static void card_draw(const struct menu *menu, struct canvas *canvas, const struct menu_frame *frame)
{
	const struct menu_kitchen *kitchen = kitchen_of(menu, menu_list_chosen(&menu->kitchens));
	struct pen pen = { .canvas = canvas, .rect = frame->card };
	if (!kitchen) {
		pen_wrap(&pen, pen.rect.cols, ROLE_QUIET, 0, _("Nothing is called or about that. Backspace takes letters back, Esc leaves the search."));
		return;
	}
	pen_rest(&pen, ROLE_TITLE, ATTR_BOLD, kitchen->title[0] ? kitchen->title : kitchen->name);
	pen_at(&pen, frame->beside ? 2 : 1, 0);
	pen_wrap(&pen, pen.rect.cols, kitchen->wrong[0] ? ROLE_BAD : ROLE_TEXT, 0, kitchen->wrong[0] ? kitchen->wrong : kitchen->about);
	pen_at(&pen, frame->beside ? pen.row + 1 : pen.rect.rows - 1, 0);
	engines_draw(&pen, kitchen->engines);
	if (frame->beside) {
		pen_at(&pen, pen.row + 2, 0);
		pen_print(&pen, ROLE_QUIET, 0, "lunchrush run %s", kitchen->name);
	}
}

static void title_draw(const struct menu *menu, struct canvas *canvas, struct rect rect)
{
	struct pen pen = { .canvas = canvas, .rect = rect };
	if (menu->kitchens.typing) {
		pen_text(&pen, ROLE_KEY, 0, "/ ");
		pen_print(&pen, ROLE_TEXT, 0, "%s", menu->kitchens.sought);
		pen_text(&pen, ROLE_KEY, 0, "_");
		return;
	}
	pen_text(&pen, ROLE_TITLE, ATTR_BOLD, _("Kitchens"));
	int count = picked(menu);
	if (count)
		pen_print(&pen, ROLE_MARK, 0, ngettext("   %d picked to compare", "   %d picked to compare", (unsigned long)count), count);
	else
		pen_print(&pen, ROLE_QUIET, 0, "   %zu", menu->kitchen_count);
}

static const struct hint deeds[] = {
	{ "Enter", N_("run it"), 1 }, { "e", N_("count all schedules"), 1 }, { "c", N_("compare engines"), 1 }, { "Space", N_("pick"), 2 }, { NULL, NULL, 0 },
};
static const struct hint keys[] = {
	{ "\3 \4", N_("choose"), 3 }, { "/", N_("search"), 1 }, { "?", N_("help"), 2 }, { "Esc", N_("back"), 1 }, { "q", N_("quit"), 1 }, { NULL, NULL, 0 },
};
static const struct hint search_keys[] = { { "Enter", N_("run it"), 1 }, { "\3 \4", N_("choose"), 2 }, { "Esc", N_("leave the search"), 1 }, { NULL, NULL, 0 } };

void menu_kitchens_draw(struct menu *menu, struct canvas *canvas)
{
	struct menu_frame frame = menu_frame(canvas);
	int up = frame.list.row - frame.title.row - 2; /* here the name is not over the door: the list begins higher */
	frame.list.row -= up;
	frame.list.rows += up;
	if (frame.beside)
		frame.card.row -= up;
	title_draw(menu, canvas, frame.title);
	menu_list_draw(&menu->kitchens, canvas, frame.list);
	for (int i = 0; !frame.beside && i < frame.card.cols; i++)
		canvas_put(canvas, (struct rect){ 0, 0, canvas->rows, canvas->cols }, frame.card.row - 1, frame.card.col + i, glyph(GLYPH_H), ROLE_RULE, 0);
	card_draw(menu, canvas, &frame);
	if (!menu->kitchens.typing)
		hints_draw(deeds, canvas, frame.places, &menu->places);
	hints_draw(menu->kitchens.typing ? search_keys : keys, canvas, frame.keys, &menu->places);
}

/* ---- keys ---- */

static void compare(struct menu *menu, const char *chosen)
{
	int count = 0;
	menu->choice.count = 0;
	for (size_t i = 0; i < menu->kitchens.count; i++)
		if (menu->kitchens.rows[i].picked && count++ < MENU_PICKED)
			snprintf(menu->choice.names[menu->choice.count++], sizeof menu->choice.names[0], "%.63s", menu->kitchens.rows[i].link);
	menu_do(menu, MENU_COMPARE, count ? NULL : chosen);
}

static void pick(struct menu *menu)
{
	struct menu_row *row = &menu->kitchens.rows[menu->kitchens.chosen];
	if (!row->picked && picked(menu) == MENU_PICKED)
		menu_say(menu, true, _("At most %d kitchens stand side by side."), MENU_PICKED);
	else
		row->picked = !row->picked;
}

static bool deed_key(struct menu *menu, int key, const char *name)
{
	char copy[64];
	snprintf(copy, sizeof copy, "%s", name);
	switch (key) {
	case KEYS_ENTER: case 'r': menu_do(menu, MENU_RUN, copy); return true;
	case 'e': menu_do(menu, MENU_EXPLORE, copy); return true;
	case 'c': compare(menu, copy); return true;
	case ' ': pick(menu); return true;
	default: return false;
	}
}

bool menu_kitchens_key(struct menu *menu, const struct input_key *key)
{
	bool typing = menu->kitchens.typing;
	enum menu_list_key used = menu_list_key(&menu->kitchens, key);
	const struct menu_kitchen *kitchen = kitchen_of(menu, menu_list_chosen(&menu->kitchens));
	if (!kitchen)
		return used != MENU_LIST_NOT;
	int means = used == MENU_LIST_TAKEN ? KEYS_ENTER : key->key;
	if (used == MENU_LIST_TAKEN || (used == MENU_LIST_NOT && !typing)) {
		if (kitchen->wrong[0] && (means == KEYS_ENTER || means == 'e' || means == 'c'))
			menu_say(menu, true, "%s", kitchen->wrong);
		else if (deed_key(menu, means, kitchen->name))
			return true;
	}
	return used != MENU_LIST_NOT;
}
