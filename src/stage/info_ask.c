/* info_ask.c - the question whether a program may be started, read from its frame.
 *
 * A person decides by what they see, so a text that is not as it was sent, because it was not clean or did not fit, makes no question: nothing is then allowed. */
#include "stage/info.h"
#include "trace/text.h"

#include <jansson.h>
#include <string.h>

static bool take(char *to, size_t size, const json_t *ask, const char *key)
{
	const char *text = json_string_value(json_object_get(ask, key));
	return text && text_clean(to, size, text, strlen(text)) == strlen(text) && strcmp(to, text) == 0;
}

static bool read_ask(struct info_ask *to, const json_t *ask)
{
	json_int_t id = json_integer_value(json_object_get(ask, "id"));
	to->id = id > 0 && id < UINT32_MAX ? (uint32_t)id : 0;
	return to->id && take(to->worker, sizeof to->worker, ask, "worker") && take(to->folder, sizeof to->folder, ask, "folder") && take(to->line, sizeof to->line, ask, "line");
}

void info_ask(struct info *info, const char *json, size_t length)
{
	json_t *frame = json_loadb(json, length, 0, NULL), *ask = json_object_get(frame, "ask");
	if (ask && !read_ask(&info->ask, ask))
		info->ask = (struct info_ask){ 0 };
	json_decref(frame);
}
