/* menu_wishes.c - the settings: each change is stored and shown at once. */
#include "tui/menu_inner.h"

#include "paper/key.h"
#include "trace/tongue.h"
#include "tui/glyph.h"
#include "tui/pen.h"
#include "tui/terminal.h"

#include <stdio.h>
#include <string.h>

static const struct {
	const char *title, *about;
} wishes[WISHES] = {
	[WISH_THEME] = { N_("Theme"), N_("The colours: what is light on dark, or dark on light. T chooses the next one on any screen.") },
	[WISH_GLYPHS] = { N_("Signs"), N_("kitchen: all that is drawn. plain: simple signs, and no boxes for places in queues. ascii: letters and punctuation only.") },
	[WISH_MOTION] = { N_("Motion"), N_("Whether things glide from place to place, or jump.") },
	[WISH_LANGUAGE] = { N_("Language"), N_("Of lessons and of the program's words, where there is a translation. It holds from the next start on.") },
};

static int count_of(const char *const *names)
{
	int count = 0;
	while (names && names[count])
		count++;
	return count;
}

static int index_of(const char *const *names, const char *name)
{
	for (int i = 0; names && names[i]; i++)
		if (!strcmp(names[i], name))
			return i;
	return -1;
}

static const char *value_of(const struct menu *menu, enum menu_wish wish)
{
	const struct menu_wishes *is = menu->world.wishes;
	switch (wish) {
	case WISH_THEME: return is->theme[0] ? is->theme : "dark";
	case WISH_MOTION: return is->reduced_motion ? _("things jump") : _("things glide");
	case WISH_GLYPHS: return glyph_set_name(is->glyphs);
	default: return is->language[0] ? is->language : _("as the system says");
	}
}

/* ---- changing ---- */

/* The name `by` places further than `name`. */
static void turn(char *name, size_t size, const char *const *names, const char *now, int by)
{
	int count = count_of(names), at = index_of(names, now);
	if (count)
		snprintf(name, size, "%s", names[(at < 0 ? 0 : (at + by + count)) % count]);
}

/* "", then each language. */
static void turn_language(const struct menu *menu, char *language, size_t size, int by)
{
	const char *const *names = menu->world.languages;
	int count = count_of(names) + 1, at = language[0] ? index_of(names, language) + 1 : 0;
	at = (at + by + count) % count;
	snprintf(language, size, "%s", at ? names[at - 1] : "");
}

/* What has changed is seen at once. */
static void show(struct menu *menu)
{
	const struct menu_wishes *is = menu->world.wishes;
	struct app *app = menu->app;
	struct error error;
	struct theme theme;
	if (theme_load(&theme, menu->world.data_dir, value_of(menu, WISH_THEME), &error)) {
		menu_say(menu, true, "%s", error.text);
		return;
	}
	app_dress(app, &theme);
	glyph_use(terminal_is_utf8() ? is->glyphs : GLYPHS_ASCII);
}

static void change(struct menu *menu, int by)
{
	struct menu_wishes *is = menu->world.wishes;
	struct error error;
	switch ((enum menu_wish)menu->wish) {
	case WISH_THEME: turn(is->theme, sizeof is->theme, menu->world.themes, value_of(menu, WISH_THEME), by); break;
	case WISH_MOTION: is->reduced_motion = !is->reduced_motion; break;
	case WISH_GLYPHS: is->glyphs = (enum glyph_set)(((int)is->glyphs + by + GLYPHS_COUNT) % GLYPHS_COUNT); break;
	default: turn_language(menu, is->language, sizeof is->language, by);
	}
	show(menu);
	if (menu->world.store(menu->world.data, is, &error))
		menu_say(menu, true, "%s", error.text);
}

bool menu_wishes_key(struct menu *menu, const struct input_key *key)
{
	switch (key->key) {
	case KEYS_UP: menu->wish = (menu->wish + WISHES - 1) % WISHES; return true;
	case KEYS_DOWN: case KEYS_TAB: menu->wish = (menu->wish + 1) % WISHES; return true;
	case KEYS_HOME: menu->wish = 0; return true;
	case KEYS_END: menu->wish = WISHES - 1; return true;
	case KEYS_RIGHT: case KEYS_ENTER: case ' ': change(menu, 1); return true;
	case KEYS_LEFT: change(menu, -1); return true;
	default: return false;
	}
}

/* ---- drawing ---- */

void menu_wishes_draw(struct menu *menu, struct canvas *canvas)
{
	struct menu_frame frame = menu_frame(canvas);
	struct pen pen = { .canvas = canvas, .rect = frame.title };
	pen.rect.rows = frame.said.row - frame.title.row;
	pen_text(&pen, ROLE_TITLE, ATTR_BOLD, _("Settings"));
	for (int i = 0; i < WISHES; i++) {
		bool chosen = i == menu->wish;
		pen_at(&pen, 3 + 2 * i, 0);
		if (chosen)
			pen_sign(&pen, glyph(GLYPH_HEAD), ROLE_MARK, ATTR_BOLD);
		pen_at(&pen, pen.row, 2);
		pen_field(&pen, 16, chosen ? ROLE_MARK : ROLE_TEXT, chosen ? ATTR_BOLD : 0, _(wishes[i].title));
		pen_sign(&pen, chosen ? glyph(GLYPH_HEAD_LEFT) : ' ', ROLE_QUIET, 0);
		pen_print(&pen, chosen ? ROLE_KEY : ROLE_TEXT, 0, " %s ", value_of(menu, (enum menu_wish)i));
		pen_sign(&pen, chosen ? glyph(GLYPH_HEAD) : ' ', ROLE_QUIET, 0);
	}
	pen_at(&pen, 4 + 2 * WISHES, 2);
	pen_wrap(&pen, pen.rect.cols > 72 ? 72 : pen.rect.cols - 4, ROLE_QUIET, 0, _(wishes[menu->wish].about));
	pen_at(&pen, pen.row + 1, 2);
	const char *held = menu->world.wishes->held[menu->wish];
	char words[200];
	snprintf(words, sizeof words, *held ? _("%s decides on this one: a change here holds until you leave.")
		: _("What is chosen here holds for every command; lunchrush.ini, the environment and flags win over it."), held);
	pen_wrap(&pen, pen.rect.cols > 72 ? 72 : pen.rect.cols - 4, *held ? ROLE_TEXT : ROLE_QUIET, 0, words);
	static const struct hint keys[] = {
		{ "\3 \4", N_("choose"), 1 }, { "\1 \2", N_("change"), 1 }, { "Esc", N_("back"), 1 }, { "q", N_("quit"), 2 }, { NULL, NULL, 0 },
	};
	hints_draw(keys, canvas, frame.keys, &menu->places);
}
