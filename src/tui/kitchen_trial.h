/* kitchen_trial.h - one picture of the map on trial: how the flow is folded, and where each station would then stand. */
#ifndef LUNCHRUSH_TUI_KITCHEN_TRIAL_H
#define LUNCHRUSH_TUI_KITCHEN_TRIAL_H

#include "tui/kitchen_plan.h"

#define BANDS 5

struct span_of {
	int start, length;
};

/* One picture on trial. */
struct trial {
	const struct kitchen_map *map;
	struct kitchen_plan *plan;
	uint8_t order[MAP_STATIONS];
	struct station_size size[MAP_STATIONS];
	int layers;
	int bands;                        /* of the flow; one more holds stations beside the flow, if any */
	int all_bands, per_band;
	bool down, tight;
	bool turns;                       /* every second band runs back; else all run alike, like lines of text */
	int length, breadth;              /* of the room, along the flow and across it */
	int gap, most_gap, side_gap, band_gap, margin;
	struct span_of along[MAP_STATIONS], across[MAP_STATIONS];
	struct span_of band[BANDS + 1];
};

/* Work the picture out for a room, map, plan, order and the choices being set. Returns its score, or -1 when it does not fit. */
double trial_run(struct trial *trial, int rows, int cols);
/* Whether the flow runs back in that band. */
bool trial_turns_back(const struct trial *trial, int band);

#endif
