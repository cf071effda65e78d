/* check.c - `lunchrush check`: what is to be looked at. A name that `list` prints, or a path; a folder of folders is all that is in it; nothing at all is what is installed. */
#include "cli/check.h"

#include "cli/data.h"
#include "cli/verb.h"
#include "lesson/shelf.h"
#include "trace/tongue.h"
#include "tui/theme_shelf.h"

#include <dirent.h>
#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FLAG_QUICK = 1, FLAG_COST, FLAG_OWN_PACE, FLAG_ALLOW_COMMANDS, FLAG_JOBS };

static const struct flag flags[] = {
	{ "quick", NULL, N_("only read: nothing is run and nothing is counted"), FLAG_QUICK },
	{ "jobs", "N", N_("check N at once (2)"), FLAG_JOBS },
	{ "own-pace", NULL, N_("run each free step at its own pace from the start: slow"), FLAG_OWN_PACE },
	{ "cost", NULL, N_("also measure comparisons, and what mended recipes cost: slow"), FLAG_COST },
	{ "allow-commands", NULL, N_("let recipes start any program, as you could; else such steps are not run"), FLAG_ALLOW_COMMANDS },
	{ NULL, NULL, NULL, 0 },
};

struct targets {
	struct check_target *all; /* owned */
	size_t count, size;
};

static void add(struct targets *targets, enum check_what what, const char *path)
{
	if (targets->count == targets->size) {
		targets->size = targets->size ? targets->size * 2 : 64;
		targets->all = realloc(targets->all, targets->size * sizeof *targets->all);
		if (!targets->all)
			abort();
	}
	struct check_target *target = &targets->all[targets->count++];
	target->what = what;
	snprintf(target->path, sizeof target->path, "%s", path);
	for (size_t length = strlen(target->path); length > 1 && target->path[length - 1] == '/'; length--)
		target->path[length - 1] = '\0';
}

/* ---- what a path is ---- */

static bool holds(const char *folder, const char *file)
{
	char path[PATH_MAX];

	return snprintf(path, sizeof path, "%s/%s", folder, file) < (int)sizeof path && access(path, F_OK) == 0;
}

static bool ends(const char *text, const char *end)
{
	size_t length = strlen(text), more = strlen(end);

	return length > more && strcmp(text + length - more, end) == 0;
}

/* A folder that is one thing. */
static enum check_what what_is_folder(const char *folder)
{
	if (holds(folder, "lesson.ini") || holds(folder, "prose.md"))
		return CHECK_LESSON;
	return holds(folder, "words.md") ? CHECK_PAGES : CHECK_NOTHING;
}

/* A file of a lesson stands for its lesson. */
static void add_file(struct targets *targets, const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	char folder[1024];

	snprintf(folder, sizeof folder, "%.*s", slash ? (int)(slash - path) : 1, slash ? path : ".");
	if (strcmp(name, "lesson.ini") == 0 || (strncmp(name, "prose.", 6) == 0 && ends(name, ".md")))
		add(targets, CHECK_LESSON, folder);
	else if (ends(name, ".lua"))
		add(targets, CHECK_RECIPE, path);
	else if (ends(name, ".ini")) {
		char in_folder[1100];
		snprintf(in_folder, sizeof in_folder, "%s%s", slash ? "" : "./", path);
		add(targets, CHECK_THEME, in_folder);
	} else
		add(targets, CHECK_TRACE, path);
}

static int not_hidden(const struct dirent *entry)
{
	return *entry->d_name != '.';
}

/* Without slashes at its end, so that messages have paths as people write them. */
static int bare_length(const char *folder)
{
	size_t length = strlen(folder);

	while (length && folder[length - 1] == '/')
		length--;
	return (int)length;
}

/* What lies in a folder: lessons, recipes, themes; as far as it is one of these. */
static void add_in_folder(struct targets *targets, const char *folder)
{
	struct dirent **entries = NULL;
	int count = scandir(folder, &entries, not_hidden, versionsort);

	for (int i = 0; i < count; i++) {
		char path[1024], recipe[1100];
		if (snprintf(path, sizeof path, "%.*s/%s", bare_length(folder), folder, entries[i]->d_name) < (int)sizeof path) {
			snprintf(recipe, sizeof recipe, "%s/recipe.lua", path);
			if (what_is_folder(path) != CHECK_NOTHING)
				add(targets, what_is_folder(path), path);
			else if (access(recipe, F_OK) == 0)
				add(targets, CHECK_RECIPE, recipe);
			else if (ends(path, ".lua") || ends(path, ".ini"))
				add_file(targets, path);
		}
		free(entries[i]);
	}
	free(entries);
}

/* themes/dark is themes/dark.ini, where that alone is there. */
static bool theme_without_end(struct targets *targets, const char *path)
{
	char with_end[1024];

	if (access(path, F_OK) == 0 || snprintf(with_end, sizeof with_end, "%s.ini", path) >= (int)sizeof with_end || access(with_end, F_OK))
		return false;
	add_file(targets, with_end);
	return true;
}

static int add_path(struct targets *targets, const char *path, struct error *error)
{
	size_t before = targets->count;
	struct stat is;

	if (theme_without_end(targets, path))
		return 0;
	if (strlen(path) >= sizeof targets->all->path || stat(path, &is))
		return error_set(error, "check: %.300s: %s", path, strlen(path) >= sizeof targets->all->path ? _("its path is too long") : strerror(errno));
	if (!S_ISDIR(is.st_mode))
		add_file(targets, path);
	else if (what_is_folder(path) != CHECK_NOTHING)
		add(targets, what_is_folder(path), path);
	else if (holds(path, "recipe.lua")) {
		char recipe[1100];
		snprintf(recipe, sizeof recipe, "%s/recipe.lua", path);
		add(targets, CHECK_RECIPE, recipe);
	} else
		add_in_folder(targets, path);
	if (targets->count == before)
		return error_set(error, _("check: %s: there is nothing in it to check: a lesson's folder has a lesson.ini, a recipe's a recipe.lua"), path);
	return 0;
}

/* ---- what a name is ---- */

static int add_name(struct targets *targets, const char *name, struct error *error)
{
	struct shelf *shelf = shelf_read(data_directory(), "");
	const struct shelf_lesson *lesson = shelf ? shelf_named(shelf, name) : NULL;
	struct launch launch;
	char theme[PATH_MAX];
	struct error none;

	launch_init(&launch);
	if (lesson)
		add(targets, CHECK_LESSON, lesson->card.folder);
	else if (data_recipe(name, &launch, error) == 0)
		add(targets, CHECK_RECIPE, launch.path);
	else if (theme_path(data_directory(), name, theme, sizeof theme, &none) == 0)
		add(targets, CHECK_THEME, theme);
	else if (theme_own_file(name, theme, sizeof theme))
		add(targets, CHECK_THEME, theme);
	else {
		shelf_free(shelf);
		return error_set(error, _("check: there is no lesson, recipe or theme '%s', nor a file; `lunchrush list` prints those there are"), name);
	}
	shelf_free(shelf);
	return 0;
}

static int add_typed(struct targets *targets, const char *typed, struct error *error)
{
	char theme[PATH_MAX];
	bool is_path = strchr(typed, '/') || ends(typed, ".lua") || ends(typed, ".ini");

	if (!is_path && add_name(targets, typed, error) == 0)
		return 0;
	snprintf(theme, sizeof theme, "%s.ini", typed);
	return is_path || access(typed, F_OK) == 0 || access(theme, F_OK) == 0 ? add_path(targets, typed, error) : -1;
}

/* Lessons first, the person's own among them; then recipes that no lesson has in its folder, themes, the person's own too, pages. */
static void add_installed(struct targets *targets)
{
	struct shelf *shelf = shelf_read(data_directory(), "");
	struct theme_shelf themes;
	struct error error;
	char folder[PATH_MAX];
	size_t lessons, count;

	for (size_t i = 0; shelf && i < shelf->count; i++)
		add(targets, CHECK_LESSON, shelf->lessons[i].card.folder);
	shelf_free(shelf);
	lessons = targets->count;
	struct shelf_recipe *recipes = data_recipes(&count);
	for (size_t i = 0; i < count; i++) {
		bool of_lesson = false;
		for (size_t j = 0; j < lessons && !of_lesson; j++)
			of_lesson = strncmp(recipes[i].path, targets->all[j].path, strlen(targets->all[j].path)) == 0 && recipes[i].path[strlen(targets->all[j].path)] == '/';
		if (!of_lesson)
			add(targets, CHECK_RECIPE, recipes[i].path);
	}
	free(recipes);
	theme_shelf_read(&themes, data_directory());
	for (int i = 0; i < themes.count; i++)
		if (theme_path(data_directory(), themes.names[i], folder, sizeof folder, &error) == 0)
			add(targets, CHECK_THEME, folder);
	for (int i = 0; i < themes.left_out_count && i < THEMES_LEFT_MAX; i++)
		add(targets, CHECK_THEME, themes.left_out[i].path);
	snprintf(folder, sizeof folder, "%s/lessons/pages", data_directory());
	if (holds(folder, "words.md"))
		add(targets, CHECK_PAGES, folder);
}

/* ---- the verb ---- */

static int read_flags(struct check_how *how, int argc, char **argv, struct error *error)
{
	const char *value;
	double jobs = how->jobs;
	int code;

	while ((code = flags_next(flags, argc, argv, &value, error)) > 0)
		switch (code) {
		case FLAG_QUICK: how->quick = true; break;
		case FLAG_COST: how->cost = true; break;
		case FLAG_OWN_PACE: how->own_pace = true; break;
		case FLAG_ALLOW_COMMANDS: how->allow_commands = true; break;
		default:
			if (flags_number("number of jobs", value, 1, 64, &jobs, error))
				return -1;
		}
	how->jobs = (int)jobs;
	return code;
}

static int check_verb(int argc, char **argv)
{
	struct check_how how = { .jobs = 2 };
	struct targets targets = { NULL, 0, 0 };
	struct error error;
	int status;

	if (read_flags(&how, argc, argv, &error))
		return verb_fail(EXIT_USAGE, &error);
	for (int i = optind; i < argc; i++)
		if (add_typed(&targets, argv[i], &error)) {
			free(targets.all);
			return verb_fail(EXIT_USAGE, &error);
		}
	if (optind == argc)
		add_installed(&targets);
	status = check_all(&how, targets.all, targets.count);
	free(targets.all);
	return status;
}

const struct verb verb_check = {
	.name = "check",
	.arguments = "[NAME|PATH]... [options]",
	.summary = N_("Say what is wrong with a lesson, a recipe, a theme or a trace"),
	.about = N_("Each mistake is a line, FILE:LINE: message. Of a lesson all is read, and then it is run: answers that the run contradicts, claims that do not\n"
		 "hold, goals that no schedule reaches, schedules that cannot be taken, links that lead nowhere. A recipe by itself is run for two\n"
		 "seconds at most. Without a name all that is installed is checked. The status is 0 when nothing is wrong, 1 when something is.\n"),
	.flags = flags,
	.run = check_verb,
};
