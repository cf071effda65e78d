/* launch.c - what a kitchen is told, as JSON.
 *
 * Both sides are the same program, yet the reader takes nothing for granted: a person may start a kitchen by hand. A
 * missing field keeps what launch_init gave it, a field of the wrong kind or too long is an error that names it. */
#include "trace/launch.h"

#include "trace/text.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

void launch_init(struct launch *launch)
{
	memset(launch, 0, sizeof *launch);
	launch->gil = -1;
	launch->gil_interval_s = 0.005;
	launch->pace = -1;
	launch->max_steps = 100000;
	launch->preemptions = -1;
	launch->trace = true;
	launch->events = true;
}

void launch_release(struct launch *launch)
{
	free(launch->settings);
	free(launch->schedule);
	launch->schedule = NULL;
	launch->settings = NULL;
	launch->setting_count = 0;
}

/* Whether `text` is one clean line that fits `size` bytes with its NUL. */
static bool fits(const char *text, size_t size)
{
	char clean[sizeof((struct launch *)0)->path];

	return strlen(text) < size && text_clean(clean, sizeof clean, text, strlen(text)) == strlen(text) && strcmp(clean, text) == 0;
}

static struct launch_setting *setting_find(const struct launch *launch, const char *name)
{
	for (size_t i = 0; i < launch->setting_count; i++)
		if (strcmp(launch->settings[i].name, name) == 0)
			return &launch->settings[i];
	return NULL;
}

int launch_set(struct launch *launch, const char *name, const char *value, struct error *error)
{
	struct launch_setting *setting = setting_find(launch, name);

	if (!*name)
		return error_set(error, "a setting has no name: NAME=VALUE would be right");
	if (!fits(name, sizeof setting->name))
		return error_set(error, "\"%.80s\" is no setting's name: one has at most %zu bytes of plain text", name, sizeof setting->name - 1);
	if (!fits(value, sizeof setting->value))
		return error_set(error, "the value of %s is too long or not plain text: at most %zu bytes", name, sizeof setting->value - 1);
	if (!setting) {
		struct launch_setting *grown = realloc(launch->settings, (launch->setting_count + 1) * sizeof *grown);
		if (!grown)
			return error_set(error, "memory is out");
		launch->settings = grown;
		setting = &grown[launch->setting_count++];
		strcpy(setting->name, name);
	}
	strcpy(setting->value, value);
	return 0;
}

char *launch_write(const struct launch *launch)
{
	json_t *settings = json_array(), *json;
	char *text;

	for (size_t i = 0; i < launch->setting_count; i++)
		json_array_append_new(settings, json_pack("[ss]", launch->settings[i].name, launch->settings[i].value));
	json = json_pack("{ss ss ss ss si sf sf sI sf sb sb ss ss ss ss ss? sb sb sb sb si si sI so}", "recipe", launch->recipe, "path", launch->path, "file", launch->file,
		"engine", launch->engine, "gil", launch->gil, "gil_interval_s", launch->gil_interval_s, "pace", launch->pace, "seed",
		(json_int_t)launch->seed, "timeout_s", launch->timeout_s, "trace", (int)launch->trace, "events", (int)launch->events,
		"kill", launch->kill, "url", launch->url, "commands", launch->commands, "policy", launch->policy, "schedule", launch->schedule, "explore", (int)launch->explore, "stay", (int)launch->stay, "one_by_one", (int)launch->one_by_one, "measure", (int)launch->measure,
		"preemptions", launch->preemptions, "max_steps",
		(int)launch->max_steps, "all_steps", (json_int_t)launch->all_steps, "settings", settings);
	text = json ? json_dumps(json, JSON_COMPACT) : NULL;
	json_decref(json);
	return text;
}

static int read_text(char *to, size_t size, const json_t *json, const char *key, struct error *error)
{
	const json_t *value = json_object_get(json, key);
	const char *text = json_string_value(value);

	if (!value)
		return 0;
	if (!text || !fits(text, size))
		return error_set(error, "the launch's \"%s\" is no plain text of at most %zu bytes", key, size - 1);
	strcpy(to, text);
	return 0;
}

static int read_number(double *to, const json_t *json, const char *key, struct error *error)
{
	const json_t *value = json_object_get(json, key);

	if (value && !json_is_number(value))
		return error_set(error, "the launch's \"%s\" is no number", key);
	if (value)
		*to = json_number_value(value);
	return 0;
}

static int read_bool(bool *to, const json_t *json, const char *key, struct error *error)
{
	const json_t *value = json_object_get(json, key);

	if (value && !json_is_boolean(value))
		return error_set(error, "the launch's \"%s\" is neither true nor false", key);
	if (value)
		*to = json_is_true(value);
	return 0;
}

static int read_settings(struct launch *launch, const json_t *json, struct error *error)
{
	const json_t *settings = json_object_get(json, "settings"), *pair;
	size_t i;

	if (settings && !json_is_array(settings))
		return error_set(error, "the launch's \"settings\" are no array of pairs");
	json_array_foreach(settings, i, pair) {
		const char *name = json_string_value(json_array_get(pair, 0)), *value = json_string_value(json_array_get(pair, 1));
		if (!name || !value)
			return error_set(error, "the launch's \"settings\" are no array of pairs");
		if (launch_set(launch, name, value, error))
			return -1;
	}
	return 0;
}

static int read_schedule(struct launch *launch, const json_t *json, struct error *error)
{
	const json_t *value = json_object_get(json, "schedule");

	if (!value || json_is_null(value))
		return 0;
	if (!json_is_string(value))
		return error_set(error, "the launch's \"schedule\" is no text");
	launch->schedule = strdup(json_string_value(value));
	return launch->schedule ? 0 : error_set(error, "memory is out");
}

static int read_fields(struct launch *launch, const json_t *json, struct error *error)
{
	double gil = launch->gil, max_steps = launch->max_steps, preemptions = launch->preemptions, all_steps = 0;
	const json_t *seed = json_object_get(json, "seed");

	if (read_text(launch->recipe, sizeof launch->recipe, json, "recipe", error) ||
	    read_text(launch->path, sizeof launch->path, json, "path", error) ||
	    read_text(launch->file, sizeof launch->file, json, "file", error) ||
	    read_text(launch->engine, sizeof launch->engine, json, "engine", error) ||
	    read_text(launch->kill, sizeof launch->kill, json, "kill", error) || read_text(launch->url, sizeof launch->url, json, "url", error) ||
	    read_text(launch->commands, sizeof launch->commands, json, "commands", error) || read_text(launch->policy, sizeof launch->policy, json, "policy", error) || read_schedule(launch, json, error) ||
	    read_number(&gil, json, "gil", error) || read_number(&launch->gil_interval_s, json, "gil_interval_s", error) ||
	    read_number(&launch->pace, json, "pace", error) || read_number(&launch->timeout_s, json, "timeout_s", error) ||
	    read_bool(&launch->trace, json, "trace", error) || read_bool(&launch->events, json, "events", error) ||
	    read_bool(&launch->explore, json, "explore", error) || read_number(&max_steps, json, "max_steps", error) ||
	    read_bool(&launch->stay, json, "stay", error) || read_bool(&launch->one_by_one, json, "one_by_one", error) || read_bool(&launch->measure, json, "measure", error) ||
	    read_number(&preemptions, json, "preemptions", error) || read_number(&all_steps, json, "all_steps", error))
		return -1;
	if (seed && !json_is_integer(seed))
		return error_set(error, "the launch's \"seed\" is no whole number");
	launch->seed = (uint64_t)json_integer_value(seed);
	launch->max_steps = (uint32_t)max_steps;
	launch->all_steps = all_steps > 0 && all_steps < 1e15 ? (uint64_t)all_steps : 0;
	launch->preemptions = preemptions < 0 ? -1 : (int)preemptions;
	launch->gil = gil < 0 ? -1 : gil > 0;
	return read_settings(launch, json, error);
}

int launch_read(struct launch *launch, const char *text, struct error *error)
{
	json_error_t why;
	json_t *json = json_loads(text, JSON_REJECT_DUPLICATES, &why);
	int result;

	launch_init(launch);
	if (!json_is_object(json)) {
		json_decref(json);
		return error_set(error, "the launch is no JSON object: %s", json ? "something else" : why.text);
	}
	result = read_fields(launch, json, error);
	if (result)
		launch_release(launch);
	json_decref(json);
	return result;
}

void launch_copy(struct launch *to, const struct launch *from)
{
	*to = *from;
	if (strcmp(to->commands, "ask") == 0)
		to->commands[0] = '\0';
	to->settings = NULL;
	to->schedule = from->schedule ? strdup(from->schedule) : NULL;
	if (from->setting_count > 0) {
		to->settings = malloc(from->setting_count * sizeof *to->settings);
		if (!to->settings)
			abort();
		memcpy(to->settings, from->settings, from->setting_count * sizeof *to->settings);
	}
}
