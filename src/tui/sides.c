/* sides.c - the life of a comparison: see side.h.
 *
 * Sides take turns, a run of each in a round, as in the printed table: what the machine does meanwhile is then the same for all. At most one kitchen lives at any time.
 * A run that came to no end is the last of its side and stands for it; else, once all rounds are over, the one of median length does, and the others are dropped.
 *
 * What always holds: `running` is the side in state SIDE_RUNS, the only one whose source lives; a side that is measured keeps its watch until all begins again. */
#include "tui/side.h"
#include "trace/tongue.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EARLY_NS UINT64_C(3000000000) /* runs so long are worth watching while others are still being measured */

/* ---- one side ---- */

/* What its pane remembers is of a run that goes. */
static void kitchen_drop(struct side *side)
{
	if (side->kitchen)
		pane_named("kitchen")->free(side->kitchen);
	side->kitchen = NULL;
}

static void watch_drop(struct side *side)
{
	if (side->open)
		watch_release(&side->watch);
	side->open = false;
	kitchen_drop(side);
}

static void side_empty(struct side *side)
{
	watch_drop(side);
	for (unsigned i = 0; i < side->before_count; i++)
		watch_release(&side->before[i].watch);
	free(side->before);
	side->before = NULL;
	side->before_count = 0;
}

void side_leave_out(struct side *side, const char *why)
{
	side->state = SIDE_OUT;
	snprintf(side->is.why, sizeof side->is.why, "%s", why);
}

/* The run at hand makes room for the next. */
static void run_put_by(struct side *side)
{
	struct side_run *runs;
	if (!side->open)
		return;
	runs = realloc(side->before, (side->before_count + 1) * sizeof *runs);
	if (!runs)
		abort();
	runs[side->before_count++] = (struct side_run){ side->watch, side->is };
	side->before = runs;
	side->open = false;
	kitchen_drop(side);
}

static int by_length(const void *a, const void *b)
{
	double x = ((const struct side_run *)a)->is.elapsed_s, y = ((const struct side_run *)b)->is.elapsed_s;
	return (x > y) - (x < y);
}

/* Of several the one of median length stands for the side; that one of them was broken is kept. */
static void take_median(struct side *side)
{
	const struct measured *broken = NULL;
	struct measured is;
	if (!side->before_count)
		return;
	run_put_by(side);
	for (unsigned i = 0; i < side->before_count && !broken; i++)
		broken = side->before[i].is.wrong ? &side->before[i].is : NULL;
	is = broken ? *broken : (struct measured){ 0 };
	qsort(side->before, side->before_count, sizeof *side->before, by_length);
	struct side_run *median = &side->before[(side->before_count - 1) / 2];
	side->watch = median->watch;
	side->is = median->is;
	side->open = true;
	*median = side->before[--side->before_count];
	if (is.wrong) {
		side->is.wrong = true;
		memcpy(side->is.why, is.why, sizeof is.why);
	}
	for (unsigned i = 0; i < side->before_count; i++)
		watch_release(&side->before[i].watch);
	side->before_count = 0;
}

/* No more runs of it. */
static void side_settle(struct side *side)
{
	if (side->is.ran)
		take_median(side);
	side->state = side->is.ran || side->is.wrong ? SIDE_MEASURED : SIDE_OUT;
	side->end_ns = side->is.ran ? (uint64_t)(side->is.elapsed_s * 1e9) : side->open ? history_end_ns(side->watch.history) : 0;
}

/* ---- taking turns ---- */

/* Those that are measured begin to play: from the beginning, unless a person has a moment at hand. */
static void play(struct sides *sides)
{
	uint64_t end_ns = 0;
	int measured = 0;
	for (int i = 0; i < sides->count; i++) {
		const struct side *side = &sides->list[i];
		if (side->state != SIDE_MEASURED)
			continue;
		measured += side->is.ran;
		end_ns = side->end_ns > end_ns ? side->end_ns : end_ns;
	}
	bool all = sides_complete(sides), early = measured >= 2 && end_ns >= EARLY_NS;
	side_clock_end(&sides->clock, end_ns);
	if (!all && !early)
		return;
	if (!sides->plays || (all && !sides->touched)) {
		side_clock_look(&sides->clock, 0);
		side_clock_go(&sides->clock, true);
	}
	sides->plays = true;
}

static bool has_turn(const struct sides *sides, const struct side *side)
{
	return side->state == SIDE_WAITS && side->before_count + side->open <= sides->round;
}

static void start(struct sides *sides, int index)
{
	struct side *side = &sides->list[index];
	struct error error = { "" };
	run_put_by(side);
	sides->running = index;
	side->state = SIDE_RUNS;
	side->is = (struct measured){ 0 };
	side->open = true;
	side->before_it = machine_now();
	if (watch_begin(&side->watch, &side->launch, NULL, &error))
		measured_died(&side->is, error.text); /* its watch is loaded: the next pump finds it over */
}

/* The next turn, if there is one. */
static void go_on(struct sides *sides)
{
	sides->running = -1;
	for (; sides->round < sides->runs; sides->round++)
		for (int i = 0; i < sides->count; i++)
			if (has_turn(sides, &sides->list[i])) {
				start(sides, i);
				return;
			}
	play(sides);
}

/* The run at hand is over. */
static void run_over(struct sides *sides, struct side *side)
{
	const char *report = side->watch.info.report;
	if (report)
		measured_read(&side->is, report, strcmp(side->launch.engine, "sequential") == 0);
	else if (!side->is.died)
		measured_died(&side->is, *source_error(side->watch.source) ? source_error(side->watch.source) : _("the kitchen ended without a report"));
	measured_others(&side->is, &side->before_it);
	if (side->is.misuse)
		memcpy(sides->misuse, side->is.why, sizeof sides->misuse);
	side->state = SIDE_WAITS;
	if (!side->is.ran || sides->round + 1 >= sides->runs) {
		side_settle(side);
		play(sides);
	}
	go_on(sides);
}

void sides_begin(struct sides *sides)
{
	if (sides->begun)
		return;
	sides->begun = true;
	go_on(sides);
}

int sides_fd(const struct sides *sides)
{
	const struct source *source = sides->running >= 0 ? sides->list[sides->running].watch.source : NULL;
	return source ? source_fd(source) : -1;
}

bool sides_pump(struct sides *sides)
{
	bool news = false;
	while (sides->running >= 0 && !*sides->misuse) {
		struct side *side = &sides->list[sides->running];
		news |= watch_pump(&side->watch, 0);
		if (!side->watch.loaded)
			return news;
		run_over(sides, side);
		news = true;
	}
	return news;
}

static void sides_empty(struct sides *sides)
{
	side_zoom_close(sides);
	for (int i = 0; i < sides->count; i++) {
		side_empty(&sides->list[i]);
		if (sides->list[i].state != SIDE_OUT)
			sides->list[i].state = SIDE_WAITS;
	}
	sides->running = -1;
	sides->plays = sides->touched = false;
	sides->round = 0;
}

void sides_again(struct sides *sides)
{
	sides_empty(sides);
	sides->clock = (struct side_clock){ .speed = sides->clock.speed, .by_hand = sides->clock.by_hand };
	go_on(sides);
}

void sides_suspend(struct sides *sides)
{
	if (sides->running < 0)
		return;
	struct side *side = &sides->list[sides->running];
	watch_drop(side);
	side->state = SIDE_WAITS;
	sides->running = -1;
}

void sides_resume(struct sides *sides)
{
	if (sides->running < 0 && !sides_complete(sides))
		go_on(sides);
}

bool sides_complete(const struct sides *sides)
{
	for (int i = 0; i < sides->count; i++)
		if (sides->list[i].state == SIDE_WAITS || sides->list[i].state == SIDE_RUNS)
			return false;
	return true;
}

bool sides_going(const struct sides *sides)
{
	return sides->running >= 0 || sides->clock.going;
}

/* ---- all of them ---- */

struct sides *sides_new(unsigned runs, int cores, uint64_t seed)
{
	struct sides *sides = calloc(1, sizeof *sides);
	if (!sides)
		abort();
	sides->runs = runs;
	sides->cores = cores;
	sides->seed = seed;
	sides->running = -1;
	side_layout_init(&sides->layout);
	layout_init(&sides->zoom.layout);
	return sides;
}

void sides_free(struct sides *sides)
{
	if (!sides)
		return;
	sides_empty(sides);
	for (int i = 0; i < sides->count; i++)
		launch_release(&sides->list[i].launch);
	side_layout_release(&sides->layout);
	layout_release(&sides->zoom.layout);
	free(sides);
}

struct side *sides_add(struct sides *sides, const char *name, const struct launch *launch, int recipe)
{
	if (sides->count == SIDES_MOST)
		return NULL;
	struct side *side = &sides->list[sides->count++];
	*side = (struct side){ .recipe = recipe, .known_s = NAN, .known_speedup = NAN };
	snprintf(side->name, sizeof side->name, "%s", name);
	launch_copy(&side->launch, launch);
	return side;
}
