/* study.h - every schedule of the recipe on the screen, counted beside the run by a kitchen of its own, and what is asked of that count.
 *
 * The kitchen explores (launch.explore) and stays: once all is counted it keeps its table, and what follows after any steps can be asked of
 * it. Answers come later: a question returns NULL until its answer is there, and may be put again in every frame; it is sent once. Whoever
 * polls study_fd calls study_pump, and draws again when that is true. All that comes is checked; counts are decimal text (39 digits at
 * most), since they outgrow 64 bits. One thread; knows no terminal and no loop. */
#ifndef LUNCHRUSH_TUI_STUDY_H
#define LUNCHRUSH_TUI_STUDY_H

#include "trace/error.h"
#include "trace/launch.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define STUDY_DIGITS 40
#define STUDY_NEXT_MAX 64    /* workers able at once */
#define STUDY_OUTCOMES_MAX 512

struct study;

enum study_state {
	STUDY_NONE,     /* nothing was started */
	STUDY_COUNTING,
	STUDY_COUNTED,  /* the count is there; questions are answered */
	STUDY_FAILED,   /* the recipe cannot be explored, or the kitchen died: study_error says why */
};

/* How far the count is. */
struct study_progress {
	double done;      /* 0 to 1, true: by chance under even choice */
	double elapsed_s;
	uint64_t states, steps;
	char schedules[STUDY_DIGITS], failing[STUDY_DIGITS]; /* so far */
};

/* One way in which schedules end. */
struct study_outcome {
	char words[192];               /* "visits = 2", "deadlock: A and B wait", "burgers.lua:7: …": what tells it from the others */
	char schedules[STUDY_DIGITS];
	char *key;                     /* globals and how it ended, canonical: equal for a free run that ends so (source/trials.h); owned */
	double chance;                 /* of it under even choice; negative: not said */
	bool ok, deadlock, error;      /* error: the recipe broke off, and its words say where */
};

/* What was counted. */
struct study_count {
	char recipe[64], engine[16];
	char schedules[STUDY_DIGITS], failing[STUDY_DIGITS], deadlocking[STUDY_DIGITS];
	double chance;                 /* of failing, when each step picks evenly among those able; negative: not known */
	int bound;                     /* only schedules with at most so many preemptions were counted; -1: all */
	uint64_t states, steps;
	double elapsed_s;
	bool complete, endless, sampled;
	uint64_t walks, walks_failing; /* sampled: random walks, and how many of them failed … */
	double walks_low, walks_high;  /* … so that the chance lies between these, 19 times of 20; 0 and 0: not said */
	char lasso[128];               /* endless: "A(BA)*"; "" not said */
	struct { char failing[STUDY_DIGITS], of[STUDY_DIGITS]; } at_most[3]; /* with at most 0, 1, 2 preemptions; of "" : not said */
	int at_most_count;
	char witness[1024];            /* the simplest failing schedule; "" when none fails */
	char witness_steps[1024];      /* the same with every step counted */
	char why[256];
	int witness_preemptions;
	struct study_outcome *outcomes;
	size_t outcome_count;
};

/* What follows after some steps. */
struct study_next {
	uint32_t worker;               /* its id: 1 is @, 2 is A … */
	char schedules[STUDY_DIGITS], failing[STUDY_DIGITS];
	double chance;                 /* of failing, once it is chosen */
};

struct study_here {
	char schedules[STUDY_DIGITS], failing[STUDY_DIGITS], deadlocking[STUDY_DIGITS];
	double chance;                 /* of failing from here */
	bool ends;                     /* nobody can go on: the schedule is at its end */
	int outcome;                   /* … so: an index into the count's outcomes; -1 not known */
	char error[160];               /* nothing is known after these steps: why; "" */
	size_t next_count;
	struct study_next next[];
};

/* NULL when memory is out. */
struct study *study_new(void);
void study_free(struct study *study);

/* Start to count from this launch's recipe, engine and settings (copied; whatever it says of schedule, policy and events is left aside); what was counted
 * before is forgotten, its kitchen ended. Where nobody `asked` for it, it stops after 20 s with what
 * is known by then. In a recording that has its own clock (reel_clock.h) it is given steps instead, asked for or not, so that the same is known every time. -1 with words; then the
 * state is STUDY_FAILED. Main thread. */
int study_start(struct study *study, const struct launch *launch, bool asked, struct error *error);
/* The same count as was started last, anew (the file has changed). */
int study_again(struct study *study, struct error *error);
/* End the kitchen and keep the count: its table takes memory, and nothing more will be asked. */
void study_rest(struct study *study);
/* End the kitchen and forget. */
void study_stop(struct study *study);
/* Whether it counts, or has counted, what this launch would run: the same recipe, engine and settings. */
bool study_is_of(const struct study *study, const struct launch *launch);
/* Whether nothing is left to be counted: every schedule was, but perhaps those that never end. */
bool study_is_whole(const struct study_count *count);
/* Whether nobody asked for it and it ended before all was counted: it may go on for longer. */
bool study_ran_out(const struct study *study);

/* Whether it counts now, or a question was asked that is not answered yet. */
bool study_waits(const struct study *study);
/* How many questions were asked so far. */
uint32_t study_asked(const struct study *study);

/* To be polled for reading; -1 when there is nothing to wait for. Changes only within study_start, _rest, _stop and _pump. */
int study_fd(const struct study *study);
/* Take in what has come, without waiting; true when something is new. */
bool study_pump(struct study *study);

enum study_state study_state(const struct study *study);
const char *study_error(const struct study *study);
const struct study_progress *study_progress(const struct study *study);
/* NULL until all is counted. */
const struct study_count *study_count(const struct study *study);

/* What follows after the steps of this schedule string ("" : from the start). NULL until it is known: asked by itself. Good until the next call of
 * study_here, study_pump or study_start; the latest few hundred are kept. */
const struct study_here *study_here(struct study *study, const char *schedule);

/* Other questions. */
enum study_what {
	STUDY_NTH,     /* the schedule of that number, counted from 1 */
	STUDY_SAMPLE,  /* so many, spread evenly over all */
	STUDY_OUTCOME, /* the simplest that ends in the outcome of that index */
};

#define STUDY_SAMPLE_MAX 64

struct study_reply {
	char error[160];  /* "" : it was answered */
	char number[STUDY_DIGITS], of[STUDY_DIGITS]; /* nth */
	int preemptions;  /* outcome; -1 not said */
	char **schedules; /* owned */
	size_t count;
};

/* Ask; `number` is decimal text; `failing`: among those that fail. Returns the question's number, 0 when it cannot be asked now. */
uint32_t study_ask(struct study *study, enum study_what what, const char *number, bool failing);
/* Its answer; NULL until it is there, and once 8 later questions were put. */
const struct study_reply *study_reply(const struct study *study, uint32_t question);

/* A count as a number, for shares: exact up to 2^64. */
long double study_number(const char *decimal);
/* "17,153,136", or "3.40 x 10^38" for what is too long to read, into to[size]; returns to. */
char *study_grouped(const char *decimal, char *to, size_t size);

/* For tests: take one X frame as it came. False when it says nothing that is understood. */
bool study_take(struct study *study, const char *json, size_t length);

#endif
