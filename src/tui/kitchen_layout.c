/* kitchen_layout.c - reads recipe{layout=}: a line per flow, names joined by ">".
 *
 *   guests > take orders > orders > cook > served
 *   grill > tend the grill > cooked > cook
 *
 * Every name becomes a station that awaits its object or its workers, so the picture stands before the first of them is made, and
 * stays as it is. Spaces around names do not matter, empty names are passed over. */
#include "tui/kitchen_map.h"

#include <string.h>

/* Copy the name in [from, from + length) without the spaces around it; false when nothing is left. */
static bool name_cut(char to[MAP_NAME], const char *from, size_t length)
{
	while (length && *from == ' ')
		from++, length--;
	while (length && from[length - 1] == ' ')
		length--;
	if (length >= MAP_NAME)
		length = MAP_NAME - 1;
	memcpy(to, from, length);
	to[length] = '\0';
	return length > 0;
}

static int layout_station(struct kitchen_map *map, const char *name)
{
	int at = kitchen_map_find(map, name);
	return at >= 0 ? at : kitchen_map_station(map, STATION_AWAITED, name);
}

void kitchen_map_layout(struct kitchen_map *map, const char *layout)
{
	int before = -1;
	for (const char *at = layout; *at;) {
		size_t length = strcspn(at, ">\n");
		char name[MAP_NAME];
		if (name_cut(name, at, length)) {
			int station = layout_station(map, name);
			kitchen_map_link(map, before, station);
			before = station;
		}
		at += length;
		if (*at == '\n')
			before = -1;
		at += *at != '\0';
	}
}
