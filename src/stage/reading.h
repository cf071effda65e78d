/* reading.h - taking a JSON object apart, key by key; private to src/stage.
 *
 * Each getter leaves its field when the key is absent or null, and fails with words when it holds something of another type. */
#ifndef LUNCHRUSH_STAGE_READING_H
#define LUNCHRUSH_STAGE_READING_H

#include "stage/info.h"

#include <jansson.h>

struct reading {
	const json_t *object;
	const char *frame; /* for words: "the trace's header" */
	struct error *error;
};

/* The key's value is not what it should be; returns -1. */
int reading_wrong(const struct reading *reading, const char *key, const char *should);
/* The key's value, NULL when it is absent or null. */
const json_t *reading_get(const struct reading *reading, const char *key);
/* A text, cleaned and cut. */
int reading_text(const struct reading *reading, const char *key, char *to, size_t size);
int reading_number(const struct reading *reading, const char *key, double *to);
int reading_boolean(const struct reading *reading, const char *key, bool *to);
/* A text, a number, true or false, as text. */
int reading_value(const struct reading *reading, const char *key, char *to, size_t size);

/* Memory that is there; aborts when it is not. */
void *reading_sure(void *memory);

/* A P frame (setting.c), the recipe's text into lines (source_lines.c), and what frees them. */
int setting_read(struct info *info, const json_t *object, struct error *error);
void settings_release(struct info *info);
void source_lines_read(struct info *info, const char *source, size_t length);
void source_lines_release(struct info *info);

#endif
