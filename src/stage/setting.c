/* setting.c - settings, as param() declared them; one that is told again replaces what was told before. */
#include "stage/reading.h"
#include "trace/tongue.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void setting_release(struct setting *setting)
{
	for (char **choice = setting->choices; choice && *choice; choice++)
		free(*choice);
	free(setting->choices);
}

void settings_release(struct info *info)
{
	for (size_t i = 0; i < info->setting_count; i++)
		setting_release(&info->settings[i]);
	free(info->settings);
}

static int get_choices(const struct reading *reading, char ***to)
{
	const json_t *array = reading_get(reading, "choices");
	if (!array)
		return 0;
	if (!json_is_array(array))
		return reading_wrong(reading, "choices", _("a list"));
	size_t count = json_array_size(array);
	char **choices = *to = reading_sure(calloc(count + 1, sizeof *choices));
	for (size_t i = 0; i < count; i++) {
		json_t *one = json_pack("{sO}", "choice", json_array_get(array, i));
		const struct reading choice = {.object = one, .frame = reading->frame, .error = reading->error};
		char text[128] = "";
		int got = reading_value(&choice, "choice", text, sizeof text);
		json_decref(one);
		if (got < 0)
			return -1;
		choices[i] = reading_sure(strdup(text));
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
	info->settings = reading_sure(realloc(info->settings, (info->setting_count + 1) * sizeof *info->settings));
	return &info->settings[info->setting_count++];
}

int setting_read(struct info *info, const json_t *object, struct error *error)
{
	const struct reading reading = {.object = object, .frame = "a setting in the trace", .error = error};
	struct setting setting = {.min = NAN, .max = NAN};
	const json_t *initial = json_object_get(object, "default");
	setting.number = json_is_number(initial);
	setting.boolean = json_is_boolean(initial);
	if (reading_text(&reading, "name", setting.name, sizeof setting.name) < 0 ||
	    reading_value(&reading, "default", setting.initial, sizeof setting.initial) < 0 ||
	    reading_value(&reading, "value", setting.value, sizeof setting.value) < 0 ||
	    reading_number(&reading, "min", &setting.min) < 0 ||
	    reading_number(&reading, "max", &setting.max) < 0 ||
	    reading_text(&reading, "help", setting.help, sizeof setting.help) < 0 ||
	    reading_boolean(&reading, "live", &setting.live) < 0 ||
	    get_choices(&reading, &setting.choices) < 0)
		goto failed;
	if (!setting.name[0]) {
		reading_wrong(&reading, "name", _("a text that is not empty"));
		goto failed;
	}
	*setting_place(info, setting.name) = setting;
	return 0;
failed:
	setting_release(&setting);
	return -1;
}
