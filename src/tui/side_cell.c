/* side_cell.c - one side's cell: how many it has served and its time in large type where there is room, its kitchen, and below that its lanes.
 *
 * The kitchen is the pane of every other screen, in a smaller rectangle and with another stage. */
#include "trace/text.h"
#include "trace/tongue.h"
#include "tui/digits.h"
#include "tui/glyph.h"
#include "tui/side.h"
#include "tui/wrap.h"

#include <stdio.h>
#include <string.h>

#define LARGE_ROWS 17  /* from so many rows on there is a line in large type */
#define LARGE_COLS 44
#define LANES_ROWS 12  /* from so many rows on there are lanes below the kitchen */
#define LANES_MOST 6

struct view side_view(const struct sides *sides, struct side *side)
{
	struct watch *watch = &side->watch;
	return (struct view){
		.stage = player_stage(&watch->player), .history = watch->history, .player = &watch->player, .info = &watch->info,
		.now_ns = watch->player.now_ns, .frame_ns = sides->frame_ns, .reduced_motion = sides->reduced_motion,
	};
}

/* Words in the middle of nothing. */
static void words_draw(struct canvas *canvas, struct rect rect, enum role_of_cell role, const char *text)
{
	char line[256];
	int row = rect.row + (rect.rows > 4 ? 1 : 0);
	for (const char *rest = text; (rest = wrap_line(rest, rect.cols - 2, line, sizeof line)) && row < rect.row + rect.rows; row++)
		canvas_text(canvas, rect, row, rect.col + 1, role, 0, line);
}

static int large_word(struct canvas *canvas, struct rect rect, int col, enum role_of_cell role, const char *number, const char *noun)
{
	if (col + digits_width(number) + 1 + text_width(noun) > rect.col + rect.cols)
		return col;
	col = digits_draw(canvas, rect, rect.row, col, role, number) + 1;
	return canvas_text(canvas, rect, rect.row + digits_rows() - 1, col, ROLE_QUIET, 0, noun) + 3;
}

/* Served, the time, and once it is over how many times as fast it was. */
static int large_draw(struct sides *sides, struct side *side, struct canvas *canvas, struct rect rect)
{
	char number[24], *unit;
	bool over = side_over(sides, side) && side_ran(side);
	double speedup = side_speedup(sides, side);
	int col = rect.col + 1;
	const struct stage *head = history_head(side->watch.history);
	if (rect.rows < LARGE_ROWS || rect.cols < LARGE_COLS)
		return 0;
	if (head->arrived || head->served) {
		snprintf(number, sizeof number, "%u", side_served(side));
		col = large_word(canvas, rect, col, ROLE_TEXT, number, "served");
	}
	side_seconds((double)side_now_ns(sides, side) / 1e9, number);
	unit = strchr(number, ' ');
	*unit++ = '\0';
	col = large_word(canvas, rect, col, over ? ROLE_GOOD : ROLE_QUIET, number, unit);
	if (over && speedup == speedup) {
		snprintf(number, sizeof number, "%.2f", speedup);
		large_word(canvas, rect, col, speedup > 1.05 ? ROLE_GOOD : ROLE_QUIET, number, glyph_text(GLYPH_TIMES));
	}
	return digits_rows() + 1;
}

static int lanes_rows(const struct side *side, int rows)
{
	int count = side_lanes_count(side), most = rows / 4 < LANES_MOST ? rows / 4 : LANES_MOST;
	return rows < LANES_ROWS || !count ? 0 : count < most ? count : most;
}

static bool picture_draw(struct sides *sides, struct side *side, struct canvas *canvas, struct rect body)
{
	const struct pane *pane = pane_named("kitchen");
	struct view view = side_view(sides, side);
	int large = large_draw(sides, side, canvas, body), lanes = lanes_rows(side, body.rows - large);
	struct rect room = { body.row + large, body.col, body.rows - large - lanes, body.cols };
	if (!side->kitchen)
		side->kitchen = pane->new();
	bool moving = pane->draw(side->kitchen, canvas, room, &view);
	if (lanes)
		side_lanes_draw(sides, side, canvas, (struct rect){ room.row + room.rows, body.col, lanes, body.cols });
	return moving;
}

bool side_cell_draw(struct sides *sides, struct side *side, struct canvas *canvas, struct rect body, enum side_form form)
{
	if (body.rows < 1 || body.cols < 8)
		return false;
	if (side->is.died) {
		words_draw(canvas, body, ROLE_BAD, side->is.why);
	} else if (!side->open) {
		words_draw(canvas, body, ROLE_QUIET, _("It waits for its turn: kitchens are measured one at a time."));
	} else if (form == SIDE_STRIPS) {
		side_lanes_draw(sides, side, canvas, body);
	} else {
		return picture_draw(sides, side, canvas, body);
	}
	return false;
}
