/* tell_queue.c - sentences about what is set up, about queues, and the door. */
#include "stage/tell.h"
#include "trace/tongue.h"

/* How much is in the queue now: "3 of 5", or "3" where there is no bound. */
static void say_filling(struct telling *telling)
{
	const struct stage_object *queue = stage_object(telling->stage, telling->event->object);
	if (queue && queue->capacity)
		say_add(&telling->say, _(" (%u of %u)"), queue->length, queue->capacity);
	else if (queue)
		say_add(&telling->say, _(" (%u there)"), queue->length);
}

void tell_object_new(struct telling *telling)
{
	uint32_t capacity = (uint32_t)telling->event->value;
	const char *name = tell_object(telling);
	switch (telling->event->value >> 32) {
	case OBJECT_QUEUE: say_add(&telling->say, capacity ? _("%s is set up: a queue for %u") : _("%s is set up: a queue without a bound"), name, capacity); break;
	case OBJECT_ARRIVALS: say_add(&telling->say, capacity ? _("%s will come in by themselves, %u at most at once") : _("%s will come in by themselves"), name, capacity); break;
	case OBJECT_GRILL: say_add(&telling->say, ngettext("%s is set up: %u slot that cooks without help", "%s is set up: %u slots that cook without help", capacity), name, capacity); break;
	case OBJECT_LIST: say_add(&telling->say, _("%s is set up: a list that all share"), name); break;
	case OBJECT_LOCK: say_add(&telling->say, capacity ? _("%s is set up: a lock that its holder may take again") : _("%s is set up: a lock"), name); break;
	case OBJECT_SEMAPHORE: say_add(&telling->say, ngettext("%s is set up: a semaphore with %u place", "%s is set up: a semaphore with %u places", capacity), name, capacity); break;
	case OBJECT_CONDITION: say_add(&telling->say, _("%s is set up: a condition of the lock %s"), name, stage_object_name(telling->stage, capacity)); break;
	case OBJECT_EVENT: say_add(&telling->say, _("%s is set up: an event, not set yet"), name); break;
	case OBJECT_BARRIER: say_add(&telling->say, _("%s is set up: a barrier for %u"), name, capacity); break;
	case OBJECT_SHARED: say_add(&telling->say, _("%s is set up: a value that all share"), name); break;
	case OBJECT_CLOUD: say_add(&telling->say, _("%s is set up: a cloud of at most %u instances"), name, capacity); break;
	case OBJECT_POOL: say_add(&telling->say, _("%s is set up: a pool of %u"), name, capacity); break;
	case OBJECT_PIPE: say_add(&telling->say, capacity ? _("%s is set up: the other end of the pipe") : _("%s is set up: an end of a pipe"), name); break;
	case OBJECT_SESSION: say_add(&telling->say, _("%s is set up: a session, which keeps its connections from one request to the next"), name); break;
	case OBJECT_SERVICE: say_add(&telling->say, capacity ? _("%s is set up: a real service at 127.0.0.1:%u, a process of its own") : _("%s is set up: a real service, a process of its own"), name, capacity); break;
	case OBJECT_ARRAY: say_add(&telling->say, _("%s is set up: an array of %u that all share"), name, capacity); break;
	}
}

void tell_put(struct telling *telling)
{
	say_actor(telling);
	say_add(&telling->say, _(" puts "));
	say_thing(telling);
	say_add(&telling->say, _(" into %s"), tell_object(telling));
	say_filling(telling);
}

void tell_get(struct telling *telling)
{
	const struct stage_object *queue = stage_object(telling->stage, telling->event->object);
	say_actor(telling);
	say_add(&telling->say, _(" takes "));
	say_thing(telling);
	say_add(&telling->say, _(" out of %s"), tell_object(telling));
	if (queue)
		say_add(&telling->say, _(" (%u left)"), queue->length);
}

void tell_close(struct telling *telling)
{
	const struct stage_object *queue = stage_object(telling->stage, telling->event->object);
	if (queue && queue->device && queue->device == telling->event->worker) {
		say_add(&telling->say, _("No more %s will come in"), tell_object(telling));
		return;
	}
	say_actor(telling);
	say_add(&telling->say, queue && queue->type == OBJECT_POOL ? _(" shuts %s down: no more calls come in") : _(" closes %s: nothing more comes in"), tell_object(telling));
}

void tell_closed(struct telling *telling)
{
	const struct stage_object *pool = stage_object(telling->stage, telling->event->object);
	say_actor(telling);
	say_add(&telling->say, pool && pool->type == OBJECT_POOL ? _(" goes home: %s is shut down and no call waits") : _(" finds %s closed and empty"), tell_object(telling));
}

void tell_task_done(struct telling *telling)
{
	uint64_t left = telling->event->value;
	say_actor(telling);
	say_add(&telling->say, _(" has dealt with one from %s"), tell_object(telling));
	if (left)
		say_add(&telling->say, _(", %llu to go"), (unsigned long long)left);
	else
		say_add(&telling->say, _(", the last"));
}

void tell_all_done(struct telling *telling)
{
	const struct stage_object *pool = stage_object(telling->stage, telling->event->object);
	say_actor(telling);
	if (pool && pool->type == OBJECT_POOL) {
		say_add(&telling->say, _(" goes on: all calls of %s are done"), tell_object(telling));
		return;
	}
	say_add(&telling->say, _(" goes on: all from %s is dealt with"), tell_object(telling));
}

void tell_arrive(struct telling *telling)
{
	size_t beginning = telling->say.length;
	say_thing(telling);
	if (telling->say.length > beginning && telling->say.to[beginning] >= 'a' && telling->say.to[beginning] <= 'z')
		telling->say.to[beginning] -= 'a' - 'A';
	say_add(&telling->say, _(" comes in"));
	say_filling(telling);
}

void tell_serve(struct telling *telling)
{
	say_actor(telling);
	say_add(&telling->say, _(" serves "));
	say_bare_thing(telling, telling->event->item);
	say_add(&telling->say, _(" (%u served in all)"), telling->stage->served);
}

void tell_lost(struct telling *telling)
{
	const struct stage_worker *who = stage_worker(telling->stage, telling->event->worker);
	if (who && who->killed) {
		say_bare_thing(telling, telling->event->item);
		say_add(&telling->say, _(" was in the hands of "));
		say_actor(telling);
		say_add(&telling->say, _(": it is lost, nobody will serve it"));
		return;
	}
	say_actor(telling);
	say_add(&telling->say, _(" loses "));
	say_bare_thing(telling, telling->event->item);
	say_add(&telling->say, _(": it will not be served"));
}
