/* atlas_goal.h - the way along a schedule to the step that decides: after the one before it both were still possible, to fail and not to. */
#ifndef LUNCHRUSH_TUI_ATLAS_GOAL_H
#define LUNCHRUSH_TUI_ATLAS_GOAL_H

#include "schedule/schedule.h"
#include "tui/study.h"

/* Zero-initialised: no goal. */
struct goal {
	struct schedule schedule; /* the whole */
	char *whole;              /* … as it was given; NULL: no goal */
	uint32_t *steps;          /* walked so far */
	size_t count, item;       /* steps; the item of the schedule that is walked */
	uint32_t taken;           /* steps of that item */
};

enum goal_state { WALK_NONE, WALK_ON_THE_WAY, WALK_REACHED, WALK_LOST };

/* Walk along this schedule. False when it is none. */
bool goal_set(struct goal *goal, const char *schedule);
void goal_drop(struct goal *goal);
/* Go on as far as answers are there. Reached: *to is the schedule up to before the step that decides, or the whole where no step does; to be freed; `words`
 * says what is there. Lost: `words` says why. Then there is no goal any more. */
enum goal_state goal_walk(struct goal *goal, struct study *study, char **to, char *words, size_t size);

#endif
