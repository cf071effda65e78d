/* next.c - what each worker will do when it is chosen, in words; see next.h.
 *
 * One table by the kind of the event that will tell of the action, one by the reason for which it is not possible. Values are named where they are known before: what is read is
 * known only by reading it, what is written is. */
#include "stage/next.h"

#include "stage/tell.h"

struct next {
	const struct stage *stage;
	const struct stage_worker *who;
	const struct stage_next *next;
	uint32_t id;
	struct say say;
};

static const struct stage_object *object_of(const struct next *next)
{
	static const struct stage_object none;
	const struct stage_object *object = stage_object(next->stage, next->next->object);
	return object ? object : &none;
}

static const char *name_of(const struct next *next)
{
	return stage_object_name(next->stage, next->next->object);
}

static void say_value(struct next *next, uint64_t value)
{
	char text[80];
	say_add(&next->say, "%s", stage_word_text(next->stage, value, text, sizeof text));
}

/* "the lock left": a name alone does not say what it is. */
static void say_object(struct next *next)
{
	say_add(&next->say, "the %s %s", object_type_name(object_of(next)->type), name_of(next));
}

static bool has_read(const struct next *next)
{
	return next->who->read_cell && next->who->read_cell == next->next->object;
}

static void next_write(struct next *next)
{
	say_add(&next->say, "writes %s = ", name_of(next));
	say_value(next, next->next->value);
	if (!has_read(next))
		return;
	say_add(&next->say, " (it read ");
	say_value(next, next->who->read_word);
	say_add(&next->say, ")");
}

static void next_element(struct next *next)
{
	say_add(&next->say, "writes ");
	say_value(next, next->next->value);
	say_add(&next->say, " into %s", name_of(next));
}

static void next_add(struct next *next)
{
	say_add(&next->say, "adds to %s in one step", name_of(next));
}

static void next_acquire(struct next *next)
{
	if (object_of(next)->type == OBJECT_SEMAPHORE)
		say_add(&next->say, "acquires a place of %s (%u of %u free)", name_of(next), object_of(next)->length, object_of(next)->capacity);
	else
		say_add(&next->say, "acquires "), say_object(next);
}

static void next_release(struct next *next)
{
	if (object_of(next)->type == OBJECT_SEMAPHORE)
		say_add(&next->say, "gives back a place of %s", name_of(next));
	else
		say_add(&next->say, "releases "), say_object(next);
}

/* What it does is one verb and the object. */
static const char *const plain[KIND_COUNT] = {
	[KIND_READ] = "reads %s",
	[KIND_ELEMENT_READ] = "reads an element of %s",
	[KIND_LENGTH] = "counts what is in %s",
	[KIND_APPEND] = "appends to %s",
	[KIND_POP] = "takes off the end of %s",
	[KIND_FILL] = "fills %s",
	[KIND_REFUSED] = "tries to acquire %s",
	[KIND_COND_WAIT] = "lets the lock go and queues up at %s",
	[KIND_COND_BACK] = "has been notified at %s and takes the lock again",
	[KIND_NOTIFY] = "notifies %s",
	[KIND_SET] = "sets %s",
	[KIND_CLEAR] = "clears %s",
	[KIND_IS_SET] = "looks whether %s is set",
	[KIND_BARRIER_ARRIVE] = "arrives at %s",
	[KIND_PASS] = "goes on past %s",
	[KIND_PUT] = "puts into %s",
	[KIND_GET] = "takes from %s",
	[KIND_CLOSE] = "closes %s",
	[KIND_TASK_DONE] = "says that one from %s is dealt with",
	[KIND_ALL_DONE] = "finds all from %s dealt with",
	[KIND_SERVE] = "serves a customer",
	[KIND_PLACE] = "places onto %s",
	[KIND_LOOK] = "looks at %s",
	[KIND_TAKE] = "takes off %s",
	[KIND_SUBMIT] = "gives a call to %s",
	[KIND_CALL] = "begins a call of %s",
	[KIND_RETURN] = "has the result of a call of %s",
	[KIND_RAISED] = "ends a call of %s in an error",
	[KIND_RESULT] = "takes a result of %s",
	[KIND_IS_DONE] = "looks whether a call of %s is done",
	[KIND_SEND] = "sends to %s",
	[KIND_RECV] = "receives at %s",
	[KIND_YIELD] = "lets the others go first",
	[KIND_FETCHED] = "has its answer",
	[KIND_EXITED] = "has the result of its program",
	[KIND_AWAKE] = "wakes up",
};

static void next_fetch(struct next *next)
{
	say_add(&next->say, "fetches %s", stage_text_get(next->stage->text, (uint32_t)next->next->value));
	if (next->next->object)
		say_add(&next->say, " through %s", name_of(next));
}

static void next_command(struct next *next)
{
	say_add(&next->say, "starts the program ");
	say_program(&next->say, stage_text_get(next->stage->text, (uint32_t)next->next->value));
}

static void next_can(struct next *next)
{
	switch (next->next->kind) {
	case KIND_WRITE: next_write(next); return;
	case KIND_ELEMENT_WRITE: next_element(next); return;
	case KIND_ADD: next_add(next); return;
	case KIND_ACQUIRE: next_acquire(next); return;
	case KIND_RELEASE: next_release(next); return;
	case KIND_FETCH: next_fetch(next); return;
	case KIND_COMMAND: next_command(next); return;
	case KIND_RESUME: say_add(&next->say, next->who->actions > 1 || next->who->steps ? "goes on" : "starts"); return;
	default: break;
	}
	const char *verb = plain[next->next->kind];
	if (verb)
		say_add(&next->say, verb, name_of(next));
	else
		say_add(&next->say, "%s %s", kind_name(next->next->kind), name_of(next));
}

/* The lock, and who has it; one who has ended will never give it back. */
static void wait_lock(struct next *next)
{
	char letter[12];
	uint32_t holder = object_of(next)->holder ? object_of(next)->holder : (uint32_t)next->next->value;
	const struct stage_worker *who = stage_worker(next->stage, holder);
	say_add(&next->say, "waits for %s %s", object_type_name(object_of(next)->type), name_of(next));
	if (holder == next->id)
		say_add(&next->say, ": it holds it itself");
	else if (who)
		say_add(&next->say, who->state == STATE_ENDED || who->state == STATE_DEAD ? ": %s holds it and has ended" : ": %s holds it", worker_letter(holder, letter));
}

static void wait_reason(struct next *next)
{
	const struct stage_object *object = object_of(next);
	const char *name = name_of(next);
	switch (next->next->reason) {
	case REASON_QUEUE_FULL: say_add(&next->say, "waits for room in %s: %u of %u", name, object->length, object->capacity); break;
	case REASON_QUEUE_EMPTY: say_add(&next->say, "waits until something comes into %s", name); break;
	case REASON_QUEUE_JOIN:
		say_add(&next->say, "waits ");
		if (!say_lacks(&next->say, next->stage, next->next->object))
			say_add(&next->say, "until all from %s is dealt with: %u left", name, object->unfinished);
		break;
	case REASON_LOCK: wait_lock(next); break;
	case REASON_SEMAPHORE: say_add(&next->say, "waits for a place of %s: none is free", name); break;
	case REASON_CONDITION: say_add(&next->say, "waits to be notified at %s", name); break;
	case REASON_EVENT: say_add(&next->say, "waits until %s is set", name); break;
	case REASON_FUTURE: say_add(&next->say, "waits for a result of %s", name); break;
	case REASON_CALL: say_add(&next->say, "waits for a call of %s", name); break;
	case REASON_POOL: say_add(&next->say, "waits until all calls of %s are done: %u left", name, object->unfinished); break;
	case REASON_PIPE_FULL: say_add(&next->say, "waits for room at %s: %u there", name, object->length); break;
	case REASON_PIPE_EMPTY: say_add(&next->say, "waits until something comes to %s", name); break;
	case REASON_BARRIER: say_add(&next->say, "waits at %s: %u of %u are there", name, object->length, object->capacity); break;
	default: say_add(&next->say, next->next->kind == KIND_YIELD ? "has let the others go first, and waits for one to go" : "waits"); break;
	}
}

static void next_due(struct next *next, const char *what)
{
	uint64_t due = next->next->value, now = next->stage->kitchen_ns;
	say_add(&next->say, due > now ? "%s in " : "%s now", what);
	if (due > now) {
		say_ns(&next->say, due - now);
		say_add(&next->say, ": the clock jumps");
	}
}

static const char *device_words(const struct next *next)
{
	for (uint32_t id = 1; id < next->stage->object_count; id++)
		if (next->stage->objects[id].device == next->id)
			return next->stage->objects[id].type == OBJECT_GRILL ? "cooks, due" : "lets the next come in";
	return "works by itself, due";
}

static void say_join(struct next *next)
{
	char letter[12];
	if (next->next->value)
		say_add(&next->say, "waits for %s to end", worker_letter((uint32_t)next->next->value, letter));
	else
		say_add(&next->say, "waits for another to end");
}

char *stage_next_words(const struct stage *stage, uint32_t id, char *to, size_t size)
{
	struct next next = { .stage = stage, .who = stage_worker(stage, id), .id = id };
	say_begin(&next.say, to, size);
	if (!next.who)
		return to;
	struct stage_next waits = { .kind = KIND_WAIT, .way = next.who->reason == REASON_WORKER_JOIN ? NEXT_JOINS : NEXT_CANNOT, .reason = next.who->reason,
		.object = next.who->object, .value = next.who->peer };
	bool stuck = !stage->asked && next.who->state == STATE_WAITING; /* the run is over, and it waits for ever */
	next.next = stuck ? &waits : &next.who->next;
	if (next.who->killed)
		say_add(&next.say, next.who->killed == STAGE_EXITED ? "" : "was "), say_signal(&next.say, next.who->killed);
	else if (next.who->stopped)
		say_add(&next.say, "is stopped, until its process is told to go on");
	else if (next.who->state == STATE_ENDED || next.who->state == STATE_DEAD)
		say_add(&next.say, next.who->state == STATE_DEAD ? "has failed" : "has ended");
	else if (!stage->asked && !stuck)
		say_add(&next.say, stage->outcome == OUTCOME_RUNNING ? "is on its way" : "was not at its end");
	else if (!next.next->kind)
		say_add(&next.say, next.who->role == ROLE_OF_DEVICE ? "has nothing to do" : next.who->role == ROLE_OF_MAIN ? "waits for the tasks" : "cannot be chosen");
	else if (next.next->way == NEXT_CAN)
		next_can(&next);
	else if (next.next->way == NEXT_CANNOT)
		wait_reason(&next);
	else if (next.next->way == NEXT_JOINS)
		say_join(&next);
	else
		next_due(&next, next.next->way == NEXT_ASLEEP ? "wakes" : device_words(&next));
	return to;
}

bool stage_waits_for_choice(const struct stage *stage)
{
	return stage->asked && !stage->passing;
}

bool stage_next_possible(const struct stage *stage, uint32_t id)
{
	const struct stage_worker *who = stage_worker(stage, id);
	return who && stage->asked && !who->stopped && who->next.kind && who->next.way != NEXT_CANNOT && who->next.way != NEXT_JOINS && who->state != STATE_ENDED &&
		who->state != STATE_DEAD;
}

bool stage_next_loses(const struct stage *stage, uint32_t id)
{
	const struct stage_worker *who = stage_worker(stage, id);
	const struct stage_object *cell = who ? stage_object(stage, who->next.object) : NULL;
	return cell && who->next.kind == KIND_WRITE && who->read_cell == who->next.object && stage_cell_value(stage, who->next.object, id) != who->read_word;
}

uint32_t stage_next_line(const struct stage *stage, uint32_t id)
{
	const struct stage_worker *who = stage_worker(stage, id);
	return !who ? 0 : stage->asked && who->next.kind && who->next.line ? who->next.line : who->line;
}
