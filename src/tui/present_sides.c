/* present_sides.c - times side by side, for a class: a bar for each way to run the recipe, as long as it took. */
#include "tui/present_inner.h"

#include "trace/tongue.h"
#include "tui/glyph.h"
#include "tui/side.h"

#include <math.h>
#include <stdio.h>

static double longest(const struct sides *sides)
{
	double most = 0;
	for (int i = 0; i < sides->count; i++)
		if (side_ran(&sides->list[i]) && sides->list[i].is.elapsed_s > most)
			most = sides->list[i].is.elapsed_s;
	return most;
}

static int side_draw(struct canvas *canvas, struct rect body, int row, const struct sides *sides, const struct side *side)
{
	char seconds[24], text[400];
	double most = longest(sides), speedup = side_speedup(sides, side);
	int length = side_ran(side) && most > 0 ? (int)(side->is.elapsed_s / most * (body.cols - 6)) : 0;
	int col = canvas_print(canvas, body, row, body.col + 2, ROLE_TITLE, ATTR_BOLD, "%s  ", side->name);
	if (side_ran(side)) {
		col = canvas_print(canvas, body, row, col, ROLE_TITLE, ATTR_BOLD, "%s  ", side_seconds(side->is.elapsed_s, seconds));
		if (isfinite(speedup) && side != side_base(sides, side))
			canvas_print(canvas, body, row, col, ROLE_TEXT, 0, _("%.2f times as fast as %s"), speedup, side_base(sides, side)->name);
	} else {
		snprintf(text, sizeof text, "%s", side->is.why[0] ? side->is.why : side->state == SIDE_RUNS ? _("is being measured") : _("waits for its turn"));
		canvas_text_cut(canvas, body, row, col, body.cols - (col - body.col), side->is.why[0] ? ROLE_BAD : ROLE_QUIET, 0, text);
	}
	for (int y = 1; y < 3; y++)
		for (int x = 0; x < (length ? length : side_ran(side)); x++)
			canvas_put(canvas, body, row + y, body.col + 2 + x, glyph(GLYPH_FULL), side == side_base(sides, side) ? ROLE_QUIET : ROLE_RUNNING, 0);
	return row + 4;
}

bool present_sides_draw(struct canvas *canvas, struct rect body, struct present *present)
{
	int row = body.row + 1;
	for (int i = 0; i < present->sides->count && row < body.row + body.rows; i++)
		row = side_draw(canvas, body, row, present->sides, &present->sides->list[i]);
	return !sides_complete(present->sides);
}
