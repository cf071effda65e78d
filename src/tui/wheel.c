/* wheel.c - from what lies on top downwards: the first that covers the cell under the pointer has the wheel, as the key up or down. See wheel.h. */
#include "tui/wheel.h"

#include "tui/app.h"

int wheel_direction(const struct input_key *key)
{
	return key->key == KEYS_WHEEL_UP ? -1 : key->key == KEYS_WHEEL_DOWN ? 1 : 0;
}

/* As if this key was pressed so many times. */
static void press(struct app *app, int key, int times)
{
	while (times-- > 0)
		app_key(app, &(struct input_key){ .key = key });
}

static void pane_turn(struct app *app, const struct input_key *at, int key)
{
	const struct layout_place *place = layout_at(&app->layout, at->row - app->place.row, at->col - app->place.col);
	const struct pane *pane = place ? panes[place->pane] : NULL;
	struct view view = app_view(app, app->pulse.shown_ns);
	for (int i = 0; pane && pane->key && i < WHEEL_ROWS; i++)
		pane->key(app->own[place->pane], key, &view);
}

void wheel_turn(struct app *app, const struct input_key *key)
{
	int arrow = wheel_direction(key) < 0 ? KEYS_UP : KEYS_DOWN;
	if (app->layout.small || allow_asked(app_asking(app)))
		return;
	if (app->over == OVER_HELP)
		press(app, arrow, WHEEL_ROWS);
	else if (app->over == OVER_SETTINGS)
		press(app, arrow, !app->settings.typing);
	else if (app->front && app->front->wheel && app->front->wheel(app, key))
		return;
	else if (app->over != OVER_NOTHING)
		press(app, arrow, 1);
	else
		pane_turn(app, key, arrow);
}
