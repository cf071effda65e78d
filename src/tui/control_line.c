/* control_line.c - the commands of step mode: one table, from which the hints and the completion are made too.
 *
 * What begins with a worker's letter is a schedule to follow. A command that cannot be done says why in one line and leaves the line open. A command that moves the run needs the kitchen to
 * ask; while it is on its way it says so. */
#include "tui/control_line.h"

#include "trace/tongue.h"
#include "tui/app.h"
#include "tui/fault.h"
#include "tui/keymap.h"
#include "tui/line_commands.h"

#include <stdio.h>
#include <string.h>

#define READY 1u /* the kitchen must be asking */

struct line_command {
	const char *name, *usage, *what;
	line_run *run;
	unsigned needs;
	enum { OF_NOTHING, OF_VALUES, OF_SETTINGS, OF_ENGINES } words; /* what completes after it */
};

static int run_kill(struct app *app, const char *rest, struct error *error)
{
	return fault_line(app, COMMAND_KILL, rest, error);
}

static int run_stop(struct app *app, const char *rest, struct error *error)
{
	return fault_line(app, COMMAND_STOP, rest, error);
}

static int run_cont(struct app *app, const char *rest, struct error *error)
{
	return fault_line(app, COMMAND_CONT, rest, error);
}

static int run_quit(struct app *app, const char *rest, struct error *error)
{
	(void)rest;
	(void)error;
	app_leave(app);
	return 0;
}

static int run_help(struct app *app, const char *rest, struct error *error)
{
	(void)rest;
	(void)error;
	keymap_help(app, 0);
	return 0;
}

static const struct line_command commands[] = {
	{ "A", "A2 B*", N_("follow this schedule: A takes two steps, B goes on until it waits"), line_schedule, 0, OF_NOTHING },
	{ "until", "until visits == 2", N_("the policy goes on until this is so; also != < > <= >=, #orders > 3, line 14, A line 14"), line_until, READY, OF_VALUES },
	{ "break", "break 14", N_("the policy stops when a worker comes to line 14; without a number: which there are"), line_break, 0, OF_NOTHING },
	{ "unbreak", "unbreak 14", N_("takes the breakpoint away; without a number: all"), line_unbreak, 0, OF_NOTHING },
	{ "random", "random 20", N_("20 steps, each by a worker chosen at random; without a number: to the end"), line_random, READY, OF_NOTHING },
	{ "round-robin", "round-robin 10", N_("10 steps, by turns; without a number: to the end"), line_round_robin, READY, OF_NOTHING },
	{ "fifo", "fifo 10", N_("10 steps, first come, first served, as the loop does; without a number: to the end"), line_fifo, READY, OF_NOTHING },
	{ "policy", "policy random", N_("by which policy Enter goes on: round-robin, random, fifo, priority, inherit"), line_policy, 0, OF_NOTHING },
	{ "back", "back 3", N_("takes three steps back"), line_back, 0, OF_NOTHING },
	{ "goto", "goto 12", N_("back to the moment after step 12"), line_goto, 0, OF_NOTHING },
	{ "seed", "seed 7", N_("starts again: random() and the random policy begin with this seed"), line_seed, 0, OF_NOTHING },
	{ "set", "set increments 2", N_("starts again with this setting of the recipe"), line_set, 0, OF_SETTINGS },
	{ "engine", "engine loop", N_("starts again on threads, on the loop or on processes"), line_engine, 0, OF_ENGINES },
	{ "kill", "kill A", N_("on processes: kills the process of A; a step that is taken back begins anew, without that"), run_kill, 0, OF_NOTHING },
	{ "stop", "stop A", N_("on processes: stops the process of A, which keeps what it holds"), run_stop, 0, OF_NOTHING },
	{ "cont", "cont A", N_("on processes: A, which was stopped, goes on"), run_cont, 0, OF_NOTHING },
	{ "write", "write lost.schedule", N_("saves the schedule in a file"), line_write, 0, OF_NOTHING },
	{ "read", "read lost.schedule", N_("starts again and takes the steps of a saved schedule"), line_read, 0, OF_NOTHING },
	{ "copy", "copy", N_("copies the schedule to the clipboard of the terminal, as Ctrl-Y does"), line_copy, 0, OF_NOTHING },
	{ "help", "help", N_("what the keys do"), run_help, 0, OF_NOTHING },
	{ "quit", "q", N_("leave, and end the kitchen"), run_quit, 0, OF_NOTHING },
	{ NULL, NULL, NULL, NULL, 0, OF_NOTHING },
};

/* ---- the line ---- */

static bool is_schedule(char c)
{
	return (c >= 'A' && c <= 'Z') || c == '@' || c == '(';
}

/* The one command that the word names or begins; *count: how many it could be. */
static const struct line_command *command_of(const char *text, size_t length, int *count)
{
	const struct line_command *found = NULL;
	*count = 0;
	for (const struct line_command *command = commands; command->name; command++) {
		if (is_schedule(*command->name) || strncmp(command->name, text, length))
			continue;
		found = command;
		if (++*count && strlen(command->name) == length) {
			*count = 1;
			return command;
		}
	}
	return *count == 1 ? found : NULL;
}

static int run_line(struct app *app, const char *text, struct error *error)
{
	int count;
	text += strspn(text, " ");
	if (is_schedule(*text))
		return line_schedule(app, text, error);
	size_t length = strcspn(text, " ");
	const struct line_command *command = command_of(text, length, &count);
	if (!command && count > 1)
		return error_set(error, _("'%.*s' could be several commands: Tab shows which"), (int)length, text);
	if (!command)
		return error_set(error, _("there is no command '%.*s'; Tab shows what there is"), (int)length, text);
	if (command->needs & READY && line_ready(app, error))
		return -1;
	return command->run(app, text + length + strspn(text + length, " "), error);
}

static void offer_names(const struct app *app, const char *rest, command_line_offer *offer, void *to)
{
	const struct stage *stage = history_head(app->watch.history);
	if (*rest)
		return;
	offer(to, "line");
	for (uint32_t id = 1; id < stage->object_count; id++) {
		const struct stage_object *object = stage_object(stage, id);
		char name[80];
		bool queue = object && (object->type == OBJECT_QUEUE || object->type == OBJECT_ARRIVALS);
		if (!object || object->code || (!queue && object->type != OBJECT_CELL && object->type != OBJECT_SHARED))
			continue;
		snprintf(name, sizeof name, "%s%s", queue ? "#" : "", stage_object_name(stage, id));
		offer(to, name);
	}
}

static void words(void *data, const char *before, command_line_offer *offer, void *to)
{
	struct app *app = data;
	int count;
	before += strspn(before, " ");
	size_t length = strcspn(before, " ");
	const struct line_command *command = *before ? command_of(before, length, &count) : NULL;
	if (!*before)
		for (const struct line_command *any = commands; any->name; any++)
			if (!is_schedule(*any->name))
				offer(to, any->name);
	if (!command)
		return;
	const char *rest = before + length + strspn(before + length, " ");
	if (command->words == OF_VALUES)
		offer_names(app, rest, offer, to);
	for (size_t i = 0; command->words == OF_SETTINGS && !*rest && i < app->watch.info.setting_count; i++)
		offer(to, app->watch.info.settings[i].name);
	if (command->words == OF_ENGINES)
		offer(to, "threads"), offer(to, "loop"), offer(to, "processes");
	if (command->run == line_policy)
		offer(to, "round-robin"), offer(to, "random"), offer(to, "fifo"), offer(to, "priority"), offer(to, "inherit");
}

void control_line_open(struct app *app)
{
	command_line_open(&app->line);
}

void control_line_key(struct app *app, int key)
{
	enum command_line_did did = command_line_key(&app->line, key, words, app);
	if (did == LINE_CLOSED)
		command_line_close(&app->line);
	if (did != LINE_ENTERED)
		app->control.line_waits = false;
	else if (control_waits(app))
		app->control.line_waits = true;
	else
		control_line_enter(app);
}

void control_line_enter(struct app *app)
{
	struct error error = { "" };
	command_line_keep(&app->line);
	if (app->line.length && run_line(app, app->line.text, &error))
		snprintf(app->line.error, sizeof app->line.error, "%.*s", (int)sizeof app->line.error - 1, error.text);
	else
		command_line_close(&app->line);
}

char *control_line_hint(const struct app *app, char *to, size_t size)
{
	const char *text = app->line.text + strspn(app->line.text, " ");
	int count;
	const struct line_command *command = is_schedule(*text) ? commands : command_of(text, strcspn(text, " "), &count);
	if (!*text || !command)
		snprintf(to, size, _("A schedule to follow (A2 B*), or a command: until, break, random, back, goto, write, read, copy, set, q. Tab completes."));
	else
		snprintf(to, size, "%s: %s", command->usage, _(command->what));
	return to;
}
