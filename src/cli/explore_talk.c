/* explore_talk.c - `lunchrush explore` and the kitchen that counts: progress in, questions out, answers in.
 *
 * Where schedules are asked for the kitchen stays when it has counted; it is asked one question and then told to end. The first signal asks it to end with what
 * it knows, a later one ends it. */
#include "cli/explore_cli.h"

#include "cli/signals.h"
#include "source/source.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#define GRACE_MS 6000 /* for the kitchen to add up what it knows */

struct talk {
	const struct explore_words *words;
	struct explore_told *told;
	struct source *source;
	int signals;
};

/* ---- what comes ---- */

static void ask(const struct talk *talk)
{
	const struct explore_words *words = talk->words;
	struct command question = { .what = COMMAND_ASK, .number = 1, .failing = words->failing };

	if (*words->nth) {
		strcpy(question.name, words->json ? "run" : "nth");
		strcpy(question.text, words->nth);
	} else {
		strcpy(question.name, words->json ? "runs" : "sample");
		strcpy(question.text, words->sample);
	}
	source_command(talk->source, &question);
}

/* Schedules as an array, whatever was asked. */
static void take_schedules(struct talk *talk, const json_t *json)
{
	const json_t *many = json_object_get(json, "sample"), *one = json_object_get(json, "nth");
	const char *why = json_string_value(json_object_get(json, "error"));
	const struct command quit = { .what = COMMAND_QUIT };

	if (!many)
		many = json_object_get(json, "runs");
	if (one)
		talk->told->schedules = json_pack("[O]", json_object_get(one, "schedule"));
	else if (json_object_get(json, "run"))
		talk->told->schedules = json_pack("[O]", json_object_get(json, "run"));
	else if (json_is_array(many))
		talk->told->schedules = json_deep_copy(many);
	else
		snprintf(talk->told->refused, sizeof talk->told->refused, "%s", why ? why : "the kitchen gave no answer");
	source_command(talk->source, &quit);
}

static void take(void *data, const char *bytes, size_t length)
{
	struct talk *talk = data;
	json_t *json = json_loadb(bytes, length, 0, NULL), *progress = json_object_get(json, "progress");

	if (progress && talk->words->aloud)
		;
	else if (progress)
		explore_bar(progress);
	else if (json_object_get(json, "counted") && !talk->told->signal)
		ask(talk);
	else if (json_object_get(json, "id") && !talk->told->schedules)
		take_schedules(talk, json);
	json_decref(json);
}

/* ---- the loop ---- */

/* False at a second signal. */
static bool heed_signals(struct talk *talk)
{
	const struct command quit = { .what = COMMAND_QUIT };
	struct signalfd_siginfo signal;

	while (read(talk->signals, &signal, sizeof signal) == sizeof signal) {
		if (talk->told->signal)
			return false;
		talk->told->signal = (int)signal.ssi_signo;
		source_command(talk->source, &quit);
	}
	return true;
}

static bool wait_for_more(struct talk *talk)
{
	struct pollfd ready[] = { { .fd = source_fd(talk->source), .events = POLLIN }, { .fd = talk->signals, .events = POLLIN } };
	int n = poll(ready, 2, talk->told->signal ? GRACE_MS : -1);

	return n != 0 && (n < 0 || !ready[1].revents || heed_signals(talk));
}

int explore_talk(const struct explore_words *words, struct explore_told *told, struct error *error)
{
	struct talk talk = { .words = words, .told = told };
	struct history *history;
	struct info info;
	int result = 0;

	*told = (struct explore_told){ 0 };
	talk.signals = signals_open();
	talk.source = source_kitchen(&words->launch, NULL, error);
	if (!talk.source) {
		close(talk.signals);
		return -1;
	}
	history = history_new();
	info_init(&info);
	source_on_answer(talk.source, take, &talk);
	while (source_pump(talk.source, history, &info, 0) == SOURCE_OPEN && wait_for_more(&talk))
		continue;
	explore_bar_end();
	close(talk.signals);
	if (info.report)
		told->report = strdup(info.report);
	else if (!told->signal)
		result = error_set(error, "%s", *source_error(talk.source) ? source_error(talk.source) : "the kitchen ended without an answer");
	source_free(talk.source);
	info_release(&info);
	history_free(history);
	return result;
}

void explore_told_release(struct explore_told *told)
{
	free(told->report);
	json_decref(told->schedules);
}
