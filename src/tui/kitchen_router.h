/* kitchen_router.h - the search for one wire's way; for kitchen_wire.c alone. */
#ifndef LUNCHRUSH_TUI_KITCHEN_ROUTER_H
#define LUNCHRUSH_TUI_KITCHEN_ROUTER_H

#include "tui/kitchen_wire.h"

/* Sides of a cell or station, and directions in which to leave by them, clockwise: the opposite is two further. */
enum { UP, RIGHT, DOWN, LEFT, SIDES };

extern const int step_row[SIDES], step_col[SIDES];

#define COST_BEND 4
#define COST_CROSS 9
#define COST_NEAR 3
#define COST_MOST 100000
#define BUCKETS 64 /* more than any single step costs */

struct cell_use {
	uint8_t from, to; /* station + 1 of the line that lies here; both 0 nobody; 255 several */
	bool solid;       /* a station */
	bool near;        /* beside a station */
};

/* One search. A state is a cell and the direction in which one came into it. */
struct router {
	struct kitchen_wires *wires;
	const struct kitchen_map *map;
	const struct kitchen_plan *plan;
	struct cell_use *use;
	int *cost;         /* by state */
	int8_t *back;      /* by state: direction in which one came into the cell before; -1 a beginning */
	int *next, *last;  /* states of one bucket, linked both ways; -1 an end */
	int bucket[BUCKETS];
	int from, to;
	bool both;         /* a line of its own: with heads at both ends it cannot share a way */
};

/* The number of a cell; -1 outside the room. */
int router_cell(const struct router *router, int row, int col);
/* Whether the present link may share a cell with the line that lies there. */
bool router_shares(const struct router *router, const struct cell_use *use);
/* Find the cheapest way for the present link (from, to, both). Returns its last state, from which `back` leads to the beginning, and the
 * side of the target at which it ends; -1 when there is no way. */
int router_search(struct router *router, int *end_side);

/* Where lines meet a station (kitchen_ports.c). */

/* The cell at a station's side, `shift` away from the best place there; -1 when there is none. It lies outside, or in the row of the title
 * where that leaves it open. */
int port_cell(const struct router *router, int station, int side, int shift, bool leave);
/* Whether a line may come through that cell of a station. */
bool port_open(const struct kitchen_map *map, const struct kitchen_plan *plan, int station, int row, int col);
/* How far a cell at that side lies from the best place. */
int port_shift(const struct router *router, int station, int side, int cell);
/* What it costs to leave (or enter) a station by a side, so far from the best place. */
int port_cost(const struct router *router, int station, int side, int shift, bool leave);

#endif
