/* lesson_ini.c - lesson.ini: its sections, the keys of [lesson], and the kinds of values. Each key that is there is visited once, in the file's order; what must wait
 * until all is read (what an answer means depends on what is asked) is noted with its line and settled in lesson_check.c. */
#include "lesson/lesson_inner.h"

#include "paper/folder.h"
#include "trace/text.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- values ---- */

int lesson_wrong(struct loading *loading, int line, const char *format, ...)
{
	struct error words, whole;
	va_list args;

	va_start(args, format);
	error_vset(&words, format, args);
	va_end(args);
	if (line)
		error_set(&whole, "%.200s/%s:%d: %.500s", loading->folder, loading->file, line, words.text);
	else
		error_set(&whole, "%.200s/%s: %.500s", loading->folder, loading->file, words.text);
	loading->told++;
	loading->tell(loading->data, whole.text);
	return -1;
}

char *lesson_copy(const char *from)
{
	size_t size = 3 * strlen(from) + 1;
	char *to = malloc(size);

	if (!to)
		abort();
	text_clean(to, size, from, strlen(from));
	return to;
}

int lesson_text(struct loading *loading, int line, const char *what, const char *from, char *to, size_t size)
{
	char *clean = lesson_copy(from);
	size_t length = strlen(clean);

	if (length < size)
		memcpy(to, clean, length + 1);
	free(clean);
	if (!length)
		return lesson_wrong(loading, line, "%s is empty", what);
	return length < size ? 0 : lesson_wrong(loading, line, "%s has %zu bytes: at most %zu have room", what, length, size - 1);
}

int lesson_list(struct loading *loading, int line, const char *what, const char *from, char *to, size_t size, int most)
{
	int count = 0;

	for (const char *end; *from; from = end + (*end == ',')) {
		end = from + strcspn(from, ",");
		size_t length = (size_t)(end - from);
		while (length && isspace((unsigned char)*from))
			from++, length--;
		while (length && isspace((unsigned char)from[length - 1]))
			length--;
		if (count == most) {
			lesson_wrong(loading, line, "%s has at most %d names", what, most);
			break;
		}
		if (length == 0 || length >= size) {
			lesson_wrong(loading, line, "%s is a list of names with a comma between, each of 1 to %zu letters", what, size - 1);
			continue;
		}
		text_clean(to + (size_t)count++ * size, size, from, length);
	}
	if (!count)
		lesson_wrong(loading, line, "%s is empty", what);
	return count;
}

bool lesson_one_of(const char *word, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!strcmp(word, words[i]))
			return true;
	return false;
}

int lesson_engine(struct loading *loading, int line, const char *value, char *to, size_t size)
{
	static const char *const engines[] = { "threads", "loop", "processes", "instances", "sequential" };

	if (!lesson_one_of(value, engines, sizeof engines / sizeof *engines))
		return lesson_wrong(loading, line, "there is no engine `%.40s`: threads, loop, processes, instances or sequential", value);
	snprintf(to, size, "%s", value);
	return 0;
}

int lesson_number(struct loading *loading, int line, const char *what, const char *text, double least, double most, double *to)
{
	char *end;
	double value = strtod(text, &end);

	if (end == text || *end || !isfinite(value) || strpbrk(text, "xXpP"))
		return lesson_wrong(loading, line, "%s is a number, and `%.40s` is none", what, text);
	if (value < least || value > most)
		return lesson_wrong(loading, line, "%s is between %g and %g", what, least, most);
	*to = value;
	return 0;
}

int lesson_gil(struct loading *loading, int line, const char *value, int *to)
{
	if (strcmp(value, "on") && strcmp(value, "off"))
		return lesson_wrong(loading, line, "gil is on or off");
	*to = !strcmp(value, "on");
	return 0;
}

int lesson_seed(struct loading *loading, int line, const char *value, uint64_t *to)
{
	char *end;

	errno = 0;
	*to = strtoull(value, &end, 10);
	if (!isdigit((unsigned char)*value) || *end || errno)
		return lesson_wrong(loading, line, "seed is a whole number");
	return 0;
}

bool lesson_file_good(const char *name)
{
	size_t length = strlen(name);

	return length > 4 && !strcmp(name + length - 4, ".lua") && !strchr(name, '/') && name[0] != '.';
}

int lesson_recipe(struct loading *loading, int line, const char *value, char *to, size_t size)
{
	if (lesson_text(loading, line, "recipe", value, to, size))
		return -1;
	if (lesson_name_good(to) || (lesson_file_good(to) && folder_has(loading->folder, to)))
		return 0;
	if (lesson_file_good(to))
		lesson_wrong(loading, line, "recipe: there is no regular file %s in the folder", to);
	else
		lesson_wrong(loading, line, "recipe is a name that `lunchrush list` prints, or a file of the folder, and `%s` is neither", to);
	*to = '\0';
	return -1;
}

void lesson_setting_add(struct loading *loading, struct launch_setting **settings, size_t *count, const char *section, const char *key, const char *name, int line)
{
	const char *value = ini_get(loading->ini, section, key);
	struct launch_setting setting;

	if (ini_capitals(loading->ini, section, key)) {
		lesson_wrong(loading, line, "the setting %s has capitals, and names in this file have none: give the recipe's setting a lower-case name", name);
		return;
	}
	if (!*name || name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_")] || isdigit((unsigned char)*name)) {
		lesson_wrong(loading, line, "`%s` is no name of a setting: param.NAME has letters, digits and _", name);
		return;
	}
	if (*count == LESSON_SETTINGS_MAX) {
		lesson_wrong(loading, line, "there are more than %d settings", LESSON_SETTINGS_MAX);
		return;
	}
	snprintf(setting.name, sizeof setting.name, "%s", name);
	if (lesson_text(loading, line, key, value, setting.value, sizeof setting.value))
		return;
	for (size_t i = 0; i < *count; i++)
		if (!strcmp((*settings)[i].name, name)) {
			(*settings)[i] = setting;
			return;
		}
	*settings = realloc(*settings, (*count + 1) * sizeof **settings);
	if (!*settings)
		abort();
	(*settings)[(*count)++] = setting;
}

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
