/* theme.c - a theme from its INI file.
 *
 * Every key is checked, also those of depths this terminal does not have: a theme that loads here loads everywhere. A
 * role that a section leaves out looks like its `text`, so any theme can be drawn with. */
#include "tui/theme.h"

#include "paper/ini.h"
#include "trace/near.h"
#include "trace/text.h"
#include "trace/tongue.h"
#include "tui/theme_shelf.h"

#include <limits.h>
#include <stdarg.h>
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
	struct mistake {
		int line;
		char *message; /* owned */
	} *mistakes; /* owned; in the order in which they were found */
	int told;
};

/* `message` has its file and line in it. */
static void keep(void *data, const char *message)
{
	struct loading *loading = data;
	size_t length = strlen(loading->path);
	bool has_line = !strncmp(message, loading->path, length) && message[length] == ':';
	loading->mistakes = realloc(loading->mistakes, (size_t)(loading->told + 1) * sizeof *loading->mistakes);
	if (!loading->mistakes)
		abort();
	loading->mistakes[loading->told++] = (struct mistake){ has_line ? atoi(message + length + 1) : 0, strdup(message) };
}

/* By lines, those without one last. */
static int mistakes_compare(const void *a, const void *b)
{
	const struct mistake *one = a, *other = b;
	return (one->line ? one->line : INT_MAX) - (other->line ? other->line : INT_MAX);
}

static void mistakes_tell(struct loading *loading, theme_tell *tell, void *data)
{
	if (loading->told)
		qsort(loading->mistakes, (size_t)loading->told, sizeof *loading->mistakes, mistakes_compare);
	for (int i = 0; i < loading->told; i++) {
		tell(data, loading->mistakes[i].message ? loading->mistakes[i].message : "");
		free(loading->mistakes[i].message);
	}
	free(loading->mistakes);
}

__attribute__((format(printf, 3, 4))) static void wrong(struct loading *loading, int line, const char *format, ...)
{
	struct error words, whole;
	va_list args;
	va_start(args, format);
	error_vset(&words, format, args);
	va_end(args);
	if (line)
		error_set(&whole, "%s:%d: %.400s", loading->path, line, words.text);
	else
		error_set(&whole, "%s: %.400s", loading->path, words.text);
	keep(loading, whole.text);
}

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

static void about_read(struct loading *loading, const char *key, int line)
{
	const char *about = ini_get(loading->ini, "theme", key);
	if (strcmp(key, "about"))
		wrong(loading, line, "[theme] knows `about`, not `%s`", key);
	else
		text_clean(loading->theme->about, sizeof loading->theme->about, about ? about : "", about ? strlen(about) : 0);
}

/* Into the theme. False: the value is none. */
static bool style_take(struct loading *loading, int depth, int role, int line)
{
	const char *value = ini_get(loading->ini, sections[depth].name, role_names[role]);
	struct style style = loading->theme->styles[depth][ROLE_TEXT];
	if (role != ROLE_TEXT)
		style.attr = 0;
	if (!value || style_read(value, sections[depth].colours, &style))
		return false;
	loading->theme->styles[depth][role] = style;
	loading->theme->lines[depth][role] = (uint16_t)line;
	return true;
}

static void role_unknown(struct loading *loading, const char *key, int line)
{
	const char *near = near_word(key, role_names, ROLE_COUNT);
	if (near)
		wrong(loading, line, "`%s` is no role; is %s meant?", key, near);
	else
		wrong(loading, line, "`%s` is no role; roles are text, quiet, title, running, waiting …", key);
}

static int value_check(void *data, const char *section, const char *key, int line)
{
	struct loading *loading = data;
	int depth = depth_named(section), role = role_named(key);
	if (!strcmp(section, "theme"))
		about_read(loading, key, line);
	else if (depth < 0)
		return 0; /* its section has been told */
	else if (role < 0)
		role_unknown(loading, key, line);
	else if (style_take(loading, depth, role, line))
		return 0;
	else if (depth == DEPTH_MONO)
		wrong(loading, line, "`%s` in [mono] has only bold, reverse, underline, dim", key);
	else
		wrong(loading, line, "`%s` should be FOREGROUND[,BACKGROUND] (0 to %d or default), then bold, reverse, underline, dim", key, sections[depth].colours - 1);
	return 0;
}

static int section_check(void *data, const char *section, int line)
{
	if (strcmp(section, "theme") && depth_named(section) < 0)
		wrong(data, line, "[%s] is no section of a theme; there are [theme], [256], [16], [8], [mono]", section);
	return 0;
}

/* Every role of a depth starts as that depth's text; if that is wrong, it is told with the others. */
static void text_first(struct loading *loading)
{
	for (int depth = 0; depth < DEPTH_COUNT; depth++) {
		struct style *styles = loading->theme->styles[depth];
		styles[ROLE_TEXT] = (struct style){ .fg = -1, .bg = -1 };
		int line = ini_line(loading->ini, sections[depth].name, "text");
		if (line)
			style_take(loading, depth, ROLE_TEXT, line);
		for (int role = 0; role < ROLE_COUNT; role++)
			styles[role] = styles[ROLE_TEXT];
	}
}

static bool says_nothing(const struct theme *theme)
{
	for (int depth = 0; depth < DEPTH_COUNT; depth++)
		for (int role = 0; role < ROLE_COUNT; role++)
			if (theme->lines[depth][role])
				return false;
	return true;
}

static int path_of(char *path, size_t size, struct theme *theme, const char *data_dir, const char *name, struct error *error)
{
	const char *slash = strrchr(name, '/');
	snprintf(theme->name, sizeof theme->name, "%s", slash ? slash + 1 : name);
	if (!theme_is_path(name))
		return theme_path(data_dir, name, path, size, error);
	return (size_t)snprintf(path, size, "%s", name) >= size ? error_set(error, _("the name of the theme is too long")) : 0;
}

static void theme_take(struct loading *loading)
{
	text_first(loading);
	ini_each_section(loading->ini, section_check, loading);
	ini_each(loading->ini, value_check, loading);
	if (!loading->told && says_nothing(loading->theme))
		wrong(loading, 0, "there is no role in it: sections [256], [16], [8] and [mono] would be right, with a line for each role, such as running = 46 bold");
}

int theme_load_telling(struct theme *theme, const char *data_dir, const char *name, theme_tell *tell, void *data)
{
	char path[4096];
	struct error error;
	struct loading loading = { .theme = theme, .path = path };
	*theme = (struct theme){ 0 };
	if (path_of(path, sizeof path, theme, data_dir, name, &error)) {
		tell(data, error.text);
		return -1;
	}
	loading.ini = ini_load_rest(path, keep, &loading);
	if (loading.ini)
		theme_take(&loading);
	ini_free(loading.ini);
	mistakes_tell(&loading, tell, data);
	return loading.told ? -1 : 0;
}

static void keep_first(void *data, const char *message)
{
	struct error *error = data;
	if (!*error->text)
		error_set(error, "%s", message);
}

int theme_load(struct theme *theme, const char *data_dir, const char *name, struct error *error)
{
	error->text[0] = '\0';
	return theme_load_telling(theme, data_dir, name, keep_first, error);
}

uint8_t theme_attr(const struct style *style, const struct cell *cell)
{
	uint8_t of_style = style->attr & (cell->c == ' ' ? ~ATTR_UNDERLINE : ~0);
	return (uint8_t)(((cell->attr | of_style) & ~ATTR_REVERSE) | ((cell->attr ^ of_style) & ATTR_REVERSE));
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
