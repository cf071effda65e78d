/* check_run.c - see check_run.h: a kitchen is started, its stream taken in to its end, and what is known of it then is put together. */
#include "cli/check_run.h"

#include "source/source.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define GRACE_S 5 /* beyond its own time limit: for a kitchen to say what it knows */

static double now_s(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/* Take in the stream until it ends, or until `until_s`. */
static enum source_state take_all(struct source *source, struct history *history, struct info *info, double until_s)
{
	enum source_state state;
	double left_s = 1;

	while ((state = source_pump(source, history, info, 0)) == SOURCE_OPEN && left_s > 0) {
		struct pollfd ready = { .fd = source_fd(source), .events = POLLIN };
		left_s = until_s - now_s();
		poll(&ready, 1, left_s > 0 ? (int)(left_s * 1000) + 1 : 0);
	}
	return state;
}

static void take_report(struct check_run *run, const struct info *info, const struct source *source, enum source_state state)
{
	if (info->report)
		run->report = json_loads(info->report, 0, NULL);
	else if (state == SOURCE_OPEN)
		snprintf(run->why, sizeof run->why, "the kitchen did not end in time");
	else
		snprintf(run->why, sizeof run->why, "%s", *source_error(source) ? source_error(source) : "the kitchen ended without a report");
}

/* Why the run is none that can be judged: its settings are wrong, it wants what is not allowed, or it was ended. */
static void look_at_report(struct check_run *run, double seconds)
{
	const char *outcome = json_string_value(json_object_get(run->report, "outcome")), *error = json_string_value(json_object_get(run->report, "error"));

	run->refused = error && strstr(error, "--allow-commands");
	if (run->refused || (error && json_is_true(json_object_get(run->report, "misuse"))))
		snprintf(run->why, sizeof run->why, "%s", error);
	else if ((outcome && strcmp(outcome, "interrupted") == 0) || json_is_true(json_object_get(run->report, "late")))
		snprintf(run->why, sizeof run->why, "it was not over after %.0f seconds", seconds);
	else if (!outcome)
		snprintf(run->why, sizeof run->why, "the kitchen ended without a report");
}

int check_run(const struct launch *launch, double seconds, struct check_run *run, struct facts *facts)
{
	struct launch limited = *launch; /* borrows what it points to */
	struct source *source;
	enum source_state state;
	struct error error;
	struct info info;

	*run = (struct check_run){ .history = NULL };
	limited.timeout_s = seconds;
	source = source_kitchen(&limited, NULL, &error);
	if (!source) {
		snprintf(run->why, sizeof run->why, "%s", error.text);
		return -1;
	}
	run->history = history_new();
	info_init(&info);
	state = take_all(source, run->history, &info, now_s() + seconds + GRACE_S);
	take_report(run, &info, source, state);
	source_free(source);
	if (run->report)
		look_at_report(run, seconds);
	*facts = (struct facts){ .report = run->report, .history = run->history, .pace = info.pace, .virtual_time = strcmp(info.mode, "scheduled") == 0, .cost = -1 };
	info_release(&info);
	return *run->why ? -1 : 0;
}

void check_run_release(struct check_run *run)
{
	history_free(run->history);
	json_decref(run->report);
	*run = (struct check_run){ .history = NULL };
}

json_t *check_explore(const struct launch *launch, double seconds, struct facts *facts, struct error *error)
{
	struct launch exploring = *launch;
	struct check_run run;
	const char *why;
	json_t *answer;
	struct facts none;

	exploring.explore = true;
	exploring.trace = exploring.events = false;
	exploring.trace = exploring.events = false; /* texts lie where only the process that counts can read them */
	exploring.schedule = NULL;
	*exploring.policy = '\0';
	check_run(&exploring, seconds, &run, &none);
	answer = json_incref(run.report);
	why = json_string_value(json_object_get(answer, "error"));
	if (!answer || why || facts_count_read(&facts->count, answer, error)) {
		if (!answer || why)
			error_set(error, "%s", why ? why : run.why);
		json_decref(answer);
		answer = NULL;
	}
	check_run_release(&run);
	return answer;
}
