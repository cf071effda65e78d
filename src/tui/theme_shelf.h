/* theme_shelf.h - the themes there are by name: a person's own in $XDG_CONFIG_HOME/lunchrush/themes, then those that came with the program. */
#ifndef LUNCHRUSH_TUI_THEME_SHELF_H
#define LUNCHRUSH_TUI_THEME_SHELF_H

#include "trace/error.h"

#include <stdbool.h>
#include <stddef.h>

#define THEMES_MAX 64

#define THEMES_LEFT_MAX 8

struct theme_shelf {
	struct theme_shelved {
		char name[40];
		bool own; /* the person's; one of the same name that came with the program is then never seen */
	} themes[THEMES_MAX];
	const char *names[THEMES_MAX + 1]; /* of each, NULL-ended */
	int count;
	struct theme_left_out {
		char path[1024];
		char why[768]; /* clean words: its name or its first mistake, "FILE:LINE: what" */
	} left_out[THEMES_LEFT_MAX]; /* of the person's own, those that cannot be used: the first of them, by the alphabet */
	int left_out_count;          /* all of them */
};

/* All of them by name: dark, light, the rest by the alphabet. The person's own are read, and those that are wrong are left out. The shelf must not be moved. */
void theme_shelf_read(struct theme_shelf *shelf, const char *data_dir);
/* Where the theme of that name lies. -1 with words. `data_dir` NULL: there are none. */
int theme_path(const char *data_dir, const char *name, char *to, size_t size, struct error *error);
/* The path of the person's own NAME.ini, though NAME may be none that a theme can have. False: it is not there. */
bool theme_own_file(const char *name, char *to, size_t size);
/* Whether a theme's file, by its path, can be called by its name: 0, or -1 with words, where it lies among the person's own and its name cannot be a theme's. */
int theme_file_named(const char *path, struct error *error);
/* Whether what a person gave is a path rather than a name. */
bool theme_is_path(const char *typed);

#endif
