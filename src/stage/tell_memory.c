/* tell_memory.c - sentences about globals, shared values, lists and arrays. A write also tells who still holds an older value: the lost update, before it
 * happens. */
#include "stage/tell.h"
#include "trace/tongue.h"

#define HOLDERS_LOOKED_AT 1024 /* workers asked for an outdated value: enough to tell the story, however many there are */

void tell_read(struct telling *telling)
{
	const struct event *event = telling->event;
	say_actor(telling);
	if (event->item > 1)
		say_add(&telling->say, _(" has read %s %u times, and last found "), tell_object(telling), event->item);
	else
		say_add(&telling->say, _(" reads %s: "), tell_object(telling));
	say_word(telling, event->value);
}

void tell_overwrite(struct telling *telling)
{
	say_actor(telling);
	say_add(&telling->say, _(" has written %s "), tell_object(telling));
	if (telling->event->item > 1)
		say_add(&telling->say, _("%u times "), telling->event->item);
	say_add(&telling->say, _("over what others had written since it read it"));
}

/* Workers other than the writer that have read the cell, not written it back, and hold what is no longer there. */
static uint32_t outdated(const struct telling *telling, uint32_t *first)
{
	const struct stage *stage = telling->stage;
	uint32_t count = 0, most = stage->worker_count < HOLDERS_LOOKED_AT ? stage->worker_count : HOLDERS_LOOKED_AT;
	for (uint32_t i = 1; i < most; i++) {
		const struct stage_worker *who = &stage->workers[i];
		if (i == telling->event->worker || !stage_shares(stage, telling->event->object, i, telling->event->worker) || who->read_cell != telling->event->object || who->read_word == telling->event->value)
			continue;
		if (count++ == 0)
			*first = i;
	}
	return count;
}

void tell_write(struct telling *telling)
{
	const struct event *event = telling->event;
	uint32_t first = 0, others = outdated(telling, &first);
	say_actor(telling);
	if (event->item > 1)
		say_add(&telling->say, _(" has written %s %u times, last "), tell_object(telling), event->item);
	else
		say_add(&telling->say, _(" writes %s = "), tell_object(telling));
	say_word(telling, event->value);
	if (others == 1) {
		say_add(&telling->say, "; ");
		say_worker(telling, first);
		say_add(&telling->say, _(" still holds the "));
		say_word(telling, telling->stage->workers[first].read_word);
		say_add(&telling->say, _(" it read before"));
	} else if (others > 1) {
		say_add(&telling->say, _("; %u others still hold what they read before"), others);
	}
}

void tell_add(struct telling *telling)
{
	const struct event *event = telling->event;
	say_actor(telling);
	if (event->item > 1)
		say_add(&telling->say, _(" has added to %s %u times; it is now "), tell_object(telling), event->item);
	else
		say_add(&telling->say, _(" adds to %s in one step; it is now "), tell_object(telling));
	say_word(telling, event->value);
}

void tell_fill(struct telling *telling)
{
	say_add(&telling->say, _("Each of the %u places of %s holds "), telling->event->item, tell_object(telling));
	say_word(telling, telling->event->value);
}

void tell_append(struct telling *telling)
{
	say_actor(telling);
	say_add(&telling->say, _(" appends "));
	say_word(telling, telling->event->value);
	say_add(&telling->say, _(" to %s (%u long)"), tell_object(telling), telling->event->item);
}

void tell_pop(struct telling *telling)
{
	say_actor(telling);
	if (!telling->event->item) {
		say_add(&telling->say, _(" finds nothing in %s to take off"), tell_object(telling));
		return;
	}
	say_add(&telling->say, _(" takes "));
	say_word(telling, telling->event->value);
	say_add(&telling->say, _(" off the end of %s (%u left)"), tell_object(telling), telling->event->item - 1);
}

static void say_element(struct telling *telling, const char *verb, const char *sign)
{
	say_actor(telling);
	say_add(&telling->say, " %s %s[%u]%s ", verb, tell_object(telling), telling->event->item, sign);
	say_word(telling, telling->event->value);
}

void tell_element_read(struct telling *telling)
{
	say_element(telling, _("reads"), ":");
}

void tell_element_write(struct telling *telling)
{
	say_element(telling, _("writes"), " =");
}

void tell_length(struct telling *telling)
{
	say_actor(telling);
	say_add(&telling->say, _(" counts what is in %s: %llu"), tell_object(telling), (unsigned long long)telling->event->value);
}
