/* why.c - what a worker does or waits for, in a few words beside its state.
 *
 * A table by state, as a person sees it. All times are kitchen seconds, as the recipe says them. They go by calm steps: one that
 * changed with every frame could not be read, so at pace 30 a minute's sleep is told in tens of seconds. */
#include "stage/fold.h"
#include "stage/next.h"
#include "stage/tell.h"
#include "trace/tongue.h"

#define JUST_NS 20000000u /* a worker that has run for longer and done nothing that others see is not a beginner: it computes */

struct why {
	const struct stage *stage;
	const struct stage_worker *who;
	uint32_t id;
	uint64_t kitchen_ns; /* now */
	uint64_t ran_ns;     /* real time that it has run so far */
	uint64_t late_ns;    /* of a sleeper on a loop; real */
	struct say say;
};

static const char *object_of(const struct why *why) { return stage_object_name(why->stage, why->who->object); }
static const char *label_of(const struct why *why) { return stage_text_get(why->stage->text, why->who->label); }

/* The step by which a time is told: half a real second's worth, at most a quarter of the whole. */
static uint64_t calm_step(const struct why *why, uint64_t whole_ns)
{
	static const uint64_t tenths[] = {1, 10, 20, 50, 100, 200, 300, 600};
	uint64_t half_second_ns = why->stage->pace_millionths * 500, step_ns = 100000000;
	for (size_t i = 0; i < sizeof tenths / sizeof *tenths; i++)
		if (tenths[i] * 100000000 <= half_second_ns && tenths[i] * 400000000 <= whole_ns)
			step_ns = tenths[i] * 100000000;
	return step_ns;
}

/* ", 0.2 of 0.4 s" of what is being done; nothing when it is not known how long it takes. */
static void say_share(struct why *why)
{
	const struct stage_worker *who = why->who;
	uint64_t all = who->doing_ns, step = calm_step(why, all);
	if (!who->until_ns || !all)
		return;
	uint64_t left = who->due_kitchen_ns > why->kitchen_ns ? who->due_kitchen_ns - why->kitchen_ns : 0;
	uint64_t done = left < all ? (all - left + 1000000) / step * step : 0;
	say_add(&why->say, ", ");
	if (all >= UINT64_C(60000000000))
		say_ns(&why->say, done);
	else
		say_add(&why->say, all < 1000000000 ? "%.1f" : "%.3g", (double)done * 1e-9);
	say_add(&why->say, _(" of "));
	say_ns(&why->say, all);
}

static void why_new(struct why *why)
{
	const struct stage_object *at = stage_object(why->stage, why->who->station);
	if (at && at->type == OBJECT_SERVICE) {
		say_add(&why->say, at->length ? _("answers requests, %u now") : _("answers requests, none now"), at->length);
		return;
	}
	say_add(&why->say, why->who->role == ROLE_OF_DEVICE ? _("nothing to do yet") : _("has not started yet"));
}

static void why_running(struct why *why)
{
	if (why->who->working) {
		say_add(&why->say, "%s", why->who->label ? label_of(why) : _("works"));
		say_share(why);
	} else if (why->who->cold) {
		say_add(&why->say, _("cold start"));
	} else if (why->who->role == ROLE_OF_DEVICE) {
		say_add(&why->say, _("works by itself"));
	} else {
		say_add(&why->say, why->who->line ? _("line %u") : why->ran_ns < JUST_NS ? _("has just started") : _("computes"), why->who->line);
		if (why->stage->holder == why->id)
			say_add(&why->say, why->stage->sequential ? "" : why->stage->loop ? _(", has the loop") : _(", holds the GIL"));
	}
}

/* Its sleep is over, and the loop has not come back to it. */
static void why_late(struct why *why)
{
	char letter[12];
	uint32_t holder = why->stage->holder;
	say_add(&why->say, _("late by "));
	uint64_t late = stage_kitchen_span(why->stage, why->late_ns), step = calm_step(why, late);
	say_ns(&why->say, late / step * step);
	if (holder && holder != why->id)
		say_add(&why->say, _(": %s keeps the loop"), worker_letter(holder, letter));
}

/* Nothing it waited for is missing: only its turn. */
static void why_turn(struct why *why)
{
	if (why->who->working)
		say_add(&why->say, _("%s, interrupted"), why->who->label ? label_of(why) : _("work"));
	else if (why->stage->loop)
		say_add(&why->say, why->stage->sequential ? _("until the task it made has ended") : _("until the loop comes to it"));
	else
		say_add(&why->say, why->stage->gil ? _("gave the GIL up") : _("until the machine lets it on"));
}

static void why_ready(struct why *why)
{
	bool closed = why->stage->objects[why->who->object].closed;
	if (why->late_ns) {
		why_late(why);
		return;
	}
	switch (why->who->reason) {
	case REASON_QUEUE_FULL: say_add(&why->say, _("%s has room again"), object_of(why)); break;
	case REASON_QUEUE_EMPTY: say_add(&why->say, closed ? _("%s is closed") : _("something came into %s"), object_of(why)); break;
	case REASON_QUEUE_JOIN: say_add(&why->say, _("all from %s is dealt with"), object_of(why)); break;
	case REASON_LOCK: say_add(&why->say, why->stage->objects[why->who->object].holder ? _("%s was free") : _("%s is free"), object_of(why)); break;
	case REASON_SEMAPHORE: say_add(&why->say, _("a place of %s was given back"), object_of(why)); break;
	case REASON_CONDITION: say_add(&why->say, _("%s was notified"), object_of(why)); break;
	case REASON_EVENT: say_add(&why->say, _("%s was set"), object_of(why)); break;
	case REASON_FUTURE: say_add(&why->say, _("the result from %s is there"), object_of(why)); break;
	case REASON_CALL: say_add(&why->say, closed ? _("%s is shut down") : _("a call was given to %s"), object_of(why)); break;
	case REASON_POOL: say_add(&why->say, _("all calls of %s are done"), object_of(why)); break;
	case REASON_PIPE_FULL: say_add(&why->say, _("there is room at %s"), object_of(why)); break;
	case REASON_PIPE_EMPTY: say_add(&why->say, _("something came to %s"), object_of(why)); break;
	case REASON_BARRIER: say_add(&why->say, _("all have arrived at %s"), object_of(why)); break;
	case REASON_WORKER_JOIN: say_who(&why->say, why->stage, why->who->peer); say_add(&why->say, _(" has ended")); break;
	default: why_turn(why);
	}
}

/* Who has the lock; one who has ended will never give it back. */
static void why_lock(struct why *why, const struct stage_object *lock)
{
	const struct stage_worker *holder = stage_worker(why->stage, lock->holder);
	char letter[12];
	say_add(&why->say, _("until %s is free"), object_of(why));
	if (holder)
		say_add(&why->say, state_is_over(holder->state) ? _(", %s has it and has ended") : _(", %s has it"), worker_letter(lock->holder, letter));
}

/* Whether an instance that was started for the request is still on its way. */
static bool is_on_its_way(const struct why *why, const struct stage_call *request)
{
	const struct stage_worker *instance = stage_worker(why->stage, request->starting);
	return instance && !instance->ended && !state_is_over(instance->state) && instance->handled == 0 && !instance->call;
}

/* Who works on the call; one that nobody has begun waits itself. */
static void why_future(struct why *why)
{
	const struct stage_call *call = stage_call(why->stage, why->who->object, why->who->awaited);
	uint32_t by = call ? call->by : why->who->peer;
	char letter[12];
	bool cloud = why->stage->objects[why->who->object].type == OBJECT_CLOUD;
	if (why->who->awaited)
		say_add(&why->say, _("for the result of %s %u of %s"), cloud ? _("request") : _("call"), why->who->awaited, object_of(why));
	else
		say_add(&why->say, _("for a result of %s"), object_of(why));
	if (by)
		say_add(&why->say, _(", %s works on it"), worker_letter(by, letter));
	else if (call && is_on_its_way(why, call))
		say_add(&why->say, _(", %s is started for it"), worker_letter(call->starting, letter));
	else if (call)
		say_add(&why->say, _(", nobody has begun it"));
}

/* Outside the kitchen nothing is paused with it. */
static void why_answer(struct why *why)
{
	say_add(&why->say, _("for %s"), stage_text_get(why->stage->text, why->who->page));
	if (why->stage->held)
		say_add(&why->say, _(", which may come meanwhile"));
}

static void why_program(struct why *why)
{
	say_add(&why->say, _("for the program "));
	say_program(&why->say, stage_text_get(why->stage->text, why->who->program));
	if (why->who->program_pid)
		say_add(&why->say, _(", pid %u"), why->who->program_pid);
	if (why->stage->held)
		say_add(&why->say, _(", which goes on meanwhile"));
}

static void why_waiting(struct why *why)
{
	const struct stage_object *object = &why->stage->objects[why->who->object];
	switch (why->who->reason) {
	case REASON_QUEUE_FULL: say_add(&why->say, _("until %s has room, %u of %u"), object_of(why), object->length, object->capacity); break;
	case REASON_QUEUE_EMPTY: say_add(&why->say, _("until something comes into %s"), object_of(why)); break;
	case REASON_QUEUE_JOIN:
		if (!say_lacks(&why->say, why->stage, why->who->object))
			say_add(&why->say, _("until all from %s is dealt with, %u left"), object_of(why), object->unfinished);
		break;
	case REASON_LOCK: why_lock(why, object); break;
	case REASON_SEMAPHORE: say_add(&why->say, _("until a place of %s is free"), object_of(why)); break;
	case REASON_CONDITION: say_add(&why->say, _("until %s is notified"), object_of(why)); break;
	case REASON_EVENT: say_add(&why->say, _("until %s is set"), object_of(why)); break;
	case REASON_FUTURE: why_future(why); break;
	case REASON_CALL: say_add(&why->say, _("for a call of %s"), object_of(why)); break;
	case REASON_REQUEST: say_add(&why->say, _("warm, nothing to do")); break;
	case REASON_POOL: say_add(&why->say, _("until all calls of %s are done, %u left"), object_of(why), object->unfinished); break;
	case REASON_PIPE_FULL: say_add(&why->say, _("until there is room at %s, %u there"), object_of(why), object->length); break;
	case REASON_PIPE_EMPTY: say_add(&why->say, _("until something comes to %s"), object_of(why)); break;
	case REASON_ANSWER: why_answer(why); break;
	case REASON_PERMISSION: say_add(&why->say, _("until you allow a program")); break;
	case REASON_PROGRAM: why_program(why); break;
	case REASON_BARRIER: say_add(&why->say, _("until all are at %s, %u of %u"), object_of(why), object->length, object->capacity); break;
	case REASON_WORKER_JOIN: say_add(&why->say, _("until ")); say_who(&why->say, why->stage, why->who->peer); say_add(&why->say, _(" ends")); break;
	}
}

static void why_blocked(struct why *why)
{
	char letter[12];
	uint32_t holder = why->stage->holder;
	if (holder && holder != why->id)
		say_add(&why->say, _("%s holds the GIL"), worker_letter(holder, letter));
	else
		say_add(&why->say, _("the GIL is free again"));
}

static void why_sleeping(struct why *why)
{
	if (why->who->label)
		say_add(&why->say, "%s", label_of(why));
	if (!why->who->until_ns)
		return;
	if (why->who->label)
		say_add(&why->say, ", ");
	uint64_t due = why->who->due_kitchen_ns, now = why->kitchen_ns, step = calm_step(why, why->who->doing_ns);
	if (due > now && step > 100000000)
		say_ns(&why->say, (due - now + step - 1) / step * step);
	else if (due > now)
		say_ns(&why->say, due - now);
	else if (now - due < 1000000000)
		say_add(&why->say, _("wakes now"));
	else
		say_add(&why->say, _("should be awake"));
}

static void why_stalling(struct why *why)
{
	say_add(&why->say, "%s", why->who->label ? label_of(why) : _("blocks"));
	say_share(why);
	if (why->stage->loop && !why->stage->sequential && !stage_beside_loop(why->stage, (uint32_t)(why->who - why->stage->workers)))
		say_add(&why->say, _(", the loop stands still"));
}

static void why_ended(struct why *why)
{
	say_add(&why->say, _("done"));
}

static void why_dead(struct why *why)
{
	if (!why->who->killed) {
		say_add(&why->say, why->who->error ? _("failed: ") : _("failed"));
		if (why->who->error)
			say_error(&why->say, why->stage, why->id);
		say_left(&why->say, why->stage, why->who);
		return;
	}
	say_add(&why->say, why->who->overdue ? _("its request took too long: ") : "");
	say_signal(&why->say, why->who->killed);
	say_left(&why->say, why->stage, why->who);
}

static void why_stopped(struct why *why)
{
	say_add(&why->say, _("its process, until it is told to go on"));
}

static void (*const whys[STATE_COUNT])(struct why *) = {
	[STATE_NEW] = why_new,
	[STATE_RUNNING] = why_running,
	[STATE_READY] = why_ready,
	[STATE_WAITING] = why_waiting,
	[STATE_BLOCKED] = why_blocked,
	[STATE_SLEEPING] = why_sleeping,
	[STATE_STALLING] = why_stalling,
	[STATE_STOPPED] = why_stopped,
	[STATE_ENDED] = why_ended,
	[STATE_DEAD] = why_dead,
};

char *stage_worker_why(const struct stage *stage, uint32_t id, uint64_t now_ns, char *to, size_t size)
{
	struct why why = {.stage = stage, .who = stage_worker(stage, id), .id = id};
	say_begin(&why.say, to, size);
	if (!why.who)
		return to;
	if (stage->asked && !why.who->stopped && !why.who->killed && why.who->next.kind && why.who->role != ROLE_OF_DEVICE)
		return stage_next_words(stage, id, to, size);
	why.kitchen_ns = now_ns > stage->time_ns && !stage->held ? stage_kitchen_at(stage, now_ns) : stage->kitchen_ns;
	why.ran_ns = why.who->totals_ns[STATE_RUNNING] + (why.who->state == STATE_RUNNING && now_ns > why.who->since_ns ? now_ns - why.who->since_ns : 0);
	whys[stage_worker_seen(stage, id, now_ns, &why.late_ns)](&why);
	return to;
}
