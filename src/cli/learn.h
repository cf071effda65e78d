/* learn.h - what the files of `lunchrush learn` share: its words and its screen (learn.c), and what is asked of one's progress (progress_cli.c). A form told in lines gets the same
 * struct, from learn_lesson, where `show.how` is SHOW_PLAIN. */
#ifndef LUNCHRUSH_CLI_LEARN_H
#define LUNCHRUSH_CLI_LEARN_H

#include "cli/show.h"
#include "lesson/progress.h"

#include <stdbool.h>

/* What a person asked for. */
struct learn {
	const char *lesson;     /* NULL: the one that comes next */
	const char *step;       /* --step; NULL: where one left */
	bool status, reset, yes;
	bool allow_commands;    /* outside programs may be started; else each is asked for, where there is somebody to ask */
	const char *export_to, *import_from;
	struct show show;
	int wrap;               /* --wrap: columns of a lesson in lines, 0: each paragraph is a line; negative: the terminal's */
};

/* Look at a lesson, from that step on (NULL: its first): what is done then is kept nowhere. Returns the exit status. */
int learn_look(const char *lesson, const char *step, const struct show *show);

/* --status, --reset, --export, --import; each returns the exit status. `lesson` NULL: all. */
int progress_say(const struct progress *progress, const char *lesson, bool json);
int progress_clear(struct progress *progress, const char *lesson, bool yes);
int progress_write(const struct progress *progress, const char *path);
int progress_read(struct progress *progress, const char *path);

/* The name of a lesson as progress knows it, from what was typed. -1 with words. */
int progress_name(const char *typed, char *to, size_t size, struct error *error);

#endif
