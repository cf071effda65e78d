/* control_key.c - keys in step mode that move the run: the workers' letters, back, on.
 *
 * A letter of a worker that cannot go is answered here, from what the kitchen has told of everybody's next action. What is pressed while the kitchen is on its way is kept in
 * order and done when it asks; several steps back are made in one. */
#include "tui/app.h"

#include "paper/key.h"
#include "stage/next.h"
#include "trace/tongue.h"
#include "tui/control_line.h"
#include "tui/reel_clock.h"

#include <stdio.h>
#include <string.h>

#define Q_OF_QUIT ((uint32_t)('q' - 'a') + 2) /* elsewhere q leaves */

/* The worker whose letter it is, 0 none; *all: until it waits. */
static uint32_t worker_of(int key, bool *all)
{
	*all = key >= 'A' && key <= 'Z';
	if (key == '@')
		return 1;
	if (key >= 'a' && key <= 'z')
		return (uint32_t)(key - 'a') + 2;
	return *all ? (uint32_t)(key - 'A') + 2 : 0;
}

static bool is_over(const struct app *app)
{
	return app->watch.loaded || history_head(app->watch.history)->outcome != OUTCOME_RUNNING;
}

static void step_of(struct app *app, uint32_t id, bool all)
{
	const struct stage *stage = history_head(app->watch.history);
	const struct stage_worker *worker = stage_worker(stage, id);
	char words[200], letter[12], schedule[32];
	bool asleep = worker && worker->next.way == NEXT_ASLEEP;
	worker_letter(id, letter);
	if (!worker && id == Q_OF_QUIT)
		app_say(app, _("There is no worker Q: Ctrl-Q leaves."));
	else if (!worker)
		app_say(app, _("There is no worker %s%s."), letter, stage->worker_made > 1 ? _(" yet") : "");
	else if (stage_next_possible(stage, id)) {
		/* A* is at its end where A sleeps: a single step wakes it first */
		const char *form = !all ? "%s" : asleep ? "%s %s*" : "%s*";
		snprintf(schedule, sizeof schedule, form, letter, letter);
		control_follow(app, schedule);
		app->control.woken = asleep ? id : 0;
	} else
		app_say(app, _("%s cannot go: it %s."), letter, stage_next_words(stage, id, words, sizeof words));
}

static void back(struct app *app, size_t steps)
{
	struct control *control = &app->control;
	size_t now = control_at_end(app) ? control->log.count : step_log_at(&control->log, app->watch.player.position) + 1;
	if (now == 0) {
		app_say(app, _("This is the beginning: no step has been taken."));
		return;
	}
	now = now > control->log.count ? control->log.count : now;
	control_goto(app, now > steps ? now - steps : 0);
}

static void worker_pressed(struct app *app, int key)
{
	bool all;
	uint32_t id = worker_of(key, &all);
	if (!control_at_end(app))
		app_say(app, _("You look at an earlier moment: End comes back to now, Backspace takes back all that came after it."));
	else if (is_over(app))
		app_say(app, _("The run is over: Backspace takes the last step back, Home goes to the beginning."));
	else
		step_of(app, id, all);
}

bool control_waits(const struct app *app)
{
	return app->control.coming || (!is_over(app) && !control_asks(app));
}

static void act(struct app *app, int key, size_t times)
{
	switch (key) {
	case KEYS_BACKSPACE: back(app, times); break;
	case KEYS_HOME:
		if (app->control.log.count)
			control_goto(app, 0);
		break;
	default: worker_pressed(app, key);
	}
}

static size_t run_of(const int *keys, int count)
{
	size_t same = 1;
	while (keys[0] == KEYS_BACKSPACE && (int)same < count && keys[same] == keys[0])
		same++;
	return same;
}

void control_drain(struct app *app)
{
	struct control *control = &app->control;
	while (control->key_count && !control_waits(app)) {
		int key = control->keys[0];
		size_t same = run_of(control->keys, control->key_count);
		control->key_count -= (int)same;
		memmove(control->keys, control->keys + same, (size_t)control->key_count * sizeof *control->keys);
		act(app, key, same);
	}
	if (control->line_waits && !control_waits(app)) {
		control->line_waits = false;
		control_line_enter(app);
	}
}

/* The kitchen does not come to ask: it may compute for long, or for ever. Going back starts anew and so needs no answer. */
static bool is_stuck(const struct app *app)
{
	const struct control *control = &app->control;
	return control->busy && !control->coming && reel_now_ns() - control->ordered_ns > 1000000000u;
}

static void queue_key(struct app *app, int key)
{
	struct control *control = &app->control;
	char letter[12];
	if (is_stuck(app) && (key == KEYS_BACKSPACE || key == KEYS_HOME)) {
		act(app, key, 1);
		return;
	}
	if (is_stuck(app))
		app_say(app, _("%s is still on its way to its next action. Backspace takes the step back."),
			worker_letter(history_head(app->watch.history)->stepper, letter));
	else if (control->key_count < CONTROL_KEYS)
		control->keys[control->key_count++] = key;
}

bool control_interrupt(struct app *app, int key)
{
	struct control *control = &app->control;
	if (control->go == GO_NOT || key == '+' || key == '-' || key == '=')
		return false;
	control_stop(app, "Stopped.");
	return key == ' ' || key == KEYS_ENTER || key == KEYS_ESCAPE;
}

bool control_key(struct app *app, int key)
{
	bool all;
	if (!app->control.on && !app->control.coming)
		return false;
	if (!worker_of(key, &all) && key != KEYS_BACKSPACE && key != KEYS_HOME)
		return false;
	if (control_waits(app))
		queue_key(app, key);
	else
		act(app, key, 1);
	return true;
}
