/* control_go.c - a policy goes on by itself: calmly, or as fast as the kitchen can, until something is so.
 *
 * Each step is an order of its own, given when the kitchen asks, so that a breakpoint and `until` are looked at after every one. Only where neither is set and
 * haste is wanted is one order given for many. It stops by itself after GO_STEPS_MAX steps: no recipe may go on for ever behind one key. */
#include "tui/app.h"

#include "tui/reel_clock.h"
#include "trace/tongue.h"

#include <stdio.h>
#include <string.h>

#define GO_STEPS_MAX 100000u
#define GO_STEPS_AT_ONCE 1000u /* so that a key stops it soon */

static const double speeds[CONTROL_SPEEDS] = { 0.25, 0.5, 1, 2, 4, 8, 16, 32, 64 }; /* steps a second */

/* ---- orders ---- */

static void order_given(struct app *app)
{
	struct control *control = &app->control;
	control->busy = true;
	control->woken = 0;
	control->asks = control->log.asks;
	control->ordered_ns = reel_now_ns();
	control->ordered_at = control->log.count;
	if (app->watch.player.standing)
		player_live(&app->watch.player);
}

void control_follow(struct app *app, const char *schedule)
{
	struct command command = { .what = COMMAND_CHOOSE };
	if (strlen(schedule) >= sizeof command.text) {
		app_say(app, _("That schedule is too long to be followed at once: at most %zu signs."), sizeof command.text - 1);
		return;
	}
	snprintf(command.text, sizeof command.text, "%s", schedule);
	order_given(app);
	source_command(app->watch.source, &command);
}

static void order_policy(struct app *app, uint64_t steps)
{
	struct command command = { .what = COMMAND_POLICY, .number = (double)steps };
	snprintf(command.name, sizeof command.name, "%s", app->control.policy);
	order_given(app);
	source_command(app->watch.source, &command);
}

/* ---- going on ---- */

/* The worker that has just moved comes to a line with a breakpoint. */
static bool at_break(const struct app *app, uint32_t *line)
{
	const struct stage *stage = history_head(app->watch.history);
	const struct stage_worker *who = stage_worker(stage, stage->stepper);
	for (int i = 0; who && i < app->control.break_count; i++)
		if (who->next.kind && who->next.line == app->control.breaks[i]) {
			*line = app->control.breaks[i];
			return true;
		}
	return false;
}

void control_stop(struct app *app, const char *words)
{
	struct control *control = &app->control;
	control->go = GO_NOT;
	control->until.what = UNTIL_NOTHING;
	if (words)
		app_say(app, "%s", words);
}

static bool has_reason_to_stop(struct app *app)
{
	struct control *control = &app->control;
	char words[200], name[160], letter[12];
	uint32_t line;
	const struct stage *stage = history_head(app->watch.history);
	if (app->watch.loaded || stage->outcome != OUTCOME_RUNNING) {
		if (control->until.what)
			snprintf(words, sizeof words, _("The run is over, and it never came to this: %s."), until_words(&control->until, name, sizeof name));
		control_stop(app, control->until.what ? words : NULL);
		return true;
	}
	if (control->until.what && control->log.count > control->go_from && until_holds(&control->until, stage)) {
		snprintf(words, sizeof words, _("Here it is, after step %zu: %s."), control->log.count, until_words(&control->until, name, sizeof name));
		control_stop(app, words);
		return true;
	}
	if (control->log.count > control->go_from && at_break(app, &line)) {
		snprintf(words, sizeof words, _("Stopped before line %u, where %s goes on next: there is a breakpoint."), line, worker_letter(stage->stepper, letter));
		control_stop(app, words);
		return true;
	}
	if (control->left == 0) {
		bool bound = control->go_bound;
		snprintf(words, sizeof words, _("Stopped after %u steps."), GO_STEPS_MAX);
		control_stop(app, bound ? words : NULL);
		return true;
	}
	return false;
}

/* The kitchen asks while something goes on by itself: the next step, or the end of it. */
void control_go(struct app *app)
{
	struct control *control = &app->control;
	if (control->go == GO_NOT || control->coming || control->busy)
		return;
	if (has_reason_to_stop(app) || !control_asks(app))
		return;
	if (control->go == GO_CALM && reel_now_ns() < control->go_at_ns)
		return;
	bool one = control->go == GO_CALM || control->until.what || control->break_count;
	uint64_t steps = one ? 1 : control->left < GO_STEPS_AT_ONCE ? control->left : GO_STEPS_AT_ONCE;
	control->left -= steps;
	control->go_at_ns = reel_now_ns() + (uint64_t)(1e9 / speeds[control->speed]);
	order_policy(app, steps);
}

void control_go_on(struct app *app, enum control_go how, const char *policy, uint64_t steps)
{
	struct control *control = &app->control;
	if (policy)
		snprintf(control->policy, sizeof control->policy, "%s", policy);
	control->go = how;
	control->go_bound = steps == 0 || steps > GO_STEPS_MAX;
	control->left = control->go_bound ? GO_STEPS_MAX : steps;
	control->go_from = control->log.count;
	control->go_at_ns = 0;
	control_go(app);
}

int control_tick(struct app *app, uint64_t now_ns)
{
	struct control *control = &app->control;
	control_go(app);
	if (control->go == GO_CALM && !control->busy)
		return now_ns < control->go_at_ns ? (int)((control->go_at_ns - now_ns) / 1000000) + 1 : 1;
	return -1;
}

void control_speed(struct app *app, int change)
{
	struct control *control = &app->control;
	int speed = control->speed + change;
	control->speed = speed < 0 ? 0 : speed >= CONTROL_SPEEDS ? CONTROL_SPEEDS - 1 : speed;
	app_say(app, _("%.3g steps a second."), speeds[control->speed]);
}
