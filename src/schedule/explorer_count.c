/* explorer_count.c - what is counted from the start on, once the graph is there.
 *
 * States in the reverse order of closing come after all that lead to them (edges back left out), so one pass gives how many ways lead to each state and
 * so to each outcome, and how likely that is. For preemptions it matters who moved last: ways are then counted by the edge taken last, those
 * with exactly k preemptions from those with k and with k - 1.
 *
 * With loops the chances are a system of equations: they are iterated from below until they stand still, so that what they come to is the chance of ever
 * ending so. From some states no end can be reached at all: whoever gets there goes on for ever. */
#include "schedule/explorer_inner.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define STILL 1e-13
#define SWEEP_EDGES 2000000000u /* the iteration is given up after so many edges: what is left is in the tenth digit or nowhere */

/* ---- ways and chances ---- */

static void count_shares(struct explorer *e)
{
	explorer_count *ways = explorer_sure(calloc(e->state_count + 1, sizeof *ways));
	double *mass = explorer_sure(calloc(e->state_count + 1, sizeof *mass));
	ways[e->start - 1] = 1;
	mass[e->start - 1] = 1;
	for (uint32_t i = e->closed_count; i-- > 0;) {
		uint32_t from = e->closed[i];
		const struct state *state = &e->states[from];
		for (uint32_t k = 0; k < state->count; k++) {
			explorer_place to = edge_forward(&e->edges[state->first + k]);
			if (to & PLACE_ENDS) {
				struct explorer_share *share = &e->outcomes[to & ~PLACE_ENDS].share;
				share->schedules = explorer_sum(share->schedules, ways[from]);
				share->chance += mass[from] / state->count;
			} else if (to) {
				ways[to - 1] = explorer_sum(ways[to - 1], ways[from]);
				mass[to - 1] += mass[from] / state->count;
			}
		}
	}
	free(ways);
	free(mass);
}

/* ---- preemptions ---- */

static void add_ends(const struct explorer *e, struct explorer_figures *to, explorer_place place, explorer_count ways)
{
	const struct outcome *outcome = &e->outcomes[place & ~PLACE_ENDS];
	to->schedules = explorer_sum(to->schedules, ways);
	to->failing = explorer_sum(to->failing, outcome->ok ? 0 : ways);
	to->deadlocking = explorer_sum(to->deadlocking, outcome->deadlock ? ways : 0);
}

/* Hand on the ways that end with this edge to the edges after it. `fewer`: those with one preemption less than `ways`, NULL for none. */
static void pass_on(const struct explorer *e, uint32_t edge, explorer_count *ways, const explorer_count *fewer)
{
	uint32_t last = e->edges[edge].worker;
	const struct state *state = &e->states[e->edges[edge].to - 1];
	for (uint32_t k = 0; k < state->count; k++) {
		uint32_t next = state->first + k;
		if (!graph_preempts(e, state, last, e->edges[next].worker))
			ways[next] = explorer_sum(ways[next], ways[edge]);
		else if (fewer)
			ways[next] = explorer_sum(ways[next], fewer[edge]);
	}
}

/* The schedules with exactly so many preemptions as `ways` is for. */
static struct explorer_figures count_exactly(const struct explorer *e, explorer_count *ways, const explorer_count *fewer)
{
	struct explorer_figures sum = { 0 };
	for (uint32_t i = e->closed_count; i-- > 0;) {
		const struct state *state = &e->states[e->closed[i]];
		for (uint32_t edge = state->first; edge < state->first + state->count; edge++) {
			explorer_place to = edge_forward(&e->edges[edge]);
			if (to & PLACE_ENDS)
				add_ends(e, &sum, to, ways[edge]);
			else if (to)
				pass_on(e, edge, ways, fewer);
		}
	}
	return sum;
}

static void count_preemptions(struct explorer *e)
{
	explorer_count *ways = explorer_sure(calloc(e->edge_count + 1, sizeof *ways)), *fewer = explorer_sure(calloc(e->edge_count + 1, sizeof *fewer));
	const struct state *start = &e->states[e->start - 1];
	for (uint32_t k = 0; k < EXPLORER_PREEMPTIONS; k++) {
		memset(ways, 0, e->edge_count * sizeof *ways);
		for (uint32_t i = 0; i < start->count && k == 0; i++)
			ways[start->first + i] = 1;
		struct explorer_figures exactly = count_exactly(e, ways, k ? fewer : NULL);
		e->at_most[k] = k ? e->at_most[k - 1] : (struct explorer_figures){ 0 };
		figures_add(&e->at_most[k], &exactly, 1);
		explorer_count *swapped = ways;
		ways = fewer;
		fewer = swapped;
	}
	free(ways);
	free(fewer);
}

/* ---- loops ---- */

/* From which states an end can be reached, or at least nobody knows that none can. */
static bool *find_ending(const struct explorer *e)
{
	bool *ends = explorer_sure(calloc(e->state_count + 1, 1)), changed = true;
	while (changed) {
		changed = false;
		for (uint32_t i = 0; i < e->closed_count; i++) {
			const struct state *state = &e->states[e->closed[i]];
			for (uint32_t k = 0; k < state->count && !ends[e->closed[i]]; k++) {
				explorer_place to = e->edges[state->first + k].to;
				if (!to || to & PLACE_ENDS || ends[(to & PLACE_INDEX) - 1])
					ends[e->closed[i]] = changed = true;
			}
		}
	}
	return ends;
}

/* What fails is told for each state: from its successors, again and again. */
static void iterate_failing(struct explorer *e)
{
	double moved = 1;
	for (uint64_t left = SWEEP_EDGES; moved > STILL && left > e->edge_count; left -= e->edge_count) {
		moved = 0;
		for (uint32_t i = 0; i < e->closed_count; i++) {
			struct state *state = &e->states[e->closed[i]];
			double chance = 0;
			for (uint32_t k = 0; k < state->count; k++)
				chance += explorer_figures(e, e->edges[state->first + k].to).chance / state->count;
			moved = fmax(moved, fabs(chance - state->figures.chance));
			state->figures.chance = chance;
		}
	}
}

/* Let the mass of a state flow to its successors; returns how much of it stays in the graph for another sweep. */
static double flow(struct explorer *e, uint32_t from, double *mass, const bool *ends)
{
	const struct state *state = &e->states[from];
	double part = mass[from] / state->count, back = 0;
	mass[from] = 0;
	for (uint32_t k = 0; k < state->count; k++) {
		explorer_place to = e->edges[state->first + k].to;
		if (to & PLACE_ENDS)
			e->outcomes[to & ~PLACE_ENDS].share.chance += part;
		else if (to && !ends[(to & PLACE_INDEX) - 1])
			e->endless_chance += part;
		else if (to)
			mass[(to & PLACE_INDEX) - 1] += part;
		back += to & PLACE_BACK && !(to & PLACE_ENDS) ? part : 0;
	}
	return back;
}

static void iterate_shares(struct explorer *e)
{
	bool *ends = find_ending(e);
	double *mass = explorer_sure(calloc(e->state_count + 1, sizeof *mass)), back = 1;
	for (uint32_t i = 0; i < e->outcome_count; i++)
		e->outcomes[i].share.chance = 0;
	mass[e->start - 1] = 1;
	if (!ends[e->start - 1])
		e->endless_chance = 1;
	for (uint64_t left = SWEEP_EDGES; back > STILL && left > e->edge_count && ends[e->start - 1]; left -= e->edge_count) {
		back = 0;
		for (uint32_t i = e->closed_count; i-- > 0;)
			back += flow(e, e->closed[i], mass, ends);
	}
	free(mass);
	free(ends);
}

void count_all(struct explorer *e)
{
	if (!e->start)
		return;
	if (e->start & PLACE_ENDS) {
		e->outcomes[0].share = (struct explorer_share){ 1, 1 };
		for (uint32_t k = 0; k < EXPLORER_PREEMPTIONS; k++)
			e->at_most[k] = explorer_figures(e, e->start);
		return;
	}
	count_shares(e);
	count_preemptions(e);
	if (e->lasso) {
		iterate_failing(e);
		iterate_shares(e);
	}
}
