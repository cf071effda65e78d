/* follow.c - reading each event of a history once. */
#include "tui/follow.h"

#include <string.h>

static bool is(const struct history *history, size_t index, const struct event *event)
{
	const struct event *there = history_event(history, index);
	return there && memcmp(there, event, sizeof *event) == 0;
}

bool follow_run(struct follow *follow, const struct history *history)
{
	if (follow->next == 0 || (is(history, 0, &follow->first) && is(history, follow->next - 1, &follow->last)))
		return true;
	*follow = (struct follow){ 0 };
	return false;
}

const struct event *follow_next(struct follow *follow, const struct history *history)
{
	const struct event *event = history_event(history, follow->next);
	if (!event)
		return NULL;
	if (follow->next++ == 0)
		follow->first = *event;
	follow->last = *event;
	return event;
}
