/* explorer.c - see explorer.h.
 *
 * The stack holds the states of the present path, each with the able and the one that is tried; a run follows the stack and then goes on with first
 * choices, pushing new states. When a run ends, its outcome (or the counts of the known state at which it was cut) are added to the state on top; a state whose
 * last successor is counted is put into the table and added to the one below it. What a state's future counts as depends on who moved last
 * (a preemption is judged by that), so that is part of the key. */
#include "schedule/explorer.h"

#include <stdlib.h>
#include <string.h>

/* What follows from a state. */
struct future {
	struct explorer_share *shares;
	uint32_t share_count;
	bool fails;            /* some schedule from here fails */
	uint32_t preemptions;  /* of the simplest that does … */
	uint32_t steps;        /* … and how long it is … */
	uint32_t next;         /* … whom it takes first, 0 at an end … */
	uint32_t child;        /* … and the state after that: index + 1, 0 none */
};

struct state {
	struct explorer_key key;
	struct future future;
};

struct frame {
	struct explorer_key key;
	uint32_t able[EXPLORER_ABLE];
	uint32_t count, child;
	uint32_t last;   /* who moved last, 0 at the start */
	struct future future;
};

struct outcome {
	char *text;
	bool ok, deadlock;
};

struct explorer {
	struct frame *stack;
	size_t stack_count, stack_size;
	struct state *states;
	size_t state_count, state_size, states_max;
	uint32_t *table; /* open-addressed: index + 1 */
	size_t table_size;
	struct outcome *outcomes;
	uint32_t outcome_count;
	uint32_t steps_max, depth, last;
	uint64_t steps;
	const struct future *known; /* of the state at which the run was cut */
	uint32_t known_state;       /* its index + 1 */
	bool begun, complete, stopped, endless;
};

static void *sure(void *memory)
{
	if (!memory)
		abort();
	return memory;
}

struct explorer *explorer_new(size_t states_max, uint32_t steps_max)
{
	struct explorer *e = sure(calloc(1, sizeof *e));
	e->states_max = states_max;
	e->steps_max = steps_max;
	e->table_size = 1024;
	e->table = sure(calloc(e->table_size, sizeof *e->table));
	return e;
}

void explorer_free(struct explorer *e)
{
	for (size_t i = 0; i < e->state_count; i++)
		free(e->states[i].future.shares);
	for (size_t i = 0; i < e->stack_count; i++)
		free(e->stack[i].future.shares);
	for (uint32_t i = 0; i < e->outcome_count; i++)
		free(e->outcomes[i].text);
	free(e->stack);
	free(e->states);
	free(e->table);
	free(e->outcomes);
	free(e);
}

/* ---- the table of states ---- */

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
	e->table = sure(calloc(e->table_size, sizeof *e->table));
	for (size_t i = 0; i < e->state_count; i++)
		e->table[slot_of(e, e->states[i].key)] = (uint32_t)i + 1;
}

/* Keep a state; returns its index + 1. */
static uint32_t state_add(struct explorer *e, const struct frame *frame)
{
	if (e->state_count == e->state_size) {
		e->state_size = e->state_size ? e->state_size * 2 : 256;
		e->states = sure(realloc(e->states, e->state_size * sizeof *e->states));
	}
	if ((e->state_count + 1) * 2 > e->table_size)
		table_grow(e);
	e->states[e->state_count] = (struct state){ frame->key, frame->future };
	e->table[slot_of(e, frame->key)] = (uint32_t)++e->state_count;
	if (e->state_count >= e->states_max)
		e->stopped = true;
	return (uint32_t)e->state_count;
}

/* ---- adding up ---- */

static struct explorer_share *share_of(struct future *future, uint32_t outcome)
{
	for (uint32_t i = 0; i < future->share_count; i++)
		if (future->shares[i].outcome == outcome)
			return &future->shares[i];
	future->shares = sure(realloc(future->shares, (future->share_count + 1) * sizeof *future->shares));
	future->shares[future->share_count] = (struct explorer_share){ .outcome = outcome };
	return &future->shares[future->share_count++];
}

static bool simpler(uint32_t preemptions, uint32_t steps, const struct future *than)
{
	return !than->fails || preemptions < than->preemptions || (preemptions == than->preemptions && steps < than->steps);
}

/* The future after taking `worker` in `frame` is `from`, of the state with index + 1 `child`. */
static void add(struct frame *frame, uint32_t worker, const struct future *from, uint32_t child)
{
	bool could_go_on = false;
	for (uint32_t i = 0; i < frame->count; i++)
		could_go_on |= frame->able[i] == frame->last;
	uint32_t preempts = could_go_on && worker != frame->last;
	for (uint32_t i = 0; i < from->share_count; i++) {
		const struct explorer_share *share = &from->shares[i];
		struct explorer_share *to = share_of(&frame->future, share->outcome);
		to->schedules += share->schedules;
		to->chance += share->chance / frame->count;
		for (uint32_t k = preempts; k < EXPLORER_PREEMPTIONS; k++)
			to->at_most[k] += share->at_most[k - preempts];
	}
	if (from->fails && simpler(from->preemptions + preempts, from->steps + 1, &frame->future)) {
		frame->future.fails = true;
		frame->future.preemptions = from->preemptions + preempts;
		frame->future.steps = from->steps + 1;
		frame->future.next = worker;
		frame->future.child = child;
	}
}

/* A run has shown what follows from the successor that the top frame tries: add it there, and close all frames that are done by it. */
static void fold(struct explorer *e, const struct future *from, uint32_t child)
{
	while (e->stack_count) {
		struct frame *frame = &e->stack[e->stack_count - 1];
		add(frame, frame->able[frame->child], from, child);
		if (++frame->child < frame->count)
			return;
		child = state_add(e, frame);
		from = &e->states[child - 1].future;
		e->stack_count--;
	}
	e->complete = true;
}

static uint32_t outcome_index(struct explorer *e, const char *text, bool ok, bool deadlock)
{
	for (uint32_t i = 0; i < e->outcome_count; i++)
		if (e->outcomes[i].ok == ok && e->outcomes[i].deadlock == deadlock && strcmp(e->outcomes[i].text, text) == 0)
			return i;
	e->outcomes = sure(realloc(e->outcomes, (e->outcome_count + 1) * sizeof *e->outcomes));
	e->outcomes[e->outcome_count] = (struct outcome){ sure(strdup(text)), ok, deadlock };
	return e->outcome_count++;
}

/* ---- runs ---- */

bool explorer_more(const struct explorer *e)
{
	return !e->complete && !e->stopped;
}

void explorer_begin(struct explorer *e)
{
	e->begun = true;
	e->depth = 0;
	e->last = 0;
	e->known = NULL;
}

static bool on_path(const struct explorer *e, struct explorer_key key)
{
	for (size_t i = 0; i < e->stack_count; i++)
		if (same(e->stack[i].key, key))
			return true;
	return false;
}

static uint32_t push(struct explorer *e, struct explorer_key key, const uint32_t *able, uint32_t count)
{
	if (e->stack_count == e->stack_size) {
		e->stack_size = e->stack_size ? e->stack_size * 2 : 64;
		e->stack = sure(realloc(e->stack, e->stack_size * sizeof *e->stack));
	}
	struct frame *frame = &e->stack[e->stack_count++];
	*frame = (struct frame){ .key = key, .count = count, .last = e->last };
	memcpy(frame->able, able, count * sizeof *able);
	return able[0];
}

uint32_t explorer_choose(struct explorer *e, struct explorer_key key, const uint32_t *able, uint32_t count)
{
	uint32_t chosen;
	e->steps++;
	if (e->depth < e->stack_count) {
		const struct frame *frame = &e->stack[e->depth++];
		return e->last = frame->able[frame->child];
	}
	key.b ^= (uint64_t)e->last * UINT64_C(0x9e3779b97f4a7c15);
	size_t slot = slot_of(e, key);
	if (e->table[slot]) {
		e->known_state = e->table[slot];
		e->known = &e->states[e->known_state - 1].future;
		return 0;
	}
	if (on_path(e, key))
		e->endless = e->stopped = true;
	if (e->stopped || count > EXPLORER_ABLE || e->depth >= e->steps_max) {
		e->stopped = true;
		return 0;
	}
	chosen = push(e, key, able, count);
	e->depth++;
	return e->last = chosen;
}

void explorer_end(struct explorer *e, const char *text, bool ok, bool deadlock)
{
	struct explorer_share share = { .outcome = outcome_index(e, text, ok, deadlock), .chance = 1, .schedules = 1 };
	for (int k = 0; k < EXPLORER_PREEMPTIONS; k++)
		share.at_most[k] = 1;
	struct future end = { .shares = &share, .share_count = 1, .fails = !ok };
	if (e->stack_count) {
		fold(e, &end, 0);
		return;
	}
	/* Nobody ever had to be chosen: there is one schedule, without steps. */
	struct frame only = { .future = { .fails = !ok } };
	*share_of(&only.future, share.outcome) = share;
	state_add(e, &only);
	e->complete = true;
}

void explorer_cut(struct explorer *e)
{
	if (e->known)
		fold(e, e->known, e->known_state);
}

/* ---- results ---- */

bool explorer_complete(const struct explorer *e) { return e->complete; }
bool explorer_endless(const struct explorer *e) { return e->endless; }
size_t explorer_states(const struct explorer *e) { return e->state_count; }
uint64_t explorer_steps(const struct explorer *e) { return e->steps; }

/* The start is the state that was closed last; before the end, the bottom of the stack knows what was counted so far. */
static const struct future *start_of(const struct explorer *e)
{
	if (e->complete)
		return &e->states[e->state_count - 1].future;
	return e->stack_count ? &e->stack[0].future : NULL;
}

const struct explorer_share *explorer_shares(const struct explorer *e, size_t *count)
{
	const struct future *start = start_of(e);
	*count = start ? start->share_count : 0;
	return start ? start->shares : NULL;
}

const char *explorer_outcome(const struct explorer *e, uint32_t outcome, bool *ok, bool *deadlock)
{
	*ok = e->outcomes[outcome].ok;
	*deadlock = e->outcomes[outcome].deadlock;
	return e->outcomes[outcome].text;
}

uint32_t *explorer_witness(const struct explorer *e, size_t *count, uint32_t *preemptions)
{
	const struct future *at = start_of(e);
	if (!at || !at->fails)
		return NULL;
	uint32_t *workers = sure(malloc((at->steps + 1) * sizeof *workers));
	*preemptions = at->preemptions;
	for (*count = 0; at->next; at = &e->states[at->child - 1].future) {
		workers[(*count)++] = at->next;
		if (!at->child)
			break;
	}
	return workers;
}

char *explorer_decimal(explorer_count count, char to[40])
{
	char digits[40], *at = digits + sizeof digits - 1;
	*at = 0;
	do
		*--at = (char)('0' + (int)(count % 10));
	while (count /= 10);
	return strcpy(to, at);
}
