/* lesson.c - a lesson once it is loaded: the words of its tables, its steps, its end. */
#include "lesson/lesson.h"
#include "trace/tongue.h"

#include <stdlib.h>
#include <string.h>

const char *const lesson_modes[LESSON_MODES] = { "read", "live", "stepped", "explore", "compare" };
const char *const lesson_asks[LESSON_ASKS] = { "nothing", "choice", "number", "worker", "order" };
const char *const lesson_panes[LESSON_PANES] = { "kitchen", "workers", "code", "memory", "timeline", "story", "figures", "next", "schedule" };

static const struct {
	const char *goal, *words;
} goals[] = {
	{ "violated", N_("what must hold is broken") },
	{ "deadlock", N_("a deadlock") },
	{ "failed", N_("an error ends the run") },
	{ "no failing schedule", N_("no schedule fails") },
	{ "a failing schedule", N_("some schedule fails") },
};

const char *lesson_goal_words(const struct lesson_step *step)
{
	for (size_t i = 0; step->goal_text && i < sizeof goals / sizeof *goals; i++)
		if (strcmp(step->goal_text, goals[i].goal) == 0)
			return _(goals[i].words);
	return step->goal_text;
}

static void step_release(struct lesson_step *step)
{
	free(step->schedule);
	free(step->settings);
	free(step->question);
	for (int i = 0; i < step->choice_count; i++) {
		free(step->choices[i].text);
		condition_free(step->choices[i].when);
		free(step->choices[i].reply);
	}
	free(step->answer);
	quantity_free(step->measured);
	for (int i = 0; i < step->reply_count; i++) {
		free(step->replies[i].answer);
		free(step->replies[i].reply);
	}
	condition_free(step->goal);
	free(step->goal_text);
	free(step->solution_settings);
	for (int i = 0; i < step->claim_count; i++)
		condition_free(step->claims[i].holds);
	document_release(&step->prose);
	document_release(&step->notes);
	document_release(&step->after);
	for (int i = 0; i < step->hint_count; i++)
		document_release(&step->hints[i]);
}

void lesson_free(struct lesson *lesson)
{
	if (!lesson)
		return;
	for (size_t i = 0; i < lesson->step_count; i++)
		step_release(&lesson->steps[i]);
	free(lesson->steps);
	free(lesson);
}

int lesson_step_named(const struct lesson *lesson, const char *name)
{
	for (size_t i = 0; i < lesson->step_count; i++)
		if (!strcmp(lesson->steps[i].name, name))
			return (int)i;
	return -1;
}
