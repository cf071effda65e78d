/* replay_find.c - see replay_find.h.
 *
 * A recording and its trace may be moved, renamed, and written over apart from each other, and both may come from a stranger. What ties them: the recording's name in the trace (of one by the key R, whose run may
 * be started anew while it is recorded), else recipe and seed. */
#include "cli/replay_find.h"

#include "cli/data.h"
#include "source/source.h"
#include "stage/reading.h"
#include "trace/text.h"
#include "trace/tongue.h"

#include <jansson.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define HEAD_BYTES 65536u

/* ---- whose trace it is ---- */

/* What stands before the first event; with `whole` all of it, for its report. */
static bool trace_read(const char *path, struct info *info, bool whole)
{
	struct error unsaid;
	struct history *history = history_new();
	struct source *source = source_file(path, &unsaid);
	info_init(info);
	while (source && (whole || history_count(history) == 0) && source_pump(source, history, info, HEAD_BYTES) == SOURCE_OPEN)
		;
	if (source)
		source_free(source);
	history_free(history);
	return info->head != NULL;
}

static const char *name_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? slash + 1 : path;
}

/* "" where the trace does not say one. */
static void recording_of(const struct info *info, char *to, size_t size)
{
	json_t *head = json_loads(info->head, 0, NULL);
	const char *name = json_string_value(json_object_get(head, "recording"));
	snprintf(to, size, "%s", name ? name : "");
	json_decref(head);
}

static bool same_recipe(const struct origin *origin, const struct info *info)
{
	struct launch launch;
	struct error unsaid;
	if (!*origin->recipe || !strcmp(info->recipe, origin->recipe) || !strcmp(info->file, name_of(origin->recipe)))
		return true;
	launch_init(&launch);
	bool same = data_recipe(origin->recipe, &launch, &unsaid) == 0 && !strcmp(launch.recipe, info->recipe);
	launch_release(&launch);
	return same;
}

static bool is_its(const struct origin *origin, const struct info *info)
{
	char recording[256], named[sizeof recording + 8];
	recording_of(info, recording, sizeof recording);
	snprintf(named, sizeof named, "%s.trace", recording);
	if (*recording && *origin->trace)
		return !strcmp(named, name_of(origin->trace));
	return same_recipe(origin, info) && (!origin->seeded || (uint64_t)info->seed == origin->launch.seed);
}

static bool take(const struct origin *origin, const char *path, struct error *said)
{
	struct stat is;
	struct info info;
	if (!*path || stat(path, &is) || !S_ISREG(is.st_mode))
		return false;
	bool its = !trace_read(path, &info, false) || is_its(origin, &info); /* of what is no trace, who reads it says so */
	if (!its)
		error_set(said, _("%s is of another run (%s, seed %lld) and is not taken"), path, info.recipe, info.seed);
	info_release(&info);
	return its;
}

void replay_find(const struct origin *origin, const char *cast, char *path, size_t size, struct error *said)
{
	char beside[PATH_MAX];
	bool fits = (size_t)snprintf(beside, sizeof beside, "%s.trace", cast) < sizeof beside;
	said->text[0] = '\0';
	if (fits && take(origin, beside, said))
		snprintf(path, size, "%s", beside);
	else if ((!fits || strcmp(beside, origin->trace)) && take(origin, origin->trace, said))
		snprintf(path, size, "%s", origin->trace);
	else
		*path = '\0';
	if (*path)
		said->text[0] = '\0';
}

/* ---- starting it again ---- */

/* A recipe of the shelf by its name, else by its path. */
static int recipe_find(const struct info *info, struct launch *launch, struct error *error)
{
	struct launch is = { .commands = "" };
	snprintf(is.path, sizeof is.path, "%s", info->path);
	snprintf(is.recipe, sizeof is.recipe, "%s", info->recipe);
	const char *typed = origin_recipe(&is, data_directory());
	struct error unsaid;
	if (typed && data_recipe(typed, launch, &unsaid) == 0)
		return 0;
	return data_recipe(info->recipe, launch, error); /* from a machine where the shelf lies elsewhere */
}

/* Whether the file still says what the run's recipe said. */
static bool same_lines(const struct info *info, const char *path)
{
	struct info now;
	char *text = NULL;
	size_t size = 0;
	FILE *file = fopen(path, "re");
	ssize_t length = file ? getdelim(&text, &size, '\0', file) : -1;
	if (file)
		fclose(file);
	info_init(&now);
	source_lines_read(&now, text, length > 0 ? (size_t)length : 0);
	bool same = now.line_count == info->line_count;
	for (size_t i = 0; same && i < now.line_count; i++)
		same = !strcmp(now.lines[i].text, info->lines[i].text);
	info_release(&now);
	free(text);
	return same;
}

static void schedule_take(struct launch *launch, const struct info *info)
{
	json_t *report = info->report ? json_loads(info->report, 0, NULL) : NULL;
	const char *schedule = json_string_value(json_object_get(report, "schedule"));
	if (schedule && !strcmp(info->mode, "scheduled")) {
		free(launch->schedule);
		launch->schedule = strdup(schedule);
	}
	json_decref(report);
}

/* As it would be typed. */
static int launch_fill(struct launch *launch, const struct info *info, struct error *error)
{
	launch->seed = (uint64_t)info->seed;
	launch->pace = info->pace;
	snprintf(launch->engine, sizeof launch->engine, "%s", info->engine);
	if (!strcmp(info->engine, "threads"))
		launch->gil = info->gil;
	for (size_t i = 0; i < info->setting_count; i++)
		if (strcmp(info->settings[i].value, info->settings[i].initial) && launch_set(launch, info->settings[i].name, info->settings[i].value, error))
			return -1;
	schedule_take(launch, info);
	return 0;
}

int replay_launch(const char *trace, struct launch *launch, struct error *error)
{
	struct info info;
	int result;
	if (!trace_read(trace, &info, true) || !*info.recipe)
		result = error_set(error, _("that run does not say of which recipe it is, so nobody can take control of it"));
	else if (recipe_find(&info, launch, error))
		result = error_set(error, _("the recipe of that run, %s, is not found here, so nobody can take control of it"), info.file[0] ? info.file : info.recipe);
	else if (!same_lines(&info, launch->path))
		result = error_set(error, _("the recipe of that run, %s, is not what it was then, so nobody can take control of it"), info.file[0] ? info.file : info.recipe);
	else
		result = launch_fill(launch, &info, error);
	info_release(&info);
	return result;
}
