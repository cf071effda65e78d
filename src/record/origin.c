/* origin.c - see origin.h. */
#include "record/origin.h"

#include "trace/text.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define HEADER_MAX (1u << 20)

/* The first line as JSON; NULL: it is none. */
static json_t *header_read(const char *path)
{
	FILE *file = fopen(path, "re");
	char *line = NULL;
	size_t size = 0;
	json_t *header = NULL;
	int first = file ? fgetc(file) : EOF;
	if (first == '{') {
		line = malloc(HEADER_MAX);
		size = line ? fread(line + 1, 1, HEADER_MAX - 1, file) + 1 : 0;
		char *end = size ? memchr(line + 1, '\n', size - 1) : NULL;
		if (size)
			line[0] = '{';
		header = size ? json_loadb(line, end ? (size_t)(end - line) : size, JSON_REJECT_DUPLICATES, NULL) : NULL;
	}
	free(line);
	if (file)
		fclose(file);
	return header;
}

static void text_take(const json_t *own, const char *key, char *to, size_t size)
{
	const char *text = json_string_value(json_object_get(own, key));
	*to = '\0';
	if (text && strlen(text) < size)
		text_clean(to, size, text, strlen(text));
}

/* A plain name, put beside the recording. */
static int trace_take(struct origin *origin, const char *path, const json_t *own, struct error *error)
{
	char name[256];
	const char *slash = strrchr(path, '/');
	text_take(own, "trace", name, sizeof name);
	if (!*name)
		return 0;
	if (strchr(name, '/') || !strcmp(name, "..") || !strcmp(name, "."))
		return error_set(error, "%s: its run would lie in '%s'; only a file beside it is opened", path, name);
	if ((size_t)snprintf(origin->trace, sizeof origin->trace, "%.*s%s", slash ? (int)(slash - path + 1) : 0, path, name) >= sizeof origin->trace)
		return error_set(error, "%s: that path is too long", path);
	return 0;
}

/* Not: below another folder, or read as an option. */
static bool is_name_below(const char *name)
{
	return name[0] != '/' && name[0] != '-' && !strstr(name, "..");
}

/* A recipe of the shelf, or a file below the folder one is in: nothing else is opened for a recording. */
static int recipe_take(struct origin *origin, const char *path, const json_t *own, struct error *error)
{
	text_take(own, "recipe", origin->recipe, sizeof origin->recipe);
	text_take(own, "lesson", origin->lesson, sizeof origin->lesson);
	const char *names[] = { origin->recipe, origin->lesson };
	for (int i = 0; i < 2; i++)
		if (!is_name_below(names[i]))
			return error_set(error, "%s: it was made from '%s', which is not below this folder; run that yourself to take it over", path, names[i]);
	return 0;
}

/* As each would be if it were typed; what is not said, or is nothing, is as the recipe likes. */
static void numbers_take(struct launch *launch, const json_t *own)
{
	const json_t *gil = json_object_get(own, "gil"), *pace = json_object_get(own, "pace");
	launch->seed = (uint64_t)json_integer_value(json_object_get(own, "seed"));
	if (json_is_boolean(gil))
		launch->gil = json_is_true(gil);
	if (json_is_number(pace) && json_number_value(pace) >= 0 && json_number_value(pace) <= 1e6)
		launch->pace = json_number_value(pace);
}

static int launch_take(struct launch *launch, const json_t *own, struct error *error)
{
	const char *key, *schedule = json_string_value(json_object_get(own, "schedule"));
	json_t *value;
	numbers_take(launch, own);
	text_take(own, "engine", launch->engine, sizeof launch->engine);
	text_take(own, "policy", launch->policy, sizeof launch->policy);
	if (schedule && strlen(schedule) < 100000)
		launch->schedule = strdup(schedule);
	json_object_foreach(json_object_get(own, "settings"), key, value)
		if (!json_is_string(value) || launch_set(launch, key, json_string_value(value), error))
			return json_is_string(value) ? -1 : error_set(error, "its setting '%.60s' is no text", key);
	return 0;
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
	json_object_set_new(own, "recipe", json_string(recipe));
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

const char *origin_recipe(const struct launch *launch, const char *shelf)
{
	char here[sizeof launch->path];
	const char *last = strrchr(launch->path, '/'), *below;
	if (path_below(launch->path, shelf))
		return last && !strcmp(last, "/recipe.lua") ? launch->recipe : NULL; /* a lesson's other files have no name of their own */
	below = getcwd(here, sizeof here) ? path_below(launch->path, here) : NULL;
	return below && is_name_below(below) ? below : NULL;
}

/* ---- reading ---- */

enum origin_is origin_read(struct origin *origin, const char *path, struct error *error)
{
	struct error words;
	*origin = (struct origin){ .trace = "" };
	launch_init(&origin->launch);
	origin->launch.trace = origin->launch.events = true;
	json_t *header = header_read(path);
	json_int_t version = json_integer_value(json_object_get(header, "version"));
	const json_t *own = json_object_get(header, "x-lunchrush");
	enum origin_is is = ORIGIN_OURS;
	if (!header || version < 1 || version > 3) {
		is = ORIGIN_NOT_CAST;
	} else if (!json_is_object(own)) {
		is = ORIGIN_ELSEWHERE;
		error_set(error, "%s is a recording of a terminal that was not made here, or not of a run that was kept: `asciinema play %s` plays it", path, path);
	} else if (trace_take(origin, path, own, error) || recipe_take(origin, path, own, error)) {
		is = ORIGIN_WRONG;
	} else if (launch_take(&origin->launch, own, &words)) {
		is = ORIGIN_WRONG;
		error_set(error, "%s: %s", path, words.text);
	}
	json_decref(header);
	return is;
}

void origin_release(struct origin *origin)
{
	launch_release(&origin->launch);
}
