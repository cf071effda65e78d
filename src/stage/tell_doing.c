/* tell_doing.c - sentences about what takes time. Seconds are the kitchen's, as the recipe says them; CPU time is real, and says so. */
#include "stage/tell.h"
#include "trace/tongue.h"

#define LATE_NS 1000000 /* real: less is not worth a word */

void tell_sleep(struct telling *telling)
{
	say_actor(telling);
	say_add(&telling->say, _(" sleeps "));
	say_ns(&telling->say, telling->event->value);
	if (telling->event->item)
		say_add(&telling->say, ": %s", tell_text(telling, telling->event->item));
}

void tell_awake(struct telling *telling)
{
	say_actor(telling);
	say_add(&telling->say, _(" is awake again"));
	if (telling->event->value < LATE_NS)
		return;
	say_add(&telling->say, ", ");
	say_ns(&telling->say, stage_kitchen_span(telling->stage, telling->event->value));
	say_add(&telling->say, _(" late"));
}

void tell_work(struct telling *telling)
{
	say_actor(telling);
	say_add(&telling->say, _(" gets to work: "));
	if (telling->event->item)
		say_add(&telling->say, "%s, ", tell_text(telling, telling->event->item));
	say_ns(&telling->say, telling->event->value);
}

void tell_worked(struct telling *telling)
{
	say_actor(telling);
	say_add(&telling->say, _(" has done its work"));
	if (!telling->event->value)
		return;
	say_add(&telling->say, " (");
	say_ns(&telling->say, telling->event->value);
	say_add(&telling->say, _(" of real CPU time)"));
}

void tell_block(struct telling *telling)
{
	say_actor(telling);
	say_add(&telling->say, _(" blocks for "));
	say_ns(&telling->say, telling->event->value);
	if (telling->event->item)
		say_add(&telling->say, ": %s", tell_text(telling, telling->event->item));
	if (telling->stage->loop && !stage_beside_loop(telling->stage, telling->event->worker))
		say_add(&telling->say, _("; the loop stands still"));
}

void tell_unblock(struct telling *telling)
{
	say_actor(telling);
	say_add(&telling->say, _(" goes on"));
	if (!telling->stage->loop || !telling->event->value)
		return;
	say_add(&telling->say, _("; the loop stood still for "));
	say_ns(&telling->say, stage_kitchen_span(telling->stage, telling->event->value));
}
