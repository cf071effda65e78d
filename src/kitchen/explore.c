/* explore.c - see explore.h: from the first run to the last answer.
 *
 * First all schedules are counted. Where the graph is outgrown, those with at most 0, 1 and 2 preemptions are, as far as they fit; then come random
 * walks. Whatever is asked for, time and memory are bounded, and what is known when one of them ends is told. */
#include "kitchen/explore.h"

#include "kitchen/explore_inner.h"
#include "kitchen/explore_line.h"
#include "kitchen/texts.h"
#include "schedule/recall.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MEMORY_BYTES ((size_t)420 << 20) /* of the graphs and of counting over them: the whole process stays below 500 MB */
#define STEPS_MAX 400000000u             /* of all runs for one graph … */
#define BOUND_STEPS_MAX 40000000u        /* … and for one of those within a bound that come instead */

static struct explore *session;
bool explore_cut;

uint32_t explore_choose(const uint32_t *able, uint32_t count)
{
	uint32_t chosen = session->choose(session, able, count);
	session->depth++;
	explore_cut = chosen == 0;
	return chosen;
}

void explore_refuse(const char *words)
{
	session->refused = true;
	arena_fail("%s", words);
}

void explore_timed(void)
{
	if (session)
		session->timed = true;
}

/* ---- counting ---- */

/* A graph that is no longer wanted. */
static void forget(struct explore *explore, struct explorer *explorer)
{
	if (!explorer)
		return;
	explore->states += explorer_states(explorer);
	explore->steps += explorer_steps(explorer);
	explorer_free(explorer);
}

/* Within a bound on preemptions after the other: the last that is whole is kept. Starts with none. */
static int count_within_bounds(struct explore *explore, struct error *error)
{
	struct explorer *kept = explore->explorer;
	int r = 0, last = explore->launch->preemptions < 0 ? 2 : explore->launch->preemptions - 1, kept_bound = -1;
	for (int bound = 0; r == 0 && bound <= last && bound <= 2 && !explore->over; bound++) {
		explore_part(explore, 0.2);
		r = explore_graph(explore, bound, MEMORY_BYTES - explorer_bytes(kept), BOUND_STEPS_MAX, error);
		bool whole = r == 0 && explorer_stopped(explore->explorer) == EXPLORER_GOES_ON && !explorer_cut_off(explore->explorer) && !explore->over;
		forget(explore, whole ? kept : explore->explorer);
		kept = whole ? explore->explorer : kept;
		kept_bound = whole ? bound : kept_bound;
		explore->explorer = kept;
		if (!whole)
			break;
	}
	explore->bound = kept_bound;
	return r;
}

static int count(struct explore *explore, struct error *error)
{
	static const struct explorer_bounds nothing;
	explore_part(explore, 1);
	if (explore_graph(explore, explore->launch->preemptions, MEMORY_BYTES, STEPS_MAX, error) != 0)
		return -1;
	explore->outgrown = explorer_stopped(explore->explorer);
	if (explore->outgrown == EXPLORER_GOES_ON || explore->over)
		return 0;
	forget(explore, explore->explorer);
	explore->explorer = explorer_new(&nothing);
	if (explore->outgrown != EXPLORER_CROWDED && count_within_bounds(explore, error) != 0)
		return -1;
	return explore->over ? 0 : explore_walk(explore, error);
}

/* ---- telling ---- */

static void post(char type, const char *format, const char *json)
{
	char *text = NULL;
	int length = json ? asprintf(&text, format, json) : -1;
	if (length >= 0)
		arena_post(type, text, (size_t)length);
	free(text);
}

static void tell_all(struct explore *explore)
{
	char *answer = explore_answer(explore);
	if (explore->launch->stay) {
		post('X', "{\"counted\":%s}", answer);
		explore_questions(explore);
	}
	post('Z', "%s", answer);
	free(answer);
}

int explore_run(const struct launch *launch, const struct buffer *source, struct error *error)
{
	struct explore explore = { .launch = launch, .source = source, .heap = arena->heap_used, .start_ns = clock_gettime_ns(), .recall = recall_new() };
	explore.told_ns = explore.start_ns;
	if (launch->timeout_s > 0)
		explore.deadline_ns = explore.start_ns + (uint64_t)(launch->timeout_s * 1e9);
	session = &explore;
	explore_line_floor();
	explore_watch_open();
	arena->turn.exploring = true;
	explore_one_by_one = launch->one_by_one;
	uint32_t texts = atomic_load(&arena->text_count);
	int r = count(&explore, error);
	explore_reset(explore.heap);
	arena->turn.exploring = false; /* from here on the arena is as ever */
	if (!texts_settle(texts) && r == 0)
		r = error_set(error, "no memory is left in the kitchen");
	if (r == 0)
		tell_all(&explore);
	explorer_free(explore.explorer);
	explore_walks_free(explore.walks);
	recall_free(explore.recall);
	return r;
}
