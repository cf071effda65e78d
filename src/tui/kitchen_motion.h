/* kitchen_motion.h - things on their way: where each was drawn last and where it goes.
 *
 * A frame is: motion_begin, a motion_thing for each thing that is to be seen, motion_draw. A thing that is at another station than in the
 * last frame travels there along the line between the two, within MOTION_NS of real time. On its way it is its bare number and lies only
 * on lines and empty cells: it passes behind whatever else is there. What a worker has taken is in its hand at once, as is what moves up
 * on a belt, and what has no line to go by. */
#ifndef LUNCHRUSH_TUI_KITCHEN_MOTION_H
#define LUNCHRUSH_TUI_KITCHEN_MOTION_H

#include "tui/canvas.h"
#include "tui/kitchen_wire.h"

#define MOTION_NS UINT64_C(300000000)
#define MOTION_THINGS 512
#define MOTION_LABEL 48 /* bytes */
#define MOTION_CALLS 0x80000000u /* from here on calls of pools are meant, below things by their index */

/* Who a thing is: the same from frame to frame. Those that have left the stage's table (the served) are known by their number only. */
struct motion_id {
	uint32_t thing, birth; /* index (or MOTION_CALLS and which call) and birth; thing 0: a served one, `birth` counts them */
	uint32_t key;
};

struct motion;

struct motion *motion_new(void);
void motion_free(struct motion *motion);
/* `jump`: nothing travels in this frame, everything is at once where it is now. `map` and `wires` are those that are drawn; the room is
 * theirs on the canvas. They must stay until motion_draw. */
void motion_begin(struct motion *motion, uint64_t frame_ns, bool jump, const struct kitchen_map *map, const struct kitchen_wires *wires,
	struct rect room);
/* This thing rests, in this frame, at a station, at (row, col) of the canvas, with that label, in brackets when `boxed`; `role` is its
 * colour. True while it is still on its way there. */
bool motion_thing(struct motion *motion, struct motion_id id, int station, int row, int col, const char *label, bool boxed, enum role_of_cell role);
/* That thing, which was not drawn in the last frame, has come from that station: to be said before motion_thing. */
void motion_born(struct motion *motion, struct motion_id id, int station);
/* Draw all; true while something is still on its way. */
bool motion_draw(struct motion *motion, struct canvas *canvas, struct rect clip);

#endif
