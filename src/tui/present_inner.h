/* present_inner.h - the presentation's one state, shared by the files present*.c; private to them. */
#ifndef LUNCHRUSH_TUI_PRESENT_INNER_H
#define LUNCHRUSH_TUI_PRESENT_INNER_H

#include "tui/app.h"
#include "tui/present.h"
#include "tui/present_slide.h"
#include "tui/present_votes.h"
#include "tui/projector.h"
#include "tui/thick_code.h"
#include "tui/thick_lanes.h"

/* What is kept of a step while the talk goes on. */
struct present_step {
	struct votes votes;
	char line[VOTES_LINE];  /* the votes as they were typed */
	char right[160];        /* the right answer, once it is known; "" */
	bool followed;          /* what follows from it was shown */
};

struct present {
	const struct lesson *lesson;
	lecture_find *find;
	struct progress *progress;
	struct lecture lecture;
	bool opening;           /* the title is shown, before the first step */
	struct slide page, after; /* of the step */
	int shown;              /* of the slide at hand, points shown; on the page one more is the question; 0 of what follows: the verdict */
	struct present_step steps[LESSON_STEPS_MAX];

	bool typing;            /* votes are being typed into the step's line */
	char wrong[160];        /* … what could not be read of it */
	bool blank, keys;       /* nothing is shown; the list of keys is */
	int key_top;
	int spot;               /* pane alone on the screen, -1 none */

	struct launch launch;   /* of this step's run */
	bool running;           /* a run of this step is there */
	bool counting;          /* … or all its schedules are counted */
	bool mended;            /* … those of the lesson's own solution */
	struct sides *sides;    /* … or it is compared; owned; NULL */
	bool judged;            /* its facts were taken */
	bool leaving;           /* next was pressed once although it goes on */
	struct step_log log;    /* steps of a run that was scheduled to its end; `by_step` */
	bool by_step;           /* such a run is looked at step by step */
	bool early;             /* … and next was pressed before it had come */
	uint64_t plays_ns;      /* … and has so many that they are played: reel_now_ns at its first step; 0: a press a step */
	size_t scheduled;       /* steps that the lesson took before a person chooses */
	bool asked;             /* … it has come so far */
	char trouble[400];      /* why there is no run; "" */
	unsigned run_number;
	struct thick_lanes lanes;
	struct thick_code code;

	uint64_t began_ns;      /* uv_hrtime, when the talk began */
	bool address;
	struct projector *projector; /* NULL: nobody can follow */
	int64_t told_began;
};

const struct lesson_step *present_step(const struct present *present);
struct present_step *present_kept(struct present *present);
bool present_asks(const struct lesson_step *step);

/* present_go.c: next and previous, one press of a clicker each. */
void present_next(struct app *app, struct present *present, bool space);
void present_previous(struct app *app, struct present *present);
/* On by a step in a run that was scheduled to its end; if it has not come yet, once it has. */
void present_step_next(struct app *app, struct present *present);
void present_entered(struct app *app, struct present *present, bool forward);
/* How many points the page has, its question among them; and where what follows begins. */
int present_page_all(const struct present *present);
int present_after_first(const struct present *present);
/* What the next press brings, in words, into to[size]; returns to. */
char *present_coming(const struct app *app, const struct present *present, char *to, size_t size);

/* present_run.c: what runs. */
void present_run_start(struct app *app, struct present *present);
void present_run_end(struct app *app, struct present *present);
/* After the count of a recipe that is to be mended: count the lesson's solution. False: there is none, or it was counted. */
bool present_run_mended(struct app *app, struct present *present);
/* Whether it has come to its end. */
bool present_run_over(const struct app *app, const struct present *present);
/* Take in what is new; true when a frame is wanted. */
bool present_run_work(struct app *app, struct present *present);
/* Steps of the run shown: those a person takes, or those of a scheduled run; NULL: it runs free. */
const struct step_log *present_log(const struct app *app, const struct present *present);

/* present_votes_key.c */
void present_votes_open(struct app *app, struct present *present, int key);
void present_votes_key(struct app *app, struct present *present, int key);
/* As if typed whole. */
void present_votes_take(struct app *app, struct present *present, const char *line);
/* Which answers are right is known now. */
void present_votes_judge(struct app *app, struct present *present);

/* Drawing: each onto all of the canvas below the head. */
struct rect present_head_draw(struct canvas *canvas, const struct present *present);
void present_page_draw(struct canvas *canvas, struct rect body, const struct present *present);
void present_question_draw(struct canvas *canvas, struct rect body, const struct present *present);
/* Bars of the votes, a row or more each, from `row` on; returns the row after them. */
int present_bars_draw(struct canvas *canvas, struct rect body, int row, const struct lesson_step *step, const struct votes *votes);
void present_after_draw(struct canvas *canvas, struct rect body, const struct app *app, const struct present *present);
void present_end_draw(struct canvas *canvas, struct rect body, const struct present *present);
bool present_run_draw(struct canvas *canvas, struct rect body, struct app *app, struct present *present, uint64_t now_ns);
void present_count_draw(struct canvas *canvas, struct rect body, const struct app *app, const struct present *present);
bool present_sides_draw(struct canvas *canvas, struct rect body, struct present *present);
bool present_spot_draw(struct canvas *canvas, struct rect body, struct app *app, struct present *present, uint64_t now_ns);
/* The next pane, off after the last. */
void present_spot_next(struct app *app, struct present *present);
/* One or two sentences on the run at this moment, into to[size]; returns their role. */
enum role_of_cell present_story(struct app *app, const struct present *present, char *to, size_t size);

/* Lines of text, wrapped to `columns`, with `pitch` rows from one to the next; returns the row after the last. */
int present_text_draw(struct canvas *canvas, struct rect clip, int row, int col, int columns, enum role_of_cell role, int attr, const char *text);

/* present_page.c: columns of a line of text in so wide a body; rows of a text in letters of blocks where they all fit into `room` rows on a screen with small letters, else 0; a text as large as
 * `room` rows allow, returns the row after it and a blank one; rows of a point; the newest of the first `shown` points, and those before it. */
int present_measure(struct rect body);
int present_large_rows(struct rect body, const char *text, int room);
int present_strong_draw(struct canvas *canvas, struct rect body, int row, int room, const char *text);
int present_point_rows(const struct point *point, int columns);
void present_points_draw(struct canvas *canvas, struct rect body, const struct slide *slide, int shown);
/* present_question.c: rows that the question and its answers take, without bars; the line of votes while it is typed. */
int present_question_rows(const struct lesson_step *step, int columns, int gap);
void present_typed_draw(struct canvas *canvas, struct rect body, const struct present *present);

/* present_screen.c: what is on the screen, in words, for those who follow. */
char *present_screen(struct app *app, struct present *present, char *to, size_t size);
/* Tell all who follow, if something has changed; do what they ask for. True when a frame is wanted. */
bool present_tell(struct app *app, struct present *present);

#endif
