/* explorer.c - the walk over all schedules, depth first, run by run; see explorer.h.
 *
 * The stack holds the states of the present path, each with the edge that is tried; a run follows the stack and then goes on with first choices,
 * pushing new states. Each run decides one edge: it ends at an outcome, at a state that was met before, at one of its own path (a loop), or is cut off. What follows from there
 * is added to the state on top; a state whose last edge is decided is closed and added to the one below it.
 *
 * `done` is the mass of what is decided: each edge has an even part of its state's. */
#include "schedule/explorer_inner.h"

#include <stdlib.h>
#include <string.h>

/* ---- adding up ---- */

void figures_add(struct explorer_figures *to, const struct explorer_figures *from, uint32_t count)
{
	to->schedules = explorer_sum(to->schedules, from->schedules);
	to->failing = explorer_sum(to->failing, from->failing);
	to->deadlocking = explorer_sum(to->deadlocking, from->deadlocking);
	to->chance += from->chance / count;
}

static struct frame *top(struct explorer *e)
{
	return &e->stack[e->stack_count - 1];
}

static struct edge *tried(struct explorer *e)
{
	return &e->edges[e->states[top(e)->state].first + top(e)->child];
}

/* The top state is closed: off the stack, and added to the one below, whose edge leads to it. */
static void close_top(struct explorer *e)
{
	uint32_t state = top(e)->state;
	graph_close(e, state);
	e->stack_count--;
	if (e->stack_count) {
		struct state *below = &e->states[top(e)->state];
		figures_add(&below->figures, &e->states[state].figures, below->count);
		top(e)->child++;
	}
}

/* The edge that the top state tries leads there: on to the next edge, and close all states that are done by it. */
static void decide(struct explorer *e, explorer_place to)
{
	if (!e->stack_count) { /* nobody ever had to be chosen */
		e->start = to;
		e->over = true;
		return;
	}
	struct state *state = &e->states[top(e)->state];
	struct explorer_figures follows = explorer_figures(e, edge_forward(&(struct edge){ .to = to }));
	double part = top(e)->mass / state->count;
	tried(e)->to = to;
	figures_add(&state->figures, &follows, state->count);
	follows.chance *= part;
	figures_add(&e->so_far, &follows, 1);
	e->done += part;
	top(e)->child++;
	while (e->stack_count && top(e)->child == e->states[top(e)->state].count)
		close_top(e);
	e->over = e->stack_count == 0;
}

/* ---- loops ---- */

/* The run came back to a state of its own path: keep the path if it is the shortest lasso so far. */
static void note_lasso(struct explorer *e, uint32_t state)
{
	uint32_t prefix = 0;
	if (e->lasso && e->lasso_count <= e->stack_count)
		return;
	while (e->stack[prefix].state != state)
		prefix++;
	free(e->lasso);
	e->lasso = explorer_sure(malloc(e->stack_count * sizeof *e->lasso));
	e->lasso_prefix = prefix;
	e->lasso_count = e->stack_count;
	for (uint32_t i = 0; i < e->stack_count; i++)
		e->lasso[i] = e->edges[e->states[e->stack[i].state].first + e->stack[i].child].worker;
}

/* ---- runs ---- */

bool explorer_more(const struct explorer *e)
{
	return !e->over && e->stop == EXPLORER_GOES_ON;
}

uint32_t explorer_depth(const struct explorer *e)
{
	return e->stack_count ? e->stack_count - 1 : 0;
}

void explorer_begin(struct explorer *e, uint32_t depth)
{
	e->depth = depth;
	e->reached = 0;
	e->cut_off = false;
}

bool explorer_follows(const struct explorer *e)
{
	return e->depth < e->stack_count;
}

uint32_t explorer_follow(struct explorer *e)
{
	const struct frame *frame = &e->stack[e->depth++];
	e->steps++;
	return e->edges[e->states[frame->state].first + frame->child].worker;
}

static uint64_t mixed(uint64_t x)
{
	x = (x ^ x >> 31) * UINT64_C(0x7fb5d329728ea185);
	return (x ^ x >> 27) * UINT64_C(0x81dadef4bc2dd44d);
}

static bool contains(const uint32_t *able, uint32_t count, uint32_t worker)
{
	for (uint32_t i = 0; i < count; i++)
		if (able[i] == worker)
			return true;
	return false;
}

/* Who moved last when the next state is entered, and how many preemptions there were. */
static struct frame entered(const struct explorer *e)
{
	struct frame frame = { .mass = 1 };
	if (!e->stack_count)
		return frame;
	const struct frame *below = &e->stack[e->stack_count - 1];
	const struct state *state = &e->states[below->state];
	frame.last = e->edges[state->first + below->child].worker;
	frame.mass = below->mass / state->count;
	frame.preemptions = below->preemptions + graph_preempts(e, state, below->last, frame.last);
	return frame;
}

static void push(struct explorer *e, struct frame frame, struct explorer_key key, const uint32_t *able, uint32_t count)
{
	if (e->stack_count == e->stack_size) {
		e->stack_size = e->stack_size ? e->stack_size * 2 : 64;
		e->stack = explorer_sure(realloc(e->stack, e->stack_size * sizeof *e->stack));
	}
	frame.state = graph_add(e, key, able, count);
	if (e->stack_count)
		tried(e)->to = frame.state + 1;
	else
		e->start = frame.state + 1;
	e->stack[e->stack_count++] = frame;
	e->depth++;
}

/* Whether a new state can be taken in. */
static bool has_room(struct explorer *e, uint32_t count)
{
	if (count > EXPLORER_ABLE)
		e->stop = EXPLORER_CROWDED;
	else if (!graph_has_room(e))
		e->stop = EXPLORER_OUTGROWN;
	else if (e->bounds.steps && e->steps > e->bounds.steps)
		e->stop = EXPLORER_TOO_LONG;
	return e->stop == EXPLORER_GOES_ON;
}

uint32_t explorer_choose(struct explorer *e, struct explorer_key key, const uint32_t *able, uint32_t count)
{
	struct frame frame = entered(e);
	e->steps++;
	if (e->bounds.preemptions >= 0) {
		key.b ^= mixed(((uint64_t)frame.last << 32 | frame.preemptions) + UINT64_C(0x9e3779b97f4a7c15));
		if (frame.preemptions >= (uint32_t)e->bounds.preemptions && contains(able, count, frame.last)) {
			able = &frame.last;
			count = 1;
		}
	}
	if ((e->reached = graph_find(e, key)))
		return 0;
	e->cut_off = e->bounds.depth && e->depth >= e->bounds.depth;
	if (e->cut_off || !has_room(e, count))
		return 0;
	uint32_t first = able[0];
	push(e, frame, key, able, count);
	return first;
}

void explorer_end(struct explorer *e, const char *text, bool ok, bool deadlock)
{
	decide(e, graph_outcome(e, text, ok, deadlock));
}

void explorer_cut(struct explorer *e)
{
	if (e->reached && e->states[e->reached - 1].open) {
		note_lasso(e, e->reached - 1);
		decide(e, e->reached | PLACE_BACK);
	} else if (e->reached) {
		decide(e, e->reached);
	} else if (e->cut_off) {
		e->cuts++;
		decide(e, 0);
	}
}

void explorer_settle(struct explorer *e)
{
	while (e->stack_count)
		close_top(e);
	count_all(e);
}

/* ---- results ---- */

double explorer_done(const struct explorer *e) { return e->over || e->done > 1 ? 1 : e->done; }
struct explorer_figures explorer_so_far(const struct explorer *e) { return e->so_far; }
bool explorer_complete(const struct explorer *e) { return e->over && e->cuts == 0 && !e->lasso; }
enum explorer_stop explorer_stopped(const struct explorer *e) { return e->stop; }
uint64_t explorer_cut_off(const struct explorer *e) { return e->cuts; }
size_t explorer_states(const struct explorer *e) { return e->state_count; }
uint64_t explorer_steps(const struct explorer *e) { return e->steps; }
double explorer_endless_chance(const struct explorer *e) { return e->endless_chance; }

uint32_t *explorer_lasso(const struct explorer *e, size_t *prefix, size_t *count)
{
	*prefix = e->lasso_prefix;
	*count = e->lasso_count;
	if (!e->lasso)
		return NULL;
	return memcpy(explorer_sure(malloc(*count * sizeof *e->lasso)), e->lasso, *count * sizeof *e->lasso);
}

struct explorer_figures explorer_at_most(const struct explorer *e, uint32_t preemptions)
{
	return e->at_most[preemptions];
}
