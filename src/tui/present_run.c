/* present_run.c - a step's run: a kitchen of its own, or the count of all schedules, or kitchens one after another.
 *
 * A run that is scheduled to its end is over at once; it is then looked at step by step, so that a class sees each. What ran stays until the step is left, so that votes given
 * late are judged, too. */
#include "tui/present_inner.h"

#include "paper/folder.h"
#include "trace/tongue.h"
#include "tui/reel_clock.h"
#include "tui/side.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define STEPS_BY_HAND 30u
#define PLAY_NS UINT64_C(20000000000) /* that many more take together, at most */
#define STEP_MOST_NS UINT64_C(400000000)

void present_run_end(struct app *app, struct present *present)
{
	if (present->running)
		app_end_run(app);
	if (present->counting)
		study_stop(app->beside.study);
	sides_free(present->sides);
	present->sides = NULL;
	step_log_release(&present->log);
	present->running = present->counting = present->mended = present->by_step = present->leaving = present->asked = present->early = false;
	present->trouble[0] = '\0';
	present->scheduled = 0;
	present->plays_ns = 0;
}

/* "sequential,threads+gil": a side for each. */
static void sides_fill(struct present *present, const char *engines)
{
	for (const char *at = engines; *at; at += strcspn(at, ","), at += *at == ',') {
		char name[32];
		int length = (int)strcspn(at, ",");
		struct launch launch = present->launch; /* sides_add copies */
		snprintf(name, sizeof name, "%.*s", length, at);
		launch.gil = strstr(name, "+gil") ? 1 : strcmp(name, "threads") ? -1 : 0;
		snprintf(launch.engine, sizeof launch.engine, "%.*s", (int)strcspn(name, "+"), name);
		launch.measure = launch.events = launch.trace = true;
		sides_add(present->sides, name, &launch, 0);
	}
}

static void compare_start(struct present *present, const struct lesson_step *step)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	present->sides = sides_new(1, cores > 0 ? (int)cores : 1, step->seed);
	sides_fill(present, step->engines[0] ? step->engines : "sequential,threads");
	present->sides->reduced_motion = true;
}

void present_run_start(struct app *app, struct present *present)
{
	const struct lesson_step *step = present_step(present);
	struct error error = { "" };
	present_run_end(app, present);
	present->judged = false;
	launch_release(&present->launch);
	launch_init(&present->launch);
	if (lecture_launch(present->lesson, step, present->find, &present->launch, &error)) {
		snprintf(present->trouble, sizeof present->trouble, "%.390s", error.text);
		return;
	}
	if (step->mode == LESSON_COMPARE) {
		compare_start(present, step);
		return;
	}
	if (step->mode == LESSON_EXPLORE) {
		present->counting = study_start(app->beside.study, &present->launch, true, &error) == 0;
	} else {
		snprintf(present->launch.commands, sizeof present->launch.commands, "ask");
		present->running = app_show_run(app, &present->launch, &error) == 0;
		present->by_step = step->mode == LESSON_STEPPED && strcmp(present->launch.policy, "hand");
		if (present->by_step) { /* it is over at once: nobody is to see its end first */
			player_home(&app->watch.player);
			app->hushed = true;
		}
	}
	if (!present->running && !present->counting)
		snprintf(present->trouble, sizeof present->trouble, "%.390s", error.text);
}

bool present_run_mended(struct app *app, struct present *present)
{
	const struct lesson_step *step = present_step(present);
	char path[sizeof present->launch.path];
	struct error error = { "" };
	if (!present->counting || present->mended || !step->by_editing || !*step->solution || study_state(app->beside.study) != STUDY_COUNTED)
		return false;
	if (folder_path(present->lesson->folder, step->solution, path, sizeof path, &error) || present->find(path, &present->launch, &error) ||
	    study_start(app->beside.study, &present->launch, true, &error)) {
		app_say(app, "%s", error.text);
		return false;
	}
	present->mended = true;
	present->judged = false;
	return true;
}

bool present_run_over(const struct app *app, const struct present *present)
{
	if (present->sides)
		return sides_complete(present->sides);
	if (present->counting)
		return study_state(app->beside.study) != STUDY_COUNTING;
	return !present->running || (app->watch.loaded && app->watch.player.position == history_count(app->watch.history));
}

const struct step_log *present_log(const struct app *app, const struct present *present)
{
	return app->control.on ? &app->control.log : present->by_step ? &present->log : NULL;
}

/* ---- facts ---- */

static void count_facts(struct facts_count *count, const struct study_count *from)
{
	*count = (struct facts_count){ .known = true, .complete = study_is_whole(from), .endless = from->endless, .chance = from->chance, .preemptions = from->witness[0] ? from->witness_preemptions : -1,
		.outcomes = (int)from->outcome_count };
	snprintf(count->schedules, sizeof count->schedules, "%s", from->schedules);
	snprintf(count->failing, sizeof count->failing, "%s", from->failing);
	snprintf(count->deadlocking, sizeof count->deadlocking, "%s", from->deadlocking);
}

/* Borrow what is known; `report` is to be given back. */
static struct facts facts_of(const struct app *app, const struct present *present, json_t **report, struct facts_side sides[SIDES_MOST])
{
	struct facts facts = { .count = { .chance = -1, .preemptions = -1 }, .cost = -1 };
	const struct info *info = &app->watch.info;
	*report = present->running && info->report ? json_loads(info->report, 0, NULL) : NULL;
	if (present->running) {
		facts.report = *report;
		facts.history = app->watch.history;
		facts.pace = info->pace;
		facts.virtual_time = !strcmp(info->mode, "scheduled");
	}
	if (present->counting && study_count(app->beside.study))
		count_facts(&facts.count, study_count(app->beside.study));
	for (int i = 0; present->sides && i < present->sides->count; i++) {
		const struct side *side = &present->sides->list[i];
		snprintf(sides[i].engine, sizeof sides[i].engine, "%.31s", side->name);
		sides[i].speedup = side_ran(side) ? side_speedup(present->sides, side) : NAN;
		facts.side_count++;
	}
	facts.sides = sides;
	return facts;
}

void present_votes_judge(struct app *app, struct present *present)
{
	const struct lesson_step *step = present_step(present);
	struct present_step *kept = present_kept(present);
	struct facts_side sides[SIDES_MOST];
	char happened[256];
	json_t *report;
	if (!present->judged || !present_asks(step))
		return;
	struct facts facts = facts_of(app, present, &report, sides);
	for (int i = 0; i < kept->votes.count; i++)
		kept->votes.list[i].right = lecture_judge(step, kept->votes.list[i].answer, &facts, happened, sizeof happened) == VERDICT_RIGHT;
	kept->votes.judged = kept->right[0] != '\0';
	json_decref(report);
}

static void judge(struct app *app, struct present *present)
{
	struct facts_side sides[SIDES_MOST];
	struct present_step *kept = present_kept(present);
	json_t *report;
	struct facts facts = facts_of(app, present, &report, sides);
	lecture_ran(&present->lecture, &facts);
	lecture_right_answer(present_step(present), &facts, kept->right, sizeof kept->right);
	json_decref(report);
	present->judged = true;
	present_votes_judge(app, present);
}

/* ---- as time goes on ---- */

/* It was scheduled to its end: from its beginning, a press a step. */
static void look_at_steps(struct app *app, struct present *present)
{
	bool first = present->log.count == 0;
	step_log_read(&present->log, app->watch.history);
	if (first && app->watch.loaded && present->log.count) {
		player_look(&app->watch.player, step_log_position(&present->log, 0));
		present->plays_ns = present->log.count > STEPS_BY_HAND ? reel_now_ns() : 0;
		if (present->early && !present->plays_ns)
			present_step_next(app, present);
	} else if (app->watch.loaded && present->log.count == 0)
		present->by_step = false; /* nobody chose anything in it */
}

/* So many steps that nobody would press for each: the picture goes through them by itself. */
static bool play(struct app *app, struct present *present)
{
	uint64_t step_ns = PLAY_NS / present->log.count > STEP_MOST_NS ? STEP_MOST_NS : PLAY_NS / present->log.count;
	size_t at = (size_t)((reel_now_ns() - present->plays_ns) / step_ns);
	if (at < present->log.count) {
		player_look(&app->watch.player, step_log_position(&present->log, at));
		return true;
	}
	player_look(&app->watch.player, history_count(app->watch.history));
	present->plays_ns = 0;
	return false;
}

/* The run on the screen is another one than was looked at: started again by a key, or a step was taken back. */
static void notice_another(struct app *app, struct present *present)
{
	if (present->judged && !app->watch.loaded)
		present->judged = false;
	if (app->control.on && !present->asked && control_asks(app)) {
		present->scheduled = app->control.log.count;
		present->asked = true;
	}
	if (app->control.on)
		present->by_step = false;
}

static bool is_there(const struct app *app, const struct present *present)
{
	if (present->sides || present->counting)
		return present_run_over(app, present);
	return present->running && app->watch.loaded;
}

bool present_run_work(struct app *app, struct present *present)
{
	bool news = false;
	if (present->sides) {
		sides_begin(present->sides);
		news = sides_pump(present->sides);
		ears_add(&app->beside.ears, sides_fd(present->sides));
	}
	if (present->counting) {
		news = study_pump(app->beside.study);
		ears_add(&app->beside.ears, study_fd(app->beside.study));
	}
	if (present->running)
		notice_another(app, present);
	if (present->by_step && (app->watch.loaded ? present->log.read < history_count(app->watch.history) || present->log.count == 0 : false))
		look_at_steps(app, present);
	if (present->by_step && present->plays_ns)
		news |= play(app, present);
	if (present->lecture.side == LECTURE_RUN && !present->judged && is_there(app, present)) {
		judge(app, present);
		news = true;
	}
	return news;
}
