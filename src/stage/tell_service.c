/* tell_service.c - sentences about what a service hears and answers. */
#include "stage/tell.h"
#include "trace/tongue.h"

#define CLIENT_GONE 499u /* see service/report.h */
#define AT_ONCE_NS 1000000u

void tell_heard(struct telling *telling)
{
	const struct stage_object *service = stage_object(telling->stage, telling->event->object);
	say_house(telling, true);
	say_add(&telling->say, _(" hears a request for %s"), tell_text(telling, telling->event->item));
	if (service && service->length > 1)
		say_add(&telling->say, _(" (%u at once)"), service->length);
}

/* What a status means, for those who do not know it by heart. */
static const char *meaning(uint32_t status)
{
	if (status == 404)
		return _(", there is no such thing,");
	switch (stage_answer(status)) {
	case ANSWER_REFUSED: return _(", too many requests,");
	case ANSWER_WRONG: return _(", a wrong request,");
	case ANSWER_ERROR: return _(", an error of its own,");
	default: return "";
	}
}

void tell_answered(struct telling *telling)
{
	say_house(telling, true);
	if (telling->event->item == CLIENT_GONE) {
		say_add(&telling->say, _(" has an answer, and nobody waits for it any more"));
		return;
	}
	bool now = telling->event->value < AT_ONCE_NS;
	say_add(&telling->say, now ? _(" answers %u%s at once") : _(" answers %u%s after "), telling->event->item, meaning(telling->event->item));
	if (!now)
		say_ns(&telling->say, telling->event->value);
}
