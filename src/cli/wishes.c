/* wishes.c - see wishes.h. Whatever is not as it should be in a file is left out: settings are nothing to fail for. */
#include "cli/wishes.h"

#include "cli/data.h"
#include "paper/state_file.h"
#include "trace/tongue.h"
#include "tui/theme.h"
#include "tui/theme_shelf.h"

#include <ctype.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WHAT "the settings"

static struct {
	bool read;
	struct config config;
	struct menu_wishes chosen; /* as settings.json has it */
	struct menu_wishes now;
} all;

/* ---- what was chosen ---- */

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

static void chosen_read(struct menu_wishes *to)
{
	char path[PATH_MAX], glyphs[16] = "";
	json_t *json = NULL;
	struct error error;
	if (state_file_path(WHAT, "settings.json", path, sizeof path, &error) || state_file_read(WHAT, path, &json, &error) != STATE_FILE_READ)
		return;
	name_take(json, "theme", to->theme, 64);
	if (*to->theme && theme_path(data_directory(), to->theme, path, sizeof path, &error))
		to->theme[0] = '\0'; /* it was one's own, and is gone */
	name_take(json, "language", to->language, sizeof to->language);
	name_take(json, "glyphs", glyphs, sizeof glyphs);
	if (glyph_set_named(glyphs) >= 0)
		to->glyphs = (enum glyph_set)glyph_set_named(glyphs);
	to->reduced_motion = json_is_true(json_object_get(json, "reduced_motion"));
	json_decref(json);
}

/* ---- what the environment and lunchrush.ini say ---- */

static void tell(void *data, const char *message)
{
	(void)data;
	fprintf(stderr, "lunchrush: %s\n", message);
}

/* Whether it is there and can be drawn with. */
static int theme_judge(void *data, enum config_key key, const char *value, char *words, size_t size)
{
	struct theme theme;
	struct error error;
	(void)data;
	(void)key;
	if (theme_load(&theme, data_directory(), value, &error) == 0)
		return 0;
	snprintf(words, size, "%s", error.text);
	return -1;
}

static bool says(enum config_key key, enum menu_wish wish)
{
	if (*all.config.values[key])
		snprintf(all.now.held[wish], sizeof all.now.held[wish], "%s", all.config.from[key]);
	return *all.config.values[key];
}

static void config_take(void)
{
	struct menu_wishes *is = &all.now;
	const char(*values)[sizeof all.config.values[0]] = all.config.values;
	if (says(CONFIG_THEME, WISH_THEME))
		snprintf(is->theme, sizeof is->theme, "%s", values[CONFIG_THEME]);
	if (says(CONFIG_GLYPHS, WISH_GLYPHS))
		is->glyphs = (enum glyph_set)glyph_set_named(values[CONFIG_GLYPHS]);
	if (says(CONFIG_REDUCED_MOTION, WISH_MOTION))
		is->reduced_motion = config_is_yes(values[CONFIG_REDUCED_MOTION]);
	if (says(CONFIG_LANGUAGE, WISH_LANGUAGE))
		snprintf(is->language, sizeof is->language, "%.15s", values[CONFIG_LANGUAGE]);
}

struct menu_wishes *wishes(void)
{
	if (all.read)
		return &all.now;
	all.read = true;
	chosen_read(&all.chosen);
	all.now = all.chosen;
	config_read(&all.config, tell, theme_judge, NULL);
	config_take();
	return &all.now;
}

const struct config *wishes_config(void)
{
	wishes();
	return &all.config;
}

/* ---- flags, and choosing ---- */

void wishes_flag(enum menu_wish wish, const char *value, const char *words)
{
	struct menu_wishes *is = wishes();
	switch (wish) {
	case WISH_THEME: snprintf(is->theme, sizeof is->theme, "%s", value); break;
	case WISH_GLYPHS: is->glyphs = (enum glyph_set)glyph_set_named(value); break;
	case WISH_MOTION: is->reduced_motion = true; break;
	default: return;
	}
	snprintf(is->held[wish], sizeof is->held[wish], "%s", words);
}

const char *wishes_from(enum menu_wish wish)
{
	const struct menu_wishes *is = wishes(), *chosen = &all.chosen;
	const bool chose[WISHES] = { [WISH_THEME] = *chosen->theme, [WISH_GLYPHS] = chosen->glyphs != GLYPHS_KITCHEN, [WISH_MOTION] = chosen->reduced_motion,
		[WISH_LANGUAGE] = *chosen->language };
	return *is->held[wish] ? is->held[wish] : chose[wish] ? _("chosen in the settings") : _("built in");
}

int wishes_store(const struct menu_wishes *is, struct error *error)
{
	struct menu_wishes *to = &all.chosen;
	char path[PATH_MAX];
	wishes();
	if (!*is->held[WISH_THEME])
		snprintf(to->theme, sizeof to->theme, "%s", is->theme);
	if (!*is->held[WISH_GLYPHS])
		to->glyphs = is->glyphs;
	if (!*is->held[WISH_MOTION])
		to->reduced_motion = is->reduced_motion;
	if (!*is->held[WISH_LANGUAGE])
		snprintf(to->language, sizeof to->language, "%s", is->language);
	json_t *json = json_pack("{ss ss ss sb}", "theme", to->theme, "language", to->language, "glyphs", glyph_set_name(to->glyphs), "reduced_motion", to->reduced_motion);
	int result = !json ? error_set(error, _("memory is out")) : state_file_path(WHAT, "settings.json", path, sizeof path, error);
	if (result == 0)
		result = state_file_place(WHAT, path, error);
	if (result == 0)
		result = state_file_write(WHAT, path, json, error);
	json_decref(json);
	return result;
}

static int keep_theme(const char *name, char *held, size_t size, struct error *error)
{
	struct menu_wishes *is = wishes();
	snprintf(is->theme, sizeof is->theme, "%s", name);
	*held = '\0';
	if (*is->held[WISH_THEME]) {
		snprintf(held, size, _("until you leave: %s decides"), is->held[WISH_THEME]);
		return 0;
	}
	return wishes_store(is, error);
}

void wishes_look(struct tui_options *options)
{
	const struct menu_wishes *is = wishes();
	const char *mouse = all.config.values[CONFIG_MOUSE];
	options->theme = *is->theme ? is->theme : NULL;
	options->glyphs = is->glyphs;
	options->reduced_motion = is->reduced_motion;
	options->mouse = *mouse ? config_is_yes(mouse) : options->mouse;
	options->keep_theme = keep_theme;
}

void wishes_speak(void)
{
	static struct config config; /* large */
	struct menu_wishes chosen = { .language = "" };
	chosen_read(&chosen);
	config_read(&config, NULL, NULL, NULL);
	const char *language = *config.values[CONFIG_LANGUAGE] ? config.values[CONFIG_LANGUAGE] : chosen.language;
	if (*language)
		setenv("LANGUAGE", language, 0);
}
