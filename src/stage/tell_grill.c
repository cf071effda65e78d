/* tell_grill.c - sentences about slots: what lies on them, whether it is cooked, who looks. */
#include "stage/tell.h"

static void say_slot(struct telling *telling, uint64_t slot)
{
	say_add(&telling->say, "slot %u of ", (unsigned)slot);
	say_house(telling, false);
}

void tell_place(struct telling *telling)
{
	uint64_t cook_ns = telling->event->value & ((UINT64_C(1) << 48) - 1);
	say_actor(telling);
	say_add(&telling->say, " puts ");
	say_bare_thing(telling, telling->event->item);
	say_add(&telling->say, " on ");
	say_slot(telling, telling->event->value >> 48);
	say_add(&telling->say, ", to cook for ");
	say_ns(&telling->say, cook_ns);
}

void tell_cooked(struct telling *telling)
{
	say_house(telling, true);
	say_add(&telling->say, " has cooked ");
	say_bare_thing(telling, telling->event->item);
	say_add(&telling->say, " on slot %u", (unsigned)telling->event->value);
}

void tell_look(struct telling *telling)
{
	say_actor(telling);
	say_add(&telling->say, " looks at ");
	say_slot(telling, telling->event->value & UINT32_MAX);
	say_add(&telling->say, ": ");
	if (!telling->event->item) {
		say_add(&telling->say, "nothing is there");
		return;
	}
	say_bare_thing(telling, telling->event->item);
	say_add(&telling->say, telling->event->value >> 32 ? " is cooked" : " is not cooked yet");
}

void tell_take(struct telling *telling)
{
	say_actor(telling);
	if (!telling->event->item) {
		say_add(&telling->say, " reaches for ");
		say_slot(telling, telling->event->value & UINT32_MAX);
		say_add(&telling->say, ", and nothing is there");
		return;
	}
	say_add(&telling->say, " takes ");
	say_bare_thing(telling, telling->event->item);
	say_add(&telling->say, " off ");
	say_slot(telling, telling->event->value & UINT32_MAX);
	if (!(telling->event->value >> 32))
		say_add(&telling->say, ", before it is cooked");
}
