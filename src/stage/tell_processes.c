/* tell_processes.c - sentences about workers that are processes: killed, mended, stopped. */
#include "stage/tell.h"

void tell_killed(struct telling *telling)
{
	uint32_t signal = telling->event->item;
	say_actor(telling);
	if (signal == 9)
		say_add(&telling->say, ": its process was killed");
	else if (signal)
		say_add(&telling->say, ": its process was ended by signal %u", signal);
	else
		say_add(&telling->say, ": its process exited before its end");
}

void tell_mended(struct telling *telling)
{
	const struct event *event = telling->event;
	const struct stage_object *object = stage_object(telling->stage, event->object);
	if (!event->item || !object)
		return;
	say_add(&telling->say, "The kitchen ");
	switch (object->type) {
	case OBJECT_LOCK: say_add(&telling->say, "gives back %s, which was held by the dead ", tell_object(telling)); break;
	case OBJECT_SEMAPHORE: say_add(&telling->say, "gives back %u of %s, held by the dead ", event->item, tell_object(telling)); break;
	case OBJECT_BARRIER: say_add(&telling->say, "takes back the arrival at %s of the dead ", tell_object(telling)); break;
	default: say_add(&telling->say, "takes out of the line at %s the dead ", tell_object(telling)); break;
	}
	say_actor(telling);
}

void tell_retry(struct telling *telling)
{
	say_bare_thing(telling, telling->event->item);
	say_add(&telling->say, " goes back into %s, for another to try: it was in the hands of ", tell_object(telling));
	say_actor(telling);
}

void tell_stopped(struct telling *telling)
{
	say_actor(telling);
	say_add(&telling->say, ": its process is stopped");
}

void tell_continued(struct telling *telling)
{
	say_actor(telling);
	say_add(&telling->say, ": its process goes on");
}
