/* summary.h - the report of a run (the stream's Z frame) in words. */
#ifndef LUNCHRUSH_CLI_SUMMARY_H
#define LUNCHRUSH_CLI_SUMMARY_H

#include "stage/stage.h"
#include "trace/error.h"

#include <stdbool.h>
#include <stdio.h>

/* The program's exit status for the report's outcome, EXIT_USAGE for settings that the recipe cannot have; EXIT_DIED when it is no report. */
int summary_status(const char *report);

/* Whether the run failed, with the line that says why. */
bool summary_error(const char *report, struct error *error);

/* Some lines: how it ended, what was served, how long it took, what control did. `stage` is the kitchen at its end. */
void summary_print(FILE *to, const char *report, const struct stage *stage);

#endif
