/* stage.c - the reducer: one event in, the next state out.
 *
 * stage_apply does for every event what is the same for all: it moves the clocks on, finds the acting worker, checks what the
 * event names against the tables, makes the worker run (whoever acts runs), and calls the kind's fold. What differs
 * is in a table of small functions, a file per noun.
 *
 * What always holds: the tables' entry 0 exists and means none; an event that fails a check changes the clocks and `strange`, nothing
 * else; nothing here reads anything but the event and the stage, so the same events give the same stage, always. */
#include "stage/stage.h"
#include "stage/fold.h"

#include <stdlib.h>
#include <string.h>

enum nature {
	PASSIVE = 0,    /* tells of a worker without its acting */
	ACTS = 1 << 0,  /* the worker acts, so it runs */
	SOMEONE = 1 << 1, /* the worker must be one, not the kitchen itself */
};

#define ANY_OBJECT 0xff
#define A(type) (1u << OBJECT_##type)
#define QUEUES (A(QUEUE) | A(ARRIVALS))
#define CELLS (A(CELL) | A(SHARED))
#define CALLED (A(POOL) | A(CLOUD))
#define LINES (QUEUES | CALLED | A(PIPE))

static fold nothing_more;

static const struct folding {
	fold *fold;
	uint8_t nature;
	uint32_t objects; /* bits 1 << enum object_type that event->object must have; 0: it is not looked at */
} foldings[KIND_COUNT] = {
	[KIND_BEGIN] = {fold_begin, PASSIVE, 0},
	[KIND_PARAM] = {nothing_more, PASSIVE, 0},
	[KIND_PACE] = {fold_pace, PASSIVE, 0},
	[KIND_HOLD] = {fold_hold, PASSIVE, 0},
	[KIND_GO] = {fold_go, PASSIVE, 0},
	[KIND_TICK] = {nothing_more, PASSIVE, 0},
	[KIND_STALL] = {fold_stall, PASSIVE, 0},
	[KIND_OUTCOME] = {fold_outcome, PASSIVE, 0},
	[KIND_EXPECT] = {fold_expect, PASSIVE, 0},

	[KIND_STEP] = {fold_step, ACTS | SOMEONE, 0},
	[KIND_NEXT] = {fold_next, SOMEONE, 0},
	[KIND_ASK] = {fold_ask, PASSIVE, 0},
	[KIND_STRAY] = {nothing_more, SOMEONE, 0},
	[KIND_BROKEN] = {fold_broken, PASSIVE, 0},

	[KIND_WORKER_NEW] = {fold_worker_new, ACTS, 0},
	[KIND_WORKER_START] = {fold_worker_start, SOMEONE, 0},
	[KIND_WORKER_END] = {fold_worker_end, ACTS | SOMEONE, 0},
	[KIND_KILLED] = {fold_killed, SOMEONE, 0},
	[KIND_MENDED] = {fold_mended, SOMEONE, 0},
	[KIND_RETRY] = {fold_retry, SOMEONE, QUEUES},
	[KIND_STOPPED] = {fold_stopped, SOMEONE, 0},
	[KIND_CONTINUED] = {fold_continued, SOMEONE, 0},
	[KIND_MEMORY] = {fold_memory, SOMEONE, 0},
	[KIND_WAIT] = {fold_wait, ACTS | SOMEONE, 0},
	[KIND_WAKE] = {fold_wake, ACTS, 0},
	[KIND_JOINED] = {nothing_more, ACTS | SOMEONE, 0},
	[KIND_KERNEL] = {fold_kernel, SOMEONE, 0},
	[KIND_CPU] = {fold_cpu, SOMEONE, 0},
	[KIND_SAY] = {nothing_more, ACTS, 0},
	[KIND_FAIL] = {fold_fail, ACTS, 0},
	[KIND_LOCAL] = {fold_local, SOMEONE, 0},

	[KIND_SLEEP] = {fold_sleep, ACTS | SOMEONE, 0},
	[KIND_AWAKE] = {fold_awake, SOMEONE, 0},
	[KIND_WORK] = {fold_work, ACTS | SOMEONE, 0},
	[KIND_WORKING] = {fold_working, ACTS | SOMEONE, 0},
	[KIND_WORKED] = {fold_worked, ACTS | SOMEONE, 0},
	[KIND_BLOCK] = {fold_block, ACTS | SOMEONE, 0},
	[KIND_UNBLOCK] = {fold_unblock, ACTS | SOMEONE, 0},

	[KIND_RESUME] = {fold_resume, SOMEONE, 0},
	[KIND_YIELD] = {fold_yield, ACTS | SOMEONE, 0},
	[KIND_LOOP_LAG] = {fold_loop_lag, PASSIVE, 0},

	[KIND_GIL_MODE] = {fold_gil_mode, PASSIVE, 0},
	[KIND_GIL_WANT] = {fold_gil_want, SOMEONE, 0},
	[KIND_GIL_ASK] = {fold_gil_want, SOMEONE, 0},
	[KIND_GIL_MISS] = {fold_gil_miss, SOMEONE, 0},
	[KIND_GIL_ACQUIRE] = {fold_gil_acquire, SOMEONE, 0},
	[KIND_GIL_RELEASE] = {fold_gil_release, SOMEONE, 0},

	[KIND_OBJECT_NEW] = {fold_object_new, PASSIVE, 0},
	[KIND_PUT] = {fold_put, ACTS, QUEUES},
	[KIND_GET] = {fold_get, ACTS | SOMEONE, QUEUES},
	[KIND_CLOSE] = {fold_close, ACTS, LINES},
	[KIND_CLOSED] = {nothing_more, ACTS, LINES},
	[KIND_TASK_DONE] = {fold_task_done, ACTS, QUEUES},
	[KIND_ALL_DONE] = {nothing_more, ACTS, QUEUES | A(POOL)},
	[KIND_ARRIVE] = {fold_arrive, ACTS, QUEUES},
	[KIND_SERVE] = {fold_serve, ACTS, 0},
	[KIND_LOST] = {fold_lost, ACTS, 0},

	[KIND_INVOKE] = {fold_invoke, ACTS, A(CLOUD)},
	[KIND_THROTTLED] = {fold_throttled, PASSIVE, A(CLOUD)},
	[KIND_COLD] = {fold_cold, ACTS | SOMEONE, A(CLOUD)},
	[KIND_HANDLE] = {fold_handle, ACTS | SOMEONE, A(CLOUD)},
	[KIND_HANDLED] = {fold_handled, ACTS | SOMEONE, A(CLOUD)},
	[KIND_TIMED_OUT] = {fold_timed_out, SOMEONE, A(CLOUD)},
	[KIND_RECLAIM] = {fold_reclaim, SOMEONE, A(CLOUD)},
	[KIND_REINVOKE] = {fold_reinvoke, PASSIVE, A(CLOUD)},

	[KIND_SUBMIT] = {fold_submit, ACTS, A(POOL)},
	[KIND_CALL] = {fold_call, ACTS | SOMEONE, A(POOL)},
	[KIND_RETURN] = {fold_return, ACTS | SOMEONE, A(POOL)},
	[KIND_RAISED] = {fold_return, ACTS | SOMEONE, A(POOL)},
	[KIND_RESULT] = {fold_result, ACTS | SOMEONE, CALLED},
	[KIND_IS_DONE] = {nothing_more, ACTS, CALLED},
	[KIND_SEND] = {fold_send, ACTS, A(PIPE)},
	[KIND_PACK] = {fold_pack, ACTS | SOMEONE, 0},
	[KIND_UNPACK] = {fold_pack, ACTS | SOMEONE, 0},
	[KIND_RECV] = {fold_recv, ACTS | SOMEONE, A(PIPE)},

	[KIND_HEARD] = {fold_heard, SOMEONE, A(SERVICE)},
	[KIND_ANSWERED] = {fold_answered, SOMEONE, A(SERVICE)},
	[KIND_FETCH] = {fold_fetch, ACTS | SOMEONE, A(NONE) | A(SESSION)},
	[KIND_FETCHED] = {fold_fetched, SOMEONE, A(NONE) | A(SESSION)},

	[KIND_COMMAND] = {fold_command, ACTS | SOMEONE, 0},
	[KIND_EXITED] = {fold_exited, SOMEONE, 0},

	[KIND_PLACE] = {fold_place, ACTS, A(GRILL)},
	[KIND_COOKED] = {fold_cooked, ACTS, A(GRILL)},
	[KIND_LOOK] = {fold_look, ACTS, A(GRILL)},
	[KIND_TAKE] = {fold_take, ACTS | SOMEONE, A(GRILL)},

	[KIND_READ] = {fold_read, ACTS, CELLS},
	[KIND_WRITE] = {fold_write, ACTS, CELLS},
	[KIND_OVERWRITE] = {fold_overwrite, PASSIVE, CELLS},
	[KIND_CODE] = {fold_code, ACTS, A(CELL)},
	[KIND_ADD] = {fold_add, ACTS, A(SHARED)},
	[KIND_APPEND] = {fold_append, ACTS, A(LIST)},
	[KIND_POP] = {fold_pop, ACTS, A(LIST)},
	[KIND_ELEMENT_READ] = {fold_element_read, ACTS, A(LIST) | A(ARRAY)},
	[KIND_ELEMENT_WRITE] = {fold_element_write, ACTS, A(LIST) | A(ARRAY)},
	[KIND_LENGTH] = {fold_length, ACTS, QUEUES | A(LIST) | A(GRILL)},
	[KIND_FILL] = {fold_fill, ACTS, A(ARRAY)},

	[KIND_ACQUIRE] = {fold_acquire, ACTS | SOMEONE, A(LOCK) | A(SEMAPHORE)},
	[KIND_RELEASE] = {fold_release, ACTS | SOMEONE, A(LOCK) | A(SEMAPHORE)},
	[KIND_REFUSED] = {nothing_more, ACTS | SOMEONE, A(LOCK) | A(SEMAPHORE)},
	[KIND_COND_WAIT] = {fold_cond_wait, ACTS | SOMEONE, A(CONDITION)},
	[KIND_COND_BACK] = {fold_cond_back, ACTS | SOMEONE, A(CONDITION)},
	[KIND_NOTIFY] = {fold_notify, ACTS, A(CONDITION)},
	[KIND_SET] = {fold_set, ACTS, A(EVENT)},
	[KIND_CLEAR] = {fold_clear, ACTS, A(EVENT)},
	[KIND_IS_SET] = {nothing_more, ACTS, A(EVENT)},
	[KIND_PASS] = {fold_pass, ACTS, A(EVENT) | A(BARRIER)},
	[KIND_BARRIER_ARRIVE] = {fold_barrier_arrive, ACTS, A(BARRIER)},
};

/* Kinds whose meaning is all in the worker's acting. */
static void nothing_more(struct stage *stage, const struct event *event, struct stage_worker *who)
{
	if (event->object && event->object < stage->object_count && stage->objects[event->object].type != OBJECT_NONE)
		stage_touch(stage, event, who, 0, 0);
}

static bool is_sound(const struct stage *stage, const struct event *event, const struct folding *folding)
{
	if (!folding->fold || (event->worker && (event->worker >= stage->worker_count || !stage->workers[event->worker].name)))
		return false;
	if ((folding->nature & SOMEONE) && !event->worker)
		return false;
	if (!folding->objects)
		return true;
	return event->object < stage->object_count && (folding->objects & 1u << stage->objects[event->object].type);
}

static void clocks_move(struct stage *stage, uint64_t time_ns)
{
	stage->events++;
	if (time_ns <= stage->time_ns)
		return;
	stage->time_ns = time_ns;
	stage->kitchen_ns = stage_kitchen_at(stage, time_ns);
}

void stage_apply(struct stage *stage, const struct event *event)
{
	static const struct folding none;
	const struct folding *folding = event->kind < KIND_COUNT ? &foldings[event->kind] : &none;
	clocks_move(stage, event->time_ns);
	if (!is_sound(stage, event, folding)) {
		stage_strange(stage);
		return;
	}
	struct stage_worker *who = &stage->workers[event->worker];
	if (event->line)
		who->line = event->line;
	if (folding->nature & ACTS) {
		who->actions++;
		who->last_kind = event->kind;
		if (event->worker)
			stage_enter(stage, who, STATE_RUNNING);
	}
	folding->fold(stage, event, who);
}

uint64_t stage_kitchen_at(const struct stage *stage, uint64_t now_ns)
{
	uint64_t real = now_ns > stage->pace_since_ns ? now_ns - stage->pace_since_ns : 0;
	if (stage->pace_millionths == 0 || stage->pace_millionths == 1000000)
		return stage->pace_kitchen_ns + real;
	double kitchen = (double)real * ((double)stage->pace_millionths * 1e-6);
	return stage->pace_kitchen_ns + (kitchen < 9e18 ? (uint64_t)kitchen : UINT64_C(9000000000000000000));
}

uint64_t stage_run_at(const struct stage *stage, uint64_t kitchen_ns)
{
	if (stage->pace_millionths == 0)
		return 0;
	double ahead = (double)(int64_t)(kitchen_ns - stage->kitchen_ns) * 1e6 / (double)stage->pace_millionths;
	if (ahead <= 0)
		return stage->time_ns;
	return stage->time_ns + (ahead < 9e18 ? (uint64_t)(ahead + 0.5) : UINT64_C(9000000000000000000));
}
