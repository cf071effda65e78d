/* lesson_value.c - the kinds of values that lesson.ini has: text, names, numbers, engines, recipes, settings; each is checked, and what is wrong with it told. */
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
