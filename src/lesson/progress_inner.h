/* progress_inner.h - what is kept of a person's progress, as JSON; private to src/lesson.
 *
 *   { "progress": 1, "last": "visits", "last_at": MS, "reset": { "visits": MS, "*": MS },
 *     "lessons": { "visits": { "step": "lose", "at": MS, "done": MS,
 *                              "steps": { "lose": { "done": MS, "answer": "b", "answered": MS, "happened": "visits = 4", "judged": true, "right": false } } } } }
 *
 * Whatever is so from some moment on has that moment (milliseconds since 1970), so that what two programs know can be put together: the newer one counts, and
 * what is older than a reset is no more. */
#ifndef LUNCHRUSH_LESSON_PROGRESS_INNER_H
#define LUNCHRUSH_LESSON_PROGRESS_INNER_H

#include "lesson/progress.h"

#include <jansson.h>

struct progress {
	json_t *all;       /* as above, whole at any time; owned */
	char path[4096];   /* where it is stored; "" nowhere */
	int lock;          /* descriptor, between begin and store; -1 */
	struct error damaged; /* what begin found there; "" */
};

/* Without anything in it. */
json_t *progress_nothing(void);
/* Whether it is what the comment above says, within bounds and of clean text. */
bool progress_is_whole(const json_t *all);
/* Put into `all` what `more` knows beyond it. */
void progress_merge(json_t *all, const json_t *more);
/* What was brought from elsewhere counts even where it is older than a reset of `all`, and as of now where its moment is still to come. */
void progress_lift(const json_t *all, json_t *more);
/* A moment after all others in there. */
json_int_t progress_now(const json_t *all);
/* Before a change: nobody else stores until progress_store, and what the file has is taken in. So the change is newer than all that is known anywhere. */
void progress_begin(struct progress *progress);
/* After it: store it all. Nowhere stored: 0. */
int progress_store(struct progress *progress, struct error *error);

#endif
