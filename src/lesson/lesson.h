/* lesson.h - a lesson as its folder says it: lesson.ini (structure), prose.md (words), recipe.lua (code).
 *
 * A folder may come from a stranger. Loading it reads regular files of that folder only (paper/folder.h), runs nothing, and either gives a whole lesson of clean text within
 * bounds, or words with FILE:LINE. lunchrush-lesson(5) has the format for people; this is its model.
 *
 *   lesson.ini   [lesson] title summary chapter order minutes needs recipe more; for all steps: engine gil pace seed param.NAME
 *                [step:NAME] mode recipe engine gil pace seed schedule policy panes param.NAME question ask choice.X when.X value.X reply.X answer within goal cost
 *                            solution solution.param.NAME claim claim.X
 *                engine is a list with commas where mode = compare. value.X is what a measured `answer` is when choice X is right ("4", "> 4"); when.X a whole condition.
 *   prose.md     "## NAME" for each step, in their order; under it plain text, then any of "### notes", "### hint" (one or more), "### after", and, where the INI does not say
 *                them, "### question", "### choice X", "### reply X". Before the first "##" nothing, or "# Title" and one paragraph, the summary, in place of the INI's.
 *   prose.LANG.md  the same in another language; what it lacks is taken from prose.md, part by part. One with mistakes is left out whole, and the linter tells them.
 *
 * Step names are lower-case words of letters, digits and '-'. Links in prose: word:NAME, page:NAME, lesson:NAME, recipe:NAME. */
#ifndef LUNCHRUSH_LESSON_LESSON_H
#define LUNCHRUSH_LESSON_LESSON_H

#include "lesson/condition.h"
#include "paper/markdown.h"
#include "trace/error.h"
#include "trace/launch.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define LESSON_STEPS_MAX 32
#define LESSON_CHOICES_MAX 6
#define LESSON_HINTS_MAX 8
#define LESSON_PANES_MAX 4
#define LESSON_CLAIMS_MAX 8

enum lesson_mode {
	LESSON_READ,    /* only prose (with its question, if it has one) */
	LESSON_LIVE,    /* a free run on a real engine */
	LESSON_STEPPED, /* under control: after `schedule` a person chooses who goes next; with `policy` that goes on */
	LESSON_EXPLORE, /* every schedule is counted (F3's screen) */
	LESSON_COMPARE, /* the recipe measured on several engines side by side (compare's screen) */
	LESSON_MODES
};
extern const char *const lesson_modes[LESSON_MODES]; /* "read", "live", … */

enum lesson_ask { ASK_NOTHING, ASK_CHOICE, ASK_NUMBER, ASK_WORKER, ASK_ORDER, LESSON_ASKS };
extern const char *const lesson_asks[LESSON_ASKS];

/* The panes that a step may name; tui/panes.c has the same. */
#define LESSON_PANES 9
extern const char *const lesson_panes[LESSON_PANES];

/* One answer to choose from. */
struct lesson_choice {
	char letter;             /* 'a' … */
	char *text;              /* owned */
	struct condition *when;  /* it is the right one when this holds in the run; owned; NULL: `answer` says */
	char *reply;             /* for who chose it and was wrong; owned; NULL none */
};

/* A wrong number, worker or order that has a reply of its own. */
struct lesson_reply {
	char *answer, *reply; /* owned */
};

struct lesson_claim {
	struct condition *holds; /* owned; what the prose claims of this step's run; the linter runs it */
	int line;
};

struct lesson_step {
	char name[40];
	int line;                  /* in lesson.ini */
	enum lesson_mode mode;

	/* How it runs; "" and negative: as the recipe likes. Settings that hold for the whole lesson are in each step already. */
	char recipe[64];           /* a shelf name, a file of the folder ("broken.lua"), or "" : the lesson's */
	char engine[16];
	char engines[96];          /* LESSON_COMPARE: "sequential,threads,loop"; "" : all that it runs on */
	int gil;                   /* -1, 0, 1 */
	double pace;               /* negative: the recipe's; 0: unlimited */
	uint64_t seed;             /* 1 unless said: a lesson is the same twice */
	char *schedule;            /* owned; NULL none */
	char policy[16];           /* LESSON_STEPPED: "" : by hand */
	struct launch_setting *settings; /* owned */
	size_t setting_count;
	char panes[LESSON_PANES_MAX][16]; /* which panes matter, the first has the focus; none: all as ever */
	int pane_count;

	/* The prediction, made before the run. */
	enum lesson_ask ask;
	char *question;            /* owned; NULL when nothing is asked */
	struct lesson_choice choices[LESSON_CHOICES_MAX];
	int choice_count;
	char *answer;              /* literal: "b", "6", "A", "BCA"; owned; NULL: measured */
	struct quantity *measured;  /* what the answer is measured by; owned; NULL: literal, or by choices' conditions */
	double within;             /* a number may be off by so much and is right, 0 exactly */
	struct lesson_reply replies[LESSON_CHOICES_MAX];
	int reply_count;

	/* The challenge. */
	struct condition *goal;    /* owned; NULL none */
	char *goal_text;           /* as the INI has it: "visits < 2"; owned */
	bool by_editing;           /* the goal speaks of all schedules of a mended recipe: F4 */
	double cost;               /* a mended recipe may take so many times as long; 0: not said */
	char solution[64];         /* file of the folder that reaches it; "" none */
	struct launch_setting *solution_settings; /* … or settings that do; owned */
	size_t solution_setting_count;

	struct lesson_claim claims[LESSON_CLAIMS_MAX];
	int claim_count;

	/* Words; documents without blocks where there are none. */
	struct document prose, notes, after;
	struct document hints[LESSON_HINTS_MAX];
	int hint_count;
	bool translated;           /* the prose is in the language that was asked for */
};

struct lesson {
	char name[64];             /* as `list` prints it: the folder without its number */
	char folder[1024];
	char title[96], chapter[64];
	char summary[256];
	int order, minutes;
	char needs[4][64];         /* lessons that come first */
	int need_count;
	char more[8][80];          /* where to go from here: links as in prose, "lesson:opposed" */
	int more_count;
	char recipe[64];           /* a shelf name or a file of the folder; "" : recipe.lua there, or none */
	bool own_recipe;           /* the folder has a recipe.lua */
	struct lesson_step *steps; /* owned */
	size_t step_count;
};

/* Load all of it, in `language` ("de"; "" or NULL: as written). NULL with the first thing that is wrong. Any process; no thread of its own. */
struct lesson *lesson_load(const char *folder, const char *language, struct error *error);
void lesson_free(struct lesson *lesson);

/* The same, going on after each mistake where that makes sense: `tell` gets "FILE:LINE: message" for each, and for all translations that are in the folder; returns the lesson where
 * something could be made of it: what it holds may then lack what the words were about. */
typedef void lesson_tell(void *data, const char *message);
struct lesson *lesson_load_telling(const char *folder, const char *language, lesson_tell *tell, void *data);

/* Only [lesson] (and the title and summary of prose.LANG.md): quick, for a menu of hundreds. -1 with words. */
struct lesson_card {
	char name[64], folder[1024], title[96], chapter[64], summary[256];
	int order, minutes, steps;
	char needs[4][64];
	int need_count;
};
int lesson_card_read(const char *folder, const char *language, struct lesson_card *card, struct error *error);

/* The goal for people: "visits < 2", "no schedule fails"; NULL: the step has none. Lives as long as the step. */
const char *lesson_goal_words(const struct lesson_step *step);

/* The step of that name, or its index; -1 none. */
int lesson_step_named(const struct lesson *lesson, const char *name);

/* The language that a person reads, from the first of LANGUAGE, LC_ALL, LC_MESSAGES, LANG that is set: "de"; "" for English or C. Lives until the next call. */
const char *lesson_language(void);

#endif
