/* theme_next.c - `T`: the next theme, live, on any screen.
 *
 * What was chosen is said for a moment at the right of a row near the foot, since not every screen has a place for messages: the lowest that is empty there, and never the last, which has the keys.
 * A theme of a person's own that is wrong is passed over;
 * `lunchrush check` says what is wrong with it. */
#include "tui/app.h"

#include "trace/text.h"
#include "trace/tongue.h"
#include "tui/terminal.h"
#include "tui/theme_shelf.h"

#include <stdio.h>
#include <string.h>

#define SAID_NS 3500000000u
#define ROWS_TRIED 3
#define CTRL_T 0x14

void app_dress(struct app *app, const struct theme *theme)
{
	app->theme = *theme;
	if (app->screen.styles)
		screen_dress(&app->screen, &app->theme, theme_depth(terminal_colours()));
}

static int index_of(const struct theme_shelf *shelf, const char *name)
{
	for (int i = 0; i < shelf->count; i++)
		if (!strcmp(shelf->themes[i].name, name))
			return i;
	return -1;
}

/* The next that can be read after the one shown. False: there is none, which is said. */
static bool next_load(struct app *app, const struct theme_shelf *shelf, struct theme *theme)
{
	struct error error = { "" };
	int at = index_of(shelf, app->theme.name);
	for (int i = 1; i <= shelf->count; i++)
		if (theme_load(theme, app->options->data_dir, shelf->names[(at + i) % shelf->count], &error) == 0)
			return true;
	snprintf(app->theme_said, sizeof app->theme_said, "%s", shelf->count ? error.text : _("There are no themes to choose from."));
	return false;
}

/* What it is called, what it is, and for how long it holds where that is not for good. */
static void say(struct app *app, const struct theme *theme, const char *held)
{
	char *to = app->theme_said;
	size_t size = sizeof app->theme_said;
	int length = snprintf(to, size, _("Theme %s"), theme->name);
	if (*held && length < (int)size)
		length += snprintf(to + length, size - (size_t)length, " (%s)", held);
	if (*theme->about && length < (int)size)
		snprintf(to + length, size - (size_t)length, ": %s", theme->about);
}

void theme_next(struct app *app)
{
	struct theme_shelf shelf;
	struct theme theme;
	struct error error = { "" };
	char held[128] = "";
	app->theme_said_until_ns = 0;
	theme_shelf_read(&shelf, app->options->data_dir);
	if (!next_load(app, &shelf, &theme))
		return;
	app_dress(app, &theme);
	if (!app->options->keep_theme)
		snprintf(held, sizeof held, "%s", _("until you leave"));
	else if (app->options->keep_theme(theme.name, held, sizeof held, &error))
		snprintf(held, sizeof held, "%.127s", error.text);
	say(app, &theme, held);
}

static bool is_empty(const struct canvas *canvas, int row, int col)
{
	for (; col < canvas->cols; col++)
		if (canvas->cells[row * canvas->cols + col].c != ' ')
			return false;
	return true;
}

/* It stays where it is first seen: what lies under it may change meanwhile. */
static int row_of(const struct canvas *canvas, int col)
{
	int last = canvas->rows > 1 ? canvas->rows - 2 : 0;
	for (int row = last; row > last - ROWS_TRIED && row >= 0; row--)
		if (is_empty(canvas, row, col))
			return row;
	return last;
}

bool theme_said_draw(struct app *app, uint64_t now_ns)
{
	struct canvas *canvas = &app->canvas;
	int width = text_width(app->theme_said) + 2;
	width = width > canvas->cols ? canvas->cols : width;
	if (!app->theme_said[0])
		return false;
	if (!app->theme_said_until_ns) {
		app->theme_said_until_ns = now_ns + SAID_NS;
		app->theme_said_row = row_of(canvas, canvas->cols - width);
	}
	if (now_ns >= app->theme_said_until_ns) {
		app->theme_said[0] = '\0';
		return true; /* once more, without it */
	}
	struct rect row = { app->theme_said_row < canvas->rows ? app->theme_said_row : canvas->rows - 1, 0, 1, canvas->cols };
	canvas_fill(canvas, (struct rect){ row.row, canvas->cols - width, 1, width }, ' ', ROLE_BANNER, 0);
	canvas_text_cut(canvas, row, row.row, canvas->cols - width + 1, width - 2, ROLE_BANNER, 0, app->theme_said);
	return true;
}

bool theme_key(struct app *app, int key)
{
	bool letters = app->line.open || app->control.on || app->control.coming || (app->over == OVER_ATLAS && app->beside.atlas.typing) ||
		(app->over == OVER_SETTINGS && app->settings.typing) || (app->front && app->front->types && app->front->types(app));
	app->theme_said[0] = '\0';
	if (key != CTRL_T && (key != 'T' || letters))
		return false;
	theme_next(app);
	return true;
}
