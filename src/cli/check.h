/* check.h - `lunchrush check`: what is wrong with a lesson, a recipe, a theme or a trace; what the files of the linter share.
 *
 * A finding is data: "FILE:LINE: message" on the findings' file. */
#ifndef LUNCHRUSH_CLI_CHECK_H
#define LUNCHRUSH_CLI_CHECK_H

#include "lesson/lesson.h"

#include <stdbool.h>
#include <stdio.h>

/* How it is to be looked at. */
struct check_how {
	bool quick;          /* nothing is run */
	bool cost;           /* what costs time is measured, too: comparisons, and what mended recipes cost */
	bool own_pace;       /* free runs at the recipe's own pace from the start */
	bool allow_commands; /* outside programs may be started */
	int jobs;            /* targets at once */
};

enum check_what { CHECK_LESSON, CHECK_RECIPE, CHECK_THEME, CHECK_TRACE, CHECK_PAGES, CHECK_NOTHING };

struct check_target {
	enum check_what what;
	char path[1024]; /* of a lesson its folder; as people know it */
};

/* One target being looked at. */
struct check {
	const struct check_how *how;
	FILE *to;      /* findings go there */
	unsigned found;
};

/* Say a finding; line 0: none. */
void check_found(struct check *check, const char *file, int line, const char *format, ...) __attribute__((format(printf, 4, 5)));

void check_lesson(struct check *check, const char *folder);
/* Its steps are run (check_steps.c), its links followed (check_links.c). */
void check_steps(struct check *check, const struct lesson *lesson);
void check_links(struct check *check, const struct lesson *lesson);
void check_document_links(struct check *check, const char *file, const struct document *document);
void check_recipe(struct check *check, const char *path);
void check_recipe_run(struct check *check, const char *path);
void check_theme(struct check *check, const char *path);
void check_trace(struct check *check, const char *path);
void check_pages(struct check *check, const char *folder);

/* Look at all of them, `how->jobs` at once, findings in their order. The program's exit status; the summary is said on stderr. */
int check_all(const struct check_how *how, const struct check_target *targets, size_t count);

#endif
