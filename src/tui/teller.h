/* teller.h - a tale with its repetitions folded: "… and 12 more looks". */
#ifndef LUNCHRUSH_TUI_TELLER_H
#define LUNCHRUSH_TUI_TELLER_H

#include "tui/tale.h"

/* A sentence, or several alike. */
struct telling {
	struct tale_sentence newest;
	int count;
};

/* A walk back through the tellings. */
struct teller {
	const struct tale *tale;
	struct tale_walk walk;
	struct tale_sentence next; /* the newest that was not told yet, when there is `any` */
	bool any;
	enum weight least;
};

/* From the moment shown, sentences of at least that weight. */
struct teller teller_start(const struct tale *tale, const struct view *view, enum weight least);
/* The telling before; false when there is none. */
bool teller_next(struct teller *teller, struct telling *telling);
/* Its words. */
void telling_text(const struct telling *telling, char *to, int size);

#endif
