/* lesson_load.c - a lesson's folder into a lesson.
 *
 * lesson.ini first, since it says which steps there are; then prose.md, whose headings say which part of it belongs to which step; then what must agree; then
 * translations, over it. Each file is read once, through paper/folder.h, so nothing outside is opened, and checked for characters that should not be there. What is wrong is told and
 * passed over, so one reading tells all; lesson_load keeps the first of it. */
#include "lesson/lesson_inner.h"

#include "paper/folder.h"
#include "paper/plain.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What paper tells counts, too. */
static void tell_counted(void *data, const char *message)
{
	struct loading *loading = data;

	loading->told++;
	loading->tell(loading->data, message);
}

/* A file of the folder, plain text; NULL: told. `name` has the path for messages. */
static char *text_read(struct loading *loading, const char *file, size_t most, size_t *length, char *name, size_t size)
{
	struct error error = { "" };
	char *text = folder_read(loading->folder, file, most, length, &error);

	snprintf(name, size, "%s/%s", loading->folder, file);
	loading->file = file;
	if (!text) {
		tell_counted(loading, error.text);
		return NULL;
	}
	if (plain_check(text, *length, name, tell_counted, loading)) {
		free(text);
		return NULL;
	}
	return text;
}

static int ini_take(struct loading *loading)
{
	char name[1200];
	size_t length;
	char *text = text_read(loading, "lesson.ini", LESSON_INI_BYTES_MAX, &length, name, sizeof name);

	if (!text)
		return -1;
	loading->ini = ini_read(text, length, name, tell_counted, loading);
	free(text);
	if (!loading->ini)
		return -1;
	lesson_ini_take(loading);
	return 0;
}

static int prose_take(struct loading *loading, const char *file, bool translation)
{
	struct document document;
	char name[1200];
	size_t length;
	char *text = text_read(loading, file, LESSON_PROSE_BYTES_MAX, &length, name, sizeof name);

	if (!text)
		return -1;
	markdown_read_telling(&document, text, length, name, 1, tell_counted, loading);
	free(text);
	lesson_links_check(loading, &document);
	lesson_prose_take(loading, &document, translation);
	document_release(&document);
	return 0;
}

static void headings_check(struct loading *loading)
{
	loading->file = "lesson.ini";
	for (size_t i = 0; i < loading->lesson->step_count; i++)
		if (!loading->steps[i].heading)
			lesson_wrong(loading, loading->lesson->steps[i].line, "[step:%s] has no heading ## %s in prose.md", loading->lesson->steps[i].name, loading->lesson->steps[i].name);
}

static void loading_release(struct loading *loading)
{
	ini_free(loading->ini);
	for (size_t i = 0; i < LESSON_STEPS_MAX; i++)
		for (int reply = 0; reply < loading->steps[i].reply_count; reply++) {
			free(loading->steps[i].reply_key[reply]);
			free(loading->steps[i].reply[reply]);
		}
}

/* All but translations. NULL: nothing could be made of it. */
static struct lesson *load(struct loading *loading)
{
	struct lesson *lesson = loading->lesson = calloc(1, sizeof *lesson);
	struct error error = { "" };

	if (!lesson)
		abort();
	if (strlen(loading->folder) >= sizeof lesson->folder) {
		error_set(&error, "%.100s…: the path is longer than %zu bytes", loading->folder, sizeof lesson->folder - 1);
		tell_counted(loading, error.text);
		goto fail;
	}
	strcpy(lesson->folder, loading->folder);
	if (lesson_folder_name(loading->folder, lesson->name, &error)) {
		tell_counted(loading, error.text);
		goto fail;
	}
	lesson->own_recipe = folder_has(loading->folder, "recipe.lua");
	if (ini_take(loading))
		goto fail;
	if (prose_take(loading, "prose.md", false))
		goto fail;
	headings_check(loading);
	lesson_check(loading);
	return lesson;
fail:
	lesson_free(lesson);
	return loading->lesson = NULL;
}

/* The folder's path without slashes at its end. */
static char *folder_of(const char *typed)
{
	char *folder = strdup(*typed ? typed : ".");

	if (!folder)
		abort();
	for (size_t length = strlen(folder); length > 1 && folder[length - 1] == '/';)
		folder[--length] = '\0';
	return folder;
}

static void keep_first(void *data, const char *message)
{
	struct error *error = data;

	if (error && !error->text[0])
		error_set(error, "%s", message);
}

/* A translation that has mistakes is left out whole: the linter tells them, and a person reads the lesson as it was written. */
static struct lesson *load_in(const char *folder, const char *translation, struct error *error)
{
	struct loading *loading = calloc(1, sizeof *loading);
	struct lesson *lesson;

	if (!loading)
		abort();
	*loading = (struct loading){ .folder = folder, .tell = keep_first, .data = error };
	lesson = load(loading);
	if (lesson && translation && !loading->told)
		prose_take(loading, translation, true);
	if (loading->told) {
		lesson_free(lesson);
		lesson = NULL;
	}
	loading_release(loading);
	free(loading);
	return lesson;
}

struct lesson *lesson_load(const char *typed, const char *language, struct error *error)
{
	char file[32], *folder = folder_of(typed);
	struct error first = { "" };
	bool translation = lesson_prose_file(language, file) && folder_has(folder, file);
	struct lesson *lesson = load_in(folder, translation ? file : NULL, &first);

	if (!lesson && translation) {
		first.text[0] = '\0';
		lesson = load_in(folder, NULL, &first);
	}
	if (!lesson)
		error_set(error, "%s", first.text);
	free(folder);
	return lesson;
}

/* prose.de.md and the like. */
static int is_translation(const struct dirent *entry)
{
	size_t length = strlen(entry->d_name);

	return length > 9 && length < 24 && !strncmp(entry->d_name, "prose.", 6) && !strcmp(entry->d_name + length - 3, ".md");
}

/* Each translation that is there, over a lesson of its own. */
static void translations_check(const char *folder, lesson_tell *tell, void *data)
{
	struct dirent **entries = NULL;
	int count = scandir(folder, &entries, is_translation, alphasort);

	for (int i = 0; i < count; i++) {
		struct loading *loading = calloc(1, sizeof *loading);
		struct error unused = { "" };
		char language[24], file[32];
		if (!loading)
			abort();
		*loading = (struct loading){ .folder = folder, .tell = keep_first, .data = &unused };
		struct lesson *lesson = load(loading);
		snprintf(language, sizeof language, "%.*s", (int)strlen(entries[i]->d_name) - 9, entries[i]->d_name + 6);
		loading->tell = tell;
		loading->data = data;
		loading->file = entries[i]->d_name;
		if (!lesson_prose_file(language, file))
			lesson_wrong(loading, 0, "a translation is prose.LANG.md with two or three letters: prose.de.md");
		else if (lesson)
			prose_take(loading, file, true);
		lesson_free(lesson);
		loading_release(loading);
		free(loading);
		free(entries[i]);
	}
	free(entries);
}

struct lesson *lesson_load_telling(const char *typed, const char *language, lesson_tell *tell, void *data)
{
	struct loading *loading = calloc(1, sizeof *loading);
	char file[32], *folder = folder_of(typed);

	if (!loading)
		abort();
	*loading = (struct loading){ .folder = folder, .tell = tell, .data = data };
	struct lesson *lesson = load(loading);
	if (lesson)
		translations_check(folder, tell, data);
	if (lesson && lesson_prose_file(language, file) && folder_has(folder, file)) {
		struct error unused = { "" };
		loading->tell = keep_first;
		loading->data = &unused;
		prose_take(loading, file, true);
	}
	loading_release(loading);
	free(loading);
	free(folder);
	return lesson;
}
