/* side_tell.c - what sides say of themselves and of each other: ranks, speed-ups, a sentence on the moment. */
#include "tui/side.h"

#include "stage/say.h"
#include "trace/tongue.h"
#include "tui/glyph.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define ABOUT 1.04 /* so little apart is about the same */
#define SHORT_S 0.02

bool side_ran(const struct side *side)
{
	return side->state == SIDE_MEASURED && side->is.ran;
}

const struct side *side_base(const struct sides *sides, const struct side *side)
{
	const struct side *first = NULL;
	for (int i = 0; i < sides->count; i++) {
		const struct side *other = &sides->list[i];
		if (other->recipe != side->recipe || !side_ran(other))
			continue;
		if (strcmp(other->launch.engine, "sequential") == 0)
			return other;
		first = first ? first : other;
	}
	return first;
}

double side_speedup(const struct sides *sides, const struct side *side)
{
	const struct side *base = side_base(sides, side);
	return base && side_ran(side) && side->is.elapsed_s > 0 ? base->is.elapsed_s / side->is.elapsed_s : NAN;
}

int side_rank(const struct sides *sides, const struct side *side)
{
	int rank = 1;
	for (int i = 0; i < sides->count; i++)
		rank += side_ran(&sides->list[i]) && sides->list[i].recipe == side->recipe && sides->list[i].is.elapsed_s < side->is.elapsed_s;
	return side_ran(side) ? rank : 0;
}

bool side_over(const struct sides *sides, const struct side *side)
{
	return side->state == SIDE_MEASURED && (!sides->plays || sides->clock.now_ns >= side->end_ns);
}

uint64_t side_now_ns(const struct sides *sides, const struct side *side)
{
	if (side->state == SIDE_RUNS)
		return side->watch.player.now_ns;
	if (side->state != SIDE_MEASURED)
		return 0;
	return side_over(sides, side) ? side->end_ns : sides->clock.now_ns;
}

unsigned side_served(struct side *side)
{
	return side->open ? player_stage(&side->watch.player)->served : 0;
}

int sides_shown(struct sides *sides, struct side *shown[SIDE_CELLS], int *of)
{
	int all = 0, count = 0;
	for (int i = 0; i < sides->count; i++)
		all += sides->list[i].state != SIDE_OUT;
	if (sides->first > all - SIDE_CELLS)
		sides->first = all > SIDE_CELLS ? all - SIDE_CELLS : 0;
	for (int i = 0, place = 0; i < sides->count && count < SIDE_CELLS; i++)
		if (sides->list[i].state != SIDE_OUT && place++ >= sides->first)
			shown[count++] = &sides->list[i];
	if (of)
		*of = all;
	return count;
}

/* The next of 1, 2, 5, 10 … microseconds: while a kitchen is being measured nobody knows how long it will take, and lanes must not shrink all the time. */
static uint64_t round_up(uint64_t ns)
{
	static const uint64_t steps[] = { 1, 2, 5 };
	uint64_t scale = 1000;
	for (int i = 0; i < 3 * 15; i++) {
		if (steps[i % 3] * scale >= ns)
			return steps[i % 3] * scale;
		scale *= i % 3 == 2 ? 10 : 1;
	}
	return ns;
}

uint64_t sides_span_ns(const struct sides *sides)
{
	uint64_t span_ns = sides->clock.end_ns;
	if (sides->running >= 0) {
		uint64_t now_ns = side_now_ns(sides, &sides->list[sides->running]);
		span_ns = now_ns > span_ns ? round_up(now_ns) : span_ns;
	}
	return span_ns ? span_ns : 1;
}

char *side_seconds(double seconds, char to[24])
{
	bool short_one = seconds < 0.0995;
	double value = short_one ? seconds * 1e3 : seconds;
	snprintf(to, 24, value >= 100 ? "%.0f %s" : value >= 10 ? "%.1f %s" : value >= 1 ? "%.2f %s" : "%.3f %s", value, short_one ? "ms" : "s");
	return to;
}

/* ---- a sentence ---- */

static int counts(const struct sides *sides, bool (*is)(const struct sides *, const struct side *))
{
	int all = 0;
	for (int i = 0; i < sides->count; i++)
		all += is(sides, &sides->list[i]);
	return all;
}

/* "a", "a and b", "a, b and c", of those for which is() holds. */
static void say_names(struct say *say, const struct sides *sides, bool (*is)(const struct sides *, const struct side *))
{
	int all = counts(sides, is), said = 0;
	for (int i = 0; i < sides->count; i++)
		if (is(sides, &sides->list[i])) {
			say_add(say, "%s%s", said == 0 ? "" : said == all - 1 ? _(" and ") : ", ", sides->list[i].name);
			said++;
		}
}

static bool is_at_work(const struct sides *sides, const struct side *side)
{
	return side_ran(side) && !side_over(sides, side);
}

static bool is_to_come(const struct sides *sides, const struct side *side)
{
	(void)sides;
	return side->state == SIDE_WAITS;
}

static void say_measuring(struct say *say, struct sides *sides)
{
	say_add(say, _("Each kitchen has %s to itself while it is measured"), ngettext("the one core", "all cores", sides->cores));
	if (sides->runs > 1)
		say_add(say, _(", run %u of %u"), sides->round + 1, sides->runs);
	say_add(say, _("; then all play side by side."));
	if (!counts(sides, is_to_come))
		return;
	say_add(say, _(" Still to come: "));
	say_names(say, sides, is_to_come);
	say_add(say, ".");
}

/* Who has served most and who least, of those that have figures; of two recipes there is nothing to compare. */
static bool say_served(struct say *say, struct sides *sides)
{
	struct side *most = NULL, *least = NULL;
	for (int i = 0; i < sides->count; i++) {
		struct side *side = &sides->list[i];
		if (!side_ran(side))
			continue;
		if (side->recipe != sides->list[0].recipe)
			return false;
		most = !most || side_served(side) > side_served(most) ? side : most;
		least = !least || side_served(side) < side_served(least) ? side : least;
	}
	if (!most || side_served(most) == side_served(least))
		return false;
	unsigned few = side_served(least);
	if (few)
		say_add(say, _("At the same moment %s has served %u, and %s %u."), most->name, side_served(most), least->name, few);
	else
		say_add(say, _("At the same moment %s has served %u, and %s nobody yet."), most->name, side_served(most), least->name);
	return true;
}

static const struct side *ranked(const struct sides *sides, int rank)
{
	for (int i = 0; i < sides->count; i++)
		if (side_rank(sides, &sides->list[i]) == rank)
			return &sides->list[i];
	return NULL;
}

static void say_playing(struct say *say, struct sides *sides)
{
	const struct side *first = ranked(sides, 1);
	char time[24];
	bool told = false;
	if (first && side_over(sides, first)) {
		say_add(say, _("%s is done after %s"), first->name, side_seconds(first->is.elapsed_s, time));
		if (counts(sides, is_at_work)) {
			say_add(say, _("; still at work: "));
			say_names(say, sides, is_at_work);
		}
		say_add(say, ". ");
		told = true;
	}
	if (!say_served(say, sides) && !told)
		say_add(say, _("The same moment in each kitchen, counted from its opening."));
}

/* The slowest that has figures. */
static const struct side *last(const struct sides *sides)
{
	const struct side *last = NULL;
	for (int i = 0; i < sides->count; i++)
		if (side_ran(&sides->list[i]) && (!last || sides->list[i].is.elapsed_s > last->is.elapsed_s))
			last = &sides->list[i];
	return last;
}

/* The GIL's effect, where it was measured. */
static void say_gil(struct say *say, const struct sides *sides)
{
	const struct side *with = NULL, *without = NULL;
	for (int i = 0; i < sides->count; i++) {
		const struct side *side = &sides->list[i];
		if (!side_ran(side) || strcmp(side->launch.engine, "threads") != 0)
			continue;
		*(side->launch.gil == 1 ? &with : &without) = side;
	}
	if (!with || !without || with->recipe != without->recipe || with->is.elapsed_s <= 0 || without->is.cpu_s <= without->is.elapsed_s * 1.1)
		return;
	say_add(say, _(" Under the GIL threads used %.2f cores on the mean, without it %.2f of %d."), with->is.cpu_s / with->is.elapsed_s,
		without->is.cpu_s / without->is.elapsed_s, sides->cores);
}

/* Whether somebody else was at work on the machine, so that the figures say less than they seem to. */
static void say_others(struct say *say, const struct sides *sides)
{
	double most = 0;
	for (int i = 0; i < sides->count; i++)
		if (side_ran(&sides->list[i]) && sides->list[i].is.others > most)
			most = sides->list[i].is.others;
	if (most >= OTHERS_TOLD)
		say_add(say, _(" But others used up to %.0f %% of the machine meanwhile: r measures again."), most * 100);
}

static void say_end(struct say *say, const struct sides *sides)
{
	const struct side *first = ranked(sides, 1), *base = first ? side_base(sides, first) : NULL;
	char time[24];
	if (!first) {
		say_add(say, _("None of them came to its end."));
		return;
	}
	if (first == last(sides)) {
		say_add(say, _("%s was done after %s."), first->name, side_seconds(first->is.elapsed_s, time));
		return;
	}
	if (last(sides)->is.elapsed_s < SHORT_S) {
		say_add(say, _("All were over within %s: so short a run says more of how tasks are started than of how they run."), side_seconds(last(sides)->is.elapsed_s, time));
		return;
	}
	if (last(sides)->is.elapsed_s < first->is.elapsed_s * ABOUT) {
		double cores = first->is.cpu_s / first->is.elapsed_s;
		say_add(say, _("All took about the same time, %s%s."), side_seconds(first->is.elapsed_s, time),
			cores < 0.5 ? _(": computing was not what held them up") : cores < 1.1 ? _(": in each, one core at a time was at work") : "");
		say_others(say, sides);
		return;
	}
	say_add(say, _("%s was first, after %s"), first->name, side_seconds(first->is.elapsed_s, time));
	if (base && base != first)
		say_add(say, _(": %.2f times as fast as %s"), side_speedup(sides, first), base->name);
	say_add(say, ".");
	say_others(say, sides);
	say_gil(say, sides);
}

char *sides_story(struct sides *sides, char *to, size_t size)
{
	struct say say;
	to[0] = '\0';
	say_begin(&say, to, size);
	if (!sides->plays)
		say_measuring(&say, sides);
	else if (sides_complete(sides) && side_clock_at_end(&sides->clock))
		say_end(&say, sides);
	else
		say_playing(&say, sides);
	return to;
}
