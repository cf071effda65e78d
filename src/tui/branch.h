/* branch.h - the same steps, another choice: two futures from one moment, side by side (F2 in step mode).
 *
 * First a person picks who else could go at the moment shown; then two kitchens are taken there, each with its own choice, and the same policy goes on in both to the
 * end. What differs is marked. Branches made are kept in a list, by their schedule. Draws over the whole canvas; knows no loop: its owner (beside.c) carries out
 * wishes, polls branches_fd, and calls branches_work. */
#ifndef LUNCHRUSH_TUI_BRANCH_H
#define LUNCHRUSH_TUI_BRANCH_H

#include "tui/canvas.h"
#include "tui/scout.h"
#include "tui/step_log.h"

#define BRANCHES 32
#define BRANCH_ABLE 32         /* workers one can choose among */
#define FUTURE_EVENTS_MAX 200000 /* a future that goes on for longer is ended there */

#define FUTURE_TOLD 128

/* One of the two. */
struct future {
	struct scout scout;
	struct step_log log;
	uint32_t worker;   /* who makes the choice */
	bool over;         /* it has come to its end, or was ended */
	bool endless;      /* … because it went on too long */
	char error[256];   /* it could not be started; "" */
	struct { size_t step; char text[160]; } told[FUTURE_TOLD]; /* steps in words, by step modulo FUTURE_TOLD; step counts from 1, 0: none yet */
};

/* A branch that was made. */
struct branch {
	char *prefix;      /* owned */
	uint32_t workers[2];
	char ends[2][96];  /* how the futures ended; "" they did not */
	bool good[2];
};

enum branch_page { BRANCH_CHOICE, BRANCH_FUTURES };

/* Zero-initialised before use. */
struct branches {
	enum branch_page page;
	struct branch list[BRANCHES];
	int count;
	int shown;              /* the branch whose futures are shown */

	char *prefix;           /* the steps up to where it branches; owned */
	size_t steps;           /* how many they are */
	uint32_t taken;         /* who was chosen there; 0 nobody yet */
	uint32_t *trail;        /* all steps of the run; owned */
	size_t trail_count;
	bool seek;              /* nobody had a choice so far: look further back */
	struct scout scout;     /* sees who could go there */
	bool known;             /* it has seen */
	uint32_t able[BRANCH_ABLE];
	char does[BRANCH_ABLE][128];
	int able_count;
	int chosen;             /* a row: the able, then the branches made */
	int one;                /* of the able: whose future stands on the left */

	struct future futures[2];
	char policy[16];
	int column;             /* the future chosen */
	int top;                /* first step shown */

	char message[256];
	char *go;               /* BRANCH_GO: the schedule; owned */
};

enum branch_wish { BRANCH_STAY, BRANCH_CLOSE, BRANCH_GO };

/* Branch after the first `steps` of the run's steps (workers, `count`); with `seek`, at the last moment before it at which there was a choice. `policy` goes
 * on afterwards. */
void branches_open(struct branches *branches, const struct launch *launch, const uint32_t *trail, size_t count, size_t steps, bool seek, const char *policy);
/* End all kitchens; the list stays. */
void branches_close(struct branches *branches);
/* The list too: the recipe is another. */
void branches_forget(struct branches *branches);

enum branch_wish branches_key(struct branches *branches, const struct launch *launch, int key);
/* Take in what is new; true when something changed. */
bool branches_work(struct branches *branches, const struct launch *launch);
/* Whether a kitchen is on its way to where it was sent, or a future to its end. */
bool branches_wait(const struct branches *branches);
/* Descriptors to poll, -1 where there is none. */
void branches_fds(const struct branches *branches, int fds[3]);

void branches_draw(struct branches *branches, struct canvas *canvas, const struct watch *watch);

/* branch_tell.c: what step `step` (from 0) of a future did, in words, into to[size]; returns to. "" where there is no such step. */
char *future_step(struct future *future, size_t step, char *to, size_t size);
/* How it ended in words; "" while it goes on. *good: as it should. */
char *future_end(const struct future *future, bool *good, char *to, size_t size);

#endif
