/* explorer_path.c - the simplest schedule to an outcome: fewest preemptions, then fewest steps.
 *
 * A shortest way by Dijkstra's method. Whether a step preempts depends on who moved last, so the nodes are the edges of the graph: "this one was
 * taken last". Of equal ways the one found first is taken: at its first difference it has who was created first. */
#include "schedule/explorer_inner.h"

#include <stdlib.h>
#include <string.h>

/* A way that ends with this edge: preemptions in the upper half of `cost`, steps in the lower. */
struct way {
	uint64_t cost;
	uint32_t edge;
	uint32_t found; /* counts up */
};

struct search {
	const struct explorer *e;
	uint64_t *cost;    /* of the best way to each edge; 0 none yet */
	uint32_t *before;  /* the edge before it on that way, + 1; 0: it is the first */
	struct way *heap;
	size_t count, size;
	uint32_t found;
};

static bool better(struct way x, struct way y)
{
	return x.cost < y.cost || (x.cost == y.cost && x.found < y.found);
}

static void heap_push(struct search *s, struct way way)
{
	if (s->count == s->size) {
		s->size = s->size ? s->size * 2 : 256;
		s->heap = explorer_sure(realloc(s->heap, s->size * sizeof *s->heap));
	}
	size_t i = s->count++;
	for (; i > 0 && better(way, s->heap[(i - 1) / 2]); i = (i - 1) / 2)
		s->heap[i] = s->heap[(i - 1) / 2];
	s->heap[i] = way;
}

static struct way heap_pop(struct search *s)
{
	struct way first = s->heap[0], moved = s->heap[--s->count];
	size_t i = 0, child;
	while ((child = 2 * i + 1) < s->count) {
		if (child + 1 < s->count && better(s->heap[child + 1], s->heap[child]))
			child++;
		if (!better(s->heap[child], moved))
			break;
		s->heap[i] = s->heap[child];
		i = child;
	}
	s->heap[i] = moved;
	return first;
}

static void reach(struct search *s, uint32_t edge, uint64_t cost, uint32_t before)
{
	if (s->cost[edge] && s->cost[edge] <= cost)
		return;
	s->cost[edge] = cost;
	s->before[edge] = before;
	heap_push(s, (struct way){ cost, edge, s->found++ });
}

/* All that may come after this edge. */
static void spread(struct search *s, struct way way)
{
	const struct explorer *e = s->e;
	const struct edge *edge = &e->edges[way.edge];
	const struct state *state = &e->states[(edge->to & PLACE_INDEX) - 1];
	for (uint32_t k = 0; k < state->count; k++) {
		uint64_t preempts = graph_preempts(e, state, edge->worker, e->edges[state->first + k].worker);
		reach(s, state->first + k, way.cost + 1 + (preempts << 32), way.edge + 1);
	}
}

static bool wanted(const struct explorer *e, explorer_place to, uint32_t outcome)
{
	uint32_t end = to & ~PLACE_ENDS;
	return to & PLACE_ENDS && (outcome == EXPLORER_ANY_FAILING ? !e->outcomes[end].ok : end == outcome);
}

/* The edges of the best way, written back to front. */
static uint32_t *workers_of(const struct search *s, struct way way, size_t *count)
{
	size_t at = *count = (uint32_t)way.cost;
	uint32_t *workers = explorer_sure(malloc((at + 1) * sizeof *workers));
	for (uint32_t edge = way.edge + 1; edge; edge = s->before[edge - 1])
		workers[--at] = s->e->edges[edge - 1].worker;
	return workers;
}

static uint32_t *search(struct search *s, uint32_t outcome, size_t *count, uint32_t *preemptions)
{
	const struct explorer *e = s->e;
	const struct state *start = &e->states[e->start - 1];
	for (uint32_t k = 0; k < start->count; k++)
		reach(s, start->first + k, 1, 0);
	while (s->count) {
		struct way way = heap_pop(s);
		explorer_place to = e->edges[way.edge].to;
		if (way.cost > s->cost[way.edge])
			continue;
		if (wanted(e, to, outcome)) {
			*preemptions = (uint32_t)(way.cost >> 32);
			return workers_of(s, way, count);
		}
		if (to && !(to & PLACE_ENDS))
			spread(s, way);
	}
	return NULL;
}

uint32_t *explorer_simplest(const struct explorer *e, uint32_t outcome, size_t *count, uint32_t *preemptions)
{
	bool any = false;
	*count = *preemptions = 0;
	for (uint32_t i = 0; i < e->outcome_count; i++)
		any |= wanted(e, i | PLACE_ENDS, outcome);
	if (!any || !e->start)
		return NULL;
	if (e->start & PLACE_ENDS)
		return explorer_sure(calloc(1, sizeof(uint32_t)));
	struct search s = { .e = e, .cost = explorer_sure(calloc(e->edge_count, sizeof *s.cost)), .before = explorer_sure(calloc(e->edge_count, sizeof *s.before)) };
	uint32_t *workers = search(&s, outcome, count, preemptions);
	free(s.cost);
	free(s.before);
	free(s.heap);
	return workers;
}
