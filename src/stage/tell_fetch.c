/* tell_fetch.c - sentences about what is asked of a service, and how it answered. */
#include "stage/tell.h"
#include "trace/tongue.h"

void tell_fetch(struct telling *telling)
{
	say_actor(telling);
	say_add(&telling->say, _(" asks for %s"), tell_text(telling, telling->event->item));
	if (telling->event->object)
		say_add(&telling->say, _(" through %s"), tell_object(telling));
}

/* What a status means, for those who do not know it by heart. */
static const char *meaning(uint32_t status)
{
	if (status == 404)
		return _(" (there is no such thing)");
	switch (stage_answer(status)) {
	case ANSWER_REFUSED: return _(" (too many requests)");
	case ANSWER_WRONG: return _(" (a wrong request)");
	case ANSWER_ERROR: return _(" (an error of the service)");
	default: return "";
	}
}

void tell_fetched(struct telling *telling)
{
	uint32_t status = fetched_status(telling->event->value);
	uint64_t bytes = fetched_bytes(telling->event->value);
	say_actor(telling);
	if (!status) {
		say_add(&telling->say, _(" gets no answer"));
		return;
	}
	say_add(&telling->say, _(" has the answer: %u%s"), status, meaning(status));
	if (bytes) {
		say_add(&telling->say, ", ");
		say_bytes(&telling->say, bytes);
	}
	if (fetched_connected(telling->event->value))
		say_add(&telling->say, _(", through a new connection"));
}
