/* doing.c - what takes time: sleep, work, block.
 *
 * Each is so many kitchen seconds long. When it is due on the run's clock follows from the pace, and moves when the pace
 * changes; so the due moment is kept in kitchen time and the run's is worked out again. Work may be interrupted by the GIL and goes
 * on later: it ends only with WORKED, and each interruption moves its beginning and its end along, so that their distance is the work. */
#include "stage/fold.h"

void stage_doing_begin(struct stage *stage, struct stage_worker *who, uint32_t label, uint64_t kitchen_ns)
{
	who->label = label;
	who->begun_ns = stage->time_ns;
	who->doing_ns = kitchen_ns;
	who->due_kitchen_ns = stage->kitchen_ns + kitchen_ns;
	who->until_ns = stage_run_at(stage, who->due_kitchen_ns);
}

void stage_doing_end(struct stage_worker *who)
{
	who->label = 0;
	who->begun_ns = who->until_ns = who->due_kitchen_ns = 0;
	who->working = false;
}

void stage_doing_delayed(const struct stage *stage, struct stage_worker *who)
{
	uint64_t delay_ns = stage->time_ns - who->since_ns;
	uint64_t kitchen_ns = stage->kitchen_ns - stage_kitchen_at(stage, who->since_ns);
	who->begun_ns += delay_ns;
	if (who->until_ns)
		who->until_ns += delay_ns;
	who->due_kitchen_ns += kitchen_ns;
}

/* Where a beginning must lie at the new pace so that the share done is what it was. */
static uint64_t begun_rescaled(const struct stage *stage, uint64_t begun_ns, uint64_t old_millionths)
{
	double elapsed = (double)(stage->time_ns - begun_ns) * (double)old_millionths / (double)stage->pace_millionths;
	return elapsed < (double)stage->time_ns ? stage->time_ns - (uint64_t)elapsed : 0;
}

static void span_rescale(const struct stage *stage, uint64_t old_millionths, uint64_t due_kitchen_ns, uint64_t *begun_ns,
			 uint64_t *until_ns)
{
	if (due_kitchen_ns <= stage->kitchen_ns && *until_ns)
		return; /* overdue: it was due when it was due */
	*until_ns = stage_run_at(stage, due_kitchen_ns);
	if (old_millionths && stage->pace_millionths)
		*begun_ns = begun_rescaled(stage, *begun_ns, old_millionths);
}

void stage_doings_rescale(struct stage *stage, uint64_t old_millionths)
{
	for (uint32_t i = 1; i < stage->worker_count; i++) {
		struct stage_worker *who = &stage->workers[i];
		if (who->due_kitchen_ns)
			span_rescale(stage, old_millionths, who->due_kitchen_ns, &who->begun_ns, &who->until_ns);
	}
	for (uint32_t i = 1; i < stage->slot_count; i++) {
		struct stage_slot *slot = &stage->slots[i];
		if (slot->state == SLOT_COOKING)
			span_rescale(stage, old_millionths, slot->due_kitchen_ns, &slot->since_ns, &slot->until_ns);
	}
}

void fold_sleep(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	stage_enter(stage, who, STATE_SLEEPING);
	if (who->state != STATE_SLEEPING)
		return;
	who->working = false;
	stage_doing_begin(stage, who, event->item, event->value);
	stage_loop_leave(stage, event->worker);
}

void fold_awake(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	stage->asked = false; /* by hand a sleeper was chosen: that is no step */
	who->actions++;
	who->last_kind = event->kind;
	stage_rise(stage, event->worker, who);
}

void fold_work(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	stage_doing_begin(stage, who, event->item, event->value);
	who->working = true;
}

/* Work uses CPU time, of which a busy machine gives less than real time: what is left says how far it really is, and its end and its beginning
 * are moved so that the share done is true. */
void fold_working(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	if (!who->working || !who->until_ns || event->value > who->doing_ns)
		return;
	who->due_kitchen_ns = stage->kitchen_ns + event->value;
	who->until_ns = stage_run_at(stage, who->due_kitchen_ns);
	uint64_t whole_ns = stage_run_at(stage, stage->kitchen_ns + who->doing_ns) - stage->time_ns;
	who->begun_ns = who->until_ns > whole_ns ? who->until_ns - whole_ns : 0;
}

void fold_worked(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	(void)stage;
	(void)event;
	stage_doing_end(who);
}

void fold_block(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	stage_enter(stage, who, STATE_STALLING);
	if (who->state == STATE_STALLING)
		stage_doing_begin(stage, who, event->item, event->value);
}

/* Running again is all that happens to the worker; a loop has stood still meanwhile. */
void fold_unblock(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	(void)who;
	if (!stage->loop || !event->value || stage_beside_loop(stage, event->worker))
		return;
	uint64_t stood_ns = stage_kitchen_span(stage, event->value);
	stage->loop_stalls++;
	stage->loop_stalled_ns += stood_ns;
	if (stood_ns > stage->loop_stall_longest_ns)
		stage->loop_stall_longest_ns = stood_ns;
}
