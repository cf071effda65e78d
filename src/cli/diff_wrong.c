/* diff_wrong.c - `lunchrush diff` called in a way in which there is nothing to compare: what was given is looked at, so that the words can say what is missing of it. */
#include "cli/diff_cli.h"

#include "cli/data.h"
#include "cli/replay_find.h"
#include "trace/tongue.h"

#include <limits.h>
#include <string.h>
#include <sys/stat.h>

/* ---- the names ---- */

static bool is_file(const char *name)
{
	struct stat is;
	return stat(name, &is) == 0 && !S_ISDIR(is.st_mode);
}

static bool is_recipe(const char *name)
{
	struct launch launch;
	struct error unsaid;
	size_t length = strlen(name);
	bool script = length > 4 && !strcmp(name + length - 4, ".lua");
	launch_init(&launch);
	bool is = (script || !is_file(name)) && data_recipe(name, &launch, &unsaid) == 0;
	launch_release(&launch);
	return is;
}

static int wrong_one(const char *name, struct error *error)
{
	if (is_recipe(name))
		return error_set(error, _("diff: %.200s is a recipe, and of one two schedules are compared: `lunchrush diff %.200s S1 S2` would be right; `lunchrush explore` finds two that end differently"),
			name, name);
	if (is_file(name))
		return error_set(error, _("diff: %.200s is one saved run, and two are compared: FIRST SECOND would be right"), name);
	return error_set(error, _("diff: there is no file and no recipe '%.200s': two files of `run --trace` would be right, or a recipe and two schedules"), name);
}

static int wrong_two(char **names, struct error *error)
{
	bool recipes[2] = { is_recipe(names[0]), is_recipe(names[1]) };
	if (recipes[0] && recipes[1])
		return error_set(error, _("diff: %.200s and %.200s are recipes: two schedules of one are compared, `lunchrush diff %.200s S1 S2`, or two files of `run --trace`"), names[0], names[1], names[0]);
	if ((recipes[0] && is_file(names[1])) || (recipes[1] && is_file(names[0])))
		return error_set(error, _("diff: %.200s is a recipe and %.200s a file: two files of `run --trace` would be right, or a recipe and two schedules"), names[recipes[1]], names[!recipes[1]]);
	if (recipes[0])
		return error_set(error, _("diff: one schedule of %.200s is given, and two are compared: `lunchrush diff %.200s '%.200s' S2` would be right"), names[0], names[0], names[1]);
	return error_set(error, _("diff: the recipe comes first, and after it two schedules: `lunchrush diff %.200s '%.200s' S2` would be right"), names[1], names[0]);
}

int diff_wrong_files(char **names, struct error *error)
{
	return is_recipe(names[0]) || is_recipe(names[1]) ? wrong_two(names, error) : 0;
}

int diff_wrong_recipe(const char *name, struct error *error)
{
	if (!is_file(name) || is_recipe(name))
		return 0;
	return error_set(error, _("diff: %.200s is no recipe, and only of a recipe can schedules be taken: a name that `lunchrush list` prints, or a file that ends in .lua, would be right"), name);
}

int diff_wrong_count(int count, char **names, int schedules, struct error *error)
{
	if (count == 0 && schedules)
		return error_set(error, "%s", _("diff: schedules of which recipe? RECIPE --schedule S1 --schedule S2 would be right"));
	if (count == 0)
		return error_set(error, "%s", _("diff: what with what? FIRST SECOND, two files of `run --trace`, or RECIPE --schedule S1 --schedule S2 would be right"));
	if (count == 1 && schedules == 0)
		return wrong_one(names[0], error);
	if (count == 1)
		return error_set(error, "%s", _("diff: one schedule is given, and two are compared: --schedule S1 --schedule S2 would be right"));
	if (schedules)
		return error_set(error, _("diff: '%.200s' is too much beside --schedule: RECIPE --schedule S1 --schedule S2 would be right, or RECIPE S1 S2"), names[1]);
	return error_set(error, _("diff: '%.200s' is too much: two are compared, FIRST SECOND or RECIPE S1 S2"), names[3]);
}

/* ---- a recording ---- */

static int wrong_run(const char *cast, const struct origin *origin, struct error *error)
{
	char trace[PATH_MAX];
	struct error said;
	replay_find(origin, cast, trace, sizeof trace, &said);
	if (*trace)
		return error_set(error, _("diff: %.200s is a recording of a screen; the run it shows would be right, which lies beside it: %.300s"), cast, trace);
	return error_set(error, _("diff: %.200s is a recording of a screen, and the run it shows does not lie beside it%s%.200s; `lunchrush run --trace FILE` keeps a run"), cast, *said.text ? ": " : "", said.text);
}

int diff_wrong_cast(const char *cast, struct error *error)
{
	struct origin origin;
	enum origin_is is = origin_read(&origin, cast, error);
	if (is == ORIGIN_OURS && *origin.lesson)
		error_set(error, _("diff: %.200s is a recording of the lesson %.100s, which is no one run: two files of `run --trace` would be right, or a recipe and two schedules"), cast, origin.lesson);
	else if (is == ORIGIN_OURS)
		wrong_run(cast, &origin, error);
	else if (is != ORIGIN_WRONG)
		error_set(error, _("diff: %.200s is a recording of a screen from elsewhere, with no run: two files of `run --trace` would be right"), cast);
	origin_release(&origin);
	return -1;
}
