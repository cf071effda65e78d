/* explore.c - see explore.h: the walk over all schedules, run by run, and how far it is. */
#include "kitchen/explore.h"

#include "kitchen/explore_inner.h"
#include "kitchen/explore_line.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MEMORY_BYTES ((size_t)420 << 20) /* of the graph and of counting over it: the whole process stays below 500 MB */
#define STEPS_MAX 400000000u             /* of all runs together */
#define NEWS_NS 100000000u
#define LOOK_STEPS 64                    /* so many steps between two looks at the clock */

static struct explore *session;
bool explore_cut;

/* ---- how far it is ---- */

static void tell_news(struct explore *explore, uint64_t now)
{
	char json[EXPLORE_NEWS_MAX], schedules[40], failing[40];
	struct explorer_figures so_far = explorer_so_far(explore->explorer);
	int length = snprintf(json, sizeof json,
			      "{\"progress\":{\"done\":%.9g,\"schedules\":\"%s\",\"failing\":\"%s\",\"states\":%zu,\"steps\":%llu,\"elapsed_s\":%.3f}}",
			      explorer_done(explore->explorer), explorer_decimal(so_far.schedules, schedules), explorer_decimal(so_far.failing, failing),
			      explorer_states(explore->explorer), (unsigned long long)explorer_steps(explore->explorer),
			      (double)(now - explore->start_ns) / 1e9);
	explore->told_ns = now;
	explore_line_tell(json, (size_t)length);
}

bool explore_is_over(struct explore *explore)
{
	uint64_t now = clock_gettime_ns();
	if (now - explore->told_ns >= NEWS_NS)
		tell_news(explore, now);
	if (atomic_load_explicit(&arena->quit, memory_order_relaxed))
		explore->over = EXPLORE_ASKED;
	else if (explore->deadline_ns && now >= explore->deadline_ns)
		explore->over = EXPLORE_TIME_UP;
	return explore->over != EXPLORE_NOT_OVER;
}

/* ---- the walk ---- */

uint32_t explore_choose(const uint32_t *able, uint32_t count)
{
	static uint32_t looks;
	struct explorer *explorer = session->explorer;
	bool follows = explorer_follows(explorer);
	uint32_t chosen = follows ? explorer_follow(explorer) : explorer_choose(explorer, explore_key(), able, count);
	uint32_t depth = explorer_depth(explorer);
	if (!follows && chosen && (count > 1 || depth == 0))
		explore_keep(depth);
	if (++looks % LOOK_STEPS == 0 && explore_is_over(session))
		chosen = 0;
	explore_cut = chosen == 0;
	return chosen;
}

/* One run, and what it showed. */
static int run_once(struct explore *explore, struct error *error)
{
	struct explore_end end;
	explorer_begin(explore->explorer, explore_back(explorer_depth(explore->explorer)));
	if (explore_play(explore, &end, error) != 0)
		return -1;
	if (end.cut)
		explorer_cut(explore->explorer);
	else
		explorer_end(explore->explorer, end.outcome, end.ok, end.deadlock);
	free(end.outcome);
	return 0;
}

static int walk(struct explore *explore, int preemptions, struct error *error)
{
	struct explorer_bounds bounds = { .memory_bytes = MEMORY_BYTES, .steps = STEPS_MAX, .depth = explore->launch->max_steps, .preemptions = preemptions };
	int r = 0;
	explore->explorer = explorer_new(&bounds);
	while (r == 0 && explorer_more(explore->explorer) && !explore->over)
		r = run_once(explore, error);
	explore_reset(explore->heap);
	if (r == 0)
		explorer_settle(explore->explorer);
	return r;
}

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
	tell_news(explore, clock_gettime_ns());
	if (explore->launch->stay) {
		post('X', "{\"counted\":%s}", answer);
		explore_questions(explore);
	}
	post('Z', "%s", answer);
	free(answer);
}

int explore_run(const struct launch *launch, const struct buffer *source, struct error *error)
{
	struct explore explore = { .launch = launch, .source = source, .heap = arena->heap_used, .start_ns = clock_gettime_ns() };
	explore.told_ns = explore.start_ns;
	if (launch->timeout_s > 0)
		explore.deadline_ns = explore.start_ns + (uint64_t)(launch->timeout_s * 1e9);
	session = &explore;
	explore_line_floor();
	arena->turn.exploring = true;
	int r = walk(&explore, launch->preemptions, error);
	arena->turn.exploring = false; /* from here on the arena is as ever */
	if (r == 0)
		tell_all(&explore);
	explorer_free(explore.explorer);
	return r;
}
