/* progress.h - how far a person is: which steps are done, what was answered, where one left. $XDG_STATE_HOME/lunchrush/progress.json.
 *
 * Held in memory, stored whole after each change (paper/state_file.h). Two programs at once: what the file has that memory has not is taken in before storing, so neither loses
 * what the other did. */
#ifndef LUNCHRUSH_LESSON_PROGRESS_H
#define LUNCHRUSH_LESSON_PROGRESS_H

#include "trace/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct progress;

enum progress_state { PROGRESS_NEW, PROGRESS_BEGUN, PROGRESS_DONE };

/* An answer that was given, kept beside what happened. */
struct progress_answer {
	char answer[128];   /* "b", "6", "BCA" */
	char happened[192]; /* what was measured then; "" not yet */
	bool right;
	bool judged;
};

/* Read it; never NULL but when memory is out. Words in `warning` (empty otherwise) when a damaged one was put aside or nothing can be stored: it then lives in memory only. */
struct progress *progress_open(struct error *warning);
/* Nowhere stored: for tests, rehearsals and the linter. */
struct progress *progress_in_memory(void);
void progress_free(struct progress *progress);

enum progress_state progress_of(const struct progress *progress, const char *lesson);
/* The name of the step where one left; NULL: at the beginning. */
const char *progress_step(const struct progress *progress, const char *lesson);
bool progress_step_done(const struct progress *progress, const char *lesson, const char *step);
size_t progress_steps_done(const struct progress *progress, const char *lesson);
/* False: none was given. */
bool progress_answer(const struct progress *progress, const char *lesson, const char *step, struct progress_answer *answer);
/* The lesson that was looked at last; NULL none. */
const char *progress_last(const struct progress *progress);

/* Changes; each is stored at once. -1 with words when it could not be stored (memory has it all the same). */
int progress_at(struct progress *progress, const char *lesson, const char *step, struct error *error);
int progress_answered(struct progress *progress, const char *lesson, const char *step, const struct progress_answer *answer, struct error *error);
int progress_did(struct progress *progress, const char *lesson, const char *step, struct error *error);
int progress_finish(struct progress *progress, const char *lesson, struct error *error);
/* One lesson, or with NULL all. What was is kept once, beside it: progress.json.before. */
int progress_reset(struct progress *progress, const char *lesson, struct error *error);

int progress_export(const struct progress *progress, FILE *to, struct error *error);
/* Take in what another export holds: done stays done, the newer answer counts. Hostile until checked. */
int progress_import(struct progress *progress, const char *path, struct error *error);

#endif
