/* state.c - how a worker goes from one state into another.
 *
 * Every change goes through stage_enter, so that what hangs on a state is put right in one place: the time spent in the old
 * one, how many wait at a queue, the sleep that is over. A worker that was woken is ready but keeps its reason: one may still say
 * what it waited for; running clears it. */
#include "stage/fold.h"
#include "trace/tongue.h"

static const char *const names[STATE_COUNT] = {
	[STATE_NEW] = N_("new"),
	[STATE_RUNNING] = N_("running"),
	[STATE_READY] = N_("ready"),
	[STATE_WAITING] = N_("waiting"),
	[STATE_BLOCKED] = N_("wants GIL"),
	[STATE_SLEEPING] = N_("sleeping"),
	[STATE_STALLING] = N_("blocking"),
	[STATE_STOPPED] = N_("stopped"),
	[STATE_ENDED] = N_("ended"),
	[STATE_DEAD] = N_("dead"),
};

const char *state_name(enum state state)
{
	return (unsigned)state < STATE_COUNT ? names[state] : "?";
}

struct stage_worker *stage_worker_of(struct stage *stage, uint64_t id)
{
	return id > 0 && id < stage->worker_count && stage->workers[id].name ? &stage->workers[id] : NULL;
}

static void waiting_ends(struct stage *stage, const struct stage_worker *who)
{
	struct stage_object *object = &stage->objects[who->object];
	if (who->reason == REASON_QUEUE_FULL && object->waiting_put > 0)
		object->waiting_put--;
	if (who->reason == REASON_QUEUE_EMPTY && object->waiting_get > 0)
		object->waiting_get--;
	if (who->reason >= REASON_LOCK && who->reason != REASON_CALL && who->reason != REASON_REQUEST && object->waiting > 0)
		object->waiting--;
}

void stage_settle(const struct stage *stage, struct stage_worker *who)
{
	who->totals_ns[stage_worker_stands(who)] += stage->time_ns - who->since_ns;
	who->since_ns = stage->time_ns;
}

void stage_enter(struct stage *stage, struct stage_worker *who, enum state state)
{
	if (who->state == state || state_is_over(who->state))
		return;
	if (who->state == STATE_WAITING)
		waiting_ends(stage, who);
	if (who->working && (who->state == STATE_READY || who->state == STATE_BLOCKED))
		stage_doing_delayed(stage, who);
	if (who->state == STATE_SLEEPING || who->state == STATE_STALLING || state_is_over(state))
		stage_doing_end(who);
	stage_settle(stage, who);
	if (state_is_over(state)) {
		stage_fetch_over(stage, who);
		stage_command_over(stage, who);
	}
	who->stopped = who->stopped && !state_is_over(state);
	who->state = state;
	if (state == STATE_READY)
		return;
	who->reason = REASON_NONE;
	who->object = 0;
	who->peer = 0;
}

void stage_rise(struct stage *stage, uint32_t id, struct stage_worker *who)
{
	bool beside = who->role == ROLE_OF_DEVICE || who->role == ROLE_OF_INSTANCE || (who->role == ROLE_OF_POOL && who->resumes == 0);
	bool chosen = !stage->stepper || stage->stepper == id; /* under control the others wait for their turn */
	bool may_run = beside || (stage->loop ? stage->holder == id : chosen);
	stage_enter(stage, who, may_run ? STATE_RUNNING : STATE_READY);
}

void stage_loop_leave(struct stage *stage, uint32_t id)
{
	if (stage->loop && stage->holder == id)
		stage->holder = 0;
}
