/* compare_published.c - figures that others have published of programs of the same shape: data beside the recipe, never in the program.
 *
 * lessons/NN-NAME/published.ini:
 *
 *   [published]
 *   by = Python 3.11, two cores
 *   sequential = 7.4 s
 *   threads-gil = 0.96 x
 */
#include "cli/compare_cli.h"

#include "paper/ini.h"
#include "trace/text.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct reading {
	const struct ini *ini;
	const char *path;
	struct compare_published *to;
	struct error *error;
};

/* "7.4 s" or "0.96 x". */
static bool known_read(const char *text, struct compare_known *known)
{
	char *end;
	double value = strtod(text, &end);
	if (end == text || !isfinite(value) || value <= 0)
		return false;
	end += strspn(end, " ");
	if (strcmp(end, "s") == 0)
		known->seconds = value;
	else if (strcmp(end, "x") == 0)
		known->speedup = value;
	else
		return false;
	return true;
}

static int take_key(void *data, const char *section, const char *key, int line)
{
	struct reading *reading = data;
	const char *value = ini_get(reading->ini, section, key);
	if (strcmp(section, "published") != 0)
		return error_set(reading->error, "%s:%d: the one section here is [published]", reading->path, line);
	if (strcmp(key, "by") == 0) {
		text_clean(reading->to->by, sizeof reading->to->by, value, strlen(value));
		return 0;
	}
	for (size_t i = 0; i < COMPARE_WAYS; i++)
		if (strcmp(compare_ways[i].key, key) == 0)
			return known_read(value, &reading->to->known[i]) ? 0
				: error_set(reading->error, "%s:%d: '%.40s' is neither seconds, as in 7.4 s, nor a speed-up, as in 0.96 x", reading->path, line, value);
	return error_set(reading->error, "%s:%d: '%s' is none of by, sequential, threads, threads-gil, loop and processes", reading->path, line, key);
}

int compare_published_read(const char *recipe_path, struct compare_published *published, struct error *error)
{
	const char *slash = strrchr(recipe_path, '/');
	char path[PATH_MAX];
	int result;
	published->by[0] = '\0';
	for (size_t i = 0; i < COMPARE_WAYS; i++)
		published->known[i] = (struct compare_known){ NAN, NAN };
	if (!slash || strcmp(slash, "/recipe.lua") != 0)
		return 0;
	snprintf(path, sizeof path, "%.*s/published.ini", (int)(slash - recipe_path), recipe_path);
	if (access(path, F_OK) != 0)
		return 0;
	struct ini *ini = ini_load(path, error);
	if (!ini)
		return -1;
	result = ini_each(ini, take_key, &(struct reading){ ini, path, published, error });
	ini_free(ini);
	return result;
}
