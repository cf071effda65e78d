/* reel_inner.h - what the files of a recording share: frames (reel.c), the key R (reel_key.c), the run beside it (reel_keep.c), steps of a lesson (reel_lesson.c), the loop without a terminal (reel_play.c), who presses the keys (reel_tape.c), the usual way (reel_walk.c), what is
 * known of the moment shown (reel_facts.c). */
#ifndef LUNCHRUSH_TUI_REEL_INNER_H
#define LUNCHRUSH_TUI_REEL_INNER_H

#include "lesson/facts.h"
#include "lesson/lecture.h"
#include "record/marks.h"
#include "source/kept.h"
#include "tui/app.h"
#include "tui/reel.h"
#include "tui/reel_clock.h"
#include "tui/reel_paint.h"

#include <jansson.h>

#define REEL_BEGIN_NS 1000000000u /* an own clock begins here: 0 means never, to many */

struct reel {
	struct cast *cast;
	char name[256];          /* of the file, for words */
	int rows, cols;
	struct paint paint;
	struct canvas canvas;    /* what was drawn, and what lies over it here alone */
	struct buffer bytes;
	uint64_t began_ns;       /* reel_now_ns of its beginning */
	bool keys, captions;

	/* What lies over the screen. */
	char caption[TAPE_TEXT]; /* "" none */
	bool by_tape;            /* … which said so: the narrator is silent */
	uint64_t caption_ns;     /* the narrator's is shown until then */
	char key[48];            /* pressed last; "" none */
	uint64_t key_ns;         /* it is shown until then */

	/* Moments that are marked by themselves, each once in a run. */
	struct marks *marks;
	unsigned run;            /* app->run_number they are of */
	size_t seen;             /* events of it that were shown */

	char step[64];           /* of a lesson, as it was marked last; "" none */

	/* By the key R: what it is of. */
	struct kept *kept;       /* the run shown, written beside it; NULL: not kept */
	char kept_path[300];     /* where */
	bool kept_any;           /* a run came to be in it */
	unsigned kept_run;       /* app->run_number it is of */
	char *kept_report;       /* how that stood when it was last looked at; owned */
	struct error kept_why;   /* why it is not kept; "" */
	json_t *own;             /* for the header, as of when that was last looked at; owned; NULL: nothing of ours was shown */

	/* Without a terminal. */
	const struct tape *tape; /* NULL: a person's own screen is recorded */
	size_t at;               /* line of the tape that is under way */
	size_t typed;            /* signs of it that were typed */
	uint64_t since_ns;       /* … when it began; 0: it has not */
	bool unknown;            /* … and what it waits for is nothing that is known there */
	uint64_t due_ns;         /* the tape wants to be asked again then; 0: with the next frame */
	uint64_t still_ns;       /* nothing has moved since */
	bool moving;             /* a next frame is wanted soon */
	bool draft;              /* frames that are drawn are not shown yet */
	bool over;               /* the tape is at its end */
	uv_timer_t alarm;        /* so that waiting for a kitchen ends */
	bool rang;

	/* The usual way (reel_walk.c). */
	int walk;                /* what was done last */
	size_t walk_step;        /* of a lesson, in which that was, plus 1 */
	size_t walk_keys;        /* keys pressed in this run */
	int walk_reads;          /* words that came up: how far they are read */
	int walk_seen;           /* … rows of them */
};

/* reel.c: put the frame that was drawn last into the recording. */
void reel_show(struct reel *reel, struct app *app);

/* Now, from the recording's beginning. */
static inline uint64_t reel_time_ns(const struct reel *reel)
{
	return reel_now_ns() - reel->began_ns;
}

/* Whether something really runs now, so that the recording goes as fast as the machine. */
bool reel_is_live(const struct app *app);

/* reel_tape.c: do what is due. 1: something was done, a frame is to be drawn; 0: not yet; -1 with words. */
int reel_press(struct reel *reel, struct app *app, struct error *error);
/* A key is pressed; `name` for those who watch. */
void reel_key(struct reel *reel, struct app *app, int key, const char *name);
void reel_caption(struct reel *reel, const char *words);
/* Ask the tape again after so much time. */
void reel_later(struct reel *reel, uint64_t ns);
/* Whether the run is over and its end is shown; whether nothing moves any more and nobody goes on by himself. */
bool reel_run_over(const struct app *app);
bool reel_settled(const struct reel *reel, const struct app *app);

/* reel_walk.c: the usual way: as reel_press; 2: it is at its end. */
int reel_walk(struct reel *reel, struct app *app, struct error *error);

/* reel_facts.c: the moment shown as a report, and the newest; to be given back. */
json_t *reel_report(struct app *app);
json_t *reel_report_newest(struct app *app);

/* reel_keep.c: for the key R, begin to keep the run that is shown beside the recording; take in what is new of it; note how it stands now, for the header too; go on with another screen, where
 * runs are numbered anew; end it: -1 with words; and just let it go. */
void reel_keep_begin(struct reel *reel);
void reel_keep(struct reel *reel, struct app *app);
void reel_keep_note(struct reel *reel, struct app *app);
void reel_keep_on(struct reel *reel);
int reel_keep_end(struct reel *reel, struct error *error);
void reel_keep_drop(struct reel *reel);
/* What of it the header says; NULL: nothing of ours is shown. To be given back. */
json_t *reel_own(const struct reel *reel, struct app *app);

/* reel_lesson.c: the lesson that is shown, alone or in a talk, and where it is; NULL: none. */
const struct lesson *reel_lesson(const struct app *app, const struct lecture **lecture);
/* Whether a talk shows its title, before its first step. */
bool reel_is_opening(const struct app *app);
/* Another step has come: a marker says so ("2: look"), so that one can jump there, and `replay` finds how far it came. */
void reel_step_mark(struct reel *reel, const struct app *app);

#endif
