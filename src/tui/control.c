/* control.c - taking control, starting again behind the picture, and leaving.
 *
 * The launch belongs to the caller and is changed while in control: policy "hand", and as schedule the steps to re-execute. Leaving makes it free again.
 *
 * What always holds: the run shown stays whole until the one that comes has asked, has ended, or has failed; then they are exchanged at once, between two frames. Where both
 * took the same steps, all that happened in them is compared by its hash: a recipe that is not the same twice is told, with the step at which it differs. */
#include "tui/app.h"

#include "schedule/schedule.h"
#include "stage/history_schedule.h"
#include "stage/next.h"
#include "tui/reel_clock.h"
#include "trace/tongue.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SCHEDULE_BYTES_MAX 100000u /* the launch is one argument of a process: the system takes 128 KiB */

void control_release(struct control *control)
{
	if (control->coming) {
		watch_release(control->coming);
		free(control->coming);
	}
	step_log_release(&control->log);
	*control = (struct control){ 0 };
}

void control_forget(struct app *app)
{
	struct control *control = &app->control;
	if (control->coming) {
		watch_release(control->coming);
		free(control->coming);
		control->coming = NULL;
	}
	step_log_release(&control->log);
	control->busy = control->silent = control->faulted = false;
	control->go = GO_NOT;
	control->key_count = 0;
}

struct watch *control_incoming(struct app *app)
{
	return app->control.coming ? app->control.coming : &app->watch;
}

bool control_at_end(const struct app *app)
{
	const struct player *player = &app->watch.player; /* live it follows with the next frame */
	return (player->live && !player->standing) || player->position == history_count(app->watch.history);
}

bool control_asks(const struct app *app)
{
	const struct control *control = &app->control;
	return control->on && !control->coming && !control->busy && watch_live(&app->watch) && stage_waits_for_choice(history_head(app->watch.history));
}

static void launch_by_hand(struct launch *launch, const char *schedule)
{
	char *copy = schedule && *schedule ? strdup(schedule) : NULL;
	free(launch->schedule);
	launch->schedule = copy;
	snprintf(launch->policy, sizeof launch->policy, "hand");
}

static void launch_free(struct launch *launch)
{
	free(launch->schedule);
	launch->schedule = NULL;
	launch->policy[0] = '\0';
}

/* How a policy goes on, until a person says otherwise. */
static void usual(struct control *control)
{
	if (control->policy[0])
		return;
	snprintf(control->policy, sizeof control->policy, "round-robin");
	control->speed = CONTROL_SPEED_USUAL;
}

void control_begin(struct app *app, const char *schedule, const char *words)
{
	struct control *control = &app->control;
	struct error error = { "" };
	if (schedule && strlen(schedule) > SCHEDULE_BYTES_MAX) {
		app_say(app, _("That schedule is too long to be started with: at most %u signs."), SCHEDULE_BYTES_MAX);
		return;
	}
	if (control->coming)
		watch_release(control->coming);
	else if (!(control->coming = malloc(sizeof *control->coming)))
		abort();
	launch_by_hand(app->watch.launch, schedule);
	snprintf(control->answer, sizeof control->answer, "%s", words ? words : "");
	control->checks = false;
	control->go = GO_NOT;
	control->busy = control->silent = false;
	control->began_ns = reel_now_ns();
	usual(control);
	if (watch_begin(control->coming, app->watch.launch, app->watch.trace_path, &error) != 0) {
		app_say(app, "%s", error.text);
		watch_release(control->coming);
		free(control->coming);
		control->coming = NULL;
	}
	pulse_source_changed(app);
}

/* The first step that is not what it was when it was taken before. */
static void drift_tell(struct app *app, const struct step_log *before, const struct step_log *again)
{
	size_t step = step_log_drift(before, again);
	char letter[12];
	if (!step)
		return;
	snprintf(app->control.drift, sizeof app->control.drift,
		_("Step %zu, of %s, did something else than when it was first taken: the recipe was changed, or is not the same from run to run. What is shown is what it does now."),
		step, worker_letter(before->steps[step - 1].worker, letter));
}

/* The run that came is there: show it. */
static void exchange(struct app *app)
{
	struct control *control = &app->control;
	struct watch *coming = control->coming;
	struct step_log log = { 0 };
	step_log_read(&log, coming->history);
	control->drift[0] = '\0';
	if (control->checks && !control->faulted)
		drift_tell(app, &control->log, &log);
	control->faulted = false;
	app_exchange(app, coming);
	free(coming);
	control->coming = NULL;
	step_log_release(&control->log);
	control->log = log;
	control->strays = 0;
	pulse_frame_now(app);
	if (!control->on)
		app_focus(app, app_pane("next"));
	control->on = true;
	if (control->answer[0])
		app_say(app, "%s", control->answer);
}

/* What was asked for and could not be followed. */
static void stray_tell(struct app *app)
{
	struct control *control = &app->control;
	if (control->log.strays <= control->strays)
		return;
	control->strays = control->log.strays;
	control->go = GO_NOT;
	const struct event *event = history_event(app->watch.history, control->log.strays - 1);
	char words[160], letter[12];
	const struct stage *stage = history_head(app->watch.history);
	if (event->worker && event->worker == control->woken)
		app_say(app, _("%s wakes up, and %s."), worker_letter(event->worker, letter), stage_next_words(stage, event->worker, words, sizeof words));
	else if (event->worker && stage_worker(stage, event->worker))
		app_say(app, _("After step %zu the schedule asks for %s, which cannot go: it %s."), control->log.count, worker_letter(event->worker, letter),
			stage_next_words(stage, event->worker, words, sizeof words));
	else
		app_say(app, _("After step %zu the schedule asks for a worker that does not exist."), control->log.count);
}

#define OPEN_STEPS_TOLD 10000u /* as many as the kitchen takes of `A*` in one go */

void control_news(struct app *app)
{
	struct control *control = &app->control;
	if (control->coming) {
		if (!control->coming->loaded && !stage_waits_for_choice(history_head(control->coming->history)))
			return;
		exchange(app);
	}
	if (!control->on)
		return;
	bool was_busy = control->busy && control->go == GO_NOT;
	step_log_read(&control->log, app->watch.history);
	if (control->busy && control->go == GO_NOT)
		pulse_frame_now(app);
	if (app->watch.loaded || (control->busy && control->log.asks > control->asks))
		control->busy = control->silent = false;
	if (!control->busy)
		stray_tell(app);
	if (was_busy && !control->busy && !app->watch.loaded && control->log.count >= control->ordered_at + OPEN_STEPS_TOLD)
		app_say(app, _("%zu steps, and it does not come to wait: it may go on like this for ever. The choice is yours again."), control->log.count - control->ordered_at);
	control_go(app);
	control_drain(app);
}

/* The end of a run that is over is shown: there is nothing left to choose. */
static bool shows_end(const struct watch *watch)
{
	bool ended = !watch->saved || watch_outcome(watch) != OUTCOME_RUNNING; /* a saved one may stop before it is over */
	return watch->loaded && ended && watch->player.position == history_count(watch->history);
}

static bool has_cloud(const struct stage *stage)
{
	for (uint32_t id = 1; id < stage->object_count; id++)
		if (stage->objects[id].type == OBJECT_CLOUD)
			return true;
	return false;
}

bool control_possible(const struct app *app)
{
	const struct stage *head = history_head(app->watch.history);
	return !head->sequential && !has_cloud(head);
}

/* The steps that a free run took; where they are not known, or nothing comes after them, its beginning. */
void control_take(struct app *app)
{
	struct error error = { "" };
	size_t count = 0;
	char words[400];
	if (!app->watch.launch) {
		app_say(app, _("This is a saved run: what happened can be looked at, nobody can take control of it."));
		return;
	}
	if (has_cloud(history_head(app->watch.history))) {
		app_say(app, _("Here nobody can be chosen: a cloud's instances are processes that go their own way in real time."));
		return;
	}
	if (shows_end(&app->watch)) {
		control_begin(app, NULL, _("The run is over, so you have control from its beginning. Press a worker's letter and it takes one step."));
		return;
	}
	uint32_t *workers = history_steps(app->watch.history, app->watch.player.position, &count, &error);
	char *schedule = workers ? schedule_write(workers, count) : NULL;
	if (!workers)
		snprintf(words, sizeof words, _("You have control, from the beginning: %.200s."), error.text);
	else if (count)
		snprintf(words, sizeof words, ngettext("You have control. The %zu step up to this moment was taken again, one by one.",
			"You have control. The %zu steps up to this moment were taken again, one by one.", count), count);
	else
		snprintf(words, sizeof words, _("You have control. Press a worker's letter and it takes one step."));
	control_begin(app, schedule, words);
	free(schedule);
	free(workers);
}

void control_open(struct app *app)
{
	struct control *control = &app->control;
	usual(control);
	control->on = true;
	app_focus(app, app_pane("next"));
}

void control_leave(struct app *app)
{
	struct control *control = &app->control;
	bool over = app->watch.loaded && !control->coming, shown = control->on;
	char words[200];
		snprintf(words, sizeof words, "%s", _("Control given back: started again, free and in real time."));
	char *schedule = step_log_schedule(&control->log, 0, control->log.count);
	if (schedule && *schedule && strlen(schedule) < 60) /* Esc is easily pressed once too often: they can be typed in again */
		snprintf(words, sizeof words, _("Control given back: it runs free, in real time. Your steps were %s."), schedule);
	free(schedule);
	control_forget(app);
	control->on = false;
	control->drift[0] = '\0';
	launch_free(app->watch.launch);
	if (!shown)
		pulse_source_changed(app);
	else if (over)
		app_say(app, _("Control given back. The run is over; r starts it again, free."));
	else
		app_restart(app, words);
	app_focus(app, 0);
}

void control_anew(struct app *app, const char *words)
{
	control_begin(app, NULL, words);
}

char *control_schedule(struct app *app)
{
	struct control *control = &app->control;
	return step_log_schedule(&control->log, 0, step_log_at(&control->log, app->watch.player.position));
}

void control_goto(struct app *app, size_t steps)
{
	struct control *control = &app->control;
	size_t now = control->log.count;
	if (steps > now) {
		app_say(app, _("There are %zu steps so far: :goto takes a number from 0 to %zu."), now, now);
		return;
	}
	char *schedule = step_log_schedule(&control->log, 0, steps);
	control_begin(app, schedule, NULL);
	control->checks = true;
	free(schedule);
}
