/* fold.h - what the parts of the reducer share; private to src/stage.
 *
 * A *fold* is a small function that applies one kind of event. stage.c looks it up in a table that also says what must
 * be true before it is called (the object is of the right type, a worker is named) and what is done for it (the acting worker runs).
 * So a fold may use `who` and its object without asking. Where the rest of an event makes no sense, a fold counts it as strange and
 * leaves everything as it is. */
#ifndef LUNCHRUSH_STAGE_FOLD_H
#define LUNCHRUSH_STAGE_FOLD_H

#include "stage/stage.h"

/* `who` is the acting worker; for the kitchen itself entry 0 of the table, which nobody looks at. */
typedef void fold(struct stage *stage, const struct event *event, struct stage_worker *who);

fold fold_begin, fold_pace, fold_hold, fold_go, fold_stall, fold_outcome, fold_expect; /* run.c */
fold fold_worker_new, fold_worker_start, fold_worker_end, fold_wait, fold_wake, fold_fail, fold_killed, fold_stopped, fold_continued, fold_memory, fold_kernel, fold_cpu; /* worker.c */
fold fold_sleep, fold_awake, fold_work, fold_working, fold_worked, fold_block, fold_unblock; /* doing.c */
fold fold_resume, fold_yield, fold_loop_lag; /* loop.c */
fold fold_gil_mode, fold_gil_want, fold_gil_miss, fold_gil_acquire, fold_gil_release; /* gil.c */
fold fold_object_new; /* object.c */
fold fold_put, fold_retry, fold_get, fold_close, fold_task_done; /* queue.c */
fold fold_arrive, fold_serve, fold_lost; /* door.c */
fold fold_place, fold_cooked, fold_look, fold_take; /* grill.c */
fold fold_read, fold_write, fold_code, fold_overwrite; /* cell.c */
fold fold_add; /* cell.c */
fold fold_append, fold_pop, fold_element_read, fold_element_write, fold_length; /* list.c */
fold fold_fill; /* list.c */
fold fold_heard, fold_answered; /* service.c */
fold fold_fetch, fold_fetched; /* fetch.c */
fold fold_command, fold_exited; /* command.c */
fold fold_submit, fold_call, fold_return, fold_result, fold_send, fold_recv, fold_pack; /* pool.c */
fold fold_invoke, fold_throttled, fold_cold, fold_handle, fold_handled, fold_timed_out, fold_reclaim, fold_reinvoke; /* cloud.c */
fold fold_local; /* local.c */
fold fold_acquire, fold_release, fold_mended, fold_cond_wait, fold_cond_back; /* hold.c */
fold fold_step, fold_next, fold_ask, fold_broken; /* step.c */
fold fold_notify, fold_set, fold_clear, fold_pass, fold_barrier_arrive; /* signal.c */

/* Lengthen a table to `need` entries (no more than that are in use afterwards); new ones are zero. Aborts when memory is out. */
void stage_extend(void **table, uint32_t *count, uint32_t *size, uint32_t need, size_t each);
#define STAGE_EXTEND(stage, many, one, need) \
	stage_extend((void **)&(stage)->many, &(stage)->one##_count, &(stage)->one##_size, need, sizeof *(stage)->many)

static inline void stage_strange(struct stage *stage) { stage->strange++; }

/* Kitchen time at run time `now_ns`. */
uint64_t stage_kitchen_at(const struct stage *stage, uint64_t now_ns);
/* Run time at which kitchen time `kitchen_ns` is reached at the present pace; 0 when the pace is unlimited: not known. */
uint64_t stage_run_at(const struct stage *stage, uint64_t kitchen_ns);

/* Workers (state.c). The worker with that id, NULL when it was never made; 0 is nobody. */
struct stage_worker *stage_worker_of(struct stage *stage, uint64_t id);
static inline bool state_is_over(uint8_t state) { return state == STATE_ENDED || state == STATE_DEAD; }
/* Into another state, now: totals, waiting counts and what belonged to the old state are put right. Who has ended stays so. */
void stage_enter(struct stage *stage, struct stage_worker *who, enum state state);
/* The time up to now is counted as spent in what it did; before that changes. */
void stage_settle(const struct stage *stage, struct stage_worker *who);
/* Into running; on the loop only whom it resumed runs, another is ready. */
void stage_rise(struct stage *stage, uint32_t id, struct stage_worker *who);
/* The worker gives the loop's control up, if it has it. */
void stage_loop_leave(struct stage *stage, uint32_t id);
/* Begin a timed doing of `kitchen_ns` under a label; and end it. */
void stage_doing_begin(struct stage *stage, struct stage_worker *who, uint32_t label, uint64_t kitchen_ns);
void stage_doing_end(struct stage_worker *who);
/* The work was interrupted from since_ns until now: it is due that much later. */
void stage_doing_delayed(const struct stage *stage, struct stage_worker *who);
/* The pace has changed: what is due moves. */
void stage_doings_rescale(struct stage *stage, uint64_t old_millionths);

/* The worker waits for no program any more (command.c). */
void stage_command_over(struct stage *stage, struct stage_worker *who);
/* The worker waits for no answer any more (fetch.c). */
void stage_fetch_over(struct stage *stage, struct stage_worker *who);

/* A worker that was killed or failed had that thing in its hands: it went back to a queue, or is lost (0). */
static inline void stage_left_behind(struct stage_worker *who, uint32_t thing, uint16_t queue)
{
	if (!who->killed && !who->error)
		return;
	who->left = thing;
	who->left_to = queue;
	who->left_count++;
}

/* Objects (object.c). A touch: the worker stands there now; `takes` and `gives` say what it did. */
void stage_touch(struct stage *stage, const struct event *event, struct stage_worker *who, unsigned takes, unsigned gives);
/* Note the touch on the object only: cells are no stations. */
void stage_object_touched(struct stage *stage, const struct event *event);

/* A new instance takes the first place that is free at its cloud (cloud.c). */
void stage_instance_place(struct stage *stage, struct stage_worker *made, uint16_t cloud);

/* Things (thing.c). Indices; 0 is none. A thing that is moved must have been unlinked from where it was: born, popped or found. */
uint32_t thing_bear(struct stage *stage, uint32_t key, uint64_t value);
void thing_to_queue(struct stage *stage, uint32_t thing, uint32_t object);
void thing_to_queue_front(struct stage *stage, uint32_t thing, uint32_t object);
void thing_to_slot(struct stage *stage, uint32_t thing, uint32_t object, uint32_t slot);
void thing_to_hand(struct stage *stage, uint32_t thing, uint32_t worker, uint16_t source);
/* It leaves the kitchen: place is PLACE_SERVED or PLACE_GONE. */
void thing_leave(struct stage *stage, uint32_t thing, enum place place, uint32_t where);
/* Unlink the front of a queue. */
uint32_t thing_from_queue(struct stage *stage, uint32_t object);
/* Unlink the thing with that key from a hand. */
uint32_t thing_from_hand(struct stage *stage, struct stage_worker *who, uint32_t key);
/* Everything in a hand that came from `source` is used up; all of it with source 0. */
void thing_used_up(struct stage *stage, struct stage_worker *who, uint16_t source);

#endif
