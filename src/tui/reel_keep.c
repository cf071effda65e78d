/* reel_keep.c - what the key R keeps so that `replay` takes the recording over: the run that is shown, as a trace beside it, and in the header how it was started and which steps it took.
 *
 * The header is written when the recording begins, and once more when it ends, since in between a person takes steps, chooses a seed, opens another kitchen. Between the two the run is written as it goes on,
 * so that after a kill it is there as far as it had come. What is shown last counts: of a lesson there is no one run, and none is kept. */
#include "tui/reel_inner.h"

#include "record/origin.h"
#include "schedule/schedule.h"
#include "stage/history_schedule.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FRAME_EVENTS (1u << 18)     /* no more are written between two frames */
#define SCHEDULE_BYTES_MAX 100000u /* as many as a run can be started with */
#define NO_RUN UINT32_MAX

static bool has_run(const struct app *app)
{
	return !app->front && !app->sides && app->watch.history;
}

static bool is_controlled(const struct watch *watch)
{
	return !strcmp(watch->info.mode, "scheduled");
}

/* ---- the header ---- */

/* All the steps that it took; NULL: none, or they are not known. To be freed. */
static char *steps_taken(const struct history *history)
{
	struct error unknown;
	size_t count;
	uint32_t *workers = history_steps(history, history_count(history), &count, &unknown);
	char *schedule = workers && count ? schedule_write(workers, count) : NULL;
	free(workers);
	if (schedule && strlen(schedule) < SCHEDULE_BYTES_MAX)
		return schedule;
	free(schedule);
	return NULL;
}

static json_t *run_own(const struct reel *reel, const struct app *app)
{
	const struct watch *watch = &app->watch;
	const char *recipe = watch->launch && app->options->data_dir ? origin_recipe(watch->launch, app->options->data_dir) : NULL;
	json_t *own = recipe ? origin_write(recipe, watch->launch) : json_object();
	char *schedule = recipe && is_controlled(watch) ? steps_taken(watch->history) : NULL;
	if (schedule)
		json_object_set_new(own, "schedule", json_string(schedule));
	if (reel && reel->kept && !*reel->kept_why.text)
		json_object_set_new(own, "trace", json_string(reel->kept_path));
	free(schedule);
	if (json_object_size(own))
		return own;
	json_decref(own);
	return NULL;
}

json_t *reel_own(const struct reel *reel, struct app *app)
{
	const struct lecture *lecture;
	const struct lesson *lesson = reel_lesson(app, &lecture);
	const char *typed = lesson && app->options->data_dir ? origin_lesson(lesson->name, lesson->folder, app->options->data_dir) : NULL;
	if (lesson)
		return typed ? json_pack("{s:s}", "lesson", typed) : NULL;
	return has_run(app) && app->watch.source ? run_own(reel, app) : NULL;
}

/* ---- the run ---- */

void reel_keep_begin(struct reel *reel)
{
	struct error error;
	snprintf(reel->kept_path, sizeof reel->kept_path, "%s.trace", reel->name);
	reel->kept = kept_new(reel->kept_path, reel->name, &error);
	if (!reel->kept)
		reel->kept_why = error;
	reel->kept_run = NO_RUN;
}

static void run_take(struct reel *reel, struct app *app, size_t most)
{
	if (!reel->kept || !has_run(app) || !history_count(app->watch.history))
		return;
	if (reel->kept_any && reel->kept_run != app->run_number)
		kept_again(reel->kept);
	reel->kept_run = app->run_number;
	reel->kept_any = true;
	kept_take(reel->kept, app->watch.history, &app->watch.info, most);
}

void reel_keep(struct reel *reel, struct app *app)
{
	run_take(reel, app, FRAME_EVENTS);
}

static char *report_now(struct app *app)
{
	if (app->watch.loaded && app->watch.info.report)
		return strdup(app->watch.info.report);
	json_t *report = reel_report_newest(app);
	char *schedule = is_controlled(&app->watch) ? steps_taken(app->watch.history) : NULL;
	if (schedule)
		json_object_set_new(report, "schedule", json_string(schedule));
	free(schedule);
	char *text = json_dumps(report, JSON_COMPACT | JSON_REAL_PRECISION(15));
	json_decref(report);
	return text;
}

void reel_keep_note(struct reel *reel, struct app *app)
{
	json_t *own = reel_own(reel, app);
	run_take(reel, app, 0);
	if (reel->kept_any && reel->kept_run == app->run_number && has_run(app)) {
		free(reel->kept_report);
		reel->kept_report = report_now(app);
	}
	if (!own)
		return;
	json_decref(reel->own);
	reel->own = own;
}

void reel_keep_on(struct reel *reel)
{
	reel->kept_run = NO_RUN;
}

int reel_keep_end(struct reel *reel, struct error *error)
{
	int result = *reel->kept_why.text ? error_set(error, "%s", reel->kept_why.text) : 0;
	bool ours = reel->kept != NULL;
	if (reel->kept && kept_close(reel->kept, reel->kept_report ? reel->kept_report : "{}", error))
		result = -1;
	reel->kept = NULL;
	if (ours && !json_object_get(reel->own, "trace"))
		unlink(reel->kept_path); /* what was shown last is no run */
	return result;
}

void reel_keep_drop(struct reel *reel)
{
	struct error unsaid;
	if (reel->kept)
		kept_close(reel->kept, reel->kept_report ? reel->kept_report : "{}", &unsaid);
	free(reel->kept_report);
	json_decref(reel->own);
	reel->kept = NULL;
	reel->kept_report = NULL;
	reel->own = NULL;
}
