/* progress.c - see progress.h: what is asked of a person's progress, and what changes it. */
#include "lesson/progress_inner.h"
#include "trace/text.h"

#include <stdlib.h>
#include <string.h>

/* ---- asking ---- */

static json_t *lesson_of(const struct progress *progress, const char *lesson)
{
	return json_object_get(json_object_get(progress->all, "lessons"), lesson);
}

static json_t *step_of(const struct progress *progress, const char *lesson, const char *step)
{
	return json_object_get(json_object_get(lesson_of(progress, lesson), "steps"), step);
}

enum progress_state progress_of(const struct progress *progress, const char *lesson)
{
	const json_t *its = lesson_of(progress, lesson);

	return !its ? PROGRESS_NEW : json_object_get(its, "done") ? PROGRESS_DONE : PROGRESS_BEGUN;
}

const char *progress_step(const struct progress *progress, const char *lesson)
{
	return json_string_value(json_object_get(lesson_of(progress, lesson), "step"));
}

bool progress_step_done(const struct progress *progress, const char *lesson, const char *step)
{
	return json_object_get(step_of(progress, lesson, step), "done") != NULL;
}

size_t progress_steps_done(const struct progress *progress, const char *lesson)
{
	json_t *steps = json_object_get(lesson_of(progress, lesson), "steps"), *step;
	const char *name;
	size_t done = 0;

	json_object_foreach(steps, name, step)
		done += json_object_get(step, "done") != NULL;
	return done;
}

bool progress_answer(const struct progress *progress, const char *lesson, const char *step, struct progress_answer *answer)
{
	const json_t *its = step_of(progress, lesson, step);
	const char *text = json_string_value(json_object_get(its, "answer")), *happened = json_string_value(json_object_get(its, "happened"));

	*answer = (struct progress_answer){ .right = json_is_true(json_object_get(its, "right")), .judged = json_is_true(json_object_get(its, "judged")) };
	snprintf(answer->answer, sizeof answer->answer, "%s", text ? text : "");
	snprintf(answer->happened, sizeof answer->happened, "%s", happened ? happened : "");
	return text != NULL;
}

const char *progress_last(const struct progress *progress)
{
	return json_string_value(json_object_get(progress->all, "last"));
}

/* ---- changing ---- */

static json_t *object_in(json_t *object, const char *key)
{
	json_t *there = json_object_get(object, key);

	if (!there) {
		there = json_object();
		json_object_set_new(object, key, there);
	}
	return there;
}

/* A change begins; its moment. */
static json_int_t begin(struct progress *progress)
{
	progress_begin(progress);
	return progress_now(progress->all);
}

static json_t *touch_lesson(struct progress *progress, const char *lesson, json_int_t now)
{
	json_t *its = object_in(object_in(progress->all, "lessons"), lesson);

	json_object_set_new(its, "at", json_integer(now));
	return its;
}

static json_t *touch_step(struct progress *progress, const char *lesson, const char *step, json_int_t now)
{
	return object_in(object_in(touch_lesson(progress, lesson, now), "steps"), step);
}

static void set_text(json_t *object, const char *key, const char *text, size_t most)
{
	char clean[256];

	text_clean(clean, most < sizeof clean ? most : sizeof clean, text, strlen(text));
	json_object_set_new(object, key, json_string(clean));
}

int progress_at(struct progress *progress, const char *lesson, const char *step, struct error *error)
{
	json_int_t now = begin(progress);

	set_text(touch_lesson(progress, lesson, now), "step", step, 40);
	set_text(progress->all, "last", lesson, 64);
	json_object_set_new(progress->all, "last_at", json_integer(now));
	return progress_store(progress, error);
}

int progress_answered(struct progress *progress, const char *lesson, const char *step, const struct progress_answer *answer, struct error *error)
{
	json_int_t now = begin(progress);
	json_t *its = touch_step(progress, lesson, step, now);

	set_text(its, "answer", answer->answer, sizeof answer->answer);
	set_text(its, "happened", answer->happened, sizeof answer->happened);
	json_object_set_new(its, "answered", json_integer(now));
	json_object_set_new(its, "judged", json_boolean(answer->judged));
	json_object_set_new(its, "right", json_boolean(answer->right));
	return progress_store(progress, error);
}

int progress_did(struct progress *progress, const char *lesson, const char *step, struct error *error)
{
	json_int_t now = begin(progress);

	json_object_set_new(touch_step(progress, lesson, step, now), "done", json_integer(now));
	return progress_store(progress, error);
}

int progress_finish(struct progress *progress, const char *lesson, struct error *error)
{
	json_int_t now = begin(progress);
	json_t *its = touch_lesson(progress, lesson, now);

	json_object_set_new(its, "done", json_integer(now));
	json_object_del(its, "step");
	return progress_store(progress, error);
}

void progress_free(struct progress *progress)
{
	if (progress)
		json_decref(progress->all);
	free(progress);
}
