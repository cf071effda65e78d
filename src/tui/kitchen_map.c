/* kitchen_map.c - builds the map of a kitchen from a stage.
 *
 * How: each frame a sum is taken over everything the map depends on (how many workers and objects there are, who takes and gives
 * where). Only when the sum differs is the map built again, from nothing, always in the same order: stations that the layout names,
 * then objects in the order they were made, then crews by their first worker. So the same stage always gives the same map, and a
 * longer run gives the same stations in the same order with new ones behind.
 *
 * A worker that waits at a queue shows a link before it has taken or given anything there. Such waits are remembered, since they
 * leave no trace in the stage once they are over.
 *
 * What always holds: links join stations that exist; every shown worker is a member of exactly one crew. */
#include "tui/kitchen_map.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void kitchen_map_init(struct kitchen_map *map)
{
	memset(map, 0, sizeof *map);
}

void kitchen_map_release(struct kitchen_map *map)
{
	free(map->members);
	free(map->crew_of);
	memset(map, 0, sizeof *map);
}

void kitchen_map_reset(struct kitchen_map *map)
{
	kitchen_map_release(map);
}

int kitchen_map_station(struct kitchen_map *map, enum station_type type, const char *name)
{
	if (map->station_count == MAP_STATIONS)
		return -1;
	struct station *station = &map->stations[map->station_count];
	memset(station, 0, sizeof *station);
	station->type = (uint8_t)type;
	snprintf(station->name, sizeof station->name, "%s", name);
	return map->station_count++;
}

int kitchen_map_find(const struct kitchen_map *map, const char *name)
{
	for (int i = 0; i < map->station_count; i++)
		if (!strcmp(map->stations[i].name, name))
			return i;
	return -1;
}

int kitchen_map_of_object(const struct kitchen_map *map, uint16_t object)
{
	for (int i = 0; i < map->station_count; i++)
		if (object && map->stations[i].object == object)
			return i;
	return -1;
}

void kitchen_map_link(struct kitchen_map *map, int from, int to)
{
	if (from < 0 || to < 0 || from == to)
		return;
	map->stations[from].linked = map->stations[to].linked = true;
	for (int i = 0; i < map->link_count; i++) {
		struct link *link = &map->links[i];
		if (link->from == from && link->to == to)
			return;
		if (link->from == to && link->to == from) {
			link->both = true;
			return;
		}
	}
	if (map->link_count < MAP_LINKS)
		map->links[map->link_count++] = (struct link){ .from = (uint8_t)from, .to = (uint8_t)to };
}

static enum station_type station_type_of(const struct stage_object *object)
{
	switch (object->type) {
	case OBJECT_GRILL: return STATION_GRILL;
	case OBJECT_LIST: return STATION_SHELF;
	case OBJECT_POOL: return STATION_POOL;
	case OBJECT_CLOUD: return STATION_CLOUD;
	default: return STATION_BELT;
	}
}

/* The end of a pipe is one once anything went to it, or somebody waits for that: often only one way is used. */
static bool object_is_station(const struct stage_object *object)
{
	return object->type == OBJECT_QUEUE || object->type == OBJECT_ARRIVALS || object->type == OBJECT_GRILL || object->type == OBJECT_LIST ||
	       object->type == OBJECT_POOL || object->type == OBJECT_CLOUD || (object->type == OBJECT_PIPE && (object->writes || object->reads));
}

/* What holds workers up without anything passing through it. */
static bool object_is_control(const struct stage_object *object)
{
	return object->type == OBJECT_LOCK || object->type == OBJECT_SEMAPHORE || object->type == OBJECT_CONDITION || object->type == OBJECT_EVENT ||
	       object->type == OBJECT_BARRIER || object->type == OBJECT_SERVICE;
}

static bool object_is_cell(const struct stage_object *object)
{
	return (object->type == OBJECT_CELL && !object->code) || object->type == OBJECT_SHARED || object->type == OBJECT_ARRAY;
}

static void map_object(struct kitchen_map *map, const struct stage *stage, uint16_t id)
{
	const struct stage_object *object = &stage->objects[id];
	const char *name = stage_object_name(stage, id);
	int at = kitchen_map_find(map, name);
	if (at < 0 || map->stations[at].type != STATION_AWAITED)
		at = kitchen_map_station(map, station_type_of(object), name);
	if (at < 0) {
		map->left_out++;
		return;
	}
	struct station *station = &map->stations[at];
	station->type = (uint8_t)station_type_of(object);
	station->object = id;
	station->capacity = object->type == OBJECT_PIPE ? 0 : object->capacity; /* a pipe's is its other end */
	station->arrivals = object->type == OBJECT_ARRIVALS;
}

static void map_objects(struct kitchen_map *map, const struct stage *stage)
{
	for (uint32_t id = 1; id < stage->object_count && id <= UINT16_MAX; id++) {
		if (object_is_station(&stage->objects[id]))
			map_object(map, stage, (uint16_t)id);
		else if (object_is_cell(&stage->objects[id]) && map->cell_count < MAP_CELLS)
			map->cells[map->cell_count++] = (uint16_t)id;
		else if (object_is_control(&stage->objects[id]) && map->control_count < MAP_CONTROLS)
			map->controls[map->control_count++] = (uint16_t)id;
	}
}

int kitchen_map_touch(const struct kitchen_map *map, const struct stage *stage, uint32_t worker, uint16_t object)
{
	int touch = 0;
	for (int i = 0; i < STAGE_TOUCHES; i++) {
		const struct stage_touch *t = &stage->workers[worker].touches[i];
		if (t->object == object)
			touch |= (t->takes ? 1 : 0) | (t->gives ? 2 : 0);
	}
	for (int i = 0; i < map->wait_count; i++)
		if (map->waits[i].worker == worker && map->waits[i].object == object)
			touch |= map->waits[i].takes ? 1 : 2;
	return touch;
}

bool kitchen_map_shows(const struct kitchen_map *map, const struct stage *stage, uint32_t id)
{
	const struct stage_worker *worker = &stage->workers[id];
	if (worker->role == ROLE_OF_DEVICE)
		return false;
	if (worker->role != ROLE_OF_MAIN || worker->served || kitchen_map_find(map, stage_worker_name(stage, id)) >= 0)
		return true;
	if (map->laid)
		return false;
	unsigned touches = 0;
	for (int i = 0; i < STAGE_TOUCHES; i++)
		touches += worker->touches[i].takes + worker->touches[i].gives;
	if (touches > 1 || worker->totals_ns[STATE_SLEEPING] || worker->totals_ns[STATE_STALLING] || worker->working)
		return true;
	for (uint32_t i = 1; i < stage->worker_count; i++)
		if (stage->workers[i].role == ROLE_OF_TASK)
			return false;
	return true;
}

static void map_build(struct kitchen_map *map, const struct stage *stage, const struct info *info)
{
	map->station_count = map->link_count = map->cell_count = map->control_count = 0;
	map->member_count = map->left_out = 0;
	if (info && info->layout[0])
		kitchen_map_layout(map, info->layout);
	int named = map->station_count;
	map_objects(map, stage);
	kitchen_map_door(map, stage);
	kitchen_map_crews(map, stage);
	kitchen_map_links(map, named);
}

/* A worker that waits at a queue will take or give there. */
static void map_wait(struct kitchen_map *map, const struct stage *stage, uint32_t id)
{
	const struct stage_worker *worker = &stage->workers[id];
	bool takes = worker->reason == REASON_QUEUE_EMPTY || worker->reason == REASON_PIPE_EMPTY;
	bool gives = worker->reason == REASON_QUEUE_FULL || worker->reason == REASON_PIPE_FULL;
	if (worker->state != STATE_WAITING || (!takes && !gives) || map->wait_count == MAP_WAITS)
		return;
	if (!worker->object || (kitchen_map_touch(map, stage, id, worker->object) & (takes ? 1 : 2)))
		return;
	map->waits[map->wait_count++] = (struct map_wait){ .worker = id, .object = worker->object, .takes = takes };
}

static uint64_t mix(uint64_t sum, uint64_t value)
{
	return (sum ^ value) * UINT64_C(0x100000001b3);
}

static uint64_t map_mark(const struct kitchen_map *map, const struct stage *stage, const struct info *info)
{
	uint64_t sum = UINT64_C(0xcbf29ce484222325);
	sum = mix(sum, stage->worker_count);
	sum = mix(sum, stage->object_count);
	sum = mix(sum, (uint64_t)map->wait_count << 2 | (stage->served > 0) << 1 | (stage->arrived > 0));
	sum = mix(sum, info && info->layout[0]);
	for (uint32_t id = 1; id < stage->worker_count; id++) {
		const struct stage_worker *worker = &stage->workers[id];
		uint64_t touches = worker->served > 0;
		for (int i = 0; i < STAGE_TOUCHES && worker->touches[i].object; i++)
			touches = mix(touches, (uint64_t)worker->touches[i].object << 2 | (worker->touches[i].takes > 0) | (worker->touches[i].gives > 0) << 1);
		sum = mix(sum, touches);
	}
	for (uint32_t id = 1; id < stage->object_count; id++)
		sum = mix(sum, (uint64_t)stage->objects[id].type << 2 | object_is_station(&stage->objects[id]) << 1 | stage->objects[id].code);
	for (uint32_t id = 1; id < stage->worker_count && id < 2; id++)
		sum = mix(sum, kitchen_map_shows(map, stage, id));
	return sum;
}

bool kitchen_map_update(struct kitchen_map *map, const struct stage *stage, const struct info *info)
{
	if (map->mark && map->events == stage->events)
		return false;
	map->events = stage->events;
	map->laid = info && info->layout[0];
	for (uint32_t id = 1; id < stage->worker_count; id++)
		map_wait(map, stage, id);
	uint64_t mark = map_mark(map, stage, info) | 1;
	if (mark == map->mark)
		return false;
	map->mark = mark;
	map_build(map, stage, info);
	return true;
}
