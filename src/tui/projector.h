/* projector.h - a presentation's door for second terminals: it tells all who follow what is on the screen, and hears what they ask for.
 *
 * A line of JSON each way (projector_word.h). It never waits: who does not read keeps at most one message and then gets the newest; who sends what is none is shut out. At most
 * PROJECTOR_FOLLOWERS follow at once. In the loop of the screen; one thread. */
#ifndef LUNCHRUSH_TUI_PROJECTOR_H
#define LUNCHRUSH_TUI_PROJECTOR_H

#include "trace/error.h"
#include "tui/projector_word.h"

#include <uv.h>

#define PROJECTOR_FOLLOWERS 8

struct projector;

/* Somebody asks for something. */
typedef void projector_call(void *data, const struct projector_order *order);

/* NULL with words. */
struct projector *projector_new(uv_loop_t *loop, projector_call *call, void *data, struct error *error);
/* Before the loop is closed: it is freed as the loop lets go of its handles. */
void projector_free(struct projector *projector);
/* What is on the screen now, one line without its end; copied. Sent where it differs from what was told last. */
void projector_tell(struct projector *projector, const char *line);
int projector_followers(const struct projector *projector);

#endif
