/* kitchen_motion.h - things on their way: where each was drawn last and where it goes.
 *
 * A frame is: motion_begin, a motion_thing for each thing that is to be seen, motion_draw. A thing that is elsewhere than in the last
 * frame glides there within MOTION_NS of real time, along one straight or L-shaped way, and is drawn above all else meanwhile. */
#ifndef LUNCHRUSH_TUI_KITCHEN_MOTION_H
#define LUNCHRUSH_TUI_KITCHEN_MOTION_H

#include "tui/canvas.h"

#define MOTION_NS UINT64_C(300000000)
#define MOTION_THINGS 512
#define MOTION_LABEL 48 /* bytes */

/* Who a thing is: the same from frame to frame. Those that have left the stage's table (the served) are known by their number only. */
struct motion_id {
	uint32_t thing, birth; /* index and birth; thing 0: a served one, `birth` counts them */
	uint32_t key;
};

struct motion;

struct motion *motion_new(void);
void motion_free(struct motion *motion);
/* `jump`: nothing glides in this frame, everything is at once where it is now. */
void motion_begin(struct motion *motion, uint64_t frame_ns, bool jump);
/* This thing rests, in this frame, at (row, col) of the canvas with that label; `role` is its colour. */
void motion_thing(struct motion *motion, struct motion_id id, int row, int col, const char *label, enum role_of_cell role);
/* Draw all; true while something is still on its way. */
bool motion_draw(struct motion *motion, struct canvas *canvas, struct rect clip);

#endif
