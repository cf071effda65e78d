#include "stage/reading.h"
#include "trace/text.h"
#include "trace/tongue.h"

#include <stdio.h>
#include <stdlib.h>

void *reading_sure(void *memory)
{
	if (!memory)
		abort();
	return memory;
}

int reading_wrong(const struct reading *reading, const char *key, const char *should)
{
	return error_set(reading->error, _("%s is damaged: \"%s\" should be %s"), reading->frame, key, should);
}

const json_t *reading_get(const struct reading *reading, const char *key)
{
	const json_t *value = json_object_get(reading->object, key);
	return json_is_null(value) ? NULL : value;
}

int reading_text(const struct reading *reading, const char *key, char *to, size_t size)
{
	const json_t *value = reading_get(reading, key);
	if (!value)
		return 0;
	if (!json_is_string(value))
		return reading_wrong(reading, key, "a text");
	text_clean(to, size, json_string_value(value), json_string_length(value));
	return 0;
}

int reading_number(const struct reading *reading, const char *key, double *to)
{
	const json_t *value = reading_get(reading, key);
	if (!value)
		return 0;
	if (!json_is_number(value))
		return reading_wrong(reading, key, "a number");
	*to = json_number_value(value);
	return 0;
}

int reading_boolean(const struct reading *reading, const char *key, bool *to)
{
	const json_t *value = reading_get(reading, key);
	if (!value)
		return 0;
	if (!json_is_boolean(value))
		return reading_wrong(reading, key, "true or false");
	*to = json_is_true(value);
	return 0;
}

int reading_value(const struct reading *reading, const char *key, char *to, size_t size)
{
	const json_t *value = reading_get(reading, key);
	if (!value)
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
		return reading_wrong(reading, key, "a text, a number, true or false");
	return 0;
}
