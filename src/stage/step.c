/* step.c - under control: steps are taken one by one, and before a person chooses each worker's next action is known. */
#include "stage/fold.h"

static void stand_ready(struct stage *stage, struct stage_worker *who)
{
	if (who && who->state == STATE_RUNNING && who->role != ROLE_OF_DEVICE)
		stage_enter(stage, who, STATE_READY);
}

/* Who took the step before stands ready again, unless it did something that says more; so does, on the first step, everybody who has started. */
static void step_ends(struct stage *stage, uint32_t next)
{
	if (stage->stepper && stage->stepper != next)
		stand_ready(stage, stage_worker_of(stage, stage->stepper));
	for (uint32_t i = 1; !stage->stepper && i < stage->worker_count; i++)
		if (i != next)
			stand_ready(stage, stage_worker_of(stage, i));
}

void fold_step(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	step_ends(stage, event->worker);
	stage->steps = event->item;
	stage->stepper = event->worker;
	stage->asked = false;
	who->steps++;
	who->next = (struct stage_next){ 0 };
}

/* At the gate a worker tells no WAIT: how it stands follows from what it would do next. */
static void stands(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	const struct stage_next *next = &who->next;
	bool waits = who->state == STATE_WAITING;
	if (who->role == ROLE_OF_DEVICE)
		return;
	if (next->way == NEXT_CAN && (waits || who->state == STATE_RUNNING))
		stage_enter(stage, who, STATE_READY);
	if (next->way != NEXT_CANNOT || next->reason == REASON_NONE || (waits && who->reason == next->reason && who->object == next->object))
		return;
	struct event wait = *event;
	wait.kind = KIND_WAIT;
	wait.item = next->reason;
	fold_wait(stage, &wait, who);
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
	stands(stage, event, who);
}

void fold_ask(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	(void)who;
	stage->steps = event->value;
	stage->asked = true;
	stage->passing = event->item != 0;
}

void fold_broken(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	(void)who;
	stage->expected++;
	stage->broken++;
	stage->step_broke = event->item;
}
