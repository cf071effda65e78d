/* tell.h - what the parts of the narrator share; private to src/stage.
 *
 * Each kind has a small function that says its sentence, without the full stop, which the narrator adds. */
#ifndef LUNCHRUSH_STAGE_TELL_H
#define LUNCHRUSH_STAGE_TELL_H

#include "stage/say.h"
#include "stage/stage.h"

struct telling {
	const struct stage *stage; /* just after the event */
	const struct event *event;
	struct say say;
};

typedef void tell(struct telling *telling);

tell tell_begin, tell_param, tell_pace, tell_hold, tell_go, tell_stall, tell_outcome, tell_expect, tell_broken, tell_stray; /* tell_run.c */
tell tell_killed, tell_mended, tell_retry, tell_stopped, tell_continued; /* tell_processes.c */
tell tell_worker_new, tell_worker_start, tell_worker_end, tell_wait, tell_wake, tell_joined, tell_say, tell_fail; /* tell_workers.c */
tell tell_sleep, tell_awake, tell_work, tell_worked, tell_block, tell_unblock; /* tell_doing.c */
tell tell_resume, tell_yield, tell_loop_lag; /* tell_control.c */
tell tell_gil_mode, tell_gil_want, tell_gil_ask, tell_gil_miss, tell_gil_acquire, tell_gil_release;
tell tell_object_new, tell_put, tell_get, tell_close, tell_closed, tell_task_done, tell_all_done, tell_arrive; /* tell_queue.c */
tell tell_serve, tell_lost;
tell tell_place, tell_cooked, tell_look, tell_take; /* tell_grill.c */
tell tell_read, tell_write, tell_overwrite, tell_append, tell_pop, tell_element_read, tell_element_write, tell_length; /* tell_memory.c */
tell tell_add, tell_fill;
tell tell_acquire, tell_release, tell_refused, tell_cond_wait, tell_cond_back; /* tell_hold.c */
tell tell_submit, tell_call, tell_return, tell_raised, tell_result, tell_is_done, tell_send, tell_recv, tell_pack, tell_unpack; /* tell_pool.c */
tell tell_heard, tell_answered; /* tell_service.c */
tell tell_fetch, tell_fetched; /* tell_fetch.c */
tell tell_command, tell_exited; /* tell_command.c */
tell tell_invoke, tell_throttled, tell_cold, tell_handle, tell_handled, tell_timed_out, tell_reclaim, tell_reinvoke; /* tell_cloud.c */
tell tell_notify, tell_set, tell_clear, tell_is_set, tell_pass, tell_barrier_arrive; /* tell_signal.c */

/* What became of a process, after "was": "killed (SIGKILL)"; of STAGE_EXITED "exited before its end". */
void say_signal(struct say *say, uint32_t signal);
/* What became of what a killed or failed worker had in its hands, behind what killed it: ": 4 is lost", ": 4 went back to customers"; nothing where it had nothing. */
void say_left(struct say *say, const struct stage *stage, const struct stage_worker *killed);
/* For what one waits who waits until all from the queue is dealt with, and those who took it are dead: "for what C took from orders: it has failed".
 * False, and nothing, where nobody is to blame. */
bool say_lacks(struct say *say, const struct stage *stage, uint32_t queue);
/* Why it failed, without what is said beside it: where, and its own name. */
void say_error(struct say *say, const struct stage *stage, uint32_t id);
/* A worker by letter and name, "B take orders": of a crew, only the letter tells which. The main task and the kitchen have their name alone. */
void say_who(struct say *say, const struct stage *stage, uint32_t id);
/* The name of a program, "sort", of its command line. */
void say_program(struct say *say, const char *line);
/* Who acts, as a sentence begins; another worker; the object, by its name. */
void say_actor(struct telling *telling);
void say_worker(struct telling *telling, uint64_t id);
static inline const char *tell_object(const struct telling *telling) { return stage_object_name(telling->stage, telling->event->object); }
static inline const char *tell_text(const struct telling *telling, uint64_t id)
{
	return stage_text_get(telling->stage->text, id <= UINT32_MAX ? (uint32_t)id : UINT32_MAX);
}
/* The thing of the event by its number, with the noun that its queue's name gives ("order 12" in a queue named orders). */
void say_thing(struct telling *telling);
/* The same, for any thing and the object it is in or comes from. */
void say_thing_of(struct say *say, const struct stage *stage, uint32_t object, uint32_t key);
/* The same, where no queue gives a noun. */
void say_bare_thing(struct telling *telling, uint32_t key);
void say_word(struct telling *telling, word w);
/* The object as a thing of the house: "the grill", "The grill" at the beginning; a name with a capital stands alone. */
void say_house(struct telling *telling, bool beginning);

#endif
