/* lesson_inner.h - what the files of a lesson on the screen share: slots (lesson.c), the page (lesson_page.c), what stands beside a run (lesson_beside.c), its words (lesson_words.c),
 * runs and how they are judged (lesson_run.c), keys (lesson_keys.c), the wheel (lesson_wheel.c), the end (lesson_end.c). */
#ifndef LUNCHRUSH_TUI_LESSON_INNER_H
#define LUNCHRUSH_TUI_LESSON_INNER_H

#include "source/measured.h"
#include "tui/app.h"
#include "tui/lesson.h"
#include "tui/lesson_code.h"
#include "tui/lesson_sheet.h"
#include "tui/reader.h"

#define LESSON_COLUMN_FROM 120 /* columns of a terminal on which the prose stands beside the run */
#define LESSON_STRIP_ROWS 3    /* else above it */

/* What the whole screen is now. */
enum lesson_shows {
	SHOWS_PAGE,  /* the step's page, or the page over its run */
	SHOWS_RUN,   /* its run, and the task beside it */
	SHOWS_AFTER, /* … and what follows from it */
	SHOWS_WORDS, /* what follows, where nothing ran */
	SHOWS_END,   /* the lesson is over */
};

struct lesson_screen {
	struct lesson_plan plan;
	struct lesson *lesson;      /* owned; NULL before the first was opened */
	struct lecture lecture;
	struct word_card *words;    /* owned */
	struct reader *reader;      /* of pages; owned; NULL before the first */
	bool reads;                 /* a page lies over everything */
	struct shelf *shelf;        /* owned; read when it is first wanted */

	/* The page. */
	struct lesson_code code;
	bool code_asked, code_found; /* whether the step's recipe was looked for, and is there */
	char typed[128];            /* the answer so far; of a choice its letter */
	struct error trouble;       /* what was wrong with the last key; "" */
	int top, link;              /* first row shown of what can be scrolled; link chosen, -1 none */
	int rows, room;             /* … how many rows it has, and are shown, as of the last frame */
	int links;                  /* … and how many links */
	char link_to[READER_LINK];  /* what the chosen one leads to */
	bool seek;                  /* another link was chosen: it is to be brought into view */
	bool over;                  /* the page lies over the run */
	struct hint_places places;  /* where a click is as good as a key, as of the last frame */
	bool help;
	int help_top;

	/* The run. */
	bool runs;                  /* the step's run is shown */
	struct sides *sides;        /* … or kitchens side by side; owned */
	bool walked;                /* a run that drove itself was put at its beginning, to be walked through */
	bool folded;                /* the card on what follows was put away; in a column: the run has the keys again */
	bool hinting;               /* hints lie over the run: where no column has them */
	bool judged;                /* the run of this number has been judged */
	unsigned judged_run;
	struct machine before;      /* how busy the machine was when the run of that number began */
	unsigned before_run;
	double others;              /* share of it that others then used, where that is much; else 0 */
	char wrong[400];            /* the run ended with an error of its recipe, or its kitchen died: what that said; "" */
	bool failed;                /* the run ended wrongly, in whatever way: where that was the task, one is told that it was won */
	char mended[160];           /* what the mend in hand comes to; "" */

	/* The end. */
	int chosen;
	char leads[READER_LINK];
};

enum lesson_shows lesson_shows(const struct lesson_screen *screen);
static inline struct lesson_screen *lesson_of(struct app *app)
{
	return app->front_data;
}
/* Another side or step is shown: what was scrolled, typed and said is of the one before. */
void lesson_turned(struct lesson_screen *screen);
/* What a link leads to. */
void lesson_follow(struct app *app, const char *link);

/* lesson_page.c: pages of their own, from edge to edge. */
void lesson_page_draw(struct lesson_screen *screen, struct canvas *canvas);
/* The title, the step and the dots, in the first row; a rule under it. */
void lesson_head_draw(const struct lesson_screen *screen, struct canvas *canvas);
/* A row of dots, one a step; returns the column after it. */
int lesson_dots_draw(const struct lesson_screen *screen, struct canvas *canvas, struct rect rect, int row, int col);

/* Keys at the foot: those that do not fit give way, those of higher rank first. */
struct lesson_key {
	const char *name, *words; /* names as in keymap.h; words NULL: not now */
	int rank;
};
/* … and a click on them is as good. */
void lesson_keys_draw(struct canvas *canvas, struct rect rect, const struct lesson_key *keys, int count, struct hint_places *places);
/* The same at the right end of the row. */
void lesson_keys_draw_right(struct canvas *canvas, struct rect rect, const struct lesson_key *keys, int count, struct hint_places *places);

/* Draw what can be scrolled, in `rect`, and note what keys want to know of it. */
void lesson_scrolled_draw(struct lesson_screen *screen, struct canvas *canvas, struct rect rect, const struct sheet *sheet);

/* lesson_beside.c */
struct rect lesson_place(struct app *app, int rows, int cols);
void lesson_beside_draw(struct app *app);

/* lesson_words.c: words into a sheet. */
void lesson_question(const struct lesson_screen *screen, struct sheet *sheet);
/* Which editor F4 opens, and how one leaves it, where the task is to edit. */
void lesson_editor(const struct lesson_screen *screen, struct sheet *sheet);
void lesson_after(const struct lesson_screen *screen, struct sheet *sheet);
void lesson_hints(const struct lesson_screen *screen, struct sheet *sheet);
/* "You said 4. Watch visits.", "Your task: lose three."; in as many words as `cols` columns have room for; into to[size]; returns to. */
char *lesson_task(const struct lesson_screen *screen, const struct app *app, int cols, char *to, size_t size);
char *lesson_said(const struct lesson_screen *screen, char *to, size_t size);
/* "visits" of "global visits". */
const char *lesson_plain(const char *quantity);

/* lesson_run.c */
/* Start the step's run: -1, and `trouble` says why. */
int lesson_run_start(struct app *app);
void lesson_run_end(struct app *app);
/* The screen is closed, and the run with it. */
void lesson_run_left(struct app *app);
/* Take in how it went; true when there is something new to be seen. */
bool lesson_run_work(struct app *app);
/* What fails from here on is not told while the question asks for it, nor while a run that drove itself is walked through for the first time. Before each frame, so that none tells it. */
void lesson_keep_untold(struct app *app);
/* Whether its goal is reached by other settings of a free run. */
bool lesson_by_figures(const struct lesson_step *step);
/* Whether the step has a run at all. */
bool lesson_step_runs(const struct lesson_step *step);

/* lesson_keys.c */
bool lesson_key(struct app *app, const struct input_key *key);
/* Whether a letter is one of the answer, or of what is searched for. */
bool lesson_types(const struct app *app);
/* Whether Enter, r and h are the lesson's while what follows is shown: it has just come, or nothing lies over the panes that wants them. */
bool lesson_has_keys(const struct app *app);
/* Whether Enter is: lanes side by side want other keys, but not this one. */
bool lesson_has_enter(const struct app *app);
/* Whether what follows was put away, and Enter is somebody else's: F8 shows it, and then goes on. */
bool lesson_is_folded_away(const struct app *app);
extern const struct help_page lesson_help, lesson_help_beside;

/* lesson_wheel.c */
bool lesson_wheel(struct app *app, const struct input_key *key);

/* lesson_end.c */
void lesson_end_draw(struct lesson_screen *screen, struct canvas *canvas);
bool lesson_end_key(struct app *app, int key);

#endif
