/* shelf.c - the lessons that are installed, and a person's own. Only cards are read: a menu of hundreds is quick. */
#include "lesson/shelf.h"

#include "trace/near.h"
#include "trace/text.h"
#include "trace/tongue.h"

#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SHELF_LESSONS_MAX 2000

/* DATA/lessons, or with own a person's; false: there is no such path. */
static bool shelf_folder(const char *data_dir, bool own, char to[PATH_MAX])
{
	const char *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
	int length;

	if (!own)
		length = snprintf(to, PATH_MAX, "%s/lessons", data_dir);
	else if (data && data[0] == '/')
		length = snprintf(to, PATH_MAX, "%s/lunchrush/lessons", data);
	else if (home && home[0] == '/')
		length = snprintf(to, PATH_MAX, "%s/.local/share/lunchrush/lessons", home);
	else
		return false;
	return length < PATH_MAX;
}

static int is_visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.' && (entry->d_type == DT_DIR || entry->d_type == DT_LNK || entry->d_type == DT_UNKNOWN);
}

/* Call `visit` with the path of each folder that has a lesson.ini, until it returns other than 0, which is returned. */
static int shelf_walk(const char *data_dir, int (*visit)(void *data, const char *folder), void *data)
{
	int result = 0;

	for (int own = 0; own < 2 && !result; own++) {
		char base[PATH_MAX], path[PATH_MAX + 300], file[PATH_MAX + 320];
		struct dirent **entries = NULL;
		int count = shelf_folder(data_dir, own, base) ? scandir(base, &entries, is_visible, versionsort) : 0;
		for (int i = 0; i < count; i++) {
			snprintf(path, sizeof path, "%s/%s", base, entries[i]->d_name);
			snprintf(file, sizeof file, "%s/lesson.ini", path);
			if (!result && faccessat(AT_FDCWD, file, F_OK, AT_SYMLINK_NOFOLLOW) == 0)
				result = visit(data, path);
			free(entries[i]);
		}
		free(entries);
	}
	return result;
}

/* ---- all of them ---- */

struct taking {
	struct shelf *shelf;
	const char *language;
};

/* The folder's own name, where it has no good one. */
static void name_anyhow(struct lesson_card *card, const char *folder)
{
	const char *last = strrchr(folder, '/') + 1;

	if (!card->name[0])
		text_clean(card->name, sizeof card->name, last, strlen(last));
	if (!card->title[0])
		snprintf(card->title, sizeof card->title, "%s", card->name);
}

static int lesson_take(void *data, const char *folder)
{
	struct taking *taking = data;
	struct shelf *shelf = taking->shelf;
	struct error error = { "" };

	if (shelf->count == SHELF_LESSONS_MAX)
		return 1;
	if ((shelf->count & (shelf->count - 1)) == 0) {
		void *more = realloc(shelf->lessons, (shelf->count ? 2 * shelf->count : 1) * sizeof *shelf->lessons);
		if (!more)
			return 1;
		shelf->lessons = more;
	}
	struct shelf_lesson *lesson = &shelf->lessons[shelf->count];
	lesson->wrong[0] = '\0';
	if (lesson_card_read(folder, taking->language, &lesson->card, &error))
		text_clean(lesson->wrong, sizeof lesson->wrong, error.text, strlen(error.text));
	name_anyhow(&lesson->card, folder);
	for (size_t i = 0; i < shelf->count && !lesson->wrong[0]; i++)
		if (!strcmp(shelf->lessons[i].card.name, lesson->card.name))
			snprintf(lesson->wrong, sizeof lesson->wrong, _("%.150s: there is another lesson of this name"), folder);
	shelf->count++;
	return 0;
}

static int by_order(const void *a, const void *b)
{
	const struct lesson_card *x = &((const struct shelf_lesson *)a)->card, *y = &((const struct shelf_lesson *)b)->card;

	if (x->order != y->order)
		return x->order < y->order ? -1 : 1;
	return strcmp(x->name, y->name);
}

struct shelf *shelf_read(const char *data_dir, const char *language)
{
	struct shelf *shelf = calloc(1, sizeof *shelf);
	struct taking taking = { shelf, language };

	if (!shelf)
		return NULL;
	shelf_walk(data_dir, lesson_take, &taking);
	if (shelf->count)
		qsort(shelf->lessons, shelf->count, sizeof *shelf->lessons, by_order);
	return shelf;
}

void shelf_free(struct shelf *shelf)
{
	if (!shelf)
		return;
	free(shelf->lessons);
	free(shelf);
}

const struct shelf_lesson *shelf_named(const struct shelf *shelf, const char *name)
{
	const struct shelf_lesson *found = NULL;

	for (size_t i = 0; i < shelf->count; i++)
		if (!strcmp(shelf->lessons[i].card.name, name) && (!found || found->wrong[0]))
			found = &shelf->lessons[i];
	return found;
}

/* ---- one that a person names ---- */

static int find_by_path(const char *typed, char folder[1024], struct error *error)
{
	struct stat is;
	char path[PATH_MAX];

	if ((size_t)snprintf(path, sizeof path, "%s", typed) >= sizeof path || stat(path, &is))
		return error_set(error, "%s: %m", typed);
	if (S_ISREG(is.st_mode)) {
		char *slash = strrchr(path, '/');
		slash[slash == path] = '\0';
	} else if (!S_ISDIR(is.st_mode)) {
		return error_set(error, _("%s: a lesson is a folder with lesson.ini and prose.md in it"), typed);
	}
	for (size_t length = strlen(path); length > 1 && path[length - 1] == '/';)
		path[--length] = '\0';
	if ((size_t)snprintf(folder, 1024, "%s", path) >= 1024)
		return error_set(error, _("%.100s…: the path is longer than 1023 bytes"), typed);
	return 0;
}

struct finding {
	const char *typed;
	char *folder;
	char names[SHELF_LESSONS_MAX][64];
	const char *pointers[SHELF_LESSONS_MAX];
	size_t count;
};

static int name_visit(void *data, const char *folder)
{
	struct finding *finding = data;
	const char *last = strrchr(folder, '/') + 1;
	size_t digits = strspn(last, "0123456789");

	if (digits && last[digits] == '-')
		last += digits + 1;
	if (!strcmp(last, finding->typed))
		return (size_t)snprintf(finding->folder, 1024, "%s", folder) < 1024;
	if (finding->count < SHELF_LESSONS_MAX) {
		snprintf(finding->names[finding->count], 64, "%s", last);
		finding->pointers[finding->count] = finding->names[finding->count];
		finding->count++;
	}
	return 0;
}

int shelf_find(const char *data_dir, const char *typed, char folder[1024], struct error *error)
{
	if (strchr(typed, '/') || !strcmp(typed, ".") || !strcmp(typed, ".."))
		return find_by_path(typed, folder, error);
	struct finding *finding = calloc(1, sizeof *finding);
	if (!finding)
		return error_set(error, _("memory is out"));
	finding->typed = typed;
	finding->folder = folder;
	int result = shelf_walk(data_dir, name_visit, finding) ? 0 : -1;
	const char *near = result ? near_word(typed, finding->pointers, finding->count) : NULL;
	if (near)
		error_set(error, _("there is no lesson '%s'; is '%s' meant?"), typed, near);
	else if (result)
		error_set(error, _("there is no lesson '%s'; `lunchrush list` prints those there are, and a path has a '/'"), typed);
	free(finding);
	return result;
}

/* ---- what next ---- */

static bool is_open(const struct shelf_lesson *lesson, const struct progress *progress)
{
	return !lesson->wrong[0] && progress_of(progress, lesson->card.name) != PROGRESS_DONE;
}

static bool needs_done(const struct lesson_card *card, const struct progress *progress)
{
	for (int i = 0; i < card->need_count; i++)
		if (progress_of(progress, card->needs[i]) != PROGRESS_DONE)
			return false;
	return true;
}

const struct shelf_lesson *shelf_next(const struct shelf *shelf, const struct progress *progress)
{
	const char *last = progress_last(progress);
	const struct shelf_lesson *lesson = last ? shelf_named(shelf, last) : NULL, *any = NULL;

	if (lesson && is_open(lesson, progress) && progress_of(progress, last) == PROGRESS_BEGUN)
		return lesson;
	for (size_t i = 0; i < shelf->count; i++) {
		lesson = &shelf->lessons[i];
		if (!is_open(lesson, progress))
			continue;
		if (needs_done(&lesson->card, progress))
			return lesson;
		any = any ? any : lesson;
	}
	return any;
}
