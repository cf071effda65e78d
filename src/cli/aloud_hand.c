/* aloud_hand.c - who goes next is chosen by whoever types: by number, by letter, or with a whole schedule. See aloud_inner.h.
 *
 * The kitchen asks before each step (trace/command.h); each answer is one order. Back is a new kitchen that takes all steps again but the last, of which nothing is told. */
#include "cli/aloud_inner.h"

#include "schedule/schedule.h"
#include "stage/next.h"
#include "trace/text.h"
#include "trace/tongue.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define FINISH_STEPS 1000 /* at once: one that never ends is to be asked for again */
#define LISTED_MAX 64

/* ---- when it asks ---- */

static bool asks_again(const struct aloud_run *run, void *asks)
{
	return run->asks > *(size_t *)asks && stage_waits_for_choice(&run->stage);
}

/* Go on until somebody is to choose again, or it is over. */
static void take(struct aloud *aloud, size_t asks)
{
	aloud_run_take(aloud, asks_again, &asks);
	aloud_tell_rest(aloud);
}

static bool is_over(const struct aloud *aloud)
{
	return aloud->run.state != SOURCE_OPEN || aloud->signal;
}

static void order(struct aloud *aloud, const struct command *command)
{
	size_t asks = aloud->run.asks;

	source_command(aloud->run.source, command);
	take(aloud, asks);
}

static void choose(struct aloud *aloud, const char *schedule)
{
	struct command command = { .what = COMMAND_CHOOSE };

	snprintf(command.text, sizeof command.text, "%s", schedule);
	order(aloud, &command);
}

static void finish(struct aloud *aloud)
{
	struct command command = { .what = COMMAND_POLICY, .number = FINISH_STEPS, .name = "round-robin" };

	order(aloud, &command);
	if (!is_over(aloud))
		aloud_say(aloud, _("%d steps were taken by turns, and it is not over."), FINISH_STEPS);
}

/* ---- what can be chosen ---- */

struct offer {
	uint32_t ids[LISTED_MAX];
	size_t count;
};

static bool is_gone(const struct stage_worker *worker)
{
	return !worker->name || worker->state == STATE_ENDED || worker->state == STATE_DEAD;
}

/* Those who can go have numbers; why the others cannot is said after them. */
static void say_offer(const struct aloud *aloud, struct offer *offer)
{
	const struct stage *stage = &aloud->run.stage;
	char letter[12], words[200];

	offer->count = 0;
	aloud_say(aloud, "%s", _("Who goes next?"));
	for (uint32_t id = 1; id < stage->worker_count && offer->count < LISTED_MAX; id++) {
		if (is_gone(&stage->workers[id]) || !stage_next_possible(stage, id))
			continue;
		offer->ids[offer->count++] = id;
		aloud_say(aloud, stage_next_loses(stage, id) ? _("%zu. %s %s %s; it has changed since.") : "%zu. %s %s %s.", offer->count, worker_letter(id, letter), stage_worker_name(stage, id),
			stage_next_words(stage, id, words, sizeof words));
	}
	for (uint32_t id = 2; id < stage->worker_count && id < LISTED_MAX; id++)
		if (!is_gone(&stage->workers[id]) && stage->workers[id].next.kind && !stage_next_possible(stage, id))
			aloud_say(aloud, _("%s %s cannot go: it %s."), worker_letter(id, letter), stage_worker_name(stage, id), stage_next_words(stage, id, words, sizeof words));
}

static void why(const struct aloud *aloud)
{
	const struct stage *stage = &aloud->run.stage;
	char words[512], letter[12];

	aloud_say(aloud, "%s", _("Nobody moves until you choose."));
	for (uint32_t id = 2; id < stage->worker_count && id < LISTED_MAX; id++)
		if (!is_gone(&stage->workers[id]))
			aloud_say(aloud, "%s %s %s.", worker_letter(id, letter), stage_worker_name(stage, id), stage_next_words(stage, id, words, sizeof words));
}

/* ---- back ---- */

/* The steps taken so far but the last, as a schedule; to be freed. */
static char *all_but_last(const struct history *history)
{
	size_t count = 0, size = 64;
	uint32_t *workers = malloc(size * sizeof *workers);
	const struct event *event;
	char *schedule;

	for (size_t i = 0; workers && (event = history_event(history, i)); i++) {
		if (event->kind != KIND_STEP)
			continue;
		if (count == size)
			workers = realloc(workers, (size *= 2) * sizeof *workers);
		if (workers)
			workers[count++] = event->worker;
	}
	schedule = workers ? schedule_write(workers, count ? count - 1 : 0) : NULL;
	if (!schedule)
		abort();
	free(workers);
	return schedule;
}

static int start(struct aloud *aloud, const char *schedule, bool silent)
{
	struct launch launch = aloud->launch; /* borrows the settings */
	struct error error;
	char *copy = strdup(schedule);

	if (!copy)
		abort();
	launch.schedule = copy;
	if (aloud_run_begin(aloud, &launch, true, &error)) {
		aloud_say(aloud, "%s", error.text);
		free(copy);
		return -1;
	}
	free(copy);
	aloud->run.silent = silent;
	take(aloud, 0);
	aloud->run.silent = false;
	return 0;
}

static bool step_back(struct aloud *aloud)
{
	size_t steps = aloud->run.taken;
	char *schedule = all_but_last(aloud->run.history);
	int started = start(aloud, schedule, true);

	free(schedule);
	if (started == 0)
		aloud_say(aloud, _("Step %zu is taken back."), steps);
	return started == 0;
}

/* ---- what is typed ---- */

/* Only what a schedule is made of, and not a lower-case word. */
static bool is_schedule(const char *line)
{
	return *line && strspn(line, "ABCDEFGHIJKLMNOPQRSTUVWXYZ@*()0123456789 ") == strlen(line) && !isdigit((unsigned char)*line);
}

static uint32_t worker_of(const char *line)
{
	if (!*line || line[1])
		return 0;
	return *line == '@' ? 1 : isalpha((unsigned char)*line) ? (uint32_t)(tolower((unsigned char)*line) - 'a') + 2 : 0;
}

static void choose_worker(struct aloud *aloud, uint32_t id)
{
	const struct stage *stage = &aloud->run.stage;
	char letter[12], words[200];

	if (!stage_worker(stage, id) || is_gone(stage_worker(stage, id)))
		aloud_say(aloud, _("There is no worker %s now."), worker_letter(id, letter));
	else if (!stage_next_possible(stage, id))
		aloud_say(aloud, _("%s cannot go: it %s."), worker_letter(id, letter), stage_next_words(stage, id, words, sizeof words));
	else
		choose(aloud, worker_letter(id, letter));
}

/* True: it was for this run. */
static bool obey(struct aloud *aloud, const struct offer *offer, const char *line)
{
	char *end;
	unsigned long number = strtoul(line, &end, 10);
	struct schedule schedule;
	struct error error;

	if (isdigit((unsigned char)*line) && !*end && number >= 1 && number <= offer->count)
		choose_worker(aloud, offer->ids[number - 1]);
	else if (worker_of(line))
		choose_worker(aloud, worker_of(line));
	else if (!strcasecmp(line, "finish"))
		finish(aloud);
	else if (!strcasecmp(line, "why"))
		why(aloud);
	else if (is_schedule(line) && schedule_read(&schedule, line, &error) == 0) {
		schedule_release(&schedule);
		choose(aloud, line);
	} else
		return false;
	return true;
}

static enum wish ask(struct aloud *aloud, const struct offer *offer, char line[ALOUD_LINE])
{
	char prompt[200];

	if (aloud->told_keys && offer->count == 1)
		snprintf(prompt, sizeof prompt, "%s", _("Your choice (1):"));
	else if (aloud->told_keys)
		snprintf(prompt, sizeof prompt, _("Your choice (1-%zu):"), offer->count);
	else
		snprintf(prompt, sizeof prompt, _("Your choice (1-%zu or a letter; back, finish, why, memory, help, next, quit):"), offer->count);
	aloud->told_keys = true;
	return aloud_wish(aloud, prompt, line);
}

/* Until it is over; WISH_OTHER then. */
static enum wish choose_all(struct aloud *aloud)
{
	struct offer offer;
	char line[ALOUD_LINE];
	enum wish wish = WISH_OTHER;

	while (!is_over(aloud)) {
		say_offer(aloud, &offer);
		do {
			wish = ask(aloud, &offer, line);
			if (wish == WISH_ENTER)
				aloud_say(aloud, "%s", _("Somebody is to be chosen: a number or a letter; finish lets them go by turns to the end; next goes on without."));
		} while (wish == WISH_ENTER);
		if (wish == WISH_BACK && aloud->run.taken) {
			if (!step_back(aloud))
				return WISH_ENTER;
		} else if (wish != WISH_OTHER) {
			return wish;
		} else if (!obey(aloud, &offer, line)) {
			aloud_say(aloud, _("'%s' is not understood here: a number or a letter chooses; help says what else may be typed."), line);
		}
	}
	return WISH_OTHER;
}

enum wish aloud_hand(struct aloud *aloud)
{
	enum wish wish;

	aloud_say(aloud, "%s", _("You choose who goes next."));
	if (start(aloud, aloud->launch.schedule ? aloud->launch.schedule : "", false))
		return WISH_ENTER;
	wish = choose_all(aloud);
	if (wish == WISH_OTHER)
		aloud_run_judge(aloud);
	return wish == WISH_OTHER ? WISH_ENTER : wish;
}
