/* explore_figures.h - reading what was counted, for those who say it. */
#ifndef LUNCHRUSH_CLI_EXPLORE_FIGURES_H
#define LUNCHRUSH_CLI_EXPLORE_FIGURES_H

#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#define COLUMNS 80 /* of what is said */

static inline const char *text_of(const json_t *json, const char *key)
{
	const char *text = json_string_value(json_object_get(json, key));
	return text ? text : "";
}

static inline double number_of(const json_t *json, const char *key)
{
	return json_number_value(json_object_get(json, key));
}

static inline bool is(const json_t *json, const char *key)
{
	return json_is_true(json_object_get(json, key));
}

static inline double decimal(const json_t *json, const char *key)
{
	return strtod(text_of(json, key), NULL);
}

/* "93.4 %", "< 0.1 %"; returns to. */
static inline const char *percent(double share, char to[16])
{
	snprintf(to, 16, share > 0 && share < 0.0005 ? "< 0.1 %%" : share < 1 && share > 0.9995 ? "> 99.9 %%" : "%.1f %%", 100 * share);
	return to;
}

/* How outcomes share the schedules, as bars: in explore_outcomes.c. */
void explore_say_outcomes(FILE *to, const json_t *answer);
/* The same for a voice: a sentence each, on a line that begins with "- ". */
void explore_tell_outcomes(FILE *to, const json_t *answer);

#endif
