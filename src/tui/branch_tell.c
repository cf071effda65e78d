/* branch_tell.c - a future in words: what each of its steps did, and how it ended. */
#include "tui/branch.h"

#include "stage/narrator.h"
#include "trace/text.h"
#include "trace/tongue.h"

#include <stdio.h>
#include <string.h>

/* The first sentence worth telling of this step: its action. Taken from a copy of the stage, so that nobody's place in the history moves. */
static void step_tell(const struct future *future, size_t step, char *to, size_t size)
{
	const struct history *history = future->scout.watch.history;
	size_t at = future->log.steps[step].position, end = step_log_position(&future->log, step + 1);
	struct stage stage;
	to[0] = '\0';
	stage_init(&stage, NULL);
	history_copy(history, at, &stage);
	for (; at < end && !to[0]; at++) {
		const struct event *event = history_event(history, at);
		stage_apply(&stage, event);
		if (event->kind != KIND_STEP && narrator_weight_at(&stage, event) != WEIGHT_NONE)
			narrator_sentence(&stage, event, to, size);
	}
	stage_release(&stage);
}

char *future_step(struct future *future, size_t step, char *to, size_t size)
{
	to[0] = '\0';
	if (step >= future->log.count)
		return to;
	size_t place = step % FUTURE_TOLD;
	if (future->told[place].step != step + 1) {
		step_tell(future, step, future->told[place].text, sizeof future->told[place].text);
		bool whole = future->over || step + 1 < future->log.count; /* all that it did has come */
		future->told[place].step = whole ? step + 1 : 0;
	}
	snprintf(to, size, "%s", future->told[place].text);
	return to;
}

char *future_end(const struct future *future, bool *good, char *to, size_t size)
{
	*good = false;
	to[0] = '\0';
	if (future->error[0]) {
		snprintf(to, size, "%.*s", (int)size - 1, future->error);
	} else if (future->endless) {
		snprintf(to, size, _("goes on after %d events"), FUTURE_EVENTS_MAX);
	} else if (future->over) {
		char words[sizeof(struct error)];
		enum outcome outcome = watch_outcome(&future->scout.watch);
		*good = outcome == OUTCOME_DONE;
		watch_error(&future->scout.watch, words, sizeof words);
		if (*good || !words[0] || outcome == OUTCOME_DEADLOCK)
			snprintf(to, size, "%s", _(outcome_name(outcome)));
		else
			text_clean(to, size, words, strlen(words));
	}
	return to;
}
