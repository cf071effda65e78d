/* data.c - the data directory and the shelf of recipes in it.
 *
 * The build puts a file `.lunchrush-tree` beside the program that holds the absolute path of the source tree: so the built
 * program works without being installed, and a copy elsewhere does not pick up a tree by chance. A name is never a path: it is compared
 * with the names on the shelf, and nothing else is opened for it. */
#include "cli/data.h"

#include "trace/near.h"
#include "lesson/lesson.h"
#include "trace/text.h"
#include "trace/tongue.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#ifndef PKGDATADIR
#define PKGDATADIR "/usr/local/share/lunchrush"
#endif

/* The first line of a file, without its newline; -1 when there is none. */
static int first_line(const char *path, char *to, size_t size)
{
	FILE *file = fopen(path, "re");
	bool read = file && fgets(to, (int)size, file);

	if (file)
		fclose(file);
	if (!read)
		return -1;
	to[strcspn(to, "\r\n")] = '\0';
	return *to ? 0 : -1;
}

/* The directory that the running program lies in. */
static int program_directory(char to[PATH_MAX])
{
	ssize_t length = readlink("/proc/self/exe", to, PATH_MAX - 1);
	char *slash;

	if (length <= 0)
		return -1;
	to[length] = '\0';
	slash = strrchr(to, '/');
	if (!slash)
		return -1;
	*slash = '\0';
	return 0;
}

static bool is_directory(const char *path)
{
	struct stat stat_of;

	return stat(path, &stat_of) == 0 && S_ISDIR(stat_of.st_mode);
}

/* Where an installed program finds its data, wherever both were moved to; as a path without "..", for it is shown and written into what is saved. */
static int beside_program(const char *program, char to[PATH_MAX])
{
	char path[PATH_MAX + 64];

	snprintf(path, sizeof path, "%s/../share/lunchrush", program);
	return realpath(path, to) && is_directory(to) ? 0 : -1;
}

const char *data_directory(void)
{
	static char found[PATH_MAX + 64];
	char program[PATH_MAX], path[PATH_MAX + 64];

	if (*found)
		return found;
	if (program_directory(program) == 0) {
		snprintf(path, sizeof path, "%s/.lunchrush-tree", program);
		if (first_line(path, found, sizeof found) == 0 && is_directory(found))
			return found;
		if (beside_program(program, found) == 0)
			return found;
	}
	snprintf(found, sizeof found, "%s", PKGDATADIR);
	return found;
}

bool data_same_file(const char *path, const char *other)
{
	struct stat is, other_is;
	return stat(path, &is) == 0 && stat(other, &other_is) == 0 && is.st_ino == other_is.st_ino && is.st_dev == other_is.st_dev;
}

char *data_built(const char *name, char *to, size_t size)
{
	char program[PATH_MAX], path[PATH_MAX + 64], tree[PATH_MAX];

	if (program_directory(program) == 0) {
		snprintf(path, sizeof path, "%s/.lunchrush-tree", program);
		if (first_line(path, tree, sizeof tree) == 0) {
			snprintf(to, size, "%s/%s", program, name);
			return to;
		}
	}
	snprintf(to, size, "%s/%s", data_directory(), name);
	return to;
}

/* "03-name" → "name"; NULL when the folder's name has another form. */
static const char *name_of_folder(const char *folder)
{
	size_t digits = strspn(folder, "0123456789");

	return digits > 0 && folder[digits] == '-' && folder[digits + 1] ? folder + digits + 1 : NULL;
}

static int is_lesson(const struct dirent *entry)
{
	return name_of_folder(entry->d_name) != NULL;
}

struct shelf_recipe *data_recipes(size_t *count)
{
	char lessons[PATH_MAX + 80];
	struct dirent **entries = NULL;
	struct shelf_recipe *recipes;
	int n;

	snprintf(lessons, sizeof lessons, "%s/lessons", data_directory());
	*count = 0;
	n = scandir(lessons, &entries, is_lesson, versionsort);
	recipes = calloc(n > 0 ? (size_t)n : 1, sizeof *recipes);
	for (int i = 0; i < n; i++) {
		struct shelf_recipe recipe;
		int length = snprintf(recipe.path, sizeof recipe.path, "%s/%s/recipe.lua", lessons, entries[i]->d_name);

		snprintf(recipe.name, sizeof recipe.name, "%s", name_of_folder(entries[i]->d_name));
		if (recipes && length < (int)sizeof recipe.path && access(recipe.path, R_OK) == 0)
			recipes[(*count)++] = recipe;
		free(entries[i]);
	}
	free(entries);
	if (*count == 0) {
		free(recipes);
		recipes = NULL;
	}
	return recipes;
}

static int recipe_by_name(const char *name, struct launch *launch);

/* A lesson without a recipe of its own names one of the shelf. */
static int recipe_of_lesson(const char *folder, struct launch *launch)
{
	struct error error;
	struct lesson *lesson = lesson_load(folder, "", &error);
	int result = lesson && *lesson->recipe && !strchr(lesson->recipe, '/') ? recipe_by_name(lesson->recipe, launch) : -1;

	lesson_free(lesson);
	return result;
}

/* The folder of that name on the shelf, recipe or not. */
static int lesson_on_shelf(const char *name, struct launch *launch)
{
	char lessons[PATH_MAX + 80], folder[PATH_MAX + 400];
	struct dirent **entries = NULL;
	int result = -1, n;

	snprintf(lessons, sizeof lessons, "%s/lessons", data_directory());
	n = scandir(lessons, &entries, is_lesson, versionsort);
	for (int i = 0; i < n; i++) {
		if (result && strcmp(name_of_folder(entries[i]->d_name), name) == 0) {
			snprintf(folder, sizeof folder, "%s/%s", lessons, entries[i]->d_name);
			result = recipe_of_lesson(folder, launch);
		}
		free(entries[i]);
	}
	free(entries);
	return result;
}

/* A folder with a recipe.lua in it is that recipe, under the folder's name. */
static int recipe_of_folder(const char *folder, struct launch *launch, struct error *error)
{
	const char *last = strrchr(folder, '/');
	char path[PATH_MAX + 16];
	const char *name = last ? last + 1 : folder, *plain = name_of_folder(name);
	struct stat stat_of;

	snprintf(path, sizeof path, "%s/recipe.lua", folder);
	if (access(path, F_OK) != 0 && recipe_of_lesson(folder, launch) == 0)
		return 0;
	if (stat(path, &stat_of) != 0 || !S_ISREG(stat_of.st_mode) || access(path, R_OK) != 0)
		return error_set(error, _("%s: a folder without a recipe.lua that can be read; a file of Lua, or a folder that holds one, would be right"), folder);
	if (strlen(path) >= sizeof launch->path)
		return error_set(error, _("%s: its path is longer than %zu bytes"), path, sizeof launch->path - 1);
	strcpy(launch->path, path);
	name = plain ? plain : name;
	text_clean(launch->recipe, sizeof launch->recipe, name, strlen(name));
	snprintf(launch->file, sizeof launch->file, "%.59s.lua", launch->recipe);
	return 0;
}

/* A recipe's file that a person names by its path. */
static int recipe_by_path(const char *typed, struct launch *launch, struct error *error)
{
	const char *slash = strrchr(typed, '/'), *file = slash ? slash + 1 : typed;
	struct stat stat_of;
	char path[PATH_MAX];
	size_t length = strlen(file);

	if (!realpath(typed, path) || stat(path, &stat_of) != 0)
		return error_set(error, "%s: %s", typed, strerror(errno));
	if (S_ISDIR(stat_of.st_mode))
		return recipe_of_folder(path, launch, error);
	if (!S_ISREG(stat_of.st_mode))
		return error_set(error, _("%s: a recipe is a file of Lua, and this is none"), typed);
	if (access(path, R_OK) != 0)
		return error_set(error, "%s: %s", typed, strerror(errno));
	if (strlen(path) >= sizeof launch->path)
		return error_set(error, _("%s: its path is longer than %zu bytes"), typed, sizeof launch->path - 1);
	if (length > 4 && strcmp(file + length - 4, ".lua") == 0)
		length -= 4;
	strcpy(launch->path, path);
	text_clean(launch->file, sizeof launch->file, file, strlen(file));
	text_clean(launch->recipe, sizeof launch->recipe, file, length);
	return 0;
}

static int no_such_recipe(const char *typed, const struct shelf_recipe *recipes, size_t count, struct error *error)
{
	const char **names = calloc(count + 1, sizeof *names), *near;

	for (size_t i = 0; names && i < count; i++)
		names[i] = recipes[i].name;
	near = names ? near_word(typed, names, count) : NULL;
	free(names);
	if (count == 0)
		return error_set(error, _("there is no recipe '%s': %s/lessons holds none at all"), typed, data_directory());
	if (near)
		return error_set(error, _("there is no recipe '%s'; is '%s' meant?"), typed, near);
	return error_set(error, _("there is no recipe '%s'; `lunchrush list` prints those there are, and a path has a '/' or ends in .lua"), typed);
}

/* One of the shelf, by its own name. -1 when there is none. */
static int recipe_by_name(const char *name, struct launch *launch)
{
	size_t count;
	struct shelf_recipe *recipes = data_recipes(&count);
	int result = -1;

	for (size_t i = 0; i < count && result; i++)
		if (strcmp(recipes[i].name, name) == 0) {
			snprintf(launch->recipe, sizeof launch->recipe, "%s", recipes[i].name);
			snprintf(launch->path, sizeof launch->path, "%s", recipes[i].path);
			snprintf(launch->file, sizeof launch->file, "%.59s.lua", recipes[i].name);
			result = 0;
		}
	free(recipes);
	return result;
}

int data_recipe(const char *typed, struct launch *launch, struct error *error)
{
	size_t count, length = strlen(typed);
	struct shelf_recipe *recipes;
	int result;

	if (strchr(typed, '/') || (length > 4 && strcmp(typed + length - 4, ".lua") == 0))
		return recipe_by_path(typed, launch, error);
	if (recipe_by_name(typed, launch) == 0 || lesson_on_shelf(typed, launch) == 0)
		return 0;
	recipes = data_recipes(&count);
	result = no_such_recipe(typed, recipes, count, error);
	free(recipes);
	return result;
}

int data_first(char *to, size_t size, struct error *error)
{
	char path[PATH_MAX + 80];

	snprintf(path, sizeof path, "%s/lessons/first", data_directory());
	if (first_line(path, to, size))
		return error_set(error, _("%s: it should name the recipe that opens first; is the program installed whole?"), path);
	return 0;
}
