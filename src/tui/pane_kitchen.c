/* pane_kitchen.c - the kitchen as one sees it from the door: belts, grills, workers at their stations, and things on their way.
 *
 * How: the map (which stations, which links) is made from the newest stage that is known, so that it stays as it is while one rewinds;
 * the plan (where they stand) and the wires between them are made from the map and the room. All three are kept and only made anew
 * when what they depend on has changed. Each frame then paints the stations from the stage at the moment shown; painters hand things to the
 * motion, which remembers where each was drawn last and lets it glide.
 *
 * A glide explains one move. When the moment shown jumps, or so much happens between two frames that moves could not be followed, everything
 * is at once where it is. */
#include "tui/kitchen_scene.h"

#include "trace/text.h"
#include "trace/tongue.h"
#include "tui/glyph.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define JUMP_NS UINT64_C(1000000000) /* of the run's clock between two frames */
#define JUMP_EVENTS 48               /* that go with it: a few events glide however long they took */
#define RUSH_EVENTS 400              /* in one frame: more than an eye can follow */

struct kitchen_pane {
	struct kitchen_map map;
	struct kitchen_plan plan;
	struct kitchen_wires wires;
	struct motion *motion;
	uint8_t label_cols[MAP_STATIONS];
	const void *run;           /* which run the map is of: its texts */
	struct rect room;
	uint64_t seen_ns, seen_events;
};

static void *kitchen_new(void)
{
	struct kitchen_pane *own = calloc(1, sizeof *own);
	if (!own || !(own->motion = motion_new()))
		abort();
	kitchen_map_init(&own->map);
	kitchen_wires_init(&own->wires);
	return own;
}

static void kitchen_free(void *pane)
{
	struct kitchen_pane *own = pane;
	if (!own)
		return;
	kitchen_map_release(&own->map);
	kitchen_wires_release(&own->wires);
	motion_free(own->motion);
	free(own);
}

/* Bring map, plan and wires up to date; true when stations have moved. */
static bool kitchen_arrange(struct kitchen_pane *own, struct rect room, const struct view *view)
{
	const struct stage *newest = view->history ? history_head(view->history) : view->stage;
	bool anew = own->run != newest->text, moved = memcmp(&own->room, &room, sizeof room) != 0;
	if (anew) {
		kitchen_map_reset(&own->map);
		memset(own->label_cols, 0, sizeof own->label_cols);
		own->run = newest->text;
	}
	if (!kitchen_map_update(&own->map, newest, view->info) && !moved && !anew)
		return false;
	struct kitchen_plan before = own->plan;
	kitchen_plan_make(&own->plan, &own->wires, &own->map, room.rows, room.cols);
	own->room = room;
	return moved || anew || memcmp(before.at, own->plan.at, sizeof before.at) != 0;
}

/* Whether what was drawn last and what is to be drawn now lie too far apart for glides. */
static bool kitchen_jumps(struct kitchen_pane *own, const struct view *view)
{
	uint64_t events = view->stage->events, now = view->now_ns;
	uint64_t gone = events > own->seen_events ? events - own->seen_events : own->seen_events - events;
	uint64_t gone_ns = now > own->seen_ns ? now - own->seen_ns : own->seen_ns - now;
	own->seen_events = events;
	own->seen_ns = now;
	return gone > RUSH_EVENTS || (gone > JUMP_EVENTS && gone_ns > JUMP_NS);
}

/* What the layout names and nobody has made yet. */
static void awaited_paint(const struct scene *scene, int s, struct rect at)
{
	canvas_text_cut(scene->canvas, at, at.row + (at.rows > 3), at.col, at.cols, ROLE_QUIET, 0, scene->map->stations[s].name);
}

/* Whether a station is there at the moment shown. */
static bool station_made(const struct kitchen_map *map, const struct stage *stage, int s)
{
	const struct station *station = &map->stations[s];
	if (station->type == STATION_CREW)
		return station->count && map->members[station->first] < stage->worker_count;
	if (station->type == STATION_SERVED)
		return stage->object_count > 1 || stage->served;
	return station->object && station->object < stage->object_count;
}

/* A bit for each station that is there. */
static uint64_t stations_made(const struct kitchen_map *map, const struct stage *stage)
{
	uint64_t made = 0;
	for (int s = 0; s < map->station_count; s++)
		made |= (uint64_t)station_made(map, stage, s) << s;
	return made;
}

static void station_paint(const struct scene *scene, int s, struct rect at)
{
	static void (*const painters[])(const struct scene *, int, struct rect) = {
		[STATION_BELT] = belt_paint, [STATION_SHELF] = shelf_paint, [STATION_GRILL] = grill_paint, [STATION_CREW] = crew_paint,
		[STATION_POOL] = pool_paint, [STATION_CLOUD] = cloud_paint, [STATION_SERVED] = served_paint, [STATION_AWAITED] = awaited_paint,
	};
	if (station_made(scene->map, scene->view->stage, s))
		painters[scene->map->stations[s].type](scene, s, at);
	else
		awaited_paint(scene, s, at);
}

/* Where the wires found no way, words say where things go. */
static void lost_paint(const struct scene *scene, int s, struct rect at)
{
	for (int i = 0; i < scene->map->link_count; i++) {
		const struct link *link = &scene->map->links[i];
		if (link->from != s)
			continue;
		const char *name = scene->map->stations[link->to].name;
		int col = at.col + at.cols - text_width(name) - 2;
		canvas_print(scene->canvas, at, at.row, col > at.col ? col : at.col, ROLE_QUIET, 0, "%s %s", glyph_text(GLYPH_ARROW_RIGHT), name);
		return;
	}
}

static void stations_paint(struct scene *scene)
{
	for (int pass = 0; pass < 2; pass++) { /* the served last: they take over sprites that nobody else claims */
		for (int s = 0; s < scene->map->station_count; s++) {
			struct rect at = scene->plan->at[s];
			if (!at.rows || (scene->map->stations[s].type == STATION_SERVED) != pass)
				continue;
			at.row += scene->room.row;
			at.col += scene->room.col;
			scene->station = s;
			station_paint(scene, s, at);
			if (scene->lost >> s & 1)
				lost_paint(scene, s, at);
		}
	}
}

static void rest_paint(const struct scene *scene)
{
	const struct kitchen_map *map = scene->map;
	int bottom = scene->room.row + scene->plan->rows - 1;
	unsigned hidden = (unsigned)(map->station_count - scene->plan->shown) + map->left_out;
	if (hidden)
		canvas_print(scene->canvas, scene->room, bottom, scene->room.col, ROLE_QUIET, 0, _("%s %u more stations"), glyph_text(GLYPH_ELLIPSIS), hidden);
	if (!map->station_count && !map->cell_count && !map->control_count)
		canvas_text_cut(scene->canvas, scene->room, scene->room.row, scene->room.col, scene->room.cols, ROLE_QUIET, 0, _("nobody is in the kitchen yet"));
	if (scene->plan->controls.rows > 0) {
		struct rect controls = scene->plan->controls;
		controls.row += scene->room.row;
		controls.col += scene->room.col;
		controls_paint(scene, controls);
	}
	if (scene->plan->cells.cols > 0) {
		struct rect cells = scene->plan->cells;
		cells.row += scene->room.row;
		cells.col += scene->room.col;
		cells_paint(scene, cells);
	}
}

/* A margin all round where there is room for it. */
static struct rect room_within(struct rect rect)
{
	int side = rect.cols >= 60 ? 2 : rect.cols >= 24, above = rect.rows >= 20;
	return (struct rect){ rect.row + above, rect.col + side, rect.rows - 2 * above, rect.cols - 2 * side };
}

/* All that stations and lines may ever fill is taken, by blanks of another role than text, though it be empty now. */
static void ground_paint(const struct scene *scene)
{
	const struct kitchen_wires *wires = scene->wires;
	for (int i = 0; wires->cells && i < wires->rows * wires->cols; i++)
		if (wires->cells[i])
			canvas_put(scene->canvas, scene->room, scene->room.row + i / wires->cols, scene->room.col + i % wires->cols, ' ', ROLE_RULE, 0);
	for (int s = 0; s < scene->map->station_count; s++) {
		struct rect at = scene->plan->at[s];
		at.row += scene->room.row;
		at.col += scene->room.col;
		canvas_fill(scene->canvas, at, ' ', ROLE_RULE, 0);
	}
}

static bool kitchen_draw(void *pane, struct canvas *canvas, struct rect rect, const struct view *view)
{
	struct kitchen_pane *own = pane;
	struct rect room = room_within(rect);
	canvas_fill(canvas, rect, ' ', ROLE_TEXT, 0);
	if (room.rows < 1 || room.cols < 1)
		return false;
	bool moving = false, moved = kitchen_arrange(own, room, view), jump = kitchen_jumps(own, view);
	motion_begin(own->motion, view->frame_ns, moved || jump || view->reduced_motion, &own->map, &own->wires, room);
	struct scene scene = {
		.canvas = canvas, .view = view, .map = &own->map, .plan = &own->plan, .wires = &own->wires, .motion = own->motion,
		.label_cols = own->label_cols, .room = room, .moving = &moving, .lost = own->wires.lost,
	};
	ground_paint(&scene);
	kitchen_wires_draw(&own->wires, &own->map, stations_made(&own->map, view->stage), canvas, room);
	stations_paint(&scene);
	rest_paint(&scene);
	return motion_draw(own->motion, canvas, room) || moving;
}

static void kitchen_head(void *pane, const struct view *view, char *to, int size)
{
	(void)pane;
	unsigned in_flight = view->stage->arrived - view->stage->served - view->stage->lost;
	if (view->stage->arrived && in_flight <= view->stage->arrived)
		snprintf(to, (size_t)size, _("kitchen, %u in the shop"), in_flight);
	else
		snprintf(to, (size_t)size, _("kitchen"));
}

const struct pane pane_kitchen = {
	.name = "kitchen",
	.title = N_("kitchen"),
	.help =
		N_("The kitchen: things flow along the lines, from belt to worker to belt.\n"
		"A belt shows its places, with its front end where things leave; 3/5 means three things\n"
		"where at most five fit. Those who wait at a belt stand in its title.\n"
		"A grill's bars grow while it cooks by itself.\n"
		"Each worker has a letter, a state (sign and word) and the reason for it; what it holds\n"
		"in its hands stands beside it in brackets. A frame in the colour of running marks\n"
		"who has control. Every thing keeps its number and its colour from the door to the door.\n"
		"From a cloud instances float down when requests come, and up again when none do.\n"
		"A pool has a line of calls that wait, workers who take them from its front, and the futures, in the order of\n"
		"the calls: in line, at a worker, done, raised; an arrow leads from the call to who has its result, and\n"
		"back from who waits for it. Below them stands in which order the work ended. What lies in a pipe is told by\n"
		"its size. Processes stand in walls; a hatch is where a line goes through.\n"
		"Locks and the like stand below: behind the sign of being blocked who has it, behind that of\n"
		"waiting who waits.\n"
		"Many workers who do the same are one crew: its head counts them by state."),
	.new = kitchen_new,
	.free = kitchen_free,
	.head = kitchen_head,
	.draw = kitchen_draw,
};
