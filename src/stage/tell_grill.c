/* tell_grill.c - sentences about slots: what lies on them, whether it is cooked, who looks. */
#include "stage/tell.h"
#include "trace/tongue.h"

static void say_slot(struct telling *telling, uint64_t slot)
{
	say_add(&telling->say, _("slot %u of "), (unsigned)slot);
	say_house(telling, false);
}

void tell_place(struct telling *telling)
{
	uint64_t cook_ns = telling->event->value & ((UINT64_C(1) << 48) - 1);
	say_actor(telling);
	say_add(&telling->say, _(" puts "));
	say_bare_thing(telling, telling->event->item);
	say_add(&telling->say, _(" on "));
	say_slot(telling, telling->event->value >> 48);
	say_add(&telling->say, _(", to cook for "));
	say_ns(&telling->say, cook_ns);
}

void tell_cooked(struct telling *telling)
{
	say_house(telling, true);
	say_add(&telling->say, _(" has cooked "));
	say_bare_thing(telling, telling->event->item);
	say_add(&telling->say, _(" on slot %u"), (unsigned)telling->event->value);
}

void tell_look(struct telling *telling)
{
	say_actor(telling);
	say_add(&telling->say, _(" looks at "));
	say_slot(telling, telling->event->value & UINT32_MAX);
	say_add(&telling->say, ": ");
	if (!telling->event->item) {
		say_add(&telling->say, _("nothing is there"));
		return;
	}
	say_bare_thing(telling, telling->event->item);
	say_add(&telling->say, telling->event->value >> 32 ? _(" is cooked") : _(" is not cooked yet"));
}

void tell_take(struct telling *telling)
{
	say_actor(telling);
	if (!telling->event->item) {
		say_add(&telling->say, _(" reaches for "));
		say_slot(telling, telling->event->value & UINT32_MAX);
		say_add(&telling->say, _(", and nothing is there"));
		return;
	}
	say_add(&telling->say, _(" takes "));
	say_bare_thing(telling, telling->event->item);
	say_add(&telling->say, _(" off "));
	say_slot(telling, telling->event->value & UINT32_MAX);
	if (!(telling->event->value >> 32))
		say_add(&telling->say, _(", before it is cooked"));
}
