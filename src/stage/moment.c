/* moment.c - the kitchen as a whole, in a sentence or two.
 *
 * Who runs now comes first, then the wait from which one learns most. A list of observers for what is grave or not a run at all
 * (nobody here, the end, a failure, a hold, a loop that stands still, nobody who can go on): the first who speaks is heard alone. Else one
 * sentence tells who has control, and a second list of observers is asked for the wait. Whoever is named is named by letter. */
#include "stage/narrator.h"
#include "stage/tell.h"
#include "trace/tongue.h"

#define NAMED 3   /* names in a list, and links of a chain of waits */
#define TURNED 64 /* links followed to see whether a chain is a circle */

struct moment {
	const struct stage *stage;
	uint64_t now_ns;
	struct say say;
	uint32_t in_state[STATE_COUNT];     /* tasks and main in each state, as a person sees it */
	uint32_t some_in[STATE_COUNT][NAMED]; /* the first of them */
	uint32_t longest_in[STATE_COUNT];   /* the one that has been in it longest, 0 none */
	uint32_t waiting_for[REASON_COUNT]; /* one who waits for each reason */
	uint32_t latest;                    /* of a loop's late sleepers the one that is latest, 0 none */
	uint64_t late_ns;                   /* how much; real */
	uint32_t next;                      /* the sleeper that wakes first, 0 none */
};

static void who(struct moment *moment, uint32_t id)
{
	say_who(&moment->say, moment->stage, id);
}

static void why(struct moment *moment, uint32_t id)
{
	char words[160];
	say_add(&moment->say, "%s", stage_worker_why(moment->stage, id, moment->now_ns, words, sizeof words));
}

static void note(struct moment *moment, uint32_t id, const struct stage_worker *worker)
{
	const struct stage_worker *workers = moment->stage->workers;
	uint64_t late_ns;
	enum state state = stage_worker_seen(moment->stage, id, moment->now_ns, &late_ns);
	uint32_t *longest = &moment->longest_in[state], nth = moment->in_state[state]++;
	if (nth < NAMED)
		moment->some_in[state][nth] = id;
	if (!*longest || workers[*longest].since_ns > worker->since_ns)
		*longest = id;
	if (state == STATE_WAITING && !moment->waiting_for[worker->reason])
		moment->waiting_for[worker->reason] = id;
	if (state == STATE_SLEEPING && (!moment->next || workers[moment->next].due_kitchen_ns > worker->due_kitchen_ns))
		moment->next = id;
	if (late_ns > moment->late_ns) {
		moment->late_ns = late_ns;
		moment->latest = id;
	}
}

static void look_around(struct moment *moment)
{
	for (uint32_t i = 1; i < moment->stage->worker_count; i++) {
		const struct stage_worker *worker = &moment->stage->workers[i];
		bool idle = worker->state == STATE_WAITING && worker->reason == REASON_CALL; /* that is how a pool's worker is when all is well */
		if (worker->name && worker->role != ROLE_OF_DEVICE && !idle)
			note(moment, i, worker);
	}
}

/* "A cook, B cook and 3 more" of those in a state. */
static void say_some(struct moment *moment, enum state state)
{
	uint32_t all = moment->in_state[state], named = all < NAMED ? all : NAMED;
	for (uint32_t i = 0; i < named; i++) {
		bool last = i + 1 == named && named == all;
		say_add(&moment->say, "%s", i == 0 ? "" : last ? _(" and ") : ", ");
		who(moment, moment->some_in[state][i]);
	}
	if (all > named)
		say_add(&moment->say, _(" and %u more"), all - named);
}

/* ---- what is told alone ---- */

static void see_before(struct moment *moment)
{
	if (moment->stage->worker_made == 0)
		say_add(&moment->say, _("Nobody is here yet."));
}

static void say_link(struct moment *moment, uint32_t id, bool first)
{
	say_add(&moment->say, first ? "" : "; ");
	who(moment, id);
	say_add(&moment->say, _(" waits "));
	why(moment, id);
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
	who(moment, first);
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
		who(moment, stage->stepper);
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
	who(moment, id);
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

/* ---- who has control ---- */

static void say_one_running(struct moment *moment, uint32_t id)
{
	const struct stage_worker *worker = &moment->stage->workers[id];
	bool loop = moment->stage->loop && !moment->stage->sequential && !stage_beside_loop(moment->stage, id);
	if (loop)
		say_add(&moment->say, _("The loop runs "));
	who(moment, id);
	say_add(&moment->say, loop ? "" : worker->role == ROLE_OF_TASK && moment->stage->sequential ? _(" runs to its end") : worker->state == STATE_STALLING ? _(" is blocked outside") : _(" runs"));
	if (worker->working || worker->state == STATE_STALLING) {
		say_add(&moment->say, ": ");
		why(moment, id);
	}
	say_add(&moment->say, ".");
}

static void say_ready(struct moment *moment)
{
	uint32_t ready = moment->in_state[STATE_READY];
	say_add(&moment->say, _("Nobody runs just now: "));
	say_some(moment, STATE_READY);
	say_add(&moment->say, ngettext(" is ready, but ", " are ready, but ", ready));
	say_add(&moment->say, "%s", moment->stage->sequential ? _("one task goes after another.")
		: moment->stage->loop ? ngettext("the loop has not come to it yet.", "the loop has not come to them yet.", ready)
				      : ngettext("the machine has not let it on yet.", "the machine has not let them on yet.", ready));
}

static void say_control(struct moment *moment)
{
	const struct stage *stage = moment->stage;
	uint32_t running = moment->in_state[STATE_RUNNING], stalling = moment->in_state[STATE_STALLING];
	if (stage->holder && stage_worker(stage, stage->holder))
		say_one_running(moment, stage->holder);
	else if (running + stalling == 1 || (running == 0 && stalling))
		say_one_running(moment, running ? moment->longest_in[STATE_RUNNING] : moment->longest_in[STATE_STALLING]);
	else if (running > 1) {
		say_some(moment, STATE_RUNNING);
		say_add(&moment->say, running == 2 ? _(" both run at the same time.") : _(" run at the same time."));
	} else if (moment->in_state[STATE_READY])
		say_ready(moment);
	else
		say_add(&moment->say, stage->alive ? _("Nobody runs just now.") : _("All workers have ended."));
}

/* ---- the wait from which one learns most ---- */

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
	who(moment, id);
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
	who(moment, id);
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
	who(moment, moment->latest);
	say_add(&moment->say, _(" is "));
	why(moment, moment->latest);
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
	who(moment, id);
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
	say_some(moment, STATE_READY);
	say_add(&moment->say, ngettext(" is ready", " are ready", ready));
	say_add(&moment->say, "%s", moment->stage->loop ? _(": one at a time.") : moment->stage->gil ? "."
		: ngettext(", but the machine has no core free for it.", ", but the machine has no core free for them.", ready));
}

/* A worker that waits, and who will end it. */
static void say_wait(struct moment *moment, uint32_t id)
{
	uint32_t from = 0;
	char letter[12];
	bool queue = moment->stage->workers[id].reason == REASON_QUEUE_EMPTY || moment->stage->workers[id].reason == REASON_QUEUE_JOIN;
	who(moment, id);
	say_add(&moment->say, _(" waits "));
	why(moment, id);
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
	who(moment, moment->next);
	say_add(&moment->say, _(" sleeps: "));
	why(moment, moment->next);
	say_add(&moment->say, ".");
}

static void wait_for_rest(struct moment *moment)
{
	uint32_t id = moment->waiting_for[REASON_QUEUE_EMPTY];
	id = id ? id : moment->waiting_for[REASON_QUEUE_JOIN] ? moment->waiting_for[REASON_QUEUE_JOIN] : moment->waiting_for[REASON_WORKER_JOIN];
	if (id)
		say_wait(moment, id);
}

typedef void observer(struct moment *);
static observer *const alone[] = { see_before, see_end, see_failure, see_hold, see_stall, see_nobody };
static observer *const waits[] = { wait_after_death, wait_for_gil, wait_late, wait_for_room, wait_for_turn, wait_for_another, wait_for_time, wait_for_rest };
#define COUNT(list) (sizeof (list) / sizeof *(list))

size_t narrator_moment(const struct stage *stage, uint64_t now_ns, char *to, size_t size)
{
	struct moment moment = {.stage = stage, .now_ns = now_ns > stage->time_ns ? now_ns : stage->time_ns};
	say_begin(&moment.say, to, size);
	look_around(&moment);
	for (size_t i = 0; i < COUNT(alone) && moment.say.length == 0; i++)
		alone[i](&moment);
	if (moment.say.length)
		return moment.say.length;
	say_control(&moment);
	say_add(&moment.say, " ");
	size_t before = moment.say.length;
	for (size_t i = 0; i < COUNT(waits) && moment.say.length == before; i++)
		waits[i](&moment);
	if (moment.say.length == before && before && to[before - 1] == ' ')
		to[--moment.say.length] = '\0';
	return moment.say.length;
}
