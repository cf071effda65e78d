/* slices.c - a worker's lane, put into the columns of a screen.
 *
 * A column shows the state that took most of its time, and knows whether the worker ran at all in it: on a loop a turn takes microseconds of a
 * column's hundred milliseconds, and would else never be seen. Slices come by growing time, so the walk goes forward from where it was, in
 * leaps that double. Where a slice holds very many spans only every n-th is looked at: the cost of a column is bounded whatever
 * the run. */
#include "tui/slices.h"

#include <string.h>

#define LOOKS 10 /* spans looked at in one slice, about */

struct slices slices_of(const struct history *history, uint32_t worker)
{
	struct slices slices = { 0 };
	slices.spans = history ? history_lane(history, worker, &slices.count) : NULL;
	if (!slices.spans)
		slices.count = 0;
	return slices;
}

/* The first span from `from` on that starts at or after `ns`. */
static size_t first_after(const struct slices *slices, size_t from, uint64_t ns)
{
	size_t leap = 1, low = from, high;
	while (low + leap < slices->count && slices->spans[low + leap].start_ns < ns) {
		low += leap;
		leap *= 2;
	}
	high = low + leap < slices->count ? low + leap : slices->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (slices->spans[middle].start_ns < ns)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The part of span `i` (lasting up to where span `next` begins) that lies in the slice. */
static uint64_t part(const struct slices *slices, size_t i, size_t next, struct slice slice)
{
	uint64_t from = slices->spans[i].start_ns, to = next < slices->count ? slices->spans[next].start_ns : UINT64_MAX;
	from = from > slice.from_ns ? from : slice.from_ns;
	to = to < slice.to_ns ? to : slice.to_ns;
	return to > from ? to - from : 0;
}

/* Of holders only the latest few are told apart within one slice. */
struct tally {
	uint64_t state_ns[STATE_COUNT];
	uint32_t holders[4];
	uint64_t holder_ns[4];
};

static void tally_holder(struct tally *tally, uint32_t holder, uint64_t ns)
{
	int place = 0;
	for (int i = 0; i < 4; i++) {
		if (tally->holders[i] == holder) {
			tally->holder_ns[i] += ns;
			return;
		}
		place = tally->holder_ns[i] < tally->holder_ns[place] ? i : place;
	}
	tally->holders[place] = holder;
	tally->holder_ns[place] = ns;
}

static void tally_best(const struct tally *tally, struct slice_state *best)
{
	uint64_t holder_ns = 0;
	for (int state = 0; state < STATE_COUNT; state++)
		if (tally->state_ns[state] > best->most_ns) {
			best->most_ns = tally->state_ns[state];
			best->state = (uint8_t)state;
		}
	for (int i = 0; i < 4; i++)
		if (tally->holders[i] && tally->holder_ns[i] > holder_ns) {
			holder_ns = tally->holder_ns[i];
			best->holder = tally->holders[i];
		}
}

struct slice_state slices_next(struct slices *slices, struct slice slice)
{
	struct slice_state best = { .state = STATE_COUNT };
	struct tally tally;
	memset(&tally, 0, sizeof tally);
	slices->at = first_after(slices, slices->at, slice.from_ns);
	size_t first = slices->at > 0 ? slices->at - 1 : 0; /* it began before the slice */
	size_t end = first_after(slices, slices->at, slice.to_ns);
	size_t stride = (end - first) / LOOKS + 1;
	for (size_t i = first; i < end; i += stride) {
		const struct span *span = &slices->spans[i];
		uint64_t ns = part(slices, i, i + stride < end ? i + stride : end, slice);
		bool within = ns || span->start_ns >= slice.from_ns;
		if (!within || span->state >= STATE_COUNT)
			continue;
		tally.state_ns[span->state] += ns;
		tally_holder(&tally, span->holder, ns);
		best.ran = best.ran || span->state == STATE_RUNNING;
		if (best.state == STATE_COUNT)
			best.state = span->state;
		if (span->holder && !best.holder)
			best.holder = span->holder;
	}
	tally_best(&tally, &best);
	return best;
}
