/* manual_page.c - a man page from its prose, doc/lunchrush.1.in, and the tables.
 *
 * The prose is troff; lines that begin with @ are orders:
 *
 *	@synopsis          how each command is typed
 *	@verb NAME         a part on that command: its line, then the prose up to @options, then its options from the table, then the prose up to the next @
 *	@options
 *	@more OPTION       the prose up to the next @ stands with that option, after its line from the table
 *	@rest              a part on each command that had none
 *
 * and @VERSION@ anywhere is the program's. So an option or a command that nobody has written about is in the page, and prose on one that is no more stops the build. */
#include "manual.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#define LINES_MAX 4000
#define VERBS_MAX 64

struct page {
	const char *path;
	char *lines[LINES_MAX];
	int count;
	bool told[VERBS_MAX]; /* by place in the table of commands */
};

/* "-" and "\" as they are typed, `x` bold. */
static void print_text(const char *text)
{
	bool bold = false;

	for (; *text; text++)
		if (*text == '`')
			printf("%s", (bold = !bold) ? "\\fB" : "\\fR");
		else if (*text == '-')
			printf("\\-");
		else if (*text == '\\')
			printf("\\e");
		else if (*text == '\n' && (text[1] == '.' || text[1] == '\''))
			printf("\n\\&");
		else
			putchar(*text);
}

/* What is in capitals is the person's to fill in. */
static void print_arguments(const char *text)
{
	while (*text) {
		size_t length = isupper((unsigned char)*text) ? strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") : islower((unsigned char)*text) || *text == '-' ?
			strspn(text, "abcdefghijklmnopqrstuvwxyz-") : 0;
		bool option = strncmp(text, "options", 7) == 0;
		if (length) {
			printf(isupper((unsigned char)*text) || option ? "\\fI" : "\\fB");
			for (size_t i = 0; i < length; i++)
				printf(text[i] == '-' ? "\\-" : "%c", text[i]);
			printf("\\fR");
		} else {
			putchar(*text);
			length = 1;
		}
		text += length;
	}
}

static int wrong(const struct page *page, int line, const char *what)
{
	fprintf(stderr, "%s:%d: %s: %s\n", page->path, line + 1, page->lines[line], what);
	return -1;
}

static int place_of_verb(const char *name)
{
	for (int i = 0; verbs[i]; i++)
		if (strcmp(verbs[i]->name, name) == 0)
			return i;
	return -1;
}

static void print_synopsis(void)
{
	for (int i = 0; verbs[i]; i++) {
		printf("%s\\fBlunchrush %s\\fR", i ? ".br\n" : "", verbs[i]->name);
		if (*verbs[i]->arguments) {
			putchar(' ');
			print_arguments(verbs[i]->arguments);
		}
		putchar('\n');
	}
}

/* Prose from this line to the next order; where it ends. @VERSION@ becomes the version. */
static int print_prose(const struct page *page, int line)
{
	for (; line < page->count && page->lines[line][0] != '@'; line++) {
		const char *text = page->lines[line], *at = strstr(text, "@VERSION@");
		if (at)
			printf("%.*s%s%s\n", (int)(at - text), text, PACKAGE_VERSION, at + strlen("@VERSION@"));
		else
			puts(text);
	}
	return line;
}

static bool is_order(const char *line, const char *order)
{
	size_t length = strlen(order);

	return strncmp(line, order, length) == 0 && (line[length] == '\0' || line[length] == ' ');
}

static bool has_option(const struct verb *verb, const char *name)
{
	for (const struct flag *flag = verb->flags; flag->name; flag++)
		if (flag->help && strcmp(flag->name, name) == 0)
			return true;
	return false;
}

static void print_flag(const struct flag *flag)
{
	printf(".TP\n");
	if (letter_of_flag(flag))
		printf("\\fB\\-%c\\fR, ", letter_of_flag(flag));
	printf("\\fB\\-\\-");
	print_text(flag->name);
	printf("\\fR");
	if (flag->argument) {
		putchar(' ');
		print_arguments(flag->argument);
	}
	putchar('\n');
	print_text(flag->help);
	putchar('\n');
}

/* The options, each with what stands under @more for it in these lines. */
static void print_options(const struct page *page, const struct verb *verb, int from, int to)
{
	for (const struct flag *flag = verb->flags; flag->name; flag++) {
		if (!flag->help)
			continue;
		print_flag(flag);
		for (int i = from; i < to; i++)
			if (is_order(page->lines[i], "@more") && strcmp(page->lines[i] + 6, flag->name) == 0) {
				puts(".br");
				print_prose(page, i + 1);
			}
	}
}

static void print_title(const struct verb *verb)
{
	printf(".SS lunchrush %s ", verb->name);
	print_arguments(verb->arguments);
	printf("\n");
	print_text(verb->summary);
	printf(".\n.PP\n");
}

/* A part on a command; returns the line after it, -1 with words. */
static int print_verb(struct page *page, int line)
{
	int place = strlen(page->lines[line]) > 6 ? place_of_verb(page->lines[line] + 6) : -1, first = line + 1, last = first;

	if (place < 0)
		return wrong(page, line, "there is no such command");
	page->told[place] = true;
	while (last < page->count && (is_order(page->lines[last], "@more") || is_order(page->lines[last], "@options") || page->lines[last][0] != '@')) {
		if (is_order(page->lines[last], "@more") && !has_option(verbs[place], strlen(page->lines[last]) > 6 ? page->lines[last] + 6 : ""))
			return wrong(page, last, "the command has no such option");
		last++;
	}
	print_title(verbs[place]);
	print_prose(page, first);
	print_options(page, verbs[place], first, last);
	for (int i = first; i < last; i++)
		if (is_order(page->lines[i], "@options")) {
			puts(".PP");
			print_prose(page, i + 1);
		}
	return last;
}

static void print_rest(const struct page *page)
{
	for (int i = 0; verbs[i]; i++) {
		if (page->told[i])
			continue;
		print_title(verbs[i]);
		if (verbs[i]->about)
			print_text(verbs[i]->about);
		print_options(page, verbs[i], 0, 0);
	}
}

static int print_page(struct page *page)
{
	for (int line = 0; line < page->count && line >= 0;) {
		const char *text = page->lines[line];
		if (text[0] != '@')
			line = print_prose(page, line);
		else if (is_order(text, "@verb"))
			line = print_verb(page, line);
		else if (is_order(text, "@synopsis") || is_order(text, "@rest")) {
			if (is_order(text, "@rest"))
				print_rest(page);
			else
				print_synopsis();
			line++;
		} else
			line = wrong(page, line, "no such order; manual_page.c lists them");
		if (line < 0)
			return -1;
	}
	return 0;
}

static int read_lines(struct page *page)
{
	FILE *file = fopen(page->path, "re");
	char *line = NULL;
	size_t size = 0;
	ssize_t length;

	if (!file) {
		fprintf(stderr, "%s: %s\n", page->path, strerror(errno));
		return -1;
	}
	while (page->count < LINES_MAX && (length = getline(&line, &size, file)) > 0) {
		line[length - (line[length - 1] == '\n')] = '\0';
		page->lines[page->count++] = strdup(line);
	}
	free(line);
	fclose(file);
	return 0;
}

int manual_page(const char *path)
{
	struct page page = { .path = path };
	int result = read_lines(&page);

	if (!result)
		result = print_page(&page);
	for (int i = 0; i < page.count; i++)
		free(page.lines[i]);
	return result;
}
