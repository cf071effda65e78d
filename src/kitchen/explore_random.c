/* explore_random.c - random walks: what can be said of a recipe with too many states to be counted.
 *
 * Each walk starts anew and picks evenly among those able at each step, which is what "chance" means where all is counted. The interval is Wilson's
 * (1927), at 95 %; walks that were cut off for their length may have failed or not, and widen it both ways. The same seed gives the same walks; how many
 * there are depends on the time they take, unless they are WALKS, or the exploration was given steps and not time. */
#include "kitchen/explore_inner.h"

#include "kitchen/random.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define WALKS 10000u
#define WALKS_NS 10000000000u
#define LOOK_STEPS 64

/* The walk that goes on. */
static struct {
	uint64_t random;
	uint32_t *steps, size;
	uint32_t last, preemptions;
	uint64_t end_ns;
} walk;

static bool contains(const uint32_t *able, uint32_t count, uint32_t worker)
{
	for (uint32_t i = 0; i < count; i++)
		if (able[i] == worker)
			return true;
	return false;
}

static void note_step(struct explore *explore, uint32_t worker)
{
	if (explore->depth == walk.size) {
		walk.size = walk.size ? walk.size * 2 : 256;
		walk.steps = realloc(walk.steps, walk.size * sizeof *walk.steps);
		if (!walk.steps)
			abort();
	}
	walk.steps[explore->depth] = worker;
	walk.last = worker;
}

static double part_done(const struct explore *explore)
{
	return (double)explore->walks->runs / WALKS;
}

static uint32_t choose(struct explore *explore, const uint32_t *able, uint32_t count)
{
	static uint32_t looks;
	if (explore->depth == 0)
		explore_keep(0);
	if (explore->depth >= explore->launch->max_steps || (++looks % LOOK_STEPS == 0 && explore_is_over(explore, part_done(explore))))
		return 0;
	uint32_t chosen = able[(uint32_t)(random_unit(&walk.random) * count)];
	walk.preemptions += chosen != walk.last && contains(able, count, walk.last);
	note_step(explore, chosen);
	return chosen;
}

/* A walk that fails: keep its schedule if it is simpler than those before. */
static void note_witness(struct explore_walks *walks, size_t count, uint32_t found)
{
	if (walks->witness && (walks->witness_preemptions < walk.preemptions ||
			       (walks->witness_preemptions == walk.preemptions && walks->witness_count <= count)))
		return;
	free(walks->witness);
	walks->witness = malloc((count + 1) * sizeof *walks->witness);
	if (!walks->witness)
		abort();
	memcpy(walks->witness, walk.steps, count * sizeof *walks->witness);
	walks->witness_count = count;
	walks->witness_preemptions = walk.preemptions;
	walks->witness_found = found;
}

/* The outcome among those found; takes its text over. */
static uint32_t found_index(struct explore_walks *walks, struct explore_end *end)
{
	for (uint32_t i = 0; i < walks->found_count; i++)
		if (walks->found[i].ok == end->ok && walks->found[i].deadlock == end->deadlock && strcmp(walks->found[i].outcome, end->outcome) == 0)
			return i;
	walks->found = realloc(walks->found, (walks->found_count + 1) * sizeof *walks->found);
	if (!walks->found)
		abort();
	walks->found[walks->found_count] = (struct explore_found){ .outcome = end->outcome, .ok = end->ok, .deadlock = end->deadlock };
	end->outcome = NULL;
	return (uint32_t)walks->found_count++;
}

static int walk_once(struct explore *explore, struct error *error)
{
	struct explore_walks *walks = explore->walks;
	struct explore_end end;
	walk.random = explore->launch->seed * UINT64_C(0xd1342543de82ef95) + walks->runs;
	walk.last = walk.preemptions = 0;
	explore->depth = explore_back(0);
	if (explore_play(explore, &end, error) != 0)
		return -1;
	if (explore->over)
		return free(end.outcome), 0;
	walks->runs++;
	if (end.cut) {
		walks->cut++;
		return 0;
	}
	uint32_t found = found_index(walks, &end);
	walks->found[found].runs++;
	walks->failing += !end.ok;
	if (!end.ok)
		note_witness(walks, explore->depth, found);
	free(end.outcome);
	return 0;
}

/* One end of Wilson's interval. */
static double wilson(double failing, double runs, double sign)
{
	const double z = 1.959964;
	double p = failing / runs, spread = z * sqrt(p * (1 - p) / runs + z * z / (4 * runs * runs));
	return fmin(1, fmax(0, (p + z * z / (2 * runs) + sign * spread) / (1 + z * z / runs)));
}

int explore_walk(struct explore *explore, struct error *error)
{
	struct explore_walks *walks = explore->walks = calloc(1, sizeof *walks);
	uint64_t end_ns = explore->launch->all_steps ? UINT64_MAX : clock_gettime_ns() + WALKS_NS; /* given steps, it is not to depend on the time */
	int r = 0;
	if (!walks)
		return error_set(error, "no memory for random walks");
	explore->choose = choose;
	explore_part(explore, 1);
	while (r == 0 && walks->runs < WALKS && !explore_is_over(explore, part_done(explore)) && (walks->runs == 0 || clock_gettime_ns() < end_ns))
		r = walk_once(explore, error);
	walks->high = 1;
	if (walks->runs) {
		walks->low = wilson((double)walks->failing, (double)walks->runs, -1);
		walks->high = wilson((double)(walks->failing + walks->cut), (double)walks->runs, 1);
	}
	return r;
}

void explore_walks_free(struct explore_walks *walks)
{
	if (!walks)
		return;
	for (size_t i = 0; i < walks->found_count; i++)
		free(walks->found[i].outcome);
	free(walks->found);
	free(walks->witness);
	free(walks);
}
