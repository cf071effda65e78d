/* control_outlook.c - what follows from here, from the count of all schedules, if there is one (study.h).
 *
 * The answer comes later than the question, so what is known of another moment is dropped at once, and the question is put again with every frame until it is answered. */
#include "tui/app.h"

#include <stdio.h>
#include <stdlib.h>

static bool is_counted(const struct app *app)
{
	return app->beside.study && study_state(app->beside.study) == STUDY_COUNTED && app->watch.launch && study_is_of(app->beside.study, app->watch.launch);
}

/* Of a part of all schedules nothing is said: that none of it fails would sound as if none did. */
static enum outlook_beyond beyond_of(const struct app *app)
{
	const struct study *study = app->beside.study;
	return study_is_whole(study_count(study)) ? OUTLOOK_WITHIN : study_ran_out(study) ? OUTLOOK_MORE : OUTLOOK_TOO_MANY;
}

static const struct study_here *ask(struct app *app, size_t steps)
{
	char *schedule = step_log_schedule(&app->control.log, 0, steps);
	const struct study_here *here = schedule ? study_here(app->beside.study, schedule) : NULL;
	free(schedule);
	return here && !here->error[0] ? here : NULL;
}

static void take(struct outlook *outlook, const struct study_here *here)
{
	outlook->known = true;
	snprintf(outlook->schedules, sizeof outlook->schedules, "%s", here->schedules);
	snprintf(outlook->failing, sizeof outlook->failing, "%s", here->failing);
	outlook->next_count = here->next_count < OUTLOOK_NEXT ? (uint32_t)here->next_count : OUTLOOK_NEXT;
	for (uint32_t i = 0; i < outlook->next_count; i++) {
		const struct study_next *from = &here->next[i];
		struct outlook_next *next = &outlook->next[i];
		*next = (struct outlook_next){ .worker = from->worker };
		snprintf(next->schedules, sizeof next->schedules, "%s", from->schedules);
		snprintf(next->failing, sizeof next->failing, "%s", from->failing);
	}
}

void control_outlook(struct app *app)
{
	struct control *control = &app->control;
	struct outlook *outlook = &control->outlook;
	size_t steps = step_log_at(&control->log, app->watch.player.position);
	if (!control->on || control->untold || !is_counted(app)) {
		outlook->known = false;
		outlook->beyond = OUTLOOK_WITHIN;
		return;
	}
	enum outlook_beyond beyond = beyond_of(app);
	if (beyond != OUTLOOK_WITHIN) {
		*outlook = (struct outlook){ .beyond = beyond };
		return;
	}
	if (outlook->steps != steps || outlook->hash != control->log.hash)
		*outlook = (struct outlook){ .steps = steps, .hash = control->log.hash };
	const struct study_here *here = outlook->known ? NULL : ask(app, steps);
	if (here)
		take(outlook, here);
	const struct study_here *before = steps == 0 || outlook->before_known ? NULL : ask(app, steps - 1);
	if (!before)
		return;
	outlook->before_known = true;
	snprintf(outlook->before_schedules, sizeof outlook->before_schedules, "%s", before->schedules);
	snprintf(outlook->before_failing, sizeof outlook->before_failing, "%s", before->failing);
}
