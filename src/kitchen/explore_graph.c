/* explore_graph.c - building the graph of states: the recipe is played again and again, and the explorer says who goes next. */
#include "kitchen/explore_inner.h"

#include "schedule/recall.h"

#include <stdlib.h>
#include <string.h>

#define LOOK_STEPS 64 /* so many steps between two looks at the clock */

static uint32_t choose(struct explore *explore, const uint32_t *able, uint32_t count)
{
	static uint32_t looks;
	struct explorer *explorer = explore->explorer;
	bool follows = explorer_follows(explorer);
	if (follows && !explore_same(explore, able, count))
		return 0;
	uint32_t chosen = follows ? explorer_follow(explorer) : explorer_choose(explorer, explore_key(), able, count);
	if (!follows && chosen)
		explore_remember(explore, able, count, chosen);
	if (explore->depth == 0 || (!follows && chosen && count > 1))
		explore_keep(explore->depth);
	if (++looks % LOOK_STEPS == 0 && explore_is_over(explore, explorer_done(explorer)))
		return 0;
	return chosen;
}

/* One run, and what it showed. */
static int run_once(struct explore *explore, struct error *error)
{
	struct explore_end end;
	explore->depth = explore_back(explorer_depth(explore->explorer));
	bool first = explorer_states(explore->explorer) == 0 && explore->bound == explore->launch->preemptions;
	explorer_begin(explore->explorer, explore->depth);
	int r = explore_play(explore, &end, error);
	if (r == 0 && (explore->refused || arena->misuse)) {
		r = error_set(error, "%s", arena->failure.text);
	} else if (r == 0 && end.cut) {
		explorer_cut(explore->explorer);
	} else if (r == 0) {
		explorer_end(explore->explorer, end.outcome, end.ok, end.deadlock);
		if (first)
			r = explore_retrace(explore, &end, error);
	}
	free(end.outcome);
	return r;
}

int explore_graph(struct explore *explore, int preemptions, size_t memory_bytes, uint64_t steps, struct error *error)
{
	struct explorer_bounds bounds = { .memory_bytes = memory_bytes, .steps = steps, .depth = explore->launch->max_steps, .preemptions = preemptions };
	int r = 0;
	explore->explorer = explorer_new(&bounds);
	explore->bound = preemptions;
	explore->choose = choose;
	while (r == 0 && explorer_more(explore->explorer) && !explore->over)
		r = run_once(explore, error);
	if (r == 0)
		explorer_settle(explore->explorer);
	return r;
}

/* ---- the first schedule once more ---- */

static uint32_t choose_as_before(struct explore *explore, const uint32_t *able, uint32_t count)
{
	return explore_same(explore, able, count) ? recall_chosen(explore->recall, explore->depth) : 0;
}

int explore_retrace(struct explore *explore, const struct explore_end *first, struct error *error)
{
	struct explore_end again;
	explore->choose = choose_as_before;
	explore->depth = 0;
	explore_fresh = true;
	explore_back(0);
	int r = explore_play(explore, &again, error);
	explore_fresh = false;
	explore->choose = choose;
	if (r == 0 && explore->refused)
		r = error_set(error, "%s", arena->failure.text);
	else if (r == 0 && !again.cut && strcmp(again.outcome, first->outcome) != 0)
		r = error_set(error, "%s differs from run to run: after the same %u steps it ended with %.200s in one run and with %.200s in another; "
			      "the cause may be the time, an address, or chance without a seed, and schedules can only be counted without these",
			      arena->recipe_file, explore->depth, first->outcome, again.outcome);
	free(again.outcome);
	return r;
}
