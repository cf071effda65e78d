/* diff_runs.c - the two runs that are compared: files read whole, or schedules of a recipe taken here, one after the other. */
#include "cli/diff_cli.h"

#include "cli/data.h"
#include "cli/summary.h"
#include "cli/verb.h"
#include "record/film.h"
#include "trace/tongue.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define GRACE_S 5 /* for a kitchen to say what it knows, beyond its own limit */

static double now_s(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/* ---- a schedule ---- */

static enum source_state take_all(struct source *source, struct saved *saved, double until_s)
{
	enum source_state state;
	while ((state = source_pump(source, saved->history, &saved->info, 0)) == SOURCE_OPEN && now_s() < until_s) {
		struct pollfd ready = { .fd = source_fd(source), .events = POLLIN };
		poll(&ready, 1, 1000);
	}
	return state;
}

/* Whether it failed by no worker's failing: a schedule asked for a step that cannot be taken. */
static bool strayed(const struct history *history)
{
	const struct event *event;
	for (size_t i = 0; (event = history_event(history, i)); i++)
		if (event->kind == KIND_FAIL || event->kind == KIND_KILLED)
			return false;
	return history_head(history)->outcome == OUTCOME_FAILED;
}

/* What can be compared: a run that came to its end, whichever that is, or was stopped by the clock. */
static int check_run_of(const struct diff_words *words, int run, const struct diff_side *side, const struct source *source)
{
	struct error error = { "" }, why;
	if (!side->saved.info.report) {
		error_set(&error, _("diff: the run of '%.200s' has no end: %s"), words->names[run], *source_error(source) ? source_error(source) : _("the kitchen did not end in time"));
		return verb_fail(EXIT_DIED, &error);
	}
	bool failed = summary_error(side->saved.info.report, &why);
	if (failed && summary_status(side->saved.info.report) == EXIT_USAGE)
		error = why;
	else if (failed && strayed(side->saved.history))
		error_set(&error, _("diff: the schedule '%.200s' cannot be taken: %s"), words->names[run], why.text);
	return *error.text ? verb_fail(EXIT_USAGE, &error) : EXIT_DONE;
}

static int run_one(const struct diff_words *words, int run, struct diff_side *side)
{
	struct launch launch;
	struct error error;
	launch_copy(&launch, &words->launch);
	free(launch.schedule);
	launch.schedule = strdup(words->names[run]);
	launch.timeout_s = words->timeout_s;
	side->saved.history = history_new();
	info_init(&side->saved.info);
	struct source *source = source_kitchen(&launch, NULL, &error);
	launch_release(&launch);
	if (!source)
		return verb_fail(EXIT_DIED, &error);
	take_all(source, &side->saved, now_s() + words->timeout_s + GRACE_S);
	int status = check_run_of(words, run, side, source);
	source_free(source);
	return status;
}

/* ---- either ---- */

static int get_one(const struct diff_words *words, int run, struct diff_side *side)
{
	struct error error;
	if (words->recipe)
		return run_one(words, run, side);
	if (film_is_one(words->names[run])) {
		diff_wrong_cast(words->names[run], &error);
		return verb_fail(EXIT_USAGE, &error);
	}
	return saved_read(&side->saved, words->names[run], &side->damage, &error) ? verb_fail(EXIT_USAGE, &error) : EXIT_DONE;
}

int diff_get(const struct diff_words *words, struct diff *diff)
{
	for (int run = 0; run < 2; run++) {
		struct diff_side *side = &diff->sides[run];
		int status = get_one(words, run, side);
		if (status != EXIT_DONE)
			return status;
		side->report = side->saved.info.report ? json_loads(side->saved.info.report, 0, NULL) : NULL;
		namesakes_init(&diff->names[run], side->saved.history);
	}
	return EXIT_DONE;
}

void diff_release(struct diff *diff)
{
	for (int run = 0; run < 2; run++) {
		struct diff_side *side = &diff->sides[run];
		namesakes_release(&diff->names[run]);
		json_decref(side->report);
		free(side->did);
		free(side->then);
		free(side->after);
		free(side->end);
		free(side->schedule);
		if (side->saved.history)
			saved_release(&side->saved);
	}
	free(diff->unlike);
	free(diff->before);
}

/* ---- of what kind they are ---- */

static bool same_text(const struct info *one, const struct info *other)
{
	if (one->line_count != other->line_count)
		return false;
	for (size_t i = 0; i < one->line_count; i++)
		if (strcmp(one->lines[i].text, other->lines[i].text))
			return false;
	return true;
}

static const char *setting_value(const struct info *info, const char *name)
{
	for (size_t i = 0; i < info->setting_count; i++)
		if (!strcmp(info->settings[i].name, name))
			return info->settings[i].value;
	return NULL;
}

static void say_settings(FILE *to, const struct info *one, const struct info *other)
{
	for (size_t i = 0; i < one->setting_count; i++) {
		const struct setting *setting = &one->settings[i];
		const char *value = setting_value(other, setting->name);
		if (value && strcmp(value, setting->value))
			fprintf(to, _("The setting %s is %s in the first and %s in the second.\n"), setting->name, setting->value, value);
	}
}

static bool is_scheduled(const struct info *info)
{
	return !strcmp(info->mode, "scheduled");
}

static void say_unlike(FILE *to, const struct info *one, const struct info *other)
{
	if (strcmp(one->recipe, other->recipe))
		fprintf(to, _("Two recipes: the first is a run of %s, the second of %s.\n"), one->recipe, other->recipe);
	else if (!same_text(one, other))
		fprintf(to, _("Not the same text: the recipe %s was changed between the two.\n"), one->recipe);
	if (strcmp(one->engine, other->engine))
		fprintf(to, _("Two engines: the first ran on %s, the second on %s.\n"), one->engine, other->engine);
	if (is_scheduled(one) != is_scheduled(other))
		fprintf(to, "%s\n", is_scheduled(one) ? _("The first ran under control, the second freely.") : _("The first ran freely, the second under control."));
	if (one->gil != other->gil)
		fprintf(to, "%s\n", one->gil ? _("The first ran with the GIL, the second without.") : _("The first ran without the GIL, the second with it."));
	if (one->seed != other->seed)
		fprintf(to, _("The seed is %lld in the first and %lld in the second.\n"), one->seed, other->seed);
	say_settings(to, one, other);
}

/* Whether anybody but the main task, or any object, is in both. */
static bool have_in_common(const struct namesakes names[2])
{
	for (size_t i = 2; i < names[0].worker_count; i++)
		if (names[0].workers[i] && namesakes_worker_of(&names[1], names[0].workers[i]) >= 0)
			return true;
	for (size_t i = 1; i < names[0].object_count; i++)
		if (names[0].objects[i] && namesakes_object_of(&names[1], names[0].objects[i]) >= 0)
			return true;
	return false;
}

int diff_compare(const struct diff_words *words, struct diff *diff, struct error *error)
{
	const struct info *one = &diff->sides[0].saved.info, *other = &diff->sides[1].saved.info;
	size_t size;
	if (strcmp(one->recipe, other->recipe) && !same_text(one, other) && !have_in_common(diff->names))
		return error_set(error, _("diff: %.200s is a run of %s and %.200s one of %s: no worker and no object is in both, so there is nothing to compare"), words->names[0], one->recipe,
			words->names[1], other->recipe);
	FILE *to = open_memstream(&diff->unlike, &size);
	if (!to)
		abort();
	if (!words->recipe && data_same_file(words->names[0], words->names[1]))
		fprintf(to, "%s\n", _("Both names are of one file."));
	say_unlike(to, one, other);
	fclose(to);
	bool loops = !strcmp(one->engine, "loop") == !strcmp(other->engine, "loop");
	difference_find(&diff->found, diff->names, is_scheduled(one) && is_scheduled(other) && loops, same_text(one, other));
	return 0;
}
