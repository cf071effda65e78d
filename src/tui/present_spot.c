/* present_spot.c - the spotlight: one pane of the run alone, large; lanes and code as they are drawn for a class, the others as they are. */
#include "tui/present_inner.h"

#include "trace/tongue.h"

#include <stdio.h>
#include <string.h>

static const char *const spots[] = { "workers", "code", "kitchen", "memory", "timeline", "next", "figures", NULL };

static int spot_index(int pane)
{
	for (int i = 0; pane >= 0 && spots[i]; i++)
		if (app_pane(spots[i]) == pane)
			return i;
	return -1;
}

void present_spot_next(struct app *app, struct present *present)
{
	if (!present->running || present->lecture.side == LECTURE_PAGE) {
		app_say(app, "%s", _("A spotlight needs a run: it is on one of its panes."));
		return;
	}
	int next = spot_index(present->spot) + 1;
	if (spots[next] && !strcmp(spots[next], "next") && !app->control.on)
		next++;
	present->spot = spots[next] ? app_pane(spots[next]) : -1;
}

bool present_spot_draw(struct canvas *canvas, struct rect body, struct app *app, struct present *present, uint64_t now_ns)
{
	struct view view = app_view(app, now_ns);
	const struct pane *pane = panes[present->spot];
	char title[160] = "";
	bool moving = false;
	struct rect all = { 0, 0, canvas->rows, canvas->cols }, rect = { body.row + 1, body.col, body.rows - 1, body.cols };
	if (!strcmp(pane->name, "workers"))
		thick_lanes_draw(&present->lanes, canvas, rect, &view, present_log(app, present));
	else if (!strcmp(pane->name, "code"))
		thick_code_draw(&present->code, canvas, rect, &view);
	else
		moving = pane->draw(app->own[present->spot], canvas, (struct rect){ rect.row, 1, rect.rows, canvas->cols - 2 }, &view);
	if (pane->head)
		pane->head(app->own[present->spot], &view, title, sizeof title - 2);
	else
		snprintf(title, sizeof title, "%s", pane->title);
	int row = canvas->rows >= 30 ? 2 : 1, col = body.col + 2;
	canvas_put(canvas, all, row, col - 1, ' ', ROLE_TEXT, 0);
	col = canvas_text_cut(canvas, all, row, col, body.cols / 2, ROLE_TITLE, ATTR_BOLD, title);
	canvas_put(canvas, all, row, col, ' ', ROLE_TEXT, 0);
	return moving;
}
