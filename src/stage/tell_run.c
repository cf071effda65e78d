/* tell_run.c - sentences about the run as a whole. */
#include "stage/tell.h"
#include "trace/tongue.h"

#include <inttypes.h>

void tell_begin(struct telling *telling)
{
	say_add(&telling->say, _("The kitchen opens (seed %llu)"), (unsigned long long)telling->event->value);
}

void tell_param(struct telling *telling)
{
	say_add(&telling->say, _("The setting %s is "), tell_text(telling, telling->event->item));
	say_word(telling, telling->event->value);
}

void tell_pace(struct telling *telling)
{
	double pace = (double)telling->event->value * 1e-6;
	if (telling->event->value == 0)
		say_add(&telling->say, _("The kitchen now runs as fast as it can"));
	else
		say_add(&telling->say, ngettext("The pace is %.3g kitchen second to a real one", "The pace is %.3g kitchen seconds to a real one", telling->event->value == 1000000 ? 1 : 2), pace);
}

void tell_hold(struct telling *telling)
{
	uint32_t open = telling->stage->fetches_open, programs = telling->stage->commands_open;
	say_add(&telling->say, _("The kitchen is held, and its clock with it"));
	if (open)
		say_add(&telling->say, ngettext("; the answer that %u worker waits for may come meanwhile", "; the answers that %u workers wait for may come meanwhile", open), open);
	if (programs)
		say_add(&telling->say, ngettext("; %u program outside goes on meanwhile", "; %u programs outside go on meanwhile", programs), programs);
}

void tell_go(struct telling *telling)
{
	say_add(&telling->say, _("The kitchen goes on"));
	if (!telling->event->value)
		return;
	say_add(&telling->say, _("; it was held for "));
	say_ns(&telling->say, telling->event->value);
}

void tell_stall(struct telling *telling)
{
	say_actor(telling);
	say_add(&telling->say, _(" had to wait "));
	say_ns(&telling->say, telling->event->value);
	say_add(&telling->say, _(": its events came faster than they were collected"));
}

void tell_outcome(struct telling *telling)
{
	static const char *const words[OUTCOME_COUNT] = {
		[OUTCOME_DONE] = N_("The kitchen closes: all is done"),
		[OUTCOME_DEADLOCK] = N_("Deadlock: nobody can ever go on"),
		[OUTCOME_VIOLATED] = N_("The kitchen closes, but something that was expected did not hold"),
		[OUTCOME_FAILED] = N_("The run has failed"),
		[OUTCOME_INTERRUPTED] = N_("The run was interrupted"),
	};
	const struct event *event = telling->event;
	if (event->item >= OUTCOME_COUNT || !words[event->item])
		return;
	bool stopped = event->item == OUTCOME_VIOLATED && telling->stage->step_broke;
	char left[96];
	stage_left_at_door(telling->stage, left, sizeof left);
	if (*left && event->item == OUTCOME_DONE)
		say_add(&telling->say, _("The kitchen closes"));
	else
		say_add(&telling->say, "%s", stopped ? _("The kitchen stops there") : _(words[event->item]));
	if (*left)
		say_add(&telling->say, "; %s", left);
	if (event->value)
		say_add(&telling->say, ": %s", tell_text(telling, event->value));
}

void tell_expect(struct telling *telling)
{
	say_add(&telling->say, telling->event->value ? _("As expected: %s") : _("Expected, and not so: %s"), tell_text(telling, telling->event->item));
}

void tell_broken(struct telling *telling)
{
	say_add(&telling->say, _("Step %llu, by "), (unsigned long long)telling->stage->steps);
	say_worker(telling, telling->event->worker);
	say_add(&telling->say, _(", breaks what must always hold: %s"), tell_text(telling, telling->event->item));
}

void tell_stray(struct telling *telling)
{
	say_add(&telling->say, _("The schedule asks for "));
	say_worker(telling, telling->event->worker);
	say_add(&telling->say, _(", who cannot go on now"));
}
