/* present_go.c - next and previous.
 *
 * Everything that can be shown has one order: the title; of each step its points, its question, its run (which has steps of its own where somebody chooses), the verdict, the points
 * of what follows; the end. Next goes one on in it, previous one back; what has nothing to show is passed over. */
#include "tui/present_inner.h"

#include "paper/key.h"
#include "trace/tongue.h"

#include <stdio.h>
#include <string.h>

const struct lesson_step *present_step(const struct present *present)
{
	return lecture_step(&present->lecture);
}

struct present_step *present_kept(struct present *present)
{
	return &present->steps[present->lecture.at < LESSON_STEPS_MAX ? present->lecture.at : LESSON_STEPS_MAX - 1];
}

bool present_asks(const struct lesson_step *step)
{
	return step->ask != ASK_NOTHING && step->question;
}

int present_page_all(const struct present *present)
{
	return present->page.count + present_asks(present_step(present));
}

static bool has_verdict(const struct present *present)
{
	const struct lesson_step *step = present_step(present);
	return present_asks(step) || step->goal;
}

int present_after_first(const struct present *present)
{
	return has_verdict(present) ? 0 : 1;
}

/* What the class bets most is its answer. */
static void answer(struct present *present)
{
	const struct vote *most = votes_most(&present_kept(present)->votes);
	struct error unused;
	if (most && present_asks(present_step(present)))
		lecture_answer(&present->lecture, most->answer, &unused);
}

/* A question that needs no run is judged when it has been asked. */
static void judge_without_run(struct app *app, struct present *present)
{
	const struct lesson_step *step = present_step(present);
	if (step->mode != LESSON_READ || !present_asks(step))
		return;
	lecture_right_answer(step, NULL, present_kept(present)->right, sizeof present_kept(present)->right);
	present->judged = true;
	present_votes_judge(app, present);
}

static void forward(struct app *app, struct present *present)
{
	answer(present);
	if (present->lecture.side == LECTURE_PAGE)
		judge_without_run(app, present);
	if (!present->lecture.finished && lecture_next(&present->lecture))
		present_entered(app, present, true);
	else if (present->lecture.finished)
		present_run_end(app, present);
}

static void backward(struct app *app, struct present *present)
{
	size_t at = present->lecture.at;
	if (!lecture_back(&present->lecture)) {
		present->opening = true;
		return;
	}
	if (present->lecture.at != at && present_kept(present)->followed)
		present->lecture.side = LECTURE_AFTER; /* the slide that was there before */
	present_entered(app, present, false);
}

/* Another side, or another step. */
void present_entered(struct app *app, struct present *present, bool forwards)
{
	const struct lesson_step *step = present_step(present);
	slide_read(&present->page, &step->prose);
	slide_read(&present->after, &step->after);
	present->typing = false;
	present->wrong[0] = '\0';
	present->spot = -1;
	switch (present->lecture.side) {
	case LECTURE_PAGE:
		present_run_end(app, present);
		present->judged = false;
		present->shown = forwards ? 1 : present_page_all(present);
		break;
	case LECTURE_RUN:
		if (forwards)
			present_run_start(app, present);
		else if (!present->running && !present->counting && !present->sides)
			backward(app, present); /* it is long over: to its page */
		break;
	case LECTURE_AFTER:
		present_kept(present)->followed = true;
		present->shown = forwards ? present_after_first(present) : present->after.count;
		if (!has_verdict(present) && present->after.count == 0)
			forwards ? forward(app, present) : backward(app, present);
		break;
	}
}

/* ---- a run ---- */

void present_step_next(struct app *app, struct present *present)
{
	const struct player *player = &app->watch.player;
	present->early = present->log.count == 0; /* the run is on its way: taken once it is there */
	if (present->early)
		return;
	size_t at = step_log_at(&present->log, player->position);
	if (present->plays_ns && player->position < history_count(app->watch.history)) {
		present->plays_ns = 0; /* seen enough */
		player_look(&app->watch.player, history_count(app->watch.history));
		return;
	}
	if (at >= present->log.count && player->position == history_count(app->watch.history)) {
		forward(app, present);
		return;
	}
	size_t to = at + 1 >= present->log.count ? history_count(app->watch.history) : step_log_position(&present->log, at + 1);
	player_look(&app->watch.player, to);
}

static void choose_next(struct app *app, struct present *present)
{
	if (present_run_over(app, present))
		forward(app, present);
	else if (control_asks(app) && control_at_end(app))
		control_go_on(app, GO_FAST, NULL, 1);
	else if (!control_at_end(app))
		player_live(&app->watch.player);
}

/* Twice, where it goes on: a class should not lose the end of a run to a nervous thumb. */
static void leave_run(struct app *app, struct present *present)
{
	if (present_run_over(app, present) && present_run_mended(app, present))
		return;
	if (present_run_over(app, present) || present->leaving || present->trouble[0]) {
		forward(app, present);
		return;
	}
	present->leaving = true;
	app_say(app, "%s", _("It is not over yet. Once more goes on without its end."));
}

static void run_next(struct app *app, struct present *present, bool space)
{
	struct player *player = &app->watch.player;
	if (present->by_step)
		present_step_next(app, present);
	else if (app->control.on)
		choose_next(app, present);
	else if (present->running && space && !present_run_over(app, present))
		watch_pause(&app->watch, !player->standing);
	else if (present->running && player->standing && !app->watch.loaded)
		watch_pause(&app->watch, false);
	else if (present->running && player->standing)
		player_live(player);
	else
		leave_run(app, present);
}

void present_next(struct app *app, struct present *present, bool space)
{
	if (present->opening)
		present->opening = false;
	else if (present->lecture.finished)
		return;
	else if (present->lecture.side == LECTURE_RUN)
		run_next(app, present, space);
	else if (present->shown < (present->lecture.side == LECTURE_PAGE ? present_page_all(present) : present->after.count))
		present->shown++;
	else
		forward(app, present);
}

static bool run_previous(struct app *app, struct present *present)
{
	struct player *player = &app->watch.player;
	size_t at = present->by_step ? step_log_at(&present->log, player->position) : 0;
	if (present->by_step && at) {
		present->plays_ns = 0;
		player_look(player, step_log_position(&present->log, at - 1));
		return true;
	}
	if (app->control.on && app->control.log.count > present->scheduled) {
		control_key(app, KEYS_BACKSPACE);
		return true;
	}
	return false;
}

void present_previous(struct app *app, struct present *present)
{
	enum lecture_side side = present->lecture.side;
	present->leaving = false;
	if (present->opening)
		return;
	if (present->lecture.finished || (side == LECTURE_RUN && !run_previous(app, present)))
		backward(app, present);
	else if (side == LECTURE_RUN)
		return;
	else if (present->shown > (side == LECTURE_PAGE ? 1 : present_after_first(present)))
		present->shown--;
	else
		backward(app, present);
}

/* ---- what comes ---- */

static const char *after_page(const struct present *present)
{
	if (lecture_runs_next(&present->lecture))
		return _("the run begins");
	return has_verdict(present) || present->after.count ? _("what follows from it") : _("the next step");
}

char *present_coming(const struct app *app, const struct present *present, char *to, size_t size)
{
	const struct lesson *lesson = present->lesson;
	size_t at = present->lecture.at;
	if (present->lecture.finished)
		snprintf(to, size, "%s", _("nothing: this is the end"));
	else if (present->opening)
		snprintf(to, size, "%s", _("the first step"));
	else if (present->lecture.side == LECTURE_PAGE && present->shown < present->page.count)
		snprintf(to, size, "%s", present->page.points[present->shown].text);
	else if (present->lecture.side == LECTURE_PAGE && present->shown < present_page_all(present))
		snprintf(to, size, _("the question: %s"), present_step(present)->question);
	else if (present->lecture.side == LECTURE_PAGE)
		snprintf(to, size, "%s", after_page(present));
	else if (present->lecture.side == LECTURE_RUN && !present_run_over(app, present))
		snprintf(to, size, "%s", app->control.on || present->by_step ? _("one step") : _("the end of the run"));
	else if (present->lecture.side == LECTURE_RUN)
		snprintf(to, size, "%s", _("what follows from it"));
	else if (present->shown < present->after.count)
		snprintf(to, size, "%s", present->after.points[present->shown].text);
	else if (at + 1 < lesson->step_count)
		snprintf(to, size, _("step %zu of %zu: %s"), at + 2, lesson->step_count, lesson->steps[at + 1].name);
	else
		snprintf(to, size, "%s", _("the end"));
	return to;
}
