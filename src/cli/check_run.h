/* check_run.h - a run or a count without a screen, for whoever wants its facts: the linter. */
#ifndef LUNCHRUSH_CLI_CHECK_RUN_H
#define LUNCHRUSH_CLI_CHECK_RUN_H

#include "lesson/facts.h"
#include "trace/launch.h"

#include <jansson.h>

struct check_run {
	struct history *history; /* owned */
	json_t *report;          /* owned; NULL: see `why` */
	char why[768];           /* it could not be run, or not to its end: for people; "" */
	bool refused;            /* it wants to start a program and nobody has allowed it */
};

/* Run it to its end, at most `seconds` of real time. `facts` (whatever was in it goes) is what there is to know of it, borrowing from `run`. 0, or -1 when it could not be run as it
 * should: `why` says so. To be released in any case. */
int check_run(const struct launch *launch, double seconds, struct check_run *run, struct facts *facts);
void check_run_release(struct check_run *run);

/* Count every schedule, in at most `seconds`; what explore --json prints, owned by the caller. NULL with words. `facts->count` is filled in. */
json_t *check_explore(const struct launch *launch, double seconds, struct facts *facts, struct error *error);

#endif
