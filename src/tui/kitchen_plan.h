/* kitchen_plan.h - where each station of a map stands in a room of so many rows and columns.
 *
 * Things flow through *layers* of stations. Layers lie one behind the other along the flow, which runs across the room or down it, and
 * turns back like a snake when it is too long. Where no such picture fits, stations are listed, a row each. */
#ifndef LUNCHRUSH_TUI_KITCHEN_PLAN_H
#define LUNCHRUSH_TUI_KITCHEN_PLAN_H

#include "tui/canvas.h"
#include "tui/kitchen_map.h"

struct kitchen_plan {
	struct rect at[MAP_STATIONS];       /* relative to the room; rows 0: not shown */
	bool backward[MAP_STATIONS];        /* the flow has turned back here: it runs up, or from right to left */
	bool leftward[MAP_STATIONS];        /* things run from right to left here */
	uint8_t layer[MAP_STATIONS];
	uint8_t band[MAP_STATIONS];
	struct rect controls;               /* where locks and the like are told; rows 0: nowhere */
	int control_columns;                /* in so many columns */
	struct rect cells;                  /* where globals are shown; cols 0: nowhere */
	int rows, cols;                     /* of the room, without the controls' */
	int shown;                          /* stations that have a place */
	bool down;                          /* the flow runs down, not across */
	bool listed;                        /* no room for a picture */
};

struct kitchen_wires;

/* Choose the best plan for the map in the room, and lay its wires (kitchen_wire.h; initialised before, replaced here). */
void kitchen_plan_make(struct kitchen_plan *plan, struct kitchen_wires *wires, const struct kitchen_map *map, int rows, int cols);

/* What a station needs, would like, and can make use of. */
struct station_size {
	int least_rows, least_cols, want_rows, want_cols, most_rows, most_cols;
};
struct station_size kitchen_station_size(const struct station *station, bool tight);
/* Whether one worker with a name of so many columns gets a frame in a rectangle: only where the name then stays whole. */
bool kitchen_worker_framed(int name_cols, int rows, int cols);
/* How many of the rows offered a station can do something with. */
int kitchen_station_rows(const struct station *station, int rows);
/* How many of the columns offered a station of that many rows really fills. */
int kitchen_station_cols(const struct station *station, int rows, int cols);

/* Layers along the flow: the longest way from where things come in; returns how many. A link that closes a ring does not count. Within a
 * layer `order` says who comes first, so that few links cross. */
int kitchen_layers(const struct kitchen_map *map, uint8_t layer[MAP_STATIONS], uint8_t order[MAP_STATIONS]);

#endif
