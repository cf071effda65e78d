/* explorer_graph.c - the graph of states: an array of states, an array of their edges, an open-addressed table by key, and the outcomes.
 *
 * All grow by doubling and are bounded by bytes: what is counted is what they hold and what counting over them will need for a while. */
#include "schedule/explorer_inner.h"

#include <stdlib.h>
#include <string.h>

#define COUNTING_BYTES_EDGE 32u  /* explorer_count.c, explorer_path.c: at most so much for each edge … */
#define COUNTING_BYTES_STATE 32u /* … or for each state, for a while */

void *explorer_sure(void *memory)
{
	if (!memory)
		abort();
	return memory;
}

struct explorer *explorer_new(const struct explorer_bounds *bounds)
{
	struct explorer *e = explorer_sure(calloc(1, sizeof *e));
	e->bounds = *bounds;
	e->table_size = 1024;
	e->table = explorer_sure(calloc(e->table_size, sizeof *e->table));
	return e;
}

void explorer_free(struct explorer *e)
{
	if (!e)
		return;
	for (uint32_t i = 0; i < e->outcome_count; i++)
		free(e->outcomes[i].text);
	free(e->states);
	free(e->edges);
	free(e->table);
	free(e->closed);
	free(e->outcomes);
	free(e->stack);
	free(e->lasso);
	free(e);
}

/* ---- bytes ---- */

size_t explorer_bytes(const struct explorer *e)
{
	return e->state_count * (sizeof *e->states + sizeof *e->closed) + e->edge_count * sizeof *e->edges + e->table_size * sizeof *e->table +
	       e->stack_size * sizeof *e->stack;
}

bool graph_has_room(const struct explorer *e)
{
	size_t by_edge = (size_t)e->edge_count * COUNTING_BYTES_EDGE, by_state = (size_t)e->state_count * COUNTING_BYTES_STATE;
	return explorer_bytes(e) + (by_edge > by_state ? by_edge : by_state) < e->bounds.memory_bytes && e->state_count < PLACE_INDEX - 1;
}

/* ---- states ---- */

static bool same(struct explorer_key x, struct explorer_key y)
{
	return x.a == y.a && x.b == y.b;
}

/* Where the key stands in the table, or would. */
static size_t slot_of(const struct explorer *e, struct explorer_key key)
{
	size_t i = key.a & (e->table_size - 1);
	while (e->table[i] && !same(e->states[e->table[i] - 1].key, key))
		i = (i + 1) & (e->table_size - 1);
	return i;
}

static void table_grow(struct explorer *e)
{
	free(e->table);
	e->table_size *= 2;
	e->table = explorer_sure(calloc(e->table_size, sizeof *e->table));
	for (uint32_t i = 0; i < e->state_count; i++)
		e->table[slot_of(e, e->states[i].key)] = i + 1;
}

uint32_t graph_find(const struct explorer *e, struct explorer_key key)
{
	return e->table[slot_of(e, key)];
}

/* Room for `more` beyond `count` of `*size` elements. */
static void *grown(void *memory, uint32_t count, uint32_t more, uint32_t *size, size_t bytes)
{
	if (count + more <= *size)
		return memory;
	*size = *size ? *size * 2 : 256;
	return explorer_sure(realloc(memory, *size * bytes));
}

uint32_t graph_add(struct explorer *e, struct explorer_key key, const uint32_t *able, uint32_t count)
{
	e->states = grown(e->states, e->state_count, 1, &e->state_size, sizeof *e->states);
	e->edges = grown(e->edges, e->edge_count, count, &e->edge_size, sizeof *e->edges);
	if ((e->state_count + 1) * 2 > e->table_size)
		table_grow(e);
	e->states[e->state_count] = (struct state){ .key = key, .first = e->edge_count, .count = (uint8_t)count, .open = true };
	for (uint32_t i = 0; i < count; i++)
		e->edges[e->edge_count++] = (struct edge){ .worker = able[i] };
	e->table[slot_of(e, key)] = e->state_count + 1;
	return e->state_count++;
}

void graph_close(struct explorer *e, uint32_t state)
{
	e->states[state].open = false;
	e->closed = grown(e->closed, e->closed_count, 1, &e->closed_size, sizeof *e->closed);
	e->closed[e->closed_count++] = state;
}

bool graph_preempts(const struct explorer *e, const struct state *state, uint32_t last, uint32_t worker)
{
	for (uint32_t i = 0; i < state->count && worker != last; i++)
		if (e->edges[state->first + i].worker == last)
			return true;
	return false;
}

/* ---- outcomes ---- */

explorer_place graph_outcome(struct explorer *e, const char *text, bool ok, bool deadlock)
{
	for (uint32_t i = 0; i < e->outcome_count; i++)
		if (e->outcomes[i].ok == ok && e->outcomes[i].deadlock == deadlock && strcmp(e->outcomes[i].text, text) == 0)
			return i | PLACE_ENDS;
	e->outcomes = explorer_sure(realloc(e->outcomes, (e->outcome_count + 1) * sizeof *e->outcomes));
	e->outcomes[e->outcome_count] = (struct outcome){ .text = explorer_sure(strdup(text)), .ok = ok, .deadlock = deadlock };
	return e->outcome_count++ | PLACE_ENDS;
}

uint32_t explorer_outcomes(const struct explorer *e) { return e->outcome_count; }

const char *explorer_outcome(const struct explorer *e, uint32_t outcome, bool *ok, bool *deadlock)
{
	*ok = e->outcomes[outcome].ok;
	*deadlock = e->outcomes[outcome].deadlock;
	return e->outcomes[outcome].text;
}

struct explorer_share explorer_share(const struct explorer *e, uint32_t outcome)
{
	return e->outcomes[outcome].share;
}

/* ---- going about ---- */

explorer_place explorer_start(const struct explorer *e) { return e->start; }

int64_t explorer_ends(explorer_place place)
{
	return place & PLACE_ENDS ? (int64_t)(place & ~PLACE_ENDS) : -1;
}

static const struct state *state_at(const struct explorer *e, explorer_place place)
{
	return place && !(place & PLACE_ENDS) ? &e->states[(place & PLACE_INDEX) - 1] : NULL;
}

struct explorer_figures explorer_figures(const struct explorer *e, explorer_place place)
{
	const struct state *state = state_at(e, place);
	if (state)
		return state->figures;
	if (!(place & PLACE_ENDS))
		return (struct explorer_figures){ 0 };
	const struct outcome *outcome = &e->outcomes[place & ~PLACE_ENDS];
	return (struct explorer_figures){ 1, !outcome->ok, outcome->deadlock, !outcome->ok };
}

uint32_t explorer_able(const struct explorer *e, explorer_place place)
{
	const struct state *state = state_at(e, place);
	return state ? state->count : 0;
}

explorer_place explorer_next(const struct explorer *e, explorer_place place, uint32_t i, uint32_t *worker)
{
	const struct edge *edge = &e->edges[state_at(e, place)->first + i];
	*worker = edge->worker;
	return edge->to;
}
