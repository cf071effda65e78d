/* step.c - under control: steps are taken one by one, and before a person chooses each worker's next action is known. */
#include "stage/fold.h"

void fold_step(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	stage->steps = event->item;
	stage->stepper = event->worker;
	stage->asked = false;
	who->steps++;
	who->next = (struct stage_next){ 0 };
}

void fold_next(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	uint8_t kind = event->item & 0xff, way = event->item >> 8 & 0xff, reason = event->item >> 16 & 0xff;
	if (kind >= KIND_COUNT || way >= NEXT_WAYS || reason >= REASON_COUNT || event->object >= stage->object_count) {
		stage_strange(stage);
		return;
	}
	who->next = (struct stage_next){
		.value = event->value, .object = event->object, .line = event->line, .kind = kind, .way = way, .reason = reason
	};
}

void fold_ask(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	(void)who;
	stage->steps = event->value;
	stage->asked = true;
}

void fold_broken(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	(void)who;
	stage->expected++;
	stage->broken++;
	stage->step_broke = event->item;
}
