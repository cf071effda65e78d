/* info.c - reading the stream's JSON frames.
 *
 * A frame comes from a kitchen or from a stranger's file: every key's type is checked, every text cleaned and cut to its field. A key
 * that is absent leaves the field as it is; keys that are not known are passed over, so that older programs read newer streams. */
#include "stage/info.h"
#include "stage/reading.h"
#include "trace/text.h"
#include "trace/tongue.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void info_init(struct info *info)
{
	*info = (struct info){.pace = 1};
}

void info_release(struct info *info)
{
	source_lines_release(info);
	settings_release(info);
	free(info->report);
	free(info->head);
	buffer_release(&info->declared);
	*info = (struct info){0};
}

static int get_seed(const struct reading *reading, long long *to)
{
	const json_t *value = reading_get(reading, "seed");
	if (!value)
		return 0;
	if (!json_is_integer(value))
		return reading_wrong(reading, "seed", _("a whole number"));
	*to = json_integer_value(value);
	return 0;
}

/* An array of texts, joined by newlines; as many whole ones as fit. */
static int get_layout(const struct reading *reading, char *to, size_t size)
{
	const json_t *array = reading_get(reading, "layout");
	if (!array)
		return 0;
	if (!json_is_array(array))
		return reading_wrong(reading, "layout", _("a list of texts"));
	size_t used = 0;
	to[0] = '\0';
	for (size_t i = 0; i < json_array_size(array); i++) {
		const json_t *flow = json_array_get(array, i);
		if (!json_is_string(flow))
			return reading_wrong(reading, "layout", _("a list of texts"));
		if (used + json_string_length(flow) + 2 > size)
			break;
		if (used > 0)
			to[used++] = '\n';
		used += text_clean(to + used, size - used, json_string_value(flow), json_string_length(flow));
	}
	return 0;
}

static int get_source(const struct reading *reading, struct info *info)
{
	const json_t *value = reading_get(reading, "source");
	if (!value)
		return 0;
	if (!json_is_string(value))
		return reading_wrong(reading, "source", _("a text"));
	source_lines_read(info, json_string_value(value), json_string_length(value));
	return 0;
}

static int header_read(struct info *info, const json_t *object, struct error *error)
{
	const struct reading reading = {.object = object, .frame = _("the trace's header"), .error = error};
	if (reading_text(&reading, "recipe", info->recipe, sizeof info->recipe) < 0 ||
	    reading_text(&reading, "path", info->path, sizeof info->path) < 0 ||
	    reading_text(&reading, "file", info->file, sizeof info->file) < 0 ||
	    reading_text(&reading, "title", info->title, sizeof info->title) < 0 ||
	    reading_text(&reading, "about", info->about, sizeof info->about) < 0 ||
	    reading_text(&reading, "engine", info->engine, sizeof info->engine) < 0 ||
	    reading_text(&reading, "engines", info->engines, sizeof info->engines) < 0 ||
	    reading_text(&reading, "mode", info->mode, sizeof info->mode) < 0 ||
	    get_layout(&reading, info->layout, sizeof info->layout) < 0 ||
	    reading_boolean(&reading, "gil", &info->gil) < 0 ||
	    reading_number(&reading, "gil_interval_s", &info->gil_interval_s) < 0 ||
	    reading_number(&reading, "pace", &info->pace) < 0 ||
	    get_seed(&reading, &info->seed) < 0 ||
	    get_source(&reading, info) < 0)
		return -1;
	if (!info->title[0])
		snprintf(info->title, sizeof info->title, "%s", info->recipe);
	return 0;
}

static void text_keep(char **to, const char *json, size_t length)
{
	free(*to);
	*to = reading_sure(malloc(length + 1));
	memcpy(*to, json, length);
	(*to)[length] = '\0';
}

/* For whoever writes the run out once more. */
static void frame_keep(struct info *info, char type, const char *json, size_t length)
{
	if (type == 'H' && length <= INFO_KEPT_MAX)
		text_keep(&info->head, json, length);
	else if (type == 'P' && info->declared.length + length <= INFO_KEPT_MAX)
		stream_json(&info->declared, 'P', json, length);
}

int info_frame(struct info *info, char type, const char *json, size_t length, struct error *error)
{
	json_error_t at;
	json_t *object = json_loadb(json, length, 0, &at);
	if (!json_is_object(object)) {
		error_set(error, _("frame %c of the trace is damaged at its byte %d: %s"), type, object ? 0 : at.position,
			  object ? _("it should be a JSON object") : at.text);
		json_decref(object);
		return -1;
	}
	int result = 0;
	if (type == 'H')
		result = header_read(info, object, error);
	else if (type == 'P')
		result = setting_read(info, object, error);
	else if (type == 'Z') {
		text_keep(&info->report, json, length);
		info->misuse = json_is_true(json_object_get(object, "misuse"));
	} else
		result = error_set(error, _("frame %c of the trace is not one that holds words"), type);
	if (result == 0)
		frame_keep(info, type, json, length);
	json_decref(object);
	return result;
}

bool info_runs_on(const struct info *info, const char *engine)
{
	size_t length = strlen(engine);
	if (!info->engines[0] || !strcmp(engine, "sequential"))
		return true;
	for (const char *at = info->engines; *at; at += strcspn(at, ","), at += *at == ',')
		if (strcspn(at, ",") == length && !strncmp(at, engine, length))
			return true;
	return false;
}
