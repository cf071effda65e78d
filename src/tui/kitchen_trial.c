/* kitchen_trial.c - works one picture out: bands, layers along the flow, stations across it, and how good that is.
 *
 * All lengths are kept twice, along the flow and across it; which of them are rows only the end decides. The layers of a band share its
 * length, the stations of a layer the band's breadth; what is left becomes gaps. Stations then move towards their neighbours as far
 * as order, gaps and the band's bounds allow. The score is how much of what they want the stations get, less a little for folds, for
 * long links, and much for links that would have to find a way past a whole band.
 *
 * What always holds: in a picture that fits, stations lie within the room and do not overlap. */
#include "tui/kitchen_trial.h"

#include "tui/kitchen_shares.h"

#include <math.h>
#include <stdlib.h>

_Static_assert(SHARES > MAP_STATIONS, "a share for each station");

static int least(const struct trial *t, int s, bool along)
{
	return along == t->down ? t->size[s].least_rows : t->size[s].least_cols;
}

static int want(const struct trial *t, int s, bool along)
{
	return along == t->down ? t->size[s].want_rows : t->size[s].want_cols;
}

static int most(const struct trial *t, int s, bool along)
{
	return along == t->down ? t->size[s].most_rows : t->size[s].most_cols;
}

static bool in_layer(const struct trial *t, int s, int band, int layer)
{
	return t->plan->band[s] == band && t->plan->layer[s] == layer;
}

/* The layers of a band: first and how many. */
static int band_layers(const struct trial *t, int band, int *first)
{
	int low = SHARES, high = -1;
	for (int s = 0; s < t->map->station_count; s++) {
		if (t->plan->band[s] != band)
			continue;
		low = t->plan->layer[s] < low ? t->plan->layer[s] : low;
		high = t->plan->layer[s] > high ? t->plan->layer[s] : high;
	}
	*first = low;
	return high < 0 ? 0 : high - low + 1;
}

bool trial_turns_back(const struct trial *t, int band)
{
	return t->turns && band % 2 && band < t->bands;
}

/* How many of a layer's rows its stations can do something with. */
static int layer_useful(const struct trial *t, int band, int layer, int rows)
{
	int useful = 0;
	for (int s = 0; s < t->map->station_count; s++) {
		int own = in_layer(t, s, band, layer) ? kitchen_station_rows(&t->map->stations[s], rows) : 0;
		useful = own > useful ? own : useful;
	}
	return useful;
}

/* Down the room: rows that say nothing where they are go to the layers that can use most. Returns what is left over. */
static int layers_trim(const struct trial *t, int band, int first, struct shares *shares)
{
	int spare = 0;
	for (int i = 0; i < shares->count; i++) {
		int useful = layer_useful(t, band, first + i, shares->got[i]);
		spare += shares->got[i] - useful;
		shares->got[i] = useful;
	}
	while (spare > 0) {
		int best = -1;
		for (int i = 0; i < shares->count; i++) {
			bool uses = layer_useful(t, band, first + i, shares->got[i] + 1) > shares->got[i];
			if (uses && shares->got[i] < shares->most[i] && (best < 0 || shares->most[i] - shares->got[i] > shares->most[best] - shares->got[best]))
				best = i;
		}
		if (best < 0)
			break;
		shares->got[best]++;
		spare--;
	}
	return spare;
}

/* Where the band's layers lie along the flow. */
static bool trial_along(struct trial *t, int band)
{
	struct shares shares = { 0 };
	int first, margin = t->bands > 1 ? t->margin : 0;
	shares.count = band_layers(t, band, &first);
	if (!shares.count)
		return true;
	for (int s = 0; s < t->map->station_count; s++)
		if (t->plan->band[s] == band)
			shares_raise(&shares, t->plan->layer[s] - first, least(t, s, true), want(t, s, true), most(t, s, true));
	int gaps = shares.count - 1;
	int left = shares_give(&shares, t->length - 2 * margin - gaps * t->gap);
	if (left < 0)
		return false;
	if (t->down)
		left += layers_trim(t, band, first, &shares);
	int gap = t->gap + (gaps ? left / gaps : 0);
	gap = gap > t->most_gap ? t->most_gap : gap;
	int at = margin + (left - gaps * (gap - t->gap)) / 2;
	for (int i = 0; i < shares.count; i++) {
		int layer = trial_turns_back(t, band) ? shares.count - 1 - i : i;
		for (int s = 0; s < t->map->station_count; s++) {
			if (!in_layer(t, s, band, first + layer))
				continue;
			int length = most(t, s, true) < shares.got[layer] ? most(t, s, true) : shares.got[layer];
			t->along[s] = (struct span_of){ at + (shares.got[layer] - length) / 2, length };
		}
		at += shares.got[layer] + gap;
	}
	return true;
}

/* The stations of a layer in their order; returns how many. */
static int layer_stations(const struct trial *t, int band, int layer, int in[MAP_STATIONS])
{
	int count = 0;
	for (int s = 0; s < t->map->station_count; s++) {
		if (!in_layer(t, s, band, layer))
			continue;
		int at = count++;
		for (; at > 0 && t->order[in[at - 1]] > t->order[s]; at--)
			in[at] = in[at - 1];
		in[at] = s;
	}
	return count;
}

/* How broad the bands are. */
static bool trial_bands(struct trial *t)
{
	struct shares shares = { .count = t->all_bands };
	for (int band = 0; band < t->all_bands; band++) {
		int first, layers = band_layers(t, band, &first);
		for (int i = 0; i < layers; i++) {
			int in[MAP_STATIONS], count = layer_stations(t, band, first + i, in);
			int sums[3] = { 0 };
			for (int k = 0; k < count; k++) {
				sums[0] += least(t, in[k], false);
				sums[1] += want(t, in[k], false);
				sums[2] += most(t, in[k], false);
			}
			int gaps = (count - 1) * t->side_gap;
			shares_raise(&shares, band, sums[0] + gaps, sums[1] + gaps, sums[2] + 3 * gaps);
		}
	}
	int gaps = shares.count - 1;
	int left = shares_give(&shares, t->breadth - gaps * t->band_gap);
	if (left < 0)
		return false;
	int more = left / (shares.count + 1);
	more = more > 2 * t->band_gap ? 2 * t->band_gap : more;
	int at = (left - gaps * more) / 2;
	for (int band = 0; band < shares.count; band++) {
		t->band[band] = (struct span_of){ at, shares.got[band] };
		at += shares.got[band] + t->band_gap + more;
	}
	return true;
}

static double middle(struct span_of span)
{
	return span.start + span.length / 2.0;
}

/* The mean of where the neighbours' middles lie across the flow; the own middle where there are none. */
static double neighbours(const struct trial *t, int s)
{
	double sum = 0;
	int count = 0;
	for (int i = 0; i < t->map->link_count; i++) {
		const struct link *link = &t->map->links[i];
		int other = link->from == s ? link->to : link->to == s ? link->from : -1;
		if (other < 0 || t->plan->band[other] != t->plan->band[s])
			continue;
		sum += middle(t->across[other]);
		count++;
	}
	return count ? sum / count : middle(t->across[s]);
}

/* Move a layer's stations towards their neighbours, keeping order, gaps and the band's bounds. */
static void layer_settle(struct trial *t, const int in[], int count, struct span_of band)
{
	int at = band.start, end = band.start + band.length;
	for (int k = 0; k < count; k++) {
		int start = (int)lround(neighbours(t, in[k]) - t->across[in[k]].length / 2.0);
		t->across[in[k]].start = start > at ? start : at;
		at = t->across[in[k]].start + t->across[in[k]].length + t->side_gap;
	}
	for (int k = count - 1; k >= 0; k--) {
		struct span_of *span = &t->across[in[k]];
		if (span->start + span->length > end)
			span->start = end - span->length;
		end = span->start - t->side_gap;
	}
}

static void layer_share(struct trial *t, const int in[], int count, struct span_of band)
{
	struct shares shares = { .count = count };
	for (int k = 0; k < count; k++)
		shares_raise(&shares, k, least(t, in[k], false), want(t, in[k], false), most(t, in[k], false));
	int left = shares_give(&shares, band.length - (count - 1) * t->side_gap);
	left = left < 0 ? 0 : left;
	int at = band.start;
	for (int k = 0; k < count; k++) {
		int before = left * (2 * k + 1) / (2 * count);
		t->across[in[k]] = (struct span_of){ at + before, shares.got[k] };
		at += shares.got[k] + t->side_gap;
	}
}

/* Where the stations of each layer lie across the flow. */
static void trial_across(struct trial *t)
{
	for (int sweep = -1; sweep < 6; sweep++) {
		for (int band = 0; band < t->all_bands; band++) {
			int first, layers = band_layers(t, band, &first);
			for (int i = 0; i < layers; i++) {
				int in[MAP_STATIONS], layer = first + (sweep % 2 ? layers - 1 - i : i);
				int count = layer_stations(t, band, layer, in);
				if (sweep < 0)
					layer_share(t, in, count, t->band[band]);
				else
					layer_settle(t, in, count, t->band[band]);
			}
		}
	}
}

static double ratio(int have, int wish)
{
	return wish <= 0 || have >= wish ? 1 : (double)have / wish;
}

/* Whether some link closes a ring. A ring is drawn as one; what flows on only reads better in columns that all run down. */
static bool trial_rings(const struct trial *t)
{
	for (int i = 0; i < t->map->link_count; i++) {
		const struct link *link = &t->map->links[i];
		if (!link->both && t->plan->layer[link->to] < t->plan->layer[link->from])
			return true;
	}
	return false;
}

static double trial_score(const struct trial *t)
{
	double sum = 0, room = 0, links = 0, cut_off = 0;
	for (int s = 0; s < t->map->station_count; s++) {
		double along = ratio(t->along[s].length, want(t, s, true)), across = ratio(t->across[s].length, want(t, s, false));
		sum += along * across;
		room += ratio(t->along[s].length, most(t, s, true)) * ratio(t->across[s].length, most(t, s, false));
	}
	for (int i = 0; i < t->map->link_count; i++) {
		int from = t->map->links[i].from, to = t->map->links[i].to;
		links += fabs(middle(t->along[from]) - middle(t->along[to])) / t->length;
		links += fabs(middle(t->across[from]) - middle(t->across[to])) / t->breadth;
		int bands = abs(t->plan->band[from] - t->plan->band[to]); /* past a whole band there is hardly ever a way */
		cut_off += bands > 1;
	}
	int n = t->map->station_count;
	return sum / n + 0.3 * room / n - 0.2 * links / (t->map->link_count + 1) - 0.3 * cut_off - 0.04 * (t->bands - 1) - (t->down && t->bands > 1 && t->turns != trial_rings(t) ? 0.1 : 0) - (t->tight ? 0.3 : 0);
}

static void trial_room(struct trial *t, int rows, int cols)
{
	t->length = t->down ? rows : cols;
	t->breadth = t->down ? cols : rows;
	t->gap = t->down ? 1 : t->tight ? 3 : 4;
	t->most_gap = t->down ? 4 : 14;
	t->side_gap = t->down ? 3 : 1;
	t->band_gap = t->down ? 4 : t->tight ? 1 : 2;
	t->margin = 0;
}

/* Which band each station belongs to. Stations beside the flow get a band of their own, one behind the other. */
static void trial_fold(struct trial *t)
{
	int beside = 0, per = (t->layers + t->bands - 1) / t->bands;
	bool crowd = false;
	for (int s = 0; s < t->map->station_count; s++) {
		bool flows = t->map->stations[s].linked || !t->map->link_count;
		if (!flows) {
			t->plan->layer[s] = (uint8_t)beside++;
			t->plan->band[s] = (uint8_t)t->bands;
			continue;
		}
		t->plan->band[s] = (uint8_t)(t->plan->layer[s] / per);
		crowd |= t->order[s] > 0 && t->plan->layer[s] % per == per - 1;
	}
	t->all_bands = t->bands + (beside > 0);
	if (crowd)
		t->margin = t->down ? 1 : 3;
}

double trial_run(struct trial *t, int rows, int cols)
{
	for (int s = 0; s < t->map->station_count; s++)
		t->size[s] = kitchen_station_size(&t->map->stations[s], t->tight);
	trial_room(t, rows, cols);
	trial_fold(t);
	for (int band = 0; band < t->all_bands; band++)
		if (!trial_along(t, band))
			return -1;
	if (!trial_bands(t))
		return -1;
	trial_across(t);
	return trial_score(t);
}
