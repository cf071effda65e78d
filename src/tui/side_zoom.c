/* side_zoom.c - one side alone on the screen, with every pane that the size can carry: the picture of `run`, by the comparison's clock. */
#include "stage/narrator.h"
#include "tui/glyph.h"
#include "tui/side.h"
#include "tui/wrap.h"

#include <stdio.h>

void side_zoom_open(struct sides *sides, struct side *side)
{
	struct side_zoom *zoom = &sides->zoom;
	side_zoom_close(sides);
	zoom->side = side;
	for (int i = 0; panes[i] && i < LAYOUT_PANES; i++)
		zoom->own[i] = panes[i]->new ? panes[i]->new() : NULL;
}

void side_zoom_close(struct sides *sides)
{
	struct side_zoom *zoom = &sides->zoom;
	for (int i = 0; zoom->side && panes[i] && i < LAYOUT_PANES; i++)
		if (panes[i]->free)
			panes[i]->free(zoom->own[i]);
	zoom->side = NULL;
}

static void arrange(struct side_zoom *zoom, const struct canvas *canvas, const struct view *view)
{
	const char *names[LAYOUT_PANES];
	struct layout_wish wish = { .rows = canvas->rows, .cols = canvas->cols, .names = names, .guest = -1, .zoomed = -1 };
	for (int i = 0; panes[i] && i < LAYOUT_PANES; i++, wish.count++) {
		names[i] = panes[i]->name;
		wish.want[i] = panes[i]->rows ? panes[i]->rows(zoom->own[i], view, canvas->cols - 2) : 0;
	}
	layout_compute(&zoom->layout, &wish);
}

static bool pane_draw(struct side_zoom *zoom, struct canvas *canvas, const struct layout_place *place, const struct view *view)
{
	const struct pane *pane = panes[place->pane];
	char title[160];
	bool moving = place->body.rows > 0 && place->body.cols > 0 && pane->draw(zoom->own[place->pane], canvas, place->body, view);
	snprintf(title, sizeof title, "%s", pane->title);
	if (pane->head)
		pane->head(zoom->own[place->pane], view, title, sizeof title);
	layout_draw_title(place, canvas, title, false);
	return moving;
}

static void story_draw(struct canvas *canvas, struct rect rect, const struct view *view)
{
	char text[512] = "", line[512];
	int row = rect.row;
	narrator_moment(view->stage, view->now_ns, text, sizeof text);
	canvas_put(canvas, rect, row, rect.col + 1, glyph(GLYPH_HEAD), ROLE_QUIET, 0);
	for (const char *rest = text; (rest = wrap_line(rest, rect.cols - 4, line, sizeof line)); row++)
		canvas_text(canvas, rect, row, rect.col + 3, ROLE_TEXT, 0, line);
}

bool side_zoom_draw(struct sides *sides, struct canvas *canvas)
{
	struct side_zoom *zoom = &sides->zoom;
	struct view view = side_view(sides, zoom->side);
	bool moving = false;
	arrange(zoom, canvas, &view);
	rules_draw(&zoom->layout.rules, canvas);
	for (int i = 0; i < zoom->layout.count; i++)
		moving |= pane_draw(zoom, canvas, &zoom->layout.places[i], &view);
	story_draw(canvas, zoom->layout.story, &view);
	return moving;
}
