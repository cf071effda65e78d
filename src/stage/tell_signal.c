/* tell_signal.c - sentences about workers telling one another that they may go on: conditions, events, barriers. */
#include "stage/tell.h"
#include "trace/tongue.h"

void tell_notify(struct telling *telling)
{
	const struct event *event = telling->event;
	const struct stage_object *condition = stage_object(telling->stage, event->object);
	say_actor(telling);
	say_add(&telling->say, _(" notifies %s"), tell_object(telling));
	if (event->item == 0)
		say_add(&telling->say, _(", and nobody hears it: nobody waits there"));
	else
		say_add(&telling->say, _(": %u of %llu may go on as soon as %s is free"), event->item, (unsigned long long)event->value,
			stage_object_name(telling->stage, condition ? condition->capacity : 0));
}

void tell_set(struct telling *telling)
{
	const struct stage_object *flag = stage_object(telling->stage, telling->event->object);
	say_actor(telling);
	say_add(&telling->say, _(" sets %s"), tell_object(telling));
	if (flag && flag->waiting)
		say_add(&telling->say, ngettext(", for which %u waits", ", for which %u wait", flag->waiting), flag->waiting);
}

void tell_clear(struct telling *telling)
{
	say_actor(telling);
	say_add(&telling->say, _(" clears %s: who waits for it now will wait"), tell_object(telling));
}

void tell_is_set(struct telling *telling)
{
	say_actor(telling);
	say_add(&telling->say, telling->event->value ? _(" looks: %s is set") : _(" looks: %s is not set"), tell_object(telling));
}

void tell_pass(struct telling *telling)
{
	const struct stage_object *object = stage_object(telling->stage, telling->event->object);
	say_actor(telling);
	if (object && object->type == OBJECT_BARRIER)
		say_add(&telling->say, _(" goes on from %s: all %u have arrived"), tell_object(telling), object->capacity);
	else
		say_add(&telling->say, _(" goes on: %s is set"), tell_object(telling));
}

void tell_barrier_arrive(struct telling *telling)
{
	const struct stage_object *barrier = stage_object(telling->stage, telling->event->object);
	uint32_t parties = barrier ? barrier->capacity : 0;
	say_actor(telling);
	say_add(&telling->say, _(" arrives at %s, "), tell_object(telling));
	if (telling->event->item == parties)
		say_add(&telling->say, _("the last of %u: all may go on"), parties);
	else
		say_add(&telling->say, _("%u of %u"), telling->event->item, parties);
}
