/* why.c - what a worker does or waits for, in a few words beside its state.
 *
 * A table by state. Times of sleeping and working are kitchen seconds, as the recipe says them; how long somebody holds the GIL is
 * real time. */
#include "stage/fold.h"
#include "stage/say.h"

struct why {
	const struct stage *stage;
	const struct stage_worker *who;
	uint32_t id;
	uint64_t kitchen_ns; /* now */
	struct say say;
};

static const char *object_of(const struct why *why) { return stage_object_name(why->stage, why->who->object); }
static const char *label_of(const struct why *why) { return stage_text_get(why->stage->text, why->who->label); }

/* ", 0.2 of 0.4 s" of what is being done; nothing when it is not known how long it takes. */
static void say_share(struct why *why)
{
	const struct stage_worker *who = why->who;
	if (!who->until_ns || who->until_ns <= who->begun_ns)
		return;
	double pace = (double)why->stage->pace_millionths * 1e-6;
	uint64_t all = (uint64_t)((double)(who->until_ns - who->begun_ns) * pace);
	uint64_t left = who->due_kitchen_ns > why->kitchen_ns ? who->due_kitchen_ns - why->kitchen_ns : 0;
	say_add(&why->say, ", %.1f of ", left < all ? (double)(all - left) * 1e-9 : 0.0);
	say_ns(&why->say, all);
}

static void why_new(struct why *why)
{
	say_add(&why->say, why->who->role == ROLE_OF_DEVICE ? "nothing to do yet" : "has not started yet");
}

static void why_running(struct why *why)
{
	if (why->who->working) {
		say_add(&why->say, "%s", why->who->label ? label_of(why) : "works");
		say_share(why);
	} else if (why->who->role == ROLE_OF_DEVICE) {
		say_add(&why->say, "works by itself");
	} else if (why->stage->holder == why->id) {
		say_add(&why->say, why->stage->loop ? "has the loop" : "holds the GIL");
	} else if (why->who->line) {
		say_add(&why->say, "line %u", why->who->line);
	}
}

static void why_ready(struct why *why)
{
	bool closed = why->stage->objects[why->who->object].closed;
	switch (why->who->reason) {
	case REASON_QUEUE_FULL: say_add(&why->say, "%s has room again", object_of(why)); break;
	case REASON_QUEUE_EMPTY: say_add(&why->say, closed ? "%s is closed" : "something came into %s", object_of(why)); break;
	case REASON_QUEUE_JOIN: say_add(&why->say, "all from %s is dealt with", object_of(why)); break;
	case REASON_LOCK: say_add(&why->say, why->stage->objects[why->who->object].holder ? "%s was free" : "%s is free", object_of(why)); break;
	case REASON_SEMAPHORE: say_add(&why->say, "a place of %s was given back", object_of(why)); break;
	case REASON_CONDITION: say_add(&why->say, "%s was notified", object_of(why)); break;
	case REASON_EVENT: say_add(&why->say, "%s was set", object_of(why)); break;
	case REASON_BARRIER: say_add(&why->say, "all have arrived at %s", object_of(why)); break;
	case REASON_WORKER_JOIN: say_add(&why->say, "%s has ended", stage_worker_name(why->stage, why->who->peer)); break;
	default: say_add(&why->say, why->who->working ? "%s, interrupted" : "waits for its turn%s", why->who->working ? label_of(why) : "");
	}
}

/* Who has the lock; one who has ended will never give it back. */
static void why_lock(struct why *why, const struct stage_object *lock)
{
	const struct stage_worker *holder = stage_worker(why->stage, lock->holder);
	char letter[12];
	say_add(&why->say, "until %s is free", object_of(why));
	if (holder)
		say_add(&why->say, state_is_over(holder->state) ? ", %s has it and has ended" : ", %s has it", worker_letter(lock->holder, letter));
}

static void why_waiting(struct why *why)
{
	const struct stage_object *object = &why->stage->objects[why->who->object];
	switch (why->who->reason) {
	case REASON_QUEUE_FULL: say_add(&why->say, "until %s has room, %u of %u", object_of(why), object->length, object->capacity); break;
	case REASON_QUEUE_EMPTY: say_add(&why->say, "until something comes into %s", object_of(why)); break;
	case REASON_QUEUE_JOIN: say_add(&why->say, "until all from %s is dealt with, %u left", object_of(why), object->unfinished); break;
	case REASON_LOCK: why_lock(why, object); break;
	case REASON_SEMAPHORE: say_add(&why->say, "until a place of %s is free", object_of(why)); break;
	case REASON_CONDITION: say_add(&why->say, "until %s is notified", object_of(why)); break;
	case REASON_EVENT: say_add(&why->say, "until %s is set", object_of(why)); break;
	case REASON_BARRIER: say_add(&why->say, "until all are at %s, %u of %u", object_of(why), object->length, object->capacity); break;
	case REASON_WORKER_JOIN: say_add(&why->say, "until %s ends", stage_worker_name(why->stage, why->who->peer)); break;
	}
}

static void why_blocked(struct why *why)
{
	char letter[12];
	uint32_t holder = why->stage->holder;
	say_add(&why->say, "wants the GIL");
	if (holder && holder != why->id)
		say_add(&why->say, ", %s holds it", worker_letter(holder, letter));
}

static void why_sleeping(struct why *why)
{
	if (why->who->label)
		say_add(&why->say, "%s", label_of(why));
	if (!why->who->until_ns)
		return;
	if (why->who->label)
		say_add(&why->say, ", ");
	uint64_t due = why->who->due_kitchen_ns, now = why->kitchen_ns;
	say_ns(&why->say, due > now ? due - now : now - due);
	if (due < now)
		say_add(&why->say, " overdue");
}

static void why_stalling(struct why *why)
{
	say_add(&why->say, "%s", why->who->label ? label_of(why) : "blocks");
	say_share(why);
	if (why->stage->loop)
		say_add(&why->say, ", the loop stands still");
}

static void why_ended(struct why *why)
{
	say_add(&why->say, "done");
}

static void why_dead(struct why *why)
{
	say_add(&why->say, "failed");
}

static void (*const whys[STATE_COUNT])(struct why *) = {
	[STATE_NEW] = why_new,
	[STATE_RUNNING] = why_running,
	[STATE_READY] = why_ready,
	[STATE_WAITING] = why_waiting,
	[STATE_BLOCKED] = why_blocked,
	[STATE_SLEEPING] = why_sleeping,
	[STATE_STALLING] = why_stalling,
	[STATE_ENDED] = why_ended,
	[STATE_DEAD] = why_dead,
};

char *stage_worker_why(const struct stage *stage, uint32_t id, uint64_t now_ns, char *to, size_t size)
{
	struct why why = {.stage = stage, .who = stage_worker(stage, id), .id = id};
	say_begin(&why.say, to, size);
	if (!why.who)
		return to;
	why.kitchen_ns = now_ns > stage->time_ns && !stage->held ? stage_kitchen_at(stage, now_ns) : stage->kitchen_ns;
	whys[why.who->state](&why);
	return to;
}
