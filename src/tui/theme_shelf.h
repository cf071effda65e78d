/* theme_shelf.h - the themes there are by name: a person's own in $XDG_CONFIG_HOME/lunchrush/themes, then those that came with the program. */
#ifndef LUNCHRUSH_TUI_THEME_SHELF_H
#define LUNCHRUSH_TUI_THEME_SHELF_H

#include "trace/error.h"

#include <stdbool.h>
#include <stddef.h>

#define THEMES_MAX 64

struct theme_shelf {
	struct theme_shelved {
		char name[40];
		bool own; /* the person's; one of the same name that came with the program is then never seen */
	} themes[THEMES_MAX];
	const char *names[THEMES_MAX + 1]; /* of each, NULL-ended */
	int count;
};

/* All of them by name: dark, light, the rest by the alphabet. Themes are not read, so one of a person's own may yet be wrong. The shelf must not be moved. */
void theme_shelf_read(struct theme_shelf *shelf, const char *data_dir);
/* Where the theme of that name lies. -1 with words. `data_dir` NULL: there are none. */
int theme_path(const char *data_dir, const char *name, char *to, size_t size, struct error *error);
/* Whether what a person gave is a path rather than a name. */
bool theme_is_path(const char *typed);

#endif
