/* difference.c - see difference.h: comparing by steps. Both runs are walked at once, over what counts; the first that is not the same is where they part. */
#include "stage/difference.h"

#include "stage/narrator.h"

/* The next event that counts, from `at` on; the number of all when there is none. */
static size_t next_that_counts(const struct namesakes *names, size_t at)
{
	const struct event *event;
	while ((event = history_event(names->history, at)) && !namesakes_counts(event))
		at++;
	return at;
}

static void note_same(struct difference *difference, const struct event *event, size_t at)
{
	difference->same++;
	difference->steps += event->kind == KIND_STEP;
	if (narrator_weight(event) >= WEIGHT_DETAIL && event->kind != KIND_STEP)
		difference->last = at;
}

static void note_after(struct difference *difference, const struct namesakes runs[2])
{
	for (int run = 0; run < 2; run++)
		for (size_t at = difference->at[run]; at != DIFFERENCE_NO && difference->after_count[run] < DIFFERENCE_AFTER; at++) {
			at = next_that_counts(&runs[run], at);
			if (!history_event(runs[run].history, at))
				break;
			difference->after[run][difference->after_count[run]++] = at;
		}
}

/* The step that is taken there: the clock may jump first, to where its worker is due. NULL when something else happens. */
static const struct event *step_at(const struct namesakes *names, size_t at)
{
	const struct event *event;
	while ((event = history_event(names->history, at)) && (event->kind == KIND_AWAKE || event->kind == KIND_WORKED || event->kind == KIND_UNBLOCK))
		at = next_that_counts(names, at + 1);
	return event && event->kind == KIND_STEP ? event : NULL;
}

static enum difference_kind kind_of(const struct namesakes runs[2], const size_t at[2])
{
	bool ended[2] = { !history_event(runs[0].history, at[0]), !history_event(runs[1].history, at[1]) };
	const struct event *steps[2] = { step_at(&runs[0], at[0]), step_at(&runs[1], at[1]) };
	if (ended[0] || ended[1])
		return ended[0] == ended[1] ? DIFFERENCE_NONE : DIFFERENCE_END;
	if (!steps[0] || !steps[1])
		return DIFFERENCE_DEED;
	return namesakes_worker(&runs[0], steps[0]->worker) != namesakes_worker(&runs[1], steps[1]->worker) ? DIFFERENCE_CHOICE : DIFFERENCE_DEED;
}

static void find_by_steps(struct difference *difference, const struct namesakes runs[2], unsigned by)
{
	size_t at[2] = { 0, 0 };
	const struct event *events[2];
	for (;; at[0]++, at[1]++) {
		for (int run = 0; run < 2; run++) {
			at[run] = next_that_counts(&runs[run], at[run]);
			events[run] = history_event(runs[run].history, at[run]);
		}
		if (!events[0] || !events[1] || namesakes_event(&runs[0], events[0], by) != namesakes_event(&runs[1], events[1], by))
			break;
		note_same(difference, events[0], at[0]);
	}
	difference->kind = kind_of(runs, at);
	for (int run = 0; run < 2; run++) {
		difference->from[run] = at[run];
		difference->at[run] = events[run] ? at[run] : DIFFERENCE_NO;
	}
	note_after(difference, runs);
	if (difference->kind == DIFFERENCE_CHOICE)
		difference->workers_same = difference_is_none(runs, by, false);
}

void difference_find(struct difference *difference, const struct namesakes runs[2], bool steps, bool lines)
{
	unsigned by = NAMESAKES_VALUES | (lines ? NAMESAKES_LINES : 0);
	*difference = (struct difference){ .by_steps = steps, .last = DIFFERENCE_NO, .at = { DIFFERENCE_NO, DIFFERENCE_NO } };
	if (steps)
		find_by_steps(difference, runs, by);
	else
		difference_find_order(difference, runs, by | DIFFERENCE_LATE);
}
