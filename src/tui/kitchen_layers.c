/* kitchen_layers.c - puts stations into layers along the flow of things.
 *
 * Links that close a ring are found by a depth-first walk in the order of the stations and left out. A station's layer is the longest
 * way from a station into which nothing flows; a station that only feeds another stands right before it. One that is only tended, as a
 * grill is by its cook, stands beside the one who tends it, or before, where else nothing would. Within a layer, stations
 * are sorted a few times by the mean place of their neighbours in the layers beside (the barycentre rule of Sugiyama, Tagawa and
 * Toda, 1981), which takes most crossings out. Ties keep the order of the stations, so the picture is calm. */
#include "tui/kitchen_plan.h"

#include <string.h>

struct layering {
	const struct kitchen_map *map;
	struct link links[MAP_LINKS]; /* the map's, each in the direction in which it counts */
	bool back[MAP_LINKS];         /* no part of the way: closes a ring, or goes to a station beside it */
	int8_t tender[MAP_STATIONS];  /* who tends a station beside the way; -1 it is on the way */
	uint8_t walk[MAP_STATIONS];   /* 0 not seen, 1 on the way, 2 done */
	uint8_t *layer, *order;
};

/* The only station that this one has to do with, both ways; -1 when there is none such. */
static int layering_tender(const struct layering *l, int station)
{
	int tender = -1;
	for (int i = 0; i < l->map->link_count; i++) {
		const struct link *link = &l->links[i];
		if (link->from != station && link->to != station)
			continue;
		if (tender >= 0 || !link->both)
			return -1;
		tender = link->from == station ? link->to : link->from;
	}
	return tender;
}

/* Whether things come to the station from elsewhere than from one that it tends. */
static bool layering_has_source(const struct layering *l, int station, int tended)
{
	for (int i = 0; i < l->map->link_count; i++)
		if (l->links[i].to == station && l->links[i].from != tended)
			return true;
	return false;
}

/* Who is tended stands beside a worker to whom things come anyhow; else it is where the way begins. */
static void layering_beside(struct layering *l)
{
	for (int s = 0; s < l->map->station_count; s++) {
		int tender = station_is_manned(&l->map->stations[s]) ? -1 : layering_tender(l, s);
		bool beside = tender >= 0 && layering_has_source(l, tender, s);
		l->tender[s] = (int8_t)(beside ? tender : -1);
		for (int i = 0; i < l->map->link_count; i++) {
			bool of = l->links[i].from == s || l->links[i].to == s;
			l->back[i] |= of && beside;
			if (of && tender >= 0 && !beside)
				l->links[i] = (struct link){ .from = (uint8_t)s, .to = (uint8_t)tender, .both = true };
		}
	}
}

static void layering_stand(struct layering *l)
{
	for (int s = 0; s < l->map->station_count; s++)
		if (l->tender[s] >= 0)
			l->layer[s] = l->layer[l->tender[s]];
}

static void layering_walk(struct layering *l, int station)
{
	l->walk[station] = 1;
	for (int i = 0; i < l->map->link_count; i++) {
		const struct link *link = &l->links[i];
		if (link->from != station || l->back[i])
			continue;
		if (l->walk[link->to] == 1)
			l->back[i] = true;
		else if (!l->walk[link->to])
			layering_walk(l, link->to);
	}
	l->walk[station] = 2;
}

static bool layering_fed(const struct layering *l, int station)
{
	for (int i = 0; i < l->map->link_count; i++)
		if (l->links[i].to == station && l->tender[l->links[i].from] < 0)
			return true;
	return false;
}

/* Begin where nothing flows in, so that what closes a ring is the link back to its beginning. */
static void layering_rings(struct layering *l)
{
	for (int pass = 0; pass < 2; pass++)
		for (int s = 0; s < l->map->station_count; s++)
			if (!l->walk[s] && (pass || !layering_fed(l, s)))
				layering_walk(l, s);
}

static void layering_longest(struct layering *l)
{
	bool moved = true;
	for (int pass = 0; moved && pass < MAP_STATIONS; pass++) {
		moved = false;
		for (int i = 0; i < l->map->link_count; i++) {
			const struct link *link = &l->links[i];
			if (l->back[i] || l->layer[link->to] > l->layer[link->from])
				continue;
			l->layer[link->to] = l->layer[link->from] + 1;
			moved = true;
		}
	}
}

static int layering_count(const struct layering *l)
{
	int last = 0;
	for (int s = 0; s < l->map->station_count; s++)
		last = l->layer[s] > last ? l->layer[s] : last;
	return last + 1;
}

/* A station into which nothing flows stands right before the first that it feeds. */
static void layering_pull(struct layering *l)
{
	for (int s = 0; s < l->map->station_count; s++) {
		int nearest = -1;
		for (int i = 0; i < l->map->link_count; i++)
			if (l->links[i].from == s && !l->back[i] && (nearest < 0 || l->layer[l->links[i].to] < nearest))
				nearest = l->layer[l->links[i].to];
		if (nearest > 0 && !layering_fed(l, s))
			l->layer[s] = (uint8_t)(nearest - 1);
	}
}

static double layering_pull_of(const struct layering *l, int station)
{
	double sum = 0;
	int count = 0;
	for (int i = 0; i < l->map->link_count; i++) {
		const struct link *link = &l->links[i];
		int other = link->from == station ? link->to : link->to == station ? link->from : -1;
		if (other < 0 || (l->back[i] && l->tender[station] < 0))
			continue;
		sum += l->order[other];
		count++;
	}
	return count ? sum / count : l->order[station];
}

/* Sort the stations of one layer by `pull`, ties by their order so far; then number them. */
static void layering_sort(struct layering *l, int layer)
{
	int in[MAP_STATIONS], count = 0;
	double pull[MAP_STATIONS];
	for (int s = 0; s < l->map->station_count; s++) {
		if (l->layer[s] != layer)
			continue;
		double p = layering_pull_of(l, s);
		int at = count++;
		while (at > 0 && (pull[at - 1] > p || (pull[at - 1] == p && l->order[in[at - 1]] > l->order[s]))) {
			in[at] = in[at - 1];
			pull[at] = pull[at - 1];
			at--;
		}
		in[at] = s;
		pull[at] = p;
	}
	for (int i = 0; i < count; i++)
		l->order[in[i]] = (uint8_t)i;
}

static void layering_order(struct layering *l, int layers)
{
	uint8_t next[MAP_STATIONS] = { 0 };
	for (int s = 0; s < l->map->station_count; s++)
		l->order[s] = next[l->layer[s]]++;
	for (int sweep = 0; sweep < 4; sweep++)
		for (int i = 0; i < layers; i++)
			layering_sort(l, sweep % 2 ? layers - 1 - i : i);
}

int kitchen_layers(const struct kitchen_map *map, uint8_t layer[MAP_STATIONS], uint8_t order[MAP_STATIONS])
{
	struct layering l = { .map = map, .layer = layer, .order = order };
	memset(layer, 0, MAP_STATIONS);
	memcpy(l.links, map->links, sizeof l.links);
	layering_beside(&l);
	layering_rings(&l);
	layering_longest(&l);
	layering_pull(&l);
	layering_stand(&l);
	int layers = layering_count(&l);
	layering_order(&l, layers);
	return layers;
}
