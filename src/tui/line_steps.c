/* line_steps.c - what is typed in step mode to make the run go on: a schedule, or a policy for some steps or until something is so. */
#include "tui/line_commands.h"

#include "schedule/schedule.h"
#include "trace/tongue.h"
#include "tui/app.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ITEMS_MAX 400u /* the kitchen keeps 512 orders */

static bool is_over(const struct app *app)
{
	return app->watch.loaded || history_head(app->watch.history)->outcome != OUTCOME_RUNNING;
}

int line_ready(const struct app *app, struct error *error)
{
	if (is_over(app))
		return error_set(error, _("the run is over: Backspace takes the last step back"));
	if (!control_at_end(app))
		return error_set(error, _("you look at an earlier moment: End comes back to now, Backspace takes back what came after it"));
	if (!control_asks(app))
		return error_set(error, _("the kitchen is on its way to the next choice: try again"));
	return 0;
}

int line_number(const char *rest, const char *what, uint64_t least, uint64_t most, uint64_t *to, struct error *error)
{
	char *end;
	unsigned long long value = strtoull(rest, &end, 10);
	if (!isdigit((unsigned char)*rest) || *end || value < least || value > most)
		return error_set(error, _("%s is a whole number from %llu to %llu%s%s"), what, (unsigned long long)least, (unsigned long long)most, *rest ? _(", not ") : "",
			rest);
	*to = value;
	return 0;
}

int line_schedule(struct app *app, const char *text, struct error *error)
{
	struct schedule schedule;
	if (schedule_read(&schedule, text, error))
		return -1;
	size_t items = schedule.count;
	schedule_release(&schedule);
	if (items > ITEMS_MAX)
		return error_set(error, _("that are %zu items: at most %u can be followed at once; :read takes longer ones from a file"), items, ITEMS_MAX);
	if (line_ready(app, error))
		return -1;
	control_follow(app, text);
	return 0;
}

int line_until(struct app *app, const char *rest, struct error *error)
{
	struct until until;
	const struct stage *stage = history_head(app->watch.history);
	if (until_read(&until, rest, stage, error))
		return -1;
	if (until.what != UNTIL_LINE && until_holds(&until, stage))
		return error_set(error, _("it is so already: nothing to go on to"));
	app->control.until = until;
	control_go_on(app, GO_FAST, NULL, 0);
	return 0;
}

static int go_by(struct app *app, const char *policy, const char *rest, struct error *error)
{
	uint64_t steps = 0;
	if (*rest && line_number(rest, _("how many steps"), 1, 100000, &steps, error))
		return -1;
	app->control.until.what = UNTIL_NOTHING;
	control_go_on(app, GO_FAST, policy, steps);
	return 0;
}

int line_random(struct app *app, const char *rest, struct error *error)
{
	return go_by(app, "random", rest, error);
}

int line_round_robin(struct app *app, const char *rest, struct error *error)
{
	return go_by(app, "round-robin", rest, error);
}

int line_fifo(struct app *app, const char *rest, struct error *error)
{
	return go_by(app, "fifo", rest, error);
}

int line_policy(struct app *app, const char *rest, struct error *error)
{
	static const char *const names[] = { "round-robin", "random", "fifo", "priority", "inherit" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (!strcmp(rest, names[i])) {
			snprintf(app->control.policy, sizeof app->control.policy, "%s", rest);
			app_say(app, _("From here on the policy is %s: Enter lets it go on."), rest);
			return 0;
		}
	return error_set(error, _("the policies are round-robin, random, fifo, priority and inherit"));
}
