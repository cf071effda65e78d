/* aloud_inner.h - what the files of a lesson in lines share: the way through it (aloud.c), what is said (aloud_say.c), what is typed (aloud_ask.c), pages and what follows from a run
 * (aloud_page.c), runs (aloud_run.c, told by aloud_tell.c; by hand: aloud_hand.c), counts and comparisons (aloud_count.c), and mending (aloud_mend.c). */
#ifndef LUNCHRUSH_CLI_ALOUD_INNER_H
#define LUNCHRUSH_CLI_ALOUD_INNER_H

#include "cli/aloud.h"
#include "lesson/lecture.h"
#include "source/source.h"

#include <jansson.h>

#define ALOUD_LINE 1024 /* bytes of a line that is typed */

/* A kitchen at work, and how far it was told. */
struct aloud_run {
	struct source *source;     /* NULL: none */
	struct history *history;
	struct info info;
	struct stage stage;        /* after `told` events */
	size_t told;
	enum source_state state;
	json_t *report;            /* once it is over; NULL: the kitchen died */
	bool steps;                /* told step by step, not as a story */
	bool stopped;              /* whoever types had it ended: it is not judged */
	bool silent;               /* what comes was told before */
	size_t asks;               /* how often somebody was to choose, among those told */
	size_t taken;              /* steps, among those told */
	char last[512];            /* the sentence said last … */
	unsigned repeats;          /* … and how often it came again since */
	char time[24];             /* the time said last */
	size_t came;               /* workers */
	uint8_t kind;              /* of the event told last … */
	size_t in_row, alike;      /* … how many of that kind came in a row, and how many of them were not told */
	size_t said, left_out;     /* sentences of this run, and those that were too many */
	struct { char text[1024]; size_t number; uint32_t worker; } step; /* what the step in hand did, as far as it has come; number 0: none */
};

struct aloud {
	const struct learn *learn;
	struct progress *progress;
	struct lesson *lesson;     /* owned */
	struct lecture lecture;
	struct launch own;         /* its settings are those that were set here, for the step at hand */
	struct launch launch;      /* how the step's run was started last */
	struct aloud_run run;      /* the last one of this step */
	int signals;               /* descriptor of those that ask us to end … */
	int signal;                /* … and which did; 0 none */
	bool echo;                 /* nobody types at a terminal: each line that is read is said, so that what is written can be read alone */
	bool told_keys;            /* what may be typed at a choice was said once */
	char typed[4 * ALOUD_LINE]; /* read and not yet taken */
	size_t typed_length;
	bool over;                 /* nothing more will be typed, or it is to end */
};

/* What was typed at a prompt, where it is not for that prompt alone. */
enum wish {
	WISH_LEAVE, /* quit, the end of what is typed, a signal */
	WISH_ENTER, /* an empty line */
	WISH_NEXT, WISH_BACK, WISH_AGAIN,
	WISH_MOVED, /* to another step: it is there already */
	WISH_OTHER, /* the line says */
};

/* ---- aloud_say.c: whole lines to stdout, wrapped ---- */

/* Columns of a line; 0: each paragraph is a line. */
int aloud_columns(const struct aloud *aloud);
/* A paragraph. */
void aloud_say(const struct aloud *aloud, const char *format, ...) __attribute__((format(printf, 2, 3)));
void aloud_gap(void);
/* Each line by itself; those that begin with spaces keep them. */
void aloud_lines(const struct aloud *aloud, const char *text);
/* Lines that were wrapped for another width: a paragraph goes up to an empty line, or one that begins with "- ". */
void aloud_flow(const struct aloud *aloud, const char *text);
void aloud_document(const struct aloud *aloud, const struct document *document);
/* A prompt, without an end of line but with a space; returns the column after it. */
int aloud_prompt(const struct aloud *aloud, const char *text);

/* ---- aloud_ask.c: what is typed ---- */

/* A line, clean and without its end; false: nothing comes any more, or a signal came. */
bool aloud_read(struct aloud *aloud, const char *prompt, char line[ALOUD_LINE]);
/* Something was typed while a run goes on: read it; true when it is a line. */
bool aloud_typed(struct aloud *aloud, char line[ALOUD_LINE]);
/* A line that is for the prompt; what is understood everywhere (help, hint, words, …) is done here, and the prompt comes again. */
enum wish aloud_wish(struct aloud *aloud, const char *prompt, char line[ALOUD_LINE]);
/* Note a signal that came; true when there is one. */
bool aloud_signalled(struct aloud *aloud);
/* "set NAME VALUE": what comes after the word if that is what stands there, else NULL. */
const char *aloud_after_word(const char *line, const char *first);

/* ---- aloud_page.c ---- */

void aloud_page(struct aloud *aloud);
/* The question, if there is one, or that the run may begin. */
enum wish aloud_page_ask(struct aloud *aloud);
void aloud_outcome(struct aloud *aloud);
enum wish aloud_outcome_ask(struct aloud *aloud);
/* "2: something between" for "b: something between". */
const char *aloud_answer(const struct lesson_step *step, const char *words, char *to, size_t size);
void aloud_end(struct aloud *aloud);

/* ---- aloud_run.c ---- */

/* The step's run from its beginning to what follows from it. */
enum wish aloud_step_run(struct aloud *aloud);
/* Start a kitchen. -1 with words. */
int aloud_run_begin(struct aloud *aloud, const struct launch *launch, bool steps, struct error *error);
/* Take in what comes, and tell it, until `enough` holds (NULL: never) or it is over. */
void aloud_run_take(struct aloud *aloud, bool (*enough)(const struct aloud_run *run, void *data), void *data);
/* Say how it ended, and judge it. */
void aloud_run_judge(struct aloud *aloud);
void aloud_run_release(struct aloud_run *run);
/* By settings: what they are now. */
void aloud_settings(const struct aloud *aloud);

/* ---- aloud_tell.c ---- */

/* Tell the events that are new. `all`: nothing is left out. */
void aloud_tell_new(struct aloud *aloud, bool all);
/* All that was held back: the step in hand, and how often the last sentence came. */
void aloud_tell_rest(struct aloud *aloud);
/* The last run once more, nothing left out. */
void aloud_story(struct aloud *aloud);
void aloud_memory(const struct aloud *aloud);

/* ---- aloud_hand.c ---- */

/* Who goes next is chosen by whoever types, until the run is over. */
enum wish aloud_hand(struct aloud *aloud);

/* ---- aloud_count.c ---- */

/* Count all schedules of the launch, say the count, put it into facts->count. -1: it could not be counted, which was said. */
int aloud_count(struct aloud *aloud, const struct launch *launch, struct facts *facts);
enum wish aloud_explore(struct aloud *aloud);
enum wish aloud_compare(struct aloud *aloud);

/* ---- aloud_mend.c ---- */

enum wish aloud_mend(struct aloud *aloud);

#endif
