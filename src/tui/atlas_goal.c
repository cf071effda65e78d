/* atlas_goal.c - see atlas_goal.h.
 *
 * After each step the study says how many schedules follow and how many of them fail. While both kinds are possible nothing is decided; the first step after which
 * only one is left is the one that decides, and a person who stands before it can see why, and choose otherwise. An item `A*` is walked while A can go. */
#include "tui/atlas_goal.h"

#include "trace/event.h"
#include "trace/tongue.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STEPS_MAX 20000

bool goal_set(struct goal *goal, const char *schedule)
{
	struct error error;
	goal_drop(goal);
	if (schedule_read(&goal->schedule, schedule, &error))
		return false;
	goal->whole = strdup(schedule);
	return goal->whole != NULL;
}

void goal_drop(struct goal *goal)
{
	schedule_release(&goal->schedule);
	free(goal->whole);
	free(goal->steps);
	*goal = (struct goal){ 0 };
}

static bool is_able(const struct study_here *here, uint32_t worker)
{
	for (size_t i = 0; i < here->next_count; i++)
		if (here->next[i].worker == worker)
			return true;
	return false;
}

/* The worker of the next step; 0 at the schedule's end. */
static uint32_t step_next(struct goal *goal, const struct study_here *here)
{
	while (goal->item < goal->schedule.count) {
		const struct schedule_item *item = &goal->schedule.items[goal->item];
		bool more = item->steps ? goal->taken < item->steps : is_able(here, item->worker);
		if (more) {
			goal->taken++;
			return item->worker;
		}
		goal->item++;
		goal->taken = 0;
	}
	return 0;
}

static bool push(struct goal *goal, uint32_t worker)
{
	uint32_t *more = goal->count < STEPS_MAX ? reallocarray(goal->steps, goal->count + 1, sizeof *more) : NULL;
	if (!more)
		return false;
	goal->steps = more;
	goal->steps[goal->count++] = worker;
	return true;
}

static enum goal_state lose(struct goal *goal, const char *why, char *words, size_t size)
{
	snprintf(words, size, "%s", why);
	goal_drop(goal);
	return WALK_LOST;
}

/* Stand before the last step walked. */
static enum goal_state reach(struct goal *goal, const struct study_here *here, char **to, char *words, size_t size)
{
	char letter[12];
	bool fails = strcmp(here->failing, "0") != 0;
	worker_letter(goal->steps[goal->count - 1], letter);
	*to = schedule_write(goal->steps, goal->count - 1);
	snprintf(words, size, _("Here both are still possible. %s decides: after its step %s. The whole schedule: %.200s"), letter,
		fails ? _("every schedule fails") : _("none fails any more"), goal->whole);
	goal_drop(goal);
	return *to ? WALK_REACHED : WALK_LOST;
}

static enum goal_state reach_end(struct goal *goal, char **to, char *words, size_t size)
{
	*to = strdup(goal->whole);
	snprintf(words, size, _("The whole schedule: %.200s"), goal->whole);
	goal_drop(goal);
	return *to ? WALK_REACHED : WALK_LOST;
}

enum goal_state goal_walk(struct goal *goal, struct study *study, char **to, char *words, size_t size)
{
	while (goal->whole) {
		char *schedule = schedule_write(goal->steps, goal->count);
		const struct study_here *here = schedule ? study_here(study, schedule) : NULL;
		free(schedule);
		if (!here)
			return study_state(study) == STUDY_COUNTED ? WALK_ON_THE_WAY : lose(goal, _("The count is gone."), words, size);
		if (here->error[0])
			return lose(goal, here->error, words, size);
		bool mixed = strcmp(here->failing, "0") && strcmp(here->failing, here->schedules);
		if (!mixed)
			return goal->count ? reach(goal, here, to, words, size) : reach_end(goal, to, words, size);
		uint32_t next = step_next(goal, here);
		if (!next)
			return reach_end(goal, to, words, size);
		if (!push(goal, next))
			return lose(goal, _("That schedule is too long to be walked."), words, size);
	}
	return WALK_NONE;
}
