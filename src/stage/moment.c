/* moment.c - the kitchen as a whole, in a sentence or two.
 *
 * Who runs now comes first, then the wait from which one learns most. A list of observers for what is grave or not a run at all
 * (nobody here, the end, a failure, a hold, a loop that stands still, nobody who can go on): the first who speaks is heard alone. Else one
 * sentence tells who has control, and a second list of observers is asked for the wait. Whoever is named is named by letter. */
#include "stage/moment_inner.h"
#include "trace/tongue.h"

void moment_who(struct moment *moment, uint32_t id)
{
	say_who(&moment->say, moment->stage, id);
}

void moment_why(struct moment *moment, uint32_t id)
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
void moment_some(struct moment *moment, enum state state)
{
	uint32_t all = moment->in_state[state], named = all < NAMED ? all : NAMED;
	for (uint32_t i = 0; i < named; i++) {
		bool last = i + 1 == named && named == all;
		say_add(&moment->say, "%s", i == 0 ? "" : last ? _(" and ") : ", ");
		moment_who(moment, moment->some_in[state][i]);
	}
	if (all > named)
		say_add(&moment->say, _(" and %u more"), all - named);
}

/* ---- who has control ---- */

static void say_one_running(struct moment *moment, uint32_t id)
{
	const struct stage_worker *worker = &moment->stage->workers[id];
	bool loop = moment->stage->loop && !moment->stage->sequential && !stage_beside_loop(moment->stage, id);
	if (loop)
		say_add(&moment->say, _("The loop runs "));
	moment_who(moment, id);
	say_add(&moment->say, loop ? "" : worker->role == ROLE_OF_TASK && moment->stage->sequential ? _(" runs to its end") : worker->state == STATE_STALLING ? _(" is blocked outside") : _(" runs"));
	if (worker->working || worker->state == STATE_STALLING) {
		say_add(&moment->say, ": ");
		moment_why(moment, id);
	}
	say_add(&moment->say, ".");
}

static void say_ready(struct moment *moment)
{
	uint32_t ready = moment->in_state[STATE_READY];
	say_add(&moment->say, _("Nobody runs just now: "));
	moment_some(moment, STATE_READY);
	say_add(&moment->say, ngettext(" is ready, but ", " are ready, but ", ready));
	say_add(&moment->say, "%s", moment->stage->sequential ? _("one task goes after another.")
		: moment->stage->loop ? ngettext("the loop has not come to it yet.", "the loop has not come to them yet.", ready)
		: moment->stage->stepper ? ngettext("it is not its turn.", "it is not their turn.", ready)
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
		moment_some(moment, STATE_RUNNING);
		say_add(&moment->say, running == 2 ? _(" both run at the same time.") : _(" run at the same time."));
	} else if (moment->in_state[STATE_READY])
		say_ready(moment);
	else
		say_add(&moment->say, stage->alive ? _("Nobody runs just now.") : _("All workers have ended."));
}

size_t narrator_moment(const struct stage *stage, uint64_t now_ns, char *to, size_t size)
{
	struct moment moment = {.stage = stage, .now_ns = now_ns > stage->time_ns ? now_ns : stage->time_ns};
	say_begin(&moment.say, to, size);
	look_around(&moment);
	for (size_t i = 0; moment_alone[i] && moment.say.length == 0; i++)
		moment_alone[i](&moment);
	if (moment.say.length)
		return moment.say.length;
	say_control(&moment);
	say_add(&moment.say, " ");
	size_t before = moment.say.length;
	for (size_t i = 0; moment_waits[i] && moment.say.length == before; i++)
		moment_waits[i](&moment);
	if (moment.say.length == before && before && to[before - 1] == ' ')
		to[--moment.say.length] = '\0';
	return moment.say.length;
}
