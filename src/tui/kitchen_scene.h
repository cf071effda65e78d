/* kitchen_scene.h - one frame of the kitchen pane: what the station painters share.
 *
 * Each kind of station has one painter in a file of its own; it draws the station's furniture into its rectangle and hands the things
 * that stand on it to the motion, which draws them last. Painters make the best of whatever rectangle they get. */
#ifndef LUNCHRUSH_TUI_KITCHEN_SCENE_H
#define LUNCHRUSH_TUI_KITCHEN_SCENE_H

#include "tui/kitchen_map.h"
#include "tui/kitchen_motion.h"
#include "tui/kitchen_plan.h"
#include "tui/kitchen_wire.h"
#include "tui/pane.h"

struct scene {
	struct canvas *canvas;
	const struct view *view;
	const struct kitchen_map *map;
	const struct kitchen_plan *plan;
	const struct kitchen_wires *wires;
	struct motion *motion;
	uint8_t *label_cols;   /* by station: columns of the widest label seen there, kept from frame to frame */
	struct rect room;      /* the pane, on the canvas */
	int station;           /* the one that is being painted: things rest there */
	bool *moving;          /* set by a painter whose furniture is on its way: the next frame is wanted soon */
	uint64_t lost;         /* stations whose way on must be told in words */
};

/* Painters: `at` is on the canvas. */
void belt_paint(const struct scene *scene, int station, struct rect at);
void shelf_paint(const struct scene *scene, int station, struct rect at);
void grill_paint(const struct scene *scene, int station, struct rect at);
void crew_paint(const struct scene *scene, int station, struct rect at);
void pool_paint(const struct scene *scene, int station, struct rect at);
void cloud_paint(const struct scene *scene, int station, struct rect at);
void served_paint(const struct scene *scene, int station, struct rect at);
void cells_paint(const struct scene *scene, struct rect at);
void controls_paint(const struct scene *scene, struct rect at);
/* A crew's members in less room than a row each (kitchen_tags.c); `crew` holds only those made so far. */
void crew_tags_paint(const struct scene *scene, int station, const struct station *crew, struct rect at);
/* The workers of a crew or pool, without a head, in the richest form in which all find room (kitchen_crew.c). */
void crew_members_paint(const struct scene *scene, int station, struct rect at);
/* One worker, from a single row to a framed card (kitchen_worker.c). */
void worker_paint(const struct scene *scene, uint32_t worker, struct rect at);
/* The things in a worker's hands from (row, col) on, within `cols`; returns the column after them. */
int worker_hands(const struct scene *scene, uint32_t worker, struct rect at, int row, int col, int cols);

/* Shared brushes. */

/* A thing rests at (row, col), in a field `cols` wide between brackets when `boxed`: "[12]". True while it is still on its way there. */
bool scene_thing(const struct scene *scene, uint32_t thing, int row, int col, int cols, bool boxed);
/* The same for a label and whoever it stands for. */
bool scene_label(const struct scene *scene, struct motion_id id, const char *label, int row, int col, int cols, bool boxed);
/* The same for a call of a pool: its number, in the colour of things that have that number. */
bool scene_call(const struct scene *scene, const struct stage_call *call, int row, int col, int cols, bool boxed);
/* How many columns the widest label among a chain of things takes; at least 2, at most 8; remembers the widest. */
int scene_label_cols(const struct scene *scene, int station, uint32_t first);
/* A bar of `cols` columns filled to `share` (0 … 1). */
void scene_bar(const struct scene *scene, struct rect clip, int row, int col, int cols, double share, enum role_of_cell role);
void scene_frame(const struct scene *scene, struct rect at, enum role_of_cell role, int attr);
/* A frame of walls round a worker that is a process, with a hatch where a line goes through; less than three rows high it has only its two sides. */
void scene_walls(const struct scene *scene, struct rect at, enum role_of_cell role);
/* Whether the worker is a process of its own: nothing is shared with it but what passes through a hatch. */
bool scene_walled(const struct scene *scene, uint32_t worker);
/* Whether a line comes through that cell of the canvas. */
bool scene_wired(const struct scene *scene, int row, int col);
/* Where a line ends there, pointing to the left: the sign of it had it gone on. 0 where none does. */
uint32_t scene_headed(const struct scene *scene, int row, int col);
/* Put one sign; returns the column after it. */
int scene_glyph(const struct scene *scene, struct rect clip, int row, int col, uint32_t c, enum role_of_cell role, int attr);

#endif
