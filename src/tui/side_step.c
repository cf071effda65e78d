/* side_step.c - moments of several runs at once: the clock goes from one event to the next, in whichever kitchen it happens. */
#include "tui/side.h"

typedef size_t go_to(const struct history *history, size_t position, int direction);

static bool is_played(const struct side *side)
{
	return side->state == SIDE_MEASURED && side->open;
}

void sides_look(struct sides *sides)
{
	for (int i = 0; i < sides->count; i++) {
		struct side *side = &sides->list[i];
		if (!is_played(side))
			continue;
		uint64_t end_ns = history_end_ns(side->watch.history), now_ns = sides->clock.now_ns;
		bool over = !sides->plays || now_ns >= side->end_ns;
		player_at(&side->watch.player, over || now_ns > end_ns ? end_ns : now_ns);
	}
}

static uint64_t time_of(const struct history *history, size_t position)
{
	return position ? history_event(history, position - 1)->time_ns : 0;
}

/* The position after the last event of that sort that lies at or before `position`; 0 when there is none. */
static size_t last_at(const struct history *history, size_t position, go_to *go)
{
	size_t before = go(history, position, -1), again;
	if (before == position)
		before = 0;
	again = go(history, before, 1);
	return again > before && again <= position ? again : before;
}

/* The time of the first event of that sort after `ns`, UINT64_MAX when there is none. */
static uint64_t next_after(const struct side *side, uint64_t ns, go_to *go)
{
	const struct history *history = side->watch.history;
	size_t at = history_position_at(history, ns), next = go(history, at, 1);
	return next > at ? time_of(history, next) : UINT64_MAX;
}

/* The time of the last one at or before `ns`, 0 when there is none. */
static uint64_t last_before(const struct side *side, uint64_t ns, go_to *go)
{
	const struct history *history = side->watch.history;
	return time_of(history, last_at(history, history_position_at(history, ns), go));
}

static uint64_t all_next(const struct sides *sides, uint64_t ns, go_to *go)
{
	uint64_t first = UINT64_MAX;
	for (int i = 0; i < sides->count; i++) {
		uint64_t at = is_played(&sides->list[i]) ? next_after(&sides->list[i], ns, go) : UINT64_MAX;
		first = at < first ? at : first;
	}
	return first;
}

static uint64_t all_last(const struct sides *sides, uint64_t ns, go_to *go)
{
	uint64_t last = 0;
	for (int i = 0; i < sides->count; i++) {
		uint64_t at = is_played(&sides->list[i]) ? last_before(&sides->list[i], ns, go) : 0;
		last = at > last ? at : last;
	}
	return last;
}

/* Back goes to just before what was seen last happened: to the event before it. */
static void step(struct sides *sides, int direction, go_to *go)
{
	uint64_t now = sides->clock.now_ns;
	if (!sides->plays)
		return;
	if (direction > 0) {
		uint64_t next = all_next(sides, now, go);
		side_clock_look(&sides->clock, next == UINT64_MAX ? sides->clock.end_ns : next);
	} else {
		uint64_t last = all_last(sides, now, go);
		side_clock_look(&sides->clock, last ? all_last(sides, last - 1, go) : 0);
	}
}

void sides_step(struct sides *sides, int direction)
{
	step(sides, direction, history_step);
}

void sides_switch(struct sides *sides, int direction)
{
	step(sides, direction, history_switch);
}
