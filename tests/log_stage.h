/* log_stage.h - one literal log and the stage that is folded from it: for tests in which some lines happen, and then one looks. */
#ifndef LUNCHRUSH_TESTS_LOG_STAGE_H
#define LUNCHRUSH_TESTS_LOG_STAGE_H

#include "event_log.h"

#include <check.h>

extern struct event_log log_;
extern struct stage_text *text;
extern struct stage stage;

/* Begin with these lines; end. */
void log_stage_open(const char *lines);
void log_stage_close(void);
/* These lines happen next. */
void happens(const char *lines);

/* A worker by its letter, an object by its name; the test fails when there is none. */
const struct stage_worker *worker(const char *letter);
const struct stage_object *object(const char *name);

#define ck_state(letter, expected) ck_assert_str_eq(state_name(worker(letter)->state), state_name(expected))

#endif
