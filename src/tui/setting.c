/* setting.c - what values one setting can have, and the next one up or down. */
#include "tui/settings.h"
#include "trace/tongue.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *setting_value(const struct watch *watch, const struct setting *setting)
{
	for (size_t i = 0; watch->launch && i < watch->launch->setting_count; i++)
		if (!strcmp(watch->launch->settings[i].name, setting->name))
			return watch->launch->settings[i].value;
	return setting->value;
}

char *setting_range(const struct setting *setting, char *to, size_t size)
{
	to[0] = '\0';
	if (setting->choices) {
		size_t used = (size_t)snprintf(to, size, _("one of "));
		for (size_t i = 0; setting->choices[i] && used < size; i++)
			used += (size_t)snprintf(to + used, size - used, "%s%s", i ? ", " : "", setting->choices[i]);
	} else if (setting->boolean) {
		snprintf(to, size, _("true or false"));
	} else if (setting->number && !isnan(setting->min) && !isnan(setting->max)) {
		snprintf(to, size, _("%.10g to %.10g"), setting->min, setting->max);
	} else if (setting->number && !isnan(setting->min)) {
		snprintf(to, size, _("at least %.10g"), setting->min);
	} else if (setting->number && !isnan(setting->max)) {
		snprintf(to, size, _("at most %.10g"), setting->max);
	} else if (setting->number) {
		snprintf(to, size, _("a number"));
	}
	return to;
}

static bool is_choice(const struct setting *setting, const char *value)
{
	for (size_t i = 0; setting->choices[i]; i++)
		if (!strcmp(setting->choices[i], value))
			return true;
	return false;
}

static bool is_number_within(const struct setting *setting, const char *value)
{
	char *end;
	double number = strtod(value, &end);
	return end != value && *end == '\0' && isfinite(number) && !(number < setting->min) && !(number > setting->max);
}

bool setting_check(const struct setting *setting, const char *value, char *to, size_t size)
{
	bool good = true;
	if (setting->choices)
		good = is_choice(setting, value);
	else if (setting->boolean)
		good = !strcmp(value, "true") || !strcmp(value, "false");
	else if (setting->number)
		good = is_number_within(setting, value);
	char range[512];
	if (!good)
		snprintf(to, size, _("%s cannot be %s: %s"), setting->name, value[0] ? value : _("empty"), setting_range(setting, range, sizeof range));
	return good;
}

static void choice_step(const struct setting *setting, const char *value, int direction, char *to, size_t size)
{
	size_t count = 0, at = 0;
	for (; setting->choices[count]; count++)
		if (!strcmp(setting->choices[count], value))
			at = count;
	if (count)
		snprintf(to, size, "%s", setting->choices[(at + count + (size_t)(direction > 0 ? 1 : count - 1)) % count]);
}

/* Whole numbers go by one, others by a tenth. */
static void number_step(const struct setting *setting, const char *value, int direction, char *to, size_t size)
{
	double now = strtod(value, NULL), first = strtod(setting->initial, NULL);
	double step = now == floor(now) && first == floor(first) ? 1 : 0.1;
	double next = round((now + direction * step) / step) * step;
	if (next < setting->min)
		next = setting->min;
	if (next > setting->max)
		next = setting->max;
	snprintf(to, size, "%.10g", next);
}

void setting_step(const struct setting *setting, const char *value, int direction, char *to, size_t size)
{
	snprintf(to, size, "%s", value);
	if (setting->choices)
		choice_step(setting, value, direction, to, size);
	else if (setting->boolean)
		snprintf(to, size, "%s", strcmp(value, "true") ? "true" : "false");
	else if (setting->number)
		number_step(setting, value, direction, to, size);
}
