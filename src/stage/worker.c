/* worker.c - workers are made, start, wait, are woken, end. */
#include "stage/fold.h"

/* Ids are given in order of creation but may be announced a little out of order, when workers make workers. So many
 * may be missing at once; more is no stream of ours, and would let one event ask for gigabytes. */
#define GAPS_MAX 256

void fold_worker_new(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	uint32_t id = (uint32_t)event->value, role = (uint32_t)(event->value >> 32);
	(void)who;
	if (id == 0 || id > WORKER_MAX || role > ROLE_OF_INSTANCE || !event->item || stage_worker_of(stage, id) ||
	    id > stage->worker_made + GAPS_MAX) {
		stage_strange(stage);
		return;
	}
	STAGE_EXTEND(stage, workers, worker, id + 1);
	stage->worker_made++;
	stage->alive += role < ROLE_OF_DEVICE;
	struct stage_worker *made = &stage->workers[id];
	made->name = event->item;
	made->parent = event->worker;
	made->role = (uint8_t)role;
	made->since_ns = stage->time_ns;
	made->core = UINT16_MAX;
	bool serves = event->object && event->object < stage->object_count && stage->objects[event->object].type != OBJECT_NONE;
	if (role == ROLE_OF_POOL && serves && stage->objects[event->object].type == OBJECT_POOL)
		made->pool = event->object;
	if (role == ROLE_OF_INSTANCE && serves && stage->objects[event->object].type == OBJECT_CLOUD)
		stage_instance_place(stage, made, event->object);
	if (role == ROLE_OF_DEVICE && serves) {
		stage->objects[event->object].device = id;
		made->station = event->object;
	}
}

void fold_worker_start(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	who->actions++;
	who->last_kind = event->kind;
	who->pid = (uint32_t)event->value;
	who->tid = (uint32_t)(event->value >> 32);
	stage->forked |= event->worker > 1 && stage->workers[1].pid && stage->workers[1].pid != who->pid;
	stage_rise(stage, event->worker, who);
}

void fold_worker_end(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	if (who->ended) {
		stage_strange(stage);
		return;
	}
	who->ended = true;
	who->call = 0;
	stage->cloud.instances -= who->role == ROLE_OF_INSTANCE && stage->cloud.instances > 0;
	stage->alive -= who->role < ROLE_OF_DEVICE;
	who->read_cell = 0;
	thing_used_up(stage, who, 0);
	stage_enter(stage, who, event->item ? STATE_DEAD : STATE_ENDED);
	stage_loop_leave(stage, event->worker);
}

/* Its process is gone; what it had is told next, and then its end. */
void fold_killed(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	who->killed = event->item == 0 || event->item > STAGE_EXITED ? STAGE_EXITED : (uint8_t)event->item;
	stage_enter(stage, who, STATE_DEAD);
}

void fold_stopped(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	(void)event;
	if (who->stopped || state_is_over(who->state))
		return; /* one may be told twice to stand still */
	stage_settle(stage, who);
	who->stopped = true;
}

void fold_continued(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	(void)event;
	if (!who->stopped)
		return;
	if (who->working)
		stage_doing_delayed(stage, who);
	stage_settle(stage, who);
	who->stopped = false;
}

void fold_fail(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	if (!stage->error)
		stage->error = event->item;
	if (!event->worker)
		return;
	who->error = event->item;
	stage_enter(stage, who, STATE_DEAD);
	stage_loop_leave(stage, event->worker);
}

#define A(type) (1u << OBJECT_##type)
#define QUEUES (A(QUEUE) | A(ARRIVALS))

/* At what one waits for each reason: bits 1 << enum object_type. */
static const uint32_t waited_at[REASON_COUNT] = {
	[REASON_QUEUE_FULL] = QUEUES, [REASON_QUEUE_EMPTY] = QUEUES, [REASON_QUEUE_JOIN] = QUEUES,
	[REASON_LOCK] = A(LOCK), [REASON_SEMAPHORE] = A(SEMAPHORE), [REASON_CONDITION] = A(CONDITION), [REASON_EVENT] = A(EVENT),
	[REASON_BARRIER] = A(BARRIER),
	[REASON_FUTURE] = A(POOL) | A(CLOUD), [REASON_REQUEST] = A(CLOUD), [REASON_CALL] = A(POOL), [REASON_POOL] = A(POOL), [REASON_PIPE_FULL] = A(PIPE), [REASON_PIPE_EMPTY] = A(PIPE), [REASON_ANSWER] = A(NONE) | A(SESSION),
	[REASON_PERMISSION] = A(NONE), [REASON_PROGRAM] = A(NONE),
};

/* The reason is one, and what it is about is there. */
static bool wait_is_sound(const struct stage *stage, const struct event *event)
{
	return event->item < REASON_COUNT && event->object < stage->object_count && (waited_at[event->item] & 1u << stage->objects[event->object].type);
}

void fold_wait(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	bool for_worker = event->item == REASON_WORKER_JOIN, future = event->item == REASON_FUTURE;
	bool peer = stage_worker_of(stage, future ? (uint32_t)event->value : event->value) != NULL;
	if (state_is_over(who->state) || !(for_worker ? peer : wait_is_sound(stage, event))) {
		stage_strange(stage);
		return;
	}
	if (!for_worker)
		stage_touch(stage, event, who, 0, 0);
	stage_enter(stage, who, STATE_WAITING);
	who->cold = false; /* who waits for a request is there */
	who->reason = (uint8_t)event->item;
	who->object = for_worker ? 0 : event->object;
	who->peer = peer ? (uint32_t)event->value : 0;
	who->awaited = future ? (uint32_t)(event->value >> 32) : 0;
	stage->objects[who->object].waiting += event->item >= REASON_LOCK && event->item != REASON_CALL && event->item != REASON_REQUEST;
	stage->objects[who->object].waiting_put += event->item == REASON_QUEUE_FULL;
	stage->objects[who->object].waiting_get += event->item == REASON_QUEUE_EMPTY;
	stage_loop_leave(stage, event->worker);
}

void fold_wake(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	struct stage_worker *woken = stage_worker_of(stage, event->value);
	(void)who;
	if (!woken)
		stage_strange(stage);
	else if (woken->state == STATE_WAITING)
		stage_enter(stage, woken, STATE_READY);
}

void fold_kernel(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	(void)stage;
	who->core = event->item < UINT16_MAX ? (uint16_t)event->item : UINT16_MAX;
	who->involuntary = (uint32_t)event->value;
	who->voluntary = (uint32_t)(event->value >> 32);
}

void fold_memory(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	(void)stage;
	who->own_kb = event->item;
	who->resident_kb = event->value < UINT32_MAX ? (uint32_t)event->value : UINT32_MAX;
}

void fold_cpu(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	(void)stage;
	who->cpu_ns = event->value;
	who->kernel_wait_ms = event->item;
}
