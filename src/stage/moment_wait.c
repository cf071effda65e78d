/* moment_wait.c - the wait from which one learns most: of somebody killed or failed a moment ago, for the GIL, for a turn, for room, for another, for time. */
#include "stage/moment_inner.h"
#include "trace/tongue.h"

/* Within its interval, how much of it the holder has left; else how long it has had the GIL. The GIL's times are real ones. */
static void say_held(struct moment *moment)
{
	uint64_t interval_ns = moment->stage->gil_interval_ns, held_ns = moment->now_ns - moment->stage->gil_since_ns;
	char letter[12];
	say_add(&moment->say, _(": %s has "), worker_letter(moment->stage->holder, letter));
	if (held_ns >= interval_ns) {
		say_add(&moment->say, _("held it for "));
		say_ns(&moment->say, held_ns);
		say_add(&moment->say, _(" real"));
		return;
	}
	say_ns(&moment->say, interval_ns - held_ns);
	say_add(&moment->say, _(" of its "));
	say_ns(&moment->say, interval_ns);
	say_add(&moment->say, _(" left"));
}

static void wait_for_gil(struct moment *moment)
{
	const struct stage *stage = moment->stage;
	uint32_t id = moment->longest_in[STATE_BLOCKED];
	if (!id || !stage->holder || stage->holder == id)
		return;
	uint32_t hand = stage->workers[id].hand;
	moment_who(moment, id);
	if (hand) {
		say_add(&moment->say, _(" has "));
		say_thing_of(&moment->say, stage, stage->things[hand].source, stage->things[hand].key);
		say_add(&moment->say, _(" in hand but"));
	}
	say_add(&moment->say, _(" wants the GIL"));
	say_held(moment);
	if (moment->in_state[STATE_BLOCKED] > 1)
		say_add(&moment->say, _("; %u more want it"), moment->in_state[STATE_BLOCKED] - 1);
	say_add(&moment->say, ".");
}

#define DEATH_TOLD_NS UINT64_C(6000000000) /* real: so long it is told */

/* Somebody was killed or has failed a moment ago: what became of what it had in hand. */
static void wait_after_death(struct moment *moment)
{
	const struct stage *stage = moment->stage;
	uint32_t id = 0;
	for (uint32_t i = 1; i < stage->worker_count; i++) {
		const struct stage_worker *worker = &stage->workers[i];
		bool fresh = (worker->killed || worker->error) && moment->now_ns - worker->since_ns < DEATH_TOLD_NS;
		if (fresh && (!id || worker->since_ns > stage->workers[id].since_ns))
			id = i;
	}
	if (!id)
		return;
	moment_who(moment, id);
	if (stage->workers[id].killed) {
		say_add(&moment->say, _(" is dead, "));
		say_signal(&moment->say, stage->workers[id].killed);
	} else {
		say_add(&moment->say, _(" has failed: "));
		say_error(&moment->say, stage, id);
	}
	say_left(&moment->say, stage, &stage->workers[id]);
	say_add(&moment->say, ".");
}

static void wait_late(struct moment *moment)
{
	if (!moment->latest)
		return;
	moment_who(moment, moment->latest);
	say_add(&moment->say, _(" is "));
	moment_why(moment, moment->latest);
	if (moment->in_state[STATE_READY] > 1)
		say_add(&moment->say, ngettext("; %u more is ready", "; %u more are ready", moment->in_state[STATE_READY] - 1), moment->in_state[STATE_READY] - 1);
	say_add(&moment->say, ".");
}

static void wait_for_room(struct moment *moment)
{
	uint32_t id = moment->waiting_for[REASON_QUEUE_FULL], from = 0;
	char letter[12];
	if (!id)
		return;
	const struct stage_object *queue = &moment->stage->objects[moment->stage->workers[id].object];
	moment_who(moment, id);
	say_add(&moment->say, _(" is held up: %s is full, %u of %u"), stage_text_get(moment->stage->text, queue->name), queue->length, queue->capacity);
	if (stage_worker_from(moment->stage, id, &from, 1) == 1)
		say_add(&moment->say, _(", until %s takes one"), worker_letter(from, letter));
	say_add(&moment->say, ".");
}

static void wait_for_turn(struct moment *moment)
{
	uint32_t ready = moment->in_state[STATE_READY];
	if (!ready || !(moment->in_state[STATE_RUNNING] + moment->in_state[STATE_STALLING]))
		return;
	moment_some(moment, STATE_READY);
	say_add(&moment->say, ngettext(" is ready", " are ready", ready));
	say_add(&moment->say, "%s", moment->stage->loop ? _(": one at a time.") : moment->stage->gil ? "."
		: moment->stage->stepper ? ngettext(", but it is not its turn.", ", but it is not their turn.", ready)
		: ngettext(", but the machine has no core free for it.", ", but the machine has no core free for them.", ready));
}

/* A worker that waits, and who will end it. */
static void say_wait(struct moment *moment, uint32_t id)
{
	uint32_t from = 0;
	char letter[12];
	bool queue = moment->stage->workers[id].reason == REASON_QUEUE_EMPTY || moment->stage->workers[id].reason == REASON_QUEUE_JOIN;
	moment_who(moment, id);
	say_add(&moment->say, _(" waits "));
	moment_why(moment, id);
	if (queue && stage_worker_from(moment->stage, id, &from, 1) == 1)
		say_add(&moment->say, _(", from %s"), worker_letter(from, letter));
	say_add(&moment->say, ".");
}

static void wait_for_another(struct moment *moment)
{
	for (int reason = REASON_COUNT - 1; reason > REASON_WORKER_JOIN; reason--)
		if (moment->waiting_for[reason]) {
			say_wait(moment, moment->waiting_for[reason]);
			return;
		}
}

static void wait_for_time(struct moment *moment)
{
	if (!moment->next)
		return;
	moment_who(moment, moment->next);
	say_add(&moment->say, _(" sleeps: "));
	moment_why(moment, moment->next);
	say_add(&moment->say, ".");
}

static void wait_for_rest(struct moment *moment)
{
	uint32_t id = moment->waiting_for[REASON_QUEUE_EMPTY];
	id = id ? id : moment->waiting_for[REASON_QUEUE_JOIN] ? moment->waiting_for[REASON_QUEUE_JOIN] : moment->waiting_for[REASON_WORKER_JOIN];
	if (id)
		say_wait(moment, id);
}

moment_observer *const moment_waits[] = { wait_after_death, wait_for_gil, wait_late, wait_for_room, wait_for_turn, wait_for_another, wait_for_time, wait_for_rest, NULL };
