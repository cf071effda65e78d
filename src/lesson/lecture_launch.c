/* lecture_launch.c - how a step of a lesson runs, as a kitchen is told it.
 *
 * A recipe is a name on the shelf, or a file of the lesson's own folder; nothing else can be named, and a file there is looked at before its path is handed on
 * (paper/folder.h): a lesson from a stranger does not reach out of its folder. */
#include "lesson/lecture.h"
#include "paper/folder.h"
#include "trace/tongue.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool is_file(const char *recipe)
{
	size_t length = strlen(recipe);

	return length > 4 && strcmp(recipe + length - 4, ".lua") == 0;
}

/* A file of the folder, under the lesson's name: so messages name it as they name a recipe of the shelf. */
static int find_own(const struct lesson *lesson, const char *file, lecture_find *find, struct launch *launch, struct error *error)
{
	char path[sizeof launch->path];

	if (folder_path(lesson->folder, file, path, sizeof path, error) || find(path, launch, error))
		return -1;
	if (strcmp(file, "recipe.lua") == 0) {
		snprintf(launch->recipe, sizeof launch->recipe, "%s", lesson->name);
		snprintf(launch->file, sizeof launch->file, "%.59s.lua", lesson->name);
	}
	return 0;
}

static int find_recipe(const struct lesson *lesson, const struct lesson_step *step, lecture_find *find, struct launch *launch, struct error *error)
{
	const char *recipe = *step->recipe ? step->recipe : lesson->recipe;

	if (!*recipe && !lesson->own_recipe)
		return error_set(error, _("the lesson %s has no recipe, so its step %s cannot run"), lesson->name, step->name);
	if (!*recipe)
		return find_own(lesson, "recipe.lua", find, launch, error);
	if (strchr(recipe, '/'))
		return error_set(error, _("the recipe of step %s is the path '%s': a name that `lunchrush list` prints would be right, or a file of the lesson's folder"), step->name, recipe);
	return is_file(recipe) ? find_own(lesson, recipe, find, launch, error) : find(recipe, launch, error);
}

static int put_settings(const struct lesson_step *step, struct launch *launch, struct error *error)
{
	for (size_t i = 0; i < step->setting_count; i++)
		if (launch_set(launch, step->settings[i].name, step->settings[i].value, error))
			return -1;
	return 0;
}

static int put_control(const struct lesson_step *step, struct launch *launch, struct error *error)
{
	snprintf(launch->policy, sizeof launch->policy, "%s", *step->policy ? step->policy : "hand");
	launch->schedule = strdup(step->schedule ? step->schedule : "");
	return launch->schedule ? 0 : error_set(error, "out of memory");
}

int lecture_launch(const struct lesson *lesson, const struct lesson_step *step, lecture_find *find, struct launch *launch, struct error *error)
{
	launch_init(launch);
	if (step->mode == LESSON_READ)
		return error_set(error, _("step %s is only read: nothing runs there"), step->name);
	if (find_recipe(lesson, step, find, launch, error) || put_settings(step, launch, error))
		goto failed;
	snprintf(launch->engine, sizeof launch->engine, "%s", step->engine);
	launch->gil = step->gil;
	launch->seed = step->seed;
	if (step->pace >= 0)
		launch->pace = step->pace;
	if (step->mode == LESSON_STEPPED && put_control(step, launch, error))
		goto failed;
	return 0;
failed:
	launch_release(launch);
	return -1;
}
