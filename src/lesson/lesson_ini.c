/* lesson_ini.c - lesson.ini: its sections, and the keys of [lesson]. Each key that is there is visited once, in the file's order; what must wait
 * until all is read (what an answer means depends on what is asked) is noted with its line and settled in lesson_check.c. */
#include "lesson/lesson_inner.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- [lesson] ---- */

static void needs_take(struct loading *loading, int line, const char *value)
{
	struct lesson *lesson = loading->lesson;

	lesson->need_count = lesson_list(loading, line, "needs", value, lesson->needs[0], sizeof lesson->needs[0], 4);
	for (int i = 0; i < lesson->need_count; i++)
		if (!lesson_name_good(lesson->needs[i]) || !strcmp(lesson->needs[i], lesson->name))
			lesson_wrong(loading, line, "needs: `%s` is no name of another lesson", lesson->needs[i]);
}

static void more_take(struct loading *loading, int line, const char *value)
{
	struct lesson *lesson = loading->lesson;

	lesson->more_count = lesson_list(loading, line, "more", value, lesson->more[0], sizeof lesson->more[0], 8);
	for (int i = 0; i < lesson->more_count; i++) {
		const char *wrong = lesson_link_wrong(lesson->more[i]);
		if (wrong)
			lesson_wrong(loading, line, "more: `%s`: %s", lesson->more[i], wrong);
	}
}

static void whole_take(struct loading *loading, int line, const char *what, const char *value, double most, int *to)
{
	double number;

	if (lesson_number(loading, line, what, value, 0, most, &number) == 0)
		*to = (int)number;
}

static void lesson_key(struct loading *loading, const char *key, int line)
{
	const char *value = ini_get(loading->ini, "lesson", key);
	struct lesson *lesson = loading->lesson;

	if (!strcmp(key, "title"))
		lesson_text(loading, line, key, value, lesson->title, sizeof lesson->title);
	else if (!strcmp(key, "summary"))
		lesson_text(loading, line, key, value, lesson->summary, sizeof lesson->summary);
	else if (!strcmp(key, "chapter"))
		lesson_text(loading, line, key, value, lesson->chapter, sizeof lesson->chapter);
	else if (!strcmp(key, "order"))
		whole_take(loading, line, key, value, 1e6, &lesson->order);
	else if (!strcmp(key, "minutes"))
		whole_take(loading, line, key, value, 600, &lesson->minutes);
	else if (!strcmp(key, "needs"))
		needs_take(loading, line, value);
	else if (!strcmp(key, "more"))
		more_take(loading, line, value);
	else if (!strcmp(key, "recipe"))
		lesson_recipe(loading, line, value, lesson->recipe, sizeof lesson->recipe);
	else if (!strcmp(key, "engine"))
		lesson_engine(loading, line, value, loading->engine, sizeof loading->engine);
	else if (!strcmp(key, "gil"))
		lesson_gil(loading, line, value, &loading->gil);
	else if (!strcmp(key, "pace"))
		lesson_number(loading, line, key, value, 0, 1e6, &loading->pace);
	else if (!strcmp(key, "seed"))
		lesson_seed(loading, line, value, &loading->seed);
	else if (strncmp(key, "param.", 6))
		lesson_wrong(loading, line, "[lesson] has no `%s`: title summary chapter order minutes needs recipe more engine gil pace seed param.NAME", key);
}

/* ---- sections ---- */

/* The step of a section; -1 none. */
static int step_of(const struct loading *loading, const char *section)
{
	return strncmp(section, "step:", 5) ? -1 : lesson_step_named(loading->lesson, section + 5);
}

static void step_begin(struct loading *loading, const char *name, int line)
{
	struct lesson *lesson = loading->lesson;
	int before = lesson_step_named(lesson, name);

	if (!lesson_name_good(name))
		lesson_wrong(loading, line, "a step's name has lower-case letters, digits and -, at most 39: [step:first-look]");
	else if (before >= 0)
		lesson_wrong(loading, line, "[step:%s] was already begun on line %d", name, lesson->steps[before].line);
	else if (lesson->step_count == LESSON_STEPS_MAX)
		lesson_wrong(loading, line, "a lesson has at most %d steps", LESSON_STEPS_MAX);
	else {
		struct lesson_step *step = &lesson->steps[lesson->step_count++];
		snprintf(step->name, sizeof step->name, "%s", name);
		step->line = line;
	}
}

static int section_visit(void *data, const char *section, int line)
{
	struct loading *loading = data;

	if (loading->lesson->step_count == LESSON_STEPS_MAX && loading->told)
		return 1;
	if (ini_capitals(loading->ini, section, ""))
		lesson_wrong(loading, line, "names of sections have no capitals: [%s]", section);
	if (!strncmp(section, "step:", 5))
		step_begin(loading, section + 5, line);
	else if (strcmp(section, "lesson"))
		lesson_wrong(loading, line, "there is no section [%s]: [lesson], and [step:NAME] for each step", section);
	return 0;
}

static int default_visit(void *data, const char *section, const char *key, int line)
{
	struct loading *loading = data;
	struct launch_setting *settings = NULL;
	size_t count = 0;

	if (strcmp(section, "lesson"))
		return 0;
	lesson_key(loading, key, line);
	if (strncmp(key, "param.", 6))
		return 0;
	lesson_setting_add(loading, &settings, &count, section, key, key + 6, line);
	if (count && loading->setting_count < LESSON_SETTINGS_MAX)
		loading->settings[loading->setting_count++] = settings[0];
	free(settings);
	return 0;
}

static void step_defaults(struct loading *loading, struct lesson_step *step)
{
	memcpy(step->engine, loading->engine, sizeof step->engine);
	step->gil = loading->gil;
	step->pace = loading->pace;
	step->seed = loading->seed;
	step->setting_count = loading->setting_count;
	if (!loading->setting_count)
		return;
	step->settings = malloc(loading->setting_count * sizeof *step->settings);
	if (!step->settings)
		abort();
	memcpy(step->settings, loading->settings, loading->setting_count * sizeof *step->settings);
}

static int key_visit(void *data, const char *section, const char *key, int line)
{
	struct loading *loading = data;
	int step = step_of(loading, section);

	if (step >= 0)
		lesson_step_key(loading, (size_t)step, section, key, line);
	return loading->told > 200;
}

void lesson_ini_card_take(struct loading *loading)
{
	loading->gil = -1;
	loading->pace = -1;
	loading->seed = 1;
	loading->lesson->order = LESSON_ORDER_LAST;
	loading->lesson->steps = calloc(LESSON_STEPS_MAX, sizeof *loading->lesson->steps);
	if (!loading->lesson->steps)
		abort();
	ini_each_section(loading->ini, section_visit, loading);
	ini_each(loading->ini, default_visit, loading);
}

void lesson_ini_take(struct loading *loading)
{
	lesson_ini_card_take(loading);
	for (size_t i = 0; i < loading->lesson->step_count; i++)
		step_defaults(loading, &loading->lesson->steps[i]);
	ini_each(loading->ini, key_visit, loading);
}
