/* report.h - the object that `run --json` prints, made from the arena alone: so it is there even when the floor was killed. */
#ifndef LUNCHRUSH_KITCHEN_REPORT_H
#define LUNCHRUSH_KITCHEN_REPORT_H

#include "trace/kind.h"
#include "trace/launch.h"

#include <jansson.h>
#include <stdint.h>

/* JSON text, to be freed by the caller; NULL when memory is out. `events` is how many the collector took, `hash` what they
 * tell (trace/hash.h; told of runs under control only). Kitchen process, when the floor
 * has ended. */
char *report_make(const struct launch *launch, uint64_t events, uint64_t hash);

/* The globals as one JSON object, owned by the caller. */
json_t *report_globals(void);
/* Who waits for what, and what was expected and is not so: arrays, owned by the caller. */
json_t *report_waiting(void);
json_t *report_violations(void);
/* What a worker waits for, up to its name: "room in ", "the end of ". */
const char *report_reason(enum reason reason);

#endif
