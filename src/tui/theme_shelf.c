/* theme_shelf.c - see theme_shelf.h. A name is letters, digits, - and _: it never leads out of its folder. */
#include "tui/theme_shelf.h"

#include "paper/config.h"
#include "trace/near.h"

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

static bool has(const struct theme_shelf *shelf, const char *name, size_t length)
{
	for (int i = 0; i < shelf->count; i++)
		if (strlen(shelf->themes[i].name) == length && !strncmp(shelf->themes[i].name, name, length))
			return true;
	return false;
}

static void folder_read(struct theme_shelf *shelf, const char *folder, bool own)
{
	int most = own ? THEMES_MAX - THEMES_SHIPPED_MAX : THEMES_MAX; /* however many of one's own there are, the others stay in reach */
	DIR *dir = opendir(folder);
	struct dirent *entry;
	while (dir && shelf->count < most && (entry = readdir(dir))) {
		size_t length = strlen(entry->d_name);
		if (length <= 4 || strcmp(entry->d_name + length - 4, ".ini") || !is_name(entry->d_name, length - 4) || has(shelf, entry->d_name, length - 4))
			continue;
		struct theme_shelved *theme = &shelf->themes[shelf->count++];
		snprintf(theme->name, sizeof theme->name, "%.*s", (int)length - 4, entry->d_name);
		theme->own = own;
	}
	if (dir)
		closedir(dir);
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

int theme_path(const char *data_dir, const char *name, char *to, size_t size, struct error *error)
{
	char folder[PATH_MAX + 16];
	struct theme_shelf shelf;
	const char *near;
	bool named = is_name(name, strlen(name));
	if (!data_dir)
		return error_set(error, "theme `%s` is not there: give the path of a theme's .ini file", name);
	if (named && own_folder(folder, sizeof folder) && lies_in(folder, name, to, size))
		return 0;
	snprintf(folder, sizeof folder, "%s/themes", data_dir);
	if (named && lies_in(folder, name, to, size))
		return 0;
	theme_shelf_read(&shelf, data_dir);
	near = near_word(name, shelf.names, (size_t)shelf.count);
	if (near)
		return error_set(error, "there is no theme '%.64s'; is %s meant?", name, near);
	return error_set(error, "there is no theme '%.64s'; one that `lunchrush list` prints would be right, or the path of a theme's .ini file", name);
}
