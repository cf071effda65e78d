/* kitchen_ports.c - where lines meet stations, and what each place costs.
 *
 * Things leave a station in the direction of the flow and come in from behind: those sides cost nothing, the others some, the wrong way
 * round most. Two stations beside one another in a layer are joined across the flow. A belt is only ever met at its two ends: from
 * the side, from below, or from above through the row of its title, which keeps off. Boxes are met anywhere but at their corners, best
 * in the middle; what has no frame, at its words. */
#include "tui/kitchen_router.h"

#include "trace/text.h"

#include <stdlib.h>

/* What it costs to leave (or enter) a station by a side, before how far from the middle that is. */
static int side_cost(const struct router *r, int station, int side, bool leave)
{
	bool beside = r->plan->layer[r->from] == r->plan->layer[r->to];
	if (beside)
		return (side == LEFT || side == RIGHT) == r->plan->down ? 0 : 12;
	int front = r->plan->down ? DOWN : RIGHT;
	front = r->plan->backward[station] ? (front + 2) % SIDES : front;
	int good = leave ? front : (front + 2) % SIDES;
	return side == good ? 0 : side == (good + 2) % SIDES ? 20 : 7;
}

/* Whether a station is one worker in a frame. */
static bool is_card(const struct router *r, int station)
{
	const struct station *s = &r->map->stations[station];
	struct rect at = r->plan->at[station];
	return (s->type == STATION_CREW || s->type == STATION_AWAITED) && s->count < 2 && kitchen_worker_framed(text_width(s->name), at.rows, at.cols);
}

/* The row at which a line meets the left or right side: that of the things, not of the title. */
static int side_row(const struct router *r, int station)
{
	struct rect at = r->plan->at[station];
	int type = r->map->stations[station].type;
	if (type == STATION_POOL || type == STATION_CLOUD)
		return at.row;
	if (type == STATION_CREW || type == STATION_AWAITED)
		return at.row + (is_card(r, station) ? at.rows / 2 : at.rows > 1 && r->map->stations[station].count < 2);
	if (type == STATION_SERVED)
		return at.row;
	return at.row + (at.rows >= 4 ? (at.rows + 1) / 2 : at.rows > 1);
}

/* A belt's end at which things come in or leave. */
static bool end_is_right(const struct router *r, int station, bool leave)
{
	return leave != r->plan->leftward[station];
}

/* The column where a line best meets the upper or lower side: a belt's end, a grill's right end, the words of what has no frame. */
static int side_col(const struct router *r, int station, int side, bool leave)
{
	struct rect at = r->plan->at[station];
	const struct station *s = &r->map->stations[station];
	int words = text_width(s->name) + 4;
	switch (s->type) {
	case STATION_BELT: return end_is_right(r, station, leave) ? at.col + at.cols - 1 : at.col;
	case STATION_GRILL: return side == UP ? at.col + at.cols - 2 : at.col + at.cols / 2;
	case STATION_SERVED: return at.col + 3;
	default: return is_card(r, station) || station_is_pool(s) || s->count > 1 || words > at.cols ? at.col + at.cols / 2 : at.col + words / 2;
	}
}

bool port_open(const struct kitchen_map *map, const struct kitchen_plan *plan, int station, int row, int col)
{
	struct rect at = plan->at[station];
	int type = map->stations[station].type;
	if (row != at.row || at.rows < 2)
		return false;
	if (type == STATION_GRILL)
		return col == at.col + at.cols - 2 && at.cols >= text_width(map->stations[station].name) + 8;
	return type == STATION_BELT && (col == at.col || col == at.col + at.cols - 1);
}

static int port_beside(const struct router *r, int station, int side, int shift, bool leave)
{
	struct rect at = r->plan->at[station];
	int type = r->map->stations[station].type, row = side_row(r, station) + shift;
	bool crew = type == STATION_CREW || type == STATION_AWAITED, several = r->map->stations[station].count > 1;
	bool fixed = type == STATION_BELT || type == STATION_SERVED || station_is_pool(&r->map->stations[station]) || several;
	int edge = at.rows >= 3 && !fixed && (!crew || is_card(r, station)); /* the corners of a frame stay free */
	if (crew && !is_card(r, station) && row > at.row + 1) /* words are on the first two rows */
		return -1;
	if (row < at.row + edge || row >= at.row + at.rows - edge || (shift && fixed))
		return -1;
	if ((type == STATION_BELT && (side == RIGHT) != end_is_right(r, station, leave)) || (type == STATION_SERVED && side == RIGHT))
		return -1;
	return router_cell(r, row, side == LEFT ? at.col - 1 : at.col + at.cols);
}

int port_cell(const struct router *r, int station, int side, int shift, bool leave)
{
	struct rect at = r->plan->at[station];
	int type = r->map->stations[station].type, best = side_col(r, station, side, leave), col = best + shift;
	if (side == LEFT || side == RIGHT)
		return port_beside(r, station, side, shift, leave);
	int inward = leave && side == DOWN ? (end_is_right(r, station, leave) ? -shift : shift) : -1; /* below its last place, too */
	if (shift && ((type == STATION_BELT && (inward < 0 || inward > 2)) || (type == STATION_GRILL && side == UP)))
		return -1;
	bool crew = type == STATION_CREW || type == STATION_AWAITED, words = crew && r->map->stations[station].count < 2 && !is_card(r, station);
	int reach = type == STATION_SERVED ? 2 : words ? best - at.col : at.cols;
	if (abs(shift) > reach || (type != STATION_BELT && (col < at.col + 1 || col > at.col + at.cols - 2)))
		return -1;
	int above = port_open(r->map, r->plan, station, at.row, col) ? at.row : at.row - 1;
	return router_cell(r, side == UP ? above : at.row + at.rows, col);
}

static int shift_cost(const struct router *r, int station, int side, int shift)
{
	int cost = side == LEFT || side == RIGHT ? abs(shift) : abs(shift) / (r->map->stations[station].type == STATION_BELT ? 3 : 6);
	return cost > 20 ? 20 : cost;
}

int port_shift(const struct router *r, int station, int side, int cell)
{
	int row = cell / r->wires->cols, col = cell % r->wires->cols;
	return side == LEFT || side == RIGHT ? row - side_row(r, station) : col - side_col(r, station, side, station == r->from);
}

int port_cost(const struct router *r, int station, int side, int shift, bool leave)
{
	return side_cost(r, station, side, leave) + shift_cost(r, station, side, shift);
}
