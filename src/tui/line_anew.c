/* line_anew.c - what is typed in step mode to start the run again: fewer of its steps, or another seed, setting, engine or schedule. */
#include "tui/line_commands.h"

#include "trace/tongue.h"
#include "tui/app.h"
#include "tui/control_line.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int line_back(struct app *app, const char *rest, struct error *error)
{
	uint64_t steps = 1, count = app->control.log.count;
	if (*rest && line_number(rest, _("how many steps back"), 1, count ? count : 1, &steps, error))
		return -1;
	if (count == 0)
		return error_set(error, _("this is the beginning: no step has been taken"));
	control_goto(app, count - steps);
	return 0;
}

int line_goto(struct app *app, const char *rest, struct error *error)
{
	uint64_t step;
	if (line_number(rest, _("the step to go to"), 0, app->control.log.count, &step, error))
		return -1;
	control_goto(app, step);
	return 0;
}

int line_seed(struct app *app, const char *rest, struct error *error)
{
	char words[120];
	uint64_t seed;
	if (line_number(rest, _("a seed"), 0, UINT32_MAX, &seed, error))
		return -1;
	app->watch.launch->seed = seed;
	snprintf(words, sizeof words, _("Started again with seed %llu: random() and the random policy begin there."), (unsigned long long)seed);
	control_anew(app, words);
	return 0;
}

static const struct setting *setting_of(const struct app *app, const char *name)
{
	for (size_t i = 0; i < app->watch.info.setting_count; i++)
		if (!strcmp(app->watch.info.settings[i].name, name))
			return &app->watch.info.settings[i];
	return NULL;
}

static bool is_launched_with(const struct app *app, const char *name)
{
	for (size_t i = 0; i < app->watch.launch->setting_count; i++)
		if (!strcmp(app->watch.launch->settings[i].name, name))
			return true;
	return false;
}

/* A value that the setting cannot have would end the run for nothing. Of a recipe that stopped before it named its settings, those it was given can still be put right. */
int line_set(struct app *app, const char *rest, struct error *error)
{
	char name[64], words[256];
	size_t length = strcspn(rest, " =");
	const char *value = rest + length + strspn(rest + length, " =");
	snprintf(name, sizeof name, "%.*s", (int)length, rest);
	const struct setting *setting = setting_of(app, name);
	if (!*name)
		return error_set(error, _("which setting? As in :set increments 2"));
	if (!setting && !is_launched_with(app, name))
		return error_set(error, _("this recipe has no setting named '%s'"), name);
	if (!*value)
		return error_set(error, _("what is %s to be? As in :set %s 2"), name, name);
	if (setting && !setting_check(setting, value, words, sizeof words))
		return error_set(error, "%s", words);
	if (launch_set(app->watch.launch, name, value, error))
		return -1;
	snprintf(words, sizeof words, _("Started again with %s = %s."), name, value);
	control_anew(app, words);
	return 0;
}

int line_engine(struct app *app, const char *rest, struct error *error)
{
	if (strcmp(rest, "threads") && strcmp(rest, "loop") && strcmp(rest, "processes"))
		return error_set(error, _("the engines are threads, loop and processes"));
	snprintf(app->watch.launch->engine, sizeof app->watch.launch->engine, "%s", rest);
	control_anew(app, *rest == 't' ? _("Started again on threads: a step is one visible action.") :
		*rest == 'p' ? _("Started again on processes: a step is one visible action, and each process has globals of its own.") :
		_("Started again on the event loop: a step is a whole stretch, until the task really waits."));
	return 0;
}

int line_read(struct app *app, const char *rest, struct error *error)
{
	char words[256];
	if (!*rest)
		return error_set(error, _("which file? As in :read lost.schedule"));
	char *schedule = schedule_file_read(rest, error);
	if (!schedule)
		return -1;
	snprintf(words, sizeof words, _("Read from %s, and its steps were taken."), rest);
	control_begin(app, schedule, words);
	free(schedule);
	return 0;
}
