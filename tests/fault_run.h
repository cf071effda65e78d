/* fault_run.h - a kitchen that is driven as the screen drives it: step by step, with workers killed and stopped, and every event looked at.
 *
 * source_kitchen starts the running program again, so a test program that uses this begins its main with FAULT_RUN_KITCHEN. */
#ifndef LUNCHRUSH_TESTS_FAULT_RUN_H
#define LUNCHRUSH_TESTS_FAULT_RUN_H

#include "kitchen/kitchen.h"
#include "source/source.h"

#include <jansson.h>
#include <string.h>

#define FAULT_RUN_KITCHEN(argc, argv) \
	if ((argc) == 3 && strcmp((argv)[1], LAUNCH_ARGUMENT) == 0) \
		return kitchen_main((argv)[2])

struct fault_run {
	struct launch launch;
	struct source *source;
	struct history *history;
	struct info info;
	size_t looked; /* events looked at so far; see fault_run_balanced */
};

/* Get a run of tests/recipes/NAME.lua, or of a lesson ("lessons/31-salads/recipe"), on processes, ready: its launch may still be changed. */
void fault_run_open(struct fault_run *run, const char *name);
/* The same of a recipe's text. */
void fault_run_open_text(struct fault_run *run, const char *file, const char *text);
void fault_run_start(struct fault_run *run);

/* Take in what comes until `holds`; the test's timeout is the bound. Fails when the run ends before. */
void fault_run_until(struct fault_run *run, bool (*holds)(const struct stage *stage, const char *with), const char *with);
/* By hand: until somebody is to be chosen after so many steps. */
void fault_run_asks(struct fault_run *run, uint64_t steps);
/* Take in what is there now, without waiting. False once the run has ended. */
bool fault_run_pump(struct fault_run *run);
/* COMMAND_CHOOSE with a schedule string; COMMAND_KILL, STOP, CONT with a worker's letter; COMMAND_POLICY with its name. */
void fault_run_command(struct fault_run *run, enum command_do what, const char *text);
/* To its end: the report, to be released. No process of the run is left then. */
json_t *fault_run_end(struct fault_run *run);
void fault_run_close(struct fault_run *run);

/* Fold all events from the first and check after each that every order that has come in was served, is lost, or is somewhere. */
void fault_run_balanced(struct fault_run *run);

static inline const struct stage *fault_run_stage(const struct fault_run *run) { return history_head(run->history); }

#endif
