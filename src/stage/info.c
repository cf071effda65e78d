/* info.c - reading the stream's JSON frames.
 *
 * A frame comes from a kitchen or from a stranger's file: every key's type is checked, every text cleaned and cut to its field. A key
 * that is absent leaves the field as it is; keys that are not known are passed over, so that older programs read newer streams.
 *
 * The recipe's text becomes lines, each clean and with its tabs spread, ready to draw. */
#include "stage/info.h"
#include "trace/text.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TAB_COLUMNS 8

void info_init(struct info *info)
{
	*info = (struct info){.pace = 1};
}

static void setting_release(struct setting *setting)
{
	for (char **choice = setting->choices; choice && *choice; choice++)
		free(*choice);
	free(setting->choices);
}

static void lines_release(struct info *info)
{
	for (size_t i = 0; i < info->line_count; i++)
		free((char *)info->lines[i].text);
	free(info->lines);
	info->lines = NULL;
	info->line_count = 0;
}

void info_release(struct info *info)
{
	lines_release(info);
	for (size_t i = 0; i < info->setting_count; i++)
		setting_release(&info->settings[i]);
	free(info->settings);
	free(info->report);
	*info = (struct info){0};
}

static void *sure(void *memory)
{
	if (!memory)
		abort();
	return memory;
}

/* What a frame says under a key; each getter leaves the field when the key is absent and fails when it holds something else. */
struct reading {
	const json_t *object;
	const char *frame; /* "the header" */
	struct error *error;
};

static int wrong(const struct reading *reading, const char *key, const char *should)
{
	return error_set(reading->error, "%s is damaged: \"%s\" should be %s", reading->frame, key, should);
}

static int get_text(const struct reading *reading, const char *key, char *to, size_t size)
{
	const json_t *value = json_object_get(reading->object, key);
	if (!value || json_is_null(value))
		return 0;
	if (!json_is_string(value))
		return wrong(reading, key, "a text");
	text_clean(to, size, json_string_value(value), json_string_length(value));
	return 0;
}

static int get_number(const struct reading *reading, const char *key, double *to)
{
	const json_t *value = json_object_get(reading->object, key);
	if (!value || json_is_null(value))
		return 0;
	if (!json_is_number(value))
		return wrong(reading, key, "a number");
	*to = json_number_value(value);
	return 0;
}

static int get_boolean(const struct reading *reading, const char *key, bool *to)
{
	const json_t *value = json_object_get(reading->object, key);
	if (!value || json_is_null(value))
		return 0;
	if (!json_is_boolean(value))
		return wrong(reading, key, "true or false");
	*to = json_is_true(value);
	return 0;
}

static int get_seed(const struct reading *reading, long long *to)
{
	const json_t *value = json_object_get(reading->object, "seed");
	if (!value || json_is_null(value))
		return 0;
	if (!json_is_integer(value))
		return wrong(reading, "seed", "a whole number");
	*to = json_integer_value(value);
	return 0;
}

/* An array of texts, joined by newlines; as many whole ones as fit. */
static int get_layout(const struct reading *reading, char *to, size_t size)
{
	const json_t *array = json_object_get(reading->object, "layout");
	if (!array || json_is_null(array))
		return 0;
	if (!json_is_array(array))
		return wrong(reading, "layout", "a list of texts");
	size_t used = 0;
	to[0] = '\0';
	for (size_t i = 0; i < json_array_size(array); i++) {
		const json_t *flow = json_array_get(array, i);
		if (!json_is_string(flow))
			return wrong(reading, "layout", "a list of texts");
		if (used + json_string_length(flow) + 2 > size)
			break;
		if (used > 0)
			to[used++] = '\n';
		used += text_clean(to + used, size - used, json_string_value(flow), json_string_length(flow));
	}
	return 0;
}

/* Tabs become spaces up to the next multiple of 8 columns; the rest is cleaned as every text is. */
static struct source_line line_read(const char *from, size_t length)
{
	char *spread = sure(malloc(length * TAB_COLUMNS + 1));
	size_t used = 0, columns = 0;
	for (const char *at = from; at < from + length;) {
		const char *next = at;
		uint32_t c = text_next(&next, from + length);
		if (c == '\t') {
			do
				spread[used++] = ' ';
			while (++columns % TAB_COLUMNS != 0);
		} else {
			memcpy(spread + used, at, (size_t)(next - at));
			used += (size_t)(next - at);
			columns += (size_t)text_columns(c);
		}
		at = next;
	}
	char *clean = sure(malloc(used * 3 + 1)); /* a broken byte becomes three */
	text_clean(clean, used * 3 + 1, spread, used);
	free(spread);
	return (struct source_line){.text = clean, .columns = text_width(clean)};
}

static void line_add(struct info *info, size_t *size, const char *from, size_t length)
{
	if (length > 0 && from[length - 1] == '\r')
		length--;
	if (info->line_count == *size) {
		*size = *size ? *size * 2 : 64;
		info->lines = sure(realloc(info->lines, *size * sizeof *info->lines));
	}
	info->lines[info->line_count++] = line_read(from, length);
}

static int get_source(const struct reading *reading, struct info *info)
{
	const json_t *value = json_object_get(reading->object, "source");
	if (!value || json_is_null(value))
		return 0;
	if (!json_is_string(value))
		return wrong(reading, "source", "a text");
	const char *at = json_string_value(value), *end = at + json_string_length(value);
	size_t size = 0;
	lines_release(info);
	while (at < end) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));
		line_add(info, &size, at, (size_t)((newline ? newline : end) - at));
		at = newline ? newline + 1 : end;
	}
	return 0;
}

static int header_read(struct info *info, const json_t *object, struct error *error)
{
	const struct reading reading = {.object = object, .frame = "the trace's header", .error = error};
	if (get_text(&reading, "recipe", info->recipe, sizeof info->recipe) < 0 ||
	    get_text(&reading, "path", info->path, sizeof info->path) < 0 ||
	    get_text(&reading, "file", info->file, sizeof info->file) < 0 ||
	    get_text(&reading, "title", info->title, sizeof info->title) < 0 ||
	    get_text(&reading, "about", info->about, sizeof info->about) < 0 ||
	    get_text(&reading, "engine", info->engine, sizeof info->engine) < 0 ||
	    get_text(&reading, "mode", info->mode, sizeof info->mode) < 0 ||
	    get_layout(&reading, info->layout, sizeof info->layout) < 0 ||
	    get_boolean(&reading, "gil", &info->gil) < 0 ||
	    get_number(&reading, "gil_interval_s", &info->gil_interval_s) < 0 ||
	    get_number(&reading, "pace", &info->pace) < 0 ||
	    get_seed(&reading, &info->seed) < 0 ||
	    get_source(&reading, info) < 0)
		return -1;
	if (!info->title[0])
		snprintf(info->title, sizeof info->title, "%s", info->recipe);
	return 0;
}

/* A value of a setting as text: a text as it is, a number in few digits, true or false. */
static int get_value(const struct reading *reading, const char *key, char *to, size_t size)
{
	const json_t *value = json_object_get(reading->object, key);
	if (!value || json_is_null(value))
		return 0;
	if (json_is_integer(value))
		snprintf(to, size, "%lld", (long long)json_integer_value(value));
	else if (json_is_real(value))
		snprintf(to, size, "%.10g", json_real_value(value));
	else if (json_is_boolean(value))
		snprintf(to, size, "%s", json_is_true(value) ? "true" : "false");
	else if (json_is_string(value))
		text_clean(to, size, json_string_value(value), json_string_length(value));
	else
		return wrong(reading, key, "a text, a number, true or false");
	return 0;
}

static int get_choices(const struct reading *reading, char ***to)
{
	const json_t *array = json_object_get(reading->object, "choices");
	if (!array || json_is_null(array))
		return 0;
	if (!json_is_array(array))
		return wrong(reading, "choices", "a list");
	size_t count = json_array_size(array);
	char **choices = *to = sure(calloc(count + 1, sizeof *choices));
	for (size_t i = 0; i < count; i++) {
		json_t *one = json_pack("{sO}", "choice", json_array_get(array, i));
		const struct reading choice = {.object = one, .frame = reading->frame, .error = reading->error};
		char text[128] = "";
		int got = get_value(&choice, "choice", text, sizeof text);
		json_decref(one);
		if (got < 0)
			return -1;
		choices[i] = sure(strdup(text));
	}
	return 0;
}

/* The place of a setting with that name, or a new one at the end. */
static struct setting *setting_place(struct info *info, const char *name)
{
	for (size_t i = 0; i < info->setting_count; i++)
		if (strcmp(info->settings[i].name, name) == 0) {
			setting_release(&info->settings[i]);
			return &info->settings[i];
		}
	info->settings = sure(realloc(info->settings, (info->setting_count + 1) * sizeof *info->settings));
	return &info->settings[info->setting_count++];
}

static int setting_read(struct info *info, const json_t *object, struct error *error)
{
	const struct reading reading = {.object = object, .frame = "a setting in the trace", .error = error};
	struct setting setting = {.min = NAN, .max = NAN};
	const json_t *initial = json_object_get(object, "default");
	setting.number = json_is_number(initial);
	setting.boolean = json_is_boolean(initial);
	if (get_text(&reading, "name", setting.name, sizeof setting.name) < 0 ||
	    get_value(&reading, "default", setting.initial, sizeof setting.initial) < 0 ||
	    get_value(&reading, "value", setting.value, sizeof setting.value) < 0 ||
	    get_number(&reading, "min", &setting.min) < 0 ||
	    get_number(&reading, "max", &setting.max) < 0 ||
	    get_text(&reading, "help", setting.help, sizeof setting.help) < 0 ||
	    get_boolean(&reading, "live", &setting.live) < 0 ||
	    get_choices(&reading, &setting.choices) < 0)
		goto failed;
	if (!setting.name[0]) {
		wrong(&reading, "name", "a text that is not empty");
		goto failed;
	}
	*setting_place(info, setting.name) = setting;
	return 0;
failed:
	setting_release(&setting);
	return -1;
}

static void report_keep(struct info *info, const char *json, size_t length)
{
	free(info->report);
	info->report = sure(malloc(length + 1));
	memcpy(info->report, json, length);
	info->report[length] = '\0';
}

int info_frame(struct info *info, char type, const char *json, size_t length, struct error *error)
{
	json_error_t at;
	json_t *object = json_loadb(json, length, 0, &at);
	if (!json_is_object(object)) {
		error_set(error, "frame %c of the trace is damaged at its byte %d: %s", type, object ? 0 : at.position,
			  object ? "it should be a JSON object" : at.text);
		json_decref(object);
		return -1;
	}
	int result = 0;
	if (type == 'H')
		result = header_read(info, object, error);
	else if (type == 'P')
		result = setting_read(info, object, error);
	else if (type == 'Z')
		report_keep(info, json, length);
	else
		result = error_set(error, "frame %c of the trace is not one that holds words", type);
	json_decref(object);
	return result;
}
