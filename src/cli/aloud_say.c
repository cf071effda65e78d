/* aloud_say.c - what is said: whole lines, no wider than the terminal, of clean text. See aloud_inner.h. */
#include "cli/aloud_inner.h"

#include "trace/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

int aloud_columns(const struct aloud *aloud)
{
	struct winsize size;

	if (aloud->learn->wrap >= 0)
		return aloud->learn->wrap;
	if (isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col)
		return size.ws_col < ALOUD_COLUMNS_MIN ? ALOUD_COLUMNS_MIN : size.ws_col;
	return ALOUD_COLUMNS;
}

/* Where the next word goes. */
struct wrap {
	int columns, used, indent;
};

static void new_line(struct wrap *wrap)
{
	printf("\n%*s", wrap->indent, "");
	wrap->used = wrap->indent;
}

/* A word, in pieces where it is wider than a line. */
static void put_word(struct wrap *wrap, const char *at, size_t length)
{
	const char *end = at + length;

	while (at < end) {
		const char *next = at;
		int wide = text_columns(text_next(&next, end));
		if (wrap->columns && wrap->used + wide > wrap->columns)
			new_line(wrap);
		fwrite(at, 1, (size_t)(next - at), stdout);
		wrap->used += wide;
		at = next;
	}
}

static int width_of(const char *at, size_t length)
{
	const char *end = at + length;
	int wide = 0;

	while (at < end)
		wide += text_columns(text_next(&at, end));
	return wide;
}

/* A line in lines that fit; returns the column after it. Code keeps the spaces it begins with, in what is left of it, too. */
static int put_line(int columns, const char *line)
{
	size_t blanks = strspn(line, " "), spaces = blanks;
	struct wrap wrap = { .columns = columns, .used = (int)blanks, .indent = columns && (int)blanks > columns / 2 ? 0 : (int)blanks };

	printf("%*s", (int)blanks, "");
	for (line += blanks; *line; line += spaces) {
		size_t length = strcspn(line, " ");
		put_word(&wrap, line, length);
		line += length;
		spaces = strspn(line, " ");
		if (!line[spaces])
			break;
		if (columns && wrap.used + (int)spaces + width_of(line + spaces, strcspn(line + spaces, " ")) > columns)
			new_line(&wrap);
		else
			wrap.used += printf("%*s", (int)spaces, "");
	}
	return wrap.used;
}

static int put_clean(int columns, const char *line, size_t length)
{
	char *clean = malloc(3 * length + 1); /* a broken byte takes three */
	int used;

	if (!clean)
		abort();
	text_clean(clean, 3 * length + 1, line, length);
	used = put_line(columns, clean);
	free(clean);
	return used;
}

void aloud_gap(void)
{
	printf("\n");
}

void aloud_lines(const struct aloud *aloud, const char *text)
{
	while (*text) {
		size_t length = strcspn(text, "\n");
		put_clean(aloud_columns(aloud), text, length);
		printf("\n");
		text += length + (text[length] == '\n');
	}
}

void aloud_say(const struct aloud *aloud, const char *format, ...)
{
	char *text;
	va_list args;

	va_start(args, format);
	if (vasprintf(&text, format, args) < 0)
		abort();
	va_end(args);
	aloud_lines(aloud, text);
	free(text);
}

void aloud_flow(const struct aloud *aloud, const char *text)
{
	char *flow = strdup(text);

	if (!flow)
		abort();
	for (char *at = flow; (at = strchr(at, '\n')); at++)
		if (at[1] && at[1] != '\n' && strncmp(at + 1, "- ", 2) && at > flow && at[-1] != '\n')
			*at = ' ';
	for (char *at = flow; (at = strstr(at, "\n ")); at++) /* what was indented is no code here */
		memmove(at + 1, at + 1 + strspn(at + 1, " "), strlen(at + 1 + strspn(at + 1, " ")) + 1);
	aloud_lines(aloud, flow);
	free(flow);
}

void aloud_document(const struct aloud *aloud, const struct document *document)
{
	char *text = document_text(document, aloud_columns(aloud));

	if (!text)
		abort();
	aloud_lines(aloud, text);
	free(text);
}

int aloud_prompt(const struct aloud *aloud, const char *text)
{
	int columns = aloud_columns(aloud), used = put_clean(columns ? columns - 1 : 0, text, strlen(text));

	printf(" ");
	fflush(stdout);
	return used + 1;
}
