/* tell_control.c - sentences about control: the loop hands it on, the GIL is wanted, asked for, had and given up. The loop's times are the
 * kitchen's, the GIL's are real, as its switch interval is. */
#include "stage/tell.h"
#include "trace/tongue.h"

#define WORTH_NS 1000000 /* waits shorter than this are not worth a word */

void tell_resume(struct telling *telling)
{
	const struct stage_worker *worker = stage_worker(telling->stage, telling->event->worker);
	if (telling->stage->sequential) {
		say_add(&telling->say, worker && worker->resumes > 1 ? _("Now it is ") : _("One after another: now it is "));
		say_worker(telling, telling->event->worker);
		say_add(&telling->say, _(" that runs, and whoever made it waits"));
		return;
	}
	say_add(&telling->say, _("The loop hands control to "));
	say_worker(telling, telling->event->worker);
	if (telling->event->value < WORTH_NS)
		return;
	say_add(&telling->say, _(", ready for "));
	say_ns(&telling->say, stage_kitchen_span(telling->stage, telling->event->value));
}

void tell_yield(struct telling *telling)
{
	say_actor(telling);
	say_add(&telling->say, _(" lets the others go first"));
}

void tell_loop_lag(struct telling *telling)
{
	say_add(&telling->say, _("The loop comes "));
	say_ns(&telling->say, stage_kitchen_span(telling->stage, telling->event->value));
	say_add(&telling->say, _(" late to what was due"));
}

void tell_gil_mode(struct telling *telling)
{
	if (!telling->event->item) {
		say_add(&telling->say, _("The GIL is off: workers can run at the same time"));
		return;
	}
	say_add(&telling->say, _("The GIL is on: one worker runs at a time"));
	if (!telling->event->value)
		return;
	say_add(&telling->say, _(", and after "));
	say_ns(&telling->say, telling->event->value);
	say_add(&telling->say, _(" another may ask for its turn"));
}

void tell_gil_want(struct telling *telling)
{
	say_actor(telling);
	say_add(&telling->say, _(" wants the GIL"));
	if (!telling->event->value)
		return;
	say_add(&telling->say, ": ");
	say_worker(telling, telling->event->value);
	say_add(&telling->say, _(" holds it"));
}

void tell_gil_ask(struct telling *telling)
{
	const struct stage *stage = telling->stage;
	say_actor(telling);
	say_add(&telling->say, _(" asks "));
	say_worker(telling, telling->event->value);
	if (stage->holder && stage->holder == telling->event->value) {
		say_add(&telling->say, _(", who has held the GIL for "));
		say_ns(&telling->say, stage->time_ns - stage->gil_since_ns);
		say_add(&telling->say, _(", to drop it"));
	} else {
		say_add(&telling->say, _(" to drop the GIL"));
	}
}

void tell_gil_miss(struct telling *telling)
{
	say_actor(telling);
	say_add(&telling->say, _(" woke for the GIL and was refused: "));
	if (telling->event->value)
		say_worker(telling, telling->event->value);
	else
		say_add(&telling->say, _("another"));
	say_add(&telling->say, _(" had taken it"));
}

void tell_gil_acquire(struct telling *telling)
{
	say_actor(telling);
	say_add(&telling->say, _(" has the GIL"));
	if (telling->event->value < WORTH_NS)
		return;
	say_add(&telling->say, _(" after waiting "));
	say_ns(&telling->say, telling->event->value);
}

void tell_gil_release(struct telling *telling)
{
	say_actor(telling);
	say_add(&telling->say, telling->event->item ? _(" gives the GIL up, as it was asked to") : _(" lets the GIL go"));
}
