/* exporter.h - a saved run in a form for other programs. What its screen showed is another matter: picture.h, svg.h, page.h.
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

/* For ui.perfetto.dev, as JSON. -1 with words; what has been written by then is of no use. */
int perfetto_write(const struct exported *what, FILE *to, struct error *error);

#endif
