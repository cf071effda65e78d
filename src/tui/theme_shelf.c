/* theme_shelf.c - see theme_shelf.h. A name is letters, digits, - and _: it never leads out of its folder. */
#include "tui/theme_shelf.h"

#include "paper/config.h"
#include "trace/near.h"
#include "trace/text.h"
#include "trace/tongue.h"
#include "tui/theme.h"

#include <ctype.h>
#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define THEMES_SHIPPED_MAX 20

bool theme_is_path(const char *typed)
{
	size_t length = strlen(typed);
	return strchr(typed, '/') || (length > 4 && !strcmp(typed + length - 4, ".ini"));
}

static bool is_name(const char *text, size_t length)
{
	if (length == 0 || length >= sizeof((struct theme_shelved *)0)->name)
		return false;
	for (size_t i = 0; i < length; i++)
		if (!isalnum((unsigned char)text[i]) && text[i] != '-' && text[i] != '_')
			return false;
	return true;
}

/* What a name has to be, said of one that is not so. */
static int name_wrong(const char *name, struct error *error)
{
	return error_set(error, _("a theme's name is 1 to %zu letters from a to z, digits, - and _: '%.64s' is none, another name of the file would be right"), sizeof((struct theme_shelved *)0)->name - 1, name);
}

static bool has(const struct theme_shelf *shelf, const char *name, size_t length)
{
	for (int i = 0; i < shelf->count; i++)
		if (strlen(shelf->themes[i].name) == length && !strncmp(shelf->themes[i].name, name, length))
			return true;
	return false;
}

static void leave_out(struct theme_shelf *shelf, const char *path, const char *why)
{
	if (shelf->left_out_count < THEMES_LEFT_MAX) {
		struct theme_left_out *left = &shelf->left_out[shelf->left_out_count];
		snprintf(left->path, sizeof left->path, "%.1023s", path);
		text_clean(left->why, sizeof left->why, why, strlen(why));
	}
	shelf->left_out_count++;
}

/* A file of the person's own: can it be drawn with? */
static bool is_right(struct theme_shelf *shelf, const char *path, const char *name)
{
	struct theme theme;
	struct error error;
	if (is_name(name, strlen(name)) ? theme_load(&theme, NULL, path, &error) == 0 : (name_wrong(name, &error), false))
		return true;
	leave_out(shelf, path, error.text);
	return false;
}

/* One that is the person's own and wrong is found by its name all the same: then what is wrong is said, so another of that name is not offered. */
static bool is_left_out(const struct theme_shelf *shelf, const char *name)
{
	for (int i = 0; i < shelf->left_out_count && i < THEMES_LEFT_MAX; i++) {
		const char *slash = strrchr(shelf->left_out[i].path, '/');
		size_t length = strlen(name);
		if (slash && !strncmp(slash + 1, name, length) && !strcmp(slash + 1 + length, ".ini"))
			return true;
	}
	return false;
}

static void take(struct theme_shelf *shelf, const char *folder, const char *file, bool own)
{
	char name[256], path[PATH_MAX + 300];
	snprintf(name, sizeof name, "%.*s", (int)strlen(file) - 4, file);
	snprintf(path, sizeof path, "%s/%s", folder, file);
	if (has(shelf, name, strlen(name)) || is_left_out(shelf, name) || (own ? !is_right(shelf, path, name) : !is_name(name, strlen(name))))
		return;
	struct theme_shelved *theme = &shelf->themes[shelf->count++];
	snprintf(theme->name, sizeof theme->name, "%.39s", name);
	theme->own = own;
}

static int is_ini(const struct dirent *entry)
{
	size_t length = strlen(entry->d_name);
	return length > 4 && !strcmp(entry->d_name + length - 4, ".ini");
}

static void folder_read(struct theme_shelf *shelf, const char *folder, bool own)
{
	int most = own ? THEMES_MAX - THEMES_SHIPPED_MAX : THEMES_MAX; /* however many of one's own there are, the others stay in reach */
	struct dirent **entries = NULL;
	int count = scandir(folder, &entries, is_ini, alphasort);
	for (int i = 0; i < count; i++) {
		if (shelf->count < most)
			take(shelf, folder, entries[i]->d_name, own);
		free(entries[i]);
	}
	free(entries);
}

static int rank(const char *name)
{
	return !strcmp(name, "dark") ? 0 : !strcmp(name, "light") ? 1 : 2;
}

static int compare(const void *a, const void *b)
{
	const struct theme_shelved *one = a, *other = b;
	int by = rank(one->name) - rank(other->name);
	return by ? by : strcmp(one->name, other->name);
}

/* The folder of themes beside lunchrush.ini; false: there is none. */
static bool own_folder(char *to, size_t size)
{
	char folder[PATH_MAX];
	return config_folder(folder, sizeof folder) == 0 && (size_t)snprintf(to, size, "%s/themes", folder) < size;
}

void theme_shelf_read(struct theme_shelf *shelf, const char *data_dir)
{
	char folder[PATH_MAX + 16];
	memset(shelf, 0, sizeof *shelf);
	if (own_folder(folder, sizeof folder))
		folder_read(shelf, folder, true);
	if (data_dir && (size_t)snprintf(folder, sizeof folder, "%s/themes", data_dir) < sizeof folder)
		folder_read(shelf, folder, false);
	qsort(shelf->themes, (size_t)shelf->count, sizeof *shelf->themes, compare);
	for (int i = 0; i < shelf->count; i++)
		shelf->names[i] = shelf->themes[i].name;
}

static bool lies_in(const char *folder, const char *name, char *to, size_t size)
{
	return (size_t)snprintf(to, size, "%s/%s.ini", folder, name) < size && access(to, F_OK) == 0;
}

int theme_file_named(const char *path, struct error *error)
{
	char folder[PATH_MAX + 16], name[256];
	const char *slash = strrchr(path, '/');
	size_t length = slash ? (size_t)(slash - path) : 0;
	if (!slash || !own_folder(folder, sizeof folder) || strlen(folder) != length || strncmp(folder, path, length))
		return 0;
	snprintf(name, sizeof name, "%.*s", (int)strlen(slash + 1) - 4, slash + 1);
	return is_name(name, strlen(name)) ? 0 : name_wrong(name, error);
}

bool theme_own_file(const char *name, char *to, size_t size)
{
	char folder[PATH_MAX + 16];
	return *name && strlen(name) < 250 && !strchr(name, '/') && own_folder(folder, sizeof folder) && lies_in(folder, name, to, size);
}

static int not_there(const char *data_dir, const char *name, struct error *error)
{
	char path[PATH_MAX + 400];
	struct theme_shelf shelf;
	if (theme_own_file(name, path, sizeof path))
		return name_wrong(name, error);
	theme_shelf_read(&shelf, data_dir);
	const char *near = near_word(name, shelf.names, (size_t)shelf.count);
	if (near)
		return error_set(error, _("there is no theme '%.64s'; is %s meant?"), name, near);
	return error_set(error, _("there is no theme '%.64s'; one that `lunchrush list` prints would be right, or the path of a theme's .ini file"), name);
}

int theme_path(const char *data_dir, const char *name, char *to, size_t size, struct error *error)
{
	char folder[PATH_MAX + 16];
	bool named = is_name(name, strlen(name));
	if (!data_dir)
		return error_set(error, _("theme '%.64s' is not there: give the path of a theme's .ini file"), name);
	if (named && own_folder(folder, sizeof folder) && lies_in(folder, name, to, size))
		return 0;
	snprintf(folder, sizeof folder, "%s/themes", data_dir);
	if (named && lies_in(folder, name, to, size))
		return 0;
	return not_there(data_dir, name, error);
}
