/* kitchen_wire.h - thin lines with arrow heads between the stations of a plan. */
#ifndef LUNCHRUSH_TUI_KITCHEN_WIRE_H
#define LUNCHRUSH_TUI_KITCHEN_WIRE_H

#include "tui/canvas.h"
#include "tui/kitchen_plan.h"

/* One cell of a link's way; `bits` as below. */
struct wire_step {
	uint16_t row, col;
	uint8_t bits;
};

/* A link's way through the room: steps[first …] in the direction of the link; count 0: it found none. */
struct wire_way {
	int first, count;
};

/* The wires of one plan: for each cell of the room, which of its four sides a line leaves by, and arrow heads. */
struct kitchen_wires {
	uint8_t *cells;          /* rows × cols: WIRE_* */
	uint8_t *shown;          /* the same, of the links drawn last */
	struct wire_way ways[MAP_LINKS];
	struct wire_step *steps;
	int step_count, step_size;
	int rows, cols;
	int bends, crossings, length; /* of all together */
	uint64_t lost;           /* a bit for each station from which a wire found no way: it is told in words */
};

enum { WIRE_UP = 1, WIRE_RIGHT = 2, WIRE_DOWN = 4, WIRE_LEFT = 8, WIRE_HEAD = 16 }; /* a head points to its station by that one side */

void kitchen_wires_init(struct kitchen_wires *wires);
void kitchen_wires_release(struct kitchen_wires *wires);
/* Lay all links anew. */
void kitchen_wires_lay(struct kitchen_wires *wires, const struct kitchen_map *map, const struct kitchen_plan *plan);
/* Draw those between stations that are `made` (a bit each), at the room's place on the canvas. */
void kitchen_wires_draw(struct kitchen_wires *wires, const struct kitchen_map *map, uint64_t made, struct canvas *canvas, struct rect room);

#endif
