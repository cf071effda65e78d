/* kitchen_map.h - which stations a kitchen has and how things flow between them: the kitchen pane's map, without places.
 *
 * A *station* is a belt (queue, arrivals, end of a pipe), a shelf (list), a grill, a crew (one worker, or several that do the same), a pool
 * with its line of calls and its workers, or the door through which the served leave. A *link* says that things go from one station to another. Both come from recipe{layout=} where
 * that is given, else from what workers have been seen to do. A map only grows while a run goes on: rewinding does not change it. */
#ifndef LUNCHRUSH_TUI_KITCHEN_MAP_H
#define LUNCHRUSH_TUI_KITCHEN_MAP_H

#include "stage/info.h"
#include "stage/stage.h"

#define MAP_STATIONS 48
#define MAP_LINKS 128
#define MAP_CELLS 24
#define MAP_CONTROLS 64
#define MAP_WAITS 256
#define MAP_NAME 48

enum station_type { STATION_BELT, STATION_SHELF, STATION_GRILL, STATION_CREW, STATION_POOL, STATION_CLOUD, STATION_SERVED, STATION_AWAITED };

struct station {
	char name[MAP_NAME];    /* of the object; of the workers, without their numbers when there are several */
	uint32_t first, count;  /* crew, pool: its members are map->members[first …] */
	uint64_t takes, gives;  /* crew, pool: a bit for each station it takes from, gives to */
	uint32_t capacity;      /* belt, grill: as the object says; pool: workers */
	uint16_t object;        /* belt, shelf, grill, pool; 0 none */
	uint8_t type;           /* enum station_type; STATION_AWAITED: named by the layout, not made yet */
	bool linked;
	bool serves;            /* crew: hands things to customers */
	bool arrivals;          /* a belt that customers come into by themselves */
};

/* Things go from one station to another; `both`: and back (a cook tends a grill). */
struct link {
	uint8_t from, to;
	bool both;
};

/* A worker was seen waiting at a queue, before it ever took or gave there. */
struct map_wait {
	uint32_t worker;
	uint16_t object;
	bool takes;
};

struct kitchen_map {
	struct station stations[MAP_STATIONS];
	struct link links[MAP_LINKS];
	int station_count, link_count;
	uint32_t *members;       /* workers, by crew */
	uint32_t *crew_of;       /* for each worker: its station + 1, 0 none; for building only */
	uint32_t member_count, member_size;
	uint32_t left_out;       /* objects for which there was no station left */
	uint16_t cells[MAP_CELLS]; /* globals, shared values and arrays, shown beside the workers where there is nothing else to share */
	int cell_count;
	uint16_t controls[MAP_CONTROLS]; /* locks and the like, shown under the kitchen */
	int control_count;
	struct map_wait waits[MAP_WAITS];
	int wait_count;
	bool laid;               /* the recipe says how it likes to be laid out */
	uint64_t events;         /* of the stage it was made from */
	uint64_t mark;           /* a sum over all it was made from: when it differs, the map is made anew */
};

void kitchen_map_init(struct kitchen_map *map);
void kitchen_map_release(struct kitchen_map *map);
/* Forget everything: another run begins. */
void kitchen_map_reset(struct kitchen_map *map);
/* Bring the map up to date with the newest stage that is known; true when it changed. Cheap when nothing did. */
bool kitchen_map_update(struct kitchen_map *map, const struct stage *stage, const struct info *info);

/* Internals that the map's files share. */

/* Whether it makes calls with workers of its own. */
static inline bool station_is_pool(const struct station *station) { return station->type == STATION_POOL || station->type == STATION_CLOUD; }
/* Whether workers stand at it. */
static inline bool station_is_manned(const struct station *station) { return station->type == STATION_CREW || station_is_pool(station); }
/* Index of a new station, -1 when there is no room. */
int kitchen_map_station(struct kitchen_map *map, enum station_type type, const char *name);
int kitchen_map_find(const struct kitchen_map *map, const char *name);
int kitchen_map_of_object(const struct kitchen_map *map, uint16_t object);
/* Add a link, or turn one into a link both ways. */
void kitchen_map_link(struct kitchen_map *map, int from, int to);
/* Stations and links that the layout's lines name. */
void kitchen_map_layout(struct kitchen_map *map, const char *layout);
/* A station for those who leave served, once it is known that customers come (kitchen_links.c). */
void kitchen_map_door(struct kitchen_map *map, const struct stage *stage);
/* Links from what crews do; the first `named` stations are linked by the layout already. */
void kitchen_map_links(struct kitchen_map *map, int named);
/* Put workers into crews (kitchen_crews.c). */
void kitchen_map_crews(struct kitchen_map *map, const struct stage *stage);
_Static_assert(MAP_STATIONS <= 64, "what a crew takes and gives are bit sets over the stations");

/* Whether a worker has to do with an object: bit 0 it takes, bit 1 it gives. */
int kitchen_map_touch(const struct kitchen_map *map, const struct stage *stage, uint32_t worker, uint16_t object);
/* Whether a worker is in the picture: the main task only where it does more than make and join others, and a layout does not leave it out. */
bool kitchen_map_shows(const struct kitchen_map *map, const struct stage *stage, uint32_t worker);

#endif
