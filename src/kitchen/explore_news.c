/* explore_news.c - how far an exploration is, told ten times a second, and whether it is to end.
 *
 * What is done never becomes less: while the graph is built it is the mass of its decided part, and where that is outgrown, the parts that come instead
 * share what was left. */
#include "kitchen/explore_inner.h"
#include "kitchen/explore_line.h"

#include <stdio.h>

#define NEWS_NS 100000000u

static void tell(struct explore *explore)
{
	char json[EXPLORE_NEWS_MAX], schedules[40], failing[40];
	struct explorer_figures so_far = explorer_so_far(explore->explorer);
	size_t states = explore->states + explorer_states(explore->explorer);
	unsigned long long steps = explore->steps + explorer_steps(explore->explorer);
	int length = snprintf(json, sizeof json,
			      "{\"progress\":{\"done\":%.9g,\"schedules\":\"%s\",\"failing\":\"%s\",\"states\":%zu,\"steps\":%llu,\"elapsed_s\":%.3f}}", explore->done,
			      explorer_decimal(so_far.schedules, schedules), explorer_decimal(so_far.failing, failing), states, steps,
			      (double)(explore->told_ns - explore->start_ns) / 1e9);
	explore_line_tell(json, (size_t)length);
}

/* All the steps that it was given are taken. */
static bool is_spent(const struct explore *explore)
{
	uint64_t given = explore->launch->all_steps;
	return given && explore->steps + explorer_steps(explore->explorer) >= given;
}

bool explore_is_over(struct explore *explore, double done)
{
	uint64_t now = clock_gettime_ns();
	if (now - explore->told_ns >= NEWS_NS) {
		double whole = explore->part_begin + done * (explore->part_end - explore->part_begin);
		explore->done = whole > explore->done ? whole : explore->done;
		explore->told_ns = now;
		tell(explore);
	}
	if (atomic_load_explicit(&arena->quit, memory_order_relaxed))
		explore->over = EXPLORE_ASKED;
	else if ((explore->deadline_ns && now >= explore->deadline_ns) || is_spent(explore))
		explore->over = EXPLORE_TIME_UP;
	return explore->over != EXPLORE_NOT_OVER;
}

void explore_part(struct explore *explore, double end)
{
	explore->part_begin = explore->done;
	explore->part_end = explore->done + (1 - explore->done) * end;
}
