/* export.h - what the files of `lunchrush export` share: the verb (export.c), pictures (export_picture.c), pages (export_page.c), moments by name (export_moment.c). */
#ifndef LUNCHRUSH_CLI_EXPORT_H
#define LUNCHRUSH_CLI_EXPORT_H

#include "trace/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* A moment of a run or a recording, as a person says it. */
enum moment_of { MOMENT_UNSAID, MOMENT_END, MOMENT_SECONDS, MOMENT_STEP };
struct export_moment {
	enum moment_of of;
	double s;    /* SECONDS */
	size_t step; /* STEP */
};

/* "3.5s", "3.5", "end", "step 12"; `flag` begins the words. */
int export_moment_read(struct export_moment *to, const char *flag, const char *text, struct error *error);

/* How a picture is made. */
struct export_look {
	bool text, ascii, animate;            /* text: plain text, else an SVG */
	struct export_moment at, from, to;
	double speed;                         /* of the animation: seconds of the run a second; 0 not said */
	int rows, cols;                       /* 0 not said */
	const char *theme;                    /* NULL not said */
};

/* Write a picture of `file`, a saved run or a recording. -1 with words; `damage` has words where only a part of the file was whole, "" else. */
int export_picture(const struct export_look *look, const char *file, FILE *to, struct error *damage, struct error *error);

/* Write a page that plays `file`: a recording, or a saved run, which is recorded for it. */
int export_page(const struct export_look *look, const char *file, FILE *to, struct error *damage, struct error *error);

#endif
