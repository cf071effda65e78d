/* tale.h - the sentences of a run's latest events, each told with the stage just after its event.
 *
 * A sentence such as "the orders queue is full, 5 of 5" is only true right after its event. So the tale folds the events on a stage of its
 * own as the picture goes on, and keeps the last TALE_SENTENCES sentences. */
#ifndef LUNCHRUSH_TUI_TALE_H
#define LUNCHRUSH_TUI_TALE_H

#include "stage/narrator.h"
#include "tui/pane.h"

#define TALE_SENTENCES 4096u
#define TALE_TEXT 200 /* bytes of a sentence */

struct tale_sentence {
	struct event event;
	size_t index;   /* of the event */
	uint8_t weight; /* enum weight */
	uint8_t state;  /* enum state: of the acting worker after it */
	char text[TALE_TEXT];
};

/* Zero-initialised before use. */
struct tale {
	struct stage stage;     /* after the first `position` events */
	bool begun;             /* `stage` is initialised */
	size_t anchor;          /* events from here on were told … */
	size_t position;        /* … up to here */
	size_t depth;           /* how many events before the moment shown are told after a jump */
	struct event last;      /* event position - 1: how a run is known again */
	struct tale_sentence *sentences; /* a ring: sentence n is at n % TALE_SENTENCES */
	uint64_t told;          /* sentences told so far */
};

void tale_release(struct tale *tale);
/* Go on, or back, to the moment shown. */
void tale_update(struct tale *tale, const struct view *view);
/* Tell from further back; false when there is nothing further back, or it would take too long. */
bool tale_deepen(struct tale *tale, const struct view *view);

/* A walk back through the sentences, from the moment shown. */
struct tale_walk {
	size_t position; /* the moment shown */
	uint64_t number; /* sentences before this number are still to come */
};

struct tale_walk tale_walk(const struct tale *tale, const struct view *view);
/* The sentence before, of at least that weight; NULL when no more are kept. */
const struct tale_sentence *tale_before(const struct tale *tale, struct tale_walk *walk, enum weight least);

#endif
