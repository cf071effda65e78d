/* ini.c - iniparser behind a scan of the text.
 *
 * The file is read once into memory and walked line by line: anything that iniparser would lose in silence stops the
 * loading, with the line. On the way each section and key is noted with its line, for messages and for walking in the file's
 * order. Then the very bytes that were scanned are given to iniparser (through a memory file, so that what is parsed is
 * what was checked), and values are only ever asked for as strings. */
#include "paper/ini.h"

#include <ctype.h>
#include <fcntl.h>
#include <iniparser/iniparser.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define INI_BYTES_MAX 65536
#define INI_LINE_MAX 1000 /* iniparser gives up on the whole file at 1023 */
#define INI_NAME_MAX 63

struct ini_key {
	char section[INI_NAME_MAX + 1], name[INI_NAME_MAX + 1];
	int line;
};

struct ini {
	dictionary *values;
	struct ini_key *keys;
	size_t count;
};

/* Where the scan is. */
struct scan {
	const char *path;
	struct ini *ini;
	struct error *error;
	char section[INI_NAME_MAX + 1];
	int line;
};

static int wrong(struct scan *scan, const char *what)
{
	return error_set(scan->error, "%s:%d: %s", scan->path, scan->line, what);
}

/* Copy a trimmed, lower-case name; false when it is empty, long or holds odd characters. */
static bool name_copy(char to[INI_NAME_MAX + 1], const char *from, size_t length)
{
	while (length && isspace((unsigned char)from[0]))
		from++, length--;
	while (length && isspace((unsigned char)from[length - 1]))
		length--;
	if (length == 0 || length > INI_NAME_MAX)
		return false;
	for (size_t i = 0; i < length; i++) {
		unsigned char c = (unsigned char)from[i];
		if (!isalnum(c) && c != '_' && c != '-')
			return false;
		to[i] = (char)tolower(c);
	}
	to[length] = '\0';
	return true;
}

static int scan_section(struct scan *scan, const char *text, size_t length)
{
	if (text[length - 1] != ']')
		return wrong(scan, "a section is [name] with nothing after it");
	if (!name_copy(scan->section, text + 1, length - 2))
		return wrong(scan, "a section's name has 1 to 63 letters, digits, - or _");
	return 0;
}

static int scan_key(struct scan *scan, const char *text, size_t length)
{
	const char *equals = memchr(text, '=', length);
	if (!equals)
		return wrong(scan, "expected `name = value`, [section] or a comment");
	if (memchr(text, ';', length) || memchr(text, '#', length))
		return wrong(scan, "a value ends at ; or #: put the comment on a line of its own");
	struct ini *ini = scan->ini;
	struct ini_key key = { .line = scan->line };
	if (!name_copy(key.name, text, (size_t)(equals - text)))
		return wrong(scan, "a name has 1 to 63 letters, digits, - or _");
	if (!scan->section[0])
		return wrong(scan, "a [section] must come before the first name");
	memcpy(key.section, scan->section, sizeof key.section);
	int before = ini_line(ini, key.section, key.name);
	if (before)
		return error_set(scan->error, "%s:%d: `%s` was already given on line %d", scan->path, scan->line, key.name, before);
	struct ini_key *keys = realloc(ini->keys, (ini->count + 1) * sizeof *keys);
	if (!keys)
		abort();
	ini->keys = keys;
	keys[ini->count++] = key;
	return 0;
}

static int scan_line(struct scan *scan, const char *text, size_t length)
{
	if (length > INI_LINE_MAX)
		return wrong(scan, "the line is longer than 1000 bytes");
	while (length && isspace((unsigned char)text[0]))
		text++, length--;
	while (length && isspace((unsigned char)text[length - 1]))
		length--;
	if (length == 0)
		return 0;
	if (text[length - 1] == '\\')
		return wrong(scan, "a line may not end in \\");
	if (text[0] == ';' || text[0] == '#')
		return 0;
	if (text[0] == '[')
		return scan_section(scan, text, length);
	return scan_key(scan, text, length);
}

static int scan_all(struct scan *scan, const char *bytes, size_t length)
{
	const char *end = bytes + length;
	scan->line = 1;
	if (length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0)
		return wrong(scan, "the file begins with a byte order mark: save it as plain UTF-8");
	for (; bytes < end; scan->line++) {
		const char *newline = memchr(bytes, '\n', (size_t)(end - bytes));
		const char *stop = newline ? newline : end;
		if (memchr(bytes, '\0', (size_t)(stop - bytes)))
			return wrong(scan, "a NUL byte: this is no INI file");
		if (scan_line(scan, bytes, (size_t)(stop - bytes)))
			return -1;
		bytes = stop + 1;
	}
	return 0;
}

/* The whole file, and a newline, in memory; -1 with words. */
static ssize_t slurp(const char *path, char bytes[INI_BYTES_MAX + 2], struct error *error)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return error_set(error, "%s: %m", path);
	struct stat status;
	size_t length = 0;
	ssize_t got = 0;
	if (fstat(fd, &status) || !S_ISREG(status.st_mode)) {
		close(fd);
		return error_set(error, "%s: is no file", path);
	}
	while (length <= INI_BYTES_MAX && (got = read(fd, bytes + length, INI_BYTES_MAX + 1 - length)) > 0)
		length += (size_t)got;
	close(fd);
	if (got < 0)
		return error_set(error, "%s: %m", path);
	if (length > INI_BYTES_MAX)
		return error_set(error, "%s: is larger than 64 KB", path);
	bytes[length++] = '\n';
	return (ssize_t)length;
}

/* iniparser would print on the screen. The callback is the process's, so it is given back after use. */
static int hush(const char *format, ...)
{
	(void)format;
	return 0;
}

static dictionary *parse(const char *bytes, size_t length)
{
	int fd = memfd_create("ini", MFD_CLOEXEC);
	if (fd < 0)
		return NULL;
	char path[40];
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	dictionary *values = NULL;
	if (write(fd, bytes, length) == (ssize_t)length) {
		iniparser_set_error_callback(hush);
		values = iniparser_load(path);
		iniparser_set_error_callback(NULL);
	}
	close(fd);
	return values;
}

struct ini *ini_load(const char *path, struct error *error)
{
	static char bytes[INI_BYTES_MAX + 2];
	ssize_t length = slurp(path, bytes, error);
	if (length < 0)
		return NULL;
	struct ini *ini = calloc(1, sizeof *ini);
	if (!ini)
		abort();
	struct scan scan = { .path = path, .ini = ini, .error = error };
	if (scan_all(&scan, bytes, (size_t)length))
		goto fail;
	ini->values = parse(bytes, (size_t)length);
	if (ini->values)
		return ini;
	error_set(error, "%s: cannot be read as an INI file", path);
fail:
	ini_free(ini);
	return NULL;
}

void ini_free(struct ini *ini)
{
	if (!ini)
		return;
	if (ini->values)
		iniparser_freedict(ini->values);
	free(ini->keys);
	free(ini);
}

const char *ini_get(const struct ini *ini, const char *section, const char *key)
{
	char path[2 * INI_NAME_MAX + 3];
	snprintf(path, sizeof path, "%.63s:%.63s", section, key);
	return iniparser_getstring(ini->values, path, NULL);
}

int ini_line(const struct ini *ini, const char *section, const char *key)
{
	for (size_t i = 0; i < ini->count; i++)
		if (!strcmp(ini->keys[i].section, section) && !strcmp(ini->keys[i].name, key))
			return ini->keys[i].line;
	return 0;
}

int ini_each(const struct ini *ini, int (*visit)(void *data, const char *section, const char *key, int line), void *data)
{
	for (size_t i = 0; i < ini->count; i++) {
		int result = visit(data, ini->keys[i].section, ini->keys[i].name, ini->keys[i].line);
		if (result)
			return result;
	}
	return 0;
}
