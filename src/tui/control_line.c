/* control_line.c - the commands of step mode: one table, from which the hints and the completion are made too.
 *
 * What begins with a worker's letter is a schedule to follow. A command that cannot be done says why in one line and leaves the line open. A command that moves the run needs the kitchen to
 * ask; while it is on its way it says so. */
#include "tui/control_line.h"

#include "schedule/schedule.h"
#include "tui/app.h"
#include "tui/keymap.h"
#include "tui/osc52.h"
#include "tui/terminal.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ITEMS_MAX 400u /* the kitchen keeps 512 orders */
#define READY 1u /* the kitchen must be asking */

struct line_command {
	const char *name, *usage, *what;
	int (*run)(struct app *app, const char *rest, struct error *error);
	unsigned needs;
	enum { OF_NOTHING, OF_VALUES, OF_SETTINGS, OF_ENGINES } words; /* what completes after it */
};

static const struct line_command commands[];

static bool is_over(const struct app *app)
{
	return app->watch.loaded || history_head(app->watch.history)->outcome != OUTCOME_RUNNING;
}

/* Whether the run can be moved now. */
static int ready(const struct app *app, struct error *error)
{
	if (is_over(app))
		return error_set(error, "the run is over: Backspace takes the last step back");
	if (!control_at_end(app))
		return error_set(error, "you look at an earlier moment: End comes back to now, Backspace takes back what came after it");
	if (!control_asks(app))
		return error_set(error, "the kitchen is on its way to the next choice: try again");
	return 0;
}

/* A whole number from `least` to `most`, and nothing after it. */
static int number(const char *rest, const char *what, uint64_t least, uint64_t most, uint64_t *to, struct error *error)
{
	char *end;
	unsigned long long value = strtoull(rest, &end, 10);
	if (!isdigit((unsigned char)*rest) || *end || value < least || value > most)
		return error_set(error, "%s is a whole number from %llu to %llu%s%s", what, (unsigned long long)least, (unsigned long long)most, *rest ? ", not " : "",
			rest);
	*to = value;
	return 0;
}

/* ---- the run goes on ---- */

static int run_schedule(struct app *app, const char *text, struct error *error)
{
	struct schedule schedule;
	if (schedule_read(&schedule, text, error))
		return -1;
	size_t items = schedule.count;
	schedule_release(&schedule);
	if (items > ITEMS_MAX)
		return error_set(error, "that are %zu items: at most %u can be followed at once; :read takes longer ones from a file", items, ITEMS_MAX);
	if (ready(app, error))
		return -1;
	control_follow(app, text);
	return 0;
}

static int run_until(struct app *app, const char *rest, struct error *error)
{
	struct until until;
	const struct stage *stage = history_head(app->watch.history);
	if (until_read(&until, rest, stage, error))
		return -1;
	if (until.what != UNTIL_LINE && until_holds(&until, stage))
		return error_set(error, "it is so already: nothing to go on to");
	app->control.until = until;
	control_go_on(app, GO_FAST, NULL, 0);
	return 0;
}

static int go_by(struct app *app, const char *policy, const char *rest, struct error *error)
{
	uint64_t steps = 0;
	if (*rest && number(rest, "how many steps", 1, 100000, &steps, error))
		return -1;
	app->control.until.what = UNTIL_NOTHING;
	control_go_on(app, GO_FAST, policy, steps);
	return 0;
}

static int run_random(struct app *app, const char *rest, struct error *error)
{
	return go_by(app, "random", rest, error);
}

static int run_round_robin(struct app *app, const char *rest, struct error *error)
{
	return go_by(app, "round-robin", rest, error);
}

static int run_fifo(struct app *app, const char *rest, struct error *error)
{
	return go_by(app, "fifo", rest, error);
}

static int run_policy(struct app *app, const char *rest, struct error *error)
{
	static const char *const names[] = { "round-robin", "random", "fifo" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (!strcmp(rest, names[i])) {
			snprintf(app->control.policy, sizeof app->control.policy, "%s", rest);
			app_say(app, "From here on the policy is %s: Enter lets it go on.", rest);
			return 0;
		}
	return error_set(error, "the policies are round-robin, random and fifo");
}

/* ---- the run starts again ---- */

static int run_back(struct app *app, const char *rest, struct error *error)
{
	uint64_t steps = 1, count = app->control.log.count;
	if (*rest && number(rest, "how many steps back", 1, count ? count : 1, &steps, error))
		return -1;
	if (count == 0)
		return error_set(error, "this is the beginning: no step has been taken");
	control_goto(app, count - steps);
	return 0;
}

static int run_goto(struct app *app, const char *rest, struct error *error)
{
	uint64_t step;
	if (number(rest, "the step to go to", 0, app->control.log.count, &step, error))
		return -1;
	control_goto(app, step);
	return 0;
}

static int run_seed(struct app *app, const char *rest, struct error *error)
{
	char words[120];
	uint64_t seed;
	if (number(rest, "a seed", 0, UINT32_MAX, &seed, error))
		return -1;
	app->watch.launch->seed = seed;
	snprintf(words, sizeof words, "Started again with seed %llu: random() and the random policy begin there.", (unsigned long long)seed);
	control_anew(app, words);
	return 0;
}

static int run_set(struct app *app, const char *rest, struct error *error)
{
	char name[64], words[256];
	size_t length = strcspn(rest, " =");
	const char *value = rest + length + strspn(rest + length, " =");
	bool known = false;
	snprintf(name, sizeof name, "%.*s", (int)length, rest);
	for (size_t i = 0; i < app->watch.info.setting_count; i++)
		known |= !strcmp(app->watch.info.settings[i].name, name);
	if (!known)
		return error_set(error, "this recipe has no setting named '%s'", name);
	if (!*value)
		return error_set(error, "what is %s to be? As in :set %s 2", name, name);
	if (launch_set(app->watch.launch, name, value, error))
		return -1;
	snprintf(words, sizeof words, "Started again with %s = %s.", name, value);
	control_anew(app, words);
	return 0;
}

static int run_engine(struct app *app, const char *rest, struct error *error)
{
	if (strcmp(rest, "threads") && strcmp(rest, "loop") && strcmp(rest, "processes"))
		return error_set(error, "the engines are threads, loop and processes");
	snprintf(app->watch.launch->engine, sizeof app->watch.launch->engine, "%s", rest);
	control_anew(app, *rest == 't' ? "Started again on threads: a step is one visible action." :
		*rest == 'p' ? "Started again on processes: a step is one visible action, and each process has globals of its own." :
		"Started again on the event loop: a step is a whole stretch, until the task really waits.");
	return 0;
}

static int run_read(struct app *app, const char *rest, struct error *error)
{
	char words[256];
	if (!*rest)
		return error_set(error, "which file? As in :read lost.schedule");
	char *schedule = schedule_file_read(rest, error);
	if (!schedule)
		return -1;
	snprintf(words, sizeof words, "Read from %s, and its steps were taken.", rest);
	control_begin(app, schedule, words);
	free(schedule);
	return 0;
}

/* ---- what leaves the run as it is ---- */

static int run_break(struct app *app, const char *rest, struct error *error)
{
	struct control *control = &app->control;
	char words[200] = "Breakpoints:";
	uint64_t line, lines = app->watch.info.line_count ? app->watch.info.line_count : UINT16_MAX;
	if (!*rest) {
		for (int i = 0; i < control->break_count; i++)
			snprintf(words + strlen(words), sizeof words - strlen(words), "%s line %u", i ? "," : "", control->breaks[i]);
		app_say(app, control->break_count ? "%s." : "There is no breakpoint: :break 14 sets one on line 14.", words);
		return 0;
	}
	if (number(rest, "a line", 1, lines, &line, error))
		return -1;
	for (int i = 0; i < control->break_count; i++)
		if (control->breaks[i] == line)
			return error_set(error, "line %llu has a breakpoint already", (unsigned long long)line);
	if (control->break_count == CONTROL_BREAKS)
		return error_set(error, "there are %d breakpoints already; :unbreak takes one away", CONTROL_BREAKS);
	control->breaks[control->break_count++] = (uint32_t)line;
	app_say(app, "The policy stops when a worker comes to line %llu.", (unsigned long long)line);
	return 0;
}

static int run_unbreak(struct app *app, const char *rest, struct error *error)
{
	struct control *control = &app->control;
	uint64_t line;
	if (!*rest) {
		control->break_count = 0;
		app_say(app, "No breakpoint is left.");
		return 0;
	}
	if (number(rest, "a line", 1, UINT16_MAX, &line, error))
		return -1;
	for (int i = 0; i < control->break_count; i++)
		if (control->breaks[i] == line) {
			control->breaks[i] = control->breaks[--control->break_count];
			app_say(app, "Line %llu has no breakpoint any more.", (unsigned long long)line);
			return 0;
		}
	return error_set(error, "line %llu has no breakpoint", (unsigned long long)line);
}

static int run_write(struct app *app, const char *rest, struct error *error)
{
	if (!*rest)
		return error_set(error, "into which file? As in :write lost.schedule");
	char *schedule = control_schedule(app);
	if (!schedule)
		return error_set(error, "memory is out");
	int failed = schedule_file_write(rest, schedule, error);
	if (!failed)
		app_say(app, "Written to %s: :read %s takes the same steps again, and so does --schedule \"$(cat %s)\".", rest, rest, rest);
	free(schedule);
	return failed;
}

void control_copy(struct app *app)
{
	size_t length;
	char *schedule = control_schedule(app);
	char *bytes = schedule ? osc52_write(schedule, getenv("TMUX") != NULL, &length) : NULL;
	if (bytes)
		terminal_send(bytes, length);
	if (!bytes)
		app_say(app, "The schedule is too long for a clipboard; :write FILE saves it.");
	else if (!*schedule)
		app_say(app, "There is nothing to copy: no step has been taken.");
	else
		app_say(app, "Copied, if your terminal lets programs do that (OSC 52): %s", schedule);
	free(bytes);
	free(schedule);
}

static int run_copy(struct app *app, const char *rest, struct error *error)
{
	(void)rest;
	(void)error;
	control_copy(app);
	return 0;
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
	{ "A", "A2 B*", "follow this schedule: A takes two steps, B goes on until it waits", run_schedule, 0, OF_NOTHING },
	{ "until", "until visits == 2", "the policy goes on until this is so; also != < > <= >=, #orders > 3, line 14, A line 14", run_until, READY, OF_VALUES },
	{ "break", "break 14", "the policy stops when a worker comes to line 14; without a number: which there are", run_break, 0, OF_NOTHING },
	{ "unbreak", "unbreak 14", "takes the breakpoint away; without a number: all", run_unbreak, 0, OF_NOTHING },
	{ "random", "random 20", "20 steps, each by a worker chosen at random; without a number: to the end", run_random, READY, OF_NOTHING },
	{ "round-robin", "round-robin 10", "10 steps, by turns; without a number: to the end", run_round_robin, READY, OF_NOTHING },
	{ "fifo", "fifo 10", "10 steps, first come, first served, as the loop does; without a number: to the end", run_fifo, READY, OF_NOTHING },
	{ "policy", "policy random", "by which policy Enter goes on: round-robin, random, fifo", run_policy, 0, OF_NOTHING },
	{ "back", "back 3", "takes three steps back", run_back, 0, OF_NOTHING },
	{ "goto", "goto 12", "back to the moment after step 12", run_goto, 0, OF_NOTHING },
	{ "seed", "seed 7", "starts again: random() and the random policy begin with this seed", run_seed, 0, OF_NOTHING },
	{ "set", "set increments 2", "starts again with this setting of the recipe", run_set, 0, OF_SETTINGS },
	{ "engine", "engine loop", "starts again on threads or on the loop", run_engine, 0, OF_ENGINES },
	{ "write", "write lost.schedule", "saves the schedule in a file", run_write, 0, OF_NOTHING },
	{ "read", "read lost.schedule", "starts again and takes the steps of a saved schedule", run_read, 0, OF_NOTHING },
	{ "copy", "copy", "copies the schedule to the clipboard of the terminal, as Ctrl-Y does", run_copy, 0, OF_NOTHING },
	{ "help", "help", "what the keys do", run_help, 0, OF_NOTHING },
	{ "quit", "q", "leave, and end the kitchen", run_quit, 0, OF_NOTHING },
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
		return run_schedule(app, text, error);
	size_t length = strcspn(text, " ");
	const struct line_command *command = command_of(text, length, &count);
	if (!command && count > 1)
		return error_set(error, "'%.*s' could be several commands: Tab shows which", (int)length, text);
	if (!command)
		return error_set(error, "there is no command '%.*s'; Tab shows what there is", (int)length, text);
	if (command->needs & READY && ready(app, error))
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
	if (command->run == run_policy)
		offer(to, "round-robin"), offer(to, "random"), offer(to, "fifo");
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
		snprintf(app->line.error, sizeof app->line.error, "%s", error.text);
	else
		command_line_close(&app->line);
}

char *control_line_hint(const struct app *app, char *to, size_t size)
{
	const char *text = app->line.text + strspn(app->line.text, " ");
	int count;
	const struct line_command *command = is_schedule(*text) ? commands : command_of(text, strcspn(text, " "), &count);
	if (!*text || !command)
		snprintf(to, size, "A schedule to follow (A2 B*), or a command: until, break, random, back, goto, write, read, copy, set, q. Tab completes.");
	else
		snprintf(to, size, "%s: %s", command->usage, command->what);
	return to;
}
