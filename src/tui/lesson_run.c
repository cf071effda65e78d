/* lesson_run.c - the run of a step: starting it, and taking in how it went.
 *
 * A run is judged once, when it is over and its last moment is what one sees; one that drives itself (a schedule, then a policy) is first put at its beginning, so that it
 * can be walked through. Where a question or a goal is of all schedules it is judged when they are counted. A goal by editing is judged of the mended copy only, cost and all, and
 * nothing is said of it while it is not reached but in one line beside. */
#include "tui/lesson_inner.h"

#include "source/measured.h"
#include "source/trials.h"
#include "trace/tongue.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool lesson_step_runs(const struct lesson_step *step)
{
	return step->mode != LESSON_READ;
}

bool lesson_by_figures(const struct lesson_step *step)
{
	return step->goal && !step->by_editing && step->mode == LESSON_LIVE;
}

/* Its schedule is followed, and then a policy goes on: nobody chooses. */
static bool is_driven(const struct lesson_step *step)
{
	return step->mode == LESSON_STEPPED && step->policy[0] && strcmp(step->policy, "hand");
}

/* ---- starting and ending ---- */

static void sides_leave(struct app *app)
{
	struct lesson_screen *screen = lesson_of(app);
	if (!screen->sides)
		return;
	app->sides = NULL;
	app->over = OVER_NOTHING;
	sides_free(screen->sides);
	screen->sides = NULL;
}

void lesson_run_end(struct app *app)
{
	struct lesson_screen *screen = lesson_of(app);
	if (!screen->runs)
		return;
	sides_leave(app);
	app_end_run(app);
	screen->runs = screen->judged = screen->walked = false;
}

void lesson_run_left(struct app *app)
{
	struct lesson_screen *screen = lesson_of(app);
	sides_leave(app);
	screen->runs = screen->judged = screen->walked = false;
}

static int compare_start(struct app *app, const struct launch *launch, const struct lesson_step *step)
{
	struct lesson_screen *screen = lesson_of(app);
	if (!screen->plan.compare)
		return error_set(&screen->trouble, _("nothing can be compared here"));
	screen->sides = screen->plan.compare(launch, step->engines, &screen->trouble);
	if (!screen->sides)
		return -1;
	screen->sides->reduced_motion = app->options->reduced_motion;
	app->sides = screen->sides;
	app->over = OVER_SIDES;
	return 0;
}

/* Has a place of its own on the smallest screen. */
static bool always_shown(const char *pane, bool stepping)
{
	return stepping ? !strcmp(pane, "next") || !strcmp(pane, "memory") || !strcmp(pane, "schedule") : !strcmp(pane, "kitchen");
}

/* The panes that matter: the first has the focus, and the first that has no place of its own is the guest. What stands where is not asked: that is known only when the run is drawn
 * in its part of the screen. */
static void panes_choose(struct app *app, const struct lesson_step *step)
{
	if (step->by_editing && !step->pane_count) {
		app_focus(app, app_pane("code"));
		app->zoomed = app->canvas.cols < LESSON_COLUMN_FROM; /* in four rows nobody finds what is to be mended */
	}
	for (int i = step->pane_count; i-- > 0;)
		if (pane_named(step->panes[i]) && (!pane_named(step->panes[i])->stepping || app->control.on)) {
			app->focus = app_pane(step->panes[i]);
			if (!always_shown(step->panes[i], app->control.on))
				app->guest = app->focus;
		}
}

static int begin(struct app *app, const struct lesson_step *step, struct launch *launch)
{
	struct lesson_screen *screen = lesson_of(app);
	snprintf(launch->commands, sizeof launch->commands, "%s", screen->plan.allow_commands ? "all" : "ask");
	if (step->mode == LESSON_COMPARE)
		return compare_start(app, launch, step);
	if (app_show_run(app, launch, &screen->trouble))
		return -1;
	if (step->mode == LESSON_STEPPED && !app->control.on)
		control_open(app); /* a driven run is looked at step by step, and taken over from any of them */
	if (is_driven(step)) { /* it is over at once: nobody is to see its end first */
		player_home(&app->watch.player);
		app->hushed = true;
	}
	panes_choose(app, step);
	if (step->mode == LESSON_EXPLORE && !step->by_editing)
		beside_explore(app, 0);
	return 0;
}

int lesson_run_start(struct app *app)
{
	struct lesson_screen *screen = lesson_of(app);
	const struct lesson_step *step = lecture_step(&screen->lecture);
	struct launch launch;
	lesson_run_end(app);
	screen->trouble.text[0] = screen->mended[0] = '\0';
	if (lecture_launch(screen->lesson, step, screen->plan.find, &launch, &screen->trouble))
		return -1;
	int result = begin(app, step, &launch);
	launch_release(&launch);
	screen->runs = result == 0;
	screen->judged = screen->walked = screen->folded = screen->hinting = false;
	return result;
}

/* ---- what is known of it ---- */

static void count_take(const struct app *app, struct facts_count *to)
{
	const struct study_count *count = study_count(app->beside.study);
	if (!count || !app->watch.launch || !study_is_of(app->beside.study, app->watch.launch))
		return;
	*to = (struct facts_count){ .known = true, .complete = study_is_whole(count), .endless = count->endless, .chance = count->chance, .outcomes = (int)count->outcome_count,
		.preemptions = count->witness[0] ? count->witness_preemptions : -1 };
	snprintf(to->schedules, sizeof to->schedules, "%s", count->schedules);
	snprintf(to->failing, sizeof to->failing, "%s", count->failing);
	snprintf(to->deadlocking, sizeof to->deadlocking, "%s", count->deadlocking);
}

static int sides_take(const struct sides *sides, struct facts_side *to)
{
	int count = 0;
	for (int i = 0; sides && i < sides->count; i++) {
		const struct side *side = &sides->list[i];
		if (!side_ran(side))
			continue;
		snprintf(to[count].engine, sizeof to->engine, "%.31s", side->name);
		to[count++].speedup = side_speedup(sides, side);
	}
	return count;
}

/* How many times as long as the original the mended one takes; 0: not yet known, negative: it cannot be. */
static double cost_of(const struct mend *mend)
{
	if (!mend->cost || !trials_over(mend->cost))
		return mend->cost || !mend->measured ? 0 : -1;
	double low, high, before = trials_median(trials_result(mend->cost, 0), &low, &high), after = trials_median(trials_result(mend->cost, 1), &low, &high);
	return before > 0 ? after / before : -1;
}

/* ---- whether others were at work on the machine ---- */

/* From here on it is said beside an answer that was not right: part of it is our own, who draw and collect. */
#define OTHERS_MUCH 0.3

static double cpu_of(const json_t *report)
{
	const json_t *worker;
	double sum_s = 0;
	size_t i;
	json_array_foreach(json_object_get(report, "workers"), i, worker)
		sum_s += json_number_value(json_object_get(worker, "cpu_s"));
	return sum_s;
}

/* A free run that computes took longer than the lesson says where others wanted the cores, too. */
static void note_others(struct lesson_screen *screen, const struct facts *facts)
{
	struct measured is = { .elapsed_s = json_number_value(json_object_get(facts->report, "elapsed_s")), .cpu_s = cpu_of(facts->report) };
	screen->others = 0;
	if (lecture_step(&screen->lecture)->mode != LESSON_LIVE || facts->virtual_time || !facts->report)
		return;
	measured_others(&is, &screen->before);
	screen->others = is.others >= OTHERS_MUCH ? is.others : 0;
}

/* ---- the judgement ---- */

/* Bars of outcomes, or kitchens side by side, are what was run for: they keep their keys, and a card over all of that waits until it is asked for. */
static bool shows_more(const struct lesson_step *step)
{
	return step->mode == LESSON_COMPARE || (step->mode == LESSON_EXPLORE && !step->by_editing);
}

/* Judge it with all that is known. */
static void judge(struct app *app)
{
	struct lesson_screen *screen = lesson_of(app);
	struct facts_side sides[SIDES_MOST];
	const struct watch *watch = &app->watch;
	json_t *report = watch->info.report ? json_loads(watch->info.report, 0, NULL) : NULL;
	struct facts facts = { .report = report, .history = watch->history, .sides = sides, .side_count = sides_take(screen->sides, sides),
		.pace = (double)history_head(watch->history)->pace_millionths / 1e6, .virtual_time = !strcmp(watch->info.mode, "scheduled") };
	count_take(app, &facts.count);
	facts.cost = app->beside.mend.mend.on ? cost_of(&app->beside.mend.mend) : -1;
	lecture_ran(&screen->lecture, &facts);
	note_others(screen, &facts);
	json_decref(report);
	screen->wrong[0] = '\0';
	if (!screen->sides && (watch_end(watch) == WATCH_BROKEN || watch_outcome(watch) == OUTCOME_FAILED))
		watch_error(watch, screen->wrong, sizeof screen->wrong);
	screen->failed = !screen->sides && watch_end(watch) == WATCH_WRONG;
	screen->judged = true;
	screen->judged_run = app->run_number;
	screen->lecture.side = LECTURE_AFTER; /* also where the lesson has no more to say: that it is over */
	screen->top = 0;
	screen->link = -1;
	screen->hinting = false;
	screen->folded = shows_more(lecture_step(&screen->lecture));
	app->card_away = true;
	if (app->over == OVER_MEND)
		app->over = OVER_NOTHING;
}

/* ---- whether it is over ---- */

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
	return step->mode == LESSON_EXPLORE || (step->measured && quantity_explores(step->measured)) || (step->goal && condition_explores(step->goal)) || choice_explores(step);
}

void lesson_keep_untold(struct app *app)
{
	const struct lesson_screen *screen = lesson_of(app);
	const struct lesson_step *step = lecture_step(&screen->lecture);
	bool judged = screen->judged && screen->judged_run == app->run_number; /* … of the run that is shown */
	app->control.untold = screen->runs && !judged && step->mode == LESSON_STEPPED && (is_driven(step) || needs_count(step));
}

static bool is_counted(const struct app *app)
{
	const struct study *study = app->beside.study;
	return app->watch.launch && study_is_of(study, app->watch.launch) && study_count(study);
}

/* The run is over, and what one sees is its end. */
static bool is_over(const struct app *app)
{
	const struct watch *watch = &app->watch;
	return watch->loaded && watch->launch && !app->control.coming && watch->player.position == history_count(watch->history) && history_count(watch->history);
}

static void mended_not(struct lesson_screen *screen, const struct study_count *count)
{
	if (mend_crash(count))
		snprintf(screen->mended, sizeof screen->mended, _("Not yet, your recipe breaks off: %s"), mend_crash(count));
	else
		snprintf(screen->mended, sizeof screen->mended, _("Not yet: %s of %s schedules of your recipe fail."), count->failing, count->schedules);
}

/* Whether the mend in hand is all that was asked for; `mended` says what is missing. */
static bool mend_is_enough(struct app *app, const struct lesson_step *step)
{
	struct lesson_screen *screen = lesson_of(app);
	const struct mend *mend = &app->beside.mend.mend;
	struct facts facts = { .report = NULL };
	screen->mended[0] = '\0';
	if (!mend->on || mend->error.text[0] || !is_counted(app))
		return false;
	count_take(app, &facts.count);
	if (condition_holds(step->goal, &facts) != HOLDS) {
		mended_not(screen, study_count(app->beside.study));
		return false;
	}
	double cost = cost_of(mend);
	if (step->cost <= 0)
		return true;
	if (cost == 0) {
		snprintf(screen->mended, sizeof screen->mended, "%s", _("No schedule fails. What it costs is being measured."));
		return false;
	}
	if (cost > 0 && cost <= step->cost)
		snprintf(screen->mended, sizeof screen->mended, _("It takes %.2f times as long as before; at most %.3g times was asked for."), cost, step->cost);
	if (cost > step->cost)
		snprintf(screen->mended, sizeof screen->mended, _("No schedule fails, but it takes %.1f times as long: at most %.3g times was asked for."), cost, step->cost);
	return cost <= step->cost;
}

static bool is_ready(struct app *app, const struct lesson_step *step)
{
	if (step->mode == LESSON_COMPARE)
		return app->sides && sides_complete(app->sides);
	if (step->by_editing)
		return mend_is_enough(app, step);
	if (needs_count(step) && !is_counted(app))
		return false;
	return step->mode == LESSON_EXPLORE || is_over(app);
}

/* A driven run that has come to its end by itself is walked through from before its first step. */
static void walk(struct app *app, const struct lesson_step *step)
{
	struct lesson_screen *screen = lesson_of(app);
	const struct step_log *log = &app->control.log;
	if (screen->walked || !is_driven(step) || !app->watch.loaded || !log->count)
		return;
	screen->walked = true;
	player_look(&app->watch.player, step_log_position(log, 0));
	pulse_frame_soon(app);
}

bool lesson_run_work(struct app *app)
{
	struct lesson_screen *screen = lesson_of(app);
	if (!screen->runs || screen->lecture.finished)
		return false;
	const struct lesson_step *step = lecture_step(&screen->lecture);
	bool once = step->mode == LESSON_COMPARE || (step->mode == LESSON_EXPLORE && !step->by_editing); /* whatever is run afterwards */
	bool shown = screen->judged && (once || screen->judged_run == app->run_number);
	if (screen->before_run != app->run_number) {
		screen->before = machine_now();
		screen->before_run = app->run_number;
	}
	walk(app, step);
	app->card_away |= step->by_editing && screen->lecture.side == LECTURE_RUN; /* it is the recipe that matters there */
	if (screen->judged && !shown && screen->lecture.side == LECTURE_AFTER) {
		screen->judged = false; /* it was started anew, or a step was taken back */
		lecture_back(&screen->lecture);
		return true;
	}
	if (shown || !is_ready(app, step))
		return false;
	judge(app);
	return true;
}
