/* run.c - the run as a whole: its seed, its pace, held and let go, and how it ended. */
#include "stage/fold.h"

#define PACE_MILLIONTHS_MAX UINT64_C(1000000000000) /* a million kitchen seconds a second */

void fold_begin(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	(void)who;
	stage->seed = event->value;
	stage->sequential = event->item == 1;
}

void fold_pace(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	(void)who;
	if (event->value > PACE_MILLIONTHS_MAX) {
		stage_strange(stage);
		return;
	}
	uint64_t old = stage->pace_millionths;
	if (event->value == old)
		return;
	stage->pace_since_ns = stage->time_ns;
	stage->pace_kitchen_ns = stage->kitchen_ns;
	stage->pace_millionths = event->value;
	stage_doings_rescale(stage, old);
}

void fold_hold(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	(void)event;
	(void)who;
	stage->held = true;
}

void fold_go(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	(void)who;
	stage->held = false;
	stage->held_ns += event->value;
}

void fold_stall(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	(void)who;
	stage->stalls++;
	stage->stalled_ns += event->value;
}

/* What works by itself ends with the run. So do workers of pools when all is done: nobody waits until they have gone home. */
static bool ends_with_run(const struct stage *stage, const struct stage_worker *who)
{
	return who->role == ROLE_OF_DEVICE || (who->role == ROLE_OF_POOL && stage->outcome == OUTCOME_DONE);
}

void fold_outcome(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	(void)who;
	stage->asked = false;
	if (event->item == OUTCOME_RUNNING || event->item >= OUTCOME_COUNT) {
		stage_strange(stage);
		return;
	}
	stage->outcome = (uint8_t)event->item;
	for (uint32_t i = 1; i < stage->worker_count; i++)
		if (stage->workers[i].name && ends_with_run(stage, &stage->workers[i]))
			stage_enter(stage, &stage->workers[i], STATE_ENDED);
	stage->held = false;
	if (!stage->error)
		stage->error = (uint32_t)event->value;
}

void fold_expect(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	(void)who;
	stage->expected++;
	stage->broken += event->value == 0;
}
