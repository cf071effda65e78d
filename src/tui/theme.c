/* theme.c - a theme from its INI file.
 *
 * Every key is checked, also those of depths this terminal does not have: a theme that loads here loads everywhere. A
 * role that a section leaves out looks like its `text`, so any theme can be drawn with. */
#include "tui/theme.h"

#include "paper/ini.h"
#include "trace/text.h"
#include "tui/theme_shelf.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const role_names[ROLE_COUNT] = {
#define ROLE(name, text) [ROLE_##name] = text,
	ROLES(ROLE)
#undef ROLE
};

/* A section's name, and how many colours it may speak of. */
static const struct {
	const char *name;
	int colours;
} sections[DEPTH_COUNT] = {
	[DEPTH_MONO] = { "mono", 0 },
	[DEPTH_8] = { "8", 8 },
	[DEPTH_16] = { "16", 16 },
	[DEPTH_256] = { "256", 256 },
};

static const struct {
	const char *name;
	uint8_t attr;
} attributes[] = {
	{ "bold", ATTR_BOLD },
	{ "reverse", ATTR_REVERSE },
	{ "underline", ATTR_UNDERLINE },
	{ "dim", ATTR_DIM },
};

struct loading {
	struct theme *theme;
	struct ini *ini;
	const char *path;
	struct error *error;
};

static bool attribute_read(const char *word, uint8_t *attr)
{
	for (size_t i = 0; i < sizeof attributes / sizeof attributes[0]; i++)
		if (!strcmp(word, attributes[i].name)) {
			*attr |= attributes[i].attr;
			return true;
		}
	return false;
}

static bool colour_read(const char *word, int colours, int16_t *colour)
{
	if (!strcmp(word, "default")) {
		*colour = -1;
		return colours > 0;
	}
	char *end;
	long n = strtol(word, &end, 10);
	if (*word < '0' || *word > '9' || *end || n >= colours)
		return false;
	*colour = (int16_t)n;
	return true;
}

/* "46", "46,235" or ",235". */
static bool colours_read(char *word, int colours, struct style *style)
{
	char *comma = strchr(word, ',');
	if (comma)
		*comma = '\0';
	bool fg = *word == '\0' ? comma != NULL : colour_read(word, colours, &style->fg);
	return fg && (!comma || colour_read(comma + 1, colours, &style->bg));
}

static int style_read(const char *value, int colours, struct style *style)
{
	char text[256], *save = NULL;
	if ((size_t)snprintf(text, sizeof text, "%s", value) >= sizeof text)
		return -1;
	bool first = true;
	for (char *word = strtok_r(text, " \t", &save); word; word = strtok_r(NULL, " \t", &save), first = false)
		if (!attribute_read(word, &style->attr) && !(first && colours_read(word, colours, style)))
			return -1;
	return 0;
}

/* The role with this name, or -1. */
static int role_named(const char *name)
{
	for (int role = 0; role < ROLE_COUNT; role++)
		if (!strcmp(role_names[role], name))
			return role;
	return -1;
}

static int depth_named(const char *section)
{
	for (int depth = 0; depth < DEPTH_COUNT; depth++)
		if (!strcmp(sections[depth].name, section))
			return depth;
	return -1;
}

static int about_read(struct loading *loading, const char *key, int line)
{
	const char *about = ini_get(loading->ini, "theme", key);
	if (strcmp(key, "about"))
		return error_set(loading->error, "%s:%d: [theme] knows `about`, not `%s`", loading->path, line, key);
	text_clean(loading->theme->about, sizeof loading->theme->about, about ? about : "", about ? strlen(about) : 0);
	return 0;
}

static int value_check(void *data, const char *section, const char *key, int line)
{
	struct loading *loading = data;
	if (!strcmp(section, "theme"))
		return about_read(loading, key, line);
	int depth = depth_named(section), role = role_named(key);
	if (depth < 0)
		return error_set(loading->error, "%s:%d: [%s] is no section of a theme; there are [theme], [256], [16], [8], [mono]",
			loading->path, line, section);
	if (role < 0)
		return error_set(loading->error, "%s:%d: `%s` is no role; roles are text, quiet, title, running, waiting …", loading->path,
			line, key);
	const char *value = ini_get(loading->ini, section, key);
	struct style style = loading->theme->styles[depth][ROLE_TEXT];
	if (role != ROLE_TEXT)
		style.attr = 0;
	if (!value || style_read(value, sections[depth].colours, &style)) {
		if (depth == DEPTH_MONO)
			return error_set(loading->error, "%s:%d: `%s` in [mono] has only bold, reverse, underline, dim", loading->path, line, key);
		return error_set(loading->error, "%s:%d: `%s` should be FOREGROUND[,BACKGROUND] (0 to %d or default), then bold, reverse, "
			"underline, dim", loading->path, line, key, sections[depth].colours - 1);
	}
	loading->theme->styles[depth][role] = style;
	loading->theme->lines[depth][role] = (uint16_t)line;
	return 0;
}

/* Every role of a depth starts as that depth's text. */
static int text_first(struct loading *loading)
{
	for (int depth = 0; depth < DEPTH_COUNT; depth++) {
		struct style *styles = loading->theme->styles[depth];
		styles[ROLE_TEXT] = (struct style){ .fg = -1, .bg = -1 };
		int line = ini_line(loading->ini, sections[depth].name, "text");
		if (line && value_check(loading, sections[depth].name, "text", line))
			return -1;
		for (int role = 0; role < ROLE_COUNT; role++)
			styles[role] = styles[ROLE_TEXT];
	}
	return 0;
}

static int path_of(char *path, size_t size, struct theme *theme, const char *data_dir, const char *name, struct error *error)
{
	const char *slash = strrchr(name, '/');
	snprintf(theme->name, sizeof theme->name, "%s", slash ? slash + 1 : name);
	if (!theme_is_path(name))
		return theme_path(data_dir, name, path, size, error);
	return (size_t)snprintf(path, size, "%s", name) >= size ? error_set(error, "the name of the theme is too long") : 0;
}

int theme_load(struct theme *theme, const char *data_dir, const char *name, struct error *error)
{
	char path[4096];
	*theme = (struct theme){ 0 };
	if (path_of(path, sizeof path, theme, data_dir, name, error))
		return -1;
	struct ini *ini = ini_load(path, error);
	if (!ini)
		return -1;
	struct loading loading = { .theme = theme, .ini = ini, .path = path, .error = error };
	int result = text_first(&loading);
	if (result == 0)
		result = ini_each(ini, value_check, &loading);
	ini_free(ini);
	return result;
}

enum depth theme_depth(int colours)
{
	const char *none = getenv("NO_COLOR");
	if ((none && *none) || colours < 8)
		return DEPTH_MONO;
	return colours >= 256 ? DEPTH_256 : colours >= 16 ? DEPTH_16 : DEPTH_8;
}

const char *theme_role_name(enum role_of_cell role)
{
	return role_names[role];
}

const char *theme_depth_name(enum depth depth)
{
	return sections[depth].name;
}
