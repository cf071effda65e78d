/* config.c - see config.h. */
#include "paper/config.h"

#include "paper/ini.h"
#include "trace/near.h"
#include "trace/text.h"
#include "trace/tongue.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILE_NAME "lunchrush.ini"
#define BYTES_MAX 65536

static const struct {
	const char *section, *name, *variable;
} keys[CONFIG_COUNT] = {
#define KEY(id, section, name, variable) [CONFIG_##id] = { section, name, variable },
	CONFIG_KEYS(KEY)
#undef KEY
};

struct reading {
	struct config *config;
	config_tell *tell;
	config_judge *judge;
	void *data;
	struct ini *ini;
};

const char *config_name(enum config_key key)
{
	return keys[key].name;
}

int config_folder(char *to, size_t size)
{
	const char *base = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
	if (base && *base == '/')
		return (size_t)snprintf(to, size, "%s/lunchrush", base) < size ? 0 : -1;
	if (home && *home == '/')
		return (size_t)snprintf(to, size, "%s/.config/lunchrush", home) < size ? 0 : -1;
	return -1;
}

/* ---- values ---- */

static const char *const yes_words[] = { "yes", "true", "on", "1" }, *const no_words[] = { "no", "false", "off", "0" };

bool config_is_yes(const char *value)
{
	for (size_t i = 0; i < sizeof yes_words / sizeof *yes_words; i++)
		if (!strcmp(value, yes_words[i]))
			return true;
	return false;
}

static bool is_no(const char *value)
{
	for (size_t i = 0; i < sizeof no_words / sizeof *no_words; i++)
		if (!strcmp(value, no_words[i]))
			return true;
	return false;
}

static bool is_one_of(const char *value, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!strcmp(value, words[i]))
			return true;
	return false;
}

static bool is_pace(const char *value)
{
	char *end;
	errno = 0;
	double pace = strtod(value, &end);
	return !strcmp(value, "max") || (*value && !*end && !errno && isfinite(pace) && pace >= 0.001 && pace <= 1e6);
}

static bool is_language(const char *value)
{
	return strlen(value) < 16 && strspn(value, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_") == strlen(value);
}

/* 0, or -1 with what would be right. */
static int value_judge(const struct reading *reading, enum config_key key, const char *value, char *words, size_t size)
{
	static const char *const sets[] = { "kitchen", "plain", "ascii" }, *const engines[] = { "threads", "loop", "processes", "sequential" };
	bool good = true;
	*words = '\0';
	switch (key) {
	case CONFIG_THEME: return reading->judge ? reading->judge(reading->data, key, value, words, size) : 0;
	case CONFIG_GLYPHS: good = is_one_of(value, sets, 3); snprintf(words, size, "%s", _("kitchen, plain or ascii would be right")); break;
	case CONFIG_PACE: good = is_pace(value); snprintf(words, size, "%s", _("a number from 0.001 to 1000000 would be right, or max")); break;
	case CONFIG_ENGINE: good = is_one_of(value, engines, 4); snprintf(words, size, "%s", _("threads, loop, processes or sequential would be right")); break;
	case CONFIG_LANGUAGE: good = is_language(value); snprintf(words, size, "%s", _("a language's letters would be right, as in de")); break;
	default: good = config_is_yes(value) || is_no(value); snprintf(words, size, "%s", _("yes or no would be right"));
	}
	return good ? 0 : -1;
}

static void say(const struct reading *reading, const char *message)
{
	char clean[1200];
	text_clean(clean, sizeof clean, message, strlen(message));
	if (reading->tell)
		reading->tell(reading->data, clean);
}

/* Take the value in, or say at `where` what is wrong with it. */
static void take(struct reading *reading, enum config_key key, const char *value, const char *where, const char *from)
{
	char words[300], message[1500];
	if (value_judge(reading, key, value, words, sizeof words) == 0 && strlen(value) < sizeof reading->config->values[key]) {
		snprintf(reading->config->values[key], sizeof reading->config->values[key], "%s", value);
		snprintf(reading->config->from[key], sizeof reading->config->from[key], "%s", from);
		return;
	}
	snprintf(message, sizeof message, _("%.700s: %s = %.80s: %s"), where, keys[key].name, value, words);
	say(reading, message);
}

/* ---- the file ---- */

static void line_say(void *data, const char *message)
{
	say(data, message);
}

static int key_named(const char *section, const char *name)
{
	for (int key = 0; key < CONFIG_COUNT; key++)
		if (!strcmp(keys[key].section, section) && !strcmp(keys[key].name, name))
			return key;
	return -1;
}

/* What is meant by a key that there is none of. */
static void unknown_say(const struct reading *reading, const char *where, const char *section, const char *name)
{
	const char *names[CONFIG_COUNT], *near;
	char message[1500];
	for (int key = 0; key < CONFIG_COUNT; key++)
		names[key] = keys[key].name;
	near = near_word(name, names, CONFIG_COUNT);
	for (int key = 0; near && key < CONFIG_COUNT; key++)
		if (near == keys[key].name)
			section = keys[key].section;
	if (near)
		snprintf(message, sizeof message, _("%.700s: `%.64s` is no setting here; is %s in [%s] meant?"), where, name, near, section);
	else
		snprintf(message, sizeof message, _("%.700s: `%.64s` in [%.64s] is no setting; lunchrush(1) lists them"), where, name, section);
	say(reading, message);
}

static int key_visit(void *data, const char *section, const char *name, int line)
{
	struct reading *reading = data;
	char where[1100], from[64];
	int key = key_named(section, name);
	const char *value = ini_get(reading->ini, section, name);
	snprintf(where, sizeof where, "%s:%d", reading->config->path, line);
	snprintf(from, sizeof from, FILE_NAME ":%d", line);
	if (key < 0)
		unknown_say(reading, where, section, name);
	else
		take(reading, (enum config_key)key, value ? value : "", where, from);
	return 0;
}

/* -1 when there is none, or none that can be read, which is said. */
static ssize_t slurp(const struct reading *reading, char *to, size_t size)
{
	const char *path = reading->config->path;
	char message[1200];
	struct stat is;
	size_t length = 0;
	ssize_t got = 0;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0 && (errno == ENOENT || errno == ENOTDIR))
		return -1;
	if (fd < 0 || fstat(fd, &is) || !S_ISREG(is.st_mode)) {
		snprintf(message, sizeof message, "%s: %s", path, fd < 0 ? strerror(errno) : _("is no file"));
		goto wrong;
	}
	while (length < size && (got = read(fd, to + length, size - length)) > 0)
		length += (size_t)got;
	if (got == 0 && length < size) {
		close(fd);
		return (ssize_t)length;
	}
	snprintf(message, sizeof message, "%s: %s", path, got < 0 ? strerror(errno) : _("is larger than 64 KB"));
wrong:
	if (fd >= 0)
		close(fd);
	say(reading, message);
	return -1;
}

static void file_read(struct reading *reading)
{
	struct config *config = reading->config;
	char folder[sizeof config->path - sizeof FILE_NAME];
	char *text = malloc(BYTES_MAX + 1);
	ssize_t length;
	if (!text)
		abort();
	if (config_folder(folder, sizeof folder) == 0) {
		snprintf(config->path, sizeof config->path, "%s/" FILE_NAME, folder);
		length = slurp(reading, text, BYTES_MAX + 1);
		if (length >= 0)
			reading->ini = ini_read_rest(text, (size_t)length, config->path, line_say, reading);
	}
	free(text);
	if (!reading->ini)
		return;
	config->there = true;
	ini_each(reading->ini, key_visit, reading);
	ini_free(reading->ini);
}

void config_read(struct config *config, config_tell *tell, config_judge *judge, void *data)
{
	struct reading reading = { .config = config, .tell = tell, .judge = judge, .data = data };
	memset(config, 0, sizeof *config);
	file_read(&reading);
	for (enum config_key key = 0; key < CONFIG_COUNT; key++) {
		const char *value = keys[key].variable ? getenv(keys[key].variable) : NULL;
		if (value && *value)
			take(&reading, key, value, keys[key].variable, keys[key].variable);
	}
}
