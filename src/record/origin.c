/* origin.c - see origin.h. */
#include "record/origin.h"

#include "paper/whole_file.h"
#include "trace/text.h"
#include "trace/tongue.h"

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SCHEDULE_BYTES_MAX 100000u
#define SEED_USUAL 1u /* as where a schedule alone says which run it is */
#define SETTINGS_MAX 256u /* no recipe has so many; each is looked for among all before it */

/* The first line as JSON; NULL: it is none, or `too_long`. */
static json_t *header_read(const char *path, bool *too_long)
{
	struct stat is;
	FILE *file = stat(path, &is) == 0 && S_ISREG(is.st_mode) ? fopen(path, "re") : NULL; /* what is taken from a pipe would be gone */
	char *line = NULL;
	size_t size = 0;
	json_t *header = NULL;
	int first = file ? fgetc(file) : EOF;
	*too_long = false;
	if (first == '{') {
		line = malloc(ORIGIN_LINE_MAX + 1);
		size = line ? fread(line + 1, 1, ORIGIN_LINE_MAX, file) + 1 : 0;
		char *end = size ? memchr(line + 1, '\n', size - 1) : NULL;
		if (size)
			line[0] = '{';
		*too_long = !end && size > ORIGIN_LINE_MAX;
		header = size && !*too_long ? json_loadb(line, end ? (size_t)(end - line) : size, 0, NULL) : NULL;
	}
	free(line);
	if (file)
		fclose(file);
	return header;
}

/* "" where it is not said. */
static int text_take(const json_t *own, const char *key, char *to, size_t size, struct error *error)
{
	const json_t *said = json_object_get(own, key);
	*to = '\0';
	if (!said)
		return 0;
	if (!json_is_string(said) || json_string_length(said) >= size)
		return error_set(error, "its %s is no text, or too long", key);
	text_clean(to, size, json_string_value(said), json_string_length(said));
	return 0;
}

/* A plain name, put beside the recording. */
static int trace_take(struct origin *origin, const char *path, const json_t *own, struct error *error)
{
	char name[256];
	const char *slash = strrchr(path, '/');
	if (text_take(own, "trace", name, sizeof name, error))
		return -1;
	if (!*name)
		return 0;
	if (strchr(name, '/') || !strcmp(name, "..") || !strcmp(name, "."))
		return error_set(error, "its run would lie in '%s'; only a file beside it is opened", name);
	if ((size_t)snprintf(origin->trace, sizeof origin->trace, "%.*s%s", slash ? (int)(slash - path + 1) : 0, path, name) >= sizeof origin->trace)
		return error_set(error, "that path is too long");
	struct stat is;
	if (stat(origin->trace, &is) == 0 && !S_ISREG(is.st_mode)) /* a pipe would be waited for, for ever */
		return error_set(error, "its run would be '%s', which is no plain file", name);
	return 0;
}

/* Not: above this folder, or read as an option. */
static bool is_name_below(const char *name)
{
	return name[0] != '/' && name[0] != '-' && !strstr(name, "..");
}

static bool ends_in(const char *name, const char *ending)
{
	size_t length = strlen(name), last = strlen(ending);
	return length > last && !strcmp(name + length - last, ending);
}

static bool is_recipe(const char *path)
{
	char inside[sizeof((struct origin *)0)->recipe + 16];
	snprintf(inside, sizeof inside, "%s/recipe.lua", path);
	return ends_in(path, ".lua") || access(inside, R_OK) == 0;
}

/* A recipe of the shelf, or a file below the folder one is in, or one that is a recipe by its whole path; likewise a lesson, which nothing else can be opened as: no other file is touched for a
 * recording. */
static int recipe_take(struct origin *origin, const json_t *own, struct error *error)
{
	if (text_take(own, "recipe", origin->recipe, sizeof origin->recipe, error) || text_take(own, "lesson", origin->lesson, sizeof origin->lesson, error))
		return -1;
	const char *names[] = { origin->recipe, origin->lesson };
	bool whole[] = { is_recipe(origin->recipe), true };
	for (int i = 0; i < 2; i++)
		if (!is_name_below(names[i]) && !(whole[i] && names[i][0] == '/' && !strstr(names[i], "..")))
			return error_set(error, "it was made from '%s', which is not below this folder; run that yourself to take it over", names[i]);
	return 0;
}

/* As each would be if it were typed; what is not said is as the recipe likes. */
static int numbers_take(struct launch *launch, const json_t *own, struct error *error)
{
	const json_t *gil = json_object_get(own, "gil"), *pace = json_object_get(own, "pace"), *seed = json_object_get(own, "seed");
	if (seed && (!json_is_integer(seed) || json_integer_value(seed) < 0))
		return error_set(error, "its seed is no whole number from 0 on");
	if (gil && !json_is_boolean(gil))
		return error_set(error, "its gil is neither true nor false");
	if (pace && !(json_is_number(pace) && json_number_value(pace) >= 0 && json_number_value(pace) <= 1e6))
		return error_set(error, "its pace is no number from 0 to 1000000");
	launch->seed = seed ? (uint64_t)json_integer_value(seed) : SEED_USUAL;
	launch->gil = gil ? json_is_true(gil) : launch->gil;
	launch->pace = pace ? json_number_value(pace) : launch->pace;
	return 0;
}

static int settings_take(struct launch *launch, const json_t *own, struct error *error)
{
	json_t *settings = json_object_get(own, "settings"), *value;
	const char *key;
	if (settings && !json_is_object(settings))
		return error_set(error, "its settings are no object of texts");
	if (json_object_size(settings) > SETTINGS_MAX)
		return error_set(error, "its settings are more than %u", SETTINGS_MAX);
	json_object_foreach(settings, key, value)
		if (!json_is_string(value) || launch_set(launch, key, json_string_value(value), error))
			return json_is_string(value) ? -1 : error_set(error, "its setting '%.60s' is no text", key);
	return 0;
}

static int launch_take(struct launch *launch, const json_t *own, struct error *error)
{
	const json_t *schedule = json_object_get(own, "schedule");
	if (numbers_take(launch, own, error) || text_take(own, "engine", launch->engine, sizeof launch->engine, error) || text_take(own, "policy", launch->policy, sizeof launch->policy, error))
		return -1;
	if (schedule && (!json_is_string(schedule) || json_string_length(schedule) >= SCHEDULE_BYTES_MAX))
		return error_set(error, "its schedule is no text, or too long");
	launch->schedule = schedule ? strdup(json_string_value(schedule)) : NULL;
	return settings_take(launch, own, error);
}

/* ---- writing ---- */

static json_t *settings_json(const struct launch *launch)
{
	json_t *settings = json_object();
	for (size_t i = 0; i < launch->setting_count; i++)
		json_object_set_new(settings, launch->settings[i].name, json_string(launch->settings[i].value));
	return settings;
}

json_t *origin_write(const char *recipe, const struct launch *launch)
{
	json_t *own = json_object();
	json_t *typed = json_string(recipe);
	if (typed)
		json_object_set_new(own, "recipe", typed);
	json_object_set_new(own, "seed", json_integer((json_int_t)launch->seed));
	json_object_set_new(own, "settings", settings_json(launch));
	if (*launch->engine)
		json_object_set_new(own, "engine", json_string(launch->engine));
	if (launch->gil >= 0)
		json_object_set_new(own, "gil", json_boolean(launch->gil));
	if (launch->pace >= 0)
		json_object_set_new(own, "pace", json_real(launch->pace));
	if (launch->schedule)
		json_object_set_new(own, "schedule", json_string(launch->schedule));
	if (*launch->policy)
		json_object_set_new(own, "policy", json_string(launch->policy));
	return own;
}

/* What is left of the path below that folder; NULL: it is not below it. */
static const char *path_below(const char *path, const char *folder)
{
	size_t length = strlen(folder);
	return length && !strncmp(path, folder, length) && path[length] == '/' ? path + length + 1 : NULL;
}

/* As it would be typed in this folder, else as a whole path; NULL: it is neither, or JSON could not hold it. */
static const char *path_here(const char *path)
{
	char here[4096];
	const char *below = *path == '/' ? getcwd(here, sizeof here) ? path_below(path, here) : NULL : path;
	const char *typed = below && is_name_below(below) ? below : path;
	json_t *held = *typed == '/' || is_name_below(typed) ? json_string(typed) : NULL;
	if (!held)
		return NULL;
	json_decref(held);
	return typed;
}

const char *origin_recipe(const struct launch *launch, const char *shelf)
{
	const char *last = strrchr(launch->path, '/');
	if (path_below(launch->path, shelf))
		return last && !strcmp(last, "/recipe.lua") ? launch->recipe : NULL; /* a lesson's other files have no name of their own */
	return path_here(launch->path);
}

const char *origin_lesson(const char *name, const char *folder, const char *shelf)
{
	return path_below(folder, shelf) ? name : path_here(folder);
}

/* The first line of that file, without its end; to be freed. NULL: it has none, or a longer one than any header. */
static char *line_first(FILE *from)
{
	char *line = NULL;
	size_t size = 0;
	ssize_t length = getline(&line, &size, from);
	if (length > 0 && (size_t)length <= ORIGIN_LINE_MAX && line[length - 1] == '\n')
		return line;
	free(line);
	return NULL;
}

/* The header that is there with another "x-lunchrush"; to be freed. NULL: none is there, or that is too long. */
static char *header_settled(FILE *from, const json_t *own)
{
	char *line = line_first(from);
	json_t *header = line ? json_loads(line, 0, NULL) : NULL;
	free(line);
	if (own)
		json_object_set(header, "x-lunchrush", (json_t *)own);
	else
		json_object_del(header, "x-lunchrush");
	char *text = header ? json_dumps(header, JSON_COMPACT | JSON_REAL_PRECISION(6)) : NULL;
	json_decref(header);
	if (text && strlen(text) < ORIGIN_LINE_MAX)
		return text;
	free(text);
	return NULL;
}

static bool rest_copy(FILE *from, FILE *to)
{
	char bytes[65536];
	size_t got;
	while ((got = fread(bytes, 1, sizeof bytes, from)) > 0)
		if (fwrite(bytes, 1, got, to) != got)
			return false;
	return !ferror(from);
}

int origin_settle(const char *path, const json_t *own, struct error *error)
{
	struct whole_file whole;
	FILE *from = fopen(path, "re");
	char *header = from ? header_settled(from, own) : NULL;
	int result = 0;
	bool open = header && whole_file_open(&whole, path, false) == 0;
	if (open && (fprintf(whole.file, "%s\n", header) < 0 || !rest_copy(from, whole.file)))
		whole_file_drop(&whole);
	if (header && (!open || !whole.file || whole_file_keep(&whole, false)))
		result = error_set(error, _("%s cannot be written: %s"), path, strerror(errno));
	if (from)
		fclose(from);
	free(header);
	return result;
}

/* ---- reading ---- */

int origin_too_long(const char *path, struct error *error)
{
	return error_set(error, "%s:1: that is no recording of a terminal: its first line is longer than 1 MiB", path);
}

enum origin_is origin_read(struct origin *origin, const char *path, struct error *error)
{
	struct error words;
	*origin = (struct origin){ .trace = "" };
	launch_init(&origin->launch);
	origin->launch.seed = SEED_USUAL;
	origin->launch.trace = origin->launch.events = true;
	bool too_long;
	json_t *header = header_read(path, &too_long);
	json_int_t version = json_integer_value(json_object_get(header, "version"));
	const json_t *own = json_object_get(header, "x-lunchrush");
	enum origin_is is = ORIGIN_OURS;
	if (too_long) {
		is = ORIGIN_WRONG;
		origin_too_long(path, error);
	} else if (!header || version < 1 || version > 3) {
		is = ORIGIN_NOT_CAST;
	} else if (!json_is_object(own)) {
		is = ORIGIN_ELSEWHERE;
		error_set(error, "%s is a recording of a terminal that was not made here, or not of a run that was kept: `asciinema play %s` plays it", path, path);
	} else if (trace_take(origin, path, own, &words) || recipe_take(origin, own, &words) || launch_take(&origin->launch, own, &words)) {
		is = ORIGIN_WRONG;
		error_set(error, "%s: %s", path, words.text);
	}
	origin->seeded = is == ORIGIN_OURS && json_object_get(own, "seed");
	json_decref(header);
	return is;
}

void origin_release(struct origin *origin)
{
	launch_release(&origin->launch);
}
