/* kitchen_wire.c - finds ways for the lines between stations, as one would route a printed board.
 *
 * Each link is laid after the other by a cheapest-way search (Dijkstra) over cells and directions. A step costs little, a row more
 * than a column because cells are tall, a bend more, crossing another line much more. Stations cannot be crossed, and the cells right
 * at their sides are dear, so that lines keep clear of text. Lines from one station, or to one station, may share cells, which is
 * cheaper than new ones: they branch and merge like roads. Where a line may leave or enter is a matter of price too: at the front end
 * of the flow for nothing, at other sides for some cost.
 *
 * What always holds: a foreign line is only ever crossed at a right angle, never run along; a link that finds no way is marked in
 * `lost`, and the station then says in words where its things go. Each map and room is laid once, then only drawn. */
#include "tui/kitchen_wire.h"

#include "tui/glyph.h"

#include <stdlib.h>
#include <string.h>

enum { UP, RIGHT, DOWN, LEFT, SIDES };

static const int step_row[SIDES] = { -1, 0, 1, 0 }, step_col[SIDES] = { 0, 1, 0, -1 };

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

void kitchen_wires_init(struct kitchen_wires *wires)
{
	memset(wires, 0, sizeof *wires);
}

void kitchen_wires_release(struct kitchen_wires *wires)
{
	free(wires->cells);
	memset(wires, 0, sizeof *wires);
}

static int cell_of(const struct router *r, int row, int col)
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
static int port_cell(const struct router *r, int station, int side, int shift, bool leave)
{
	struct rect at = r->plan->at[station];
	int middle = side_col(r, station, leave) + shift;
	if (side == LEFT || side == RIGHT) {
		int row = side_row(r, station) + shift;
		bool fixed = r->map->stations[station].type == STATION_BELT;
		int edge = at.rows >= 4; /* the corners of a frame stay free */
		if (row < at.row + edge || row >= at.row + at.rows - edge || (shift && fixed))
			return -1;
		return cell_of(r, row, side == LEFT ? at.col - 1 : at.col + at.cols);
	}
	if (middle < at.col + 1 || middle > at.col + at.cols - 2)
		return -1;
	return cell_of(r, side == UP ? at.row - 1 : at.row + at.rows, middle);
}

static bool cell_is_mine(const struct router *r, const struct cell_use *use)
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
	if (cell_is_mine(r, use))
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
		int to = cell_of(r, row + step_row[d], col + step_col[d]);
		if (to < 0 || d == (direction + 2) % SIDES || (d != direction && use->from && !cell_is_mine(r, use)))
			continue;
		int cost = enter_cost(r, to, d);
		if (cost < COST_MOST)
			router_push(r, to * SIDES + d, r->cost[state] + cost + (d != direction ? COST_BEND : 0), direction);
	}
}

static int shift_cost(const struct router *r, int station, int side, int shift)
{
	int cost = side == LEFT || side == RIGHT ? abs(shift) : abs(shift) / (r->map->stations[station].type == STATION_BELT ? 3 : 6);
	return cost > 20 ? 20 : cost;
}

static void router_begin(struct router *r)
{
	struct rect at = r->plan->at[r->from];
	for (int side = 0; side < SIDES; side++) {
		for (int shift = -at.cols; shift <= at.cols; shift++) {
			int cell = port_cell(r, r->from, side, shift, true);
			int cost = cell < 0 ? COST_MOST : enter_cost(r, cell, side);
			if (cost < COST_MOST)
				router_push(r, cell * SIDES + side, cost + side_cost(r, r->from, side, true) + shift_cost(r, r->from, side, shift), -1);
		}
	}
}

/* What it costs to end in a state: the cell must lie at a side of the target; turning in costs as any bend does. */
static int end_cost(const struct router *r, int state, int side)
{
	int cell = state / SIDES, row = cell / r->wires->cols, col = cell % r->wires->cols;
	int shift = side == LEFT || side == RIGHT ? row - side_row(r, r->to) : col - side_col(r, r->to, false);
	if (port_cell(r, r->to, side, shift, false) != cell || (r->use[cell].from && !cell_is_mine(r, &r->use[cell])))
		return COST_MOST;
	int turned = state % SIDES != (side + 2) % SIDES;
	return side_cost(r, r->to, side, false) + shift_cost(r, r->to, side, shift) + (turned ? COST_BEND : 0);
}

static int router_search(struct router *r, int *end_side)
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

static void cell_claim(struct router *r, int cell, int bits)
{
	struct cell_use *use = &r->use[cell];
	bool free_ = !use->from;
	if (r->both) {
		use->from = use->to = 255;
		r->wires->cells[cell] |= (uint8_t)bits;
		return;
	}
	use->from = free_ || use->from == r->from + 1 ? (uint8_t)(r->from + 1) : 255;
	use->to = free_ || use->to == r->to + 1 ? (uint8_t)(r->to + 1) : 255;
	if (r->wires->cells[cell] & WIRE_HEAD)
		return;
	r->wires->cells[cell] |= (uint8_t)bits;
}

static void cell_head(struct router *r, int cell, int side)
{
	r->wires->cells[cell] = (uint8_t)(WIRE_HEAD | 1 << side);
}

/* Walk back from the end, leaving the line behind. */
static void router_draw(struct router *r, int state, int end_side, bool both)
{
	int out = (end_side + 2) % SIDES, cell = state / SIDES, last = cell;
	for (;;) {
		int direction = state % SIDES, before = r->back[state];
		cell = state / SIDES;
		r->wires->length += direction == UP || direction == DOWN ? 2 : 1;
		r->wires->bends += direction != out;
		r->wires->crossings += r->use[cell].from && !cell_is_mine(r, &r->use[cell]);
		cell_claim(r, cell, 1 << out | 1 << (direction + 2) % SIDES);
		if (before < 0) {
			if (both && cell != last)
				cell_head(r, cell, (direction + 2) % SIDES);
			break;
		}
		int row = cell / r->wires->cols - step_row[direction], col = cell % r->wires->cols - step_col[direction];
		out = direction;
		state = cell_of(r, row, col) * SIDES + before;
	}
	cell_head(r, last, (end_side + 2) % SIDES);
	if (both && cell == last)
		r->wires->cells[cell] |= (uint8_t)(1 << end_side);
}

static void mark_near(struct router *r, int row, int col)
{
	int cell = cell_of(r, row, col);
	if (cell >= 0)
		r->use[cell].near = true;
}

static void mark_station(struct router *r, int station)
{
	struct rect at = r->plan->at[station];
	for (int row = at.row; row < at.row + at.rows; row++) {
		for (int col = at.col; col < at.col + at.cols; col++) {
			int cell = cell_of(r, row, col);
			if (cell >= 0)
				r->use[cell].solid = true;
		}
		mark_near(r, row, at.col - 1);
		mark_near(r, row, at.col + at.cols);
	}
}

static void router_lay(struct router *r, const struct link *link)
{
	int side = 0;
	r->from = link->from;
	r->to = link->to;
	r->both = link->both;
	int end = router_search(r, &side);
	if (end < 0)
		r->wires->lost |= UINT64_C(1) << link->from;
	else
		router_draw(r, end, side, link->both);
}

/* Links between neighbouring layers first: they are the short ones that the rest must find its way around. */
static void router_lay_all(struct router *r)
{
	for (int s = 0; s < r->map->station_count; s++)
		mark_station(r, s);
	for (int pass = 0; pass < 2; pass++) {
		for (int i = 0; i < r->map->link_count; i++) {
			const struct link *link = &r->map->links[i];
			if ((r->plan->layer[link->to] == r->plan->layer[link->from] + 1) == !pass)
				router_lay(r, link);
		}
	}
}

void kitchen_wires_lay(struct kitchen_wires *wires, const struct kitchen_map *map, const struct kitchen_plan *plan)
{
	size_t cells = (size_t)plan->rows * (size_t)plan->cols;
	kitchen_wires_release(wires);
	if (plan->listed || !map->link_count || !cells)
		return;
	struct router r = { .wires = wires, .map = map, .plan = plan };
	wires->rows = plan->rows;
	wires->cols = plan->cols;
	wires->cells = calloc(cells, 1);
	r.use = calloc(cells, sizeof *r.use);
	r.cost = malloc(cells * SIDES * sizeof *r.cost);
	r.back = malloc(cells * SIDES);
	r.next = malloc(cells * SIDES * sizeof *r.next);
	r.last = malloc(cells * SIDES * sizeof *r.last);
	if (wires->cells && r.use && r.cost && r.back && r.next && r.last)
		router_lay_all(&r);
	free(r.use);
	free(r.cost);
	free(r.back);
	free(r.next);
	free(r.last);
}

static enum glyph wire_glyph(int bits)
{
	static const enum glyph by_bits[16] = {
		GLYPH_H, GLYPH_V, GLYPH_H, GLYPH_CORNER_BL, GLYPH_V, GLYPH_V, GLYPH_CORNER_TL, GLYPH_TEE_RIGHT,
		GLYPH_H, GLYPH_CORNER_BR, GLYPH_H, GLYPH_TEE_UP, GLYPH_CORNER_TR, GLYPH_TEE_LEFT, GLYPH_TEE_DOWN, GLYPH_CROSS,
	};
	return by_bits[bits & 15];
}

static enum glyph head_glyph(int bits)
{
	if ((bits & (WIRE_UP | WIRE_DOWN)) == (WIRE_UP | WIRE_DOWN))
		return GLYPH_UP_AND_DOWN;
	if ((bits & (WIRE_LEFT | WIRE_RIGHT)) == (WIRE_LEFT | WIRE_RIGHT))
		return GLYPH_BOTH_WAYS;
	return bits & WIRE_UP ? GLYPH_POINT_UP : bits & WIRE_DOWN ? GLYPH_POINT_DOWN : bits & WIRE_LEFT ? GLYPH_POINT_LEFT : GLYPH_POINT_RIGHT;
}

void kitchen_wires_draw(const struct kitchen_wires *wires, struct canvas *canvas, struct rect room)
{
	for (int row = 0; row < wires->rows; row++) {
		for (int col = 0; col < wires->cols; col++) {
			int bits = wires->cells[row * wires->cols + col];
			if (bits)
				canvas_put(canvas, room, room.row + row, room.col + col, glyph(bits & WIRE_HEAD ? head_glyph(bits) : wire_glyph(bits)), ROLE_RULE, 0);
		}
	}
}
