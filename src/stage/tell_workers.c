/* tell_workers.c - sentences about workers: hired, waiting for what, woken by what, done. */
#include "stage/tell.h"
#include "trace/tongue.h"

#include <string.h>

#define LACKS_NAMED 3u /* workers, by letter */

void tell_worker_new(struct telling *telling)
{
	const struct event *event = telling->event;
	uint32_t id = (uint32_t)event->value;
	char letter[12];
	say_add(&telling->say, event->value >> 32 == ROLE_OF_DEVICE ? _("%s needs nobody to run it, and goes by %s") : _("%s joins the kitchen as %s"),
		stage_worker_name(telling->stage, id), worker_letter(id, letter));
}

void tell_worker_start(struct telling *telling)
{
	say_actor(telling);
	say_add(&telling->say, _(" starts"));
}

void tell_worker_end(struct telling *telling)
{
	const struct stage_worker *who = stage_worker(telling->stage, telling->event->worker);
	say_actor(telling);
	say_add(&telling->say, who && who->killed ? _(" is no more") : telling->event->item ? _(" ends: it has failed") : _(" is done"));
}

/* The kitchen's queues that have a bound are full; one without can only be told to be. */
static void say_full(struct telling *telling, const struct stage_object *queue)
{
	say_add(&telling->say, _("%s is full"), tell_object(telling));
	if (queue && queue->capacity)
		say_add(&telling->say, _(", %u of %u"), queue->length, queue->capacity);
}

void tell_wait(struct telling *telling)
{
	const struct event *event = telling->event;
	const struct stage_object *queue = stage_object(telling->stage, event->object);
	say_actor(telling);
	say_add(&telling->say, _(" waits"));
	switch (event->item) {
	case REASON_QUEUE_FULL:
		say_add(&telling->say, ": ");
		say_full(telling, queue);
		break;
	case REASON_QUEUE_EMPTY:
		say_add(&telling->say, _(": %s is empty"), tell_object(telling));
		break;
	case REASON_QUEUE_JOIN:
		say_add(&telling->say, _(" until all from %s is dealt with"), tell_object(telling));
		if (queue)
			say_add(&telling->say, _(", %u to go"), queue->unfinished);
		break;
	case REASON_WORKER_JOIN:
		say_add(&telling->say, _(" for "));
		say_worker(telling, event->value);
		say_add(&telling->say, _(" to end"));
		break;
	case REASON_LOCK:
		say_add(&telling->say, _(" for the lock %s: "), tell_object(telling));
		say_worker(telling, event->value);
		say_add(&telling->say, _(" has it"));
		break;
	case REASON_SEMAPHORE: say_add(&telling->say, _(": no place of %s is free"), tell_object(telling)); break;
	case REASON_CONDITION: say_add(&telling->say, _(" until %s is notified"), tell_object(telling)); break;
	case REASON_EVENT: say_add(&telling->say, _(" until %s is set"), tell_object(telling)); break;
	case REASON_FUTURE:
		say_add(&telling->say, _(" for the result of %s %u of %s"), queue && queue->type == OBJECT_CLOUD ? _("request") : _("call"), (unsigned)(event->value >> 32),
			tell_object(telling));
		if ((uint32_t)event->value) {
			say_add(&telling->say, ": ");
			say_worker(telling, (uint32_t)event->value);
			say_add(&telling->say, _(" works on it"));
		}
		break;
	case REASON_CALL: say_add(&telling->say, _(" for a call of %s"), tell_object(telling)); break;
	case REASON_REQUEST: say_add(&telling->say, _(" for a request of %s"), tell_object(telling)); break;
	case REASON_POOL:
		say_add(&telling->say, _(" until all calls of %s are done"), tell_object(telling));
		if (queue)
			say_add(&telling->say, _(", %u to go"), queue->unfinished);
		break;
	case REASON_PIPE_FULL: say_add(&telling->say, _(": there is no room at %s"), tell_object(telling)); break;
	case REASON_PIPE_EMPTY: say_add(&telling->say, _(": nothing lies at %s"), tell_object(telling)); break;
	case REASON_ANSWER: say_add(&telling->say, _(" for the answer")); break;
	case REASON_PERMISSION: say_add(&telling->say, _(" until a program is allowed")); break;
	case REASON_PROGRAM:
		say_add(&telling->say, _(" for the program "));
		say_program(&telling->say, tell_text(telling, telling->stage->workers[event->worker].program));
		break;
	case REASON_BARRIER:
		say_add(&telling->say, _(" at %s until all have arrived"), tell_object(telling));
		break;
	}
}

/* Woken for a reason: the one for which it waited, now gone. */
static void say_woken(struct telling *telling, const struct stage_worker *woken)
{
	const struct stage_object *queue = stage_object(telling->stage, woken->object);
	const char *name = stage_object_name(telling->stage, woken->object);
	say_worker(telling, telling->event->value);
	say_add(&telling->say, _(" wakes: "));
	switch (woken->reason) {
	case REASON_QUEUE_FULL: say_add(&telling->say, _("%s has room again"), name); break;
	case REASON_QUEUE_EMPTY:
		say_add(&telling->say, queue && queue->closed && !queue->length ? _("%s is closed") : _("something came into %s"), name);
		break;
	case REASON_QUEUE_JOIN: say_add(&telling->say, _("all from %s is dealt with"), name); break;
	case REASON_LOCK: say_add(&telling->say, _("%s is free"), name); break;
	case REASON_SEMAPHORE: say_add(&telling->say, _("a place of %s is free"), name); break;
	case REASON_CONDITION: say_add(&telling->say, _("%s was notified"), name); break;
	case REASON_EVENT: say_add(&telling->say, _("%s is set"), name); break;
	case REASON_FUTURE: say_add(&telling->say, _("the result from %s is there"), name); break;
	case REASON_CALL: say_add(&telling->say, queue && queue->closed && !queue->length ? _("%s is shut down") : _("a call was given to %s"), name); break;
	case REASON_POOL: say_add(&telling->say, _("all calls of %s are done"), name); break;
	case REASON_PIPE_FULL: say_add(&telling->say, _("there is room at %s"), name); break;
	case REASON_PIPE_EMPTY: say_add(&telling->say, queue && !queue->length ? _("nothing more comes to %s") : _("something came to %s"), name); break;
	case REASON_BARRIER: say_add(&telling->say, _("all have arrived at %s"), name); break;
	default:
		say_worker(telling, woken->peer);
		say_add(&telling->say, stage_worker(telling->stage, woken->peer) && telling->stage->workers[woken->peer].error ? _(" has failed") : _(" has ended"));
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
	say_add(&telling->say, _(" wakes "));
	say_worker(telling, event->value);
}

void tell_joined(struct telling *telling)
{
	const struct stage_worker *other = stage_worker(telling->stage, telling->event->value < UINT32_MAX ? (uint32_t)telling->event->value : 0);
	say_actor(telling);
	if (other && other->error) {
		say_add(&telling->say, _(" goes on without a result of "));
		say_worker(telling, telling->event->value);
		say_add(&telling->say, _(", which has failed"));
		return;
	}
	say_add(&telling->say, other && other->killed ? _(" gets an error in place of the result of ") : _(" has the result of "));
	say_worker(telling, telling->event->value);
}

void tell_say(struct telling *telling)
{
	say_actor(telling);
	say_add(&telling->say, _(" says: \"%s\""), tell_text(telling, telling->event->item));
}

void tell_fail(struct telling *telling)
{
	say_actor(telling);
	say_add(&telling->say, _(" fails: %s"), tell_text(telling, telling->event->item));
}

/* "B, C and D", at most LACKS_NAMED of them by letter. */
static void say_letters(struct say *say, const uint32_t ids[], uint32_t count)
{
	uint32_t named = count < LACKS_NAMED ? count : LACKS_NAMED;
	char letter[12];
	for (uint32_t i = 0; i < named; i++)
		say_add(say, "%s%s", i == 0 ? "" : i + 1 == count ? _(" and ") : ", ", worker_letter(ids[i], letter));
	if (count > named)
		say_add(say, _(" and %u more"), count - named);
}

bool say_lacks(struct say *say, const struct stage *stage, uint32_t queue)
{
	uint32_t gone[LACKS_NAMED], count = stage_queue_lacks(stage, queue, gone, LACKS_NAMED);
	if (!count)
		return false;
	say_add(say, _("for what "));
	say_letters(say, gone, count);
	say_add(say, _(" took from %s: "), stage_object_name(stage, queue));
	if (count > 1)
		say_add(say, _("they are dead"));
	else
		say_add(say, stage->workers[gone[0]].killed ? _("it was killed") : _("it has failed"));
	return true;
}

/* The bytes of "soup.lua:9: " at the beginning, 0 where there is no such place. */
static int place_length(const char *words)
{
	int at = 0, digits = 0;
	while (words[at] && words[at] != ' ' && words[at] != ':')
		at++;
	if (words[at] != ':')
		return 0;
	for (at++; words[at] >= '0' && words[at] <= '9'; at++)
		digits++;
	return digits && words[at] == ':' && words[at + 1] == ' ' ? at + 2 : 0;
}

void say_error(struct say *say, const struct stage *stage, uint32_t id)
{
	const char *words = stage_text_get(stage->text, stage->workers[id].error), *name = stage_worker_name(stage, id), *end = strrchr(words, '(');
	words += place_length(words);
	bool own = end && end > words && strncmp(end, "(in ", 4) == 0 && strncmp(end + 4, name, strlen(name)) == 0 && strcmp(end + 4 + strlen(name), ")") == 0;
	say_add(say, "%.*s", own ? (int)(end - words - 1) : (int)strlen(words), words);
}
