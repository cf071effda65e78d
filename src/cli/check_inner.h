/* check_inner.h - a step that is being checked; what check_steps.c, check_goal.c and check_count.c share. */
#ifndef LUNCHRUSH_CLI_CHECK_INNER_H
#define LUNCHRUSH_CLI_CHECK_INNER_H

#include "cli/check.h"
#include "cli/check_run.h"
#include "paper/ini.h"

#define CHECK_RUN_S 60.0     /* real seconds that a run may take */
#define CHECK_DRIVEN_S 20.0  /* one under control, whose clock is virtual */
#define CHECK_COUNT_S 20.0   /* and a count of schedules */
#define CHECK_LOOK_S 2.0     /* a count of which nothing is asked but that it can be begun */
#define CHECK_QUICKER 10.0   /* how many times as fast a free run is tried first */
#define CHECK_PACE_MOST 1e6

struct counted;

struct checking {
	struct check *check;
	const struct lesson *lesson;
	const struct lesson_step *step;
	struct ini *ini;         /* lesson.ini, for lines; NULL: it cannot be read */
	char file[1100];         /* its path */
	struct launch launch;    /* how the step runs; by hand: round-robin */
	struct counted *counted; /* counts of this lesson so far, the newest first */
};

/* The line of that key of the step, or the step's own. */
int checking_line(const struct checking *checking, const char *key);
/* Say a finding at that key's line, "step NAME: …". */
void checking_found(const struct checking *checking, const char *key, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Run a launch: a free one first quickly, and where `judge` finds fault with that, at its own pace, twice at most. `judge` says what is wrong when `say` is set and returns how much
 * is. On a machine that is busy with other things the virtual clock of a run under control may speak for a free one. False: it could not be run, which has been said. `count` (or NULL) is what is known of all schedules. */
typedef unsigned checking_judge(struct checking *checking, const struct facts *facts, bool say, void *data);
bool checking_run(struct checking *checking, const struct launch *launch, const struct facts_count *count, checking_judge *judge, void *data);

/* How all schedules of a launch come out: counted once in a lesson for each. NULL with words: they cannot be counted. */
struct counted {
	struct counted *next;
	char *key;
	json_t *answer;      /* as explore --json; NULL: see `why` */
	struct facts_count count;
	struct error why;
};
const struct counted *checking_count(struct checking *checking, const struct launch *launch, double seconds);
void counted_free(struct counted *all);

/* The launch of a solution: the step's with the mended file, or with the settings that reach its goal. -1 with words; to be released. */
int checking_solution(const struct checking *checking, struct launch *launch, struct error *error);

/* The goal of the step. */
void check_goal(struct checking *checking);
/* Comparing costs time: only where it was asked for. Fills in sides (at most `most`); returns how many. */
int checking_compare(struct checking *checking, struct facts_side *sides, int most);
/* How many times as long the solution takes; 0 when it cannot be measured. */
double checking_cost(struct checking *checking, const struct launch *mended);

#endif
