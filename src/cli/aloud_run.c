/* aloud_run.c - the run of a step without a screen: started, taken in while it is told, and judged when it is over. See aloud_inner.h.
 *
 * A kitchen that is asked to end gets GRACE_MS for its report. One that dies is said, and the lesson goes on: what is judged then is what is known. Where a goal or an answer is of all
 * schedules, these are counted when the run is over. */
#include "cli/aloud_inner.h"

#include "cli/data.h"
#include "cli/prompt.h"
#include "cli/summary.h"
#include "trace/tongue.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#define GRACE_MS 3000

void aloud_run_release(struct aloud_run *run)
{
	source_free(run->source);
	if (run->history) {
		stage_release(&run->stage);
		info_release(&run->info);
		history_free(run->history);
	}
	json_decref(run->report);
	*run = (struct aloud_run){ .source = NULL };
}

int aloud_run_begin(struct aloud *aloud, const struct launch *launch, bool steps, struct error *error)
{
	struct aloud_run *run = &aloud->run;

	aloud_run_release(run);
	run->source = source_kitchen(launch, NULL, error);
	if (!run->source)
		return -1;
	run->history = history_new();
	info_init(&run->info);
	stage_init(&run->stage, (struct stage_text *)history_texts(run->history));
	run->state = SOURCE_OPEN;
	run->steps = steps;
	return 0;
}

/* ---- taking it in ---- */

/* Whether a program may be started is for a person at a terminal to say. */
static void allow(struct aloud *aloud)
{
	struct aloud_run *run = &aloud->run;
	char line[ALOUD_LINE];

	if (!run->info.ask.id)
		return;
	aloud_say(aloud, _("%s wants to start a program: %s"), run->info.ask.worker, run->info.ask.line);
	aloud_say(aloud, _("It would work in %s."), run->info.ask.folder);
	while (aloud_read(aloud, _("Start it? yes: this once, all: all of this run, no:"), line))
		if (!strcmp(line, "yes") || !strcmp(line, "all") || !strcmp(line, "no")) {
			source_allow(run->source, &run->info, line);
			return;
		}
	source_allow(run->source, &run->info, "no");
}

/* While it runs only whoever sits at a terminal is heeded: the lines of a pipe are for the prompts to come. */
static bool heeds_typing(const struct aloud *aloud)
{
	return !aloud->echo && !aloud->over && !aloud->run.stopped;
}

static void hear(struct aloud *aloud)
{
	char line[ALOUD_LINE];

	if (!aloud_typed(aloud, line))
		return;
	aloud->run.stopped = !strcasecmp(line, "stop") || !strcasecmp(line, "next") || !strcasecmp(line, "quit");
	if (!aloud->run.stopped)
		aloud_say(aloud, "%s", _("It still runs; stop ends it."));
	fflush(stdout);
}

/* Wait for the stream or a signal; false: it did not end when it was asked to. */
static bool wait_for_more(struct aloud *aloud, bool goes_by_itself)
{
	static const struct command quit = { .what = COMMAND_QUIT };
	struct pollfd ready[] = { { .fd = source_fd(aloud->run.source), .events = POLLIN }, { .fd = aloud->signals, .events = POLLIN }, { .fd = STDOUT_FILENO },
		{ .fd = goes_by_itself && heeds_typing(aloud) ? STDIN_FILENO : -1, .events = POLLIN } };
	bool asked = aloud->signal || aloud->run.stopped;
	int n = poll(ready, 4, asked ? GRACE_MS : -1);

	if (n == 0)
		return false;
	if (n > 0 && ready[2].revents & POLLERR)
		raise(SIGPIPE);
	if (n > 0 && ready[3].revents)
		hear(aloud);
	if (n > 0 && ready[1].revents)
		aloud_signalled(aloud);
	if (!asked && (aloud->signal || aloud->run.stopped))
		source_command(aloud->run.source, &quit);
	return true;
}

void aloud_run_take(struct aloud *aloud, bool (*enough)(const struct aloud_run *run, void *data), void *data)
{
	struct aloud_run *run = &aloud->run;

	do {
		run->state = source_pump(run->source, run->history, &run->info, 0);
		aloud_tell_new(aloud, false);
		allow(aloud);
	} while (run->state == SOURCE_OPEN && !(enough && !aloud->signal && enough(run, data)) && wait_for_more(aloud, !enough));
	if (run->info.report && !run->report)
		run->report = json_loads(run->info.report, 0, NULL);
}

/* ---- what it came to ---- */

/* In lines, each a sentence. */
static void say_summary(const struct aloud *aloud, const struct aloud_run *run)
{
	char *text = NULL;
	size_t size;
	FILE *to = open_memstream(&text, &size);
	struct error error;

	if (!to)
		abort();
	summary_print(to, run->info.report, &run->stage);
	fclose(to);
	aloud_gap();
	aloud_lines(aloud, text + strspn(text, "\n"));
	free(text);
	if (summary_error(run->info.report, &error))
		aloud_say(aloud, "%s", error.text);
}

static bool choice_explores(const struct lesson_step *step)
{
	for (int i = 0; i < step->choice_count; i++)
		if (step->choices[i].when && condition_explores(step->choices[i].when))
			return true;
	return false;
}

/* Whether something of this step can only be said of all schedules. */
static bool needs_count(const struct lesson_step *step)
{
	return (step->measured && quantity_explores(step->measured)) || (step->goal && condition_explores(step->goal)) || choice_explores(step);
}

void aloud_run_judge(struct aloud *aloud)
{
	struct aloud_run *run = &aloud->run;
	struct facts facts = { .report = run->report, .history = run->history, .pace = (double)history_head(run->history)->pace_millionths / 1e6,
		.virtual_time = !strcmp(run->info.mode, "scheduled"), .cost = -1 };

	aloud_tell_rest(aloud);
	if (run->report)
		say_summary(aloud, run);
	else
		aloud_say(aloud, _("The kitchen died before its run was over: %s."), *source_error(run->source) ? source_error(run->source) : _("it left no word"));
	source_free(run->source);
	run->source = NULL;
	if (run->stopped)
		aloud_say(aloud, "%s", _("You stopped it, so nothing is judged by it."));
	if (aloud->signal || run->stopped)
		return;
	if (run->report && needs_count(lecture_step(&aloud->lecture)))
		aloud_count(aloud, &aloud->launch, &facts);
	lecture_ran(&aloud->lecture, &facts);
}

/* ---- a step ---- */

/* How the step runs, with what was set here. */
static int launch_step(struct aloud *aloud, struct error *error)
{
	launch_release(&aloud->launch);
	if (lecture_launch(aloud->lesson, lecture_step(&aloud->lecture), data_recipe, &aloud->launch, error)) {
		launch_init(&aloud->launch);
		return -1;
	}
	if (aloud->learn->allow_commands || prompt_possible())
		snprintf(aloud->launch.commands, sizeof aloud->launch.commands, "%s", aloud->learn->allow_commands ? "all" : "ask");
	for (size_t i = 0; i < aloud->own.setting_count; i++)
		if (launch_set(&aloud->launch, aloud->own.settings[i].name, aloud->own.settings[i].value, error))
			return -1;
	return 0;
}

/* A run that goes by itself, free or by a policy. */
static enum wish watch(struct aloud *aloud, bool steps)
{
	struct error error;

	aloud_say(aloud, "%s", steps ? _("The run, step by step:") : aloud->echo ? _("The run begins.") : _("The run begins; stop ends it."));
	if (aloud_run_begin(aloud, &aloud->launch, steps, &error)) {
		aloud_say(aloud, "%s", error.text);
		return WISH_ENTER;
	}
	aloud_run_take(aloud, NULL, NULL);
	aloud_run_judge(aloud);
	return WISH_ENTER;
}

enum wish aloud_step_run(struct aloud *aloud)
{
	const struct lesson_step *step = lecture_step(&aloud->lecture);
	struct error error;

	aloud_gap();
	if (launch_step(aloud, &error)) {
		aloud_say(aloud, "%s", error.text);
		return WISH_ENTER;
	}
	if (step->by_editing)
		return aloud_mend(aloud);
	switch (step->mode) {
	case LESSON_EXPLORE: return aloud_explore(aloud);
	case LESSON_COMPARE: return aloud_compare(aloud);
	case LESSON_STEPPED: return strcmp(aloud->launch.policy, "hand") ? watch(aloud, true) : aloud_hand(aloud);
	default: return watch(aloud, false);
	}
}
