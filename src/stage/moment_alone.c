/* moment_alone.c - what is told of a moment alone: nobody is here yet, the end, a failure, a hold, a loop that stands still, nobody who can go on. */
#include "stage/moment_inner.h"
#include "trace/tongue.h"

static void see_before(struct moment *moment)
{
	if (moment->stage->worker_made == 0)
		say_add(&moment->say, _("Nobody is here yet."));
}

static void say_link(struct moment *moment, uint32_t id, bool first)
{
	say_add(&moment->say, first ? "" : "; ");
	moment_who(moment, id);
	say_add(&moment->say, _(" waits "));
	moment_why(moment, id);
}

/* The one that waits beside the one told already. */
static uint32_t other_waiting(const struct moment *moment, uint32_t told)
{
	return moment->some_in[STATE_WAITING][moment->some_in[STATE_WAITING][0] == told];
}

/* Until all from a queue is dealt with, though who took from it is dead: nobody else can end that. */
static bool waits_for_the_dead(const struct moment *moment, uint32_t id)
{
	const struct stage_worker *waits = stage_worker(moment->stage, id);
	return waits && waits->state == STATE_WAITING && waits->reason == REASON_QUEUE_JOIN && stage_queue_lacks(moment->stage, waits->object, NULL, 0);
}

/* Who waits on whom, link by link, from the first on; and whether it comes back to where it was. */
static void say_chain(struct moment *moment, uint32_t first)
{
	uint32_t id = first, told = 0, links = 0;
	do {
		if (told < NAMED)
			say_link(moment, id, told++ == 0);
		links++;
		uint32_t next = 0;
		if (waits_for_the_dead(moment, id) || !stage_worker_from(moment->stage, id, &next, 1) || moment->stage->workers[next].state != STATE_WAITING)
			next = 0;
		id = next;
	} while (id && id != first && links < TURNED);
	if (id == first && links > 1)
		say_add(&moment->say, _(", a circle"));
	else if (told == 1 && moment->in_state[STATE_WAITING] == 2)
		say_link(moment, other_waiting(moment, first), false);
	else if (moment->in_state[STATE_WAITING] > told)
		say_add(&moment->say, _("; %u more wait"), moment->in_state[STATE_WAITING] - told);
}

/* The one to begin with: who waits for another worker is not the one to ask, unless nobody else is there; who waits for
 * what a dead one took is. */
static uint32_t first_waiting(const struct moment *moment)
{
	uint32_t id = moment->waiting_for[REASON_QUEUE_JOIN];
	if (waits_for_the_dead(moment, id))
		return id;
	id = 0;
	for (int reason = REASON_COUNT - 1; reason > REASON_NONE; reason--)
		if (moment->waiting_for[reason] && (reason != REASON_WORKER_JOIN || !id))
			id = moment->waiting_for[reason];
	return id;
}

/* Who has failed, and why: the first of them. */
static void say_failed(struct moment *moment)
{
	const struct stage *stage = moment->stage;
	uint32_t first = 0, count = 0;
	for (uint32_t i = 1; i < stage->worker_count; i++)
		if (stage->workers[i].error && count++ == 0)
			first = i;
	if (!count)
		return;
	say_add(&moment->say, ". ");
	moment_who(moment, first);
	say_add(&moment->say, _(" failed: "));
	say_error(&moment->say, stage, first);
	if (count > 1)
		say_add(&moment->say, _("; so did %u more"), count - 1);
}

static void see_end(struct moment *moment)
{
	static const char *const words[OUTCOME_COUNT] = {
		[OUTCOME_DONE] = N_("All is done"), [OUTCOME_DEADLOCK] = N_("Deadlock: nobody can ever go on"),
		[OUTCOME_VIOLATED] = N_("All have ended, but something that was expected did not hold"),
		[OUTCOME_FAILED] = N_("The run has failed"), [OUTCOME_INTERRUPTED] = N_("The run was interrupted"),
	};
	const struct stage *stage = moment->stage;
	char of_writes[512], left[96];
	if (stage->outcome == OUTCOME_RUNNING)
		return;
	if (stage->outcome == OUTCOME_VIOLATED && stage->step_broke) {
		say_add(&moment->say, _("Step %llu, by "), (unsigned long long)stage->steps);
		moment_who(moment, stage->stepper);
		say_add(&moment->say, _(", broke what must always hold: %s."), stage_text_get(stage->text, stage->step_broke));
		return;
	}
	bool writes = narrator_writes(stage, of_writes, sizeof of_writes);
	if (stage->outcome == OUTCOME_VIOLATED && writes) {
		say_add(&moment->say, "%s", of_writes); /* what did not hold is told beside it */
		return;
	}
	bool is_left = *stage_left_at_door(stage, left, sizeof left);
	say_add(&moment->say, "%s", is_left && stage->outcome == OUTCOME_DONE ? _("The kitchen closes") : _(words[stage->outcome]));
	if (stage->outcome == OUTCOME_DEADLOCK && first_waiting(moment)) {
		say_add(&moment->say, ". ");
		say_chain(moment, first_waiting(moment));
		say_failed(moment);
	} else if (stage->error && stage->outcome == OUTCOME_FAILED) {
		say_add(&moment->say, ": %s", stage_text_get(stage->text, stage->error));
	} else if (stage->served) {
		say_add(&moment->say, _(": %u served"), stage->served);
	}
	if (is_left)
		say_add(&moment->say, "; %s", left);
	say_add(&moment->say, ".");
	if (stage->outcome == OUTCOME_DONE && writes)
		say_add(&moment->say, " %s", of_writes);
}

static void see_failure(struct moment *moment)
{
	const struct stage_worker *main = stage_worker(moment->stage, 1);
	if (main && main->error)
		say_add(&moment->say, _("main has failed: %s."), stage_text_get(moment->stage->text, main->error));
}

static void see_hold(struct moment *moment)
{
	if (moment->stage->held)
		say_add(&moment->say, _("The kitchen is held: its clock stands still."));
}

static void see_stall(struct moment *moment)
{
	uint32_t id = moment->longest_in[STATE_STALLING];
	if (!id || !moment->stage->loop || moment->stage->sequential || stage_beside_loop(moment->stage, id))
		return;
	say_add(&moment->say, _("The loop stands still: "));
	moment_who(moment, id);
	say_add(&moment->say, _(" blocks it, "));
	say_ns(&moment->say, stage_kitchen_span(moment->stage, moment->now_ns - moment->stage->workers[id].since_ns));
	say_add(&moment->say, _(" so far"));
	if (moment->in_state[STATE_READY])
		say_add(&moment->say, _("; %u could go on"), moment->in_state[STATE_READY]);
	say_add(&moment->say, ".");
}

/* Whether something will still come from elsewhere than from tasks: from a device, from a pool. */
static bool device_may_act(const struct stage *stage)
{
	for (uint32_t i = 1; i < stage->worker_count; i++) {
		const struct stage_worker *worker = &stage->workers[i];
		if (worker->name && worker->role >= ROLE_OF_DEVICE && worker->state != STATE_WAITING && worker->state < STATE_ENDED)
			return true;
	}
	return false;
}

static void see_nobody(struct moment *moment)
{
	uint32_t waiting = moment->in_state[STATE_WAITING];
	bool outside = moment->waiting_for[REASON_ANSWER] || moment->waiting_for[REASON_PROGRAM] || moment->waiting_for[REASON_PERMISSION];
	if (!waiting || waiting != moment->stage->alive || outside || device_may_act(moment->stage))
		return;
	say_add(&moment->say, _("Nobody can go on: "));
	say_chain(moment, first_waiting(moment));
	say_add(&moment->say, ".");
}

moment_observer *const moment_alone[] = { see_before, see_end, see_failure, see_hold, see_stall, see_nobody, NULL };
