/* sandbox_load.c - from a file to a function: a recipe is read, checked and parsed.
 *
 * The text is shown on the screen as the code that runs, so nothing may be in it that a screen would show differently: broken UTF-8 and marks that turn
 * text around are errors. Lua's words on a syntax error are put the other way round, so that they say what is wrong before what the
 * parser had in mind; words not known here stay as they are. */
#include "kitchen/sandbox.h"
#include "trace/text.h"

#include <lauxlib.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Marks that turn the direction of text around: U+202A to U+202E and U+2066 to U+2069. */
static bool turns_text(uint32_t c)
{
	return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

static int text_check(const char *at, const char *end, const char *file, struct error *error)
{
	int line = 1;
	while (at < end) {
		const char *before = at;
		uint32_t c = text_next(&at, end);
		if (c == '\n')
			line++;
		else if (c == 0)
			return error_set(error, "%s:%d: a zero byte: this is no text file", file, line);
		else if (c == 0xfffd && !(at - before == 3 && memcmp(before, "\xef\xbf\xbd", 3) == 0))
			return error_set(error, "%s:%d: the byte 0x%02x is not UTF-8: save the file as UTF-8", file, line, (unsigned char)*before);
		else if (turns_text(c))
			return error_set(error, "%s:%d: an invisible mark, U+%04X, makes text read differently from what runs: remove it", file, line, (unsigned)c);
	}
	return 0;
}

static int file_read(int fd, const char *file, struct buffer *text, struct error *error)
{
	char bytes[16384];
	size_t begin = text->length;
	for (;;) {
		ssize_t count = read(fd, bytes, sizeof bytes);
		if (count < 0 && errno == EINTR)
			continue;
		if (count < 0)
			return error_set(error, "%s: cannot be read: %s", file, strerror(errno));
		if (count == 0)
			return 0;
		if (text->length - begin + (size_t)count > RECIPE_BYTES_MAX)
			return error_set(error, "%s: longer than 1 MB, which no recipe is", file);
		buffer_append(text, bytes, (size_t)count);
	}
}

int sandbox_read(const char *path, const char *file, struct buffer *text, struct error *error)
{
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0)
		return error_set(error, "%s: cannot be opened: %s", file, strerror(errno));
	struct stat about;
	int result;
	size_t begin = text->length;
	if (fstat(fd, &about) || !S_ISREG(about.st_mode))
		result = error_set(error, "%s: is not a file", file);
	else
		result = file_read(fd, file, text, error);
	close(fd);
	if (result == 0)
		result = text_check(text->bytes + begin, text->bytes + text->length, file, error);
	return result;
}

/* `near` is what stood there, as Lua quotes it ('x' or <eof>). */
static void near_words(char *to, size_t size, const char *near)
{
	if (strcmp(near, "<eof>") == 0)
		snprintf(to, size, "the end of the file");
	else
		snprintf(to, size, "%s", near);
}

/* Lua's "<what> near <token>" in plain words. */
static void syntax_words(char *to, size_t size, const char *message)
{
	const char *near = NULL;
	for (const char *at = strstr(message, " near "); at; at = strstr(at + 1, " near "))
		near = at;
	char what[256], place[256], opener[64];
	int line, used = 0;
	if (!near || (size_t)(near - message) >= sizeof what) {
		snprintf(to, size, "%s", message);
		return;
	}
	snprintf(what, sizeof what, "%.*s", (int)(near - message), message);
	near_words(place, sizeof place, near + 6);
	char *expected = strstr(what, " expected");
	if (strcmp(what, "unexpected symbol") == 0) {
		snprintf(to, size, "%s does not fit here", place);
	} else if (strcmp(what, "unfinished string") == 0) {
		snprintf(to, size, "a string without its closing quote: %s", place);
	} else if (expected && sscanf(expected, " expected (to close %63s at line %d)%n", opener, &line, &used) == 2 && used) {
		snprintf(to, size, "%.*s is missing before %s, to close the %s of line %d", (int)(expected - what), what, place, opener, line);
	} else if (expected && expected[9] == '\0') {
		*expected = '\0';
		snprintf(to, size, "%s is missing before %s", strcmp(what, "<name>") == 0 ? "a name" : what, place);
	} else {
		snprintf(to, size, "%s, at %s", what, place);
	}
}

int sandbox_load(lua_State *L, const char *text, size_t length, const char *file, struct error *error)
{
	if (length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) {
		text += 3;
		length -= 3;
	}
	const char *name = lua_pushfstring(L, "@%s", file);
	int status = luaL_loadbufferx(L, text, length, name, "t");
	if (status == LUA_OK) {
		lua_remove(L, -2);
		return 0;
	}
	const char *message = lua_tostring(L, -1);
	const char *after = message ? strchr(message, ':') : NULL;
	int line = 0, used = 0;
	if (status == LUA_ERRMEM || !after) {
		error_set(error, "%s: too large to fit into the memory a recipe may use", file);
	} else if (sscanf(after, ":%d: %n", &line, &used) == 1 && used) {
		char words[768];
		syntax_words(words, sizeof words, after + used);
		error_set(error, "%s:%d: %s", file, line, words);
	} else {
		error_set(error, "%s: %s", file, message);
	}
	lua_pop(L, 2);
	return -1;
}
