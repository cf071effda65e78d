/* kitchen_links.c - links that nobody declared: from what crews were seen to do, and the way to the door. */
#include "tui/kitchen_map.h"

static bool map_has_arrivals(const struct kitchen_map *map)
{
	for (int s = 0; s < map->station_count; s++)
		if (map->stations[s].arrivals)
			return true;
	return false;
}

void kitchen_map_door(struct kitchen_map *map, const struct stage *stage)
{
	int at = kitchen_map_find(map, "served");
	if (at >= 0 && map->stations[at].type == STATION_AWAITED)
		map->stations[at].type = STATION_SERVED;
	else if (at < 0 && (stage->served || map_has_arrivals(map)))
		kitchen_map_station(map, STATION_SERVED, "served");
}

static bool map_leads_on(const struct kitchen_map *map, int station)
{
	for (int i = 0; i < map->link_count; i++)
		if (map->links[i].from == station || (map->links[i].both && map->links[i].to == station))
			return true;
	return false;
}

/* While nobody has been served, the door is taken to be where the ways end: behind crews that take and give nothing on. */
static void map_door_guess(struct kitchen_map *map)
{
	int door = kitchen_map_find(map, "served");
	if (door < 0 || map->stations[door].linked)
		return;
	uint64_t ends = 0;
	for (int s = 0; s < map->station_count; s++) {
		const struct station *station = &map->stations[s];
		bool crew = station_is_manned(station) || station->type == STATION_AWAITED;
		ends |= (uint64_t)(crew && station->linked && !map_leads_on(map, s)) << s;
	}
	for (int s = 0; s < map->station_count; s++)
		if (ends >> s & 1)
			kitchen_map_link(map, s, door);
}

/* Links from what the members of crews have been seen to do; between two stations of the layout only it says what is linked. */
void kitchen_map_links(struct kitchen_map *map, int named)
{
	int door = kitchen_map_find(map, "served");
	for (int crew = 0; crew < map->station_count; crew++) {
		const struct station *station = &map->stations[crew];
		for (int i = 0; i < map->station_count; i++) {
			bool takes = station->takes >> i & 1, gives = station->gives >> i & 1;
			if (crew < named && i < named && !(takes && gives))
				continue;
			bool pool = station_is_pool(&map->stations[i]); /* the way to a pool is that of the calls: results come back by it */
			if (takes && !pool)
				kitchen_map_link(map, i, crew);
			if (gives)
				kitchen_map_link(map, crew, i);
			if (takes && pool)
				kitchen_map_link(map, i, crew);
		}
		if (station->serves && door >= 0 && (crew >= named || door >= named))
			kitchen_map_link(map, crew, door);
	}
	map_door_guess(map);
}
