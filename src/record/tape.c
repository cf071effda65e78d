/* tape.c - reading a tape.
 *
 * Each line is one act, of a table: its word, and a function that reads what follows. Text that will be shown is cleaned here, so that a tape cannot bring a sequence of control into a
 * recording. */
#include "record/tape.h"

#include "lesson/condition.h"
#include "record/keys.h"
#include "trace/near.h"
#include "trace/text.h"
#include "paper/key.h"
#include "trace/tongue.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WAIT_NS 60000000000u
#define PAUSE_MAX_S 3600.0
#define FILE_MAX (1u << 20)

/* ---- words of a line ---- */

/* "2s", "500ms", "1.5" (seconds). */
static int read_time(const char *text, uint64_t *ns, struct error *error)
{
	char *rest;
	double number = strtod(text, &rest);
	double unit = !strcmp(rest, "ms") ? 1e-3 : !strcmp(rest, "s") || !*rest ? 1 : 0;
	if (rest == text || unit == 0 || !(number >= 0) || number * unit > PAUSE_MAX_S)
		return error_set(error, _("'%s' is no time; 2s or 500ms would be right, at most an hour"), text);
	*ns = (uint64_t)(number * unit * 1e9);
	return 0;
}

int tape_size(const char *text, int *rows, int *cols, struct error *error)
{
	int end = 0;
	if (sscanf(text, "%5dx%5d%n", cols, rows, &end) == 2 && !text[end] && *cols >= TAPE_COLS_MIN && *rows >= TAPE_ROWS_MIN && *cols <= TAPE_SIZE_MAX && *rows <= TAPE_SIZE_MAX)
		return 0;
	return error_set(error, _("'%s' is no size; columns and rows as in 90x30 would be right, from %dx%d to %dx%d"), text, TAPE_COLS_MIN, TAPE_ROWS_MIN, TAPE_SIZE_MAX, TAPE_SIZE_MAX);
}

/* Words between quotation marks, or as they stand. */
static int read_words(const char *text, char *to, struct error *error)
{
	size_t length = strlen(text);
	if (*text == '"') {
		if (length < 2 || text[length - 1] != '"')
			return error_set(error, _("the words begin with \" and do not end with one"));
		text++;
		length -= 2;
	}
	if (length >= TAPE_TEXT)
		return error_set(error, _("that is too long: at most %d bytes"), TAPE_TEXT - 1);
	text_clean(to, TAPE_TEXT, text, length);
	return 0;
}

static int read_key(struct tape_line *line, const char *text, struct error *error)
{
	line->key = keys_read(text);
	text_clean(line->text, sizeof line->text, text, strlen(text));
	if (line->key == KEYS_F4)
		return error_set(error, _("F4 opens an editor, which needs a terminal; there is none here"));
	if (line->key == 0x1a)
		return error_set(error, _("Ctrl-Z stops a program at a terminal; there is none here"));
	return line->key ? 0 : error_set(error, _("there is no key '%s'; a sign, Enter, Esc, Tab, Left, F3 or Ctrl-L would be right"), line->text);
}

static int read_type(struct tape_line *line, const char *text, struct error *error)
{
	if (read_words(text, line->text, error))
		return -1;
	return *line->text ? 0 : error_set(error, _("type what? `type AB` would be right"));
}

static int read_pause(struct tape_line *line, const char *text, struct error *error)
{
	return read_time(text, &line->ns, error);
}

static int read_caption(struct tape_line *line, const char *text, struct error *error)
{
	return read_words(text, line->text, error);
}

static int read_chapter(struct tape_line *line, const char *text, struct error *error)
{
	if (read_words(text, line->text, error))
		return -1;
	return *line->text ? 0 : error_set(error, _("a chapter needs a name: chapter \"The race\" would be right"));
}

static int read_walk(struct tape_line *line, const char *text, struct error *error)
{
	(void)line;
	return *text ? error_set(error, _("nothing stands behind `walk`")) : 0;
}

/* "… within 90s" at the end goes. */
static int read_limit(struct tape_line *line, char *text, struct error *error)
{
	static const char word[] = " within ";
	char *at = NULL;
	line->ns = WAIT_NS;
	for (char *next = text; (next = strstr(next, word)); next++)
		at = next;
	if (!at)
		return 0;
	*at = '\0';
	return read_time(at + strlen(word), &line->ns, error);
}

static int read_wait(struct tape_line *line, const char *words, struct error *error)
{
	char text[1024];
	snprintf(text, sizeof text, "%s", words);
	if (read_limit(line, text, error))
		return -1;
	if (!strcmp(text, "settled")) {
		line->what = TAPE_WAIT_SETTLED;
	} else if (!strcmp(text, "over")) {
		line->what = TAPE_WAIT_OVER;
	} else if (!strcmp(text, "step")) {
		return error_set(error, _("wait for which step? `wait step predict` would be right"));
	} else if (!strncmp(text, "step ", 5)) {
		line->what = TAPE_WAIT_STEP;
		return read_words(text + 5 + strspn(text + 5, " \t"), line->text, error);
	} else {
		line->what = TAPE_WAIT_UNTIL;
		line->condition = condition_read(text, error);
		return line->condition ? 0 : -1;
	}
	return 0;
}

static const struct {
	const char *word;
	enum tape_do what;
	int (*read)(struct tape_line *line, const char *text, struct error *error);
} acts[] = {
	{ "key", TAPE_KEY, read_key }, { "type", TAPE_TYPE, read_type }, { "pause", TAPE_PAUSE, read_pause }, { "wait", TAPE_WAIT_UNTIL, read_wait },
	{ "walk", TAPE_WALK, read_walk }, { "caption", TAPE_CAPTION, read_caption }, { "chapter", TAPE_CHAPTER, read_chapter },
};
#define ACTS (sizeof acts / sizeof *acts)

/* ---- lines ---- */

static struct tape_line *line_add(struct tape *tape)
{
	if ((tape->count & (tape->count - 1)) == 0) {
		size_t size = tape->count ? 2 * tape->count : 1;
		struct tape_line *lines = realloc(tape->lines, size * sizeof *lines);
		if (!lines)
			abort();
		tape->lines = lines;
	}
	struct tape_line *line = &tape->lines[tape->count++];
	*line = (struct tape_line){ .line = 0 };
	return line;
}

static int no_such_act(const char *word, struct error *error)
{
	const char *words[ACTS + 2] = { "size", "theme" };
	for (size_t i = 0; i < ACTS; i++)
		words[i + 2] = acts[i].word;
	const char *near = near_word(word, words, ACTS + 2);
	return near ? error_set(error, _("'%.60s' is nothing that a tape does; is '%s' meant?"), word, near) :
		error_set(error, _("'%.60s' is nothing that a tape does; there are size, theme, key, type, pause, wait, walk, caption and chapter"), word);
}

static int act_read(struct tape *tape, int number, const char *word, const char *rest, struct error *error)
{
	for (size_t i = 0; i < ACTS; i++) {
		if (strcmp(acts[i].word, word))
			continue;
		if (tape->count >= TAPE_LINES_MAX)
			return error_set(error, _("a tape has at most %d acts"), TAPE_LINES_MAX);
		struct tape_line *line = line_add(tape);
		line->what = acts[i].what;
		line->line = number;
		return acts[i].read(line, rest, error);
	}
	return no_such_act(word, error);
}

static int head_read(struct tape *tape, int number, const char *word, const char *rest, struct error *error)
{
	bool size = !strcmp(word, "size");
	if (tape->count)
		return error_set(error, _("%s stands before all that is done: a recording has one from beginning to end"), word);
	if (size ? tape->rows : tape->theme_line)
		return error_set(error, _("%s was said already: a recording has one from beginning to end"), word);
	if (size)
		return tape_size(rest, &tape->rows, &tape->cols, error);
	tape->theme_line = number;
	if (!*rest || strlen(rest) >= sizeof tape->theme)
		return error_set(error, _("theme which? `theme light` would be right"));
	text_clean(tape->theme, sizeof tape->theme, rest, strlen(rest));
	return 0;
}

/* Blanks at both ends go. */
static char *trimmed(char *text)
{
	text += strspn(text, " \t\r");
	for (size_t length = strlen(text); length && strchr(" \t\r", text[length - 1]); length--)
		text[length - 1] = '\0';
	return text;
}

static int line_read(struct tape *tape, int number, char *text, struct error *error)
{
	struct error words;
	char *rest, *word = trimmed(text);
	if (!*word || *word == '#')
		return 0;
	rest = word + strcspn(word, " \t");
	if (*rest)
		*rest++ = '\0';
	rest = trimmed(rest);
	bool head = !strcmp(word, "size") || !strcmp(word, "theme");
	if ((head ? head_read(tape, number, word, rest, &words) : act_read(tape, number, word, rest, &words)) == 0)
		return 0;
	return error_set(error, "%s:%d: %s", tape->name, number, words.text);
}

struct tape *tape_read(const char *name, const char *text, size_t length, struct error *error)
{
	struct tape *tape = calloc(1, sizeof *tape);
	const char *end = text + length;
	int number = 1, result = 0;
	if (!tape)
		abort();
	snprintf(tape->name, sizeof tape->name, "%s", name);
	for (; text < end && result == 0; number++) {
		const char *stop = memchr(text, '\n', (size_t)(end - text));
		size_t taken = (size_t)((stop ? stop : end) - text);
		char line[1024];
		if (taken >= sizeof line || memchr(text, '\0', taken)) {
			result = error_set(error, _("%s:%d: that is no line of a tape: it is too long, or holds a NUL"), name, number);
		} else {
			memcpy(line, text, taken);
			line[taken] = '\0';
			result = line_read(tape, number, line, error);
		}
		text += taken + 1;
	}
	if (result == 0)
		return tape;
	tape_free(tape);
	return NULL;
}

struct tape *tape_load(const char *path, struct error *error)
{
	FILE *file = fopen(path, "re");
	char *text = malloc(FILE_MAX + 1);
	struct tape *tape = NULL;
	if (!text)
		abort();
	size_t length = file ? fread(text, 1, FILE_MAX + 1, file) : 0;
	if (!file || ferror(file))
		error_set(error, "%s: %s", path, strerror(errno));
	else if (length > FILE_MAX)
		error_set(error, _("%s: that is no tape: it is longer than 1 MiB"), path);
	else
		tape = tape_read(path, text, length, error);
	if (file)
		fclose(file);
	free(text);
	return tape;
}

void tape_free(struct tape *tape)
{
	if (!tape)
		return;
	for (size_t i = 0; i < tape->count; i++)
		condition_free(tape->lines[i].condition);
	free(tape->lines);
	free(tape);
}
