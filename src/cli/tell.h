/* tell.h - a run without a screen: told in plain lines, or as one JSON object at its end. */
#ifndef LUNCHRUSH_CLI_TELL_H
#define LUNCHRUSH_CLI_TELL_H

#include "source/source.h"

enum tell_how {
	TELL_STORY, /* --plain: what a story tells */
	TELL_ALL,   /* --plain --all: details too */
	TELL_JSON,  /* --json: the report alone */
};

/* Read the source to its end, writing to stdout; messages go to stderr. Ctrl-C asks a kitchen to end (its report still comes), a second
 * one ends it. Frees the source. Returns the program's exit status. */
int tell_source(struct source *source, enum tell_how how);

#endif
