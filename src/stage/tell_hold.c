/* tell_hold.c - sentences about who holds what: locks, and places of semaphores. */
#include "stage/tell.h"
#include "trace/tongue.h"

static const struct stage_object *object_of(const struct telling *telling)
{
	static const struct stage_object none;
	const struct stage_object *object = stage_object(telling->stage, telling->event->object);
	return object ? object : &none;
}

void tell_acquire(struct telling *telling)
{
	const struct stage_object *object = object_of(telling);
	say_actor(telling);
	if (object->type == OBJECT_SEMAPHORE)
		say_add(&telling->say, _(" acquires a place of %s (%u of %u left)"), tell_object(telling), object->length, object->capacity);
	else if (object->length > 1)
		say_add(&telling->say, _(" acquires %s once more, and holds it %u times now"), tell_object(telling), object->length);
	else
		say_add(&telling->say, _(" acquires %s"), tell_object(telling));
}

void tell_release(struct telling *telling)
{
	const struct stage_object *object = object_of(telling);
	say_actor(telling);
	if (object->type == OBJECT_SEMAPHORE && object->length > object->capacity)
		say_add(&telling->say, _(" gives back a place of %s that nobody had taken: it has %u now, and was made with %u"), tell_object(telling),
			object->length, object->capacity);
	else if (object->type == OBJECT_SEMAPHORE)
		say_add(&telling->say, _(" gives back a place of %s (%u of %u free)"), tell_object(telling), object->length, object->capacity);
	else if (telling->event->item)
		say_add(&telling->say, _(" releases %s once, and still holds it"), tell_object(telling));
	else
		say_add(&telling->say, _(" releases %s"), tell_object(telling));
	if (object->waiting)
		say_add(&telling->say, ngettext("; %u waits for it", "; %u wait for it", object->waiting), object->waiting);
}

void tell_refused(struct telling *telling)
{
	say_actor(telling);
	say_add(&telling->say, _(" tries %s in vain: "), tell_object(telling));
	if (object_of(telling)->type == OBJECT_SEMAPHORE) {
		say_add(&telling->say, _("no place is free"));
		return;
	}
	if (telling->event->value && telling->event->value == telling->event->worker) {
		say_add(&telling->say, _("it has it already"));
		return;
	}
	if (telling->event->value)
		say_worker(telling, telling->event->value);
	else
		say_add(&telling->say, _("another"));
	say_add(&telling->say, _(" has it"));
}

void tell_cond_wait(struct telling *telling)
{
	const struct stage_object *condition = object_of(telling);
	say_actor(telling);
	say_add(&telling->say, _(" lets %s go and queues up at %s"), stage_object_name(telling->stage, condition->capacity), tell_object(telling));
	if (condition->length > 1)
		say_add(&telling->say, _(" (%u are there)"), condition->length);
}

void tell_cond_back(struct telling *telling)
{
	say_actor(telling);
	say_add(&telling->say, _(" was notified at %s and has %s again"), tell_object(telling), stage_object_name(telling->stage, object_of(telling)->capacity));
}
