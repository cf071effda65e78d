/* wishes.c - see wishes.h. Whatever is not as it should be in the file is left out: settings are nothing to fail for. */
#include "cli/wishes.h"

#include "cli/data.h"
#include "paper/state_file.h"
#include "trace/tongue.h"

#include <ctype.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define WHAT "the settings"

/* A name that is a file's without its folder: letters, digits, '-' and '_'. */
static void name_take(const json_t *json, const char *key, char *to, size_t size)
{
	const char *name = json_string_value(json_object_get(json, key));
	size_t length = name ? strlen(name) : 0;
	if (!length || length >= size)
		return;
	for (size_t i = 0; i < length; i++)
		if (!isalnum((unsigned char)name[i]) && name[i] != '-' && name[i] != '_')
			return;
	strcpy(to, name);
}

struct menu_wishes *wishes(void)
{
	static struct menu_wishes kept;
	static bool read;
	char path[PATH_MAX], theme[PATH_MAX + 160];
	json_t *json = NULL;
	struct error error;
	if (read)
		return &kept;
	read = true;
	if (state_file_path(WHAT, "settings.json", path, sizeof path, &error) || state_file_read(WHAT, path, &json, &error) != STATE_FILE_READ)
		return &kept;
	name_take(json, "theme", kept.theme, sizeof kept.theme);
	snprintf(theme, sizeof theme, "%s/themes/%s.ini", data_directory(), kept.theme);
	if (access(theme, R_OK) != 0)
		kept.theme[0] = '\0'; /* it was one's own, and is gone */
	name_take(json, "language", kept.language, sizeof kept.language);
	kept.reduced_motion = json_is_true(json_object_get(json, "reduced_motion"));
	kept.ascii = json_is_true(json_object_get(json, "ascii"));
	json_decref(json);
	return &kept;
}

int wishes_store(const struct menu_wishes *is, struct error *error)
{
	char path[PATH_MAX];
	json_t *json = json_pack("{ss ss sb sb}", "theme", is->theme, "language", is->language, "reduced_motion", is->reduced_motion, "ascii", is->ascii);
	int result = !json ? error_set(error, _("memory is out")) : state_file_path(WHAT, "settings.json", path, sizeof path, error);
	if (result == 0)
		result = state_file_place(WHAT, path, error);
	if (result == 0)
		result = state_file_write(WHAT, path, json, error);
	json_decref(json);
	return result;
}

void wishes_speak(void)
{
	const struct menu_wishes *is = wishes();
	if (is->language[0])
		setenv("LANGUAGE", is->language, 0);
}
