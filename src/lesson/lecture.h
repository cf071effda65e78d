/* lecture.h - a lesson under way: which step, which side of it, what was predicted, what happened. The one core of the three forms: `learn` on the screen, `learn --plain`, `present`.
 *
 * A step has three sides: its page (prose, and the question: predict first), its run, and what follows from it. Knows no screen, no kitchen and no clock: whoever runs the kitchen
 * gives it facts. */
#ifndef LUNCHRUSH_LESSON_LECTURE_H
#define LUNCHRUSH_LESSON_LECTURE_H

#include "lesson/facts.h"
#include "lesson/lesson.h"
#include "lesson/progress.h"

enum lecture_side { LECTURE_PAGE, LECTURE_RUN, LECTURE_AFTER };

enum verdict_is {
	VERDICT_NONE,    /* nothing was asked, or not answered yet */
	VERDICT_WAITS,   /* answered; the run has not shown it yet */
	VERDICT_RIGHT,
	VERDICT_WRONG,
	VERDICT_OPEN,    /* the run did not show it: see `happened` for why */
};

struct verdict {
	enum verdict_is is;
	char given[160];     /* the answer for people: "b: something between" or "6" */
	char happened[256];  /* what the run showed: "visits = 4", "b: something between"; of a literal answer the right one */
	char again[256];     /* … and what a later run showed, where that came to something else; "" */
	const char *reply;   /* for this wrong answer; NULL none; the lesson's */
};

enum goal_is { GOAL_NONE, GOAL_OPEN, GOAL_REACHED };

struct lecture {
	const struct lesson *lesson;
	struct progress *progress;
	size_t at;                 /* step, from 0 */
	enum lecture_side side;
	int hints;                 /* shown of this step */
	struct verdict verdict;
	enum goal_is goal;
	char goal_happened[256];   /* what the last try came to: "visits = 4" */
	unsigned tries;            /* runs of this step that are over */
	bool finished;             /* past the last step */
	struct error trouble;      /* progress could not be stored: say so once; "" */
};

/* Begin at `step` (NULL: where one left, or the first). Both are borrowed. -1 with words when there is no such step (and which there are). */
int lecture_begin(struct lecture *lecture, const struct lesson *lesson, struct progress *progress, const char *step, struct error *error);

const struct lesson_step *lecture_step(const struct lecture *lecture);

/* How this step runs, into a launch (launch_init is called here). Its recipe is found by `find`, which is cli/data.h's data_recipe, or another for tests. -1 with words. Only where the mode
 * is not LESSON_READ. For LESSON_STEPPED schedule and policy ("hand" where none is said) are set, for LESSON_EXPLORE neither. */
typedef int lecture_find(const char *name, struct launch *launch, struct error *error);
int lecture_launch(const struct lesson *lesson, const struct lesson_step *step, lecture_find *find, struct launch *launch, struct error *error);

/* Forward: the next side or step; back: the side before, or the page of the step before. False: there is none (forward from the last: finished, and stored so). A question that has no answer yet does
 * not hold anybody up. What follows is left out where a step has nothing to say there: no question, no goal, no words. A page without a run is judged when it is left (its answer is literal). A
 * step is done when it was left forward (a page) or its run is over and its goal, if it has one, was reached. */
bool lecture_next(struct lecture *lecture);
bool lecture_back(struct lecture *lecture);
bool lecture_go(struct lecture *lecture, size_t step);
/* Whether the next lecture_next leads to a run. */
bool lecture_runs_next(const struct lecture *lecture);

/* A prediction: a letter, a number, a worker's letter, letters in order, as typed. -1 with words when it is none of those; may be given again until the run has shown it in this visit. */
int lecture_answer(struct lecture *lecture, const char *typed, struct error *error);
/* The right answer for people, where it is literal or the facts show it; "" else; into to[size]; returns to. */
char *lecture_right_answer(const struct lesson_step *step, const struct facts *facts, char *to, size_t size);
/* Whether this answer is right; the linter asks, too. */
enum verdict_is lecture_judge(const struct lesson_step *step, const char *answer, const struct facts *facts, char *happened, size_t size);

/* Of a whole lesson: how many answers were given, and how many of them were right. A question that was skipped is no prediction. */
void lecture_score(const struct lesson *lesson, const struct progress *progress, int *right, int *given);

/* A run of this step is over (or all schedules are counted): judge answer and goal, store them. True when the goal was reached by it, or there is none. */
bool lecture_ran(struct lecture *lecture, const struct facts *facts);

/* Show one hint more; false: there are no more. */
bool lecture_hint(struct lecture *lecture);

#endif
