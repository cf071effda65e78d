/* record_start.c - whether a run that is to be recorded starts: what is found out before anything is written, so that a recording starts right or not at all.
 *
 * A kitchen is opened ahead of the recording, just as that one will be, and looked at until its main task acts: it works, waits, or has come to its end. A recipe that cannot be read, an engine
 * that it does not run on and a script that fails as it is loaded are known by then. That there is no setting of a name is known once the script has been gone through; whether a schedule can be
 * taken, once it has been: those are looked at so long, as fast as it goes, but no longer than LOOK_S. By then a setting has been declared, and a schedule that cannot be taken later shows. */
#include "cli/record_inner.h"
#include "cli/summary.h"
#include "cli/verb.h"
#include "schedule/schedule.h"
#include "source/source.h"
#include "trace/tongue.h"

#include <jansson.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define LOOK_S 3
#define MAIN 1 /* its worker's id */

struct look {
	struct source *source;
	struct history *history;
	struct info info;
	size_t seen;                    /* events */
	bool acts, ended, failed;       /* the main task: has done something that takes its time; has come to its end; has failed */
	bool to_end, to_report;         /* how far it is looked at, beyond the first act */
};

static bool is_act(uint8_t kind)
{
	return kind == KIND_STEP || kind == KIND_WORK || kind == KIND_SLEEP || kind == KIND_BLOCK || kind == KIND_WAIT || kind == KIND_YIELD || kind == KIND_JOINED; /* the last: who was joined had ended before */
}

static void events_look(struct look *look)
{
	const struct event *event;
	for (; (event = history_event(look->history, look->seen)); look->seen++) {
		if (event->worker != MAIN)
			continue;
		look->acts |= is_act(event->kind);
		if (event->kind == KIND_WORKER_END)
			*(event->item ? &look->failed : &look->ended) = true;
	}
}

static bool is_enough(const struct look *look)
{
	return !look->to_report && (look->ended || (look->acts && !look->to_end));
}

static double now_s(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Until that is enough, the run is over, or it takes too long. */
static enum source_state look_on(struct look *look)
{
	double until_s = now_s() + LOOK_S, left_s = LOOK_S;
	enum source_state state;
	while ((state = source_pump(look->source, look->history, &look->info, 0)) == SOURCE_OPEN && left_s > 0) {
		events_look(look);
		if (is_enough(look))
			break;
		struct pollfd ready = { .fd = source_fd(look->source), .events = POLLIN };
		left_s = until_s - now_s();
		poll(&ready, 1, left_s > 0 ? (int)(left_s * 1000) + 1 : 0);
	}
	events_look(look);
	return state;
}

/* Of a run that is over already: what a person said is wrong, or it failed before anything was done. */
static int report_judge(const struct look *look, struct error *error)
{
	struct error words;
	int status = summary_status(look->info.report);
	bool told = summary_error(look->info.report, &words);
	bool loading = status == EXIT_WRONG && told && !look->acts && !look->ended && (look->failed || history_count(look->history) <= 1);
	if (status != EXIT_USAGE && !loading && !(told && schedule_blamed(words.text)))
		return EXIT_DONE;
	error_set(error, "%s", told ? words.text : _("the run cannot be started"));
	return EXIT_USAGE;
}

static bool is_declared(const struct info *info, const char *name)
{
	for (size_t i = 0; i < info->setting_count; i++)
		if (!strcmp(info->settings[i].name, name))
			return true;
	return false;
}

/* A script that goes on and on: whoever has a setting declares it at its beginning. */
static int settings_judge(const struct look *look, const struct launch *launch, struct error *error)
{
	for (size_t i = 0; i < launch->setting_count; i++)
		if (!is_declared(&look->info, launch->settings[i].name)) {
			error_set(error, _("%s has declared no setting '%s' in its first %d seconds: see its param() lines for those it has"), launch->file, launch->settings[i].name, LOOK_S);
			return EXIT_USAGE;
		}
	return EXIT_DONE;
}

static int look_judge(const struct look *look, enum source_state state, const struct launch *launch, struct error *error)
{
	if (look->info.report)
		return report_judge(look, error);
	if (state != SOURCE_BROKEN)
		return look->ended ? EXIT_DONE : settings_judge(look, launch, error);
	error_set(error, "%s", source_error(look->source));
	return EXIT_DIED;
}

static int kitchen_look(const struct recording *is, struct error *error)
{
	struct launch ahead;
	struct look look = { .to_end = is->launch.setting_count > 0, .to_report = is->launch.schedule != NULL };
	launch_copy(&ahead, &is->launch);
	if (!record_is_controlled(is))
		ahead.pace = 0;
	look.source = source_kitchen(&ahead, NULL, error);
	int status = EXIT_USAGE;
	if (look.source) {
		look.history = history_new();
		info_init(&look.info);
		enum source_state state = look_on(&look);
		status = look_judge(&look, state, &ahead, error);
		source_free(look.source);
		info_release(&look.info);
		history_free(look.history);
	}
	launch_release(&ahead);
	return status;
}

/* Whatever is whole of a damaged one is shown; of this one that would be nothing. */
static int trace_look(const char *path, struct error *error)
{
	struct source *source = source_file(path, error);
	struct history *history = source ? history_new() : NULL;
	struct info info;
	int status = EXIT_USAGE;
	if (!source)
		return status;
	info_init(&info);
	enum source_state state;
	while ((state = source_pump(source, history, &info, 0)) == SOURCE_OPEN && !history_count(history))
		continue;
	if (history_count(history))
		status = EXIT_DONE;
	else
		error_set(error, "%s", state == SOURCE_BROKEN ? source_error(source) : _("the trace holds no event"));
	source_free(source);
	info_release(&info);
	history_free(history);
	return status;
}

int record_start(const struct recording *is, struct error *error)
{
	switch (is->of) {
	case OF_RECIPE: return kitchen_look(is, error);
	case OF_TRACE: return trace_look(is->what, error);
	default: return EXIT_DONE;
	}
}
