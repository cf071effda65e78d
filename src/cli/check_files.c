/* check_files.c - one target by itself: a lesson's folder, a recipe, a theme, a trace, the pages. */
#include "cli/check.h"
#include "cli/check_run.h"

#include "cli/data.h"
#include "kitchen/kitchen.h"
#include "paper/folder.h"
#include "paper/ini.h"
#include "paper/words.h"
#include "source/source.h"
#include "trace/text.h"
#include "trace/tongue.h"
#include "tui/contrast.h"
#include "tui/theme_shelf.h"

#include <dirent.h>
#include <poll.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define RECIPE_S 2.0 /* real seconds that a recipe by itself is run */

/* A message that says its file and line itself; cleaned whole, since paths can hold anything. */
static void found_whole(struct check *check, const char *message)
{
	char clean[sizeof(struct error) + 1200];

	text_clean(clean, sizeof clean, message, strlen(message));
	fprintf(check->to, "%s\n", clean);
	check->found++;
}

void check_found(struct check *check, const char *file, int line, const char *format, ...)
{
	struct error words;
	char whole[sizeof words.text + 1200];
	va_list args;

	va_start(args, format);
	error_vset(&words, format, args);
	va_end(args);
	if (line > 0)
		snprintf(whole, sizeof whole, "%s:%d: %s", file, line, words.text);
	else
		snprintf(whole, sizeof whole, "%s: %s", file, words.text);
	found_whole(check, whole);
}

/* ---- a lesson ---- */

#define TOLD_MAX 256

/* What the loader tells; in each language it reads the same files again, and a mistake is said once. */
struct telling {
	struct check *check;
	char *told[TOLD_MAX];
	size_t count;
};

static void tell(void *data, const char *message)
{
	struct telling *telling = data;

	for (size_t i = 0; i < telling->count; i++)
		if (strcmp(telling->told[i], message) == 0)
			return;
	if (telling->count < TOLD_MAX)
		telling->told[telling->count++] = strdup(message);
	found_whole(telling->check, message);
}

static int is_translation(const struct dirent *entry)
{
	size_t length = strlen(entry->d_name);

	return length > 9 && length < 24 && strncmp(entry->d_name, "prose.", 6) == 0 && strcmp(entry->d_name + length - 3, ".md") == 0;
}

static void check_translations(struct telling *telling, const char *folder)
{
	struct dirent **entries = NULL;
	int count = scandir(folder, &entries, is_translation, versionsort);

	for (int i = 0; i < count; i++) {
		char language[16] = "";
		snprintf(language, sizeof language, "%.*s", (int)strlen(entries[i]->d_name) - 9, entries[i]->d_name + 6);
		lesson_free(lesson_load_telling(folder, language, tell, telling));
		free(entries[i]);
	}
	free(entries);
}

/* Its recipes: the one that runs, and those that reach goals. */
static void check_own(struct check *check, const char *folder, const char *file)
{
	char path[1024];
	struct error error;

	if (folder_path(folder, file, path, sizeof path, &error))
		found_whole(check, error.text);
	else
		check_recipe(check, path);
}

void check_lesson(struct check *check, const char *folder)
{
	struct telling telling = { .check = check };
	struct lesson *lesson = lesson_load_telling(folder, "", tell, &telling);

	check_translations(&telling, folder);
	for (size_t i = 0; i < telling.count; i++)
		free(telling.told[i]);
	if (!lesson)
		return;
	if (lesson->own_recipe)
		check_own(check, folder, "recipe.lua");
	for (size_t i = 0; i < lesson->step_count; i++)
		if (*lesson->steps[i].solution)
			check_own(check, folder, lesson->steps[i].solution);
	check_links(check, lesson);
	if (!check->how->quick)
		check_steps(check, lesson);
	lesson_free(lesson);
}

/* ---- the others ---- */

void check_recipe(struct check *check, const char *path)
{
	struct recipe_card card;
	struct error error;

	if (recipe_card_read(path, path, "recipe", &card, &error))
		found_whole(check, error.text);
}

static void recipe_judge(struct check *check, const char *path, const struct launch *launch, const struct check_run *run)
{
	const char *wrong = json_string_value(json_object_get(run->report, "error"));
	size_t name = strlen(launch->file);

	if (!run->report)
		found_whole(check, run->why);
	else if (!wrong || run->refused || json_is_true(json_object_get(run->report, "late")))
		return;
	else if (strncmp(wrong, launch->file, name) == 0 && wrong[name] == ':')
		check_found(check, path, atoi(wrong + name + 1), "%s", wrong + name + 1 + strcspn(wrong + name + 1, " ") + 1);
	else
		found_whole(check, wrong);
}

/* As it is set by itself and as fast as it goes: so that a word that Lua only misses when it comes to it is told, too. One that has not ended by then has shown no mistake. */
void check_recipe_run(struct check *check, const char *path)
{
	struct launch launch;
	struct check_run run;
	struct facts facts;
	struct error error;

	launch_init(&launch);
	if (data_recipe(path, &launch, &error)) {
		found_whole(check, error.text);
		launch_release(&launch);
		return;
	}
	launch.pace = 0;
	strcpy(launch.commands, check->how->allow_commands ? "all" : "");
	check_run(&launch, RECIPE_S, &run, &facts);
	recipe_judge(check, path, &launch, &run);
	check_run_release(&run);
	launch_release(&launch);
}

struct theme_checked {
	struct check *check;
	const char *path;
};

static void theme_found(void *data, int line, const char *words)
{
	const struct theme_checked *is = data;

	check_found(is->check, is->path, line, "%s", words);
}

static void theme_wrong(void *data, const char *message)
{
	found_whole(data, message);
}

void check_theme(struct check *check, const char *path)
{
	struct theme theme;
	struct theme_checked is = { check, path };
	struct error error;

	if (theme_file_named(path, &error))
		check_found(check, path, 0, "%s", error.text);
	if (theme_load_telling(&theme, data_directory(), path, theme_wrong, check))
		return; /* what it should look like is not known */
	contrast_gaps(&theme, theme_found, &is);
	contrast_check(&theme, theme_found, &is);
}

/* Read whole, folded as it comes. */
void check_trace(struct check *check, const char *path)
{
	struct history *history = history_new();
	struct error error;
	struct source *source = source_file(path, &error);
	struct info info;

	info_init(&info);
	while (source && source_pump(source, history, &info, 0) == SOURCE_OPEN) {
		struct pollfd ready = { .fd = source_fd(source), .events = POLLIN };
		poll(&ready, 1, -1);
	}
	if (!source)
		found_whole(check, error.text);
	else if (*source_error(source))
		check_found(check, path, 0, "%s", source_error(source));
	else if (history_head(history)->strange)
		check_found(check, path, 0, _("%llu of its events make no sense"), (unsigned long long)history_head(history)->strange);
	if (source)
		source_free(source);
	info_release(&info);
	history_free(history);
}

static int is_ini(const struct dirent *entry)
{
	size_t length = strlen(entry->d_name);

	return length > 4 && strcmp(entry->d_name + length - 4, ".ini") == 0;
}

static void check_inis(struct check *check, const char *folder)
{
	struct dirent **entries = NULL;
	int count = scandir(folder, &entries, is_ini, versionsort);

	for (int i = 0; i < count; i++) {
		char path[1400];
		struct error error;
		snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name);
		struct ini *ini = ini_load(path, &error);
		if (!ini)
			found_whole(check, error.text);
		ini_free(ini);
		free(entries[i]);
	}
	free(entries);
}

/* The words, with all that they lead to, and the pages that are tables. */
void check_pages(struct check *check, const char *folder)
{
	struct words words;
	struct error error;
	char path[1100];

	snprintf(path, sizeof path, "%s/words.md", folder);
	if (words_read(&words, data_directory(), &error))
		found_whole(check, error.text);
	else
		check_document_links(check, path, &words.all);
	words_release(&words);
	check_inis(check, folder);
}
