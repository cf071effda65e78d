/* kitchen_router.c - finds the cheapest way for one line (Dijkstra, 1959), over cells and the direction in which one comes into them.
 *
 * A step costs little, a row more than a column because cells are tall, a bend more, crossing another line much more. Stations cannot be
 * crossed, and the cells right at their sides are dear, so that lines keep clear of text. Costs are small whole numbers, so the queue is
 * a ring of buckets (Dial, 1969): a state waits in the bucket of its cost, and no step costs as much as there are buckets.
 *
 * What always holds: a state in a bucket has the cost of that bucket; a way never turns on another's line. */
#include "tui/kitchen_router.h"

#include <stdlib.h>

const int step_row[SIDES] = { -1, 0, 1, 0 }, step_col[SIDES] = { 0, 1, 0, -1 };

int router_cell(const struct router *r, int row, int col)
{
	return row < 0 || col < 0 || row >= r->wires->rows || col >= r->wires->cols ? -1 : row * r->wires->cols + col;
}

static void router_unlink(struct router *r, int state)
{
	if (r->next[state] >= 0)
		r->last[r->next[state]] = r->last[state];
	if (r->last[state] >= 0)
		r->next[r->last[state]] = r->next[state];
	else
		r->bucket[r->cost[state] % BUCKETS] = r->next[state];
}

/* A way to a state was found; a dearer one that waits in a bucket is given up. */
static void router_push(struct router *r, int state, int cost, int back)
{
	if (cost >= r->cost[state])
		return;
	if (r->cost[state] < COST_MOST)
		router_unlink(r, state);
	int *bucket = &r->bucket[cost % BUCKETS];
	r->cost[state] = cost;
	r->back[state] = (int8_t)back;
	r->last[state] = -1;
	r->next[state] = *bucket;
	if (*bucket >= 0)
		r->last[*bucket] = state;
	*bucket = state;
}

bool router_shares(const struct router *r, const struct cell_use *use)
{
	return !r->both && (use->from == r->from + 1 || use->to == r->to + 1);
}

/* The cost of coming into a cell by a direction; COST_MOST when that cannot be. */
static int enter_cost(const struct router *r, int cell, int direction)
{
	const struct cell_use *use = &r->use[cell];
	if (use->solid)
		return COST_MOST;
	int cost = (direction == UP || direction == DOWN ? 2 : 1) + (use->near ? COST_NEAR : 0);
	if (!use->from)
		return cost;
	if (router_shares(r, use))
		return 1;
	int across = direction == UP || direction == DOWN ? WIRE_LEFT | WIRE_RIGHT : WIRE_UP | WIRE_DOWN;
	return r->wires->cells[cell] == across ? cost + COST_CROSS : COST_MOST;
}

/* From a state go on in all directions but back; over a foreign line only straight on. */
static void router_spread(struct router *r, int state)
{
	int cell = state / SIDES, direction = state % SIDES;
	int row = cell / r->wires->cols, col = cell % r->wires->cols;
	const struct cell_use *use = &r->use[cell];
	for (int d = 0; d < SIDES; d++) {
		int to = router_cell(r, row + step_row[d], col + step_col[d]);
		if (to < 0 || d == (direction + 2) % SIDES || (d != direction && use->from && !router_shares(r, use)))
			continue;
		int cost = enter_cost(r, to, d);
		if (cost < COST_MOST)
			router_push(r, to * SIDES + d, r->cost[state] + cost + (d != direction ? COST_BEND : 0), direction);
	}
}

static void router_begin(struct router *r)
{
	struct rect at = r->plan->at[r->from];
	for (int side = 0; side < SIDES; side++) {
		for (int shift = -at.cols; shift <= at.cols; shift++) {
			int cell = port_cell(r, r->from, side, shift, true);
			int cost = cell < 0 ? COST_MOST : enter_cost(r, cell, side);
			if (cost < COST_MOST)
				router_push(r, cell * SIDES + side, cost + port_cost(r, r->from, side, shift, true), -1);
		}
	}
}

/* What it costs to end in a state: the cell must lie at a side of the target; turning in costs as any bend does. */
static int end_cost(const struct router *r, int state, int side)
{
	int cell = state / SIDES, shift = port_shift(r, r->to, side, cell);
	if (port_cell(r, r->to, side, shift, false) != cell || (r->use[cell].from && !router_shares(r, &r->use[cell])))
		return COST_MOST;
	int turned = state % SIDES != (side + 2) % SIDES;
	return port_cost(r, r->to, side, shift, false) + (turned ? COST_BEND + 2 : 0); /* of two ways as good, the one that arrives straight */
}

int router_search(struct router *r, int *end_side)
{
	int states = r->wires->rows * r->wires->cols * SIDES, best = COST_MOST, end = -1, idle = 0;
	for (int i = 0; i < states; i++)
		r->cost[i] = COST_MOST;
	for (int i = 0; i < BUCKETS; i++)
		r->bucket[i] = -1;
	router_begin(r);
	for (int cost = 0; cost < best && idle < BUCKETS; cost++) {
		idle = r->bucket[cost % BUCKETS] < 0 ? idle + 1 : 0;
		while (r->bucket[cost % BUCKETS] >= 0) {
			int state = r->bucket[cost % BUCKETS];
			router_unlink(r, state);
			for (int side = 0; side < SIDES; side++) {
				int whole = cost + end_cost(r, state, side);
				if (whole < best) {
					best = whole;
					end = state;
					*end_side = side;
				}
			}
			router_spread(r, state);
		}
	}
	return end;
}
