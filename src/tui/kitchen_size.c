/* kitchen_size.c - how much room a station needs, would like, and can make use of.
 *
 * Sizes depend only on the map (names, bounds, how many workers), never on what goes on, so that stations stand still.
 *
 *   belt    1 row: name and things; 2: name above; 4: slots in a frame; up to 6
 *   grill   1 row; 3: name, numbers, bars; 5: in a frame; up to 8 with words and thick bars
 *   crew    one worker: 1 row; 2: name, and what it does; 4: in a frame with a bar; up to 6. Several: a head and their grid */
#include "tui/kitchen_plan.h"

#include "trace/text.h"

static int clamp(int value, int low, int high)
{
	return value < low ? low : value > high ? high : value;
}

static struct station_size belt_size(const struct station *station, int name)
{
	int slots = station->capacity ? clamp((int)station->capacity, 2, 8) : 6;
	return (struct station_size){
		.least_rows = 2, .want_rows = station->capacity ? 4 : 2, .most_rows = station->capacity ? 6 : 2,
		.least_cols = clamp(name + 4, 12, 18),
		.want_cols = clamp(4 * slots + 2, name + 10, 36),
		.most_cols = clamp(8 * slots + 2, name + 10, 64),
	};
}

static struct station_size grill_size(const struct station *station, int name)
{
	int slots = clamp((int)station->capacity, 1, 8);
	return (struct station_size){
		.least_rows = 3, .want_rows = 5, .most_rows = 8,
		.least_cols = clamp(5 * slots + 1, name + 5, 24),
		.want_cols = clamp(7 * slots + 1, name + 12, 48),
		.most_cols = clamp(12 * slots + 1, name + 12, 80),
	};
}

static struct station_size worker_size(int name)
{
	return (struct station_size){
		.least_rows = 2, .want_rows = 4, .most_rows = 6,
		.least_cols = clamp(name + 5, 16, 20),
		.want_cols = 32,
		.most_cols = 46,
	};
}

static struct station_size crew_size(const struct station *station, int name)
{
	int n = clamp((int)station->count, 2, 2000);
	return (struct station_size){
		.least_rows = n > 20 ? 5 : 3,
		.want_rows = n <= 8 ? n + 1 : clamp(n / 3 + 2, 6, 14),
		.most_rows = n <= 8 ? 4 * n + 1 : 40,
		.least_cols = clamp(name + 6, 18, 24),
		.want_cols = n <= 4 ? 34 : 44,
		.most_cols = n <= 4 ? 60 : 120,
	};
}

static struct station_size station_size_of(const struct station *station)
{
	int name = text_width(station->name);
	switch ((enum station_type)station->type) {
	case STATION_GRILL: return grill_size(station, name);
	case STATION_CREW: return station->count > 1 ? crew_size(station, name) : worker_size(name);
	case STATION_AWAITED: return worker_size(name);
	case STATION_SERVED: return (struct station_size){ 2, 13, 2, 26, 4, 40 };
	case STATION_BELT:
	case STATION_SHELF: break;
	}
	return belt_size(station, name);
}

struct station_size kitchen_station_size(const struct station *station, bool tight)
{
	struct station_size size = station_size_of(station);
	if (tight) {
		size.least_rows = station->count > 1 ? 2 : 1;
		size.least_cols = size.least_cols < 14 ? size.least_cols : 14;
	}
	return size;
}
