/* line_keep.c - what is typed in step mode and leaves the run as it is: breakpoints, and the schedule into a file or the clipboard. */
#include "tui/line_commands.h"

#include "trace/tongue.h"
#include "tui/app.h"
#include "tui/control_line.h"
#include "tui/osc52.h"
#include "tui/terminal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int line_break(struct app *app, const char *rest, struct error *error)
{
	struct control *control = &app->control;
	char words[200] = "Breakpoints:";
	uint64_t line, lines = app->watch.info.line_count ? app->watch.info.line_count : UINT16_MAX;
	if (!*rest) {
		for (int i = 0; i < control->break_count; i++)
			snprintf(words + strlen(words), sizeof words - strlen(words), _("%s line %u"), i ? "," : "", control->breaks[i]);
		app_say(app, control->break_count ? "%s." : _("There is no breakpoint: :break 14 sets one on line 14."), words);
		return 0;
	}
	if (line_number(rest, _("a line"), 1, lines, &line, error))
		return -1;
	for (int i = 0; i < control->break_count; i++)
		if (control->breaks[i] == line)
			return error_set(error, _("line %llu has a breakpoint already"), (unsigned long long)line);
	if (control->break_count == CONTROL_BREAKS)
		return error_set(error, _("there are %d breakpoints already; :unbreak takes one away"), CONTROL_BREAKS);
	control->breaks[control->break_count++] = (uint32_t)line;
	app_say(app, _("The policy stops when a worker comes to line %llu."), (unsigned long long)line);
	return 0;
}

int line_unbreak(struct app *app, const char *rest, struct error *error)
{
	struct control *control = &app->control;
	uint64_t line;
	if (!*rest) {
		control->break_count = 0;
		app_say(app, _("No breakpoint is left."));
		return 0;
	}
	if (line_number(rest, _("a line"), 1, UINT16_MAX, &line, error))
		return -1;
	for (int i = 0; i < control->break_count; i++)
		if (control->breaks[i] == line) {
			control->breaks[i] = control->breaks[--control->break_count];
			app_say(app, _("Line %llu has no breakpoint any more."), (unsigned long long)line);
			return 0;
		}
	return error_set(error, _("line %llu has no breakpoint"), (unsigned long long)line);
}

int line_write(struct app *app, const char *rest, struct error *error)
{
	if (!*rest)
		return error_set(error, _("into which file? As in :write lost.schedule"));
	char *schedule = control_schedule(app);
	if (!schedule)
		return error_set(error, _("memory is out"));
	int failed = schedule_file_write(rest, schedule, error);
	if (!failed)
		app_say(app, _("Written to %s: :read %s takes the same steps again, and so does --schedule \"$(cat %s)\"."), rest, rest, rest);
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
		app_say(app, _("The schedule is too long for a clipboard; :write FILE saves it."));
	else if (!*schedule)
		app_say(app, _("There is nothing to copy: no step has been taken."));
	else
		app_say(app, _("Copied, if your terminal lets programs do that (OSC 52): %s"), schedule);
	free(bytes);
	free(schedule);
}

int line_copy(struct app *app, const char *rest, struct error *error)
{
	(void)rest;
	(void)error;
	control_copy(app);
	return 0;
}
