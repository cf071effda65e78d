/* limit.c - see limit.h. A bucket holds at least one token, or a rate below one a second would never let anybody pass. */
#include "service/limit.h"

static double most(const struct limit *limit)
{
	return limit->rate < 1 ? 1 : limit->rate;
}

static void fill(struct limit *limit, uint64_t now_ns)
{
	if (now_ns > limit->then_ns)
		limit->tokens += (double)(now_ns - limit->then_ns) * 1e-9 * limit->rate;
	if (limit->tokens > most(limit))
		limit->tokens = most(limit);
	limit->then_ns = now_ns;
}

void limit_init(struct limit *limit, double rate, uint64_t now_ns)
{
	*limit = (struct limit){ .rate = rate, .then_ns = now_ns };
	limit->tokens = most(limit);
}

void limit_change(struct limit *limit, double rate, uint64_t now_ns)
{
	if (limit->rate <= 0) {
		limit_init(limit, rate, now_ns);
		return;
	}
	fill(limit, now_ns);
	limit->rate = rate;
	fill(limit, now_ns);
}

bool limit_take(struct limit *limit, uint64_t now_ns)
{
	if (limit->rate <= 0)
		return true;
	fill(limit, now_ns);
	if (limit->tokens < 1)
		return false;
	limit->tokens -= 1;
	return true;
}

unsigned limit_retry_s(const struct limit *limit)
{
	double s = limit->rate > 0 ? (1 - limit->tokens) / limit->rate : 0;
	return s > 3600 ? 3600 : s <= 1 ? 1 : (unsigned)(s + 0.999999);
}
