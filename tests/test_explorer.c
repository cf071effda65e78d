/* test_explorer.c - the explorer over small graphs given as tables, without a recipe: counts, chances, numbers, loops, bounds.
 *
 * A program here is a table of states; each lists who is able and where that leads, or how it ends. Counts are compared with plain enumeration: every
 * path is followed to its end, one by one. */
#include "schedule/explorer.h"
#include "schedule/recall.h"
#include "suite.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define STATES 64
#define ABLE 4

/* A state: the successor by worker (id 1 + index), 0 where it is not able; or an end. */
struct node {
	int next[ABLE];
	const char *end; /* NULL: it goes on */
	bool ok, deadlock;
};

struct program {
	struct node nodes[STATES]; /* it starts at 1 */
};

static const struct explorer_bounds wide = { .memory_bytes = 1 << 24, .depth = 1000, .preemptions = -1 };

static uint32_t able_at(const struct node *node, uint32_t able[ABLE])
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < ABLE; i++)
		if (node->next[i])
			able[count++] = i + 1;
	return count;
}

/* One run. */
static void run(struct explorer *e, const struct program *program)
{
	int at = 1;
	explorer_begin(e, 0);
	for (;;) {
		const struct node *node = &program->nodes[at];
		uint32_t able[ABLE], count = able_at(node, able), chosen;
		if (count == 0) {
			explorer_end(e, node->end, node->ok, node->deadlock);
			return;
		}
		struct explorer_key key = { (uint64_t)at * 7919, (uint64_t)at };
		chosen = explorer_follows(e) ? explorer_follow(e) : explorer_choose(e, key, able, count);
		if (!chosen) {
			explorer_cut(e);
			return;
		}
		at = node->next[chosen - 1];
	}
}

static struct explorer *explored(const struct program *program, struct explorer_bounds bounds)
{
	struct explorer *e = explorer_new(&bounds);
	while (explorer_more(e))
		run(e, program);
	explorer_settle(e);
	return e;
}

/* ---- plain enumeration ---- */

struct tally {
	uint64_t all, failing, deadlocking;
	double chance;
	uint64_t at_most[EXPLORER_PREEMPTIONS], failing_at_most[EXPLORER_PREEMPTIONS];
	uint64_t within, failing_within; /* a bound */
	uint32_t fewest, shortest;       /* of those that fail */
};

static void enumerate(const struct program *program, int at, uint32_t last, uint32_t preemptions, uint32_t steps, double chance, uint32_t bound,
		      struct tally *tally)
{
	const struct node *node = &program->nodes[at];
	uint32_t able[ABLE], count = able_at(node, able);
	bool could = last && count && node->next[last - 1];
	for (uint32_t i = 0; i < count; i++)
		enumerate(program, node->next[able[i] - 1], able[i], preemptions + (could && able[i] != last), steps + 1, chance / count, bound, tally);
	if (count)
		return;
	tally->all++;
	tally->failing += !node->ok;
	tally->deadlocking += node->deadlock;
	tally->chance += node->ok ? 0 : chance;
	tally->within += preemptions <= bound;
	tally->failing_within += preemptions <= bound && !node->ok;
	for (uint32_t k = preemptions; k < EXPLORER_PREEMPTIONS; k++) {
		tally->at_most[k]++;
		tally->failing_at_most[k] += !node->ok;
	}
	if (!node->ok && (tally->failing == 1 || preemptions < tally->fewest || (preemptions == tally->fewest && steps < tally->shortest))) {
		tally->fewest = preemptions;
		tally->shortest = steps;
	}
}

/* ---- programs ---- */

static uint64_t scrambled(uint64_t *state)
{
	uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);
	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	return z ^ z >> 27;
}

/* A graph without loops: each state leads only to later ones; some end well, some not. */
static void make_random(struct program *program, uint64_t seed)
{
	int count = 6 + (int)(scrambled(&seed) % 14);
	*program = (struct program){ 0 };
	for (int at = 1; at <= count; at++) {
		struct node *node = &program->nodes[at];
		uint64_t kind = scrambled(&seed) % 3;
		if (at < count - 2)
			for (int i = 0; i < ABLE; i++)
				if (scrambled(&seed) % 2 || (i == 0 && at == 1))
					node->next[i] = at + 1 + (int)(scrambled(&seed) % (uint64_t)(count - at));
		node->end = kind == 0 ? "well" : kind == 1 ? "badly" : "stuck";
		node->ok = kind == 0;
		node->deadlock = kind == 2;
	}
}

START_TEST(counts_are_those_of_plain_enumeration)
{
	struct program program;
	struct tally tally = { 0 };
	make_random(&program, (uint64_t)_i);
	enumerate(&program, 1, 0, 0, 0, 1, 0, &tally);
	struct explorer *e = explored(&program, wide);
	struct explorer_figures all = explorer_figures(e, explorer_start(e));
	ck_assert(explorer_complete(e));
	ck_assert(explorer_done(e) == 1);
	ck_assert(all.schedules == tally.all && all.failing == tally.failing && all.deadlocking == tally.deadlocking);
	ck_assert_double_eq_tol(all.chance, tally.chance, 1e-12);
	for (uint32_t k = 0; k < EXPLORER_PREEMPTIONS; k++) {
		ck_assert(explorer_at_most(e, k).schedules == tally.at_most[k]);
		ck_assert(explorer_at_most(e, k).failing == tally.failing_at_most[k]);
	}
	explorer_count sum = 0;
	double chances = 0;
	for (uint32_t i = 0; i < explorer_outcomes(e); i++) {
		sum += explorer_share(e, i).schedules;
		chances += explorer_share(e, i).chance;
	}
	ck_assert(sum == tally.all);
	ck_assert_double_eq_tol(chances, 1, 1e-12);
	explorer_free(e);
}
END_TEST

START_TEST(a_bound_on_preemptions_counts_just_those_within_it)
{
	struct program program;
	struct tally tally = { 0 };
	uint32_t bound = (uint32_t)_i % 4;
	struct explorer_bounds bounds = wide;
	bounds.preemptions = (int)bound;
	make_random(&program, (uint64_t)_i);
	enumerate(&program, 1, 0, 0, 0, 1, bound, &tally);
	struct explorer *e = explored(&program, bounds);
	struct explorer_figures all = explorer_figures(e, explorer_start(e));
	ck_assert(explorer_complete(e));
	ck_assert(all.schedules == tally.within && all.failing == tally.failing_within);
	explorer_free(e);
}
END_TEST

/* Where these steps lead, and how many preemptions they take. */
static int follow(const struct program *program, const uint32_t *workers, size_t count, uint32_t *preemptions)
{
	int at = 1;
	*preemptions = 0;
	for (size_t i = 0; i < count; i++) {
		const struct node *node = &program->nodes[at];
		*preemptions += i && workers[i] != workers[i - 1] && node->next[workers[i - 1] - 1];
		at = node->next[workers[i] - 1];
		ck_assert_int_ne(at, 0);
	}
	return at;
}

START_TEST(the_simplest_failure_has_fewest_preemptions_then_fewest_steps)
{
	struct program program;
	struct tally tally = { 0 };
	size_t count;
	uint32_t preemptions, followed;
	make_random(&program, (uint64_t)_i);
	enumerate(&program, 1, 0, 0, 0, 1, 0, &tally);
	struct explorer *e = explored(&program, wide);
	uint32_t *workers = explorer_simplest(e, EXPLORER_ANY_FAILING, &count, &preemptions);
	ck_assert_int_eq(workers != NULL, tally.failing > 0);
	if (workers) {
		ck_assert_uint_eq(preemptions, tally.fewest);
		ck_assert_uint_eq(count, tally.shortest);
		const struct node *end = &program.nodes[follow(&program, workers, count, &followed)];
		ck_assert(!end->ok && !end->next[0] && !end->next[1] && !end->next[2] && !end->next[3]);
		ck_assert_uint_eq(followed, preemptions);
	}
	free(workers);
	explorer_free(e);
}
END_TEST

static int compare(const uint32_t *x, size_t x_count, const uint32_t *y, size_t y_count)
{
	size_t least = x_count < y_count ? x_count : y_count;
	for (size_t i = 0; i < least; i++)
		if (x[i] != y[i])
			return x[i] < y[i] ? -1 : 1;
	return 0;
}

START_TEST(schedules_by_number_are_all_of_them_in_order)
{
	struct program program;
	size_t counts[2] = { 0 };
	uint32_t *before = NULL, end, preemptions;
	bool failing = _i % 2;
	make_random(&program, (uint64_t)_i);
	struct explorer *e = explored(&program, wide);
	struct explorer_figures all = explorer_figures(e, explorer_start(e));
	explorer_count of = failing ? all.failing : all.schedules;
	for (explorer_count n = 0; n < of; n++) {
		bool ok, deadlock;
		uint32_t *now = explorer_nth(e, n, failing, &counts[1], &end);
		ck_assert_ptr_nonnull(now);
		const struct node *node = &program.nodes[follow(&program, now, counts[1], &preemptions)];
		ck_assert_str_eq(node->end, explorer_outcome(e, end, &ok, &deadlock));
		ck_assert(!failing || !ok);
		ck_assert(!before || compare(before, counts[0], now, counts[1]) < 0);
		free(before);
		before = now;
		counts[0] = counts[1];
	}
	ck_assert_ptr_null(explorer_nth(e, of, failing, &counts[1], &end));
	free(before);
	explorer_free(e);
}
END_TEST

START_TEST(what_follows_is_the_sum_of_what_follows_from_each)
{
	struct program program;
	make_random(&program, (uint64_t)_i);
	struct explorer *e = explored(&program, wide);
	explorer_place place = explorer_start(e);
	while (explorer_ends(place) < 0) {
		struct explorer_figures here = explorer_figures(e, place), sum = { 0 };
		uint32_t able = explorer_able(e, place), worker;
		explorer_place to = 0;
		ck_assert_uint_gt(able, 0);
		for (uint32_t i = 0; i < able; i++) {
			struct explorer_figures next = explorer_figures(e, to = explorer_next(e, place, i, &worker));
			sum.schedules += next.schedules;
			sum.failing += next.failing;
			sum.chance += next.chance / able;
		}
		ck_assert(here.schedules == sum.schedules && here.failing == sum.failing);
		ck_assert_double_eq_tol(here.chance, sum.chance, 1e-12);
		place = to;
	}
	ck_assert(explorer_figures(e, place).schedules == 1);
	explorer_free(e);
}
END_TEST

START_TEST(what_is_done_never_becomes_less_and_comes_to_one)
{
	struct program program;
	double done = 0;
	make_random(&program, (uint64_t)_i);
	struct explorer *e = explorer_new(&wide);
	while (explorer_more(e)) {
		run(e, &program);
		ck_assert_double_ge(explorer_done(e), done);
		done = explorer_done(e);
		ck_assert_double_le(done, 1 + 1e-12);
	}
	ck_assert_double_eq_tol(done, 1, 1e-12);
	explorer_settle(e);
	ck_assert(explorer_so_far(e).schedules == explorer_figures(e, explorer_start(e)).schedules);
	explorer_free(e);
}
END_TEST

START_TEST(a_walk_that_is_broken_off_knows_what_it_has_seen)
{
	struct program program;
	struct tally tally = { 0 };
	make_random(&program, (uint64_t)_i);
	enumerate(&program, 1, 0, 0, 0, 1, 0, &tally);
	struct explorer *e = explorer_new(&wide);
	for (int runs = 0; runs < 3 && explorer_more(e); runs++)
		run(e, &program);
	bool over = !explorer_more(e);
	explorer_settle(e);
	struct explorer_figures known = explorer_figures(e, explorer_start(e));
	ck_assert_int_eq(explorer_complete(e), over);
	ck_assert(known.schedules >= 1 && known.schedules <= tally.all && known.failing <= tally.failing);
	ck_assert_double_le(known.chance, tally.chance + 1e-12);
	ck_assert_double_le(tally.chance, known.chance + 1 - explorer_done(e) + 1e-12);
	explorer_free(e);
}
END_TEST

/* ---- loops ---- */

/* A waits in a loop for B: at 1 A goes round by 2, B leads out to 3, from which A ends it. */
static const struct program spin = { .nodes = {
	[1] = { .next = { 2, 3 } },
	[2] = { .next = { 1, 3 } },
	[3] = { .next = { 4 } },
	[4] = { .end = "out", .ok = false },
} };

START_TEST(a_loop_is_a_lasso_and_its_schedules_are_counted_without_it)
{
	size_t prefix, count;
	struct explorer *e = explored(&spin, wide);
	uint32_t *lasso = explorer_lasso(e, &prefix, &count);
	ck_assert_ptr_nonnull(lasso);
	ck_assert(prefix == 0 && count == 2 && lasso[0] == 1 && lasso[1] == 1);
	ck_assert(!explorer_complete(e));
	ck_assert(explorer_done(e) == 1);
	ck_assert(explorer_figures(e, explorer_start(e)).schedules == 2); /* BA, ABA */
	/* By chance it always comes out. */
	ck_assert_double_eq_tol(explorer_figures(e, explorer_start(e)).chance, 1, 1e-9);
	ck_assert_double_eq_tol(explorer_share(e, 0).chance, 1, 1e-9);
	ck_assert_double_eq_tol(explorer_endless_chance(e), 0, 1e-9);
	free(lasso);
	explorer_free(e);
}
END_TEST

/* From 1 B may lead to 3 and 4, which never come to an end. */
static const struct program trap = { .nodes = {
	[1] = { .next = { 2, 3 } },
	[2] = { .end = "out", .ok = true },
	[3] = { .next = { 0, 4 } },
	[4] = { .next = { 0, 3 } },
} };

START_TEST(what_never_comes_to_an_end_has_a_chance_of_its_own)
{
	size_t prefix, count;
	struct explorer *e = explored(&trap, wide);
	uint32_t *lasso = explorer_lasso(e, &prefix, &count);
	ck_assert(lasso && prefix == 1 && count == 3);
	ck_assert_double_eq_tol(explorer_endless_chance(e), 0.5, 1e-9);
	ck_assert_double_eq_tol(explorer_share(e, 0).chance, 0.5, 1e-9);
	ck_assert(explorer_figures(e, explorer_start(e)).schedules == 1);
	free(lasso);
	explorer_free(e);
}
END_TEST

/* ---- bounds ---- */

START_TEST(what_is_longer_than_a_schedule_may_be_is_cut_off_and_not_complete)
{
	struct explorer_bounds bounds = wide;
	bounds.depth = 2;
	struct explorer *e = explored(&spin, bounds); /* BA is counted, AB… and AA… are cut */
	ck_assert(!explorer_complete(e));
	ck_assert_uint_gt(explorer_cut_off(e), 0);
	ck_assert(explorer_figures(e, explorer_start(e)).schedules == 1);
	explorer_free(e);
}
END_TEST

/* `width` workers take `length` steps each, in any order; no two orders of the same steps differ. */
static struct explorer *grid(uint32_t width, uint32_t length, struct explorer_bounds bounds)
{
	struct explorer *e = explorer_new(&bounds);
	while (explorer_more(e)) {
		uint32_t taken[8] = { 0 }, able[8], count = 1, chosen = 1;
		explorer_begin(e, 0);
		while (count && chosen) {
			struct explorer_key key = { 0, 0 };
			count = 0;
			for (uint32_t i = 0; i < width; i++) {
				key.a = (key.a * 131 + taken[i] + 1) * UINT64_C(0x9e3779b97f4a7c15);
				key.b = key.b * 1009 + taken[i];
				if (taken[i] < length)
					able[count++] = i + 1;
			}
			if (count && (chosen = explorer_follows(e) ? explorer_follow(e) : explorer_choose(e, key, able, count)))
				taken[chosen - 1]++;
		}
		if (chosen)
			explorer_end(e, "done", true, false);
		else
			explorer_cut(e);
	}
	explorer_settle(e);
	return e;
}

START_TEST(numbers_go_beyond_64_bits)
{
	char text[40];
	explorer_count back;
	struct explorer *e = grid(2, 40, wide); /* 80 over 40 */
	ck_assert_str_eq(explorer_decimal(explorer_figures(e, explorer_start(e)).schedules, text), "107507208733336176461620");
	ck_assert(explorer_decimal_read(&back, text) && back == explorer_figures(e, explorer_start(e)).schedules);
	explorer_free(e);
}
END_TEST

START_TEST(more_than_can_be_counted_stays_at_the_greatest_number)
{
	struct explorer_bounds bounds = wide;
	size_t count;
	uint32_t end;
	bounds.memory_bytes = (size_t)64 << 20;
	struct explorer *e = grid(4, 20, bounds); /* 80! / 20!^4 is some 10^45 */
	ck_assert(explorer_figures(e, explorer_start(e)).schedules == EXPLORER_MOST);
	uint32_t *workers = explorer_nth(e, 0, false, &count, &end);
	ck_assert(workers && count == 80);
	free(workers);
	explorer_free(e);
}
END_TEST

START_TEST(a_graph_that_is_outgrown_stops_within_its_memory)
{
	struct explorer_bounds bounds = wide;
	bounds.memory_bytes = 1 << 20;
	struct explorer *e = grid(6, 12, bounds);
	ck_assert_int_eq(explorer_stopped(e), EXPLORER_OUTGROWN);
	ck_assert(!explorer_complete(e));
	ck_assert_uint_le(explorer_bytes(e), bounds.memory_bytes);
	ck_assert_double_lt(explorer_done(e), 1);
	explorer_free(e);
}
END_TEST

START_TEST(too_many_steps_stop_it_too)
{
	struct explorer_bounds bounds = wide;
	bounds.steps = 1000;
	struct explorer *e = grid(6, 12, bounds);
	ck_assert_int_eq(explorer_stopped(e), EXPLORER_TOO_LONG);
	explorer_free(e);
}
END_TEST

/* ---- samples and numbers ---- */

START_TEST(a_sample_has_one_of_each_part_and_all_of_all)
{
	for (uint32_t i = 0; i < 924; i++)
		ck_assert(explorer_sampled(924, 924, i, 5) == i);
	for (uint32_t i = 0; i < 10; i++) {
		explorer_count n = explorer_sampled(924, 10, i, (uint64_t)_i);
		ck_assert(n >= (explorer_count)924 * i / 10 && n < (explorer_count)924 * (i + 1) / 10);
	}
	ck_assert(explorer_sampled(EXPLORER_MOST, 3, 2, 1) >= EXPLORER_MOST / 3 * 2);
}
END_TEST

static const char *const no_numbers[] = { "", "-1", "1x", "340282366920938463463374607431768211456", "9999999999999999999999999999999999999999", " 1" };

START_TEST(what_is_no_number_is_refused)
{
	explorer_count count;
	ck_assert(!explorer_decimal_read(&count, no_numbers[_i]));
	ck_assert(explorer_decimal_read(&count, "340282366920938463463374607431768211455") && count == EXPLORER_MOST);
}
END_TEST

START_TEST(a_program_in_which_nobody_is_ever_chosen_has_one_schedule)
{
	size_t count;
	uint32_t preemptions, end;
	struct explorer *e = explorer_new(&wide);
	ck_assert(explorer_more(e));
	explorer_begin(e, 0);
	explorer_end(e, "broken", false, false);
	ck_assert(!explorer_more(e));
	explorer_settle(e);
	ck_assert(explorer_complete(e));
	ck_assert(explorer_figures(e, explorer_start(e)).failing == 1);
	ck_assert(explorer_at_most(e, 0).failing == 1 && explorer_share(e, 0).schedules == 1);
	uint32_t *simplest = explorer_simplest(e, EXPLORER_ANY_FAILING, &count, &preemptions), *first = explorer_nth(e, 0, true, &count, &end);
	ck_assert(simplest && first && count == 0);
	free(simplest);
	free(first);
	explorer_free(e);
}
END_TEST

/* ---- recall ---- */

START_TEST(a_path_that_is_taken_again_must_be_as_it_was)
{
	static const struct recall_note first[] = { { 2, 7, 1 }, { 3, 7, 1 } }, other[] = { { 2, 7, 1 }, { 3, 7, 2 } }, fewer[] = { { 3, 7, 1 } };
	struct recall_note before, now;
	struct recall *recall = recall_new();
	ck_assert(recall_keep(recall, 0, first, 2, 2) && recall_keep(recall, 1, first, 2, 3));
	ck_assert_uint_eq(recall_depth(recall), 2);
	ck_assert(recall_chosen(recall, 1) == 3 && recall_chosen(recall, 2) == 0);
	ck_assert(recall_agrees(recall, 1, first, 2, &before, &now) && recall_agrees(recall, 5, first, 2, &before, &now));
	ck_assert(!recall_agrees(recall, 1, other, 2, &before, &now));
	ck_assert(before.worker == 3 && before.value == 1 && now.worker == 3 && now.value == 2);
	ck_assert(!recall_agrees(recall, 1, fewer, 1, &before, &now));
	ck_assert(before.worker == 2 && now.worker == 0);
	ck_assert(!recall_agrees(recall, 0, first, 1, &before, &now) && before.worker == 3 && now.worker == 0);
	ck_assert(recall_keep(recall, 0, fewer, 1, 3)); /* what was deeper is forgotten */
	ck_assert_uint_eq(recall_depth(recall), 1);
	ck_assert(recall_agrees(recall, 0, fewer, 1, &before, &now) && !recall_agrees(recall, 0, first, 2, &before, &now));
	ck_assert(before.worker == 0 && now.worker == 2);
	recall_free(recall);
}
END_TEST

static Suite *suite(void)
{
	Suite *suite = suite_create("explorer");
	TCase *counts = tcase_create("counts"), *loops = tcase_create("loops"), *bounds = tcase_create("bounds"), *recall = tcase_create("recall");
	tcase_add_loop_test(counts, counts_are_those_of_plain_enumeration, 0, 300);
	tcase_add_loop_test(counts, a_bound_on_preemptions_counts_just_those_within_it, 0, 300);
	tcase_add_loop_test(counts, the_simplest_failure_has_fewest_preemptions_then_fewest_steps, 0, 300);
	tcase_add_loop_test(counts, schedules_by_number_are_all_of_them_in_order, 0, 40);
	tcase_add_loop_test(counts, what_follows_is_the_sum_of_what_follows_from_each, 0, 40);
	tcase_add_loop_test(counts, what_is_done_never_becomes_less_and_comes_to_one, 0, 40);
	tcase_add_loop_test(counts, a_walk_that_is_broken_off_knows_what_it_has_seen, 0, 40);
	tcase_add_loop_test(counts, a_sample_has_one_of_each_part_and_all_of_all, 0, 3);
	tcase_add_loop_test(counts, what_is_no_number_is_refused, 0, (int)(sizeof no_numbers / sizeof *no_numbers));
	tcase_add_test(counts, a_program_in_which_nobody_is_ever_chosen_has_one_schedule);
	tcase_add_test(loops, a_loop_is_a_lasso_and_its_schedules_are_counted_without_it);
	tcase_add_test(loops, what_never_comes_to_an_end_has_a_chance_of_its_own);
	tcase_add_test(bounds, what_is_longer_than_a_schedule_may_be_is_cut_off_and_not_complete);
	tcase_add_test(bounds, numbers_go_beyond_64_bits);
	tcase_add_test(bounds, more_than_can_be_counted_stays_at_the_greatest_number);
	tcase_add_test(bounds, a_graph_that_is_outgrown_stops_within_its_memory);
	tcase_add_test(bounds, too_many_steps_stop_it_too);
	tcase_add_test(recall, a_path_that_is_taken_again_must_be_as_it_was);
	suite_add_tcase(suite, counts);
	suite_add_tcase(suite, loops);
	suite_add_tcase(suite, bounds);
	suite_add_tcase(suite, recall);
	return suite;
}

int main(void)
{
	return run_suite(suite());
}
