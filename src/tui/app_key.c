/* app_key.c - whose a key is: the question's that is asked, what lies over the panes, the front's, control's, the table's, at last the focused pane's.
 *
 * Each of these in its turn says whether it took the key. */
#include "tui/keymap.h"

#include "paper/key.h"
#include "trace/tongue.h"
#include "tui/control_line.h"
#include "tui/reel.h"
#include "tui/wheel.h"

#define KEY_CTRL_Q 0x11
#define KEY_CTRL_R 0x12

static void click(struct app *app, const struct input_key *key)
{
	const struct layout_place *place = layout_at(&app->layout, key->row - app->place.row, key->col - app->place.col);
	if (place)
		app_focus(app, place->pane);
}

static void help_key(struct app *app, int key)
{
	switch (key) {
	case KEYS_UP: app->help_top -= app->help_top > 0; break;
	case KEYS_DOWN: app->help_top++; break;
	case KEYS_PAGE_UP: app->help_top -= app->help_top < 10 ? app->help_top : 10; break;
	case KEYS_PAGE_DOWN: app->help_top += 10; break;
	case KEYS_TAB: app->help_on == OVER_NOTHING ? keymap_focus(app, 1) : (void)0; break;
	case KEYS_BACK_TAB: app->help_on == OVER_NOTHING ? keymap_focus(app, -1) : (void)0; break;
	case KEY_CTRL_Q: app_leave(app); break;
	case 'q':
		if (app->control.on || app->help_on != OVER_NOTHING) /* there q alone does not quit: it puts the help away */
			app->over = app->help_on;
		else
			app_leave(app);
		break;
	case KEYS_ESCAPE:
	case KEYS_ENTER:
	case ' ':
	case '?': app->over = app->help_on; break;
	default: break;
	}
}

static void settings_pressed(struct app *app, int key)
{
	enum settings_wish wish = settings_key(&app->settings, &app->watch, key);
	if (wish == SETTINGS_STAY)
		return;
	app->over = OVER_NOTHING;
	if (wish == SETTINGS_RESTART) {
		app_restart(app, _("Started again with these settings."));
		results_forget(&app->results);
	}
}

static void pane_pressed(struct app *app, int key)
{
	const struct pane *pane = panes[app->focus];
	struct view view = app_view(app, app->pulse.shown_ns);
	if (pane->key)
		pane->key(app->own[app->focus], key, &view);
}

/* A question must be answered, the wheel and themes work everywhere. */
static bool anywhere_key(struct app *app, const struct input_key *key)
{
	if (allow_asked(app_asking(app)) && key->key != KEY_CTRL_Q && !app->layout.small) {
		allow_key(&app->allow, app_asking(app), key->key);
		return true;
	}
	if (wheel_direction(key)) {
		wheel_turn(app, key);
		return true;
	}
	app->message[0] = '\0';
	return theme_key(app, key->key);
}

/* Help and settings lie over all else, with the mouse and what leaves them. */
static bool card_key(struct app *app, const struct input_key *key)
{
	bool card = app->over == OVER_HELP || app->over == OVER_SETTINGS;
	if (key->key == KEYS_MOUSE && (!app->front || card))
		click(app, key);
	else if (app->over == OVER_HELP)
		help_key(app, key->key);
	else if (app->over == OVER_SETTINGS)
		settings_pressed(app, key->key);
	else
		return false;
	return true;
}

static bool always_key(struct app *app, int key)
{
	if (key == KEY_CTRL_Q || (app->layout.small && key == 'q')) /* as it says there, whatever q is in what cannot be shown */
		app_leave(app);
	else if (key == KEY_CTRL_R)
		reel_toggle(app, 0);
	else
		return false;
	return true;
}

/* What lies over the panes otherwise. */
static bool over_key(struct app *app, int key)
{
	bool typed = app->over == OVER_ATLAS && app->beside.atlas.typing;
	bool helped = app->over == OVER_ATLAS || app->over == OVER_BRANCH || app->over == OVER_SIDES;
	if (key == '?' && helped && !typed) {
		keymap_help(app, 0);
		return true;
	}
	switch (app->over) {
	case OVER_SIDES: beside_sides_key(app, key); return true;
	case OVER_ATLAS: beside_atlas_key(app, key); return true;
	case OVER_BRANCH: beside_branch_key(app, key); return true;
	case OVER_MEND: beside_mend_key(app, key); return true;
	default: return false;
	}
}

static bool bound_key(struct app *app, int key)
{
	for (const struct binding *binding = keymap_now(app); binding->key; binding++)
		if (binding->key == key && binding->act) {
			binding->act(app, binding->argument);
			return true;
		}
	return false;
}

static void panes_key(struct app *app, int key)
{
	bool used = control_interrupt(app, key);
	bool card = app_has_card(app);
	app->card_away = true; /* one wants to see what lies under it, or does something else */
	if ((card && key == KEYS_ESCAPE) || used || control_key(app, key) || bound_key(app, key))
		return;
	pane_pressed(app, key);
}

void app_key(struct app *app, const struct input_key *key)
{
	if (app->pulse.left) /* typed before the screen was gone, after what left it */
		return;
	if (anywhere_key(app, key) || card_key(app, key) || always_key(app, key->key))
		return;
	if (app->front && app->front->key && app->front->key(app, key))
		return;
	if (key->key == KEYS_MOUSE)
		click(app, key);
	else if (app->line.open)
		control_line_key(app, key->key);
	else if (!over_key(app, key->key))
		panes_key(app, key->key);
}
