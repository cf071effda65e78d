/* kitchen_size.c - how much room a station needs, would like, and can make use of.
 *
 * Sizes depend only on the map (names, bounds, how many workers), never on what goes on, so that stations stand still.
 *
 *   belt    1 row: name and things; 2: name above; 4: slots in a frame; up to 6
 *   grill   1 row; 3: name, numbers, bars; 5: in a frame; up to 8 with words and thick bars
 *   pool    a title, its line, a grid of its workers, a row or two of results
 *   cloud   a title, the cloud, sky, and the instances below; 4: a row or a sign each
 *   crew    one worker: 1 row; 2: name, and what it does; 4: in a frame with a bar; up to 6. Several: a head and their grid */
#include "tui/kitchen_plan.h"

#include "trace/text.h"

static int clamp(int value, int low, int high)
{
	return value < low ? low : value > high ? high : value;
}

static struct station_size belt_size(const struct station *station, int name)
{
	int slots = station->capacity ? clamp((int)station->capacity, 1, 10) : 6;
	return (struct station_size){
		.least_rows = 2, .want_rows = station->capacity ? 4 : 2, .most_rows = station->capacity ? 6 : 2,
		.least_cols = clamp(3 * slots + 1, station->capacity ? clamp(name + 14, 14, 22) : clamp(name + 9, 14, 18), 25),
		.want_cols = clamp(5 * slots + 2, name + 9, 36),
		.most_cols = clamp(9 * slots + 2, name + 16, 90),
	};
}

static struct station_size grill_size(const struct station *station, int name)
{
	int slots = clamp((int)station->capacity, 1, 8);
	return (struct station_size){
		.least_rows = 3, .want_rows = 5, .most_rows = 9,
		.least_cols = clamp(5 * slots + 1, name + 5, 24),
		.want_cols = clamp(8 * slots + 1, name + 16, 48),
		.most_cols = clamp(15 * slots + 1, name + 16, 100),
	};
}

static struct station_size worker_size(int name)
{
	return (struct station_size){
		.least_rows = 3, .want_rows = 4, .most_rows = 5,
		.least_cols = clamp(name + 9, 16, 30),
		.want_cols = 34,
		.most_cols = 50,
	};
}

static struct station_size crew_size(const struct station *station, int name)
{
	int n = clamp((int)station->count, 2, 2000);
	return (struct station_size){
		.least_rows = n > 20 ? 5 : 3, /* a head, and room for a sign each */
		.want_rows = n <= 8 ? n + 1 : clamp(n / 3 + 2, 6, 14),
		.most_rows = n <= 8 ? 5 * n + 1 : 40,
		.least_cols = clamp(n > 20 ? n / 4 + 1 : name + 6, 18, 40),
		.want_cols = n <= 4 ? 34 : n <= 20 ? 44 : 56,
		.most_cols = n <= 4 ? 60 : 120,
	};
}

/* The rows of a pool that are not its workers': title, line, results in order of calls and in order of ends. */
#define POOL_ROWS 4

static struct station_size pool_size(const struct station *station, int name)
{
	struct station_size size = station->count > 1 ? crew_size(station, name) : worker_size(name);
	return (struct station_size){
		.least_rows = 5, .want_rows = size.want_rows + POOL_ROWS + 2, .most_rows = size.most_rows + POOL_ROWS + 12,
		.least_cols = clamp(name + 18, 26, 44), .want_cols = 56, .most_cols = 120,
	};
}

/* By how many instances there may be: they come and go, and the cloud stands still. */
static struct station_size cloud_size(const struct station *station, int name)
{
	int places = clamp((int)station->capacity, 1, 6);
	return (struct station_size){
		.least_rows = 6, .want_rows = 13, .most_rows = 18,
		.least_cols = clamp(12 * places + 1, clamp(name + 18, 26, 40), 50), .want_cols = clamp(18 * places + 2, 40, 64), .most_cols = clamp(26 * places + 4, 60, 120),
	};
}

static struct station_size station_size_of(const struct station *station)
{
	int name = text_width(station->name);
	switch ((enum station_type)station->type) {
	case STATION_GRILL: return grill_size(station, name);
	case STATION_CREW: return station->count > 1 ? crew_size(station, name) : worker_size(name);
	case STATION_POOL: return pool_size(station, name);
	case STATION_CLOUD: return cloud_size(station, name);
	case STATION_AWAITED: return worker_size(name);
	case STATION_SERVED: return (struct station_size){ 1, 19, 1, 36, 1, 48 };
	case STATION_BELT:
	case STATION_SHELF: break;
	}
	return belt_size(station, name);
}

/* What has a bound still shows all its places; a crowd still shows a sign for each, up to a point; names stay whole. */
static int tight_cols(const struct station *station, int cols)
{
	int name = text_width(station->name), tight = clamp(name + 5, 15, 26);
	if (station->type == STATION_BELT)
		tight = clamp(station->capacity ? 3 * (int)station->capacity + 1 : name + 3, clamp(name + 4, 12, 22), 22);
	else if (station->type == STATION_GRILL)
		tight = clamp(4 * (int)station->capacity, 12, 24);
	else if (station->count > 20)
		tight = clamp((int)station->count / 3 + 1, 15, 24);
	return tight < cols ? tight : cols;
}

struct station_size kitchen_station_size(const struct station *station, bool tight)
{
	struct station_size size = station_size_of(station);
	if (tight) {
		size.least_rows = station_is_pool(station) ? 4 : station->count > 20 ? 4 : station->count > 1 ? 2 : 1;
		size.least_cols = tight_cols(station, size.least_cols);
	}
	return size;
}

bool kitchen_worker_framed(int name, int rows, int cols)
{
	return rows >= 3 && cols >= clamp(name + 8, 14, 30);
}

int kitchen_station_cols(const struct station *station, int rows, int cols)
{
	int places = (int)station->capacity, name = text_width(station->name);
	bool grill = station->type == STATION_GRILL;
	int ends = grill ? rows >= 5 : rows >= 4 || cols < 4 * places + 2 ? 1 : 2; /* walls or arrows beside the places */
	if (!places || places > cols / 3 || rows < 2 || (station->type != STATION_BELT && !grill))
		return cols;
	int fills = (cols - ends) / places * places + ends, least = name + (grill ? 5 : 14); /* a title with "4/4 closed" and who waits */
	return fills > least ? fills : least < cols ? least : cols;
}

int kitchen_station_rows(const struct station *station, int rows)
{
	bool framed = station->type == STATION_BELT && station->capacity;
	return framed && rows == 3 ? 2 : rows; /* a frame takes two more than a bare belt */
}
