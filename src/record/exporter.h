/* exporter.h - a saved run in a form for others: a file for a tool, a picture, a page. One table; adding a form is one file and one line in exporters.c.
 *
 * An exporter writes to `to` and flushes nothing; who opened the file closes it and says what went wrong there. All of the run is in memory before. One thread. */
#ifndef LUNCHRUSH_RECORD_EXPORTER_H
#define LUNCHRUSH_RECORD_EXPORTER_H

#include "stage/history.h"
#include "stage/info.h"
#include "trace/error.h"

#include <stdio.h>

/* What is exported. */
struct exported {
	struct history *history; /* whole; sought by exporters that want a moment */
	const struct info *info; /* its head and report */
	const char *name;        /* of the file or recipe it came from */
};

struct exporter {
	const char *name;   /* "perfetto": typed as --perfetto */
	const char *ending; /* of a file that it writes: "json" */
	const char *help;   /* a line */
	/* Write all of it. -1 with words; what has been written by then is of no use. */
	int (*write)(const struct exported *what, FILE *to, struct error *error);
};

/* NULL-ended. */
extern const struct exporter *const exporters[];
extern const struct exporter exporter_perfetto;

#endif
