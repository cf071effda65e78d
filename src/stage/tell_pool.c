/* tell_pool.c - sentences about calls and pipes. */
#include "stage/tell.h"
#include "trace/tongue.h"

#define WORTH_TELLING 1024u /* bytes: less than that costs nothing that anybody would notice */

static void say_parcel(struct telling *telling, const char *before, uint64_t bytes)
{
	if (bytes < WORTH_TELLING && telling->event->kind != KIND_PACK && telling->event->kind != KIND_UNPACK)
		return;
	say_add(&telling->say, _("%sa parcel of "), before);
	say_bytes(&telling->say, bytes);
}

void tell_submit(struct telling *telling)
{
	const struct stage_object *pool = stage_object(telling->stage, telling->event->object);
	say_actor(telling);
	say_add(&telling->say, _(" gives %s call %u"), tell_object(telling), telling->event->item);
	say_parcel(telling, _(", with "), telling->event->value);
	if (pool && pool->length > 1)
		say_add(&telling->say, _(" (%u wait)"), pool->length);
}

void tell_call(struct telling *telling)
{
	say_actor(telling);
	say_add(&telling->say, _(" begins call %u of %s"), telling->event->item, tell_object(telling));
}

void tell_return(struct telling *telling)
{
	say_actor(telling);
	say_add(&telling->say, _(" is done with call %u of %s"), telling->event->item, tell_object(telling));
	say_parcel(telling, _(": the result is "), telling->event->value);
}

void tell_raised(struct telling *telling)
{
	say_actor(telling);
	say_add(&telling->say, _(" ends call %u of %s in an error, which is kept for whoever asks: %s"), telling->event->item, tell_object(telling),
		tell_text(telling, telling->event->value));
}

/* What a cloud's calls are called. */
static const char *noun(const struct telling *telling)
{
	const struct stage_object *pool = stage_object(telling->stage, telling->event->object);
	return pool && pool->type == OBJECT_CLOUD ? _("request") : _("call");
}

void tell_result(struct telling *telling)
{
	say_actor(telling);
	say_add(&telling->say, telling->event->value ? _(" asks for the result of %s %u of %s and gets its error") : _(" has the result of %s %u of %s"),
		noun(telling), telling->event->item, tell_object(telling));
}

void tell_is_done(struct telling *telling)
{
	say_actor(telling);
	say_add(&telling->say, telling->event->value ? _(" looks: %s %u of %s is done") : _(" looks: %s %u of %s is not done yet"), noun(telling),
		telling->event->item, tell_object(telling));
}

/* What goes through a pipe: a word as it is, else by its size. */
static void say_cargo(struct telling *telling)
{
	if (telling->event->item) {
		say_add(&telling->say, _("a parcel of "));
		say_bytes(&telling->say, telling->event->item);
	} else {
		say_word(telling, telling->event->value);
	}
}

void tell_send(struct telling *telling)
{
	const struct stage_object *end = stage_object(telling->stage, telling->event->object);
	say_actor(telling);
	say_add(&telling->say, _(" sends "));
	say_cargo(telling);
	say_add(&telling->say, _(" to %s"), tell_object(telling));
	if (end && end->length > 1)
		say_add(&telling->say, _(" (%u there)"), end->length);
}

void tell_recv(struct telling *telling)
{
	say_actor(telling);
	say_add(&telling->say, _(" receives "));
	say_cargo(telling);
	say_add(&telling->say, _(" at %s%s"), tell_object(telling), telling->event->item ? _(", a copy") : "");
}

static void say_took(struct telling *telling)
{
	if (!telling->event->value)
		return;
	say_add(&telling->say, _(" in "));
	say_ns(&telling->say, telling->event->value);
}

void tell_pack(struct telling *telling)
{
	say_actor(telling);
	say_parcel(telling, _(" packs "), telling->event->item);
	say_took(telling);
}

void tell_unpack(struct telling *telling)
{
	say_actor(telling);
	say_parcel(telling, _(" unpacks "), telling->event->item);
	say_took(telling);
}
