/* gil.c - one lock around the interpreter: who holds it, who wants it, who woke and was refused.
 *
 * The events of two threads may be stamped within nanoseconds of each other, so a release can be told after the next
 * acquire. Whoever acquires is the holder; a release by another changes only that other's state. */
#include "stage/fold.h"

static void holder_set(struct stage *stage, uint32_t id)
{
	struct stage_worker *before = stage_worker_of(stage, stage->holder);
	if (before)
		before->holds_gil = false;
	stage->holder = id;
	if (!id)
		return;
	stage->workers[id].holds_gil = true;
	stage->gil_since_ns = stage->time_ns;
	stage->switches += stage->last_holder && stage->last_holder != id;
	stage->last_holder = id;
}

void fold_gil_mode(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	(void)who;
	stage->gil = event->item != 0;
	stage->gil_interval_ns = event->value;
	if (stage->gil)
		return;
	holder_set(stage, 0);
	for (uint32_t i = 1; i < stage->worker_count; i++)
		if (stage->workers[i].state == STATE_BLOCKED)
			stage_enter(stage, &stage->workers[i], STATE_READY);
}

/* Wanting it, and asking the holder to drop it. */
void fold_gil_want(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	if ((event->value && !stage_worker_of(stage, event->value)) || state_is_over(who->state)) {
		stage_strange(stage);
		return;
	}
	if (who->state != STATE_BLOCKED)
		who->before = who->state;
	stage_enter(stage, who, STATE_BLOCKED);
	who->peer = (uint32_t)event->value;
}

void fold_gil_miss(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	fold_gil_want(stage, event, who);
	who->gil_misses++;
}

void fold_gil_acquire(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	who->gil_wait_ns += stage_kitchen_span(stage, event->value);
	who->gil_takes++;
	holder_set(stage, event->worker);
	stage_enter(stage, who, STATE_RUNNING);
}

void fold_gil_release(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	if (stage->holder == event->worker)
		holder_set(stage, 0);
	who->holds_gil = false;
	if (event->item && who->state == STATE_RUNNING)
		stage_enter(stage, who, STATE_READY);
}
