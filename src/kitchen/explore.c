/* explore.c - see explore.h: the walk over all schedules, run by run. */
#include "kitchen/explore.h"

#include "kitchen/explore_inner.h"

#include <stdlib.h>
#include <string.h>

#define STATES_MAX 1500000 /* some 300 MB with their counts */

static struct explorer *explorer;
bool explore_cut;

uint32_t explore_choose(const uint32_t *able, uint32_t count)
{
	uint32_t chosen = explorer_choose(explorer, explore_key(), able, count);
	explore_cut = chosen == 0;
	return chosen;
}

/* One run, and what it showed. */
static int run_once(const struct launch *launch, const struct buffer *source, struct error *error)
{
	struct explore_end end;
	explorer_begin(explorer);
	if (explore_play(launch, source, &end, error) != 0)
		return -1;
	if (end.cut)
		explorer_cut(explorer);
	else
		explorer_end(explorer, end.outcome, end.ok, end.deadlock);
	free(end.outcome);
	return 0;
}

static void post_answer(const struct launch *launch, double elapsed_s)
{
	char *text = explore_answer(explorer, launch, elapsed_s);
	arena->turn.exploring = false; /* from here on the arena is as ever */
	if (text)
		arena_post('Z', text, strlen(text));
	free(text);
}

int explore_run(const struct launch *launch, const struct buffer *source, struct error *error)
{
	size_t heap = arena->heap_used;
	uint64_t start = clock_gettime_ns();
	int r = 0;
	explorer = explorer_new(STATES_MAX, launch->max_steps);
	arena->turn.exploring = true;
	while (r == 0 && explorer_more(explorer)) {
		explore_reset(heap);
		r = run_once(launch, source, error);
	}
	if (r == 0) {
		explore_reset(heap);
		post_answer(launch, (double)(clock_gettime_ns() - start) / 1e9);
	}
	explorer_free(explorer);
	return r;
}
