/* tell_workers.c - sentences about workers: hired, waiting for what, woken by what, done. */
#include "stage/tell.h"

void tell_worker_new(struct telling *telling)
{
	const struct event *event = telling->event;
	uint32_t id = (uint32_t)event->value;
	char letter[12];
	say_add(&telling->say, event->value >> 32 == ROLE_OF_DEVICE ? "%s needs nobody to run it, and goes by %s" : "%s joins the kitchen as %s",
		stage_worker_name(telling->stage, id), worker_letter(id, letter));
}

void tell_worker_start(struct telling *telling)
{
	say_actor(telling);
	say_add(&telling->say, " starts");
}

void tell_worker_end(struct telling *telling)
{
	const struct stage_worker *who = stage_worker(telling->stage, telling->event->worker);
	say_actor(telling);
	say_add(&telling->say, who && who->killed ? " is no more" : telling->event->item ? " ends: it has failed" : " is done");
}

/* The kitchen's queues that have a bound are full; one without can only be told to be. */
static void say_full(struct telling *telling, const struct stage_object *queue)
{
	say_add(&telling->say, "%s is full", tell_object(telling));
	if (queue && queue->capacity)
		say_add(&telling->say, ", %u of %u", queue->length, queue->capacity);
}

void tell_wait(struct telling *telling)
{
	const struct event *event = telling->event;
	const struct stage_object *queue = stage_object(telling->stage, event->object);
	say_actor(telling);
	say_add(&telling->say, " waits");
	switch (event->item) {
	case REASON_QUEUE_FULL:
		say_add(&telling->say, ": ");
		say_full(telling, queue);
		break;
	case REASON_QUEUE_EMPTY:
		say_add(&telling->say, ": %s is empty", tell_object(telling));
		break;
	case REASON_QUEUE_JOIN:
		say_add(&telling->say, " until all from %s is dealt with", tell_object(telling));
		if (queue)
			say_add(&telling->say, ", %u to go", queue->unfinished);
		break;
	case REASON_WORKER_JOIN:
		say_add(&telling->say, " for ");
		say_worker(telling, event->value);
		say_add(&telling->say, " to end");
		break;
	case REASON_LOCK:
		say_add(&telling->say, " for the lock %s: ", tell_object(telling));
		say_worker(telling, event->value);
		say_add(&telling->say, " has it");
		break;
	case REASON_SEMAPHORE: say_add(&telling->say, ": no place of %s is free", tell_object(telling)); break;
	case REASON_CONDITION: say_add(&telling->say, " until %s is notified", tell_object(telling)); break;
	case REASON_EVENT: say_add(&telling->say, " until %s is set", tell_object(telling)); break;
	case REASON_FUTURE:
		say_add(&telling->say, " for the result of %s %u of %s", queue && queue->type == OBJECT_CLOUD ? "request" : "call", (unsigned)(event->value >> 32),
			tell_object(telling));
		if ((uint32_t)event->value) {
			say_add(&telling->say, ": ");
			say_worker(telling, (uint32_t)event->value);
			say_add(&telling->say, " works on it");
		}
		break;
	case REASON_CALL: say_add(&telling->say, " for a call of %s", tell_object(telling)); break;
	case REASON_REQUEST: say_add(&telling->say, " for a request of %s", tell_object(telling)); break;
	case REASON_POOL:
		say_add(&telling->say, " until all calls of %s are done", tell_object(telling));
		if (queue)
			say_add(&telling->say, ", %u to go", queue->unfinished);
		break;
	case REASON_PIPE_FULL: say_add(&telling->say, ": there is no room at %s", tell_object(telling)); break;
	case REASON_PIPE_EMPTY: say_add(&telling->say, ": nothing lies at %s", tell_object(telling)); break;
	case REASON_ANSWER: say_add(&telling->say, " for the answer"); break;
	case REASON_PERMISSION: say_add(&telling->say, " until a program is allowed"); break;
	case REASON_PROGRAM:
		say_add(&telling->say, " for the program ");
		say_program(&telling->say, tell_text(telling, telling->stage->workers[event->worker].program));
		break;
	case REASON_BARRIER:
		say_add(&telling->say, " at %s until all have arrived", tell_object(telling));
		break;
	}
}

/* Woken for a reason: the one for which it waited, now gone. */
static void say_woken(struct telling *telling, const struct stage_worker *woken)
{
	const struct stage_object *queue = stage_object(telling->stage, woken->object);
	const char *name = stage_object_name(telling->stage, woken->object);
	say_worker(telling, telling->event->value);
	say_add(&telling->say, " wakes: ");
	switch (woken->reason) {
	case REASON_QUEUE_FULL: say_add(&telling->say, "%s has room again", name); break;
	case REASON_QUEUE_EMPTY:
		say_add(&telling->say, queue && queue->closed && !queue->length ? "%s is closed" : "something came into %s", name);
		break;
	case REASON_QUEUE_JOIN: say_add(&telling->say, "all from %s is dealt with", name); break;
	case REASON_LOCK: say_add(&telling->say, "%s is free", name); break;
	case REASON_SEMAPHORE: say_add(&telling->say, "a place of %s is free", name); break;
	case REASON_CONDITION: say_add(&telling->say, "%s was notified", name); break;
	case REASON_EVENT: say_add(&telling->say, "%s is set", name); break;
	case REASON_FUTURE: say_add(&telling->say, "the result from %s is there", name); break;
	case REASON_CALL: say_add(&telling->say, queue && queue->closed && !queue->length ? "%s is shut down" : "a call was given to %s", name); break;
	case REASON_POOL: say_add(&telling->say, "all calls of %s are done", name); break;
	case REASON_PIPE_FULL: say_add(&telling->say, "there is room at %s", name); break;
	case REASON_PIPE_EMPTY: say_add(&telling->say, queue && !queue->length ? "nothing more comes to %s" : "something came to %s", name); break;
	case REASON_BARRIER: say_add(&telling->say, "all have arrived at %s", name); break;
	default:
		say_worker(telling, woken->peer);
		say_add(&telling->say, stage_worker(telling->stage, woken->peer) && telling->stage->workers[woken->peer].error ? " has failed" : " has ended");
	}
}

void tell_wake(struct telling *telling)
{
	const struct event *event = telling->event;
	const struct stage_worker *woken = event->value <= WORKER_MAX ? stage_worker(telling->stage, (uint32_t)event->value) : NULL;
	if (woken && woken->state == STATE_READY && woken->reason != REASON_NONE) {
		say_woken(telling, woken);
		return;
	}
	say_actor(telling);
	say_add(&telling->say, " wakes ");
	say_worker(telling, event->value);
}

void tell_joined(struct telling *telling)
{
	const struct stage_worker *other = stage_worker(telling->stage, telling->event->value < UINT32_MAX ? (uint32_t)telling->event->value : 0);
	say_actor(telling);
	if (other && other->error) {
		say_add(&telling->say, " goes on without a result of ");
		say_worker(telling, telling->event->value);
		say_add(&telling->say, ", which has failed");
		return;
	}
	say_add(&telling->say, other && other->killed ? " gets an error in place of the result of " : " has the result of ");
	say_worker(telling, telling->event->value);
}

void tell_say(struct telling *telling)
{
	say_actor(telling);
	say_add(&telling->say, " says: \"%s\"", tell_text(telling, telling->event->item));
}

void tell_fail(struct telling *telling)
{
	say_actor(telling);
	say_add(&telling->say, " fails: %s", tell_text(telling, telling->event->item));
}

void say_lacks(struct say *say, const struct stage *stage, uint32_t queue)
{
	uint32_t gone, count = stage_queue_lacks(stage, queue, &gone);
	if (!count)
		return;
	say_add(say, "; ");
	say_who(say, stage, gone);
	if (count == 1)
		say_add(say, stage->workers[gone].killed ? ", who took one, was killed" : ", who took one, has failed");
	else
		say_add(say, " and %u more, who took one each, are dead", count - 1);
}
