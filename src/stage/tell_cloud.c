/* tell_cloud.c - sentences about requests to a cloud and the instances that handle them. */
#include "stage/tell.h"
#include "trace/tongue.h"

/* "request 7 of stalls", with what it is about where that is something else: "request 7 of stalls (order 12)". */
static void say_request(struct telling *telling, bool beginning)
{
	const struct stage_call *request = stage_call(telling->stage, telling->event->object, telling->event->item);
	char label[64];
	say_add(&telling->say, beginning ? _("Request %u of %s") : _("request %u of %s"), telling->event->item, tell_object(telling));
	if (!request || !request->thing || request->thing == thing_number(request->number))
		return;
	say_add(&telling->say, " (%s)", stage_thing_label(telling->stage, request->thing, label, sizeof label));
}

void tell_invoke(struct telling *telling)
{
	bool posted = telling->event->value >> 32 & 1;
	say_actor(telling);
	say_add(&telling->say, posted ? _(" posts ") : _(" makes "));
	say_request(telling, false);
	if (posted)
		say_add(&telling->say, _(" and does not wait for an answer"));
}

void tell_throttled(struct telling *telling)
{
	const struct stage_object *cloud = stage_object(telling->stage, telling->event->object);
	say_request(telling, true);
	say_add(&telling->say, telling->event->value ? _(" must wait: all %u instances are busy") : _(" is refused (429): all %u instances are busy"), cloud ? cloud->capacity : 0);
}

void tell_cold(struct telling *telling)
{
	say_actor(telling);
	say_add(&telling->say, _(" is started for request %u of %s: a cold start"), telling->event->item, tell_object(telling));
}

void tell_handle(struct telling *telling)
{
	const struct stage_worker *who = stage_worker(telling->stage, telling->event->worker);
	say_actor(telling);
	say_add(&telling->say, _(" begins "));
	say_request(telling, false);
	say_add(&telling->say, who && who->handled ? _(", warm") : _(", its first"));
}

void tell_handled(struct telling *telling)
{
	uint64_t value = telling->event->value;
	if (value >> 63) {
		say_request(telling, true);
		say_add(&telling->say, _(" fails: "));
		say_who(&telling->say, telling->stage, telling->event->worker);
		say_add(&telling->say, _(" died over it"));
		return;
	}
	say_actor(telling);
	say_add(&telling->say, value >> 62 & 1 ? _(" ends ") : _(" answers "));
	say_request(telling, false);
	if (value >> 62 & 1)
		say_add(&telling->say, _(" in an error"));
}

void tell_timed_out(struct telling *telling)
{
	say_request(telling, true);
	say_add(&telling->say, _(" takes longer than its "));
	say_ns(&telling->say, telling->event->value);
	say_add(&telling->say, ": ");
	say_who(&telling->say, telling->stage, telling->event->worker);
	say_add(&telling->say, _(" is killed, and what it made is thrown away"));
}

void tell_reclaim(struct telling *telling)
{
	say_actor(telling);
	if (telling->event->item) {
		say_add(&telling->say, _(" goes: the run is over"));
		return;
	}
	say_add(&telling->say, _(" had nothing to do for "));
	say_ns(&telling->say, telling->event->value);
	say_add(&telling->say, _(" and goes"));
}

void tell_reinvoke(struct telling *telling)
{
	uint64_t value = telling->event->value;
	say_request(telling, true);
	if (!value) {
		say_add(&telling->say, _(" is lost: it has failed for the last time, and nobody is told"));
		return;
	}
	say_add(&telling->say, _(" will be tried again in "));
	say_ns(&telling->say, value & ((UINT64_C(1) << 56) - 1));
	say_add(&telling->say, _(", try %u"), (unsigned)(value >> 56));
}
