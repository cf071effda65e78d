/* kitchen_ports.c - where lines meet stations, and what each place costs.
 *
 * Things leave a station in the direction of the flow and come in from behind: those sides cost nothing, the others some, the wrong way
 * round most. Two stations beside one another in a layer are joined across the flow. At the upper and lower sides of a belt the best column is
 * that of its front end (or back end), elsewhere the middle; at the left and right sides it is the row of the things or of the name. */
#include "tui/kitchen_router.h"

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

/* The row at which a line meets the left or right side: that of the things, not of the title. */
static int side_row(const struct router *r, int station)
{
	struct rect at = r->plan->at[station];
	int type = r->map->stations[station].type;
	if (type == STATION_CREW || type == STATION_AWAITED)
		return at.row + (at.rows >= 4 ? at.rows / 2 : 0);
	return at.row + (at.rows >= 4 ? (at.rows + 1) / 2 : at.rows > 1);
}

/* The column where a line best meets the upper or lower side: a belt's front end (or back end) is where things leave (or come in). */
static int side_col(const struct router *r, int station, bool leave)
{
	struct rect at = r->plan->at[station];
	if (r->map->stations[station].type != STATION_BELT)
		return at.col + at.cols / 2;
	return leave != r->plan->leftward[station] ? at.col + at.cols - 3 : at.col + 2;
}

/* The cell outside a station's side, `shift` away from the best column. */
int port_cell(const struct router *r, int station, int side, int shift, bool leave)
{
	struct rect at = r->plan->at[station];
	int middle = side_col(r, station, leave) + shift;
	if (side == LEFT || side == RIGHT) {
		int row = side_row(r, station) + shift;
		bool fixed = r->map->stations[station].type == STATION_BELT;
		int edge = at.rows >= 4; /* the corners of a frame stay free */
		if (row < at.row + edge || row >= at.row + at.rows - edge || (shift && fixed))
			return -1;
		return router_cell(r, row, side == LEFT ? at.col - 1 : at.col + at.cols);
	}
	if (middle < at.col + 1 || middle > at.col + at.cols - 2)
		return -1;
	return router_cell(r, side == UP ? at.row - 1 : at.row + at.rows, middle);
}

static int shift_cost(const struct router *r, int station, int side, int shift)
{
	int cost = side == LEFT || side == RIGHT ? abs(shift) : abs(shift) / (r->map->stations[station].type == STATION_BELT ? 3 : 6);
	return cost > 20 ? 20 : cost;
}

int port_shift(const struct router *r, int station, int side, int cell)
{
	int row = cell / r->wires->cols, col = cell % r->wires->cols;
	return side == LEFT || side == RIGHT ? row - side_row(r, station) : col - side_col(r, station, station == r->from);
}

int port_cost(const struct router *r, int station, int side, int shift, bool leave)
{
	return side_cost(r, station, side, leave) + shift_cost(r, station, side, shift);
}
