/* next.c - what each worker will do when it is chosen, in words; see next.h.
 *
 * One table by the kind of the event that will tell of the action, one by the reason for which it is not possible. Values are named where they are known before: what is read is
 * known only by reading it, what is written is. */
#include "stage/next.h"

#include "stage/tell.h"
#include "trace/tongue.h"

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
	say_add(&next->say, _("the %s %s"), _(object_type_name(object_of(next)->type)), name_of(next));
}

static bool has_read(const struct next *next)
{
	return next->who->read_cell && next->who->read_cell == next->next->object;
}

static void next_write(struct next *next)
{
	say_add(&next->say, _("writes %s = "), name_of(next));
	say_value(next, next->next->value);
	if (!has_read(next))
		return;
	say_add(&next->say, _(" (it read "));
	say_value(next, next->who->read_word);
	say_add(&next->say, ")");
}

static void next_element(struct next *next)
{
	say_add(&next->say, _("writes "));
	say_value(next, next->next->value);
	say_add(&next->say, _(" into %s"), name_of(next));
}

static void next_add(struct next *next)
{
	say_add(&next->say, _("adds to %s in one step"), name_of(next));
}

static void next_acquire(struct next *next)
{
	if (object_of(next)->type == OBJECT_SEMAPHORE)
		say_add(&next->say, _("acquires a place of %s (%u of %u free)"), name_of(next), object_of(next)->length, object_of(next)->capacity);
	else
		say_add(&next->say, _("acquires ")), say_object(next);
}

static void next_release(struct next *next)
{
	if (object_of(next)->type == OBJECT_SEMAPHORE)
		say_add(&next->say, _("gives back a place of %s"), name_of(next));
	else
		say_add(&next->say, _("releases ")), say_object(next);
}

/* What it does is one verb and the object. */
static const char *const plain[KIND_COUNT] = {
	[KIND_READ] = N_("reads %s"),
	[KIND_ELEMENT_READ] = N_("reads an element of %s"),
	[KIND_LENGTH] = N_("counts what is in %s"),
	[KIND_APPEND] = N_("appends to %s"),
	[KIND_POP] = N_("takes off the end of %s"),
	[KIND_FILL] = N_("fills %s"),
	[KIND_REFUSED] = N_("tries to acquire %s"),
	[KIND_COND_WAIT] = N_("lets the lock go and queues up at %s"),
	[KIND_COND_BACK] = N_("has been notified at %s and takes the lock again"),
	[KIND_NOTIFY] = N_("notifies %s"),
	[KIND_SET] = N_("sets %s"),
	[KIND_CLEAR] = N_("clears %s"),
	[KIND_IS_SET] = N_("looks whether %s is set"),
	[KIND_BARRIER_ARRIVE] = N_("arrives at %s"),
	[KIND_PASS] = N_("goes on past %s"),
	[KIND_PUT] = N_("puts into %s"),
	[KIND_GET] = N_("takes from %s"),
	[KIND_CLOSE] = N_("closes %s"),
	[KIND_TASK_DONE] = N_("says that one from %s is dealt with"),
	[KIND_ALL_DONE] = N_("finds all from %s dealt with"),
	[KIND_SERVE] = N_("serves a customer"),
	[KIND_PLACE] = N_("places onto %s"),
	[KIND_LOOK] = N_("looks at %s"),
	[KIND_TAKE] = N_("takes off %s"),
	[KIND_INVOKE] = N_("gives a request to %s"),
	[KIND_SUBMIT] = N_("gives a call to %s"),
	[KIND_CALL] = N_("begins a call of %s"),
	[KIND_RETURN] = N_("has the result of a call of %s"),
	[KIND_RAISED] = N_("ends a call of %s in an error"),
	[KIND_RESULT] = N_("takes a result of %s"),
	[KIND_IS_DONE] = N_("looks whether a call of %s is done"),
	[KIND_SEND] = N_("sends to %s"),
	[KIND_RECV] = N_("receives at %s"),
	[KIND_YIELD] = N_("lets the others go first"),
	[KIND_FETCHED] = N_("has its answer"),
	[KIND_EXITED] = N_("has the result of its program"),
	[KIND_AWAKE] = N_("wakes up"),
};

static void next_fetch(struct next *next)
{
	say_add(&next->say, _("fetches %s"), stage_text_get(next->stage->text, (uint32_t)next->next->value));
	if (next->next->object)
		say_add(&next->say, _(" through %s"), name_of(next));
}

static void next_command(struct next *next)
{
	say_add(&next->say, _("starts the program "));
	say_program(&next->say, stage_text_get(next->stage->text, (uint32_t)next->next->value));
}

static void next_joined(struct next *next)
{
	char letter[12];
	if (next->next->value)
		say_add(&next->say, _("goes on, since %s has ended"), worker_letter((uint32_t)next->next->value, letter));
	else
		say_add(&next->say, _("goes on, since another has ended"));
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
	case KIND_JOINED: next_joined(next); return;
	case KIND_RESUME: say_add(&next->say, next->who->actions > 1 || next->who->steps ? _("goes on") : _("starts")); return;
	default: break;
	}
	const char *verb = plain[next->next->kind];
	if (verb)
		say_add(&next->say, _(verb), name_of(next));
	else
		say_add(&next->say, next->next->object ? _("takes a step at %s") : _("takes a step"), name_of(next));
}

/* The lock, and who has it; one who has ended will never give it back. */
static void wait_lock(struct next *next)
{
	char letter[12];
	uint32_t holder = object_of(next)->holder ? object_of(next)->holder : (uint32_t)next->next->value;
	const struct stage_worker *who = stage_worker(next->stage, holder);
	say_add(&next->say, _("waits for %s %s"), _(object_type_name(object_of(next)->type)), name_of(next));
	if (holder == next->id)
		say_add(&next->say, _(": it holds it itself"));
	else if (who)
		say_add(&next->say, who->state == STATE_ENDED || who->state == STATE_DEAD ? _(": %s holds it and has ended") : _(": %s holds it"), worker_letter(holder, letter));
}

static void wait_reason(struct next *next)
{
	const struct stage_object *object = object_of(next);
	const char *name = name_of(next);
	switch (next->next->reason) {
	case REASON_QUEUE_FULL: say_add(&next->say, _("waits for room in %s: %u of %u"), name, object->length, object->capacity); break;
	case REASON_QUEUE_EMPTY: say_add(&next->say, _("waits until something comes into %s"), name); break;
	case REASON_QUEUE_JOIN:
		say_add(&next->say, _("waits "));
		if (!say_lacks(&next->say, next->stage, next->next->object))
			say_add(&next->say, _("until all from %s is dealt with: %u left"), name, object->unfinished);
		break;
	case REASON_LOCK: wait_lock(next); break;
	case REASON_SEMAPHORE: say_add(&next->say, _("waits for a place of %s: none is free"), name); break;
	case REASON_CONDITION: say_add(&next->say, _("waits to be notified at %s"), name); break;
	case REASON_EVENT: say_add(&next->say, _("waits until %s is set"), name); break;
	case REASON_FUTURE: say_add(&next->say, _("waits for a result of %s"), name); break;
	case REASON_CALL: say_add(&next->say, _("waits for a call of %s"), name); break;
	case REASON_POOL: say_add(&next->say, _("waits until all calls of %s are done: %u left"), name, object->unfinished); break;
	case REASON_PIPE_FULL: say_add(&next->say, _("waits for room at %s: %u there"), name, object->length); break;
	case REASON_PIPE_EMPTY: say_add(&next->say, _("waits until something comes to %s"), name); break;
	case REASON_BARRIER: say_add(&next->say, _("waits at %s: %u of %u are there"), name, object->length, object->capacity); break;
	default: say_add(&next->say, next->next->kind == KIND_YIELD ? _("has let the others go first, and waits for one to go") : _("waits")); break;
	}
}

static void next_due(struct next *next, const char *what)
{
	uint64_t due = next->next->value, now = next->stage->kitchen_ns;
	say_add(&next->say, due > now ? _("%s in ") : _("%s now"), what);
	if (due > now) {
		say_ns(&next->say, due - now);
		say_add(&next->say, _(": the clock jumps"));
	}
}

static const char *device_words(const struct next *next)
{
	for (uint32_t id = 1; id < next->stage->object_count; id++)
		if (next->stage->objects[id].device == next->id)
			return next->stage->objects[id].type == OBJECT_GRILL ? _("cooks, due") : _("lets the next come in");
	return _("works by itself, due");
}

static void say_join(struct next *next)
{
	char letter[12];
	if (next->next->value)
		say_add(&next->say, _("waits for %s to end"), worker_letter((uint32_t)next->next->value, letter));
	else
		say_add(&next->say, _("waits for another to end"));
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
		say_add(&next.say, next.who->killed == STAGE_EXITED ? "" : _("was ")), say_signal(&next.say, next.who->killed);
	else if (next.who->stopped)
		say_add(&next.say, _("is stopped, until its process is told to go on"));
	else if (next.who->state == STATE_ENDED || next.who->state == STATE_DEAD)
		say_add(&next.say, next.who->state == STATE_DEAD ? _("has failed") : _("has ended"));
	else if (!stage->asked && !stuck)
		say_add(&next.say, stage->outcome == OUTCOME_RUNNING ? _("is on its way") : _("was not at its end"));
	else if (!next.next->kind)
		say_add(&next.say, next.who->role == ROLE_OF_DEVICE ? _("has nothing to do") : next.who->role == ROLE_OF_MAIN ? _("waits for the tasks") : _("cannot be chosen"));
	else if (next.next->way == NEXT_CAN)
		next_can(&next);
	else if (next.next->way == NEXT_CANNOT)
		wait_reason(&next);
	else if (next.next->way == NEXT_JOINS)
		say_join(&next);
	else
		next_due(&next, next.next->way == NEXT_ASLEEP ? _("wakes") : device_words(&next));
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
