/* kitchen_plan.c - tries a few dozen pictures of the map in the room and keeps the best.
 *
 * A picture is fixed by a few choices: whether the flow runs across the room or down it, into how many bands it is folded, whether
 * every second band runs back like a snake, and whether stations may shrink to what they need at least. Each that fits gets a score
 * (kitchen_trial.c); for the best few the wires are laid for once, and what they cost, bends and crossings above all, decides. */
#include "tui/kitchen_plan.h"

#include "tui/kitchen_trial.h"
#include "tui/kitchen_wire.h"

#include <string.h>

/* A station of places with walls takes just the columns that they fill, and stays in the middle. */
static void station_snap(const struct station *station, struct rect *at)
{
	int cols = kitchen_station_cols(station, at->rows, at->cols);
	at->col += (at->cols - cols) / 2;
	at->cols = cols;
}

/* Where the flow runs down, a belt runs to the right unless its things come from there. */
static bool station_from_right(const struct kitchen_plan *plan, const struct kitchen_map *map, int s)
{
	int right = plan->at[s].col + plan->at[s].cols;
	bool from = false, to = false;
	for (int i = 0; i < map->link_count; i++) {
		from |= map->links[i].to == s && plan->at[map->links[i].from].col >= right;
		to |= map->links[i].from == s && plan->at[map->links[i].to].col >= right;
	}
	return from && !to;
}

static void trial_keep(const struct trial *t, struct kitchen_plan *plan)
{
	plan->down = t->down;
	for (int s = 0; s < t->map->station_count; s++) {
		struct span_of a = t->along[s], c = t->across[s];
		plan->at[s] = t->down ? (struct rect){ a.start, c.start, a.length, c.length } : (struct rect){ c.start, a.start, c.length, a.length };
		plan->layer[s] = t->plan->layer[s];
		plan->band[s] = t->plan->band[s];
		plan->backward[s] = trial_turns_back(t, plan->band[s]);
		station_snap(&t->map->stations[s], &plan->at[s]);
	}
	for (int s = 0; s < t->map->station_count; s++)
		plan->leftward[s] = t->down ? station_from_right(plan, t->map, s) : plan->backward[s];
	plan->shown = t->map->station_count;
}

/* Rows that are left when each station has one, for each crew of several. */
static int list_spare(const struct kitchen_plan *plan, const struct kitchen_map *map)
{
	int crews = 0;
	for (int s = 0; s < map->station_count; s++)
		crews += map->stations[s].count > 1;
	return crews && plan->rows > map->station_count ? (plan->rows - map->station_count) / crews : 0;
}

/* No picture fits: a row for each station, more for crews where rows are left; in two columns where there is breadth. */
static void plan_list(struct kitchen_plan *plan, const struct kitchen_map *map)
{
	int columns = map->station_count > plan->rows && plan->cols >= 60 ? 2 : 1, width = plan->cols / columns;
	int lines = plan->rows * columns < map->station_count ? plan->rows - 1 : plan->rows, spare = list_spare(plan, map);
	int row = 0, column = 0;
	plan->listed = true;
	for (int s = 0; s < map->station_count && lines > 0; s++) {
		int rows = map->stations[s].count > 1 ? 1 + spare : 1;
		if (row + rows > lines) {
			row = 0;
			column++;
		}
		if (column == columns)
			break;
		plan->at[s] = (struct rect){ row, column * width, rows, width - (columns > 1) };
		plan->shown++;
		row += rows;
	}
}

/* Nothing flows: the workers have the room to themselves, with the globals they share beside them. */
static void plan_alone(struct kitchen_plan *plan, const struct kitchen_map *map)
{
	int beside = map->cell_count && plan->cols >= 56 ? (plan->cols >= 100 ? plan->cols / 3 : 24) : 0;
	int below = map->cell_count && !beside && plan->rows >= 8 ? (map->cell_count < 3 ? map->cell_count : 3) + 1 : 0;
	if (map->station_count) {
		plan->at[0] = (struct rect){ 0, 0, plan->rows - below, plan->cols - beside };
		plan->shown = 1;
	}
	if (beside)
		plan->cells = (struct rect){ 0, plan->cols - beside + 2, plan->rows, beside - 2 };
	else if (below)
		plan->cells = (struct rect){ plan->rows - below, 0, below, plan->cols };
}

/* Columns for a lock, or the like, and who waits for it. */
#define CONTROL_COLS_WANT 48
#define CONTROL_COLS_LEAST 36

#define CANDIDATES 5

struct candidates {
	int count;
	double score[CANDIDATES]; /* best first */
	struct kitchen_plan plan[CANDIDATES];
};

static void candidates_add(struct candidates *best, double score, const struct trial *t, const struct kitchen_plan *empty)
{
	int at = best->count < CANDIDATES ? best->count++ : CANDIDATES - 1;
	if (at == CANDIDATES - 1 && best->count == CANDIDATES && best->score[at] >= score && best->plan[at].shown)
		return;
	for (; at > 0 && best->score[at - 1] < score - 1e-9; at--) {
		best->score[at] = best->score[at - 1];
		best->plan[at] = best->plan[at - 1];
	}
	best->score[at] = score;
	best->plan[at] = *empty;
	trial_keep(t, &best->plan[at]);
}

static void candidates_try(struct candidates *best, const struct kitchen_plan *empty, const struct kitchen_map *map)
{
	uint8_t layer[MAP_STATIONS], order[MAP_STATIONS];
	int layers = kitchen_layers(map, layer, order);
	for (int choice = 0; choice < 8 * BANDS && choice / 8 < layers; choice++) {
		struct kitchen_plan on_trial = *empty;
		struct trial t = {
			.map = map, .plan = &on_trial, .layers = layers, .bands = choice / 8 + 1,
			.down = choice & 1, .tight = choice >> 1 & 1, .turns = !(choice & 4),
		};
		if (!t.turns && (!t.down || t.bands == 1))
			continue;
		memcpy(on_trial.layer, layer, sizeof layer);
		memcpy(t.order, order, sizeof order);
		double score = trial_run(&t, empty->rows, empty->cols);
		if (score >= 0)
			candidates_add(best, score, &t, empty);
	}
}

/* What the wires take from a picture's score. A bend now and then is fine; a link that found no way is not. */
static double wires_price(const struct kitchen_wires *wires, const struct kitchen_map *map)
{
	double links = map->link_count ? map->link_count : 1, lost = __builtin_popcountll(wires->lost);
	double length = (double)wires->length / (wires->cols + 2 * wires->rows + 1);
	return (0.06 * wires->bends + 0.2 * wires->crossings + 0.3 * length) / links + 0.3 * lost;
}

static void candidates_judge(const struct candidates *best, const struct kitchen_map *map, struct kitchen_plan *plan, struct kitchen_wires *wires)
{
	double most = -1e9;
	for (int i = 0; i < best->count; i++) {
		struct kitchen_wires laid = { 0 };
		kitchen_wires_lay(&laid, map, &best->plan[i]);
		double score = best->score[i] - wires_price(&laid, map);
		if (score > most + 1e-9) {
			struct kitchen_wires before = *wires;
			most = score;
			*plan = best->plan[i];
			*wires = laid;
			laid = before;
		}
		kitchen_wires_release(&laid);
	}
}

static int columns_of(int cols, int each)
{
	return cols >= 2 * each ? cols / each : 1;
}

/* Take rows off the foot of the room for the controls: at most a quarter where things flow, a third where nothing does. They stand in wide
 * columns, if those find room. */
static void plan_controls(struct kitchen_plan *plan, const struct kitchen_map *map)
{
	int columns = columns_of(plan->cols, CONTROL_COLS_WANT), most = plan->rows / (map->link_count ? 4 : 3);
	if (columns * most < map->control_count)
		columns = columns_of(plan->cols, CONTROL_COLS_LEAST);
	if (columns > map->control_count && map->control_count)
		columns = map->control_count;
	int rows = (map->control_count + columns - 1) / columns;
	rows = rows < most ? rows : most;
	plan->control_columns = columns;
	plan->controls = (struct rect){ plan->rows - rows, 0, rows, plan->cols };
	plan->rows -= rows && plan->rows - rows >= 10 ? rows + 1 : rows;
}

void kitchen_plan_make(struct kitchen_plan *plan, struct kitchen_wires *wires, const struct kitchen_map *map, int rows, int cols)
{
	struct candidates best = { 0 };
	kitchen_wires_release(wires);
	memset(plan, 0, sizeof *plan);
	plan->rows = rows;
	plan->cols = cols;
	if (rows < 1 || cols < 1)
		return;
	plan_controls(plan, map);
	if (map->station_count == 0 || (map->station_count == 1 && map->stations[0].type == STATION_CREW)) {
		plan_alone(plan, map);
		return;
	}
	struct kitchen_plan empty = *plan;
	candidates_try(&best, &empty, map);
	if (best.count)
		candidates_judge(&best, map, plan, wires);
	else
		plan_list(plan, map);
}
