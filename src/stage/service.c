/* service.c - what a service is at, and how it has answered. */
#include "stage/fold.h"

enum answer stage_answer(uint32_t status)
{
	if (status == 429)
		return ANSWER_REFUSED;
	return status >= 500 || status < 100 ? ANSWER_ERROR : status >= 400 ? ANSWER_WRONG : ANSWER_OK;
}

void fold_heard(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	struct stage_object *service = &stage->objects[event->object];
	stage_object_touched(stage, event);
	who->station = event->object;
	service->reads++;
	service->length++;
	if (service->length > service->peak)
		service->peak = service->length;
}

void fold_answered(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	struct stage_object *service = &stage->objects[event->object];
	if (!service->length) {
		stage_strange(stage);
		return;
	}
	(void)who;
	stage_object_touched(stage, event);
	service->length--;
	service->answers[stage_answer(event->item)]++;
}
