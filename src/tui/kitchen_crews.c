/* kitchen_crews.c - puts workers into crews: those who do the same stand at one station.
 *
 * Two workers are of one crew when the layout calls them by one name; when they have the same name but for a number behind it and
 * take from the same belt (or, taking nothing, give to the same; or one of them has not begun yet); or when they take from and give to
 * exactly the same objects. Workers who have to do with no object at all form one crew of their own beside the flow.
 *
 * What a worker has to do with is summed as a bit set over the stations, taken and given: stations are few by construction. */
#include "tui/kitchen_map.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct dealings {
	uint64_t takes, gives; /* a bit a station */
};

/* Per crew while building: what it deals with, and whether its members have one name but for numbers. */
struct crew {
	struct dealings deals;
	char base[MAP_NAME];
	uint32_t count;
	int station;
	bool named;  /* by the layout */
	bool pool;   /* at a pool: only its own */
	bool mixed;
	bool serves;
};

#define CREWS 32

static void name_base(char to[MAP_NAME], const char *name)
{
	snprintf(to, MAP_NAME, "%s", name);
	size_t length = strlen(to);
	while (length > 1 && strchr("0123456789 #-_", to[length - 1]))
		to[--length] = '\0';
}

static void deals_add(const struct kitchen_map *map, struct dealings *deals, uint16_t object, bool takes, bool gives)
{
	int at = kitchen_map_of_object(map, object);
	if (at < 0)
		return;
	deals->takes |= (uint64_t)takes << at;
	deals->gives |= (uint64_t)gives << at;
}

static struct dealings worker_deals(const struct kitchen_map *map, const struct stage *stage, uint32_t worker)
{
	struct dealings deals = { 0, 0 };
	for (int i = 0; i < STAGE_TOUCHES; i++) {
		const struct stage_touch *touch = &stage->workers[worker].touches[i];
		deals_add(map, &deals, touch->object, touch->takes, touch->gives);
	}
	for (int i = 0; i < map->wait_count; i++)
		if (map->waits[i].worker == worker)
			deals_add(map, &deals, map->waits[i].object, map->waits[i].takes, !map->waits[i].takes);
	return deals;
}

static bool deals_within(struct dealings a, struct dealings b)
{
	return !(a.takes & ~b.takes) && !(a.gives & ~b.gives);
}

/* Whether workers of one name do the same, as far as one can see yet. */
static bool deals_alike(struct dealings a, struct dealings b)
{
	if (a.takes && b.takes)
		return a.takes & b.takes;
	return deals_within(a, b) || deals_within(b, a) || (!a.takes && !b.takes && (a.gives & b.gives));
}

static bool deals_none(struct dealings deals)
{
	return !deals.takes && !deals.gives;
}

static bool crew_fits(const struct crew *crew, const char *name, const char *base, struct dealings deals)
{
	if (crew->pool)
		return false;
	if (crew->named)
		return !strcmp(crew->base, name) || !strcmp(crew->base, base);
	if (deals_none(deals) && deals_none(crew->deals))
		return true;
	if (!strcmp(crew->base, base) && deals_alike(deals, crew->deals))
		return true;
	return !deals_none(deals) && deals_within(deals, crew->deals) && deals_within(crew->deals, deals);
}

/* Crews that the layout names, its stations that no object has claimed, and those of the pools. */
static int crews_named(const struct kitchen_map *map, struct crew crews[CREWS])
{
	int count = 0;
	for (int i = 0; i < map->station_count && count < CREWS - 1; i++) {
		bool pool = station_is_pool(&map->stations[i]);
		if (map->stations[i].type != STATION_AWAITED && !pool)
			continue;
		crews[count] = (struct crew){ .station = i, .named = !pool, .pool = pool };
		memcpy(crews[count++].base, map->stations[i].name, MAP_NAME);
	}
	return count;
}

static int crew_of(struct crew crews[CREWS], int *count, const char *name, struct dealings deals)
{
	char base[MAP_NAME];
	name_base(base, name);
	for (int i = 0; i < *count; i++)
		if (crew_fits(&crews[i], name, base, deals))
			return i;
	if (*count < CREWS) {
		crews[*count] = (struct crew){ .station = -1 };
		memcpy(crews[*count].base, base, MAP_NAME);
		return (*count)++;
	}
	return CREWS - 1;
}

/* That of a pool's worker; -1 for others, and where the pool found no place. */
static int crew_of_pool(const struct kitchen_map *map, const struct crew crews[CREWS], int count, uint16_t pool)
{
	int station = kitchen_map_of_object(map, pool);
	for (int i = 0; i < count; i++)
		if (station >= 0 && crews[i].pool && crews[i].station == station)
			return i;
	return -1;
}

static void crew_join(struct crew *crew, const struct stage *stage, uint32_t worker, struct dealings deals)
{
	char base[MAP_NAME];
	name_base(base, stage_worker_name(stage, worker));
	crew->serves |= stage->workers[worker].served > 0;
	crew->mixed |= strcmp(base, crew->base) != 0;
	crew->deals.takes |= deals.takes;
	crew->deals.gives |= deals.gives;
	crew->count++;
}

static bool members_room(struct kitchen_map *map, uint32_t workers)
{
	if (map->member_size >= workers)
		return true;
	uint32_t *members = realloc(map->members, workers * sizeof *members);
	if (members)
		map->members = members;
	uint32_t *crew = realloc(map->crew_of, workers * sizeof *crew);
	if (crew)
		map->crew_of = crew;
	if (!members || !crew)
		return false;
	map->member_size = workers;
	return true;
}

/* A station for the crew, with the name that tells it best. */
static void crew_stand(struct kitchen_map *map, const struct stage *stage, struct crew *crew, uint32_t first_worker)
{
	if (crew->station < 0) {
		const char *name = crew->count == 1 ? stage_worker_name(stage, first_worker) : crew->mixed ? "workers" : crew->base;
		crew->station = kitchen_map_station(map, STATION_CREW, name);
	}
	if (crew->station < 0)
		return;
	struct station *station = &map->stations[crew->station];
	uint64_t others = ~(UINT64_C(1) << crew->station); /* what a pool's workers do at their own pool goes on within it */
	station->type = crew->pool ? station->type : STATION_CREW;
	station->first = map->member_count;
	station->count = crew->count;
	station->takes = crew->deals.takes & others;
	station->gives = crew->deals.gives & others;
	station->serves = crew->serves;
	map->member_count += crew->count;
}

void kitchen_map_crews(struct kitchen_map *map, const struct stage *stage)
{
	struct crew crews[CREWS];
	uint32_t placed[CREWS] = { 0 };
	int count = crews_named(map, crews);
	if (!members_room(map, stage->worker_count))
		return;
	for (uint32_t id = 1; id < stage->worker_count; id++) {
		map->crew_of[id] = 0;
		if (!kitchen_map_shows(map, stage, id))
			continue;
		const char *name = stage_worker_name(stage, id);
		struct dealings deals = worker_deals(map, stage, id);
		int crew = crew_of_pool(map, crews, count, stage->workers[id].pool);
		crew = crew >= 0 ? crew : crew_of(crews, &count, name, deals);
		crew_join(&crews[crew], stage, id, deals);
		map->crew_of[id] = (uint32_t)crew + 1;
	}
	for (uint32_t id = 1; id < stage->worker_count; id++) {
		if (!map->crew_of[id])
			continue;
		struct crew *crew = &crews[map->crew_of[id] - 1];
		uint32_t *done = &placed[map->crew_of[id] - 1];
		if (!*done)
			crew_stand(map, stage, crew, id);
		if (crew->station >= 0)
			map->members[map->stations[crew->station].first + (*done)++] = id;
	}
}
