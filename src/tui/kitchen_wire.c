/* kitchen_wire.c - lays the lines between stations, as one would route a printed board, and draws them.
 *
 * Each link is laid after the other, short ones first, along the cheapest way that the router finds around what is there. Lines from one
 * station, or to one station, may share cells: they branch and merge like roads. Each map and room is laid once, then only drawn.
 *
 * What always holds: a foreign line is only ever crossed at a right angle, never run along; a link that finds no way is marked in
 * `lost`, and the station then says in words where its things go. */
#include "tui/kitchen_wire.h"

#include "tui/glyph.h"
#include "tui/kitchen_router.h"

#include <stdlib.h>
#include <string.h>

void kitchen_wires_init(struct kitchen_wires *wires)
{
	memset(wires, 0, sizeof *wires);
}

void kitchen_wires_release(struct kitchen_wires *wires)
{
	free(wires->cells);
	free(wires->shown);
	free(wires->steps);
	memset(wires, 0, sizeof *wires);
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

static bool way_room(struct kitchen_wires *wires)
{
	if (wires->step_count < wires->step_size)
		return true;
	int size = wires->step_size ? 2 * wires->step_size : 256;
	struct wire_step *steps = realloc(wires->steps, (size_t)size * sizeof *steps);
	if (!steps)
		return false;
	wires->steps = steps;
	wires->step_size = size;
	return true;
}

static void way_step(struct kitchen_wires *wires, int cell, int bits)
{
	if (way_room(wires))
		wires->steps[wires->step_count++] = (struct wire_step){
			(uint16_t)(cell / wires->cols), (uint16_t)(cell % wires->cols), (uint8_t)bits,
		};
}

/* A way was walked from its end: turn it round, and note the heads. */
static void way_turn(struct kitchen_wires *wires, struct wire_way *way, int end_side, bool both)
{
	struct wire_step *steps = wires->steps + way->first;
	way->count = wires->step_count - way->first;
	if (!way->count)
		return;
	if (both)
		steps[way->count - 1].bits = wires->cells[steps[way->count - 1].row * wires->cols + steps[way->count - 1].col];
	steps[0].bits = (uint8_t)(WIRE_HEAD | 1 << (end_side + 2) % SIDES | (both && way->count == 1 ? 1 << end_side : 0));
	for (int i = 0, k = way->count - 1; i < k; i++, k--) {
		struct wire_step step = steps[i];
		steps[i] = steps[k];
		steps[k] = step;
	}
}

/* Walk back from the end, leaving the line behind. */
static void router_draw(struct router *r, int state, int end_side, struct wire_way *way)
{
	bool both = r->both;
	int out = (end_side + 2) % SIDES, cell = state / SIDES, last = cell;
	way->first = r->wires->step_count;
	for (;;) {
		int direction = state % SIDES, before = r->back[state];
		cell = state / SIDES;
		r->wires->length += direction == UP || direction == DOWN ? 2 : 1;
		r->wires->bends += direction != out;
		r->wires->crossings += r->use[cell].from && !router_shares(r, &r->use[cell]);
		cell_claim(r, cell, 1 << out | 1 << (direction + 2) % SIDES);
		way_step(r->wires, cell, 1 << out | 1 << (direction + 2) % SIDES);
		if (before < 0) {
			if (both && cell != last)
				cell_head(r, cell, (direction + 2) % SIDES);
			break;
		}
		int row = cell / r->wires->cols - step_row[direction], col = cell % r->wires->cols - step_col[direction];
		out = direction;
		state = router_cell(r, row, col) * SIDES + before;
	}
	cell_head(r, last, (end_side + 2) % SIDES);
	if (both && cell == last)
		r->wires->cells[cell] |= (uint8_t)(1 << end_side);
	way_turn(r->wires, way, end_side, both);
}

static void mark_near(struct router *r, int row, int col)
{
	int cell = router_cell(r, row, col);
	if (cell >= 0)
		r->use[cell].near = true;
}

static void mark_station(struct router *r, int station)
{
	struct rect at = r->plan->at[station];
	for (int row = at.row; row < at.row + at.rows; row++) {
		for (int col = at.col; col < at.col + at.cols; col++) {
			int cell = router_cell(r, row, col);
			if (cell >= 0 && !port_open(r->map, r->plan, station, row, col))
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
		router_draw(r, end, side, &r->wires->ways[link - r->map->links]);
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
	wires->shown = calloc(cells, 1);
	r.use = calloc(cells, sizeof *r.use);
	r.cost = malloc(cells * SIDES * sizeof *r.cost);
	r.back = malloc(cells * SIDES);
	r.next = malloc(cells * SIDES * sizeof *r.next);
	r.last = malloc(cells * SIDES * sizeof *r.last);
	if (wires->cells && wires->shown && r.use && r.cost && r.back && r.next && r.last)
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

/* Put the ways of the links to be seen together: lines join, a head stays a head. */
static void wires_gather(struct kitchen_wires *wires, const struct kitchen_map *map, uint64_t made)
{
	memset(wires->shown, 0, (size_t)wires->rows * (size_t)wires->cols);
	for (int i = 0; i < map->link_count; i++) {
		const struct link *link = &map->links[i];
		const struct wire_step *steps = wires->steps + wires->ways[i].first;
		for (int k = 0; k < wires->ways[i].count && (made >> link->from & made >> link->to & 1); k++) {
			uint8_t *cell = &wires->shown[steps[k].row * wires->cols + steps[k].col];
			if (steps[k].bits & WIRE_HEAD)
				*cell = steps[k].bits;
			else if (!(*cell & WIRE_HEAD))
				*cell |= steps[k].bits;
		}
	}
}

void kitchen_wires_draw(struct kitchen_wires *wires, const struct kitchen_map *map, uint64_t made, struct canvas *canvas, struct rect room)
{
	if (!wires->shown)
		return;
	wires_gather(wires, map, made);
	for (int row = 0; row < wires->rows; row++) {
		for (int col = 0; col < wires->cols; col++) {
			int bits = wires->shown[row * wires->cols + col];
			if (bits)
				canvas_put(canvas, room, room.row + row, room.col + col, glyph(bits & WIRE_HEAD ? head_glyph(bits) : wire_glyph(bits)), ROLE_RULE, 0);
		}
	}
}
