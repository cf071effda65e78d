/* ini.c - iniparser behind a scan of the text.
 *
 * The file is read once into memory and walked line by line: anything that iniparser would lose in silence stops the
 * loading, with the line, or is blanked out for who takes what is left. On the way each section and key is noted with its line, for messages and for walking in the file's
 * order. Then the very bytes that were scanned are given to iniparser (through a memory file, so that what is parsed is
 * what was checked), and values are only ever asked for as strings. */
#include "paper/ini.h"

#include <ctype.h>
#include <fcntl.h>
#include <iniparser/iniparser.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define INI_BYTES_MAX 65536
#define INI_LINE_MAX 1000 /* iniparser gives up on the whole file at 1023 */
#define INI_NAME_MAX 63
#define INI_TOLD_MAX 50 /* mistakes; that there are more is said once */

struct ini_key {
	char section[INI_NAME_MAX + 1], name[INI_NAME_MAX + 1]; /* name: "" for the line of a section itself */
	int line;
	bool capitals; /* it was written with some, that iniparser takes away */
};

struct ini {
	dictionary *values;
	struct ini_key *keys;
	size_t count, room;
};

/* Where the scan is. */
struct scan {
	const char *path;
	struct ini *ini;
	ini_tell *tell;
	void *data;
	int told;
	char section[INI_NAME_MAX + 1];
	bool astray; /* below a section that is wrong: nobody knows where its keys belong */
	int line;
};

static int wrong(struct scan *scan, const char *format, ...) __attribute__((format(printf, 2, 3)));
static int wrong(struct scan *scan, const char *format, ...)
{
	struct error words, whole;
	va_list args;

	va_start(args, format);
	error_vset(&words, format, args);
	va_end(args);
	error_set(&whole, "%s:%d: %.400s", scan->path, scan->line, words.text);
	if (scan->told++ < INI_TOLD_MAX)
		scan->tell(scan->data, whole.text);
	return -1;
}

/* Copy a trimmed, lower-case name; false when it is empty, long or holds odd characters. `more` are those that are good beside letters, digits, - and _. */
static bool name_copy(char to[INI_NAME_MAX + 1], const char *from, size_t length, char more, bool *capitals)
{
	*capitals = false;
	while (length && isspace((unsigned char)from[0]))
		from++, length--;
	while (length && isspace((unsigned char)from[length - 1]))
		length--;
	if (length == 0 || length > INI_NAME_MAX)
		return false;
	for (size_t i = 0; i < length; i++) {
		unsigned char c = (unsigned char)from[i];
		if (!isalnum(c) && c != '_' && c != '-' && c != (unsigned char)more)
			return false;
		*capitals |= isupper(c) != 0;
		to[i] = (char)tolower(c);
	}
	to[length] = '\0';
	return true;
}

static void key_add(struct ini *ini, const struct ini_key *key)
{
	if (ini->count == ini->room) {
		ini->room = ini->room ? 2 * ini->room : 64;
		ini->keys = realloc(ini->keys, ini->room * sizeof *ini->keys);
		if (!ini->keys)
			abort();
	}
	ini->keys[ini->count++] = *key;
}

static const struct ini_key *key_of(const struct ini *ini, const char *section, const char *key)
{
	for (size_t i = 0; i < ini->count; i++)
		if (!strcmp(ini->keys[i].name, key) && !strcmp(ini->keys[i].section, section))
			return &ini->keys[i];
	return NULL;
}

static int scan_section(struct scan *scan, const char *text, size_t length)
{
	struct ini_key key = { .line = scan->line };

	scan->astray = true;
	if (text[length - 1] != ']')
		return wrong(scan, "a section is [name] with nothing after it");
	if (!name_copy(scan->section, text + 1, length - 2, ':', &key.capitals))
		return wrong(scan, "a section's name has 1 to 63 letters, digits, - or _");
	memcpy(key.section, scan->section, sizeof key.section);
	key_add(scan->ini, &key);
	scan->astray = false;
	return 0;
}

/* iniparser takes quotation marks around a value away, and what stands behind them with them; without them it ends a value at ; or #. */
static int scan_value(struct scan *scan, const char *value, const char *end)
{
	while (value < end && isspace((unsigned char)*value))
		value++;
	char mark = value < end && (*value == '"' || *value == '\'') ? *value : '\0';
	if (mark && (end - value < 2 || end[-1] != mark || memchr(value + 1, mark, (size_t)(end - value) - 2)))
		return wrong(scan, "a value that begins with %c must end with it, and have none in between: leave it out, or write a word before it", mark);
	if (!mark && (memchr(value, ';', (size_t)(end - value)) || memchr(value, '#', (size_t)(end - value))))
		return wrong(scan, "a value ends at ; or #: put the comment on a line of its own, or the whole value in quotation marks");
	return 0;
}

static int scan_key(struct scan *scan, const char *text, size_t length)
{
	struct ini_key key = { .line = scan->line };
	const char *equals = memchr(text, '=', length);

	if (!equals)
		return wrong(scan, "expected `name = value`, [section] or a comment");
	if (!name_copy(key.name, text, (size_t)(equals - text), '.', &key.capitals))
		return wrong(scan, "a name has 1 to 63 letters, digits, - or _");
	if (scan->astray)
		return -1; /* the section has been told */
	if (!scan->section[0])
		return wrong(scan, "a [section] must come before the first name");
	memcpy(key.section, scan->section, sizeof key.section);
	const struct ini_key *before = key_of(scan->ini, key.section, key.name);
	if (before)
		return wrong(scan, "`%s` was already given on line %d", key.name, before->line);
	if (scan_value(scan, equals + 1, text + length))
		return -1;
	key_add(scan->ini, &key);
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

/* A line that is wrong is blank from now on. */
static void scan_all(struct scan *scan, char *bytes, size_t length)
{
	char *end = bytes + length;

	scan->line = 1;
	if (length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0) {
		wrong(scan, "the file begins with a byte order mark: save it as plain UTF-8");
		memset(bytes, ' ', 3);
	}
	for (; bytes < end; scan->line++) {
		char *newline = memchr(bytes, '\n', (size_t)(end - bytes));
		char *stop = newline ? newline : end;
		if (memchr(bytes, '\0', (size_t)(stop - bytes))) {
			wrong(scan, "a NUL byte: this is no INI file");
			return;
		}
		if (scan_line(scan, bytes, (size_t)(stop - bytes)))
			memset(bytes, ' ', (size_t)(stop - bytes));
		bytes = stop + 1;
	}
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

/* All lines that are left are right. How many more were not is said. False: it cannot be read after all, which has been told. */
static bool scan_end(struct scan *scan, const char *bytes, size_t length)
{
	struct error more;

	if (scan->told > INI_TOLD_MAX) {
		error_set(&more, scan->told - INI_TOLD_MAX == 1 ? "%s: %d more line is wrong" : "%s: %d more lines are wrong", scan->path, scan->told - INI_TOLD_MAX);
		scan->tell(scan->data, more.text);
	}
	if (memchr(bytes, '\0', length))
		return false;
	scan->ini->values = parse(bytes, length);
	return scan->ini->values || wrong(scan, "this cannot be read as an INI file") == 0;
}

static struct ini *read_as(bool rest, const char *text, size_t length, const char *name, ini_tell *tell, void *data)
{
	struct ini *ini = calloc(1, sizeof *ini);
	char *bytes = malloc(length + 1);

	if (!ini || !bytes)
		abort();
	memcpy(bytes, text, length);
	struct scan scan = { .path = name, .ini = ini, .tell = tell, .data = data };
	scan_all(&scan, bytes, length);
	bool read = scan_end(&scan, bytes, length) && (rest || !scan.told);
	free(bytes);
	if (read)
		return ini;
	ini_free(ini);
	return NULL;
}

struct ini *ini_read(const char *text, size_t length, const char *name, ini_tell *tell, void *data)
{
	return read_as(false, text, length, name, tell, data);
}

struct ini *ini_read_rest(const char *text, size_t length, const char *name, ini_tell *tell, void *data)
{
	return read_as(true, text, length, name, tell, data);
}

static void keep_first(void *data, const char *message)
{
	struct error *error = data;

	if (!error->text[0])
		error_set(error, "%s", message);
}

struct ini *ini_load(const char *path, struct error *error)
{
	static char bytes[INI_BYTES_MAX + 2];
	struct error first = { "" };
	ssize_t length = slurp(path, bytes, error);

	if (length < 0)
		return NULL;
	struct ini *ini = ini_read(bytes, (size_t)length, path, keep_first, &first);
	if (!ini)
		error_set(error, "%s", first.text);
	return ini;
}

struct ini *ini_load_rest(const char *path, ini_tell *tell, void *data)
{
	static char bytes[INI_BYTES_MAX + 2];
	struct error error;
	ssize_t length = slurp(path, bytes, &error);

	if (length >= 0)
		return ini_read_rest(bytes, (size_t)length, path, tell, data);
	tell(data, error.text);
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
	const struct ini_key *found = key_of(ini, section, key);

	return found ? found->line : 0;
}

bool ini_capitals(const struct ini *ini, const char *section, const char *key)
{
	const struct ini_key *found = key_of(ini, section, key);

	return found && found->capitals;
}

int ini_each(const struct ini *ini, int (*visit)(void *data, const char *section, const char *key, int line), void *data)
{
	for (size_t i = 0; i < ini->count; i++) {
		const struct ini_key *key = &ini->keys[i];
		int result = key->name[0] ? visit(data, key->section, key->name, key->line) : 0;
		if (result)
			return result;
	}
	return 0;
}

int ini_each_section(const struct ini *ini, int (*visit)(void *data, const char *section, int line), void *data)
{
	for (size_t i = 0; i < ini->count; i++) {
		const struct ini_key *key = &ini->keys[i];
		int result = key->name[0] ? 0 : visit(data, key->section, key->line);
		if (result)
			return result;
	}
	return 0;
}
