/* atlas.h - all schedules on the screen: while they are counted, what was counted, the tree of them, and what really happens beside it.
 *
 * Three pages: outcomes, tree, sample. It draws over the whole canvas, turns keys into wishes, and knows no loop: its owner (beside.c) starts what it wishes
 * for, calls atlas_work when something new came, and polls atlas_fds. */
#ifndef LUNCHRUSH_TUI_ATLAS_H
#define LUNCHRUSH_TUI_ATLAS_H

#include "source/trials.h"
#include "tui/atlas_goal.h"
#include "tui/atlas_tree.h"
#include "tui/watch.h"

enum atlas_page { ATLAS_OUTCOMES, ATLAS_TREE, ATLAS_SAMPLE };

#define ATLAS_FREE_RUNS 1000
#define ATLAS_FREE_SECONDS 5.0

struct atlas {
	enum atlas_page page;
	size_t chosen;            /* outcome */
	int outcome_top;
	struct atlas_tree tree;
	bool tree_made;
	struct goal goal;         /* on the way there: an answer of the study is awaited at each step */
	uint32_t asked;           /* a question whose schedule is the next goal; 0 none */
	uint32_t sampled;         /* the question for the sample shown; 0 none */
	size_t sample;            /* chosen */
	bool typing;              /* the number of a schedule */
	char typed[STUDY_DIGITS];
	struct trials *trials;    /* owned; NULL none */
	struct study *other;      /* the same on the other engine; owned; NULL none */
	char message[sizeof(struct error)];      /* an answer to the last key; "" */
	char *go;                 /* ATLAS_GO: the schedule to go to; owned */
	char words[400];          /* … and what to say there */
};

enum atlas_wish {
	ATLAS_STAY,
	ATLAS_CLOSE,
	ATLAS_GO,    /* take the kitchen to atlas->go in step mode */
	ATLAS_LEAVE, /* quit the program */
};

void atlas_init(struct atlas *atlas);
/* Forget all that belongs to one count: another one was started. */
void atlas_forget(struct atlas *atlas);

/* A key. `launch` is what is counted. */
enum atlas_wish atlas_key(struct atlas *atlas, struct study *study, const struct launch *launch, int key);
/* Take in what is new; *news: something on the screen changed. */
enum atlas_wish atlas_work(struct atlas *atlas, struct study *study, const struct launch *launch, bool *news);

void atlas_draw(struct atlas *atlas, struct study *study, struct canvas *canvas, const struct watch *watch);

/* The other of the two engines, by the name that was launched or counted. */
const char *atlas_other_engine(const struct study *study, const struct launch *launch);

/* atlas_free.c: what really happened, beside the counts. */

/* Runs that ended in this outcome. */
uint32_t free_runs_of(const struct trials_result *result, const struct study_outcome *outcome);
/* Whether the count has no such outcome. */
bool free_is_unknown(const struct trials_outcome *outcome, const struct study_count *count);
/* A sentence, into to[size]; returns to. */
char *free_words(const struct trials *trials, const struct study_count *count, char *to, size_t size);

/* atlas_words.c: what was counted, in sentences. */

struct atlas_sentence {
	char text[640];
	enum role_of_cell role;
	int attr;
};
#define ATLAS_SENTENCES 8

/* Write them, the most important first; returns how many. */
int atlas_sentences(const struct atlas *atlas, const struct study_count *count, struct atlas_sentence list[ATLAS_SENTENCES]);
/* The part of a whole, both in decimal. */
double atlas_share(const char *part, const char *all);
/* "33.3 %", "< 0.1 %", "> 99.9 %"; returns to. */
char *atlas_percent(double share, char to[16]);

/* atlas_chart.c */
void chart_draw(struct atlas *atlas, struct canvas *canvas, struct rect rect, const struct study_count *count);
/* atlas_list.c */
void list_draw(struct atlas *atlas, struct study *study, struct canvas *canvas, struct rect rect);

#endif
