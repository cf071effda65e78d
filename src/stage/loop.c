/* loop.c - an event loop hands control to one worker after another; who gives it up says so. */
#include "stage/fold.h"

/* A holder that is still running when the loop goes on to another has come to the end of its turn: it is ready. */
static void turn_ends(struct stage *stage, uint32_t id)
{
	struct stage_worker *before = stage_worker_of(stage, stage->holder);
	if (before && stage->holder != id && before->state == STATE_RUNNING)
		stage_enter(stage, before, STATE_READY);
}

void fold_resume(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	who->actions++;
	who->last_kind = event->kind;
	who->resumes++;
	if (stage->loop)
		turn_ends(stage, event->worker);
	stage->loop = true;
	stage->switches += stage->last_holder && stage->last_holder != event->worker;
	stage->holder = stage->last_holder = event->worker;
	stage_enter(stage, who, STATE_RUNNING);
}

bool stage_beside_loop(const struct stage *stage, uint32_t worker)
{
	const struct stage_worker *who = stage_worker(stage, worker), *main = stage_worker(stage, 1);
	if (stage->loop && who && who->role == ROLE_OF_INSTANCE)
		return true;
	return stage->loop && who && main && who->role == ROLE_OF_POOL && who->tid && main->tid && who->tid != main->tid;
}

void fold_yield(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	who->yields++;
	if (!stage->loop)
		return;
	stage_enter(stage, who, STATE_READY);
	stage_loop_leave(stage, event->worker);
}

void fold_loop_lag(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	(void)who;
	uint64_t lag_ns = stage_kitchen_span(stage, event->value);
	stage->loop_lags++;
	stage->loop_lag_ns += lag_ns;
	if (lag_ns > stage->loop_lag_longest_ns)
		stage->loop_lag_longest_ns = lag_ns;
}
