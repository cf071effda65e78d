/* moment.c - one sentence on the kitchen as a whole.
 *
 * A list of observers, the gravest first: each looks at the stage and either says what it sees or keeps silent; the first
 * who speaks is heard. */
#include "stage/narrator.h"
#include "stage/tell.h"

#define LATE_NS 10000000 /* real: a sleeper that is later than this is worth a word */

struct moment {
	const struct stage *stage;
	uint64_t now_ns;
	struct say say;
	uint32_t in_state[STATE_COUNT]; /* tasks and main in each state */
	uint32_t one_in[STATE_COUNT];   /* the one that has been in it longest, 0 none */
	uint32_t waiting_for[REASON_COUNT]; /* one who waits for each reason */
	uint32_t overdue;               /* the sleeper that should have woken longest ago, 0 none */
};

static const char *name_of(const struct moment *moment, uint32_t id) { return stage_worker_name(moment->stage, id); }
static const struct stage_worker *worker_in(const struct moment *moment, enum state state) { return &moment->stage->workers[moment->one_in[state]]; }

static void overdue_note(struct moment *moment, uint32_t id)
{
	const struct stage_worker *workers = moment->stage->workers;
	if (!moment->overdue || workers[id].until_ns < workers[moment->overdue].until_ns)
		moment->overdue = id;
}

static void look_around(struct moment *moment)
{
	const struct stage *stage = moment->stage;
	for (uint32_t i = 1; i < stage->worker_count; i++) {
		const struct stage_worker *who = &stage->workers[i];
		if (!who->name || who->role == ROLE_OF_DEVICE)
			continue;
		uint32_t *one = &moment->one_in[who->state];
		moment->in_state[who->state]++;
		if (!*one || stage->workers[*one].since_ns > who->since_ns)
			*one = i;
		if (who->state == STATE_WAITING && !moment->waiting_for[who->reason])
			moment->waiting_for[who->reason] = i;
		if (who->state == STATE_SLEEPING && who->until_ns && who->until_ns < moment->now_ns)
			overdue_note(moment, i);
	}
}

static void see_before(struct moment *moment)
{
	if (moment->stage->worker_made == 0)
		say_add(&moment->say, "Nobody is here yet.");
}

static void see_end(struct moment *moment)
{
	static const char *const words[OUTCOME_COUNT] = {
		[OUTCOME_DONE] = "All is done", [OUTCOME_DEADLOCK] = "Deadlock: nobody can ever go on",
		[OUTCOME_VIOLATED] = "All have ended, but something that was expected did not hold",
		[OUTCOME_FAILED] = "The run has failed", [OUTCOME_INTERRUPTED] = "The run was interrupted",
	};
	const struct stage *stage = moment->stage;
	if (stage->outcome == OUTCOME_RUNNING)
		return;
	say_add(&moment->say, "%s", words[stage->outcome]);
	if (stage->error)
		say_add(&moment->say, ": %s", stage_text_get(stage->text, stage->error));
	else if (stage->served)
		say_add(&moment->say, ": %u served", stage->served);
	say_add(&moment->say, ".");
}

static void see_failure(struct moment *moment)
{
	if (moment->stage->error && moment->in_state[STATE_DEAD])
		say_add(&moment->say, "%s has failed: %s.", name_of(moment, moment->one_in[STATE_DEAD]),
			stage_text_get(moment->stage->text, moment->stage->error));
}

static void see_hold(struct moment *moment)
{
	if (moment->stage->held)
		say_add(&moment->say, "The kitchen is held: its clock stands still.");
}

static void see_stall(struct moment *moment)
{
	if (!moment->in_state[STATE_STALLING] || !moment->stage->loop)
		return;
	say_add(&moment->say, "The loop stands still: %s blocks it, ", name_of(moment, moment->one_in[STATE_STALLING]));
	say_ns(&moment->say, moment->now_ns - worker_in(moment, STATE_STALLING)->since_ns);
	say_add(&moment->say, " so far.");
}

/* How long the holder has had the GIL; within its interval, how much of it is left. */
static void say_held(struct moment *moment, uint64_t held_ns)
{
	uint64_t interval_ns = moment->stage->gil_interval_ns;
	if (held_ns >= interval_ns) {
		say_add(&moment->say, "has held the GIL for ");
		say_ns(&moment->say, held_ns);
		return;
	}
	say_add(&moment->say, "holds the GIL and has ");
	say_ns(&moment->say, interval_ns - held_ns);
	say_add(&moment->say, " of its ");
	say_ns(&moment->say, interval_ns);
	say_add(&moment->say, " left");
}

/* Who waits, while another holds what it needs to run. */
static void see_gil(struct moment *moment)
{
	const struct stage *stage = moment->stage;
	if (!moment->in_state[STATE_BLOCKED] || !stage->holder)
		return;
	uint32_t id = moment->one_in[STATE_BLOCKED], hand = stage->workers[id].hand;
	say_add(&moment->say, "%s ", name_of(moment, id));
	if (hand) {
		say_add(&moment->say, "has ");
		say_thing_of(&moment->say, stage, stage->things[hand].source, stage->things[hand].key);
		say_add(&moment->say, " in hand but ");
	}
	say_add(&moment->say, "may not run: %s ", name_of(moment, stage->holder));
	say_held(moment, moment->now_ns - stage->gil_since_ns);
	if (moment->in_state[STATE_BLOCKED] > 1)
		say_add(&moment->say, "; %u more want it", moment->in_state[STATE_BLOCKED] - 1);
	say_add(&moment->say, ".");
}

/* Whether something other than tasks will still come by itself. */
static bool device_may_act(const struct stage *stage)
{
	for (uint32_t i = 1; i < stage->worker_count; i++) {
		const struct stage_worker *who = &stage->workers[i];
		if (who->name && who->role == ROLE_OF_DEVICE && who->state != STATE_WAITING && who->state < STATE_ENDED)
			return true;
	}
	return false;
}

static void see_nobody(struct moment *moment)
{
	uint32_t waiting = moment->in_state[STATE_WAITING];
	if (!waiting || waiting != moment->stage->alive || device_may_act(moment->stage))
		return;
	char why[160];
	uint32_t id = 0;
	for (int reason = REASON_COUNT - 1; reason > REASON_NONE; reason--) /* who waits for another worker is not the one to ask */
		id = moment->waiting_for[reason] ? moment->waiting_for[reason] : id;
	say_add(&moment->say, "Nobody can go on: %s waits %s", name_of(moment, id),
		stage_worker_why(moment->stage, id, moment->now_ns, why, sizeof why));
	if (waiting > 1)
		say_add(&moment->say, ", and %u more wait%s", waiting - 1, waiting == 2 ? "s" : "");
	say_add(&moment->say, ".");
}

static void see_full(struct moment *moment)
{
	uint32_t id = moment->waiting_for[REASON_QUEUE_FULL];
	if (!id)
		return;
	const struct stage_object *queue = &moment->stage->objects[moment->stage->workers[id].object];
	say_add(&moment->say, "%s is held up: %s is full, %u of %u.", name_of(moment, id),
		stage_text_get(moment->stage->text, queue->name), queue->length, queue->capacity);
}

static void see_loop(struct moment *moment)
{
	const struct stage *stage = moment->stage;
	uint32_t ready = moment->in_state[STATE_READY];
	if (!stage->loop || !stage->holder)
		return;
	say_add(&moment->say, "The loop runs %s", name_of(moment, stage->holder));
	uint64_t late_ns = moment->overdue ? moment->now_ns - stage->workers[moment->overdue].until_ns : 0;
	if (ready)
		say_add(&moment->say, "; %u more %s ready", ready, ready == 1 ? "is" : "are");
	if (late_ns >= LATE_NS) {
		say_add(&moment->say, "; %s should have woken ", name_of(moment, moment->overdue));
		say_ns(&moment->say, late_ns);
		say_add(&moment->say, " ago");
	}
	say_add(&moment->say, ready || late_ns >= LATE_NS ? "." : ", the others wait.");
}

static void see_running(struct moment *moment)
{
	uint32_t running = moment->in_state[STATE_RUNNING] + moment->in_state[STATE_STALLING];
	uint32_t id = moment->one_in[STATE_RUNNING] ? moment->one_in[STATE_RUNNING] : moment->one_in[STATE_STALLING];
	char why[160];
	if (running > 1)
		say_add(&moment->say, "%u workers run at the same time.", running);
	else if (running == 1 && moment->stage->workers[id].working)
		say_add(&moment->say, "%s is at work: %s.", name_of(moment, id),
			stage_worker_why(moment->stage, id, moment->now_ns, why, sizeof why));
	else if (running == 1)
		say_add(&moment->say, "%s runs.", name_of(moment, id));
}

static void see_rest(struct moment *moment)
{
	char why[160];
	uint32_t sleeper = moment->one_in[STATE_SLEEPING], waiter = moment->one_in[STATE_WAITING];
	uint32_t id = sleeper ? sleeper : waiter;
	if (!id)
		say_add(&moment->say, moment->stage->alive ? "Nobody runs just now." : "All workers have ended.");
	else
		say_add(&moment->say, "Nobody runs just now: %s %s %s.", name_of(moment, id), sleeper ? "sleeps," : "waits",
			stage_worker_why(moment->stage, id, moment->now_ns, why, sizeof why));
}

static void (*const observers[])(struct moment *) = {
	see_before, see_end, see_failure, see_hold, see_stall, see_gil, see_nobody, see_full, see_loop, see_running, see_rest,
};

size_t narrator_moment(const struct stage *stage, uint64_t now_ns, char *to, size_t size)
{
	struct moment moment = {.stage = stage, .now_ns = now_ns > stage->time_ns ? now_ns : stage->time_ns};
	say_begin(&moment.say, to, size);
	look_around(&moment);
	for (size_t i = 0; i < sizeof observers / sizeof *observers && moment.say.length == 0; i++)
		observers[i](&moment);
	return moment.say.length;
}
