/* policy.c - see policy.h. The random walk uses SplitMix64 and takes the remainder: the bias at a handful of workers is far below one in a billion. */
#include "schedule/policy.h"

#include "trace/splitmix.h"

#include <stddef.h>
#include <string.h>

static const char *const names[POLICY_COUNT] = {
	[POLICY_ROUND_ROBIN] = "round-robin",
	[POLICY_RANDOM] = "random",
	[POLICY_FIFO] = "fifo",
	[POLICY_PRIORITY] = "priority",
	[POLICY_INHERIT] = "inherit",
};

enum policy_name policy_named(const char *word)
{
	int i = 0;
	while (i < POLICY_COUNT && strcmp(names[i], word) != 0)
		i++;
	return (enum policy_name)i;
}

/* The next in order of creation after the last one. */
static uint32_t round_robin(struct policy *policy, const uint32_t *able, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		if (able[i] > policy->last)
			return able[i];
	return able[0];
}

static uint32_t random_walk(struct policy *policy, const uint32_t *able, uint32_t count)
{
	return able[splitmix_next(&policy->random) % count];
}

static uint32_t first(struct policy *policy, const uint32_t *able, uint32_t count)
{
	(void)policy;
	(void)count;
	return able[0];
}

/* Rank is the order of creation. */
static uint32_t highest(struct policy *policy, const uint32_t *able, uint32_t count)
{
	uint32_t best = first(policy, able, count);
	for (uint32_t i = 1; i < count; i++)
		if (able[i] < best)
			best = able[i];
	return best;
}

static uint32_t (*const choose[POLICY_COUNT])(struct policy *, const uint32_t *, uint32_t) = {
	[POLICY_ROUND_ROBIN] = round_robin,
	[POLICY_RANDOM] = random_walk,
	[POLICY_FIFO] = first,
	[POLICY_PRIORITY] = highest,
	[POLICY_INHERIT] = first, /* whom the kitchen, which knows who holds what, has put first */
};

uint32_t policy_wanted(const struct policy *policy, bool *open)
{
	if (!policy->items || policy->item >= policy->item_count)
		return 0;
	*open = policy->items[policy->item].steps == 0;
	return policy->items[policy->item].worker;
}

void policy_skip(struct policy *policy)
{
	policy->item++;
	policy->taken = 0;
}

static bool among(uint32_t worker, const uint32_t *able, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		if (able[i] == worker)
			return true;
	return false;
}

static uint32_t take(struct policy *policy, uint32_t worker)
{
	const struct schedule_item *item = &policy->items[policy->item];
	policy->taken++;
	if (item->steps && policy->taken == item->steps)
		policy_skip(policy);
	return policy->last = worker;
}

uint32_t policy_choose(struct policy *policy, const uint32_t *able, uint32_t count)
{
	bool open;
	uint32_t wanted = policy_wanted(policy, &open);
	if (wanted)
		return among(wanted, able, count) ? take(policy, wanted) : 0;
	return policy->last = choose[policy->name](policy, able, count);
}
