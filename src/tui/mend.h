/* mend.h - mending a recipe (F4): a copy in a person's own editor, explored again, and what the mend costs.
 *
 * Here are the state and its card; beside_mend.c carries it out (editor, restart, file events). The original is never written; while the copy runs, `on` is set and
 * the screen says so. */
#ifndef LUNCHRUSH_TUI_MEND_H
#define LUNCHRUSH_TUI_MEND_H

#include "source/trials.h"
#include "tui/canvas.h"
#include "tui/study.h"

#define MEND_RUNS 20       /* of each, when the cost is measured */
#define MEND_SECONDS 10.0

/* Zero-initialised before use. */
struct mend {
	char original[1024];   /* path; "" until F4 was used or a file changed */
	char copy[1024];
	bool on;               /* the copy runs */
	struct error error;    /* the file is wrong, or could not be had; stays until mended */
	bool wrong;             /* … of the first kind: the file cannot be run */
	bool same;             /* the editor was closed and copy and original are the same */
	char failing[STUDY_DIGITS], schedules[STUDY_DIGITS]; /* of the original, as counted before; "" not known */
	struct trials *cost;   /* original and copy in turns; owned; NULL not measured */
	bool measured;         /* the cost of this version was started, or cannot be had */
};

enum mend_wish { MEND_STAY, MEND_CLOSE, MEND_EDIT, MEND_ORIGINAL, MEND_ANEW, MEND_REPLAY, MEND_EXPLORE, MEND_LEAVE };

/* A key while the card is open. */
enum mend_wish mend_key(const struct mend *mend, const struct study *study, int key);
/* Take in what is new; true when something changed. Starts to measure once all is counted. */
bool mend_work(struct mend *mend, const struct study *study, const struct launch *launch);
/* At which error of the recipe a schedule ends, "visits.lua:11: …"; NULL when none does. */
const char *mend_crash(const struct study_count *count);
void mend_release(struct mend *mend);
/* Another version of the copy: what was said of the one before is forgotten. */
void mend_forget(struct mend *mend);

/* Over the panes; it ends above row `bottom`. */
void mend_draw(const struct mend *mend, const struct study *study, struct canvas *canvas, int bottom);

#endif
