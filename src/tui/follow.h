/* follow.h - reading each event of a history once, as it grows.
 *
 * For panes that gather something over a whole run (the moments of serving, the lines where tasks wait). A history may be
 * exchanged for another run's between two frames; follow_run notices, and the pane then begins anew. */
#ifndef LUNCHRUSH_TUI_FOLLOW_H
#define LUNCHRUSH_TUI_FOLLOW_H

#include "stage/history.h"

/* Zero-initialised before use. */
struct follow {
	size_t next;        /* the event to be read next */
	struct event first, last; /* the first and the latest event read: how a run is known again */
};

/* Whether `history` still is the run that was followed; when not, following starts anew at its first event. */
bool follow_run(struct follow *follow, const struct history *history);
/* The next event not yet read, NULL when there is none for now. */
const struct event *follow_next(struct follow *follow, const struct history *history);

#endif
