/* progress_merge.c - two who know of one person's progress: what is whole, and what both together come to.
 *
 * Each piece has the moment from which on it is so. Of what both know the newer one counts; done stays done; and what is not newer than a reset goes, whoever still
 * knows it: so a program that has had the lesson open all the time does not bring back what another one has reset. */
#include "lesson/progress_inner.h"

#include "trace/text.h"

#include <string.h>
#include <time.h>

#define LESSONS_MAX 2000
#define STEPS_MAX 64

json_t *progress_nothing(void)
{
	return json_pack("{s:i,s:{},s:{}}", "progress", 1, "reset", "lessons");
}

/* ---- what is whole ---- */

static bool is_clean(const char *text, size_t most)
{
	char clean[256];

	if (strlen(text) >= most)
		return false;
	text_clean(clean, sizeof clean, text, strlen(text));
	return strcmp(clean, text) == 0;
}

static bool text_or_none(const json_t *object, const char *key, size_t most)
{
	const json_t *text = json_object_get(object, key);

	return !text || (json_is_string(text) && is_clean(json_string_value(text), most));
}

static bool moment_or_none(const json_t *object, const char *key)
{
	const json_t *moment = json_object_get(object, key);

	return !moment || (json_is_integer(moment) && json_integer_value(moment) > 0 && json_integer_value(moment) < INT64_MAX / 2);
}

static bool flag_or_none(const json_t *object, const char *key)
{
	const json_t *flag = json_object_get(object, key);

	return !flag || json_is_boolean(flag);
}

static bool step_is_whole(const json_t *step)
{
	return json_is_object(step) && moment_or_none(step, "done") && moment_or_none(step, "answered") && text_or_none(step, "answer", 128) &&
	       text_or_none(step, "happened", 192) && flag_or_none(step, "judged") && flag_or_none(step, "right");
}

static bool lesson_is_whole(const json_t *lesson)
{
	json_t *steps = json_object_get(lesson, "steps"), *step;
	const char *name;

	if (!json_is_object(lesson) || !moment_or_none(lesson, "at") || !moment_or_none(lesson, "done") || !text_or_none(lesson, "step", 40))
		return false;
	if (steps && (!json_is_object(steps) || json_object_size(steps) > STEPS_MAX))
		return false;
	json_object_foreach(steps, name, step)
		if (!is_clean(name, 40) || !step_is_whole(step))
			return false;
	return true;
}

static bool resets_are_whole(const json_t *all)
{
	json_t *resets = json_object_get(all, "reset"), *moment;
	const char *name;

	if (!json_is_object(resets) || json_object_size(resets) > LESSONS_MAX)
		return false;
	json_object_foreach(resets, name, moment)
		if (!is_clean(name, 64) || !moment_or_none(resets, name))
			return false;
	return true;
}

bool progress_is_whole(const json_t *all)
{
	json_t *lessons = json_object_get(all, "lessons"), *lesson;
	const char *name;

	if (json_integer_value(json_object_get(all, "progress")) != 1 || !json_is_object(lessons) || json_object_size(lessons) > LESSONS_MAX)
		return false;
	if (!text_or_none(all, "last", 64) || !moment_or_none(all, "last_at") || !resets_are_whole(all))
		return false;
	json_object_foreach(lessons, name, lesson)
		if (!is_clean(name, 64) || !lesson_is_whole(lesson))
			return false;
	return true;
}

/* ---- moments ---- */

static json_int_t moment(const json_t *object, const char *key)
{
	return json_integer_value(json_object_get(object, key));
}

static json_int_t later(json_int_t one, json_int_t other)
{
	return one > other ? one : other;
}

/* The clock of the machine may go back; what is known may not. */
json_int_t progress_now(const json_t *all)
{
	json_t *lessons = json_object_get(all, "lessons"), *resets = json_object_get(all, "reset"), *one;
	json_int_t last = moment(all, "last_at");
	struct timespec now;
	const char *name;

	clock_gettime(CLOCK_REALTIME, &now);
	json_object_foreach(lessons, name, one)
		last = later(last, moment(one, "at"));
	json_object_foreach(resets, name, one)
		last = later(last, json_integer_value(one));
	return later((json_int_t)now.tv_sec * 1000 + now.tv_nsec / 1000000, last + 1);
}

/* ---- putting together ---- */

/* Keys that go together are taken from whoever has the newer moment. */
static void take_newer(json_t *to, const json_t *from, const char *when, const char *const keys[])
{
	if (moment(from, when) <= moment(to, when))
		return;
	for (; *keys; keys++) {
		json_object_del(to, *keys);
		if (json_object_get(from, *keys))
			json_object_set_new(to, *keys, json_copy(json_object_get(from, *keys)));
	}
}

static json_t *object_in(json_t *object, const char *key)
{
	if (!json_object_get(object, key))
		json_object_set_new(object, key, json_object());
	return json_object_get(object, key);
}

static void merge_step(json_t *to, const json_t *from)
{
	static const char *const done[] = { "done", NULL }, *const answer[] = { "answer", "answered", "happened", "judged", "right", NULL };

	take_newer(to, from, "done", done);
	take_newer(to, from, "answered", answer);
}

static void merge_lesson(json_t *to, const json_t *from)
{
	static const char *const done[] = { "done", NULL }, *const at[] = { "at", "step", NULL };
	json_t *step;
	const char *name;

	take_newer(to, from, "done", done);
	take_newer(to, from, "at", at);
	json_object_foreach(json_object_get(from, "steps"), name, step)
		merge_step(object_in(object_in(to, "steps"), name), step);
}

static void forget(json_t *object, const char *when, json_int_t reset, const char *const keys[])
{
	if (moment(object, when) > reset)
		return;
	for (; *keys; keys++)
		json_object_del(object, *keys);
}

/* What is not newer than a reset goes; false when nothing is left of the lesson. */
static bool reset_lesson(json_t *lesson, json_int_t reset)
{
	static const char *const done[] = { "done", NULL }, *const at[] = { "at", "step", NULL },
		*const answer[] = { "answer", "answered", "happened", "judged", "right", NULL };
	json_t *step;
	const char *name;
	void *next;

	forget(lesson, "done", reset, done);
	forget(lesson, "at", reset, at);
	json_object_foreach_safe(json_object_get(lesson, "steps"), next, name, step) {
		forget(step, "done", reset, done);
		forget(step, "answered", reset, answer);
		if (!json_object_size(step))
			json_object_del(json_object_get(lesson, "steps"), name);
	}
	return json_object_get(lesson, "at") || json_object_get(lesson, "done") || json_object_size(json_object_get(lesson, "steps"));
}

static json_int_t reset_of(const json_t *all, const char *lesson)
{
	const json_t *resets = json_object_get(all, "reset");

	return later(moment(resets, "*"), moment(resets, lesson));
}

static void apply_resets(json_t *all)
{
	json_t *lessons = json_object_get(all, "lessons"), *lesson;
	const char *name;
	void *next;

	json_object_foreach_safe(lessons, next, name, lesson) {
		json_int_t reset = reset_of(all, name);
		if (reset && !reset_lesson(lesson, reset))
			json_object_del(lessons, name);
	}
	if (moment(all, "last_at") <= reset_of(all, "")) {
		json_object_del(all, "last");
		json_object_del(all, "last_at");
	}
}

void progress_merge(json_t *all, const json_t *more)
{
	static const char *const last[] = { "last", "last_at", NULL };
	json_t *one, *resets = object_in(all, "reset");
	const char *name;

	json_object_foreach(json_object_get(more, "lessons"), name, one)
		merge_lesson(object_in(object_in(all, "lessons"), name), one);
	json_object_foreach(json_object_get(more, "reset"), name, one)
		json_object_set_new(resets, name, json_integer(later(json_integer_value(one), moment(resets, name))));
	take_newer(all, more, "last_at", last);
	apply_resets(all);
}

/* Not before a reset, and not after this moment: what comes from a clock that was wrong is not newer than all that is still to be done. */
static void lift(json_t *object, const char *when, json_int_t least, json_int_t now)
{
	json_int_t is = moment(object, when), most = later(least, now);

	if (json_object_get(object, when) && (is < least || is > most))
		json_object_set_new(object, when, json_integer(is < least ? least : most));
}

void progress_lift(const json_t *all, json_t *more)
{
	json_t *lesson, *step;
	json_int_t now = progress_now(all);
	const char *name, *step_name;

	json_object_set_new(more, "reset", json_object());
	lift(more, "last_at", 1, now);
	json_object_foreach(json_object_get(more, "lessons"), name, lesson) {
		json_int_t least = reset_of(all, name) + 1;
		lift(lesson, "at", least, now);
		lift(lesson, "done", least, now);
		json_object_foreach(json_object_get(lesson, "steps"), step_name, step) {
			lift(step, "done", least, now);
			lift(step, "answered", least, now);
		}
	}
}
