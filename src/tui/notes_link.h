/* notes_link.h - the wire from a second terminal to the presentation: connect, take in, ask. Knows neither loop nor screen; whoever polls notes_link_fd calls notes_link_take. */
#ifndef LUNCHRUSH_TUI_NOTES_LINK_H
#define LUNCHRUSH_TUI_NOTES_LINK_H

#include "trace/error.h"
#include "tui/projector_word.h"

#include <stdbool.h>

struct notes_link {
	int fd;                /* -1: not connected */
	bool told;             /* `now` is what the presentation says */
	bool was;              /* there was one before */
	struct projector_word now;
	char why[sizeof(struct error)]; /* not connected: why; "" */
	char *in;              /* what has come of a line; owned */
	size_t length;
};

void notes_link_init(struct notes_link *link);
void notes_link_release(struct notes_link *link);
/* Where there is none yet, try once, without waiting; true when there is one now. */
bool notes_link_try(struct notes_link *link);
/* Take in what is there; true when something changed: what is told, or that the presentation is over. */
bool notes_link_take(struct notes_link *link);
/* Ask for something; lost where there is no presentation. */
void notes_link_ask(struct notes_link *link, enum projector_do what, const char *votes);

#endif
