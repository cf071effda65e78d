/* reel_lesson.c - which lesson is recorded, and its steps as markers. */
#include "tui/reel_inner.h"

#include "tui/lesson_inner.h"
#include "tui/present_inner.h"

#include <stdio.h>
#include <string.h>

const struct lesson *reel_lesson(const struct app *app, const struct lecture **lecture)
{
	if (app->front == &lesson_front) {
		const struct lesson_screen *screen = app->front_data;
		*lecture = &screen->lecture;
		return screen->lesson;
	}
	if (app->front == &present_front) {
		const struct present *present = app->front_data;
		*lecture = &present->lecture;
		return present->lesson;
	}
	return NULL;
}

/* Before its first step a talk shows its title. */
bool reel_is_opening(const struct app *app)
{
	return app->front == &present_front && ((const struct present *)app->front_data)->opening;
}

void reel_step_mark(struct reel *reel, const struct app *app)
{
	char step[sizeof reel->step];
	const struct lecture *lecture;
	const struct lesson *lesson = reel_lesson(app, &lecture);
	if (!lesson || lecture->finished || reel_is_opening(app))
		return;
	snprintf(step, sizeof step, "%zu: %s", lecture->at + 1, lecture_step(lecture)->name);
	if (strcmp(step, reel->step))
		cast_mark(reel->cast, reel_time_ns(reel), strcpy(reel->step, step));
}
