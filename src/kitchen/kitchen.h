/* kitchen.h - the kitchen process: the second half of the program, started as `lunchrush --kitchen JSON`. */
#ifndef LUNCHRUSH_KITCHEN_KITCHEN_H
#define LUNCHRUSH_KITCHEN_KITCHEN_H

#include "trace/error.h"

#include <stdbool.h>

/* Run the kitchen of the launch JSON to its end, the stream on LAUNCH_FD. Returns the process's exit status: 0 a report was sent,
 * whatever it says; 3 it could not. */
int kitchen_main(const char *launch_json);

/* What recipe{} says, for `list`: read in a sandbox without running the rest. */
struct recipe_card {
	char title[96];
	char about[256];
	char engine[16];     /* the one it likes, "threads" when it says nothing */
	char engines[64];    /* those it can run on, comma-separated */
	char layout[512];
	bool gil;
	bool retry;          /* an order in the hands of a killed worker goes back to where it came from; else it is lost */
	bool lone;           /* an error that nobody catches ends its task alone; else the run */
	double pace;
};

/* Read a recipe's card. A recipe without recipe{} gets defaults (its title is `name`). -1 with file:line: message when it cannot be read
 * or does not parse. Messages name the file as `file`. */
int recipe_card_read(const char *path, const char *file, const char *name, struct recipe_card *card, struct error *error);

#endif
